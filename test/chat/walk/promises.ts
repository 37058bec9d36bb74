import { commandNamed } from "../../../src/chat/commands.ts";
import { editorId, type NamedChat } from "../../../src/chat/ports.ts";
import type { Person } from "../../../src/chat/said.ts";
import type { OutgoingMessage } from "../../../src/delivery/delivery.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { SIGN_IN } from "../desk/desk-room.ts";
import { REGIONS, TOPICS } from "../dialogue.ts";
import { NO, PERHAPS_PLEAS, PLEAS, YES } from "./words.ts";
import type { AlertNow, ChatNow, World } from "./world.ts";

/** What must be true of every message that is answered. Each promise answers with what is wrong, or with null. */

export interface Player {
  name: string;
  chat: NamedChat;
  /** null: they name nobody. */
  from: Person | null;
  /** Who presses, where they write without a name. */
  account?: Person;
  /** In a group, where they write in the name of one. */
  speaksAs?: "the group" | "another channel" | "its channel";
  /** May decide for the group or channel. */
  admin: boolean;
  /** What they are to the desk at this moment; a writer may not send. */
  desk: "editor" | "writer" | "looker" | null;
}

/** What one person was asked last in one chat, and what they were offered, as they read it. */
export interface Shown {
  question: Question | null;
  /** What was asked before we asked something else of our own accord. */
  asked: Question | null;
  /** Words were asked for: whatever comes may be them. */
  wantsWords: boolean;
  offers: readonly Offer[];
  text: string;
}

interface Question {
  about: "approve" | "schedule" | "correct" | "recall" | "erase";
  id: number;
  version: number;
}

/** What may be typed for a button: its number, where there are none, or what stands on it. */
interface Offer {
  typed: string;
  label: string;
  /** The alert in whose lines it stands. */
  about: { id: number; version: number } | null;
}

export interface Step {
  player: Player;
  text: string;
  /** Somebody else wrote it, and they passed it on. */
  forwarded: boolean;
  /** It is nothing that anybody says to us: a change of what they said before, another bot's words. */
  unheard: boolean;
  /** The alert to whose message it was an answer. */
  answers: number | null;
  /** It had been heard before. */
  repeated: boolean;
  /** They have said so much in this minute that they need not be answered. */
  hasty: boolean;
  replies: readonly OutgoingMessage[];
  before: World;
  after: World;
  shown: Shown;
  /** What their chat followed when it last followed anything. */
  had: readonly string[];
  /** All that editors ever said to us. */
  editorsWords: readonly string[];
}

export const NOTHING_SHOWN: Shown = { question: null, asked: null, wantsWords: false, offers: [], text: "" };

/** What is wrong with steps that were taken at once, between the same two worlds. What changed need be right by one of them only. */
export function brokenPromises(...steps: readonly Step[]): string[] {
  const found = (promise: Promised): { step: Step; broken: string }[] =>
    steps.flatMap((step) => {
      const broken = promise(step);
      return broken === null ? [] : [{ step, broken }];
    });
  const alone = steps.length === 1 ? [whatIsToldIsSo] : []; // another one may have changed it since
  const changes = OF_CHANGES.map(found).filter(
    (all) => all.length === steps.length && new Set(all.map(({ broken }) => aboutIn(broken))).size === 1,
  );
  return [...changes, ...[...alone, ...OF_ANSWERS].map(found)]
    .flat()
    .map(({ step, broken }) => `${step.player.name}: ${broken}`);
}

/** "alert 12", "follow topic:politik", "record of telegram:12" */
function aboutIn(broken: string): string {
  return /alert \d+|(?:follow|record of) \S+/.exec(broken)?.[0] ?? "";
}

/** The same of a step beside which the clock did something, too. */
export function brokenAnswers(step: Step): string[] {
  return [whatIsToldIsSo, ...OF_ANSWERS].map((promise) => promise(step)).filter((wrong) => wrong !== null);
}

/** What this alert says nobody outside of the desk may know. */
export function isSecret({ state, headline }: AlertNow, { alerts }: World): boolean {
  const said = alerts.some((one) => SAID_ONCE.has(one.state) && one.headline === headline);
  return !SAID_ONCE.has(state) && headline !== "" && !said;
}

type Promised = (step: Step) => string | null;

