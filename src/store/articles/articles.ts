import type pg from "pg";
import { z } from "zod";
import type { Accepted, ArticleDoor } from "../../articles/accept.ts";
import { addressKey } from "../../articles/address.ts";
import { CleanArticle, IncomingArticle, PASTE } from "../../articles/article.ts";
import { Summary } from "../../summaries/summary.ts";
import { DAY_MS, MINUTE_MS } from "../../time.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";
import { indexArticle } from "./archive.ts";
import { isUnheard } from "./repeats.ts";
import { takeOver } from "./taking-over.ts";
import { keepVersion } from "./versions.ts";

/** Articles: what came in, what was made of it, and every key by which it is known again. */

const Waits = z.object({ isAsTaken: z.boolean(), withdrawn: z.boolean() });
const KeyOwner = z.object({ article_id: z.number() });
const Made = z.object({ id: z.number(), trace: z.string() });
const ToDo = z.object({
  id: z.number(),
  quiet: z.boolean(),
  incoming: IncomingArticle,
  /** Further sources of its site that speak for it. */
  alsoFrom: z.array(z.string()),
  /** Of the incoming body. */
  hash: z.string().nullable(),
  trace: z.string().nullable(),
});
export type ArticleToDo = z.infer<typeof ToDo>;

export function articleDoor(pool: pg.Pool): ArticleDoor {
  return {
    async add(incoming, { own, others, hash, claim, newsSince }, quiet, now) {
      return inTransaction<Accepted>(pool, async (tx) => {
        const again = async (id: number): Promise<Accepted> => {
          const anew = await takeOver(tx, id, incoming, { hash, quiet, claim, newsSince });
          if (anew)
            return anew.kind === "accepted"
              ? { ...anew, id, known: true }
              : { kind: "repeat", of: id, again: true };
          if (quiet) await claimKeys(tx, id, [firstLoadKey(incoming.source, id)]);
          else if (incoming.source !== PASTE && (await isNewsAfterAll(tx, id, incoming, hash, now)))
            return { kind: "repeat", of: id, changed: true };
          const changed = await keepVersion(tx, id, incoming, { hash, quiet, claim }, now);
          return changed === undefined
            ? { kind: "repeat", of: id }
            : { kind: "repeat", of: changed, changed: true };
        };
        const known = await row(tx, KeyOwner, "select article_id from article_keys where key = any($1)", [
          [...own, ...others],
        ]);
        if (known) return again(known.article_id);
        const made = await row(
          tx,
          Made,
          `insert into articles (source, quiet, incoming, published_at, received_at, body_hash)
           values ($1, $2, $3, $4, $5, $6) returning id, trace`,
          [incoming.source, quiet, JSON.stringify(incoming), incoming.publishedAt, now, hash],
        );
        if (!made) throw new Error("PostgreSQL returned no id for a new article");
        const owner = await claimKeys(tx, made.id, own);
        if (owner === made.id) return { kind: "accepted", ...made };
        // Another process added it between our select and our insert.
        await tx.query("delete from articles where id = $1", [made.id]);
        return again(owner);
      });
    },
  };
}

/** An article of a first load is still news for this long after its publication. */
const JUST_PUBLISHED_MS = 15 * MINUTE_MS;

/** By this a known article is known to have been in a source's own first load, too. */
function firstLoadKey(source: string, id: number): string {
  return `first load:${source}:${id}`;
}

/**
 * A new source's first load puts everything into the archive, including an article that another source is about to bring as news. That
 * article is then given to the other source, and read again for an alert; but not where the other one's first load had it as well.
 */
async function isNewsAfterAll(
  tx: Queryable,
  id: number,
  incoming: IncomingArticle,
  hash: string,
  now: Date,
): Promise<boolean> {
  const updated = await tx.query(
    `update articles set quiet = false, state = 'accepted', source = $2, incoming = $3, body_hash = $4
      where id = $1 and quiet and source <> $2 and state in ('accepted', 'ready') and withdrawn_at is null and published_at > $5
        and not exists (select from article_keys where key = $6)`,
    [
      id,
      incoming.source,
      JSON.stringify(incoming),
      hash,
      new Date(now.getTime() - JUST_PUBLISHED_MS),
      firstLoadKey(incoming.source, id),
    ],
  );
  return updated.rowCount === 1;
}

