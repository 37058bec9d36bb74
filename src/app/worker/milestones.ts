import type { Claim, Finished } from "../../delivery/ledger.ts";
import type { FanOut } from "../../store/alerts/alerts.ts";
import { lastSent, noteFirstSent, traceOfAlert } from "../../store/alerts/traces.ts";
import { fanOut as writeDeliveries } from "../../store/ledger/fan-out.ts";
import type { Core } from "../core.ts";
import type { Tracing } from "../observing/tracing.ts";

/** Reports how far an alert has come, from its approval to the last chat: to the log, the metrics and the traces. */
export interface Milestones {
  /** Writes the delivery rows, as a span of the article's trace. */
  fanOut: FanOut;
  /** Begins a span for each alert in a batch; the answer ends them. */
  batched(claim: Claim): () => void;
  /** An alert has reached a chat, for the first time in this process. */
  begun(alertId: number): Promise<void>;
  approved(alertId: number, by: string, chats: number): Promise<void>;
  /** The last delivery of each of these acts has its verdict. */
  finished(acts: readonly Finished[]): Promise<void>;
}

export function openMilestones({
  pool,
  events,
  tracing,
  now,
}: Pick<Core, "pool" | "events" | "now"> & {
  tracing: Tracing;
}): Milestones {
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

    async finished(acts) {
      for (const { id, act } of acts) {
        const last = act === "send" ? await lastSent(pool, id) : undefined;
        const seconds = last ? secondsBetween(last.receivedAt, last.lastAt) : null;
        events.alertSent(id, act, await traceOfAlert(pool, id), seconds);
      }
    },
  };
}

const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;
