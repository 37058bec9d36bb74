import type { Clock } from "./clock.ts";
import type { MessengerName } from "./delivery.ts";
import { within } from "./within.ts";

/** Who may hold a messenger account's session (a long poll, a socket). One holder at a time, over all processes. */
export interface Leases {
  /** Takes the lease, or renews it. False: someone else has it. */
  take(messenger: MessengerName, holder: string, until: Date, now: Date): Promise<boolean>;
  /** Gives it back, if it is ours. */
  drop(messenger: MessengerName, holder: string): Promise<void>;
}

export interface Holding {
  messenger: MessengerName;
  /** A name of its own for every start of a process. */
  holder: string;
  /** How long the lease holds without being renewed; it is renewed three times as often. */
  ms: number;
}

/**
 * Runs `work` whenever this process holds the lease, and waits for the lease otherwise, until `signal` aborts or `work` resolves by itself.
 * `work` gets two signals. `lost` aborts when the lease is lost, nearly a third of its length before anyone else can take it: work that ends
 * within that time never runs in two processes at once. `held` aborts then and when `signal` does; in the latter case the lease is held until
 * the work has ended. Rejects as `work` does.
 */
export async function whileHolding(
  leases: Leases,
  holding: Holding,
  clock: Clock,
  signal: AbortSignal,
  work: (held: AbortSignal, lost: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const until = await take(leases, holding, clock).catch(() => false as const);
    if (until === false) {
      await clock.sleep(holding.ms / 3, signal);
      continue;
    }
    const lost = new AbortController();
    const ended = new AbortController();
    const working = work(AbortSignal.any([signal, lost.signal]), lost.signal).finally(() => ended.abort());
    working.catch(() => undefined); // awaited below, perhaps long after it rejected
    try {
      if (await renewed(leases, holding, clock, until, ended.signal)) return await working;
      lost.abort();
      await working;
    } finally {
      await leases.drop(holding.messenger, holding.holder).catch(() => undefined); // else it ends by itself
    }
  }
}

/** Renews the lease until the work has ended (true) or the lease is lost (false). */
async function renewed(
  leases: Leases,
  holding: Holding,
  clock: Clock,
  until: number,
  ended: AbortSignal,
): Promise<boolean> {
  for (;;) {
    await clock.sleep(holding.ms / 3, ended);
    if (ended.aborted) return true;
    const left = until - holding.ms / 3 - clock.now().getTime();
    try {
      // Where the database hangs, we must still notice in time that the lease is running out.
      const ms = Math.max(left, holding.ms / LAST_TRY);
      const longer = await within(
        ms,
        take(leases, holding, clock),
        clock,
        "the lease's database does not answer",
      );
      if (longer === false) return false;
      until = longer;
    } catch {
      // The database may be back by the next try. If not: we stop while nobody else can have it yet.
      if (clock.now().getTime() >= until - holding.ms / 3) return false;
    }
  }
}

const LAST_TRY = 15; // when no time is left, an answer is awaited for a fifteenth of the lease: 1 s of 15 s

/** Until when we hold the lease now; false: someone else does. */
async function take(
  leases: Leases,
  { messenger, holder, ms }: Holding,
  clock: Clock,
): Promise<number | false> {
  const now = clock.now();
  const until = new Date(now.getTime() + ms);
  return (await leases.take(messenger, holder, until, now)) && until.getTime();
}
