import { readQuery } from "../search/query.ts";
import * as copy from "./copy.ts";
import { follow, type Follows, followsNothing, unfollow } from "./follows.ts";
import type { ReaderIntent } from "./intent.ts";
import type { ConversationPorts } from "./ports.ts";
import { editorId } from "./ports.ts";
import type { Said } from "./said.ts";
import { say, type Turn } from "./turn.ts";
import type { Wishes } from "./wishes.ts";

/** Carries out what a reader wants. `editor` is whether they have an editor's rights here. */
export async function answerReader(
  intent: ReaderIntent,
  said: Said,
  editor: boolean,
  ports: ConversationPorts,
): Promise<Turn> {
  const { kind } = said.chat;
  switch (intent.kind) {
    case "start":
    case "follow":
    case "unfollow":
    case "goodbye":
      return (await mayDecide(said))
        ? subscriptions(intent, said, editor, ports)
        : say(copy.adminsOnly(kind));
    case "show-topics":
      return say(copy.followsNow(kind, await ports.chats.follows(said.chat), ports.topics));
    case "search":
      return search(intent.words, intent.page, ports);
    case "ask-search":
      return { ...say(copy.askSearch()), awaiting: { kind: "search" } };
    case "latest":
      return latest(intent.page, ports);
    case "help":
      return say(copy.help(kind, editor));
    case "thanks":
      return say(copy.youAreWelcome());
    case "no-such-choice":
      return say(copy.noSuchChoice(intent.of));
    case "unknown-command":
      return say(copy.unknownCommand());
    case "unclear":
      return say(copy.unclear());
    case "cancelled":
      return say(copy.cancelled());
    case "refused":
      await ports.record(refusal(intent.act, said, ports.now()));
      return say(copy.refused());
  }
}

/** A private chat is its reader's own. A channel's unsigned post comes from its admins, anyone may press its buttons. */
async function mayDecide(said: Said): Promise<boolean> {
  if (said.chat.kind === "private") return true;
  if (said.chat.kind === "channel" && said.from === null) return true;
  return said.isChatAdmin();
}

type Subscribing = Extract<ReaderIntent, { kind: "start" | "follow" | "unfollow" | "goodbye" }>;

async function subscriptions(
  intent: Subscribing,
  said: Said,
  editor: boolean,
  ports: ConversationPorts,
): Promise<Turn> {
  const { chat } = said;
  switch (intent.kind) {
    case "start": {
      if (intent.wishes.wishes.length > 0) return wish(intent.wishes, follow, said, ports);
      const follows = await ports.chats.join(chat, ports.now());
      const greet = followsNothing(follows)
        ? copy.welcome(follows, ports.topics)
        : copy.welcomeBack(chat.kind, follows, ports.topics);
      return say(greet);
    }
    case "follow":
      return wish(intent.wishes, follow, said, ports);
    case "unfollow": {
      const every = ports.topics.map(({ id }) => id);
      return wish(intent.wishes, (now, wishes) => unfollow(now, wishes, every), said, ports);
    }
    case "goodbye":
      await ports.chats.unsubscribe(chat, ports.now());
      return say(editor ? copy.goodbyeEditor() : copy.goodbye(chat.kind));
  }
}

async function wish(
  { wishes, unknown }: Wishes,
  change: (now: Follows, wishes: Wishes["wishes"]) => Follows,
  { chat }: Said,
  ports: ConversationPorts,
): Promise<Turn> {
  if (wishes.length === 0) {
    return say(copy.unknownTopic(unknown, await ports.chats.follows(chat), ports.topics));
  }
  const follows = await ports.chats.change(chat, (now) => change(now, wishes), ports.now());
  return say(copy.changed(chat.kind, follows, ports.topics, unknown));
}

async function search(words: string, page: number, ports: ConversationPorts): Promise<Turn> {
  const query = readQuery(words);
  if (query.words.length === 0 && query.phrases.length === 0) {
    return { ...say(copy.askSearch()), awaiting: { kind: "search" } };
  }
  const found = await ports.archive.search(query, pageOf(page));
  const kept = words.slice(0, 400).toWellFormed(); // as much as readQuery reads
  if (found.found.length > 0) return { ...say(copy.results(words, page, found, ports.now())), search: kept };
  return { ...say(page > 1 ? copy.noMorePages() : copy.nothingFound(words)), search: kept };
}

async function latest(page: number, ports: ConversationPorts): Promise<Turn> {
  const found = await ports.archive.latest(pageOf(page));
  if (found.found.length > 0) return say(copy.latest(page, found, ports.now()));
  return say(page > 1 ? copy.noMorePages() : copy.nothingYet());
}

const LAST_PAGE = 200; // nobody reads further, and a far offset costs the database as much as all before it

function pageOf(page: number): { offset: number; limit: number } {
  return { offset: (Math.min(page, LAST_PAGE) - 1) * copy.PER_PAGE, limit: copy.PER_PAGE };
}

function refusal(act: string, { from, chat }: Said, at: Date): Parameters<ConversationPorts["record"]>[0] {
  const subject = `${chat.messenger}:${chat.address}`;
  return { who: from === null ? subject : editorId(from), act, subject, at };
}
