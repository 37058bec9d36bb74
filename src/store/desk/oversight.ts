import { z } from "zod";
import { Act, CHAT_KINDS, MESSENGER_NAMES } from "../../delivery/delivery.ts";
import { newsroomZone } from "../../time.ts";
import { type Queryable, rows } from "../database.ts";

/** The queries of the desk's pages of oversight. None reads the whole ledger. */

const SourceNews = z.object({
  id: z.string(),
  articles: z.number(),
  failed: z.number(),
  latest: z.string().nullable(),
  latestAt: z.date().nullable(),
});

/** How many articles each source brought since `since`, and its newest one. */
export function sourceNews(
  db: Queryable,
  ids: readonly string[],
  since: Date,
): Promise<z.infer<typeof SourceNews>[]> {
  return rows(
    db,
    SourceNews,
    `select s.id, n.articles, n.failed, l.title as latest, l.at as "latestAt"
     from unnest($1::text[]) as s (id)
     cross join lateral (
       select count(*) as articles, count(*) filter (where state = 'failed') as failed
       from articles where received_at > $2 and source = s.id) n
     left join lateral (
       select coalesce(clean ->> 'title', incoming ->> 'title') as title, received_at as at
       from articles where source = s.id and received_at > $2 order by received_at desc limit 1) l on true`,
    [ids, since],
  );
}

const Listening = z.object({
  messenger: z.enum(MESSENGER_NAMES),
  kind: z.enum(CHAT_KINDS),
  chats: z.number(),
});

export function listening(db: Queryable): Promise<z.infer<typeof Listening>[]> {
  return rows(
    db,
    Listening,
    `select messenger, kind, count(*) as chats from chats where left_at is null group by 1, 2 order by 1, 3 desc`,
    [],
  );
}

const Room = z.object({
  messenger: z.enum(MESSENGER_NAMES),
  kind: z.enum(CHAT_KINDS),
  title: z.string().nullable(),
  since: z.date(),
});

/** Channels and groups that listen, the newest first. */
export function rooms(db: Queryable, limit: number): Promise<z.infer<typeof Room>[]> {
  return rows(
    db,
    Room,
    `select messenger, kind, title, joined_at as since from chats
     where left_at is null and kind <> 'private' order by joined_at desc, id desc limit $1`,
    [limit],
  );
}

const Day = z.object({ day: z.string(), joined: z.number(), left: z.number() });

/** How many chats joined and left on each day (of the newsroom), the newest first. Chats that retention has deleted are not counted. */
export function comingsAndGoings(db: Queryable, since: Date): Promise<z.infer<typeof Day>[]> {
  return rows(
    db,
    Day,
    `select to_char(day, 'YYYY-MM-DD') as day, sum(joined) as joined, sum(gone) as "left" from (
       select date_trunc('day', joined_at at time zone '${newsroomZone()}') as day, 1 as joined, 0 as gone
       from chats where joined_at > $1
       union all
       select date_trunc('day', left_at at time zone '${newsroomZone()}'), 0, 1 from chats where left_at > $1
     ) moved group by day order by day desc`,
    [since],
  );
}

const Why = z.object({ why: z.string(), chats: z.number() });

export function whyLeft(db: Queryable, since: Date): Promise<z.infer<typeof Why>[]> {
  return rows(
    db,
    Why,
    `select coalesce(left_why, '') as why, count(*) as chats from chats where left_at > $1
     group by 1 order by 2 desc limit 10`,
    [since],
  );
}

const Followed = z.object({ follows: z.string(), topic: z.string(), chats: z.number() });

// Chats that left keep their subscriptions for a while. They are few, so they are subtracted instead of joining every subscription.
const FOLLOWED = `
  select follows, topic, sum(n)::bigint as chats from (
    select follows, topic, count(*) as n from subscriptions group by 1, 2
    union all
    select s.follows, s.topic, -count(*) from chats c join subscriptions s on s.chat_id = c.id
    where c.left_at is not null group by 1, 2
  ) counted group by 1, 2 having sum(n) > 0`;

/** What listening chats follow, the most followed first; at most `limit` of each sort. */
export function followed(db: Queryable, limit: number): Promise<z.infer<typeof Followed>[]> {
  return rows(
    db,
    Followed,
    `select follows, topic, chats from (
       select *, row_number() over (partition by follows order by chats desc, topic) as place from (${FOLLOWED}) followed
     ) ranked where place <= $1 order by follows, place`,
    [limit],
  );
}

const Outcome = z.object({
  messenger: z.enum(MESSENGER_NAMES),
  act: Act,
  state: z.string(),
  why: z.string(),
  chats: z.number(),
});

const OUTCOME = "case when d.state = 'unknown' and d.left_by is not null then 'left' else d.state end";

