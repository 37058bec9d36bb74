import type { Region } from "../articles/region.ts";
import type { Topic } from "../articles/topic.ts";
import type { ChatKind } from "../delivery/delivery.ts";
import { type Act, type Command, COMMANDS, commandNamed } from "./commands.ts";
import type { DeskOrder, Intent } from "./intent.ts";
import {
  asksForMore,
  maybePleads,
  readLeaving,
  readSpoken,
  readSubscription,
  readTopics,
  soundsLikePlea,
} from "./spoken.ts";
import type { ConversationState } from "./state.ts";
import { plainWords } from "./plain-words.ts";
import { asTyped } from "./numbered.ts";
import { asTypedWords } from "./typed-words.ts";
import { numbersChosen } from "./number-words.ts";
import { readPreferred, type Setting, triesToSay } from "./preferences.ts";
import {
  nearRegion,
  nearTopic,
  readAnyWishes,
  readRegions,
  readWishes,
  type Wishes,
  isOnly,
  withoutCourtesy,
} from "./wishes.ts";

export interface Context {
  kind: ChatKind;
  topics: readonly Topic[];
  /** Outlets' names. */
  outlets: readonly string[];
  regions: readonly Region[];
  /** Said as an answer to one of our own messages. */
  aboutOurs: boolean;
  /** Speaks here with an editor's rights: in a private chat, by stable id. */
  editor: boolean;
  /** "/start@nama" is ours only with our name; null takes any. */
  botName: string | null;
  /** Milliseconds since we last listed choices or asked something. */
  since: number;
}

/**
 * What the words mean, given what was asked before. Reads no clock and does nothing.
 *
 * Everywhere: a command with its slash, and the number of a choice offered. In a private chat also an answer to our
 * question, a command without slash, and as the last resort words to search for.
 */
export function understand(said: string, state: ConversationState, context: Context): Intent {
  const text = said.trim();
  if (text === state.chose && context.since < SAID_TWICE_MS) return { kind: "silence" };
  const chosen = isOver(state, context) ? null : choose(text, state, context);
  if (typeof chosen === "number")
    return context.kind === "private" ? { kind: "no-such-choice", of: chosen } : { kind: "silence" };
  if (chosen === null) return careful(meaningOf(text, state, context), text);
  return careful(slashed(chosen, state, context) ?? { kind: "silence" }, chosen);
}

const SAID_TWICE_MS = 10_000; // a number sent twice would undo what it did: its list has changed
const IN_TALK_MS = 2 * 60_000; // among people a number soon answers somebody else
const ON_SCREEN_MS = 10 * 60_000; // later, a topic's name is rather looked for
const ERASING_MS = 5 * 60_000;

/** Whether the numbers of the last list stand for nothing any more. */
function isOver({ awaiting }: ConversationState, { kind, aboutOurs, since }: Context): boolean {
  if (awaiting?.kind === "erase") return since > ERASING_MS;
  return kind !== "private" && !aboutOurs && since > IN_TALK_MS;
}

/** "2", "1, 3", "nomor dua" */
export function areNumbers(text: string): boolean {
  return numbersChosen(plainWords(text)) !== null;
}

function meaningOf(text: string, state: ConversationState, context: Context): Intent {
  const command = slashed(text, state, context);
  if (command !== null) return command;
  if (context.kind !== "private") return numberAsked(text, state, context) ?? { kind: "silence" };
  return answered(text, state, context) ?? inOwnWords(text, state, context) ?? looseWords(text);
}

/** What needs no question of ours to be understood. */
function inOwnWords(text: string, state: ConversationState, context: Context): Intent | null {
  return (
    opinion(text, context) ??
    plainCommand(text, context) ??
    turnedPage(text, state, context) ??
    readSpoken(text, context)
  );
}

