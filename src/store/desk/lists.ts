import { z } from "zod";
import { Alert, AlertState } from "../../alerts/alert.ts";
import type { Listed } from "../../chat/alert-desk.ts";
import { ALERT } from "../alerts/alerts.ts";
import { type Queryable, row, rows } from "../database.ts";

/** Alerts as the editors' desk lists them. */

const Row = Alert.extend({
  source: z.string().nullable(),
  since: z.date(),
  storyId: z.number().nullable(),
  reasons: z.array(z.string()),
});

const LISTED = `
  select ${ALERT}, a.reasons, r.source, r.story_id as "storyId",
         coalesce(r.published_at, r.received_at, a.created_at) as since
  from alerts a left join articles r on r.id = a.article_id`;

export async function listedAlert(db: Queryable, id: number): Promise<Listed | undefined> {
  const found = await row(db, Row, `${LISTED} where a.id = $1`, [id]);
  return found && listed(found);
}

const DRAFTS = 200; // more are not decided on one by one

/** Where there are more drafts than anyone decides on: breaking news and the newest. Oldest first. */
const WAITING = `${LISTED} where a.id in (
    select id from alerts where state = 'draft'
    order by (content ->> 'breaking')::boolean desc nulls last, id desc limit ${DRAFTS})
  and a.state = 'draft' order by a.id`;

const Newest = z.object({ newest: z.number() });
const RECENT = 50;

export async function listedAlerts(
  db: Queryable,
  now: Date,
): Promise<{ drafts: Listed[]; newest: number; scheduled: Listed[]; recent: Listed[] }> {
  // Asked before the drafts: one that comes in between is announced twice rather than not at all.
  const last = await row(
    db,
    Newest,
    "select coalesce(max(id), 0) as newest from alerts where state = 'draft'",
    [],
  );
  const [drafts, scheduled, recent] = await Promise.all([
    rows(db, Row, WAITING),
    rows(db, Row, `${LISTED} where a.state = 'scheduled' order by a.send_at, a.id`),
    rows(
      db,
      Row,
      `${LISTED} where a.decided_at is not null and a.state <> 'scheduled' and a.lists is null and a.decided_at <= $1
       order by a.decided_at desc, a.id desc limit ${RECENT}`,
      [now],
    ),
  ]);
  const newest = Math.max(last?.newest ?? 0, ...drafts.map(({ id }) => id));
  return { drafts: drafts.map(listed), newest, scheduled: scheduled.map(listed), recent: recent.map(listed) };
}

export interface HistoryQuery {
  /** Left out: any. */
  state?: AlertState | undefined;
  /** Words that the headline has, as they are typed. */
  words?: string | undefined;
  /** The id of the last one shown: the next page. */
  after?: number | undefined;
}

/** Alerts that were decided on, the newest first. */
export async function decidedAlerts(
  db: Queryable,
  { state, words, after }: HistoryQuery,
  limit: number,
): Promise<Listed[]> {
  const found = await rows(
    db,
    Row,
    `${LISTED} where a.decided_at is not null and a.state <> 'scheduled' and a.lists is null
       and ($1::text is null or a.state = $1)
       and ($2::text is null or strpos(lower(a.content ->> 'headline'), lower($2)) > 0)
       and ($3::bigint is null or (a.decided_at, a.id) < (select decided_at, id from alerts where id = $3))
     order by a.decided_at desc, a.id desc limit $4`,
    [state ?? null, words || null, after ?? null, limit],
  );
  return found.map(listed);
}

/** Alerts that are being sent or are paused, the newest first. */
export async function goingAlerts(db: Queryable): Promise<Listed[]> {
  const found = await rows(
    db,
    Row,
    `${LISTED} where a.state in ('sending', 'paused') and a.lists is null order by a.id desc limit ${RECENT}`,
  );
  return found.map(listed);
}

const Fresh = z.object({ drafts: z.number(), breaking: z.boolean() });

/** How many drafts came after this one, and whether one of them is breaking news. */
export async function draftsAfter(db: Queryable, id: number): Promise<z.infer<typeof Fresh>> {
  const found = await row(
    db,
    Fresh,
    `select count(*) as drafts, coalesce(bool_or((content ->> 'breaking')::boolean), false) as breaking
     from alerts where state = 'draft' and id > $1`,
    [id],
  );
  return found ?? { drafts: 0, breaking: false };
}

const Waiting = z.object({ id: z.number() });

/** The waiting drafts up to this one, the newest first; somewhat more than a page shows. */
export async function draftsUpTo(db: Queryable, id: number): Promise<number[]> {
  const found = await rows(
    db,
    Waiting,
    `select id from alerts where state = 'draft' and id <= $1 order by id desc limit ${2 * DRAFTS}`,
    [id],
  );
  return found.map((one) => one.id);
}

const Sibling = z.object({ id: z.number(), headline: z.string(), state: AlertState });

/** Other alerts about articles of the same story, the newest first. */
export function siblingsOf(db: Queryable, id: number): Promise<z.infer<typeof Sibling>[]> {
  return rows(
    db,
    Sibling,
    `select o.id, o.content->>'headline' as headline, o.state
     from alerts a join articles r on r.id = a.article_id
     join articles s on s.story_id = r.story_id and s.id <> r.id
     join alerts o on o.article_id = s.id
     where a.id = $1 order by o.id desc limit 10`,
    [id],
  );
}

function listed({ source, since, storyId, reasons, ...alert }: z.infer<typeof Row>): Listed {
  return { alert, source, since, storyId, reasons };
}
