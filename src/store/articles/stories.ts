import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import { z } from "zod";
import { AlertState } from "../../alerts/alert.ts";
import { CleanArticle } from "../../articles/article.ts";
import { Trace } from "../../articles/similarity.ts";
import { type Kin, Kinship, type Placed } from "../../articles/story.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";

/**
 * Stories: which articles tell the same event.
 *
 * Two workers may read two articles of one story at the same moment. So an article is first placed in its story, in a short transaction under
 * one global lock: the second one finds the first. Whether it becomes an alert is decided later with the rows of the stories locked
 * (`toldIn`), so that the second worker sees what the first decided.
 */

export const PLACING = 0x7374; // advisory lock "st"
const MOST_CANDIDATES = 30; // those that share the most words; further ones were never related (bench/stories)
const FORGET_AT_ONCE = 500;

const Candidate = z.object({ articleId: z.number(), storyId: z.number(), source: z.string(), trace: Trace });

export interface Placing {
  articleId: number;
  source: string;
  trace: Trace;
  terms: readonly string[];
  /** Articles placed before this moment are not compared. */
  since: Date;
  now: Date;
}

/**
 * Puts an article into the story of its closest kin, or opens a new story. Answers its kin, the closest first. Placing it again, after a
 * worker died, changes nothing, unless its source has brought another text in the meantime.
 *
 * Kin are searched before the lock is taken, and under the lock only among articles placed since, because everyone else waits for it.
 */
export async function placeInStory(
  pool: pg.Pool,
  article: Placing,
  kinAmong: (candidates: readonly Placed[]) => Kin[],
): Promise<Kin[]> {
  await forgetBefore(pool, article.since);
  // Asked first: an article placed in between is seen twice rather than never.
  const seen = await row(pool, Seen, "select coalesce(max(placed), 0) as last from story_traces");
  const known = await candidates(pool, article);
  const kin = kinAmong(known);
  return inTransaction(pool, async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1)", [PLACING]);
    const fresh = await rows(tx, Candidate, PLACED_SINCE, [
      seen?.last ?? 0,
      article.terms,
      article.articleId,
      article.since,
    ]);
    const own = fresh.find(({ articleId }) => articleId === article.articleId);
    if (own && isDeepStrictEqual(own.trace, article.trace)) return kinOfPlaced(tx, article.articleId);
    if (own) await tx.query(TAKE_OUT, [article.articleId]);
    const met = new Set([article.articleId, ...known.map(({ articleId }) => articleId)]);
    const others = fresh.filter(({ articleId }) => !met.has(articleId));
    const found = others.length === 0 ? kin : kinAmong([...known, ...others]);
    await tx.query(PLACE, [
      article.articleId,
      found[0]?.storyId ?? null,
      article.source,
      article.now,
      article.terms,
      JSON.stringify(article.trace),
      found.map(({ articleId }) => articleId),
      found.map(({ kinship }) => kinship),
    ]);
    return found;
  });
}

const ToldKin = z.object({
  articleId: z.number(),
  alertId: z.number(),
  headline: z.string(),
  corrected: z.boolean(),
  source: z.string(),
  state: AlertState,
  breaking: z.boolean(),
  kinship: Kinship,
  at: z.date(),
});
/** The alert of an article's kin. */
export type ToldKin = z.infer<typeof ToldKin>;

/**
 * The alerts about an article's kin since a moment, newest first. Locks their stories until the transaction ends: the next one who asks waits,
 * and sees what was decided here. An article that was never placed has no kin.
 */
export async function toldIn(tx: Queryable, articleId: number, since: Date): Promise<ToldKin[]> {
  // By ids, since with a join the planner reads all articles.
  await tx.query(
    `select from stories where id = any(array(
       select story_id from articles where id = any(array(select $1::bigint union all (${KIN})))))
     order by id for no key update`,
    [articleId],
  );
  return rows(
    tx,
    ToldKin,
    `select a.article_id as "articleId", a.id as "alertId", a.content ->> 'headline' as headline, a.corrections > 0 as corrected,
            article.source, a.state,
            (a.content ->> 'breaking')::boolean as breaking, kin.kinship, coalesce(a.decided_at, a.created_at) as at
       from (select earlier_id as id, kinship from story_kin where article_id = $1
             union select article_id, kinship from story_kin where earlier_id = $1) as kin
       join articles article on article.id = kin.id
       join alerts a on a.article_id = kin.id
      where coalesce(a.decided_at, a.created_at) >= $2 and not (a.state = 'draft' and article.withdrawn_at is not null)
      order by a.id desc`,
    [articleId, since],
  );
}

/** The cleaned text of an article, or undefined while it has not been read. */
export async function textOf(db: Queryable, articleId: number): Promise<CleanArticle | undefined> {
  const read = await row(
    db,
    z.object({ clean: CleanArticle.nullable() }),
    "select clean from articles where id = $1",
    [articleId],
  );
  return read?.clean ?? undefined;
}

