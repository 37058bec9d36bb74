import type { Config } from "../../config.ts";
import type { Clock } from "../../delivery/clock.ts";
import { deliverDue } from "../../delivery/deliver.ts";
import { type DeliveryPorts, DELIVERY_DEFAULTS } from "../../delivery/options.ts";
import type { Finished, Results } from "../../delivery/ledger.ts";
import { USED_OF_LIMIT } from "../../delivery/pace.ts";
import type { Events } from "../../events.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import type { Queues } from "../../queue/queue.ts";
import type { AlertsWay } from "./milestones.ts";
import type { Notices } from "../messengers/notices.ts";
import { deliveryQueue } from "./reminders.ts";

export interface DeliveryJobs {
  config: Config;
  clock: Clock;
  events: Events;
  queues: Queues;
  ledger: DeliveryPorts["ledger"];
  results: Results;
  pace: DeliveryPorts["pace"];
  random: () => number;
  way: AlertsWay;
  /** This start of this process. */
  by: string;
  finished(done: readonly Finished[]): Promise<void>;
}

const FINISH_EVERY_MS = 1000;
const KNOWN = 10_000; // alerts that were begun, so that a long life costs no memory

/** Sends on a messenger until disposed: deliveries off its queue, and what editors are to be told. */
export function sendOn(
  messenger: Messenger,
  jobs: DeliveryJobs,
  notices: Pick<Notices, "keepTelling">,
): AsyncDisposable {
  const deliveries = workDeliveries(messenger, jobs);
  const ending = new AbortController();
  const telling = notices.keepTelling(messenger, ending.signal);
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await Promise.all([deliveries[Symbol.asyncDispose](), telling]);
    },
  };
}

function workDeliveries(messenger: Messenger, jobs: DeliveryJobs): AsyncDisposable {
  const { clock, config, events, ledger, queues, results } = jobs;
  const ports: DeliveryPorts = {
    ledger,
    pace: jobs.pace,
    clock,
    random: jobs.random,
    report: {
      attempted(delivery, verdict, tookMs, trace) {
        events.deliverySettled(delivery, verdict.kind, tookMs, trace);
        if (verdict.kind === "sent" && delivery.act === "send") void begun(delivery.alertId);
      },
      batched: jobs.way.batched,
      fault: (what, error) => events.fault(`delivery: ${what}`, error),
    },
  };
  const options = {
    ...DELIVERY_DEFAULTS,
    by: jobs.by,
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
      // A long broadcast goes on while smaller alerts inside it are finished: they are said to be done as they are.
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

  /** Whoever is first over all processes is decided by the store; here only the many that are not are left out. */
  async function begun(alertId: number): Promise<void> {
    if (known.has(alertId)) return;
    if (known.size >= KNOWN) known.clear();
    known.add(alertId);
    await jobs.way.begun(alertId).catch((error: unknown) => events.fault("an alert's first send", error));
  }

  async function finishAlerts(done: AbortSignal): Promise<void> {
    for (;;) {
      await clock.sleep(FINISH_EVERY_MS, done);
      await results
        .finishAlerts(clock.now())
        .then(jobs.finished, (error: unknown) => events.fault("finish alerts", error));
      if (done.aborted) return;
    }
  }

  async function remindAt(next: Date): Promise<void> {
    const delayMs = Math.max(0, next.getTime() - clock.now().getTime());
    const id = `due-${jobs.by}-${Math.floor(next.getTime() / 1000)}`;
    await queues
      .remind(deliveryQueue(messenger.name), id, 0, { delayMs })
      .catch((error: unknown) => events.fault("reminder", error)); // the sweep finds the rows
  }
}
