import type pg from "pg";
import type { Claim } from "../../delivery/ledger.ts";
import type { Events } from "../../events.ts";
import type { FanOut } from "../../store/alerts.ts";
import { fanOut as writeDeliveries } from "../../store/fan-out.ts";
import { lastSent, noteFirstSent, traceOfAlert } from "../../store/traces.ts";
import type { Tracing } from "../observing/tracing.ts";

/** The second half of an article's way, as the log, the metrics and the traces know it: from its alert's approval to the last chat. */
export interface AlertsWay {
  fanOut: FanOut;
  /** One span for each alert in a batch, and none where no traces are kept. */
  batched(claim: Claim): () => void;
  /** An alert has reached a chat, for the first time in this process. */
  begun(alertId: number): Promise<void>;
  approved(alertId: number, by: string, chats: number): Promise<void>;
  /** The last delivery of an act has its verdict. */
  finished(alertId: number, act: string): Promise<void>;
}

export function openAlertsWay({
  pool,
  events,
  tracing,
  now,
}: {
  pool: pg.Pool;
  events: Events;
  tracing: Tracing;
  now(): Date;
}): AlertsWay {
  return {
    async fanOut(tx, alertId, at) {
      const trace = tracing.on ? await traceOfAlert(tx, alertId) : null;
      return tracing.step(trace, "fan out", { alert: alertId }, () => writeDeliveries(tx, alertId, at));
    },

    batched({ alerts, deliveries }) {
      if (!tracing.on) return () => undefined;
      const open = [...alerts.values()].map(({ id, trace }) => {
        const its = deliveries.filter(({ alertId }) => alertId === id);
        const messenger = its[0]?.to.messenger ?? "";
        return tracing.begin(trace, "deliver", { alert: id, messenger, deliveries: its.length });
      });
      return () => open.forEach((end) => end());
    },

    async begun(alertId) {
      const at = now();
      const first = await noteFirstSent(pool, alertId, at);
      if (first)
        events.alertBegun(alertId, first.trace, first.receivedAt && secondsBetween(first.receivedAt, at));
    },

    async approved(alertId, by, chats) {
      events.alertApproved(alertId, by, chats, await traceOfAlert(pool, alertId));
    },

    async finished(alertId, act) {
      const last = act === "send" ? await lastSent(pool, alertId) : undefined;
      const seconds = last ? secondsBetween(last.receivedAt, last.lastAt) : null;
      events.alertSent(alertId, act, await traceOfAlert(pool, alertId), seconds);
    },
  };
}

const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;