const OF_CHANGES: readonly Promised[] = [
  onlyEditorsAct,
  whatIsPassedOnIsNoOrder,
  whatNobodySaidDoesNothing,
  nothingBecomesAnAlertThatNoEditorSaid,
  whatGoesOutWasShownAndAskedFor,
  onlyTheAlertThatIsNamedChanges,
  nobodyElsesChatChanges,
  onlyAdminsDecideForTheirChat,
  whoAsksToBeLeftAloneIs,
  nothingIsFollowedByAPlea,
  nothingIsFollowedThatWasNotNamed,
  yesAnswersOnlyWhatWasAsked,
  whatIsRepeatedDoesNothing,
];

const OF_ANSWERS: readonly Promised[] = [
  nobodyElseSeesTheDesk,
  everythingIsAnsweredOnce,
  everyMessageFitsItsPlatform,
  everyMessageIsIndonesian,
];

export const plainOf = (messages: readonly OutgoingMessage[]): string =>
  messages.map(({ text }) => toPlain(text)).join("\n---\n");

// --- the desk -----------------------------------------------------------------

function isOrder({ player, forwarded }: Step): boolean {
  return player.desk === "editor" && player.chat.kind === "private" && !forwarded;
}

export function mayDraft({ desk, chat }: Player): boolean {
  return (desk === "editor" || desk === "writer") && chat.kind === "private";
}

function onlyEditorsAct(step: Step): string | null {
  const { before, after, player } = step;
  const own = mayDraft(player) && player.from ? editorId(player.from) : null;
  const acts = after.audit.slice(before.audit.length);
  const strange = acts.find(
    ({ who, act }) => !act.startsWith("refused ") && who !== "pembaca" && who !== own,
  );
  if (strange) return `it is on record of ${strange.who}: ${strange.act}`;
  if (own !== null)
    return after.sends && !before.sends && player.desk !== "editor" ? "a writer let sending go on" : null;
  if (JSON.stringify(after.alerts) !== JSON.stringify(withoutReceivers(before, after)))
    return "somebody who is no editor here changed an alert";
  return after.sends === before.sends ? null : "somebody who is no editor here switched sending";
}

/** What an editor passes on may be a draft's words, or those of a correction, and does nothing else. */
function whatIsPassedOnIsNoOrder({ forwarded, before, after }: Step): string | null {
  if (!forwarded) return null;
  if (after.sends !== before.sends) return "what was passed on switched sending";
  for (const was of before.alerts) {
    const now = after.alerts.find(({ id }) => id === was.id);
    const rewritten = now !== undefined && now.headline + now.summary !== was.headline + was.summary;
    if (now && !rewritten && withoutCounts([now]) !== withoutCounts([was]))
      return `what was passed on did something to alert ${was.id}`;
  }
  return null;
}

function whatNobodySaidDoesNothing({ unheard, before, after, replies }: Step): string | null {
  if (!unheard) return null;
  if (replies.length > 0) return "what nobody said was answered";
  return JSON.stringify(before) === JSON.stringify(after) ? null : "what nobody said did something";
}

const SAID_ONCE = new Set(["sending", "paused", "sent", "stopped", "recalled"]);

function nobodyElseSeesTheDesk({ player, replies, after, text }: Step): string | null {
  const told = plainOf(replies);
  const [, link] = new RegExp(`${SIGN_IN}(\\S+)`).exec(told) ?? [];
  const seesDesk = player.desk !== null && player.chat.kind === "private";
  if (link !== undefined && !(seesDesk && player.from && link === editorId(player.from)))
    return `was given the way in of ${link}`;
  if (seesDesk) return null;
  const secret = after.alerts.find(
    (alert) => told.includes(alert.headline) && !text.includes(alert.headline) && isSecret(alert, after),
  );
  return secret === undefined ? null : `was told of draft ${secret.id}: ${secret.headline}`;
}

/** Whoever has everything deleted takes their own deliveries with them. */
function withoutReceivers(before: World, after: World): AlertNow[] {
  return before.alerts.map((alert) => ({
    ...alert,
    chats: after.alerts.find(({ id }) => id === alert.id)?.chats ?? alert.chats,
  }));
}

function nothingBecomesAnAlertThatNoEditorSaid({ before, after, editorsWords, text }: Step): string | null {
  const said = [...editorsWords, text].map(onOneLine);
  for (const { id, headline, summary } of after.alerts) {
    if (before.alerts.some((was) => was.id === id && was.headline === headline && was.summary === summary))
      continue;
    const whole = [headline, summary].map(onOneLine).filter((part) => part !== "");
    if (!whole.every((part) => said.some((one) => one.includes(part))))
      return `alert ${id} says what no editor said: ${headline}`;
    if ([...YES, ...NO, ...PLEAS].some((word) => onOneLine(word) === onOneLine(headline)))
      return `alert ${id} says “${headline}”`;
  }
  return null;
}

