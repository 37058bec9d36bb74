import type { MessengerName, OutgoingMessage } from "../delivery/delivery.ts";
import { HOUR_MS, MINUTE_MS } from "../time.ts";
import { atOnce } from "./at-once.ts";
import * as copy from "./copy/copy.ts";
import { doneThoughLate, mayNot, notByForwarding, refused, tooLateToDo } from "./copy/refusals.ts";
import { answerEditor, orderMeant } from "./desk/editor.ts";
import { holdsUp, mayBeForwarded, mayComeBeforeItsQuestion, mayComeLate, RIGHT_FOR } from "./desk/rights.ts";
import { saidLongAgo } from "./late.ts";
import { hasButtons, labelsOf, numbered } from "./numbered.ts";
import { type Archive, type ConversationPorts, editorId, type Speaker, speakerOf } from "./ports.ts";
import { rateOf } from "./rate.ts";
import { answerAsked } from "./reader/asking.ts";
import { answerReader } from "./reader/reader.ts";
import type { ChatChange, Ear, Said } from "./said.ts";
import { type ConversationState, FRESH, isFresh, type Shown } from "./state.ts";
import { say, type Turn } from "./turn.ts";
import { areNumbers } from "./understanding/choices.ts";
import type { DeskOrder, Intent } from "./understanding/intent.ts";
import { mayConcernUs, understand } from "./understanding/understand.ts";

/**
 * Listens to chats and answers, alike on every messenger.
 *
 *   said → heard before? → what was asked before → understand → carry out → say, and remember what was asked
 *
 * Never rejects: a fault of ours becomes an apology, and the error goes to `onFault`.
 */
export function conversation(parts: ConversationPorts): Ear {
  const patienceWith = rateOf(parts.limits.messagesAMinute);
  const patienceWithDenied = rateOf(1);
  const patienceWithAsking = rateOf(parts.limits.messagesAMinute * KEYSTROKES);
  const ports = { ...parts, archive: inTurn(parts) };

  return {
    async said(said) {
      if (!mayConcernUs(said.text, said.chat.kind)) return [];
      try {
        if (isForOthers(said, ports)) return [];
        // Editors have no limit: whoever corrects in haste must still be able to stop everything.
        const patience =
          editorOf(said, ports) === null ? patienceWith(personOf(said), ports.now()) : "answer";
        // A plea to stop is always answered, also beyond the limit.
        if (patience !== "answer" && meaning(said, FRESH, ports).kind !== "goodbye") {
          return patience === "silence" || pressedInPublic(said) || saidAmongPeople(said)
            ? []
            : [copy.slowDown()];
        }
        // Everybody in a channel sees its buttons and would read every answer: only its admins get one.
        if (pressedInPublic(said) && !(await said.isChatAdmin())) return [];
        const { messages, denied } = await answer(said, ports);
        // Each member of a group is told once in a while that its admins decide; more would let anyone flood it with us.
        const told =
          denied && patienceWithDenied(`${said.chat.address} ${personOf(said)}`, ports.now()) !== "answer";
        return told ? [] : messages;
      } catch (error) {
        if (error instanceof TooBusy) return [copy.busy()];
        ports.onFault(error);
        return [copy.trouble()];
      }
    },
    async changed(change) {
      try {
        await noteChange(change, ports);
      } catch (error) {
        ports.onFault(error);
      }
    },
    async asked(asked) {
      try {
        if (patienceWithAsking(editorId(asked.from), ports.now()) !== "answer") return NO_ANSWER;
        return await answerAsked({ ...asked, words: storable(asked.words) }, ports);
      } catch (error) {
        if (!(error instanceof TooBusy)) ports.onFault(error);
        return NO_ANSWER;
      }
    },
  };
}

const REMEMBERED = HOUR_MS; // ms; a number typed an hour later means something else
const KEYSTROKES = 3; // inline mode asks again with nearly every letter
const NO_ANSWER = { items: [], next: null };

/** Searches are the most expensive thing a reader can ask for, so only a few run at once. */
function inTurn({ archive, limits }: ConversationPorts): Archive {
  const turn = atOnce(limits.searchesAtOnce, limits.searchesWaiting);
  const orBusy = async <T>(work: () => Promise<T>): Promise<T> => {
    const done = await turn(async () => ({ value: await work() }));
    if (done === null) throw new TooBusy();
    return done.value;
  };
  return {
    search: (query, page, within) => orBusy(() => archive.search(query, page, within)),
    latest: (page, within) => orBusy(() => archive.latest(page, within)),
    one: (id) => archive.one(id),
  };
}

class TooBusy extends Error {
  override readonly name = "TooBusy";
}

