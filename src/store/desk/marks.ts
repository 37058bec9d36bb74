import { z } from "zod";
import { type Queryable, row, rows } from "../database.ts";
import { FAILING_FOR } from "../sources/sources.ts";

/** The counts in the desk's menu. */

const Marks = z.object({
  drafts: z.number(),
  deadLetters: z.number(),
  sourcesFailing: z.number(),
  unknown: z.array(z.object({ id: z.number(), headline: z.string() })),
});

/** The alerts of so many of the newest unknown deliveries are named. */
const UNKNOWN_SEEN = 1_000;

/** Cheap enough for every page: partial indexes and small tables. `sources`: those in use now. */
export async function deskMarks(
  db: Queryable,
  sources: readonly string[],
  now: Date,
): Promise<z.infer<typeof Marks>> {
  const marks = await row(
    db,
    Marks,
    `select (select count(*) from alerts where state = 'draft') as drafts,
            (select count(*) from dead_letters) as "deadLetters",
            (select count(*) from sources where id = any($1) and failing_since < $2::timestamptz - ${FAILING_FOR})
              as "sourcesFailing",
            coalesce((
              select jsonb_agg(jsonb_build_object('id', a.id, 'headline', a.content ->> 'headline') order by a.id desc)
              from alerts a where a.id in (
                select alert_id from (
                  select alert_id from deliveries where state = 'unknown' and left_by is null order by id desc limit ${UNKNOWN_SEEN}
                ) newest)), '[]') as unknown`,
    [[...sources], now],
  );
  if (!marks) throw new Error("PostgreSQL counted nothing");
  return marks;
}

const Went = z.object({ id: z.number(), sent: z.number(), open: z.number(), total: z.number() });
export type Went = z.infer<typeof Went>;

/** How far the sending of alerts is, from the tallies. */
export function wentOut(db: Queryable, ids: readonly number[]): Promise<Went[]> {
  return rows(
    db,
    Went,
    `select alert_id as id, coalesce(sum(change) filter (where state = 'sent'), 0) as sent,
            coalesce(sum(change) filter (where state = 'open'), 0) as open, coalesce(sum(change), 0) as total
     from tallies where alert_id = any($1) and act = 'send' group by alert_id`,
    [[...ids]],
  );
}
