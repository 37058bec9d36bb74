import { deliverDue } from "../../delivery/deliver.ts";
import type { Results } from "../../delivery/ledger.ts";
import { type DeliveryPorts, DELIVERY_DEFAULTS } from "../../delivery/options.ts";
import { USED_OF_LIMIT } from "../../delivery/pace.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import type { Queues } from "../../queue/queue.ts";
import type { Core } from "../core.ts";
import type { Notices } from "../messengers/notices.ts";
import type { Milestones } from "./milestones.ts";
import { deliveryQueue } from "./reminders.ts";

export interface SendingParts extends Pick<Core, "config" | "events" | "clock"> {
  queues: Queues;
  ledger: DeliveryPorts["ledger"];
  results: Results;
  pace: DeliveryPorts["pace"];
  random: () => number;
  milestones: Milestones;
  notices: Pick<Notices, "keepTelling">;
  /** The name of this start of this process, in the ledger. */
  start: string;
}

const FINISH_EVERY_MS = 1000;
const KNOWN = 10_000; // alerts remembered as begun, at most

/** Sends on a messenger until disposed: the deliveries of its queue, and what editors are to be told. */
export function sendOn(messenger: Messenger, parts: SendingParts): AsyncDisposable {
  const deliveries = workDeliveries(messenger, parts);
  const ending = new AbortController();
  const telling = parts.notices.keepTelling(messenger, ending.signal);
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await Promise.all([deliveries[Symbol.asyncDispose](), telling]);
    },
  };
}

function workDeliveries(messenger: Messenger, parts: SendingParts): AsyncDisposable {
  const { clock, config, events, queues, results } = parts;
  const ports: DeliveryPorts = {
    ...parts,
    report: {
      attempted(delivery, verdict, tookMs, trace) {
        events.deliverySettled(delivery, verdict.kind, tookMs, trace);
        if (verdict.kind === "sent" && delivery.act === "send") void begun(delivery.alertId);
      },
      batched: parts.milestones.batched,
      fault: (what, error) => events.fault(`delivery: ${what}`, error),
    },
  };
  const options = {
    ...DELIVERY_DEFAULTS,
    by: parts.start,
    perSecond: config.pacing[messenger.name].perSecond * USED_OF_LIMIT,
    concurrency: config.pacing.concurrency,
    leaseMs: config.pacing.leaseSeconds * 1000,
    // A terminal has no limits to keep.
    ...(messenger.name === "console" ? { spacingMs: { private: 0, group: 0, channel: 0 } } : {}),
  };
  const ending = new AbortController();
  const known = new Set<number>();

  const worker = queues.work(deliveryQueue(messenger.name), {
    concurrency: 1, // one loop claims for the account in this process; many sends are under way inside it
    run: async (_alert, { signal }) => {
      // Smaller alerts are done long before a large broadcast beside them: each is marked as sent when it is.
      const done = new AbortController();
      const finishing = finishAlerts(done.signal);
      try {
        const next = await deliverDue(messenger, ports, options, AbortSignal.any([signal, ending.signal]));
        if (next && !ending.signal.aborted) await remindAt(next);
      } finally {
        done.abort();
        await finishing;
      }
    },
    onDead: async (alert, error) =>
      events.fault(`deliveries of alert ${alert}; the sweep takes them up again`, error),
  });

  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await worker[Symbol.asyncDispose]();
    },
  };

  /** The store decides which process was first; alerts known here are not asked about again. */
  async function begun(alertId: number): Promise<void> {
    if (known.has(alertId)) return;
    if (known.size >= KNOWN) known.clear();
    known.add(alertId);
    await parts.milestones
      .begun(alertId)
      .catch((error: unknown) => events.fault("an alert's first send", error));
  }

  async function finishAlerts(done: AbortSignal): Promise<void> {
    for (;;) {
      await clock.sleep(FINISH_EVERY_MS, done);
      await results
        .finishAlerts(clock.now())
        .then(parts.milestones.finished, (error: unknown) => events.fault("finish alerts", error));
      if (done.aborted) return;
    }
  }

  async function remindAt(next: Date): Promise<void> {
    const delayMs = Math.max(0, next.getTime() - clock.now().getTime());
    const id = `due-${parts.start}-${Math.floor(next.getTime() / 1000)}`;
    await queues
      .remind(deliveryQueue(messenger.name), id, 0, { delayMs })
      .catch((error: unknown) => events.fault("reminder", error)); // the sweep finds the rows
  }
}
