import { correctsNothing } from "../../alerts/acts.ts";
import { SAID } from "../../alerts/alert.ts";
import type { AlertDesk, Hand } from "../../chat/alert-desk.ts";
import { SAME_AS_SENT } from "../../chat/copy/broadcasts.ts";
import type { OutgoingMessage, Recipient } from "../../delivery/delivery.ts";
import type { Results } from "../../delivery/ledger.ts";
import type { By } from "../../store/alerts/act.ts";
import { alertById } from "../../store/alerts/alerts.ts";
import * as sent from "../../store/alerts/sent-acts.ts";
import { record } from "../../store/audit.ts";
import type { Core } from "../core.ts";
import { cannotSay, previewOf } from "./preview.ts";

export interface ActsOnSentWiring extends Pick<Core, "pool" | "now"> {
  results: Pick<Results, "unknownOf" | "leave" | "sendAgain">;
  remind: { deliveries(alertId: number): Promise<void> };
  /** Puts rows back in line that were set aside while their alert was paused. */
  takeBack(): Promise<void>;
  /** Begins to withdraw what still waits of stopped and recalled alerts. */
  withdrawStopped(): void;
  say(to: Recipient, message: OutgoingMessage): Promise<boolean>;
}

/** What an editor does to an alert that is on its way or has arrived, and the sending of one to try it. */
export function actsOnSent({
  pool,
  now,
  results,
  remind,
  takeBack,
  withdrawStopped,
  say,
}: ActsOnSentWiring): Pick<
  AlertDesk,
  "pause" | "resume" | "stop" | "correct" | "recall" | "testSend" | "settleUnknown"
> {
  const by = (hand: Hand): By => ({ ...hand, at: now() });

  return {
    pause: (id, hand) => sent.pause(pool, id, by(hand)),

    async resume(id, hand) {
      const done = await sent.resume(pool, id, by(hand));
      if (done.kind === "sending") await goOn(id);
      return done;
    },

    async stop(id, hand) {
      const done = await sent.stop(pool, id, by(hand));
      if (done.kind !== "stopped") return done;
      withdrawStopped();
      if (done.correcting) await goOn(id);
      return done;
    },

    async correct(id, correction, hand) {
      const alert = await alertById(pool, id);
      if (!alert) return { kind: "absent" };
      const { correction: note, ...change } = correction;
      const isSeen = hand.version === undefined || hand.version === alert.version;
      if (isSeen && SAID.includes(alert.state) && correctsNothing(alert.content, correction))
        return { kind: "fault", why: SAME_AS_SENT };
      const fault = cannotSay({ ...alert.content, ...change, ...(note ? { correction: note } : {}) });
      if (fault) return fault;
      const done = await sent.correct(pool, id, correction, by(hand));
      if (done.kind === "correcting") await remind.deliveries(id);
      return done;
    },

    async recall(id, reason, hand) {
      const done = await sent.recall(pool, id, reason, by(hand));
      if (done.kind !== "recalling") return done;
      await remind.deliveries(id);
      withdrawStopped();
      return done;
    },

    async testSend(id, to) {
      const alert = await alertById(pool, id);
      if (!alert) return false;
      const preview = previewOf(alert.content);
      return "why" in preview ? false : say(to, preview.message);
    },

    async settleUnknown(id, what, editor, only) {
      const ids = (await results.unknownOf(id)).filter((one) => only === undefined || one === only);
      const done =
        what === "leave"
          ? { again: 0, left: await results.leave(ids, editor) }
          : await results.sendAgain(ids, editor, now());
      await record(pool, { at: now(), who: editor, act: what, subject: `alert:${id}`, details: { ...done } });
      if (done.again > 0) await remind.deliveries(id);
      return done;
    },
  };

  /** Puts an alert's rows back in line and reminds the workers. */
  async function goOn(id: number): Promise<void> {
    await takeBack();
    await remind.deliveries(id);
  }
}
