import { type Correction, correctsNothing } from "../../alerts/acts.ts";
import * as copy from "../copy/copy.ts";
import type { ConversationPorts } from "../ports.ts";
import type { Said } from "../said.ts";
import type { ConversationState } from "../state.ts";
import { say, type Turn } from "../turn.ts";
import { readTypedWords } from "../understanding/typed-words.ts";
import { type AlertOrder, isSaid, notDone } from "./alert-turns.ts";

type Change = Extract<
  AlertOrder,
  { kind: "correct" | "correct-by-source" | "send-correction" | "recall" | "recall-because" | "recall-now" }
>;

/** Corrects or recalls what readers have. Both are shown as they will be and asked about: neither can be taken back. */
export async function answerChange(
  order: Change,
  said: Said,
  editor: string,
  awaiting: ConversationState["awaiting"],
  ports: ConversationPorts,
): Promise<Turn> {
  const { alerts } = ports;
  const { id } = order;
  switch (order.kind) {
    case "correct": {
      if (order.words === null) return askForCorrection(id, ports);
      const seen = awaiting?.kind === "correction" && awaiting.id === id ? awaiting.version : undefined;
      return confirmCorrection(id, readTypedWords(order.words), seen, ports);
    }
    case "correct-by-source": {
      const prepared = await alerts.prepared(id);
      if (!prepared)
        return say((await alerts.progress(id)) ? copy.nothingPrepared(id) : copy.noSuchDraft(id));
      return confirmCorrection(id, prepared, undefined, ports);
    }
    case "send-correction": {
      if (awaiting?.kind !== "confirm-correction" || awaiting.id !== id) return askForCorrection(id, ports);
      const done = await alerts.correct(id, awaiting.correction, { editor, version: awaiting.version });
      if (done.kind === "fault") return say(copy.cannotSay(done));
      if (done.kind !== "correcting") return notDone(id, done, ports, () => askForCorrection(id, ports));
      await ports.desk.tellWhenDone(id, said.chat, editor);
      return say(copy.correcting(id, done.chats));
    }
    case "recall":
      return confirmRecall(id, null, ports);
    case "recall-because":
      return confirmRecall(id, order.reason, ports);
    case "recall-now": {
      const reason = awaiting?.kind === "recall" && awaiting.id === id ? (awaiting.reason ?? null) : null;
      const done = await alerts.recall(id, reason, { editor });
      if (done.kind !== "recalling") return notDone(id, done, ports);
      await ports.desk.tellWhenDone(id, said.chat, editor);
      return say(copy.recalling(id, done.chats));
    }
  }
}

async function askForCorrection(id: number, ports: ConversationPorts): Promise<Turn> {
  const alert = await ports.alerts.one(id);
  if (!alert) return say(copy.noSuchDraft(id));
  if (!isSaid(alert)) return say(copy.notSaidYet(alert));
  return {
    ...say(copy.askCorrection(alert), copy.wordsNow(alert.alert.content)),
    awaiting: { kind: "correction", id, version: alert.alert.version },
  };
}

/** The correction is shown as it will stand, and goes out when the editor says so. `seen`: the version it was written against. */
async function confirmCorrection(
  id: number,
  correction: Correction,
  seen: number | undefined,
  ports: ConversationPorts,
): Promise<Turn> {
  const { alerts } = ports;
  const alert = await alerts.one(id);
  if (!alert) return say(copy.noSuchDraft(id));
  if (!isSaid(alert)) return say(copy.notSaidYet(alert));
  const { content, version, editedBy } = alert.alert;
  if (seen !== undefined && seen !== version)
    return notDone(id, { kind: "changed", by: editedBy, version }, ports, () => askForCorrection(id, ports));
  const { headline, summary, flash, correction: note } = correction;
  const words = {
    headline: headline ?? content.headline,
    summary: summary ?? content.summary,
    flash: flash ?? content.flash,
    ...(note ? { correction: note } : {}),
  };
  const { correction: _, quietly: __, ...before } = content;
  const why =
    words.headline === ""
      ? "Judul tidak boleh kosong."
      : correctsNothing(content, words)
        ? copy.SAME_AS_SENT
        : null;
  const shown = why === null ? alerts.preview({ ...before, ...words }) : { why };
  if ("why" in shown) {
    return {
      ...say(copy.cannotSay({ kind: "fault", why: shown.why })),
      awaiting: { kind: "correction", id, version },
    };
  }
  return {
    ...say(
      shown.message,
      copy.confirmCorrection(id, await alerts.faults(alert.alert.articleId, words), Boolean(note)),
    ),
    awaiting: { kind: "confirm-correction", id, version, correction: words },
  };
}

async function confirmRecall(id: number, reason: string | null, ports: ConversationPorts): Promise<Turn> {
  const alert = await ports.alerts.one(id);
  if (!alert) return say(copy.noSuchDraft(id));
  if (!isSaid(alert)) return say(copy.notSaidYet(alert));
  return {
    ...say(copy.confirmRecall(alert, reason)),
    awaiting: { kind: "recall", id, ...(reason === null ? {} : { reason }) },
  };
}
