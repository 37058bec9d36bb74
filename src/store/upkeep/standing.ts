import { z } from "zod";
import { type Queryable, row } from "../database.ts";
import { FAILING_FOR } from "../sources/sources.ts";

const Standing = z.object({
  articlesWaiting: z.number(),
  articlesOldestSeconds: z.number(),
  deliveriesDue: z.number(),
  deliveriesOldestSeconds: z.number(),
  deliveriesUnknown: z.number(),
  deadLetters: z.number(),
  sourcesFailing: z.number(),
  sendingStopped: z.number(),
  whatsAppInUse: z.number(),
  databaseBytes: z.number(),
  /** How long each account may send nothing, as its platform asked (429). */
  heldOff: z.array(z.object({ messenger: z.string(), seconds: z.number() })),
  /** Messages to private WhatsApp chats, unasked, on the account's day. */
  whatsAppToday: z.number(),
});

/** Queue depths and ages for monitoring, counted by the partial indexes that the workers use. */
export type Standing = z.infer<typeof Standing>;

/** Due deliveries are counted up to this number: counting a million would take seconds. */
const COUNTED = 100_000;

/**
 * `day`: the WhatsApp account's ("2026-11-23"). Ages are in seconds, 0 where nothing waits. Deliveries that are due later (quiet hours, a
 * retry) do not count.
 */
export async function standing(
  db: Queryable,
  { sources, day }: { sources: readonly string[]; day: string },
  now: Date,
): Promise<Standing> {
  const found = await row(db, Standing, STANDING, [now, [...sources], COUNTED, day]);
  if (!found) throw new Error("PostgreSQL counted nothing");
  return found;
}

const STANDING = `
  with due as (
    select due_at from deliveries where state = 'waiting' and due_at <= $1 limit $3
  ), to_do as (
    select received_at from articles where state = 'accepted' limit $3
  )
  select (select count(*) from to_do) as "articlesWaiting",
         (select coalesce(greatest(extract(epoch from $1 - min(received_at)), 0), 0)::float8 from to_do)
           as "articlesOldestSeconds",
         (select count(*) from due) as "deliveriesDue",
         (select coalesce(greatest(extract(epoch from $1 - min(due_at)), 0), 0)::float8 from due)
           as "deliveriesOldestSeconds",
         (select count(*) from (select from deliveries where state = 'unknown' and left_by is null limit $3) u)
           as "deliveriesUnknown",
         (select count(*) from dead_letters) as "deadLetters",
         (select count(*) from sources where id = any($2) and failing_since < $1::timestamptz - ${FAILING_FOR})
           as "sourcesFailing",
         (select count(*) from switches where name = 'sending' and not "on") as "sendingStopped",
         (select count(*) from accounts where messenger = 'whatsapp' and holder is not null and lease_until > $1)
           as "whatsAppInUse",
         (select coalesce(json_agg(json_build_object('messenger', messenger, 'seconds',
            greatest(extract(epoch from nullif(not_before, '-infinity') - $1), 0))), '[]') from accounts) as "heldOff",
         (select coalesce(sum(sent), 0) from whatsapp_days where day = $4::date)::float8 as "whatsAppToday",
         pg_database_size(current_database()) as "databaseBytes"`;