/** Nobody is subscribed by what may have been a plea to stop, or to what they want left out: they are asked. */
function careful(intent: Intent, text: string): Intent {
  if (intent.kind !== "follow") return intent;
  const { wishes, unknown, except = [], apart } = intent.wishes;
  const unclear =
    unknown.some((one) => /(?:^|\s)-\p{L}/u.test(one)) || except.some(({ kind }) => kind === "all");
  if (unclear) return { kind: "unsure", words: null };
  if (wishes.length === 0 && except.length > 0)
    return { kind: "unfollow", wishes: { wishes: except, unknown } };
  const words = wishes.flatMap((wish) => (wish.kind === "words" ? [wish.words] : []));
  const named = [...words, ...unknown];
  const plea =
    named.length > 0 && (maybePleads(text) || (soundsLikePlea(text) && named.some(soundsLikePlea)));
  if (plea) return { kind: "unsure", words: words[0] ?? null };
  return apart === undefined ? intent : { kind: "which-parts", parts: apart };
}

/** In a group or channel nearly everything is not for us: only this needs a look at what was asked before. */
export function mayConcernUs(text: string, kind: ChatKind): boolean {
  return kind === "private" || text.trimStart().startsWith("/") || NUMBERS.test(text.trim());
}

// --- a number of the list offered --------------------------------------------

const NUMBERS = /^\d{1,2}[.)]?(?:(?:\s*[,&]\s*|\s+(?:dan\s+)?)\d{1,2}[.)]?){0,20}$/;

/**
 * What the numbers, or the words that stand on a button, say; how many choices there were where a number is out of reach; null where
 * none were offered or this is neither. Several numbers are several topics at once, and nothing else.
 */
function choose(text: string, state: ConversationState, context: Context): string | number | null {
  const { choices, labels, awaiting } = state;
  const shown = context.kind === "private" && context.since < ON_SCREEN_MS ? labels : [];
  const typed = asTyped(withoutCourtesy(text));
  const pressed = shown.find(({ label }) => label === typed);
  if (pressed !== undefined) return pressed.says;
  const numbers = choices.length === 0 || isOrder(text, context) ? null : numbersChosen(plainWords(text));
  if (numbers === null || (awaiting?.kind === "setting" && numbers.length > 1)) return null; // "1-5" are hours
  const says = numbers.map((number) => choices[number - 1]);
  const [first] = says;
  if (first === undefined || says.includes(undefined)) return choices.length;
  const altogether = inOne(
    says.flatMap((say) => say ?? []),
    isOnly(text),
  );
  return altogether ?? (says.length === 1 ? first : choices.length);
}

/** "/coba 1" is an editor's order, although "coba 1" is a polite way to choose; an editor's without the slash, too. */
function isOrder(text: string, { editor }: Context): boolean {
  const { slash, name = "" } = /^(?<slash>\/?)(?<name>\w+)/.exec(text)?.groups ?? {};
  return (slash === "/" || editor) && commandNamed(name.toLowerCase())?.who === "editor";
}

/** What the choices say in one, or that it is to be `only` them. Who names what they follow together with what they do not, wants both. */
function inOne(says: readonly string[], only: boolean): string | null {
  const changes = says.flatMap((say) => {
    const { verb, what } = CHANGE.exec(say)?.groups ?? {};
    return verb === undefined || what === undefined ? [] : [{ verb, what }];
  });
  const added = changes.filter(({ verb }) => verb !== "berhenti");
  const chosen = only || added.length === 0 ? changes : added;
  const names = chosen.map(({ what }) => what).join(", ");
  const [first] = chosen;
  if (first === undefined || changes.length < says.length) return null;
  if (only) return `/ikuti hanya ${names}`;
  return chosen.every(({ verb }) => verb === first.verb) ? `/${first.verb} ${names}` : null;
}

const CHANGE = /^\/(?<verb>langganan|berhenti|ikuti) (?<what>.+)$/;

// --- a command with its slash ------------------------------------------------

const SLASHED = /^\/(?<name>[\p{L}\p{N}_]+)(?:@(?<bot>\w+))?[!.,?]*(?:\s+(?<rest>[\s\S]*))?$/u;

