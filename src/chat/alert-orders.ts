import type { Correction } from "../alerts/acts.ts";
import { zoneNamed, readMoment } from "./moment.ts";
import * as copy from "./alert-copy.ts";
import * as desk from "./copy.ts";
import type { AlertDesk, OnDesk } from "./alert-desk.ts";
import type { DeskOrder } from "./intent.ts";
import type { ConversationPorts } from "./ports.ts";
import type { Said } from "./said.ts";
import type { ConversationState } from "./state.ts";
import { say, type Turn } from "./turn.ts";

/** An editor's orders about one alert. */
export type AlertOrder = Extract<DeskOrder, { id: number }> | { kind: "scheduled" };

/** Carries out an order about an alert, under `editor`'s name. What goes to readers is shown and asked about first. */
export async function answerAlertOrder(
  order: Exclude<AlertOrder, { kind: "progress" | "retry" }>,
  said: Said,
  editor: string,
  awaiting: ConversationState["awaiting"],
  ports: ConversationPorts,
): Promise<Turn> {
  const { alerts } = ports;
  const hand = { editor };
  switch (order.kind) {
    case "scheduled":
      return say(copy.schedule((await alerts.list()).scheduled));
    case "approve": {
      const done = await alerts.approve(order.id, { editor, version: order.version });
      if (done.kind === "needs another") return say(copy.needsAnother(order.id));
      if (done.kind === "sending") {
        await ports.desk.tellWhenDone(order.id, said.chat);
        return say(desk.sending(order.id, done.chats));
      }
      if (done.kind === "too late" && ["sending", "sent"].includes(done.state))
        return say(copy.alreadySending(order.id));
      return say(copy.notDone(order.id, done));
    }
    case "reject": {
      const done = await alerts.reject(order.id, null, hand);
      return say(done.kind === "rejected" ? desk.draftRejected(order.id) : copy.notDone(order.id, done));
    }
    case "edit":
      return order.words === null
        ? askForWords(order.id, alerts)
        : edit(order.id, order.words, editor, alerts);
    case "schedule":
      return schedule(order.id, order.moment, editor, ports);
    case "unschedule": {
      const done = await alerts.unschedule(order.id, hand);
      return say(done.kind === "draft" ? copy.unscheduled(order.id) : copy.notDone(order.id, done));
    }
    case "hold": {
      const done = await alerts.pause(order.id, hand);
      return say(done.kind === "paused" ? copy.held(order.id) : copy.notDone(order.id, done));
    }
    case "continue": {
      const done = await alerts.resume(order.id, hand);
      return say(done.kind === "sending" ? copy.continued(order.id) : copy.notDone(order.id, done));
    }
    case "end": {
      const done = await alerts.stop(order.id, hand);
      return say(done.kind === "stopped" ? copy.ended(order.id) : copy.notDone(order.id, done));
    }
    case "correct":
      return order.words === null
        ? askForCorrection(order.id, alerts)
        : confirmCorrection(order.id, wordsOf(order.words), alerts);
    case "correct-by-source": {
      const prepared = await alerts.prepared(order.id);
      if (!prepared) return say(copy.nothingPrepared(order.id));
      return confirmCorrection(order.id, prepared, alerts);
    }
    case "send-correction": {
      if (awaiting?.kind !== "confirm-correction" || awaiting.id !== order.id)
        return askForCorrection(order.id, alerts);
      const done = await alerts.correct(order.id, awaiting.correction, hand);
      if (done.kind === "fault") return say(copy.cannotSay(done));
      if (done.kind !== "correcting") return say(copy.notDone(order.id, done));
      await ports.desk.tellWhenDone(order.id, said.chat);
      return say(copy.correcting(order.id, done.chats));
    }
    case "recall": {
      const alert = await alerts.one(order.id);
      if (!alert) return say(desk.noSuchDraft(order.id));
      return { ...say(copy.confirmRecall(alert)), awaiting: { kind: "recall", id: order.id } };
    }
    case "recall-now": {
      const done = await alerts.recall(order.id, order.reason, hand);
      if (done.kind !== "recalling") return say(copy.notDone(order.id, done));
      await ports.desk.tellWhenDone(order.id, said.chat);
      return say(copy.recalling(order.id, done.chats));
    }
    case "try":
      return say(
        (await alerts.testSend(order.id, said.chat)) ? copy.tried(order.id) : copy.notTried(order.id),
      );
    case "settle-unknown": {
      if (order.what === null) return say(copy.whatOfUnknown(order.id));
      const count = await alerts.settleUnknown(order.id, order.what, editor);
      return say(copy.settledUnknown(order.id, order.what, count));
    }
  }
}

