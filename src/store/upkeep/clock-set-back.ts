import type pg from "pg";
import { z } from "zod";
import { MINUTE_MS } from "../../time.ts";
import { inTransaction, row } from "../database.ts";

/**
 * Times that were written while the clock was ahead lie far in the future once the clock is right: a service whose machine started in the
 * wrong time zone would be silent for hours. Here they are brought back. Safe at any time and in several processes: whatever comes due too
 * early is checked again then.
 */

/** No slot, lease or poll is ever written further ahead than this, unless the clock was wrong. */
const FAR_MS = 2 * MINUTE_MS;
/** No retry is further ahead (delivery/retry.ts). Ends of quiet hours are, but they are checked again when their row is claimed. */
const FAR_RETRY_MS = 16 * MINUTE_MS;
const PIECE = 5_000;

/** Whether an account's pace shows that the clock has been ahead. */
export async function wasAhead(pool: pg.Pool, now: Date): Promise<boolean> {
  const sql = "select exists (select from accounts where free_at > $1) as yes";
  return (await row(pool, z.object({ yes: z.boolean() }), sql, [after(now, FAR_MS)]))?.yes ?? false;
}

/** `leaseMs`: how long a delivery is claimed for. */
export async function bringBack(pool: pg.Pool, now: Date, leaseMs: number): Promise<void> {
  const far = after(now, FAR_MS);
  const lease = after(now, leaseMs);
  await inTransaction(pool, async (tx) => {
    await tx.query(
      `update accounts set free_at = case when free_at > $2 then $1 else free_at end,
         not_before = case when not_before > $2 then $2 else not_before end,
         lease_until = case when lease_until > $2 then $2 else lease_until end
       where free_at > $2 or not_before > $2 or lease_until > $2`,
      [now, far],
    );
    await tx.query("update claims set lease_until = $2 where lease_until > $1", [
      after(lease, FAR_MS),
      lease,
    ]);
    await tx.query("delete from spoken where until > $1", [far]); // at worst the platform asks us to wait
    // Spread over two minutes, not all at once.
    await tx.query(
      "update sources set next_poll_at = $1::timestamptz + random() * interval '2 minutes' where next_poll_at > $2",
      [now, far],
    );
  });
  const waiting = `
    update deliveries set due_at = $1 where id in (
      select id from deliveries where state = 'waiting' and due_at > $2 limit $3)`;
  while ((await pool.query(waiting, [now, after(now, FAR_RETRY_MS), PIECE])).rowCount === PIECE);
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