function slashed(text: string, state: ConversationState, context: Context): Intent | null {
  const { name, bot, rest } = SLASHED.exec(text)?.groups ?? {};
  if (name === undefined)
    return text.startsWith("/") && context.kind === "private" ? { kind: "unclear" } : null;
  if (bot !== undefined && context.botName !== null && bot.toLowerCase() !== context.botName.toLowerCase()) {
    return { kind: "silence" };
  }
  const wanted = name.toLowerCase();
  const after = rest?.trim() ?? "";
  if (wanted === PAGE) return page(after, state);
  if (wanted === CANCEL) return { kind: "cancelled" };
  const command = commandNamed(wanted);
  if (command !== undefined) return meant(command, after, context);
  if (context.kind !== "private") return { kind: "silence" };
  const plea = readSpoken(text.slice(1), context); // "/unfollow politik", "/unsub"
  return plea?.kind === "goodbye" || plea?.kind === "unfollow" ? plea : { kind: "unknown-command" };
}

/** What the buttons for further pages of a search say; its words are kept in the state, a button holds 64 bytes. */
const PAGE = "hal";
/** What a button says that takes a question back. */
const CANCEL = "batal";

function page(rest: string, state: ConversationState): Intent {
  const number = numberIn(rest) ?? 1;
  return state.search === null
    ? { kind: "ask-search" }
    : { kind: "search", words: state.search, page: Math.max(1, number) };
}

/** What an editor's command means with this after it; null for a command that is none of an editor's. */
export function understandDesk(act: Act, rest: string): DeskOrder | null {
  const command = COMMANDS.find((one) => one.act === act);
  const intent = command?.who === "editor" ? meant(command, rest, EDITOR_ANYWHERE) : null;
  return intent?.kind === "desk" ? intent.order : null;
}

const EDITOR_ANYWHERE: Context = {
  kind: "private",
  topics: [],
  outlets: [],
  regions: [],
  aboutOurs: false,
  editor: true,
  botName: null,
  since: 0,
};

function meant(command: Command, rest: string, context: Context): Intent {
  if (command.who === "editor" && !context.editor) return { kind: "refused", act: command.act };
  const number = numberIn(rest);
  switch (command.act) {
    case "start":
      return { kind: "start", wishes: readLink(rest, context) };
    case "subscribe":
      return rest === "" ? { kind: "show-topics" } : subscribed(rest, context);
    case "follow":
      return saysNothing(rest)
        ? { kind: "ask-follow" }
        : { kind: "follow", wishes: readAnyWishes(rest, context) };
    case "regions":
      return regions(rest, context);
    case "stop":
      return rest === "" ? { kind: "goodbye" } : unfollowed(rest, context);
    case "settings":
      return { kind: "settings" };
    case "quiet":
    case "digest":
    case "most":
    case "pause":
      return preferred(command.act, rest);
    case "why":
      return { kind: "why" };
    case "feedback":
      return { kind: "feedback", verdict: "wrong", words: rest === "" ? null : clip(rest) };
    case "data":
      return { kind: "data" };
    case "erase":
      return { kind: "erase", confirmed: YES.has(bare(rest)) };
    case "search":
      return saysNothing(rest) ? { kind: "ask-search" } : { kind: "search", words: rest, page: 1 };
    case "latest":
      return { kind: "latest", page: Math.max(1, number ?? 1) };
    case "help":
      return { kind: "help" };
    case "broadcast":
      return desk(broadcast(rest));
    case "halt":
      return desk(number === null ? { kind: "halt" } : { kind: "end", id: number });
    case "sign-in":
    case "queue":
    case "resume":
    case "failed":
      return desk({ kind: command.act });
    case "status":
      return desk(number === null ? { kind: "status" } : { kind: "progress", id: number });
    case "edit":
    case "reject":
    case "breaking":
    case "audience":
    case "schedule":
    case "embargo":
    case "correct":
    case "recall":
    case "unknown":
      return desk(numbered(command.act, rest));
    case "approve": {
      const { digits, seen, when } = APPROVED.exec(rest)?.groups ?? {};
      if (digits === undefined) return desk({ kind: "which-number", act: command.act });
      return desk({
        kind: "approve",
        id: Number(digits),
        ...(seen === undefined ? {} : { version: Number(seen) }),
        ...(when === undefined ? {} : { when }),
      });
    }
    case "reopen":
    case "retry":
    case "hold":
    case "continue":
    case "try":
      return desk(
        number === null ? { kind: "which-number", act: command.act } : { kind: command.act, id: number },
      );
  }
}

