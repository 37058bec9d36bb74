import { type Command, type CommandKey, commandNamed, COMMANDS } from "../commands.ts";
import type { Setting } from "../preferences.ts";
import type { ConversationState } from "../state.ts";
import type { Context } from "./context.ts";
import { APPROVED, broadcast, desk, NUMBERED, numberedOrder, numberIn } from "./desk-orders.ts";
import type { DeskOrder, Intent } from "./intent.ts";
import { opinionIn } from "./opinion-words.ts";
import { asTyped, plainWords, withoutCourtesy } from "./plain-words.ts";
import { readLeaving } from "./pleas.ts";
import { readRegions } from "./region-names.ts";
import { bare, YES } from "./replies.ts";
import { readPreferred } from "./settings.ts";
import { readSpoken, readSubscription } from "./spoken.ts";
import { nearTopic, readWishes } from "./topic-names.ts";
import { readAnyWishes, type Wishes } from "./wishes.ts";

/** Commands, with their slash or without. */

const SLASHED = /^\/(?<name>[\p{L}\p{N}_]+)(?:@(?<bot>\w+))?[!.,?]*(?:\s+(?<rest>[\s\S]*))?$/u;

export function slashed(text: string, state: ConversationState, context: Context): Intent | null {
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
export function understandDesk(key: CommandKey, rest: string): DeskOrder | null {
  const command = COMMANDS.find((one) => one.key === key);
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
  if (command.who === "editor" && !context.editor) return { kind: "refused", command: command.key };
  const number = numberIn(rest);
  switch (command.key) {
    case "start":
      return { kind: "start", wishes: readLink(rest, context) };
    case "subscribe":
      return rest === "" ? { kind: "show-topics" } : subscribed(rest, context);
    case "follow":
      if (/^(?:lagi|kembali)$/.test(plainWords(rest).join(" "))) return { kind: "come-back" };
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
      return preferred(command.key, rest);
    case "why":
      return { kind: "why" };
    case "feedback":
      return { kind: "feedback", verdict: "wrong", words: rest === "" ? null : opinionIn(rest) };
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
      return desk({ kind: command.key });
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
      return desk(numberedOrder(command.key, rest));
    case "approve": {
      const { digits, seen, when } = APPROVED.exec(rest)?.groups ?? {};
      if (digits === undefined) return desk({ kind: "which-number", command: command.key });
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
        number === null ? { kind: "which-number", command: command.key } : { kind: command.key, id: number },
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

export function islandNamed(name: string, context: Context): string | undefined {
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

export function plainCommand(text: string, context: Context): Intent | null {
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
    : [...readers, ...editors.filter(({ key }) => UNMISTAKABLE.has(key))];
}

const UNMISTAKABLE = new Set<CommandKey>(["broadcast"]);

function mayFollow({ key, followedBy }: Command, rest: string, context: Context): boolean {
  const { topics } = context;
  switch (followedBy) {
    case "regions":
      return (
        islandNamed(rest, context) !== undefined || readRegions(rest, context.regions).unknown.length === 0
      );
    case "setting":
      return isSetting(key) && readPreferred(key, rest) !== null;
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

function isSetting(key: CommandKey): key is CommandKey & Setting {
  return key === "quiet" || key === "digest" || key === "most" || key === "pause";
}
