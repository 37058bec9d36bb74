import type { Clock } from "./clock.ts";
import type { Delivery } from "./delivery.ts";
import type { Ledger } from "./ledger.ts";

/**
 * Tracks which deliveries of each claim have no written verdict yet, and releases the others in the ledger: when the last one has its
 * verdict, and earlier where some take long. So the chats of finished deliveries are free for others, however slow the rest of the claim is.
 */
export interface Hands {
  take(claim: number, deliveries: readonly Delivery[]): void;
  /** No more of this claim will start; `unsent` goes back. Resolves when the ledger has released it, or we gave up. Never rejects. */
  started(claim: number, unsent: Iterable<Delivery>): Promise<void>;
  /** The verdicts of these are in the ledger. */
  written(verdicts: readonly { claim: number; delivery: Delivery }[]): void;
  /** Resolves when every pending release is in the ledger. */
  told(): Promise<void>;
}

interface Hand {
  rows: Set<Delivery>;
  allStarted: boolean;
  /** The ledger has not been told of the present `rows`. */
  changed: boolean;
  /** A release is scheduled (`SLOW_MS`). */
  waiting: boolean;
}

/** Deliveries slower than this do not hold up the release of the others. Much less than any platform's limit for one chat. */
const SLOW_MS = 250;

const TRY_FOR_MS = 5_000; // after that the rows come back when their lease ends
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

  /** All have started: releases at once where asked to or where nothing is left, otherwise after `SLOW_MS`. */
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