/** As `textOf`; of a repeat, which keeps no text of its own, that of what it repeats. */
export async function originalTextOf(db: Queryable, articleId: number): Promise<CleanArticle | undefined> {
  const read = await row(
    db,
    z.object({ clean: CleanArticle }),
    `with recursive original as (
       select id, repeat_of, clean from articles where id = $1
       union
       select a.id, a.repeat_of, a.clean from original o join articles a on a.id = o.repeat_of where o.clean is null
     )
     select clean from original where clean is not null limit 1`,
    [articleId],
  );
  return read?.clean;
}

/** The texts that an article has had since its first, the newest first; none where it never had another. */
export async function textsOf(db: Queryable, articleId: number): Promise<CleanArticle[]> {
  const read = await rows(
    db,
    z.object({ clean: CleanArticle }),
    "select clean from article_versions where article_id = $1 and clean is not null order by id desc",
    [articleId],
  );
  return read.map(({ clean }) => clean);
}

/** Records that an article is archived without an alert, and why, in the transaction that reads it. */
export async function keepSilent(tx: Queryable, articleId: number, why: string): Promise<void> {
  await tx.query("update articles set silent_why = $2 where id = $1", [articleId, why]);
}

const Silent = z.object({ headline: z.string(), why: z.string(), link: z.string().nullable() });

/** How many articles since a moment became no alert because of their story, and the newest of them. */
export async function silentArticles(
  db: Queryable,
  since: Date,
  limit: number,
): Promise<{ count: number; newest: z.infer<typeof Silent>[] }> {
  const counted = await row(
    db,
    z.object({ count: z.number() }),
    "select count(*) from articles where silent_why is not null and received_at >= $1",
    [since],
  );
  const newest = await rows(
    db,
    Silent,
    `select coalesce(summary ->> 'headline', '') as headline, silent_why as why, clean ->> 'link' as link
       from articles where silent_why is not null and received_at >= $1 order by received_at desc, id desc limit $2`,
    [since, limit],
  );
  return { count: counted?.count ?? 0, newest };
}

const KIN = `select earlier_id from story_kin where article_id = $1 union select article_id from story_kin where earlier_id = $1`;

const Seen = z.object({ last: z.number() });

async function candidates(db: Queryable, { articleId, terms, since }: Placing): Promise<Placed[]> {
  return rows(
    db,
    Candidate,
    `select article_id as "articleId", story_id as "storyId", source, trace
       from story_traces
      where terms && $2::text[] and article_id <> $1 and seen_at >= $3
      order by cardinality(array(select unnest(terms) intersect select unnest($2::text[]))) desc, article_id desc
      limit $4`,
    [articleId, terms, since, MOST_CANDIDATES],
  );
}

/** Candidates that were placed since, and the article itself. */
const PLACED_SINCE = `
  select article_id as "articleId", story_id as "storyId", source, trace
  from story_traces where (placed > $1 and terms && $2::text[] and seen_at >= $4) or article_id = $3`;

const TAKE_OUT = `
  with traced as (delete from story_traces where article_id = $1) delete from story_kin where article_id = $1 or earlier_id = $1`;

/** Writes everything about a placed article in one statement; opens a story where $2 is null. */
const PLACE = `
  with opened as (insert into stories (opened_at) select $4 where $2::bigint is null returning id),
  story as (select coalesce($2::bigint, (select id from opened)) as id),
  traced as (
    insert into story_traces (article_id, story_id, source, seen_at, terms, trace)
    select $1, id, $3, $4, $5::text[], $6::jsonb from story
  ),
  kin as (
    insert into story_kin (article_id, earlier_id, kinship)
    select $1, earlier, kinship from unnest($7::bigint[], $8::text[]) as kin (earlier, kinship)
  )
  update articles set story_id = story.id from story where articles.id = $1`;

async function kinOfPlaced(tx: Queryable, articleId: number): Promise<Kin[]> {
  const kin = await rows(
    tx,
    Candidate.omit({ trace: true }).extend({ kinship: Kinship }),
    `select t.article_id as "articleId", t.story_id as "storyId", t.source, k.kinship
       from story_kin k join story_traces t on t.article_id = k.earlier_id
      where k.article_id = $1`,
    [articleId],
  );
  return kin.sort((a, b) => Kinship.options.indexOf(a.kinship) - Kinship.options.indexOf(b.kinship));
}

/** "skip locked": concurrent workers delete different rows, and none waits. */
async function forgetBefore(db: Queryable, since: Date): Promise<void> {
  await db.query(
    `delete from story_traces where article_id in
       (select article_id from story_traces where seen_at < $1 limit $2 for update skip locked)`,
    [since, FORGET_AT_ONCE],
  );
}
