import { z } from "zod";
import type { SourceHealth, SourceStates } from "../../intake/source-state.ts";
import { type Queryable, rows } from "../database.ts";

/** The polling state of the sources, one row each. Every statement stands alone; none needs a transaction. */

const Claimed = z.object({
  id: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  movedTo: z.string().nullable(),
  lastOkAt: z.date().nullable(),
  incompleteSince: z.date().nullable(),
  failures: z.number(),
  hubBrings: z.boolean(),
});

const Due = z.object({ id: z.string(), nextPollAt: z.date() });

const Health = z.object({
  id: z.string(),
  lastOkAt: z.date().nullable(),
  failures: z.number(),
  failingSince: z.date().nullable(),
  lastError: z.string().nullable(),
  nextPollAt: z.date(),
  movedTo: z.string().nullable(),
});

/** "-infinity" is no Date: a source that was never polled is due since 1970. */
const NEXT_POLL_AT = `greatest(next_poll_at, 'epoch') as "nextPollAt"`;

export function sourceStates(pool: Queryable): SourceStates {
  return {
    async register(sources) {
      await pool.query(
        `with configured as (select * from unnest($1::text[], $2::text[]) as configured (id, feed)),
           left_out as (update sources set absent = true where not absent and id not in (select id from configured))
         insert into sources (id, feed) select id, feed from configured order by id
         on conflict (id) do update set feed = excluded.feed, etag = null, last_modified = null, moved_to = null, absent = false,
           next_poll_at = '-infinity', last_ok_at = null, incomplete_since = null, failures = 0, failing_since = null, last_error = null
         where sources.feed <> excluded.feed or sources.absent`,
        [sources.map(({ id }) => id), sources.map(({ address }) => address)],
      );
    },

    async nextPolls(ids) {
      const due = await rows(pool, Due, `select id, ${NEXT_POLL_AT} from sources where id = any($1)`, [ids]);
      return new Map(due.map(({ id, nextPollAt }) => [id, nextPollAt]));
    },

    async claim(ids, now, until) {
      const claimed = await rows(
        pool,
        Claimed,
        `update sources set next_poll_at = $3, looking = true
         where id in (select id from sources where id = any($1) and next_poll_at <= $2 order by id for update skip locked)
         returning id, etag, last_modified as "lastModified", moved_to as "movedTo", last_ok_at as "lastOkAt",
           incomplete_since as "incompleteSince", failures,
           exists (select from hub_subscriptions h where h.source = sources.id and h.content_at is not null and h.lease_until > $2)
             as "hubBrings"`,
        [ids, now, until],
      );
      return new Map(claimed.map(({ id, ...state }) => [id, state]));
    },

    async release(id, now) {
      await pool.query("update sources set next_poll_at = $2, looking = false where id = $1", [id, now]);
    },

    async loaded(id, { etag, lastModified, movedTo, incompleteSince }, at, nextPollAt) {
      await pool.query(
        `update sources set etag = $2, last_modified = $3, moved_to = $4, last_ok_at = $5, next_poll_at = $6, incomplete_since = $7, looking = false,
           failures = 0, failing_since = null, last_error = null
         where id = $1`,
        [id, etag, lastModified, movedTo, at, nextPollAt, incompleteSince],
      );
    },

    async failed(id, why, at, nextPollAt) {
      await pool.query(
        `update sources set failures = failures + 1, failing_since = coalesce(failing_since, $3), last_error = $2,
           next_poll_at = $4, moved_to = null, looking = false
         where id = $1`,
        [id, why, at, nextPollAt],
      );
    },
  };
}

/** A source that cannot be read for longer than this is shown and counted as failing; a short failure is normal. As SQL. */
export const FAILING_FOR = "interval '1 hour'";

/** The health of these sources, failing ones first. (A source that left the configuration keeps its row.) */
export function sourceHealth(pool: Queryable, ids: readonly string[]): Promise<SourceHealth[]> {
  return rows(
    pool,
    Health,
    `select id, last_ok_at as "lastOkAt", failures, failing_since as "failingSince", last_error as "lastError",
       ${NEXT_POLL_AT}, moved_to as "movedTo"
     from sources where id = any($1) order by failures = 0, failing_since, id`,
    [ids],
  );
}

const Silent = z.object({ id: z.string(), since: z.date() });

/** Articles that a source must have brought, over a week at least, before its pauses are known. */
const KNOWN_BY = 20;

/** In so short a time a source need not have news. As SQL. */
const MAY_BE_SILENT_FOR = "interval '12 hours'";

/**
 * Sources that stand still: read without a fault, and without a new article for twelve hours and half as long again as in any pause of the
 * last 28 days. What counts is how long it was seen to be so, not how long we were away.
 */
export function silentSources(pool: Queryable, ids: readonly string[], now: Date) {
  return rows(
    pool,
    Silent,
    `select asked.id, newest.at as since
     from unnest($1::text[]) as asked (id)
     left join sources s on s.id = asked.id
     cross join lateral (select received_at as at from articles where source = asked.id order by received_at desc limit 1) newest
     cross join lateral (
       select count(*) as articles, min(at) as first, max(gap) as longest
       from (
         select received_at as at, received_at - lag(received_at) over (order by received_at) as gap from articles
         where source = asked.id and received_at > $2::timestamptz - interval '28 days' and newest.at <= $2::timestamptz - ${MAY_BE_SILENT_FOR}
       ) pauses
     ) known
     where known.articles >= $3 and known.first <= newest.at - interval '7 days'
       and coalesce(s.last_ok_at, $2::timestamptz) - newest.at > greatest(${MAY_BE_SILENT_FOR}, 1.5 * known.longest)`,
    [ids, now, KNOWN_BY],
  );
}