/** An article that waits for its text to be read, or undefined when that is done. */
export function articleToDo(pool: pg.Pool, id: number): Promise<ArticleToDo | undefined> {
  return row(
    pool,
    ToDo,
    `select id, quiet, incoming, also_from as "alsoFrom", body_hash as hash, trace from articles where id = $1 and state = 'accepted'`,
    [id],
  );
}

const Known = z.object({
  id: z.number(),
  source: z.string(),
  state: z.enum(["accepted", "ready", "repeat", "archived", "failed"]),
  repeatOf: z.number().nullable(),
  clean: CleanArticle.nullable(),
  summary: Summary.nullable(),
  topics: z.array(z.string()),
});
export type KnownArticle = z.infer<typeof Known>;

export function articleById(pool: pg.Pool, id: number): Promise<KnownArticle | undefined> {
  return row(
    pool,
    Known,
    `select id, source, state, repeat_of as "repeatOf", clean, summary, topics from articles where id = $1`,
    [id],
  );
}

const Waiting = z.object({ id: z.number(), quiet: z.boolean() });

/**
 * The oldest articles that wait to be read, have a new version to be read, or a page to be looked for; those for the archive alone last.
 */
export function articlesToDo(pool: pg.Pool, limit: number): Promise<z.infer<typeof Waiting>[]> {
  return rows(
    pool,
    Waiting,
    `select id, quiet from articles where state = 'accepted'
     union select article_id, false from article_versions where state in ('accepted', 'news')
     union select id, false from articles where left_out = 'look'
     order by quiet, id limit $1`,
    [limit],
  );
}

export interface ReadArticle {
  clean: CleanArticle;
  summary: Summary;
  topics: readonly string[];
  /** More keys by which it is recognised: the text's hash. */
  keys: readonly string[];
  /** The article of the same source of which this one is a repeat with small edits; null for most. */
  repeatOf: number | null;
}

/**
 * Writes what was read of an article and its index, and in the same transaction whatever follows from it (`also`: the draft, the delivery
 * rows), which it answers. Where another article has the same text, this one becomes its repeat and nothing follows. "done before": another
 * worker was quicker; "changed": its source brought a new text meanwhile, or the owner of its address brought it, which is to be read instead.
 */
export async function completeArticle<T>(
  pool: pg.Pool,
  {
    id,
    hash,
    quiet,
    incoming,
    alsoFrom,
  }: Pick<ArticleToDo, "id" | "hash" | "quiet" | "incoming"> & {
    alsoFrom: readonly string[];
  },
  read: ReadArticle,
  also: (tx: pg.PoolClient) => Promise<T>,
): Promise<T | { kind: "repeat" | "done before" | "changed" }> {
  return inTransaction(pool, async (tx) => {
    // "no key": another transaction that inserts a reference to this article (story_kin) need not wait for us.
    const mine = await row(
      tx,
      Waits,
      `select body_hash is not distinct from $2 and source = $3 and also_from = $4 as "isAsTaken", withdrawn_at is not null as withdrawn
         from articles where id = $1 and state = 'accepted' for no key update`,
      [id, hash, incoming.source, alsoFrom],
    );
    if (!mine) return { kind: "done before" };
    if (!mine.isAsTaken) return { kind: "changed" };
    const twin = await notRepeating(tx, read.repeatOf, id);
    const keys = mine.withdrawn ? [] : read.keys; // nobody will hear of it: what says the same is no repeat
    const owner = twin ?? (await claimKeys(tx, id, keys));
    const mayTell = twin === null && !quiet;
    if (owner !== id && !(mayTell && (await takeKeys(tx, id, keys, owner)))) {
      await tx.query("update articles set state = 'repeat', repeat_of = $2 where id = $1", [id, owner]);
      return { kind: "repeat" };
    }
    await tx.query(
      "update articles set state = 'ready', clean = $2, summary = $3, topics = $4 where id = $1",
      [id, JSON.stringify(read.clean), JSON.stringify(read.summary), read.topics],
    );
    if (read.clean.link !== null) {
      const hint = `hint:${addressKey(read.clean.link)}`;
      await tx.query("insert into article_keys (key, article_id) values ($1, $2) on conflict do nothing", [
        hint,
        id,
      ]);
    }
    await indexArticle(tx, id, read.summary.headline, read.clean.paragraphs.join("\n"));
    return also(tx);
  });
}

