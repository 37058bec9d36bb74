import type { Clock } from "./clock.ts";
import type { Delivery } from "./delivery.ts";
import type { Ledger } from "./ledger.ts";

/**
 * What of each claim has no written verdict yet, and telling the ledger of it: when the last has its verdict, and when all have started
 * and some take long. So what has its verdict leaves its chat to others, however long the slowest of the claim take.
 */
export interface Hands {
  take(claim: number, deliveries: readonly Delivery[]): void;
  /** No more of this claim will start; what did not goes back: resolves when the ledger knows that, or gave up. Never rejects. */
  started(claim: number, unsent: Iterable<Delivery>): Promise<void>;
  /** Their verdicts are in the ledger. */
  written(verdicts: readonly { claim: number; delivery: Delivery }[]): void;
  /** Resolves when the ledger knows all that is to be known of them. */
  told(): Promise<void>;
}

interface Hand {
  rows: Set<Delivery>;
  allStarted: boolean;
  /** The ledger does not know it as it is. */
  changed: boolean;
  /** It will be told of what is left then. */
  waiting: boolean;
}

/** What is slower than this is told of apart. Much less than any platform's limit for one chat, which keeps others away meanwhile. */
const SLOW_MS = 250;

const TRY_FOR_MS = 5_000; // then the rows return when their lease ends
const AGAIN_AFTER_MS = 250;

export function handsOn(
  ledger: Pick<Ledger, "keep">,
  clock: Clock,
  fault: (what: string, error: unknown) => void,
): Hands {
  const hands = new Map<number, Hand>();
  const telling = new Map<number, Promise<void>>();

  function changed(claim: number, hand: Hand): Promise<void> {
    hand.changed = true;
    const already = telling.get(claim);
    if (already) return already;
    const now = tell(claim, hand);
    telling.set(claim, now);
    return now;
  }

  async function tell(claim: number, hand: Hand): Promise<void> {
    const giveUpAt = clock.now().getTime() + TRY_FOR_MS;
    while (hand.changed) {
      hand.changed = false;
      try {
        await ledger.keep(claim, [...hand.rows]);
      } catch (error) {
        if (clock.now().getTime() >= giveUpAt) {
          fault("rows return when their lease ends", error);
          break;
        }
        hand.changed = true;
        await clock.sleep(AGAIN_AFTER_MS);
      }
    }
    telling.delete(claim);
    if (hand.rows.size === 0) hands.delete(claim);
  }

  /** All have started. Told of at once where that is asked for or nothing is left, and soon where some take long. */
  async function settled(claim: number, hand: Hand, atOnce: boolean): Promise<void> {
    if (atOnce || hand.rows.size === 0) await changed(claim, hand);
    else void changedLater(claim, hand);
  }

  async function changedLater(claim: number, hand: Hand): Promise<void> {
    if (hand.waiting) return;
    hand.waiting = true;
    await clock.sleep(SLOW_MS);
    hand.waiting = false;
    if (hands.has(claim)) await changed(claim, hand);
  }

  return {
    take(claim, deliveries) {
      hands.set(claim, { rows: new Set(deliveries), allStarted: false, changed: false, waiting: false });
    },
    async started(claim, unsent) {
      const hand = hands.get(claim);
      if (!hand) return;
      const back = [...unsent].filter((delivery) => hand.rows.delete(delivery));
      hand.allStarted = true;
      await settled(claim, hand, back.length > 0);
    },
    written(verdicts) {
      const touched = new Set<number>();
      for (const { claim, delivery } of verdicts) {
        hands.get(claim)?.rows.delete(delivery);
        touched.add(claim);
      }
      for (const claim of touched) {
        const hand = hands.get(claim);
        if (hand?.allStarted) void settled(claim, hand, false);
      }
    },
    async told() {
      await Promise.all(telling.values());
    },
  };
}