/** What became of an alert's deliveries that did not arrive, by reason. */
export function notArrived(db: Queryable, alertId: number): Promise<z.infer<typeof Outcome>[]> {
  return rows(
    db,
    Outcome,
    `select messenger, act, ${OUTCOME} as state, coalesce(why, '') as why, count(*) as chats from deliveries d
     where alert_id = $1 and state in ('unknown', 'gone', 'refused', 'withdrawn')
     group by 1, 2, 3, 4 order by 5 desc limit 50`,
    [alertId],
  );
}

const Missed = z.object({
  messenger: z.enum(MESSENGER_NAMES),
  kind: z.enum(CHAT_KINDS),
  /** null for private chats: people are not named. */
  title: z.string().nullable(),
  act: Act,
  state: z.string(),
  why: z.string(),
  at: z.date().nullable(),
});

/** Channels and groups that did not get it, by name: there an editor can do something. */
export function missedRooms(
  db: Queryable,
  alertId: number,
  limit: number,
): Promise<z.infer<typeof Missed>[]> {
  return rows(
    db,
    Missed,
    `select d.messenger, c.kind, c.title, d.act, ${OUTCOME} as state, coalesce(d.why, '') as why, d.settled_at as at
     from deliveries d join chats c on c.id = d.chat_id and c.kind <> 'private'
     where d.alert_id = $1 and d.state in ('unknown', 'gone', 'refused', 'withdrawn')
     order by d.id limit $2`,
    [alertId, limit],
  );
}

const Record = z.object({
  id: z.number(),
  at: z.date(),
  who: z.string(),
  act: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});

export interface AuditQuery {
  /** Left out: anybody. */
  who?: readonly string[] | undefined;
  act?: string | undefined;
  /** What it was done to: "alert:12". */
  subject?: string | undefined;
  /** A day of the newsroom: "2026-11-23". */
  day?: string | undefined;
  /** Only entries with a smaller id: the next page. */
  before?: number | undefined;
}

/** The audit log, the newest first. */
export function auditLog(
  db: Queryable,
  { who, act, subject, day, before }: AuditQuery,
  limit: number,
): Promise<z.infer<typeof Record>[]> {
  return rows(
    db,
    Record,
    `select id, at, who, act, subject, details from audit
     where ($1::text[] is null or who = any($1)) and ($2::text is null or act = $2) and ($3::bigint is null or id < $3)
       and ($4::text is null or subject = $4)
       and ($5::date is null or at >= $5::date::timestamp at time zone '${newsroomZone()}'
         and at < ($5::date + 1)::timestamp at time zone '${newsroomZone()}')
     order by id desc limit $6`,
    [who ?? null, act ?? null, before ?? null, subject ?? null, day ?? null, limit],
  );
}

const Name = z.object({ name: z.string() });

/** Who has been in the log lately, and with what acts, to choose from. */
export async function auditNames(db: Queryable): Promise<{ who: string[]; acts: string[] }> {
  const recent = "(select who, act from audit order by id desc limit 5000) recent";
  const [who, acts] = await Promise.all([
    rows(db, Name, `select distinct who as name from ${recent} order by 1`, []),
    rows(db, Name, `select distinct act as name from ${recent} order by 1`, []),
  ]);
  return { who: who.map(({ name }) => name), acts: acts.map(({ name }) => name) };
}

const TopicNews = z.object({
  topic: z.string(),
  articles: z.number(),
  alerts: z.number(),
  chats: z.number(),
});

/** For each topic: its articles and alerts since `since`, and how many listening chats follow it now. */
export function topicNews(
  db: Queryable,
  topics: readonly string[],
  since: Date,
): Promise<z.infer<typeof TopicNews>[]> {
  return rows(
    db,
    TopicNews,
    `with a as (
       select t.topic, count(*) as n from articles, unnest(topics) as t (topic)
       where received_at > $2 and state = 'ready' group by 1
     ), said as (
       select t.topic, count(*) as n from alerts, jsonb_array_elements_text(content -> 'topics') as t (topic)
       where decided_at > $2 and state in ('sending', 'paused', 'sent', 'stopped', 'recalled') and lists is null group by 1
     ), s as (
       select topic, chats as n from (${FOLLOWED}) followed where follows = 'topic'
     )
     select t.topic, coalesce(a.n, 0) as articles, coalesce(said.n, 0) as alerts, coalesce(s.n, 0) as chats
     from unnest($1::text[]) as t (topic) left join a using (topic) left join said using (topic) left join s using (topic)`,
    [[...topics], since],
  );
}

const Title = z.object({ title: z.string() });

/** Titles of articles since `since`, of the newest `limit`. */
export async function titlesSince(db: Queryable, since: Date, limit: number): Promise<string[]> {
  const found = await rows(
    db,
    Title,
    `select coalesce(clean ->> 'title', incoming ->> 'title') as title from articles
     where received_at > $1 and state = 'ready' and coalesce(clean ->> 'title', incoming ->> 'title') is not null
     order by received_at desc limit $2`,
    [since, limit],
  );
  return found.map(({ title }) => title);
}