async function answer(said: Said, ports: ConversationPorts): Promise<Answer> {
  const { messenger, address } = said.chat;
  const id = `${address} ${said.id}`; // message ids are a platform's own within a chat only
  const now = ports.now();
  const heard = await ports.conversations.hear(messenger, id, now);
  // A bare yes must not answer a question that nobody was shown.
  if (heard === "perhaps unanswered") await ports.conversations.forget(speakerOf(said));
  if (heard !== "act") return NOTHING_SAID;
  const answered = await act(said, now, ports);
  await ports.conversations.acted(messenger, id);
  return answered;
}

interface Answer {
  messages: readonly OutgoingMessage[];
  denied: boolean;
}

async function act(said: Said, now: Date, ports: ConversationPorts): Promise<Answer> {
  const speaker = speakerOf(said);
  const kept = await ports.conversations.load(speaker, new Date(now.getTime() - REMEMBERED));
  const state = said.reaction ? FRESH : kept;
  const intent = meaning(said, state, ports);
  if (intent.kind === "silence") return NOTHING_SAID;

  const turn = await carryOut(intent, said, editorOf(said, ports), state, ports);
  if (said.reaction) return { messages: shown(turn, said.chat.messenger).messages, denied: false };
  const { messages, choices } = shown(turn, said.chat.messenger);
  const chose = areNumbers(said.text) && CHANGES.has(intent.kind) ? said.text.trim() : null;
  const labels = labelsOf(turn.replies);
  if (!turn.forget) {
    const open = staysOpen(state.awaiting, intent, turn) ? state.awaiting : null;
    await remember(speaker, state, { awaiting: open, ...turn }, { choices, labels, chose }, ports);
  }
  return { messages, denied: turn.denied ?? false };
}

function shown({ replies, answerIsNumber }: Turn, messenger: MessengerName): ReturnType<typeof numbered> {
  if (hasButtons(messenger)) return { messages: [...replies], choices: [] };
  return numbered(answerIsNumber ? replies.map((message) => ({ ...message, buttons: [] })) : replies);
}

const CHANGES = new Set<Intent["kind"]>(["follow", "unfollow", "prefer"]);
const NOTHING_SAID: Answer = { messages: [], denied: false };

/** So many characters of a reader's text are read: enough for any request, and a long message does not hold up others. */
const LONGEST_READ = 1_000;

function meaning(said: Said, state: ConversationState, ports: ConversationPorts): Intent {
  const editor = editorOf(said, ports) !== null;
  const text = storable(editor ? said.text : said.text.slice(0, LONGEST_READ));
  return understand(text, state, {
    kind: said.chat.kind,
    topics: ports.topics,
    outlets: ports.outlets,
    regions: ports.regions,
    ourName: ports.newsroom.name,
    aboutOurs: said.about !== undefined,
    editor,
    botName: ports.botName(said.chat.messenger),
    since: ports.now().getTime() - state.at,
  });
}

/** An unknown command in a group: it is for another bot, and does not count towards our limit. */
function isForOthers(said: Said, ports: ConversationPorts): boolean {
  const { chat, text } = said;
  return (
    chat.kind !== "private" &&
    text.trimStart().startsWith("/") &&
    meaning(said, FRESH, ports).kind === "silence"
  );
}

/** Posts in a channel are its admins' own and have no name on them; somebody with a name has pressed a button there. */
function pressedInPublic({ chat, from }: Said): boolean {
  return chat.kind === "channel" && from !== null;
}

/** A number in a group is mostly for somebody else, and they are not told that we hear too much of it. */
function saidAmongPeople({ chat, text }: Said): boolean {
  return chat.kind !== "private" && !text.trimStart().startsWith("/");
}

/** Who is limited: the person, or the chat where nobody is named. What people count among themselves is not held against them elsewhere. */
function personOf(said: Said): string {
  const { chat, from } = said;
  if (from === null) return `${chat.messenger} ${chat.address}`;
  return saidAmongPeople(said) ? `${editorId(from)} ${chat.address}` : editorId(from);
}

/** A text PostgreSQL can keep: no zero bytes and no halves of characters, which some clients do send. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** Editors are editors in a private chat only, and by their stable id; the name they act under, or null. */
function editorOf({ chat, from }: Said, ports: ConversationPorts): string | null {
  return chat.kind === "private" && from !== null && ports.isEditor(from) ? editorId(from) : null;
}