async function askForWords(id: number, alerts: AlertDesk): Promise<Turn> {
  const alert = await alerts.one(id);
  if (!alert) return say(desk.noSuchDraft(id));
  return { ...say(copy.askEdit(id), copy.wordsNow(alert.alert.content)), awaiting: { kind: "edit", id } };
}

async function edit(id: number, words: string, editor: string, alerts: AlertDesk): Promise<Turn> {
  const { correction: _, ...change } = wordsOf(words);
  const done = await alerts.edit(id, change, { editor });
  if (done.kind === "fault") return { ...say(copy.cannotSay(done)), awaiting: { kind: "edit", id } };
  if (done.kind !== "edited") return say(copy.notDone(id, done));
  const alert = await alerts.one(id);
  if (!alert || "why" in alert.preview) return say(desk.noSuchDraft(id));
  return {
    ...say(alert.preview.message, copy.edited(alert)),
    awaiting: { kind: "confirm", id, version: alert.alert.version },
  };
}

async function schedule(
  id: number,
  words: string | null,
  editor: string,
  { alerts, now }: ConversationPorts,
): Promise<Turn> {
  if (words === null) return { ...say(copy.askMoment(id)), awaiting: { kind: "schedule", id } };
  const moment = readMoment(words, now());
  if (moment === null) return { ...say(copy.noMoment(words)), awaiting: { kind: "schedule", id } };
  const done = await alerts.schedule(id, moment, { editor });
  return say(
    done.kind === "scheduled"
      ? copy.scheduledFor(id, done.sendAt, now(), zoneNamed(words))
      : copy.notDone(id, done),
  );
}

async function askForCorrection(id: number, alerts: AlertDesk): Promise<Turn> {
  const alert = await alerts.one(id);
  if (!alert) return say(desk.noSuchDraft(id));
  if (!isSaid(alert)) return say(copy.notSaidYet(id));
  return {
    ...say(copy.askCorrection(alert), copy.wordsNow(alert.alert.content)),
    awaiting: { kind: "correction", id },
  };
}

/** The correction is shown as it will stand, and goes out when the editor says so. */
async function confirmCorrection(id: number, correction: Correction, alerts: AlertDesk): Promise<Turn> {
  const alert = await alerts.one(id);
  if (!alert) return say(desk.noSuchDraft(id));
  if (!isSaid(alert)) return say(copy.notSaidYet(id));
  const { content } = alert.alert;
  const { headline, summary, flash, correction: note } = correction;
  const words = {
    headline: headline ?? content.headline,
    summary: summary ?? content.summary,
    flash: flash ?? content.flash,
    ...(note ? { correction: note } : {}),
  };
  const shown = alerts.preview({ ...content, ...words });
  if ("why" in shown) {
    return {
      ...say(copy.cannotSay({ kind: "fault", why: shown.why })),
      awaiting: { kind: "correction", id },
    };
  }
  return {
    ...say(shown.message, copy.confirmCorrection(alert)),
    awaiting: { kind: "confirm-correction", id, correction: words },
  };
}

function isSaid({ alert }: OnDesk): boolean {
  return ["sending", "paused", "sent", "stopped"].includes(alert.state);
}

/** The first line is the headline, a line "Ralat: …" what was wrong, all other lines the summary. */
function wordsOf(text: string): { headline: string; summary: string; flash: string; correction?: string } {
  const lines = text.trim().split("\n");
  const isNote = (line: string): boolean => /^ralat\s*:/i.test(line.trim());
  const note = lines
    .find(isNote)
    ?.trim()
    .replace(/^ralat\s*:\s*/i, "");
  const [headline = "", ...rest] = lines.filter((line) => !isNote(line));
  return {
    headline: headline.trim(),
    summary: rest.join("\n").trim(),
    flash: headline.trim(),
    ...(note ? { correction: note } : {}),
  };
}
