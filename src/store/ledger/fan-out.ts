import type pg from "pg";
import { z } from "zod";
import { AlertContent } from "../../alerts/alert.ts";
import type { Audience, AudienceContent } from "../../delivery/audience.ts";
import { MESSENGER_NAMES } from "../../delivery/delivery.ts";
import { type AlertWords, alertVectorOf } from "../../search/alert-words.ts";
import { dayHeard } from "../chats/preferences.ts";
import { type Queryable, row, rows } from "../database.ts";

/** SQL expressions for the properties of an alert that subscriptions match. `filters` selects the words of the filters that it matches. */
interface AlertInSql {
  topics: string;
  breaking: string;
  toEveryone: string;
  outlet: string;
  regions: string;
  filters: string;
}

/** Whether the subscription `s` matches this alert, as SQL (the rule: delivery/audience.ts). */
export function broughtBy({ topics, breaking, toEveryone, outlet, regions, filters }: AlertInSql): string {
  return `s.follows = 'all'
     or s.follows = 'topic' and s.topic = any(${topics})
     or s.follows = 'breaking' and ${breaking}
     or s.follows = 'words' and s.topic = any(array${filters})
     or s.follows = 'outlet' and s.topic = ${outlet}
     or s.follows = 'region' and s.topic = any(${regions})
     or ${toEveryone}`;
}

/** Who hears an alert, as SQL. $1: topics, $2: is breaking, $3: is for everyone, $4: lexemes (tsvector), $5: outlet, $6: now, $7: regions. */
const MATCHED = `
  matched as materialized (
    select f.words from filters f where f.keys && tsvector_to_array($4::tsvector) and $4::tsvector @@ f.asked
  )`;

const HEARS = `c.left_at is null and c.id in (
  select s.chat_id from subscriptions s
  where ${broughtBy({
    topics: "$1::text[]",
    breaking: "$2::boolean",
    toEveryone: "$3::boolean",
    outlet: "$5::text",
    regions: "$7::text[]",
    filters: "(select words from matched)",
  })})`;

// Preferences. Most chats have no row `p`; for them nothing is computed.
const NOT_PAUSED = "(p.paused_until is null or p.paused_until <= $6::timestamptz)";
const IN_DIGEST = "((p.morning or p.evening) and not ($2::boolean and p.breaking_anyway))";
const DAY = dayHeard("$6::timestamptz");
// A reader who ends the quiet hours in their midst has alerts counted for the next day already. (A day further ahead is a clock's that was wrong.)
const COUNTED_FOR = (day: string): string => `coalesce(p.day between ${day} and ${day} + 1, false)`;
const WITHIN_LIMIT = `(p.most_a_day is null or $2::boolean or not ${COUNTED_FOR(DAY)} or p.heard < p.most_a_day)`;
const NOT_LATER = `(p.chat_id is null or ${NOT_PAUSED} and not ${IN_DIGEST} and ${WITHIN_LIMIT})`;

// Counts toward the daily limit. Of two alerts approved at the same moment the second waits for the first here.
const COUNTED = `
  counted as (
    update preferences p set
      day   = case when ${COUNTED_FOR("limited.day")} then p.day else limited.day end,
      heard = case when ${COUNTED_FOR("limited.day")} then p.heard + 1 else 1 end
    from (
      select p.chat_id, ${DAY} as day from preferences p join chats c on c.id = p.chat_id
      where p.most_a_day is not null and not $2::boolean and ${NOT_LATER} and ${HEARS}
      order by p.chat_id for no key update of p
    ) as limited
    where p.chat_id = limited.chat_id
    returning p.chat_id
  )`;

const COLLECTED = `
  collected as (
    insert into digest_items (chat_id, alert_id, due_at)
    select c.id, $8, next_digest($6, p.zone, p.morning, p.evening)
    from preferences p join chats c on c.id = p.chat_id
    where ${IN_DIGEST} and ${NOT_PAUSED} and ${HEARS}
  )`;

// Large broadcasts of one rank take turns of fifty rows. Workers claim rows in the order of `due_at`: so each turn is due a microsecond after
// the one before, and the first where the broadcast under way has come to. Behind only a few waiting rows there are no turns.
const BY_TURNS = `
  line as materialized (
    select messenger, rank, least($6::timestamptz - interval '100 milliseconds', (
      select due_at from deliveries d
      where d.messenger = m.messenger and d.state = 'waiting' and d.rank = r.rank and d.due_at <= $6
      order by d.due_at, d.id offset 100 limit 1
    )) as starts
    from unnest($9::text[]) as m (messenger) cross join generate_series(0, 5) as r (rank)
  )`;
