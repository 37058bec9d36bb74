import type { Setting } from "../preferences.ts";
import type { ConversationState } from "../state.ts";
import { islandNamed, plainCommand } from "./commanded.ts";
import { type Context, ERASING_MS, isOver, ON_SCREEN_MS } from "./context.ts";
import { broadcast, desk, seenIn } from "./desk-orders.ts";
import type { DeskOrder, Intent } from "./intent.ts";
import { inOwnWords, looseWords } from "./own-words.ts";
import { plainWords } from "./plain-words.ts";
import { nearRegion, readRegions } from "./region-names.ts";
import { bare, isLeaving, isNo, NO, NUMBERS, YES } from "./replies.ts";
import { readPreferred, triesToSay } from "./settings.ts";
import { asksForJustNow, asksOfNews, readTopics } from "./spoken-wishes.ts";
import { nearTopic, readWishes } from "./topic-names.ts";
import { asTypedWords } from "./typed-words.ts";
import { readAnyWishes, type Wishes } from "./wishes.ts";

/** An answer to what we asked. */

/** In a group a number, as the answer to how many alerts it wants. */
export function numberAsked(text: string, state: ConversationState, context: Context): Intent | null {
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
  const ofOurs = other === null || other.kind === "start" || other.kind === "which-setting"; // "siang" is no greeting here
  return ofOurs && triesToSay(text) ? { kind: "which-setting", setting, said: text } : other;
}

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
  if (kind === "follow" && asksOfNews(text)) return { kind: "search", words: text, page: 1, toFollow: true };
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
  if (asksForJustNow(text)) return inOwnWords(text, state, context) ?? looseWords(text);
  const topics = readTopics(text, context);
  const wishes = topics.unknown.length === 0 ? topics : readAnyWishes(text, context);
  const named = wishes.wishes.length + (wishes.except?.length ?? 0) > 0;
  const known = wishes.unknown.length === 0 && wishes.wishes.every(({ kind }) => kind !== "words");
  if (named && known) return { kind: "follow", wishes };
  const other = inOwnWords(text, state, context);
  if (other !== null) return other;
  const words = topics.unknown.join(" ");
  const near = plainWords(text).includes("berita") ? null : nearTopic(words, context.topics); // "info gempa" is looked for
  if (near !== null && words.startsWith("-")) return { kind: "unsure", words: null, search: text }; // "stop gempa"
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

export function answered(text: string, state: ConversationState, context: Context): Intent | null {
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
    case "confirm":
    case "edit":
    case "schedule":
    case "embargo":
    case "correction":
    case "recall":
    case "confirm-correction":
      return editor ? decided(awaiting, text) : null;
  }
}

/** What an editor answers to a question of the desk. */
function decided(asked: DeskQuestion, text: string): Intent | null {
  const word = bare(text);
  const yes = YES.has(word);
  if (asked.kind === "confirm") {
    if (yes) return desk({ kind: "approve", id: asked.id, ...seenIn(asked) });
    return NO.has(word) ? desk({ kind: "reject", id: asked.id, ...seenIn(asked), reason: null }) : null;
  }
  if (asked.kind === "confirm-correction" && yes) return desk({ kind: "send-correction", id: asked.id });
  if (isNo(text)) return { kind: "cancelled" };
  switch (asked.kind) {
    case "broadcast":
      return desk(broadcast(text));
    case "edit":
      return desk({ kind: "edit", id: asked.id, words: text });
    case "schedule":
      return desk({
        kind: "schedule",
        id: asked.id,
        ...seenIn(asked),
        moment: yes ? (asked.moment ?? text) : text,
      });
    case "embargo":
      return desk({ kind: "embargo", id: asked.id, moment: text });
    case "correction":
      return desk({ kind: "correct", id: asked.id, words: text });
    case "confirm-correction":
      return null;
    case "recall":
      return yes || word === "tarik"
        ? desk({ kind: "recall-now", id: asked.id })
        : desk({ kind: "recall-because", id: asked.id, reason: text });
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
type DeskQuestion = Exclude<Asked, { kind: "search" | "follow" | "topic" | "region" | "setting" | "erase" }>;

/** "hentikan", "tahan 12": no words for readers, nor a moment. */
function stopsSomething(text: string, context: Context): boolean {
  const meant = plainCommand(text, context);
  return meant?.kind === "desk" && STOPPING.has(meant.order.kind);
}

const STOPPING = new Set<DeskOrder["kind"]>(["halt", "end", "hold"]);