/** null where nobody will hear of the twin, or it has become this one's repeat in between: of two that repeat each other, nobody would hear. */
async function notRepeating(tx: pg.PoolClient, twin: number | null, id: number): Promise<number | null> {
  if (twin === null || (await isUnheard(tx, twin))) return null;
  const repeats = await tx.query("select from articles where id = $1 and repeat_of = $2", [twin, id]);
  return repeats.rowCount === 0 ? twin : null;
}

/** The other articles that came from this address ("url:") or named it as their own ("hint:"). Doors look at "url:" keys only. */
export async function articlesKnownAt(pool: pg.Pool, address: string, not: number): Promise<number[]> {
  const key = addressKey(address);
  const known = await rows(
    pool,
    KeyOwner,
    "select article_id from article_keys where key = any($1) and article_id <> $2 order by article_id",
    [[`url:${key}`, `hint:${key}`], not],
  );
  return known.map(({ article_id }) => article_id);
}

/**
 * Takes the keys of a text from another source's article that had it first, where nobody has been told of that one: it went to the archive (a
 * first load, a paused source), is a source's draft, or was left unsaid since its story has a draft. Whether this article is then told, too, is a
 * matter of its story. A day later it is no news.
 */
async function takeKeys(
  tx: pg.PoolClient,
  id: number,
  keys: readonly string[],
  from: number,
): Promise<boolean> {
  const taken = await tx.query(
    `update article_keys set article_id = $1
       from articles mine, articles other
      where key = any($2) and article_id = $3 and mine.id = $1 and other.id = $3 and other.source not in (mine.source, $4)
        and other.state = 'ready' and other.withdrawn_at is null
        and (other.silent_why is null or not exists (
          select from articles told where told.story_id = other.story_id and exists (
            select from alerts where (article_id = told.id or words_of = told.id) and state not in ('draft', 'rejected'))))
        and coalesce(other.published_at, other.received_at) > mine.received_at - interval '1 day'
        and not exists (select from alerts where (article_id = $3 or words_of = $3) and state <> 'draft')`,
    [id, keys, from, PASTE],
  );
  return taken.rowCount !== 0;
}

/** Claims keys for an article. Answers their owner: this article, or an earlier one that has one of them. */
async function claimKeys(tx: pg.PoolClient, id: number, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return id;
  await tx.query(
    `insert into article_keys (key, article_id) select key, $1 from unnest($2::text[]) as key order by key
     on conflict do nothing`,
    [id, keys],
  );
  const other = await row(
    tx,
    KeyOwner,
    "select article_id from article_keys where key = any($1) and article_id <> $2 order by article_id limit 1",
    [keys, id],
  );
  return other?.article_id ?? id;
}

/** Those of the keys that some article has. */
export async function knownKeys(pool: pg.Pool, keys: readonly string[]): Promise<Set<string>> {
  const found = await rows(
    pool,
    z.object({ key: z.string() }),
    "select key from article_keys where key = any($1)",
    [[...keys]],
  );
  return new Set(found.map(({ key }) => key));
}

/**
 * Sources whose articles are all too old for an alert when they arrive: each of the last five was dated more than `hours` before it came.
 * Where the five came within an hour they may be a first load, which does not count.
 */
export async function datedTooEarly(pool: pg.Pool, hours: number, now: Date): Promise<string[]> {
  const found = await rows(
    pool,
    z.object({ source: z.string() }),
    `select source from (
       select source, published_at, received_at, row_number() over (partition by source order by id desc) as nth
         from articles where received_at > $1 and published_at is not null) latest
      where nth <= 5
      group by source
     having count(*) = 5 and max(received_at) - min(received_at) > interval '1 hour'
        and bool_and(published_at < received_at - $2 * interval '1 hour')`,
    [new Date(now.getTime() - 14 * DAY_MS), hours],
  );
  return found.map(({ source }) => source);
}
