import type pg from "pg";
import { z } from "zod";
import { inTransaction, row } from "./database.ts";

/**
 * What was written while the clock was ahead, and says when something may happen next, lies in a future that is far off once the clock is
 * right: a bot whose machine started in the wrong time zone would say nothing for hours. Here it is brought back. Safe to do at any
 * time and by several processes: what it brings back is looked at anew when it is due.
 */

/** Further ahead than this no slot, lease or look is ever written but by a clock that was wrong (nor is a second process's clock). */
const FAR_MS = 2 * 60_000;
/** No retry is further ahead (delivery/retry.ts); quiet hours are, and are asked about again when their row is claimed. */
const FAR_RETRY_MS = 16 * 60_000;
const PIECE = 5_000;

/** Whether the account's pace says that the clock has been ahead. */
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
    await tx.query("delete from spoken where until > $1", [far]); // what a chat hears too soon comes later
    // Within some minutes, not all in the same moment.
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