const onOneLine = (text: string): string =>
  text.toWellFormed().replaceAll("\0", "").replaceAll(/\s+/g, " ").trim();

const OUTWARD = new Set(["sending", "scheduled", "recalled"]);

function whatGoesOutWasShownAndAskedFor(step: Step): string | null {
  const { before, after } = step;
  for (const now of after.alerts) {
    const was = before.alerts.find(({ id }) => id === now.id);
    const told = was && ["sending", "paused", "sent", "stopped"].includes(was.state);
    const corrected = was !== undefined && told === true && now.corrections !== was.corrections;
    const approvedFirst = was !== undefined && now.first !== null && now.first !== was.first;
    const moved = now.state !== was?.state && OUTWARD.has(now.state);
    if (!corrected && !approvedFirst && !moved) continue;
    if (!isOrder(step)) return `alert ${now.id} went out by nobody's order`;
    if (was === undefined) return `alert ${now.id} went out without ever having been a draft`;
    const what =
      now.state === "recalled"
        ? "recall"
        : corrected
          ? "correct"
          : was.state === "paused"
            ? "continue"
            : now.state === "scheduled"
              ? "schedule"
              : "approve";
    if (!isAuthorised(what, was, step))
      return `${what} of alert ${now.id} was not asked for by “${step.text}”`;
  }
  return null;
}

const COMMANDS: Readonly<Record<string, RegExp>> = {
  approve: /^\/(?:setujui|approve|jadwal|schedule) #?(\d+)v(\d+)/,
  schedule: /^\/(?:setujui|approve|jadwal|schedule) #?(\d+)v(\d+)/,
  continue: /^\/?(?:teruskan|continue) #?(\d+)()/,
  correct: /^\/(?:ralat|correct) #?(\d+)() ya/,
  recall: /^\/(?:tarik|recall) #?(\d+)() ya/,
};
const LABELS: Readonly<Record<string, RegExp>> = {
  approve: /^(?:Siarkan|Setujui)/,
  schedule: /^(?:Setujui untuk|Jadwalkan)/,
  continue: /^Teruskan/,
  correct: /^Kirim ralat/,
  recall: /^Tarik/,
};
/** Words that say yes to one question. */
const SAYS_YES: Readonly<Record<string, RegExp>> = {
  approve: /^(?:siarkan|kirim|setujui)$/,
  recall: /^tarik$/,
};

function isAuthorised(what: string, was: AlertNow, { text, shown, answers }: Step): boolean {
  const [, id, version] = COMMANDS[what]?.exec(text.trim()) ?? [];
  if (id !== undefined && Number(id) === was.id) return !version || Number(version) === was.version;
  const { question } = shown;
  const offer = shown.offers.find(({ typed }) => typed === text.trim().toLowerCase());
  if (offer && LABELS[what]?.test(offer.label))
    return offer.about?.id === was.id && (what !== "approve" || offer.about.version === was.version);
  if (what === "continue" && answers === was.id) return true;
  // Named by its number, and shown as it is.
  const names = new RegExp(`^/(?:jadwal|schedule) #?${was.id} `).test(text);
  if (what === "schedule" && names && shown.asked?.id === was.id && shown.asked.version === was.version)
    return true;
  if (
    what === "schedule" &&
    question?.about !== "schedule" &&
    shown.text.includes(`Kapan draf ${was.id} disiarkan?`)
  )
    return true;
  if (what === "schedule" && question === null && /bukan waktu yang dikenal/.test(shown.text)) return true;
  if (question?.id !== was.id || question.about !== what) return false;
  const yes = isYes(text) || SAYS_YES[what]?.test(text.trim().toLowerCase()) === true;
  return what === "recall" ? yes : (yes || what === "schedule") && question.version === was.version;
}