/** "dong", "ya min": courtesy alone. */
function saysNothing(rest: string): boolean {
  return rest === "" || (/^[\p{L}\s,.!?]+$/u.test(rest) && plainWords(rest).length === 0);
}

/** What is no topic, nor nearly one, is followed as /ikuti does. */
function subscribed(rest: string, context: Context): Intent {
  const wishes = readWishes(rest, context.topics);
  const named = wishes.wishes.length > 0 || wishes.except !== undefined;
  if (named && wishes.unknown.length === 0) return { kind: "follow", wishes };
  const subscription = readSubscription(rest, context);
  if (subscription !== null) return subscription;
  if (wishes.wishes.length > 0) return { kind: "follow", wishes };
  if (wishes.unknown.length === 0) return { kind: "show-topics" };
  const words = wishes.unknown.join(" ");
  const near = nearTopic(words, context.topics);
  return near === null
    ? { kind: "follow", wishes: readAnyWishes(rest, context) }
    : { kind: "which-follow", near, words };
}

/** What a link to us asks for: "ekonomi", "wilayah-jawa-tengah", "ikuti-banjir-jakarta". A link has no spaces. */
function readLink(rest: string, context: Context): Wishes {
  const { what, name = "" } = /^(?<what>wilayah|ikuti)[\s_-]+(?<name>.+)$/i.exec(rest)?.groups ?? {};
  const words = name.replaceAll(/[_-]+/g, " ");
  if (what === undefined) return readWishes(rest, context.topics);
  return what.toLowerCase() === "ikuti" ? readAnyWishes(words, context) : readRegions(words, context.regions);
}

/** Islands lead to their provinces; anything else is a region to follow. */
function regions(rest: string, context: Context): Intent {
  if (rest === "") return { kind: "show-regions", island: null };
  const island = islandNamed(rest, context);
  return island === undefined
    ? { kind: "follow", wishes: readRegions(rest, context.regions) }
    : { kind: "show-regions", island };
}

function islandNamed(name: string, context: Context): string | undefined {
  const typed = asTyped(withoutCourtesy(name)).replace(/^(?:pulau|wilayah|daerah) /, "");
  return context.regions.find(({ island }) => asTyped(island) === typed)?.island;
}

function unfollowed(rest: string, context: Context): Intent {
  const wishes = readAnyWishes(rest, context);
  if (wishes.except !== undefined) return { kind: "unsure", words: null };
  if (wishes.wishes.some((wish) => wish.kind === "all")) return { kind: "goodbye" };
  if (wishes.wishes.every((wish) => wish.kind === "words")) {
    const leaving = readLeaving(rest);
    if (leaving !== null) return leaving;
  }
  return { kind: "unfollow", wishes };
}

function preferred(setting: Setting, rest: string): Intent {
  const wanted = readPreferred(setting, rest);
  return wanted === null ? { kind: "which-setting", setting, said: rest } : { kind: "prefer", wanted };
}

function desk(order: DeskOrder): Intent {
  return { kind: "desk", order };
}

/** A command that takes a number and, mostly, words after it. */
function numbered(act: Numbered, rest: string): DeskOrder {
  const { digits, seen, words: said = "" } = NUMBERED.exec(rest)?.groups ?? {};
  if (digits === undefined)
    return act === "schedule" && rest === "" ? { kind: "scheduled" } : { kind: "which-number", act };
  const id = Number(digits);
  const version = seenIn({ version: seen === undefined ? undefined : Number(seen) });
  const words = said.trim() || null;
  const word = bare(said);
  switch (act) {
    case "edit":
      return { kind: "edit", id, words };
    case "reject":
      return { kind: "reject", id, ...version, reason: words };
    case "breaking":
      return { kind: "breaking", id, on: !NO.has(word) };
    case "audience":
      return { kind: "audience", id, change: words === null ? null : audienceOf(words) };
    case "embargo":
      return NO.has(word) ? { kind: "lift-embargo", id } : { kind: "embargo", id, moment: words };
    case "schedule":
      return NO.has(word) ? { kind: "unschedule", id } : { kind: "schedule", id, ...version, moment: words };
    case "correct":
      if (word === "sumber") return { kind: "correct-by-source", id };
      return YES.has(word) ? { kind: "send-correction", id } : { kind: "correct", id, words };
    case "recall":
      if (words === null) return { kind: "recall", id };
      return YES.has(word) ? { kind: "recall-now", id } : { kind: "recall-because", id, reason: words };
    case "unknown":
      return {
        kind: "settle-unknown",
        id,
        what: word === "kirim" ? "send again" : word === "biarkan" ? "leave" : null,
      };
  }
}

