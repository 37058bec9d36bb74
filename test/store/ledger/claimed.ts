import type pg from "pg";
import type { Claim, Outcome, Settlement } from "../../../src/delivery/ledger.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { START } from "../../delivery/support.ts";

/** Claiming and settling in few words. */

export const LEASE_MS = 60_000;
export const at = (ms: number) => new Date(START.getTime() + ms);

/** Claims as `by`, at `ms` after the start. */
export function claim(pool: pg.Pool, { by = "a", limit = 100, ms = 0 } = {}): Promise<Claim> {
  return ledgerOn(pool).claim("telegram", { by, limit, leaseUntil: at(ms + LEASE_MS) }, at(ms));
}

export function settled({ id, deliveries }: Claim, outcome: Outcome, ms = 0, spacingMs = 0): Settlement[] {
  const chatFreeAt = at(ms + spacingMs);
  return deliveries.map((delivery) => ({ claim: id ?? 0, delivery, outcome, at: at(ms), chatFreeAt }));
}

/** Everything that was claimed gets this verdict. */
export async function finish(pool: pg.Pool, claimed: Claim, outcome: Outcome, spacingMs = 0): Promise<void> {
  await ledgerOn(pool).settle(settled(claimed, outcome, 0, spacingMs));
  await ledgerOn(pool).keep(claimed.id ?? 0, []);
}

export const addresses = ({ deliveries }: Claim) => deliveries.map(({ to }) => to.address);
export const SENT: Outcome = { state: "sent", messageId: "m1" };