function onlyTheAlertThatIsNamedChanges(step: Step): string | null {
  const { before, after, text, shown, answers } = step;
  const offer = shown.offers.find(({ typed }) => typed === text.trim().toLowerCase());
  for (const was of before.alerts) {
    const now = after.alerts.find(({ id }) => id === was.id);
    const changed =
      now && (now.state !== was.state || now.version !== was.version || now.embargo !== was.embargo);
    const named =
      new RegExp(`(?<!\\d)${was.id}(?!\\d)`).test(text) ||
      answers === was.id ||
      offer?.about?.id === was.id ||
      new RegExp(`(?:[Dd]raf|[Ss]iaran) ${was.id}(?!\\d)`).test(shown.text) ||
      /bukan waktu yang dikenal|Belum dapat dipakai/.test(shown.text);
    if (changed && !named) return `alert ${was.id} changed by “${text}”, which does not name it`;
  }
  return null;
}

// --- chats ----------------------------------------------------------------------

export const placeOf = ({ address, thread }: NamedChat): string =>
  thread === null ? address : `${address}#${thread}`;

const ofChat = (chat: ChatNow | undefined): string => JSON.stringify(chat && { ...chat, deliveries: 0 });

function nobodyElsesChatChanges({ player, before, after }: Step): string | null {
  const others = [...before.chats, ...after.chats].map(({ address }) => address);
  for (const address of others.filter((one) => one !== placeOf(player.chat))) {
    const [was, is] = [before, after].map(({ chats }) =>
      ofChat(chats.find((one) => one.address === address)),
    );
    if (was !== is) return `somebody else's chat changed: ${was} is ${is}`;
  }
  return null;
}

const chatIn = ({ chats }: World, { chat }: Player): ChatNow | undefined =>
  chats.find(({ address }) => address === placeOf(chat));

/** All of a chat that only its admins change. */
const settingsOf = (chat: ChatNow | undefined): string =>
  JSON.stringify(chat && [chat.listens, chat.follows, chat.preferences]);

function onlyAdminsDecideForTheirChat({ player, before, after }: Step): string | null {
  if (player.chat.kind === "private" || player.admin) return null;
  const kept = settingsOf(chatIn(before, player)) === settingsOf(chatIn(after, player));
  return kept ? null : "a mere member decided for the chat";
}

const readersOwn = (step: Step): boolean =>
  step.player.chat.kind === "private" && !mayDraft(step.player) && !step.unheard;

function whoAsksToBeLeftAloneIs(step: Step): string | null {
  if (!readersOwn(step) || step.repeated || step.forwarded || !isAmong(PLEAS, step.text)) return null;
  return chatIn(step.after, step.player)?.listens === true ? `“${step.text}” left them subscribed` : null;
}

function nothingIsFollowedByAPlea(step: Step): string | null {
  if (!readersOwn(step) || !(isAmong(PLEAS, step.text) || isAmong(PERHAPS_PLEAS, step.text))) return null;
  const heardAll = chatIn(step.before, step.player)?.follows.includes("all:") === true; // all but one are all others
  const more = addedIn(step);
  if (more.length > 0 && !heardAll) return `“${step.text}” made them follow ${more.join(", ")}`;
  const back = hears(chatIn(step.after, step.player)) && !hears(chatIn(step.before, step.player));
  return back ? `“${step.text}” subscribed them` : null;
}

const hears = (chat: ChatNow | undefined): boolean =>
  chat !== undefined && chat.listens && chat.follows.length > 0 && chat.paused === null;

const isAmong = (words: readonly string[], text: string): boolean => words.includes(text.trim());

function addedIn({ player, before, after }: Step): string[] {
  const had = chatIn(before, player)?.follows ?? [];
  return (chatIn(after, player)?.follows ?? []).filter((one) => !had.includes(one));
}

function nothingIsFollowedThatWasNotNamed(step: Step): string | null {
  const offered = step.shown.offers
    .filter(({ typed }) => typed === step.text.trim().toLowerCase() || numbersIn(step.text).includes(typed))
    .map(({ label }) => label);
  const said = [step.text, ...offered].join(" ").toLowerCase();
  const had = chatIn(step.before, step.player)?.follows ?? [];
  const again = /\blagi\b/.test(said) ? step.had : []; // what they had is named by that
  const strange = addedIn(step).find(
    (one) => !isNamed(one, said) && !had.includes("all:") && !again.includes(one),
  );
  return strange === undefined ? null : `“${step.text}” made them follow ${strange}, which was not named`;
}