const TURN = "least((row_number() over () - 1) / 50, 99999) * interval '1 microsecond'";

// "offset 0" makes PostgreSQL find the audience before it joins preferences. In one join the planner underestimates it twentyfold, and looks
// up the subscriptions of a million chats one by one.
const FAN_OUT = `
  with ${MATCHED}, ${COUNTED}, ${COLLECTED}, ${BY_TURNS}
  insert into deliveries (alert_id, chat_id, messenger, rank, due_at)
  select $8, heard.id, messenger, rank, coalesce(quiet_until, starts) + turn
  from (
    select c.id, c.messenger, ${TURN} as turn,
           case when $2 then 0 else 3 end + case c.kind when 'channel' then 0 when 'group' then 1 else 2 end as rank,
           case when p.quiet_from is not null and not ($2 and p.breaking_anyway)
             then nullif(after_quiet($6, p.zone, p.quiet_from, p.quiet_until), $6) end as quiet_until
    from (select c.id, c.messenger, c.kind from chats c where ${HEARS} offset 0) as c left join preferences p on p.chat_id = c.id
    where ${NOT_LATER}
      and (p.most_a_day is null or $2 or c.id in (select chat_id from counted))
  ) as heard
  join line using (messenger, rank)`;

/**
 * Writes the delivery rows of an alert in the approving transaction, one for each chat that gets it as a message of its own, and an entry for
 * each chat that gets it in a digest. Answers the number of delivery rows. A second call for the same alert fails on the ledger's unique key.
 */
export async function fanOut(tx: Queryable, alertId: number, now: Date): Promise<number> {
  const { content, article } = await approvedAlert(tx, alertId);
  const said = audienceFacts(content, article, now);
  await tx.query("update alerts set words = $2::tsvector where id = $1", [alertId, said[WORDS]]);
  const written = await tx.query(FAN_OUT, [...said, alertId, MESSENGER_NAMES]);
  return written.rowCount ?? 0;
}

export function audienceOn(pool: pg.Pool, now: () => Date): Audience {
  return {
    async count(content, articleId) {
      const article = articleId === null ? null : await articleOf(pool, articleId);
      const counted = await rows(
        pool,
        Counted,
        `with ${MATCHED}
         select c.messenger, count(*) filter (where ${NOT_LATER}) as now,
                count(*) filter (where ${IN_DIGEST} and ${NOT_PAUSED}) as "inDigest"
         from chats c left join preferences p on p.chat_id = c.id
         where ${HEARS} group by c.messenger`,
        audienceFacts(content, article, now()),
      );
      const atOnce = counted.filter((one) => one.now > 0);
      return {
        now: atOnce.reduce((sum, one) => sum + one.now, 0),
        inDigest: counted.reduce((sum, one) => sum + one.inDigest, 0),
        byMessenger: Object.fromEntries(atOnce.map((one) => [one.messenger, one.now])),
      };
    },
  };
}

/** $1 to $7 above. */
function audienceFacts(content: AudienceContent, article: AlertWords["article"], now: Date) {
  const { topics, regions, breaking, toEveryone, outlet } = content;
  const words = alertVectorOf({ ...content, article });
  return [topics, breaking, toEveryone, words, outlet, now, regions] as const;
}

const WORDS = 3; // where they stand among these

const Approved = z.object({ content: AlertContent, articleId: z.number().nullable() });
const Text = z.object({ title: z.string().nullable(), paragraphs: z.array(z.string()) });
const Counted = z.object({ messenger: z.enum(MESSENGER_NAMES), now: z.number(), inDigest: z.number() });

async function approvedAlert(tx: Queryable, alertId: number) {
  const sql = `select content, article_id as "articleId" from alerts where id = $1`;
  const alert = await row(tx, Approved, sql, [alertId]);
  if (!alert) throw new Error(`There is no alert ${alertId} to fan out.`);
  const { content, articleId } = alert;
  return { content, article: articleId === null ? null : await articleOf(tx, articleId) };
}

/** null where its text is no longer kept. */
async function articleOf(db: Queryable, id: number): Promise<AlertWords["article"]> {
  const sql = `
    select clean->>'title' as title, coalesce(clean->'paragraphs', '[]') as paragraphs from articles
    where id = $1 and clean is not null`;
  return (await row(db, Text, sql, [id])) ?? null;
}
