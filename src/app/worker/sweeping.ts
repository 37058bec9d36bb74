import { openTurns, type Turn } from "../../alerts/scheduled.ts";
import type { AlertDesk } from "../../chat/alert-desk.ts";
import { broadcastDone } from "../../chat/copy/broadcasts.ts";
import { mayHaveGoneOut, missedItsMoment } from "../../chat/copy/schedule.ts";
import { clockJumps } from "../../delivery/clock-jumps.ts";
import type { Ledger, Results } from "../../delivery/ledger.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import { makeDigests } from "../../store/alerts/digests.ts";
import { giveBack } from "../../store/alerts/draft-acts.ts";
import { dueScheduled, sendScheduled } from "../../store/alerts/send.ts";
import { articlesToDo } from "../../store/articles/articles.ts";
import { forgetConversations } from "../../store/chats/conversations.ts";
import { dropUnfollowedFilters, renewFilters } from "../../store/chats/filters.ts";
import { doneNotices, tellOfDone, type WaitingNotice } from "../../store/desk/done-notices.ts";
import { bringBack } from "../../store/upkeep/clock-set-back.ts";
import { DAY_MS } from "../../time.ts";
import type { Core } from "../core.ts";
import type { Notices } from "../messengers/notices.ts";
import type { Milestones } from "./milestones.ts";

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
const DONE_NOTICE = "notice that an alert is done";
const BATCH = 1_000;
const REMEMBER_CONVERSATION_MS = DAY_MS;

export function openSweeping(
  wiring: Pick<Core, "pool" | "events" | "clock"> & {
    ledger: Ledger;
    results: Results;
    notices: Pick<Notices, "oweOne" | "look">;
    messengers: readonly Messenger[];
    milestones: Milestones;
    remind: {
      article(id: number): Promise<void>;
      archived(id: number): Promise<void>;
      deliveries(alertId: number): Promise<void>;
      due(messenger: Messenger, why: string): Promise<void>;
    };
    progress: AlertDesk["progress"];
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
  const turns = openTurns();
  const jumps = clockJumps({ stillMs: wiring.leaseMs / 2, calmMs: 2 * wiring.leaseMs });

  /**
   * Releases the claims of dead workers when their leases end. Not right after the clock was set forward or this process stood still: then the
   * leases of live workers seem to have ended.
   */
  async function reclaim(): Promise<void> {
    if ((await watchClock()) && (await ledger.reclaim(now())) > 0) await remindOfDeliveries("reclaimed");
  }

  /** Whether the clock can be trusted now. After it was set back, times that lie too far ahead are brought back. */
  async function watchClock(): Promise<boolean> {
    const { leapMs, stoodMs, settled } = jumps.look(now(), performance.now());
    if (leapMs !== 0) events.fault("clock", new Error(`The clock was set by ${Math.round(leapMs / 1000)} s`));
    if (stoodMs !== 0) events.fault("clock", new Error(`We stood still for ${Math.round(stoodMs / 1000)} s`));
    if (leapMs < 0) {
      await bringBack(pool, now(), wiring.leaseMs);
      await remindOfDeliveries("clock");
    }
    return settled;
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

  /** Tells editors that their broadcasts are done, in whichever process they asked. */
  async function tellDone(): Promise<void> {
    for (const notice of await doneNotices(pool))
      await tell(notice).catch((error: unknown) => events.fault(DONE_NOTICE, error));
  }

  async function tell(notice: WaitingNotice): Promise<void> {
    const progress = await wiring.progress(notice.alertId);
    await tellOfDone(pool, notice, async (tx) => {
      if (progress) await wiring.notices.oweOne(tx, notice.to, broadcastDone(progress), notice.editor);
    });
    wiring.notices.look();
  }

  /** One that fails does not hold up the others. None while the clock cannot be trusted: it may be set back again. */
  async function takeTurns(): Promise<void> {
    if (!(await watchClock())) return;
    for (const turn of turns(await dueScheduled(pool, now()), now()))
      await takeTurn(turn).catch((error: unknown) => events.fault(`scheduled alert ${turn.id}`, error));
  }

  async function takeTurn(turn: Turn): Promise<void> {
    const { id, sendAt } = turn;
    if (turn.does === "give back") {
      const why = turn.mayBeOut ? mayHaveGoneOut(sendAt) : missedItsMoment(sendAt, now());
      if (await giveBack(pool, turn, why, now())) await wiring.draftWaits(id);
      return;
    }
    const sent = await sendScheduled(pool, id, now(), milestones.fanOut, turn);
    if (!sent) return;
    await remind.deliveries(id);
    await milestones.approved(id, sent.by, sent.chats);
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
        every(clockEveryMs, "clock", async () => void (await watchClock()), signal),
        every(reclaimEveryMs, "reclaim", reclaim, signal),
        every(wiring.sweepEveryMs ?? SWEEP_EVERY_MS, "sweep", sweep, signal),
        every(SCHEDULE_EVERY_MS, "schedule", takeTurns, signal),
        every(TELL_EVERY_MS, DONE_NOTICE, tellDone, signal),
      ]);
    },
  };
}
