import type pg from "pg";

/**
 * Lets go of what a dead process held on a database that only one process uses: messengers' leases, and the sources it was
 * looking at. (Deliveries: Ledger.reclaimAll.) Where several processes share the database, each of these ends by itself.
 */
export async function letGoOfTheDead(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query("update accounts set holder = null, lease_until = null");
  await pool.query("update sources set next_poll_at = $1 where next_poll_at > $1", [now]);
}
