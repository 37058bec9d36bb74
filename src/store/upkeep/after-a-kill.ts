import type pg from "pg";

/**
 * Releases what a dead process held: messengers' leases, and the sources it was polling. (Deliveries: Ledger.reclaimAll.) Only for a database
 * that one process uses; where several share it, each of these ends by itself.
 */
export async function letGoOfTheDead(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query("update accounts set holder = null, lease_until = null");
  await pool.query("update sources set next_poll_at = $1 where next_poll_at > $1", [now]);
}