type Numbered =
  | "edit"
  | "reject"
  | "breaking"
  | "audience"
  | "schedule"
  | "embargo"
  | "correct"
  | "recall"
  | "unknown";

/** "12", or as our buttons say it: "12v3", "12v3 sekarang", "12v3 5/12/2026 18.00 WIB". */
const APPROVED = /^#?(?<digits>\d{1,9})(?:v(?<seen>\d{1,6})(?:\s+(?<when>\S.*))?)?$/;

const NUMBERED =
  /^(?:(?:siaran|draf)\s+)?#?(?<digits>\d{1,9})(?:v(?<seen>\d{1,6}))?(?:\s+(?<words>[\s\S]+))?$/i;

/** "ekonomi, -olahraga, semua": a minus takes a topic away. */
function audienceOf(words: string): { add: string[]; drop: string[] } {
  const names = words.split(/[,;\n]+/).map((name) => name.trim().toLowerCase());
  const named = names.filter((name) => /[\p{L}\p{N}]/u.test(name));
  return {
    add: named.filter((name) => !name.startsWith("-")).map((name) => name.replace(/^\+\s*/, "")),
    drop: named.filter((name) => name.startsWith("-")).map((name) => name.replace(/^-\s*/, "")),
  };
}

function broadcast(rest: string): DeskOrder {
  if (rest === "") return { kind: "ask-broadcast" };
  return ADDRESS.test(rest)
    ? { kind: "broadcast-url", url: rest.startsWith("www.") ? `https://${rest}` : rest }
    : { kind: "broadcast-text", text: rest };
}

const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;

