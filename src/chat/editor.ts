import { answerAlertOrder } from "./alert-orders.ts";
import { COMMANDS } from "./commands.ts";
import * as copy from "./copy.ts";
import { silentStories } from "./desk-news.ts";
import type { DeskOrder } from "./intent.ts";
import type { ConversationPorts, Desk, Drafted } from "./ports.ts";
import type { Said } from "./said.ts";
import type { ConversationState } from "./state.ts";
import { say, type Turn } from "./turn.ts";

const AT_ONCE = 3; // drafts shown at a time: more previews in one go are not read
const FAILURES_SHOWN = 10;

/** Carries out an order at the desk, under `editor`'s name ("telegram:12345"). */
export async function answerEditor(
  order: DeskOrder,
  said: Said,
  editor: string,
  awaiting: ConversationState["awaiting"],
  ports: ConversationPorts,
): Promise<Turn> {
  const { desk } = ports;
  switch (order.kind) {
    case "ask-broadcast":
      return { ...say(copy.askBroadcast()), awaiting: { kind: "broadcast" } };
    case "broadcast-text":
      return preview(await desk.draftFromText(order.text, editor));
    case "broadcast-url":
      return preview(await desk.draftFromUrl(order.url, editor));
    case "sign-in": {
      const link = said.from === null ? null : await ports.signInLink(said.from);
      return say(link === null ? copy.noDeskPage() : copy.signInLink(link));
    }
    case "queue":
      return queue(desk);
    case "halt":
      await desk.stopAll(editor);
      return say(copy.halted());
    case "resume":
      await desk.resumeAll(editor);
      return say(copy.resumed());
    case "status":
      return say(copy.deskStatus(await desk.status()));
    case "progress": {
      const progress = await desk.progress(order.id);
      if (progress === null) return say(copy.noSuchDraft(order.id));
      return say(copy.progress(progress, await ports.heard.opinions(order.id)));
    }
    case "failed": {
      const { total, letters } = await desk.deadLetters(FAILURES_SHOWN);
      return say(total === 0 ? copy.noFailures() : copy.failures(letters, total, ports.now()));
    }
    case "retry": {
      const started = await desk.retryDeadLetter(order.id, editor);
      return say(started ? copy.retried(order.id) : copy.noSuchFailure(order.id));
    }
    case "which-number": {
      const command = COMMANDS.find(({ act }) => act === order.act)?.command ?? order.act;
      return say(copy.whichNumber(command));
    }
    case "scheduled":
    case "approve":
    case "reject":
    case "edit":
    case "schedule":
    case "unschedule":
    case "hold":
    case "continue":
    case "end":
    case "correct":
    case "correct-by-source":
    case "send-correction":
    case "recall":
    case "recall-now":
    case "try":
    case "settle-unknown":
      return answerAlertOrder(order, said, editor, awaiting, ports);
  }
}

/** The preview goes out alone and untouched: it is what readers will see. */
function preview(drafted: Drafted): Turn {
  if (drafted.kind === "fault") return say(copy.draftFault(drafted.why));
  return {
    ...say(drafted.preview, copy.confirmBroadcast(drafted)),
    awaiting: { kind: "confirm", id: drafted.id, version: drafted.version },
  };
}

async function queue(desk: Desk): Promise<Turn> {
  const { waiting, drafts, silent } = await desk.queue(AT_ONCE);
  const unsaid = silent && silent.count > 0 ? [silentStories(silent)] : [];
  if (drafts.length === 0) return say(copy.queueEmpty(), ...unsaid);
  const shown = drafts.flatMap((draft) => [draft.preview, copy.decide(draft)]);
  const rest = waiting > drafts.length ? [copy.queueRest(waiting - drafts.length)] : [];
  return say(...shown, ...rest, ...unsaid);
}
