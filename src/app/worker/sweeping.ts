import type { Ledger, Results } from "../../delivery/ledger.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import { makeDigests } from "../../store/alerts/digests.ts";
import { articlesToDo } from "../../store/articles/articles.ts";
import { forgetConversations } from "../../store/chats/conversations.ts";
import { dropUnfollowedFilters, renewFilters } from "../../store/chats/filters.ts";
import { DAY_MS } from "../../time.ts";
import type { Core } from "../core.ts";
import { openClockWatch } from "./clock-watch.ts";
import { DONE_NOTICE, type DoneNoticesWiring, tellDone } from "./done-notices.ts";
import type { Milestones } from "./milestones.ts";
import { openScheduled } from "./scheduled.ts";

/** The periodic work on rows: missing reminders, ended leases, scheduled alerts, notices of what is done. */
export interface Sweeping {
  /** Reminds the queues of everything that waits in a row. Reports what fails, and never throws. */
  sweep(): Promise<void>;
  /** Puts rows back in line that were put aside while their alert was paused. */
  takeBack(): Promise<void>;
  /** Withdraws what still waits of stopped and recalled alerts. Not urgent, since no such row is sent. Never throws. */
  withdrawStopped(): Promise<void>;
  /** Does all of it, each at its own interval, until the signal aborts. */
  keepSweeping(signal: AbortSignal): Promise<void>;
}

const SWEEP_EVERY_MS = 60_000;
const SCHEDULE_EVERY_MS = 1_000; // an alert for 18.00 goes out at 18.00
const TELL_EVERY_MS = 1_000;
const BATCH = 1_000;
const REMEMBER_CONVERSATION_MS = DAY_MS;

/** The sweeping of one process. `leaseMs`: how long a claim holds; what has to do with claims is looked at several times within it. */
export function openSweeping(
  wiring: Pick<Core, "pool" | "events" | "clock"> &
    DoneNoticesWiring & {
      ledger: Ledger;
      results: Results;
      messengers: readonly Messenger[];
      milestones: Milestones;
      remind: {
        article(id: number): Promise<void>;
        archived(id: number): Promise<void>;
        deliveries(alertId: number): Promise<void>;
        due(messenger: Messenger, why: string): Promise<void>;
      };
      /** Tells editors of a draft that waits for them. Never rejects. */
      draftWaits(alertId: number): Promise<void>;
      leaseMs: number;
      sweepEveryMs?: number | undefined;
      /** Sweeps of other parts, done at the end of each sweep. */
      more: readonly (() => Promise<void>)[];
    },
): Sweeping {
  const { pool, ledger, results, events, clock, milestones, remind } = wiring;
  const now = () => clock.now();
  const reclaimEveryMs = wiring.leaseMs / 4;
  const clockEveryMs = wiring.leaseMs / 8; // separate from reclaiming, which may wait for PostgreSQL for minutes
  const isClockSettled = openClockWatch({ ...wiring, broughtBack: () => remindOfDeliveries("clock") });
  const takeScheduled = openScheduled(wiring);

  /**
   * Releases the claims of dead workers when their leases end. Not right after the clock was set forward or this process stood still: then the
   * leases of live workers seem to have ended.
   */
  async function reclaim(): Promise<void> {
    if ((await isClockSettled()) && (await ledger.reclaim(now())) > 0) await remindOfDeliveries("reclaimed");
  }

  async function remindOfDeliveries(why: string): Promise<void> {
    for (const messenger of wiring.messengers) {
      const next = await ledger.nextDue(messenger.name, now());
      if (next && next <= now()) await remind.due(messenger, why);
    }
  }

  async function takeBack(): Promise<void> {
    while ((await ledger.takeBack(BATCH)) === BATCH);
  }

  /** An alert may be finished by this, and its editor is waiting to hear so. */
  async function withdrawStopped(): Promise<void> {
    try {
      if ((await ledger.withdrawStopped(BATCH, now())) > 0) await finishAlerts();
    } catch (error) {
      events.fault("withdraw what was stopped", error); // the next sweep goes on with it
    }
  }

  async function finishAlerts(): Promise<void> {
    await milestones.finished(await results.finishAlerts(now()));
  }

  /** None while the clock cannot be trusted: it may be set back again. */
  async function sendDue(): Promise<void> {
    if (await isClockSettled()) await takeScheduled();
  }

  /** One look after the other; one that fails does not end the sweep. */
  async function sweep(): Promise<void> {
    const looks: (() => Promise<unknown>)[] = [
      takeBack,
      withdrawStopped,
      remindOfArticles,
      () => makeDigests(pool, now()),
      () => remindOfDeliveries("sweep"),
      finishAlerts,
      () => dropUnfollowedFilters(pool),
      () => forgetConversations(pool, new Date(now().getTime() - REMEMBER_CONVERSATION_MS)),
      ...wiring.more,
    ];
    for (const look of looks) await look().catch((error: unknown) => events.fault("sweep", error));
  }

  async function remindOfArticles(): Promise<void> {
    for (const { id, quiet } of await articlesToDo(pool, BATCH))
      await remind[quiet ? "archived" : "article"](id);
  }

  /** Repeats `work` until the signal aborts, also after failures. */
  async function every(ms: number, what: string, work: () => Promise<void>, signal: AbortSignal) {
    while (!signal.aborted) {
      await work().catch((error: unknown) => events.fault(what, error));
      await clock.sleep(ms, signal);
    }
  }

  return {
    sweep,
    takeBack,
    withdrawStopped,
    async keepSweeping(signal) {
      await Promise.all([
        renewFilters(pool, signal).catch((error: unknown) => events.fault("filters", error)),
        every(clockEveryMs, "clock", async () => void (await isClockSettled()), signal),
        every(reclaimEveryMs, "reclaim", reclaim, signal),
        every(wiring.sweepEveryMs ?? SWEEP_EVERY_MS, "sweep", sweep, signal),
        every(SCHEDULE_EVERY_MS, "schedule", sendDue, signal),
        every(TELL_EVERY_MS, DONE_NOTICE, () => tellDone(wiring), signal),
      ]);
    },
  };
}
