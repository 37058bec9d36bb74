import type pg from "pg";
import { z } from "zod";
import { MESSENGER_NAMES } from "../../delivery/delivery.ts";
import type { Figures } from "../../delivery/troubles.ts";
import { MINUTE_MS } from "../../time.ts";
import { row, rows } from "../database.ts";
import { silentSources } from "../sources/sources.ts";

/** The service's own troubles, stored so that editors are told of each once, over all processes and restarts. */

/** A trouble that comes back within this time is the same one: editors are not told again. */
const SAME_WITHIN_MS = 30 * MINUTE_MS;

/** Records what is wrong now. Answers which troubles are new and which are over. */
export async function noteTroubles(
  pool: pg.Pool,
  causes: readonly string[],
  now: Date,
): Promise<{ fresh: string[]; over: string[] }> {
  const Cause = z.object({ cause: z.string() });
  const fresh = await rows(
    pool,
    Cause,
    `insert into troubles (cause, since) select cause, $2 from unnest($1::text[]) as cause
     on conflict (cause) do update set since = $2, resolved_at = null where troubles.resolved_at <= $3
     returning cause`,
    [causes, now, new Date(now.getTime() - SAME_WITHIN_MS)],
  );
  await pool.query("update troubles set resolved_at = null where cause = any($1) and resolved_at > $2", [
    causes,
    new Date(now.getTime() - SAME_WITHIN_MS),
  ]);
  const over = await rows(
    pool,
    Cause,
    `update troubles set resolved_at = $2
     where resolved_at is null and not cause = any($1) and not starts_with(cause, $3) returning cause`,
    [causes, now, BY_EVENT],
  );
  return { fresh: fresh.map(({ cause }) => cause), over: over.map(({ cause }) => cause) };
}

/** Prefix of troubles that are reported by events. The periodic check does not see them, and so must not end them. */
const BY_EVENT = "event ";

/** Records a trouble of the moment `now`, which may be past. True where editors have not been told of it yet. */
export async function troubleBegins(pool: pg.Pool, cause: string, now: Date): Promise<boolean> {
  const same = new Date(now.getTime() - SAME_WITHIN_MS);
  const noted = await pool.query(
    `insert into troubles (cause, since) values ($1, $2)
     on conflict (cause) do update set since = $2, resolved_at = null where troubles.resolved_at <= $3`,
    [BY_EVENT + cause, now, same],
  );
  if (noted.rowCount === 0)
    await pool.query("update troubles set resolved_at = null where cause = $1 and resolved_at < $2", [
      BY_EVENT + cause,
      now,
    ]);
  return noted.rowCount === 1;
}

/** Records that all troubles whose cause begins so are over. True where one had lasted until now. */
export async function troubleEnds(pool: pg.Pool, beginning: string, now: Date): Promise<boolean> {
  const ended = await pool.query(
    "update troubles set resolved_at = $2 where starts_with(cause, $1) and resolved_at is null",
    [BY_EVENT + beginning, now],
  );
  return (ended.rowCount ?? 0) > 0;
}

const Found = z.object({
  oldestDelivery: z.date().nullable(),
  oldestArticle: z.date().nullable(),
  deadLetters: z.number(),
});

/** An account that is held off although deliveries wait for it, and the platform's last answer. */
const Held = z.object({ messenger: z.enum(MESSENGER_NAMES), why: z.string() });

/** Conditions that are a trouble only when several checks in a row see them. */
export interface Moment {
  held: z.infer<typeof Held>[];
  whatsAppDown: boolean;
}

const Failing = z.object({ id: z.string(), since: z.date(), why: z.string() });

/** The figures that come from the database; each uses an index. */
export async function figuresOf(
  pool: pg.Pool,
  sources: ReadonlyMap<string, string>,
  now: Date,
): Promise<Omit<Figures, "disk" | "held" | "whatsAppDown">> {
  const found = await row(pool, Found, FIGURES, [now]);
  const failing = await rows(
    pool,
    Failing,
    `select id, failing_since as since, coalesce(last_error, '') as why from sources where id = any($1) and failing_since is not null`,
    [[...sources.keys()]],
  );
  const silent = await silentSources(pool, [...sources.keys()], now);
  return {
    oldestDelivery: found?.oldestDelivery ?? null,
    oldestArticle: found?.oldestArticle ?? null,
    deadLetters: found?.deadLetters ?? 0,
    failing: failing.map((one) => ({ ...one, name: sources.get(one.id) ?? one.id })),
    silent: silent.map((one) => ({ ...one, name: sources.get(one.id) ?? one.id })),
  };
}

// A broadcast that is slow because of the platform's limit is no trouble: what counts is how long nothing has been sent.
const FIGURES = `
  select
    (select min(greatest(d.due_at, coalesce(moving.at, d.due_at)))
     from accounts a
     cross join generate_series(0, 5) as ranks (rank)
     cross join lateral (
       select due_at from deliveries
       where messenger = a.messenger and state = 'waiting' and deliveries.rank = ranks.rank and due_at <= $1
       order by due_at limit 1
     ) d
     left join lateral (select a.free_at as at where a.free_at > '-infinity') moving on true
     where a.not_before <= $1 and coalesce((select "on" from switches where name = 'sending'), true)) as "oldestDelivery",
    (select min(received_at) from articles where state = 'accepted' and not exists (
       select from dead_letters where step = 'article' and subject = articles.id)) as "oldestArticle",
    (select count(*) from dead_letters) as "deadLetters"`;

/** See Moment. Leaves out WhatsApp while a trouble by event lasts whose cause begins with `told`: editors know of it already. */
export async function momentOf(
  pool: pg.Pool,
  { account, told }: { account: string; told: string },
  now: Date,
): Promise<Moment> {
  const [held, line] = await Promise.all([
    rows(pool, Held, HELD, [now, BY_EVENT + told]),
    row(
      pool,
      Line,
      "select state in ('connecting', 'waiting') as down from whatsapp_connection where account = $1",
      [account],
    ),
  ]);
  return { held, whatsAppDown: line?.down ?? false };
}

const Line = z.object({ down: z.boolean() });

const HELD = `
  select a.messenger, coalesce(d.why, '') as why
  from accounts a
  cross join lateral (
    select d.why from generate_series(0, 5) as ranks (rank)
    cross join lateral (
      select why from deliveries
      where messenger = a.messenger and state = 'waiting' and deliveries.rank = ranks.rank order by due_at desc limit 1
    ) d
    order by d.why is null limit 1
  ) d
  where a.not_before > $1 and coalesce((select "on" from switches where name = 'sending'), true)
    and not exists (select from troubles where a.messenger = 'whatsapp' and starts_with(cause, $2) and resolved_at is null)`;

/** A sighting that was not repeated within this time counts as over: it starts anew. */
const LOOKED_WITHIN_MS = 5 * MINUTE_MS;

/** Since when each of these has been seen at every check of every process. Deletes all others. */
export async function sightings(
  pool: pg.Pool,
  seen: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  await pool.query("delete from sightings where not what = any($1)", [seen]);
  const since = await rows(
    pool,
    Sighting,
    `insert into sightings (what, since, seen_at) select what, $2, $2 from unnest($1::text[]) as what
     on conflict (what) do update set seen_at = $2, since = case when sightings.seen_at < $3 then $2 else sightings.since end
     returning what, since`,
    [seen, now, new Date(now.getTime() - LOOKED_WITHIN_MS)],
  );
  return new Map(since.map(({ what, since: at }) => [what, at]));
}

const Sighting = z.object({ what: z.string(), since: z.date() });
