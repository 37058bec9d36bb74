import * as copy from "../copy/copy.ts";
import type { ConversationPorts } from "../ports.ts";
import type { Said } from "../said.ts";
import type { Before } from "../state.ts";
import { say, type Turn } from "../turn.ts";
import { NOW } from "../understanding/desk-orders.ts";
import { answerChange } from "./alert-changes.ts";
import { type AlertOrder, notDone, showDraft } from "./alert-turns.ts";
import { answerDraftOrder, schedule } from "./draft-orders.ts";

/** Carries out an order about an alert, under `editor`'s name. What goes to readers is shown and asked about first. */
export async function answerAlertOrder(
  order: AlertOrder,
  said: Said,
  editor: string,
  before: Before,
  ports: ConversationPorts,
): Promise<Turn> {
  const { alerts } = ports;
  const hand = { editor };
  switch (order.kind) {
    case "scheduled":
      return say(copy.schedule((await alerts.list()).scheduled));
    case "approve": {
      const { version, when } = order;
      if (version === undefined) return showDraft(order.id, ports);
      const atOnce = when === NOW;
      if (when !== undefined && !atOnce) return schedule(order.id, when, { editor, version }, ports);
      const done = await alerts.approve(order.id, { editor, version, atOnce });
      if (done.kind === "needs another") return say(copy.needsAnother(order.id));
      if (done.kind === "approved for later" && done.by !== null) return askSecond(order.id, done.by, ports);
      if (done.kind === "sending") {
        await ports.desk.tellWhenDone(order.id, said.chat, editor);
        const { stopped } = await ports.desk.status();
        return say(copy.sending(order.id, done.chats, stopped !== null));
      }
      if (done.kind === "too late" && ["sending", "sent"].includes(done.state))
        return say(copy.alreadySending(order.id));
      return done.kind === "fault"
        ? showDraft(order.id, ports)
        : notDone(order.id, done, ports, () => showDraft(order.id, ports));
    }
    case "hold": {
      const done = await alerts.pause(order.id, hand);
      return done.kind === "paused" ? say(copy.held(order.id)) : notDone(order.id, done, ports);
    }
    case "continue": {
      const done = await alerts.resume(order.id, hand);
      return done.kind === "sending" ? say(copy.continued(order.id)) : notDone(order.id, done, ports);
    }
    case "end": {
      const done = await alerts.stop(order.id, hand);
      return done.kind === "stopped"
        ? say(copy.ended(order.id, done.correcting))
        : notDone(order.id, done, ports);
    }
    case "settle-unknown": {
      if (order.what === null) {
        const found = await alerts.unknown(order.id);
        if (!found) return say(copy.noSuchDraft(order.id));
        return say(found.total === 0 ? copy.nothingUnknown(order.id) : copy.whatOfUnknown(order.id, found));
      }
      const done = await alerts.settleUnknown(order.id, order.what, editor);
      return say(copy.settledUnknown(order.id, order.what, done));
    }
    case "correct":
    case "correct-by-source":
    case "send-correction":
    case "recall":
    case "recall-because":
    case "recall-now":
      return answerChange(order, said, editor, before.awaiting, ports);
    case "reject":
    case "reopen":
    case "edit":
    case "breaking":
    case "audience":
    case "embargo":
    case "lift-embargo":
    case "schedule":
    case "unschedule":
    case "try":
      return answerDraftOrder(order, said, editor, before, ports);
  }
}

/** What an approval "at once" asks where it would come before the moment that the first one approved. */
async function askSecond(id: number, first: string, { alerts, nameOf }: ConversationPorts): Promise<Turn> {
  const one = await alerts.one(id);
  return say(one ? copy.askSecond(one, await nameOf(first)) : copy.noSuchDraft(id));
}
