import { SAID } from "../../alerts/alert.ts";
import { type CommandKey, COMMANDS } from "../commands.ts";
import * as copy from "../copy/copy.ts";
import { warnings } from "../copy/drafts.ts";
import { silentStories } from "../copy/news.ts";
import { saidLongAgo } from "../late.ts";
import type { ConversationPorts, Drafted } from "../ports.ts";
import type { Said } from "../said.ts";
import type { Before } from "../state.ts";
import { say, type Turn } from "../turn.ts";
import { understandDesk } from "../understanding/commanded.ts";
import type { DeskOrder } from "../understanding/intent.ts";
import { answerAlertOrder } from "./alert-orders.ts";
import { showDraft } from "./alert-turns.ts";

const DRAFTS_SHOWN = 3; // more previews in one go are not read
const FAILURES_SHOWN = 10;
const RECENT_SHOWN = 5;

/** Carries out an order at the desk, under `editor`'s name ("telegram:12345"). */
export async function answerEditor(
  order: DeskOrder,
  said: Said,
  editor: string,
  before: Before,
  ports: ConversationPorts,
): Promise<Turn> {
  const { desk } = ports;
  switch (order.kind) {
    case "ask-broadcast":
      return { ...say(copy.askBroadcast()), awaiting: { kind: "broadcast" } };
    case "broadcast-text":
      return preview(await desk.draftFromText(order.text, editor), ports);
    case "broadcast-url":
      return preview(await desk.draftFromUrl(order.url, editor), ports);
    case "sign-in": {
      const link = said.from === null ? null : await ports.signInLink(said.from);
      return say(link === null ? copy.noDeskPage() : copy.signInLink(link));
    }
    case "queue":
      return queue(ports);
    case "halt":
      return say(copy.halted(await desk.stopAll(editor, saidLongAgo(said, ports.now()))));
    case "resume":
      return resume(editor, ports);
    case "status": {
      const [status, { recent }] = await Promise.all([desk.status(), ports.alerts.list()]);
      return say(copy.deskStatus(status, recent.slice(0, RECENT_SHOWN), ports.now()));
    }
    case "progress":
      return progress(order.id, ports);
    case "failed": {
      const { total, letters } = await desk.deadLetters(FAILURES_SHOWN);
      return say(total === 0 ? copy.noFailures() : copy.failures(letters, total, ports.now()));
    }
    case "retry": {
      const started = await desk.retryDeadLetter(order.id, editor);
      return say(started ? copy.retried(order.id) : copy.noSuchFailure(order.id));
    }
    case "which-number":
      return whichNumber(order.command, ports);
    case "approve":
    case "audience":
    case "breaking":
    case "continue":
    case "correct":
    case "correct-by-source":
    case "edit":
    case "embargo":
    case "end":
    case "hold":
    case "lift-embargo":
    case "recall":
    case "recall-because":
    case "recall-now":
    case "reject":
    case "reopen":
    case "schedule":
    case "scheduled":
    case "send-correction":
    case "settle-unknown":
    case "try":
    case "unschedule":
      return answerAlertOrder(order, said, editor, before, ports);
  }
}

/** The preview goes out alone and untouched: it is what readers will see. */
async function preview(drafted: Drafted, { alerts }: ConversationPorts): Promise<Turn> {
  if (drafted.kind === "fault") return say(copy.draftFault(drafted.why));
  const one = await alerts.one(drafted.id);
  return {
    ...say(drafted.preview, copy.confirmBroadcast({ ...drafted, reasons: one ? warnings(one) : [] })),
    awaiting: { kind: "confirm", id: drafted.id, version: drafted.version },
  };
}

async function resume(editor: string, { desk, now }: ConversationPorts): Promise<Turn> {
  const { stopped } = await desk.status();
  const resumed = await desk.resumeAll(editor);
  return say(copy.resumed(resumed, stopped?.heldBack ?? null, now()));
}

async function queue(ports: ConversationPorts): Promise<Turn> {
  const { waiting, first, silent } = await ports.desk.queue(DRAFTS_SHOWN);
  const unsaid = silent && silent.count > 0 ? [silentStories(silent)] : [];
  if (first.length === 0) return say(copy.queueEmpty(), ...unsaid);
  const shown = await Promise.all(first.map((id) => showDraft(id, ports)));
  const rest = waiting > first.length ? [copy.queueRest(waiting - first.length)] : [];
  return {
    ...say(...shown.flatMap(({ replies }) => replies), ...rest, ...unsaid),
    shows: shown.flatMap(({ shows = [] }) => shows),
  };
}

/** What became of it: a broadcast's counts; of what is not sent yet, what it says and what can be done with it. */
async function progress(id: number, ports: ConversationPorts): Promise<Turn> {
  const found = await ports.alerts.progress(id);
  if (found === null) return say(copy.noSuchDraft(id));
  if (["draft", "scheduled", "rejected"].includes(found.alert.state)) return showDraft(id, ports);
  const [opinions, { stopped }] = await Promise.all([ports.heard.opinions(id), ports.desk.status()]);
  return say(copy.progress(found, { opinions, stopped: stopped !== null }));
}

/** The order that is meant by a command without its number: said in answer to an alert it is about that one. */
export async function orderMeant(order: DeskOrder, said: Said, ports: ConversationPorts): Promise<DeskOrder> {
  if (order.kind !== "which-number" || said.about === undefined) return order;
  const what = ABOUT.get(order.command);
  if (what === undefined || what === "draft") return order;
  const heard = await ports.heard.alert(said.chat, said.about, new Date(0));
  return heard && !heard.digest ? (understandDesk(order.command, String(heard.id)) ?? order) : order;
}

/** Asks which of those is meant that can be. */
async function whichNumber(key: CommandKey, ports: ConversationPorts): Promise<Turn> {
  const command = COMMANDS.find((one) => one.key === key)?.command ?? key;
  const what = ABOUT.get(key);
  if (what === undefined) return say(copy.whichNumber(command));
  const { drafts, recent } = await ports.alerts.list();
  const states = what === "said" ? SAID : [what];
  const listed = what === "draft" ? drafts : recent.filter(({ alert }) => states.includes(alert.state));
  return say(copy.whichOne(command, what, listed.slice(0, RECENT_SHOWN)));
}

const ABOUT = new Map<CommandKey, copy.Nameable>([
  ["approve", "draft"],
  ["reject", "draft"],
  ["edit", "draft"],
  ["breaking", "draft"],
  ["audience", "draft"],
  ["embargo", "draft"],
  ["try", "draft"],
  ["correct", "said"],
  ["recall", "said"],
  ["unknown", "said"],
  ["hold", "sending"],
  ["continue", "paused"],
]);
