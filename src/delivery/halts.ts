import type { Clock } from "./clock.ts";
import type { MessengerName } from "./delivery.ts";
import type { Halts, Ledger, Seen } from "./ledger.ts";

/** What was stopped, never older than this: one stop halts all sending within a second, the send under way included. */
export const FRESH_MS = 250;

/** Asks the ledger what has been stopped, before every message, but only four times a second. For one caller at a time. */
export function haltsWatch(
  ledger: Pick<Ledger, "halts">,
  messenger: MessengerName,
  alerts: Iterable<Seen>,
  clock: Clock,
): () => Promise<Halts> {
  const claimed = [...alerts];
  let halts: Halts = { all: false, alerts: new Set() };
  let askedAt = clock.now().getTime(); // the claim has just looked
  return async () => {
    const now = clock.now();
    if (now.getTime() - askedAt >= FRESH_MS) {
      askedAt = now.getTime();
      halts = await ledger.halts(messenger, claimed, now);
    }
    return halts;
  };
}