function numberIn(text: string): number | null {
  const digits = /^(?:(?:siaran|draf)\s+)?#?(\d{1,9})$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

// --- an answer to what we asked ----------------------------------------------

/** In a group a number, as the answer to how many alerts it wants. */
function numberAsked(text: string, state: ConversationState, context: Context): Intent | null {
  const { awaiting } = state;
  if (awaiting?.kind !== "setting" || isOver(state, context)) return null;
  const wanted = readPreferred(awaiting.setting, text);
  return wanted === null ? null : { kind: "prefer", wanted };
}

/** What it should be, in words; what could be nothing else is asked about once more. */
function setTo(setting: Setting, text: string, state: ConversationState, context: Context): Intent | null {
  if (isLeaving(text)) return null;
  if (isNo(text)) return { kind: "cancelled" };
  const wanted = readPreferred(setting, text);
  if (wanted !== null) return { kind: "prefer", wanted };
  const other = inOwnWords(text, state, context);
  return other === null && triesToSay(text) ? { kind: "which-setting", setting, said: text } : other;
}

const YES = new Set(["ya", "y", "iya", "ok", "oke", "yes", "siarkan", "kirim", "setuju", "setujui"]);

/** "stop", "tolong hentikan ya": what would turn a setting off, too, were it not for this. */
function isLeaving(text: string): boolean {
  return /^(?:berhenti|keluar)$/.test(plainWords(text).join(" "));
}

const NO = new Set([
  "batal",
  "batalkan",
  "tidak",
  "jangan",
  "no",
  "cancel",
  "tolak",
  "gak",
  "ga",
  "nggak",
  "enggak",
]);

/** "batal", "gak jadi deh", "nanti aja". */
function isNo(text: string): boolean {
  return NO.has(bare(text)) || DECLINES.test(plainWords(text).join(" "));
}

const DECLINES =
  /^(?:(?:(?:tidak|jangan) (?:jadi|usah|perlu)|tidak|jangan|batalkan|nanti)(?: (?:saja|dulu|lagi))*|tidak mau(?: dulu)?)$/;

/** Words to look for, or to follow; null for a number or a yes, which are neither. */
function wanted(
  kind: "search" | "follow",
  text: string,
  state: ConversationState,
  context: Context,
): Intent | null {
  if (isNo(text)) return { kind: "cancelled" };
  const topics = kind === "follow" ? readWishes(text, context.topics) : NO_WISHES;
  if (topics.wishes.length > 0 && topics.unknown.length === 0) return { kind: "follow", wishes: topics };
  const meant = inOwnWords(text, state, context);
  const isAnswer =
    meant === null || meant.kind === "refused" || (kind === "search" && FOLLOWS.has(meant.kind));
  if (!isAnswer) return meant;
  if (YES.has(bare(text)) || NUMBERS.test(text)) return null;
  return kind === "search"
    ? { kind: "search", words: text, page: 1 }
    : { kind: "follow", wishes: readAnyWishes(text, context) };
}

const NO_WISHES: Wishes = { wishes: [], unknown: [] };
/** "langganan koran naik" is looked for by whoever was asked what to look for. */
const FOLLOWS = new Set<Intent["kind"]>(["follow", "which-follow", "unsure"]);

/** Topics, outlets and regions by their names; what nearly is a topic is asked about, and anything else looked for. */
function topicNamed(text: string, state: ConversationState, context: Context): Intent | null {
  if (isNo(text)) return { kind: "cancelled" };
  const topics = readTopics(text, context);
  const wishes = topics.unknown.length === 0 ? topics : readAnyWishes(text, context);
  const named = wishes.wishes.length + (wishes.except?.length ?? 0) > 0;
  const known = wishes.unknown.length === 0 && wishes.wishes.every(({ kind }) => kind !== "words");
  if (named && known) return { kind: "follow", wishes };
  const other = inOwnWords(text, state, context);
  if (other !== null) return other;
  const words = topics.unknown.join(" ");
  const near = plainWords(text).includes("berita") ? null : nearTopic(words, context.topics); // "info gempa" is looked for
  if (near !== null && topics.wishes.length === 0) return { kind: "which-follow", near, words };
  const looked = looseWords(text);
  return looked.kind === "search" ? { ...looked, toFollow: true } : looked;
}

/** A region by its name, misspelt too, or an island. */
function regionNamed(text: string, state: ConversationState, context: Context): Intent | null {
  const island = islandNamed(text, context);
  if (island !== undefined) return { kind: "show-regions", island };
  if (isNo(text)) return { kind: "cancelled" };
  const wishes = readRegions(text, context.regions);
  if (wishes.unknown.length === 0 && wishes.wishes.length > 0) return { kind: "follow", wishes };
  const other = inOwnWords(text, state, context);
  return other === null && nearRegion(text, context.regions) !== undefined
    ? { kind: "follow", wishes }
    : other;
}

function answered(text: string, state: ConversationState, context: Context): Intent | null {
  const { awaiting } = state;
  if (awaiting === null || text === "") return null;
  const { editor } = context;
  const word = bare(text);
  // Who wants to go is let go, and an order to stop is heard at once, whatever we were asking.
  if (isLeaving(text) || (editor && stopsSomething(text, context))) return null;
  const again = editor ? askedAgain(word, awaiting, state.overtaken) : null;
  if (again !== null) return desk(again);
  switch (awaiting.kind) {
    case "search":
    case "follow":
      return wanted(awaiting.kind, text, state, context);
    case "topic":
      return context.since < ON_SCREEN_MS ? topicNamed(text, state, context) : null;
    case "region":
      return regionNamed(text, state, context);
    case "setting":
      return setTo(awaiting.setting, text, state, context);
    case "erase":
      if (context.since > ERASING_MS) return null;
      if (/^(?:ya|hapus|ya,? hapus(?: semuanya)?)$/.test(word)) return { kind: "erase", confirmed: true };
      if (YES.has(word)) return { kind: "erase", confirmed: false }; // "ok" ends nothing for good: asked once more
      return isNo(text) ? { kind: "cancelled" } : null;
    case "broadcast":
      if (!editor) return null;
      return isNo(text) ? { kind: "cancelled" } : desk(broadcast(text));
    case "confirm":
      if (!editor) return null;
      if (YES.has(word)) {
        const { id, version } = awaiting;
        return desk({ kind: "approve", id, ...(version === undefined ? {} : { version }) });
      }
      return NO.has(word)
        ? desk({ kind: "reject", id: awaiting.id, ...seenIn(awaiting), reason: null })
        : null;
    case "edit":
      if (!editor) return null;
      return isNo(text) ? { kind: "cancelled" } : desk({ kind: "edit", id: awaiting.id, words: text });
    case "schedule": {
      if (!editor) return null;
      if (isNo(text)) return { kind: "cancelled" };
      const moment = YES.has(word) ? (awaiting.moment ?? text) : text;
      return desk({ kind: "schedule", id: awaiting.id, ...seenIn(awaiting), moment });
    }
    case "embargo":
      if (!editor) return null;
      return isNo(text) ? { kind: "cancelled" } : desk({ kind: "embargo", id: awaiting.id, moment: text });
    case "correction":
      if (!editor) return null;
      return isNo(text) ? { kind: "cancelled" } : desk({ kind: "correct", id: awaiting.id, words: text });
    case "recall":
      if (!editor) return null;
      if (isNo(text)) return { kind: "cancelled" };
      return YES.has(word) || word === "tarik"
        ? desk({ kind: "recall-now", id: awaiting.id })
        : desk({ kind: "recall-because", id: awaiting.id, reason: text });
    case "confirm-correction":
      if (!editor) return null;
      if (YES.has(word)) return desk({ kind: "send-correction", id: awaiting.id });
      return isNo(text) ? { kind: "cancelled" } : null;
  }
}

/**
 * What a bare word may be meant for is shown once more, and asked, where something else was asked in between. And a yes is no words to send
 * to readers.
 */
function askedAgain(word: string, asked: Asked, overtaken: boolean): DeskOrder | null {
  const yes = YES.has(word);
  const { kind } = asked;
  if (
    overtaken &&
    (kind === "confirm" || kind === "schedule") &&
    (yes || (kind === "confirm" && NO.has(word)))
  )
    return { kind: "approve", id: asked.id }; // without a version it is shown first
  if (!yes) return null;
  if (kind === "broadcast") return { kind: "ask-broadcast" };
  if (kind === "edit") return { kind: "edit", id: asked.id, words: null };
  if (kind === "correction") return { kind: "correct", id: asked.id, words: null };
  if (!overtaken) return null;
  if (kind === "confirm-correction")
    return { kind: "correct", id: asked.id, words: asTypedWords(asked.correction) };
  if (kind !== "recall") return null;
  const { id, reason } = asked;
  return reason === undefined ? { kind, id } : { kind: "recall-because", id, reason };
}

type Asked = NonNullable<ConversationState["awaiting"]>;

function seenIn({ version }: { version?: number | undefined }): { version?: number } {
  return version === undefined ? {} : { version };
}

/** "hentikan", "tahan 12": no words for readers, nor a moment. */
function stopsSomething(text: string, context: Context): boolean {
  const meant = plainCommand(text, context);
  return meant?.kind === "desk" && STOPPING.has(meant.order.kind);
}

const STOPPING = new Set<DeskOrder["kind"]>(["halt", "end", "hold"]);

// --- what a reader thinks of an alert ----------------------------------------

const GOOD = /^(?:👍|❤️?|👏)\p{Emoji_Modifier}?$/u;
const BAD = /^👎\p{Emoji_Modifier}?$/u;

/**
 * A thumb up or down; "salah" and what is wrong, said as an answer to the alert itself or in so many words ("Salah, itu di Bogor"). "Salah
 * nomor, jangan kirim lagi" is a plea and none of these.
 */
function opinion(text: string, context: Context): Intent | null {
  if (GOOD.test(text)) return { kind: "feedback", verdict: "good", words: null };
  if (BAD.test(text)) return { kind: "feedback", verdict: "bad", words: null };
  const said = /^(?:(?:ini|itu|beritanya|berita ini) )?(?:salah|keliru|hoaks|hoax|tidak benar)\b/i.test(text);
  const wrong = said && (context.aboutOurs || /^salah\s*(?:[,.:;!]|bukan\b)/i.test(text));
  return wrong && !PLEAS.has(readSpoken(text, context)?.kind)
    ? { kind: "feedback", verdict: "wrong", words: clip(text) }
    : null;
}

const PLEAS = new Set<Intent["kind"] | undefined>(["goodbye", "unfollow", "prefer", "unsure"]);

const LONGEST_OPINION = 500; // characters, for an editor to read at a glance

function clip(text: string): string {
  return text.slice(0, LONGEST_OPINION).toWellFormed();
}

// --- a command without slash -------------------------------------------------

function plainCommand(text: string, context: Context): Intent | null {
  const [lower, word, polite] = [text.toLowerCase(), bare(text), bare(withoutCourtesy(text))];
  for (const command of byRights(context.editor)) {
    for (const name of [command.command, command.alias, ...command.words]) {
      const said = word === name || lower === name || (command.who === "reader" && polite === name);
      if (said) return meant(command, "", context);
      if (!lower.startsWith(`${name} `)) continue;
      const rest = text.slice(name.length).trim();
      if (mayFollow(command, rest, context)) return meant(command, rest, context);
    }
  }
  return null;
}

/**
 * "hentikan" is an editor's order and a reader's plea, so an editor's commands come first, and for everyone else last.
 * Of these only those that could be nothing else are refused without a slash; the rest are words to search for.
 */
function byRights(editor: boolean): readonly Command[] {
  const readers = COMMANDS.filter(({ who }) => who === "reader");
  const editors = COMMANDS.filter(({ who }) => who === "editor");
  return editor
    ? [...editors, ...readers]
    : [...readers, ...editors.filter(({ act }) => UNMISTAKABLE.has(act))];
}

const UNMISTAKABLE = new Set<Act>(["broadcast"]);

function mayFollow({ act, followedBy }: Command, rest: string, context: Context): boolean {
  const { topics } = context;
  switch (followedBy) {
    case "regions":
      return (
        islandNamed(rest, context) !== undefined || readRegions(rest, context.regions).unknown.length === 0
      );
    case "setting":
      return isSetting(act) && readPreferred(act, rest) !== null;
    case "nothing":
      return false;
    case "anything":
      return true;
    case "number":
      return numberIn(rest) !== null;
    case "numbered":
      return NUMBERED.test(rest);
    case "topics": {
      const { wishes, unknown } = readWishes(rest, topics);
      return wishes.length > 0 && unknown.length === 0;
    }
  }
}

function isSetting(act: Act): act is Act & Setting {
  return act === "quiet" || act === "digest" || act === "most" || act === "pause";
}

/** Lower case, without the marks around it: "STOP!!" is "stop". */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(MARKS_AROUND, "") || text;
}

/** A run of marks is tried from its first alone: from each, a thousand of them would cost a million steps. */
const MARKS_AROUND = /^[^\p{L}\p{N}?]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu;

// --- anything else -----------------------------------------------------------

const LONGEST_SEARCH = 200; // characters; what is longer was not typed to be searched for

function turnedPage(text: string, state: ConversationState, context: Context): Intent | null {
  return state.more !== null && asksForMore(text) ? slashed(state.more, state, context) : null;
}

/** A yes or no to a question nobody asked is not searched for, nor is a picture, a bare address or a long text. */
function looseWords(text: string): Intent {
  const reply = YES.has(bare(text)) || isNo(text);
  const words =
    text.length <= LONGEST_SEARCH &&
    !ADDRESS.test(text) &&
    !NUMBERS.test(text) &&
    /\p{L}{2}|\p{N}{3}/u.test(text) &&
    (plainWords(text).length > 0 || !/^[\p{Script=Latin}\P{L}]+$/u.test(text));
  return words && !reply ? { kind: "search", words: text, page: 1 } : { kind: "unclear" };
}