async function carryOut(
  intent: Exclude<Intent, { kind: "silence" }>,
  said: Said,
  editor: string | null,
  before: ConversationState,
  ports: ConversationPorts,
): Promise<Turn> {
  if (said.forwarded && CHANGES_SOMETHING.has(intent.kind))
    return { ...say(notByForwarding()), awaiting: before.awaiting, listStays: true };
  if (intent.kind !== "desk") return answerReader(intent, said, editor !== null, before, ports);
  // understand() takes orders from editors alone; looked at again because so much hangs on it.
  if (editor === null || said.from === null) return say(refused());
  const order = await orderMeant(intent.order, said, ports);
  if (said.forwarded && !mayBeForwarded(order))
    return { ...say(notByForwarding()), awaiting: before.awaiting, listStays: true };
  if (said.at !== undefined && isOvertaken(order, { ...said, at: said.at }, before, ports))
    return {
      ...say(tooLateToDo(said.text, said.at, ports.now())),
      awaiting: before.awaiting,
      listStays: true,
    };
  const right = RIGHT_FOR[order.kind];
  if (!(await ports.may(said.from, right)))
    return say(mayNot((await ports.may(said.from, "look")) ? right : "look"));
  const turn = await answerEditor(order, said, editor, before, ports);
  const late = holdsUp(order) ? saidLongAgo(said, ports.now()) : null;
  return late === null ? turn : { ...turn, replies: [doneThoughLate(late, ports.now()), ...turn.replies] };
}

/**
 * Whether the platform has brought an order so late that its editor may have gone on another way, or a decision that was said before our
 * question was shown: it answers another one, or none that they have seen.
 */
function isOvertaken(
  order: DeskOrder,
  said: Said & { at: Date },
  before: ConversationState,
  ports: ConversationPorts,
): boolean {
  if (saidLongAgo(said, ports.now())) return !mayComeLate(order);
  if (said.at.getTime() + CLOCKS_APART_MS >= before.at || mayComeBeforeItsQuestion(order)) return false;
  const alone = meaning(said, FRESH, ports);
  return alone.kind !== "desk" || alone.order.kind !== order.kind;
}

const CLOCKS_APART_MS = 5 * MINUTE_MS; // the platform's and ours

/** What a reader says for themselves alone: a text that is passed on may read like it, and was said by somebody else. */
const CHANGES_SOMETHING = new Set<Intent["kind"]>([...CHANGES, "goodbye", "come-back", "erase", "feedback"]);

type Awaiting = ConversationState["awaiting"];

/** A thank-you or a number out of reach leaves a reader's question open; what to follow can be answered more than once. */
function staysOpen(asked: Awaiting, { kind }: Intent, { listStays }: Turn): boolean {
  if (asked?.kind === "topic" || asked?.kind === "region") return listStays === true || NAMES.has(kind);
  return (
    listStays === true && (asked?.kind === "search" || asked?.kind === "follow" || asked?.kind === "setting")
  );
}

const NAMES = new Set<Intent["kind"]>(["follow", "unfollow", "which-follow", "which-parts"]);

/** Saved anew even where nothing changed: what was just shown again is good for another hour. */
async function remember(
  speaker: Speaker,
  before: ConversationState,
  turn: Turn,
  listed: Pick<ConversationState, "choices" | "labels" | "chose">,
  ports: ConversationPorts,
): Promise<void> {
  const after: ConversationState = {
    ...(turn.listStays
      ? { choices: before.choices, labels: before.labels, chose: before.chose, at: before.at }
      : { ...listed, at: ports.now().getTime() }),
    awaiting: turn.awaiting ?? null,
    overtaken: before.overtaken && turn.awaiting === before.awaiting,
    search: turn.search ?? before.search,
    more: turn.more ?? (turn.listStays ? before.more : null),
    listed: [...(turn.listed ?? (turn.listStays ? before.listed : []))],
    undo: turn.undo ?? (turn.listStays ? before.undo : null),
    seen: seenNow(turn, before.seen),
  };
  if (!isFresh(before) || !isFresh(after)) await ports.conversations.save(speaker, after, ports.now());
}

/** What is asked about was shown, too. */
function seenNow({ shows = [], awaiting }: Turn, before: readonly Shown[]): Shown[] {
  const asked =
    awaiting && "version" in awaiting && awaiting.version !== undefined
      ? [{ id: awaiting.id, version: awaiting.version }]
      : [];
  const now = [...asked, ...shows];
  return [...now, ...before.filter(({ id }) => !now.some((one) => one.id === id))].slice(0, SEEN);
}

const SEEN = 20; // alerts; more than an editor has in mind

async function noteChange(change: ChatChange, ports: ConversationPorts): Promise<void> {
  const { chat } = change;
  switch (change.kind) {
    case "joined": {
      const follows = await ports.chats.join(change.chat, ports.now());
      if (chat.kind === "private") return; // readers greet us first
      await ports.tell(
        chat,
        copy.greetGroup(chat.kind, follows, ports.topics, ports.newsroom, hasButtons(chat.messenger)),
      );
      return;
    }
    case "left":
      return ports.chats.leave(chat, change.why, ports.now());
    case "moved":
      return ports.chats.move(chat, change.to);
  }
}
