import type { Clock } from "./clock.ts";
import type { MessengerName } from "./delivery.ts";
import type { Claim, Ledger } from "./ledger.ts";
import type { DeliveryOptions } from "./options.ts";

/**
 * Claims half a batch at a time, each half shortly before it is needed: sending does not wait for the ledger, and a worker never holds more
 * than one batch. For one caller at a time.
 */
export interface Claiming {
  /** The next half. Rejects where the ledger does. */
  next(): Promise<Claimed>;
  /** Call it before each send with how many of the half are left: near the end of a full half, the next one is claimed. */
  left(count: number, of: Claimed): void;
  /** How many deliveries are claimed ahead, at most. */
  coming(): number;
  /** Gives up the half claimed ahead. Resolves with its claim, which the caller must release; null where there is none. */
  drop(): Promise<number | null>;
}

export type Claimed = Claim & { leaseUntil: number; claimedAt: Date };

/** A claim's round trip on a busy day. */
const CLAIM_TAKES_MS = 30;

export function claiming(
  ledger: Pick<Ledger, "claim">,
  messenger: MessengerName,
  options: DeliveryOptions,
  clock: Clock,
): Claiming {
  const { by, perSecond } = options;
  // At most what the account may send in one second: a breaking alert waits no longer than that behind claimed deliveries.
  const limit = Math.ceil(Math.min(options.batch, Math.max(1, perSecond)) / 2);
  const early = Math.min(limit - 1, Math.ceil((perSecond * CLAIM_TAKES_MS) / 1000));
  let ahead: Promise<Claimed> | null = null;

  async function claim(): Promise<Claimed> {
    const now = clock.now();
    const leaseUntil = now.getTime() + options.leaseMs;
    const claimed = await ledger.claim(messenger, { by, limit, leaseUntil: new Date(leaseUntil) }, now);
    return { ...claimed, leaseUntil, claimedAt: now };
  }

  function taken(): Promise<Claimed> | null {
    const claimed = ahead;
    ahead = null;
    return claimed;
  }

  return {
    next: () => taken() ?? claim(),
    coming: () => (ahead === null ? 0 : limit),
    left(count, { deliveries }) {
      if (count > early || deliveries.length < limit || ahead !== null) return;
      ahead = claim();
      ahead.catch(() => undefined); // next() rejects with it
    },
    async drop() {
      const claimed = await taken()?.catch(() => null);
      return claimed?.id ?? null;
    },
  };
}