const numbersIn = (text: string): string[] => {
  if (text === "lima") return ["5"];
  const [, from, until] = /^(\d+)-(\d+)$/.exec(text.trim()) ?? [];
  if (from === undefined) return text.match(/\d+/g) ?? [];
  return Array.from({ length: Number(until) - Number(from) + 1 }, (_, i) => String(Number(from) + i));
};

function isNamed(followed: string, said: string): boolean {
  const [kind = "", ...rest] = followed.split(":");
  const what = rest.join(":");
  switch (kind) {
    case "all":
      return /semua|all/.test(said);
    case "breaking":
      return /kilat|penting|darurat/.test(said);
    case "topic": {
      const topic = TOPICS.find(({ id }) => id === what);
      return (
        topic !== undefined &&
        (said.includes(topic.name.toLowerCase()) || said.includes(topic.id) || /semua/.test(said))
      );
    }
    case "region":
      return REGIONS.some(
        ({ name, names }) => name === what && names.some((one) => said.includes(one.toLowerCase())),
      );
    default:
      return what.split(" ").every((word) => said.includes(word.replace(/^-|"/g, "").toLowerCase()));
  }
}

// --- questions --------------------------------------------------------------------

const withoutCounts = (alerts: readonly AlertNow[]): string =>
  JSON.stringify(alerts.map((alert) => ({ ...alert, chats: 0 })));

const isYes = (text: string): boolean => YES.some((one) => one === text.trim());

function yesAnswersOnlyWhatWasAsked(step: Step): string | null {
  const { text, before, after, shown, player } = step;
  if (!isYes(text)) return null;
  const { question } = shown;
  const alertsChanged = withoutCounts(before.alerts) !== withoutCounts(after.alerts);
  if (alertsChanged && (question === null || question.about === "erase"))
    return `“${text}” changed alerts, and nothing had been asked`;
  const settingsChanged = settingsOf(chatIn(before, player)) !== settingsOf(chatIn(after, player));
  return settingsChanged && question?.about !== "erase"
    ? `“${text}” changed the chat, and nothing had been asked`
    : null;
}

function whatIsRepeatedDoesNothing({ repeated, hasty, replies, before, after }: Step): string | null {
  if (!repeated) return null;
  if (replies.length > 0 && !hasty) return "a repeat was answered";
  return JSON.stringify(before) === JSON.stringify(after) ? null : "a repeat acted once more";
}

// --- answers ------------------------------------------------------------------------

const MOST_FOR_EDITORS = 9; // three drafts with what can be decided, what is left, what was not said

function everythingIsAnsweredOnce({ player, text, replies, repeated, hasty, unheard }: Step): string | null {
  if (replies.length > (mayBeShownDrafts(player) ? MOST_FOR_EDITORS : 1))
    return `${replies.length} answers to “${text}”`;
  const { kind } = player.chat;
  const command = /^\/(\w+)/.exec(text.trim())?.[1] ?? "";
  const known = commandNamed(command.toLowerCase()) !== undefined;
  const owed =
    known &&
    !(kind === "channel" && player.from !== null && !player.admin) &&
    !repeated &&
    !hasty &&
    !unheard;
  return owed && replies.length === 0 && !(kind !== "private" && !player.admin)
    ? `no answer to “${text}”`
    : null;
}

const mayBeShownDrafts = ({ desk, chat }: Player): boolean => desk !== null && chat.kind === "private";

function whatIsToldIsSo({ player, replies, after, before }: Step): string | null {
  const text = plainOf(replies);
  const chat = chatIn(after, player);
  const first = text.split("\n")[0] ?? "";
  const follows = chat?.listens ? chat.follows : [];
  const mine =
    /(?:Anda|Grup ini|Saluran ini) (?:belum mengikuti apa pun|mengikuti (?!wilayah mana)[^\n]*)\./.exec(
      first,
    )?.[0];
  if (mine !== undefined && !first.startsWith("“")) {
    const told = mine.replaceAll(/“[^”]*”/g, "");
    for (const { id, name } of TOPICS) {
      const is = follows.includes(`topic:${id}`);
      if (!follows.includes("all:") && told.includes(name) !== is)
        return `told “${mine}”, and ${id} is ${is ? "" : "not "}followed`;
    }
    if (mine.includes("semua berita") !== follows.includes("all:"))
      return `told “${mine}”, and everything is or is not followed`;
    if (mine.includes("berita kilat") !== follows.includes("breaking:"))
      return `told “${mine}”, and breaking news are or are not followed`;
    if (mine.includes("belum mengikuti") !== (follows.length === 0))
      return `told “${mine}”, and they follow ${follows.join(" ")}`;
    for (const region of follows.filter((one) => one.startsWith("region:")))
      if (!mine.includes(region.slice("region:".length))) return `told “${mine}” and not ${region}`;
  }
  if (
    /(?:Langganan (?:Anda|di sini)|Langganan Anda sendiri) sudah dihentikan/.test(text) &&
    chat?.listens === true
  )
    return "told that the subscription has ended, and it has not";
  const kept = /Catatan kiriman berita: ([\d.]+)\nPendapat tentang berita: ([\d.]+)/.exec(text);
  if (kept && (numberIn(kept[1]) !== chat?.deliveries || numberIn(kept[2]) !== chat?.opinions))
    return `told ${kept[0]}, and it is ${chat?.deliveries}, ${chat?.opinions}`;
  const most = /(?:Batas sehari: |Paling banyak )([\d.]+) berita(?:, selain| sehari, selain)/.exec(text);
  if (most && chat?.most !== numberIn(most[1])) return `told ${most[0]}, and it is ${chat?.most}`;
  if (/Jam tenang: tidak ada/.test(text) && chat?.listens === true && chat.quiet)
    return "told of no quiet hours, and there are";
  if (/^(?:Baik\. )?Tidak ada berita sampai/m.test(text) && chat?.paused == null)
    return "told of a pause, and there is none";
  return whatEditorsAreToldIsSo(text, before, after);
}

const numberIn = (text: string | undefined): number => Number((text ?? "").replaceAll(".", ""));

const STATES: readonly [RegExp, readonly string[]][] = [
  [/^Draf (\d+) ditolak dan/m, ["rejected"]],
  [/^Siaran (\d+) ditahan\./m, ["paused"]],
  [/^Siaran (\d+) diteruskan\./m, ["sending"]],
  [/^Siaran (\d+) dihentikan; /m, ["stopped", "sending"]],
  [/^Siaran (\d+) dijadwalkan untuk .*\.$/m, ["scheduled"]],
  [/^Siaran (\d+) sedang ditarik/m, ["recalled"]],
  [/^Jadwal siaran (\d+) dibatalkan/m, ["draft"]],
  [/^Ralat siaran (\d+) sedang dikirim/m, ["sending", "paused"]],
];

function whatEditorsAreToldIsSo(text: string, before: World, after: World): string | null {
  for (const [said, states] of STATES) {
    const id = Number(said.exec(text)?.[1] ?? 0);
    const state = after.alerts.find((alert) => alert.id === id)?.state ?? "";
    if (id > 0 && !states.includes(state)) return `told ${said.exec(text)?.[0]}, and it is ${state}`;
  }
  if (/^Semua pengiriman (?:dihentikan|memang sudah)/.test(text) && after.sends)
    return "told that sending is stopped";
  if (/^Pengiriman (?:dilanjutkan|memang sedang)/.test(text) && !after.sends)
    return "told that sending goes on";
  const begun = /(?:Sedang dikirim ke|Disetujui untuk) ([\d.]+) chat/.exec(text);
  if (begun) {
    const fresh = after.alerts.find(
      ({ id, state }) =>
        state === "sending" && before.alerts.find((was) => was.id === id)?.state !== "sending",
    );
    if (fresh?.chats !== numberIn(begun[1])) return `told ${begun[0]}, and it has ${fresh?.chats} deliveries`;
  }
  const counts = /Chat yang mendengarkan: ([\d.]+)\nDraf menunggu: ([\d.]+)\nKiriman menunggu: ([\d.]+)/.exec(
    text,
  );
  const { chats, drafts, waiting } = after.counted;
  if (counts && [chats, drafts, waiting].some((count, i) => count !== numberIn(counts[i + 1])))
    return `told ${counts[0]}, and it is ${chats}, ${drafts}, ${waiting}`;
  return null;
}

const TELEGRAM_TEXT = 4096;
const BUTTON_BYTES = 64;
const MOST_BUTTONS = 100;

function everyMessageFitsItsPlatform({ replies, text }: Step): string | null {
  for (const reply of replies) {
    const plain = toPlain(reply.text);
    if (plain.trim() === "") return `an empty answer to “${text}”`;
    if (plain.length > TELEGRAM_TEXT) return `an answer of ${plain.length} characters`;
    const buttons = (reply.buttons ?? []).flat();
    if (buttons.length > MOST_BUTTONS) return `${buttons.length} buttons`;
    const bad = buttons.find(
      ({ label, says }) => label.trim() === "" || Buffer.byteLength(says) > BUTTON_BYTES,
    );
    if (bad) return `a button “${bad.label}” that says “${bad.says}”`;
  }
  return null;
}

const NO_INDONESIAN =
  /\bundefined\b|\bnull\b|\bNaN\b|\[object|\bInvalid\b|\b(?:the|you|your|please|sorry|not|error|failed|unknown|and|with|is|are)\b/i;

function everyMessageIsIndonesian({ replies, editorsWords }: Step): string | null {
  for (const reply of replies) {
    let plain = toPlain(reply.text).replaceAll(/“[^”]*”/g, "");
    for (const words of editorsWords) plain = plain.replaceAll(words, "");
    const strange = NO_INDONESIAN.exec(plain)?.[0];
    if (strange !== undefined) return `“${strange}” in: ${plain.slice(0, 200)}`;
  }
  return null;
}

// --- what somebody was shown ---------------------------------------------------------

/** Answers that took nobody any further: the list above them can still be chosen from. */
const LIST_STAYS =
  /^(?:Sama-sama\.|Maaf, kami belum mengerti\.|Pilih satu angka|Pilihannya hanya|Apa yang ingin Anda ikuti\?)/;

/** What these replies leave open, and what of them may be typed, after what was `shown` before. null: they leave everything as it was. */
export function shownBy(replies: readonly OutgoingMessage[], world: World, shown: Shown): Shown | null {
  const text = plainOf(replies);
  const stays = LIST_STAYS.test(text) ? shown.offers : [];
  if (text === "" || text.startsWith("Pesan terusan tidak kami jalankan")) return null;
  return {
    question: questionIn(text, world),
    asked: null,
    wantsWords: WORDS.test(text),
    offers: [...stays, ...offersIn(replies, world)],
    text,
  };
}

const WORDS = /^(?:Kirim (?:tautan|isi)|Belum dapat dipakai)/m;

function questionIn(text: string, world: World): Question | null {
  const versionOf = (id: number): number => world.alerts.find((alert) => alert.id === id)?.version ?? 0;
  const asked = (about: Question["about"], pattern: RegExp): Question | null => {
    const ids = [...new Set([...text.matchAll(pattern)].map(([, id]) => Number(id ?? 0)))];
    const [id] = ids;
    return id === undefined || ids.length > 1 ? null : { about, id, version: versionOf(id) };
  };
  if (text.includes("Ini tidak dapat dibatalkan. Hapus?")) return { about: "erase", id: 0, version: 0 };
  return (
    asked("recall", /Tarik siaran (\d+)\?/g) ??
    asked("correct", /Kirim ralat siaran (\d+)\?/g) ??
    asked("schedule", /Jadwalkan siaran (\d+) untuk/g) ??
    asked("approve", /Draf (\d+)(?: diubah)?, untuk/g)
  );
}

function offersIn(replies: readonly OutgoingMessage[], world: World): Offer[] {
  const offers: Offer[] = [];
  let about: Offer["about"] = null;
  for (const reply of replies) {
    const lines = toPlain(reply.text).split("\n");
    const heading = lines
      .map((line) => /(?:[Dd]raf|[Ss]iaran) (\d+)/.exec(line)?.[1])
      .find((id) => id !== undefined);
    if (heading !== undefined) {
      const id = Number(heading);
      about = { id, version: world.alerts.find((alert) => alert.id === id)?.version ?? 0 };
    }
    for (const line of lines) {
      const [, typed, label] = /^(\d{1,2})\. (.+)$/.exec(line) ?? [];
      if (typed !== undefined && label !== undefined)
        offers.push({ typed, label, about: labelled(label, world) ?? about });
    }
    for (const { label } of (reply.buttons ?? []).flat())
      offers.push({ typed: label.toLowerCase(), label, about: labelled(label, world) ?? about });
  }
  return offers;
}

/** "12: Banjir di Jakarta", "Batalkan 12" */
function labelled(label: string, world: World): Offer["about"] {
  const id = Number(/^(\d+): /.exec(label)?.[1] ?? /^(?:Lihat|Batalkan) (\d+)$/.exec(label)?.[1] ?? 0);
  const alert = world.alerts.find((one) => one.id === id);
  return alert === undefined ? null : { id, version: alert.version };
}
