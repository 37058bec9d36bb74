import type { MessengerName } from "./delivery.ts";
import type { Halts, Ledger, Seen } from "./ledger.ts";

/** How old the knowledge of stops may be: one stop halts all sending within a second, including the send under way. */
export const FRESH_MS = 250;

/** What has been stopped: checked before every message, asked of the ledger four times a second. For one caller at a time. */
export interface HaltsWatch {
  /** What is known; null where it is too old. */
  known(now: Date): Halts | null;
  ask(now: Date): Promise<Halts>;
}

export function haltsWatch(
  ledger: Pick<Ledger, "halts">,
  messenger: MessengerName,
  alerts: Iterable<Seen>,
  claimedAt: Date,
): HaltsWatch {
  const claimed = [...alerts];
  let halts: Halts = { all: false, alerts: new Set() };
  let askedAt = claimedAt.getTime(); // the claim has just looked
  return {
    known: (now) => (now.getTime() - askedAt < FRESH_MS ? halts : null),
    async ask(now) {
      askedAt = now.getTime();
      halts = await ledger.halts(messenger, claimed, now);
      return halts;
    },
  };
}
