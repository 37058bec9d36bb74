import type { Clock } from "./clock.ts";
import type { MessengerName } from "./delivery.ts";
import type { Claim, Ledger } from "./ledger.ts";
import type { DeliveryOptions } from "./options.ts";

/**
 * Claims in halves of a batch, each a moment before it is needed, so that nobody waits for the ledger, and no more than a
 * batch is ever in hand. For one caller at a time.
 */
export interface Claiming {
  /** The next half. Rejects where the ledger does. */
  next(): Promise<Claimed>;
  /** To be told before each start how many of the half are left: near the end of a full one, the next is claimed. */
  left(count: number, of: Claimed): void;
  /** How many are claimed ahead, at most. */
  coming(): number;
  /** What was claimed ahead will not be asked for: the claim, to be let go of; null where there is none. */
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
  // In hand are never more than the account may send in a second: so long may a breaking alert have to wait for others.
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
      ahead.catch(() => undefined); // next() tells of it
    },
    async drop() {
      const claimed = await taken()?.catch(() => null);
      return claimed?.id ?? null;
    },
  };
}
