import type pg from "pg";

/**
 * Releases what a dead process held: messengers' leases, and the sources it was polling. (Deliveries: Ledger.reclaimAll.) Only for a database
 * that one process uses; where several share it, each of these ends by itself.
 */
export async function letGoOfTheDead(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query("update accounts set holder = null, lease_until = null");
  await pool.query("update sources set next_poll_at = $1 where next_poll_at > $1", [now]);
}

/**
 * The same for a database that several processes share: what a scheduled alert tells may have been corrected or withdrawn while all of them were
 * down, also where its source is looked at seldom. So each such source is due at once, but for those that are being looked at or were a minute ago.
 */
export async function askSourcesOfScheduled(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `update sources set next_poll_at = $1
     where id in (
         select r.source from alerts a join articles r on r.id = coalesce(a.words_of, a.article_id) where a.state = 'scheduled')
       and next_poll_at > $1 and not looking and coalesce(last_ok_at, '-infinity') < $1::timestamptz - interval '1 minute'`,
    [now],
  );
}
