import type pg from "pg";
import { z } from "zod";
import type { Telling, Version } from "../../alerts/rereading.ts";
import { CleanArticle, IncomingArticle, PASTE } from "../../articles/article.ts";
import type { Claim } from "../../articles/whose-address.ts";
import type { Summary } from "../../summaries/summary.ts";
import { MINUTE_MS } from "../../time.ts";
import { IN_WORDS_OF } from "../alerts/alerts.ts";
import { SEEN } from "../alerts/source-news.ts";
import { inTransaction, type Queryable, row } from "../database.ts";
import { indexArticle } from "./archive.ts";
import { STILL_NEWS_MS } from "./repeats.ts";

/** The versions of an article's text, kept as soon as there is more than one. */

const Known = z.object({
  source: z.string(),
  state: z.string(),
  hash: z.string().nullable(),
  repeatOf: z.number().nullable(),
  lookAgainAt: z.date().nullable(),
  /** What further feeds of its site brought last, as hashes. */
  echoes: z.record(z.string(), z.string()),
});
type Known = z.infer<typeof Known>;
const Titled = z.object({ title: z.string().nullable() });

/** How often a text that comes back counts as a new version; after that, the source is known to alternate between texts. */
const MOST_RETURNS = 3;

interface Bringing {
  hash: string;
  quiet: boolean;
  claim(known: readonly string[]): Claim;
  /** Whose text it is: the article's own (left out), or what says the same at another place. */
  from?: "itself" | "elsewhere";
}

/**
 * Keeps a new text of a known article as a version, and answers the article whose version it is; undefined where it is no new version.
 *
 * - A repeat's version belongs to the article that it repeats, where both are of one site. What repeats another site's is read anew: it may
 *   have come to another figure.
 * - Another source's text is no version, unless it is a feed of the same site, or an editor had pasted the article's address before its source
 *   brought it.
 * - Where the article is still to be read, or is a dead letter, the new text replaces the first and is read. `quiet`: it is too late for an alert.
 */
export async function keepVersion(
  tx: Queryable,
  articleId: number,
  incoming: IncomingArticle,
  bringing: Bringing,
  now: Date,
): Promise<number | undefined> {
  const known = await row(
    tx,
    Known,
    `select source, state, body_hash as hash, repeat_of as "repeatOf", look_again_at as "lookAgainAt", echoes
       from articles where id = $1 for no key update`,
    [articleId],
  );
  if (!known) return undefined;
  if (known.source !== incoming.source && known.source !== PASTE)
    return keepOthersText(tx, articleId, known, incoming, bringing, now);
  const { hash, quiet, from = "itself" } = bringing;
  if (known.hash === hash && from === "itself") return undefined;
  if (known.state === "repeat" && known.repeatOf !== null)
    return keepRepeatsText(tx, articleId, { ...known, repeatOf: known.repeatOf }, incoming, bringing, now);
  if (known.state === "accepted") return replaceFirst(tx, articleId, incoming, hash);
  if (await isTooSoon(tx, articleId, known, incoming, now)) return undefined;
  if (known.state === "failed") return revive(tx, articleId, incoming, { hash, quiet });
  return known.state === "ready" ? addVersion(tx, articleId, known, incoming, bringing, now) : undefined;
}

/** Of what another source brings: see keepVersion. */
async function keepOthersText(
  tx: Queryable,
  articleId: number,
  known: Known,
  incoming: IncomingArticle,
  bringing: Bringing,
  now: Date,
): Promise<number | undefined> {
  if (!["joins", "echoes"].includes(bringing.claim([known.source]))) return undefined;
  const asOwn = { ...incoming, source: known.source };
  return bringing.from === "elsewhere"
    ? keepVersion(tx, articleId, asOwn, bringing, now)
    : keepEcho(tx, articleId, known, { asOwn, by: incoming.source }, bringing, now);
}

/** Of a text at the address of an article that repeats another: see keepVersion. */
async function keepRepeatsText(
  tx: Queryable,
  articleId: number,
  known: Known & { repeatOf: number },
  incoming: IncomingArticle,
  bringing: Bringing,
  now: Date,
): Promise<number | undefined> {
  const isOthers =
    bringing.from !== "elsewhere" &&
    known.hash !== null &&
    (await isOtherSites(tx, known.repeatOf, incoming.source, bringing));
  if (isOthers)
    return (await isTooSoon(tx, articleId, known, incoming, now))
      ? undefined
      : readAnew(tx, articleId, incoming, bringing, now);
  await noteHash(tx, articleId, bringing.hash);
  if (known.hash === null) return undefined;
  return keepVersion(tx, known.repeatOf, incoming, { ...bringing, from: "elsewhere" }, now);
}

/** The text of an article that is still to be read gives way to the new one. */
async function replaceFirst(
  tx: Queryable,
  articleId: number,
  incoming: IncomingArticle,
  hash: string,
): Promise<number> {
  const replace = "update articles set incoming = $2, body_hash = $3 where id = $1";
  await tx.query(replace, [articleId, JSON.stringify(incoming), hash]);
  return articleId;
}

/** A dead letter is read by its new text. */
async function revive(
  tx: Queryable,
  articleId: number,
  incoming: IncomingArticle,
  { hash, quiet }: Pick<Bringing, "hash" | "quiet">,
): Promise<number> {
  await forgetDeadLetter(tx, articleId);
  const again =
    "update articles set state = 'accepted', incoming = $2, body_hash = $3, quiet = quiet or $4 where id = $1";
  await tx.query(again, [articleId, JSON.stringify(incoming), hash, quiet]);
  return articleId;
}

/** Adds a version to an article that was read, and with the first one the text that it had before. */
async function addVersion(
  tx: Queryable,
  articleId: number,
  known: Known,
  incoming: IncomingArticle,
  { hash, from = "itself" }: Bringing,
  now: Date,
): Promise<number | undefined> {
  // What its own address brings is compared with what that brought last, or the same text would seem new at every look after a repeat's.
  if (from === "itself") await noteHash(tx, articleId, hash);
  if (known.hash === null) return undefined; // it came before hashes were kept: nothing to compare with
  await tx.query(
    `insert into article_versions (article_id, hash, state, incoming, clean, summary, received_at)
     select id, $2, 'read', incoming, clean, summary, received_at from articles where id = $1
     on conflict do nothing`,
    [articleId, known.hash],
  );
  const before = await row(
    tx,
    z.object({ returned: z.number() }),
    "delete from article_versions where article_id = $1 and hash = $2 and returned < $3 returning returned",
    [articleId, hash, MOST_RETURNS],
  );
  const made = await tx.query(
    `insert into article_versions (article_id, hash, state, incoming, received_at, returned)
     values ($1, $2, 'accepted', $3, $4, $5) on conflict do nothing`,
    [articleId, hash, JSON.stringify(incoming), now, before ? before.returned + 1 : 0],
  );
  if (made.rowCount === 0) return undefined;
  await forgetDeadLetter(tx, articleId); // of a version that this one takes the place of
  return articleId;
}

async function noteHash(tx: Queryable, articleId: number, hash: string): Promise<void> {
  await tx.query("update articles set body_hash = $2 where id = $1", [articleId, hash]);
}

async function isOtherSites(
  tx: Queryable,
  articleId: number,
  source: string,
  { claim }: Bringing,
): Promise<boolean> {
  const of = await row(tx, z.object({ source: z.string() }), "select source from articles where id = $1", [
    articleId,
  ]);
  if (!of || of.source === source || of.source === PASTE) return false;
  return !["joins", "echoes"].includes(claim([of.source]));
}

/** Has a repeat read anew by its new text, while it may still be news; undefined where it no longer may. */
async function readAnew(
  tx: Queryable,
  articleId: number,
  incoming: IncomingArticle,
  { hash, quiet }: Bringing,
  now: Date,
): Promise<number | undefined> {
  const again = await tx.query(
    `update articles a set state = 'accepted', repeat_of = null, incoming = $2, body_hash = $3, quiet = quiet or $4,
       look_again_at = ${lookAgain("$6::timestamptz")}
      where id = $1 and received_at > $5`,
    [articleId, JSON.stringify(incoming), hash, quiet, new Date(now.getTime() - STILL_NEWS_MS), now],
  );
  return again.rowCount === 1 ? articleId : undefined;
}

/**
 * The same of a further feed of its site. Its text is held against what that feed brought before, since two feeds may give one article in two
 * ways; and what the article has had already is nothing new, since one feed may be slower than the other.
 */
async function keepEcho(
  tx: Queryable,
  articleId: number,
  known: Known,
  { asOwn, by }: { asOwn: IncomingArticle; by: string },
  bringing: Bringing,
  now: Date,
): Promise<number | undefined> {
  const { hash } = bringing;
  const before = known.echoes[by];
  if (before === hash || !["ready", "repeat"].includes(known.state)) return undefined;
  const of = known.repeatOf ?? articleId;
  const isNew = before !== undefined && known.hash !== hash && !(await hasHad(tx, of, hash));
  const kept = isNew ? await keepVersion(tx, of, asOwn, { ...bringing, from: "elsewhere" }, now) : undefined;
  if (!isNew || kept !== undefined)
    await tx.query(
      "update articles set echoes = echoes || jsonb_build_object($2::text, $3::text) where id = $1",
      [articleId, by, hash],
    );
  return kept;
}

async function hasHad(tx: Queryable, articleId: number, hash: string): Promise<boolean> {
  const had = "select from article_versions where article_id = $1 and hash = $2";
  return (await tx.query(had, [articleId, hash])).rowCount !== 0;
}

async function forgetDeadLetter(tx: Queryable, articleId: number): Promise<void> {
  await tx.query("delete from dead_letters where step = 'article' and subject = $1", [articleId]);
}

const LONGEST_WAIT_MS = 15 * MINUTE_MS;

/** When to look again at an article `a` that was looked at in vain, at `at`: after as long as it was old then, but a quarter of an hour at most. */
export const lookAgain = (at: string): string =>
  `${at} + least(${at} - a.received_at, ${LONGEST_WAIT_MS} * interval '1 ms')`;

/** Some teasers differ with every load ("most read", "2 hours ago"), and each would make us fetch the page. A new title is read at once. */
async function isTooSoon(
  tx: Queryable,
  articleId: number,
  { lookAgainAt }: Known,
  incoming: IncomingArticle,
  now: Date,
): Promise<boolean> {
  if (!incoming.teaser || lookAgainAt === null) return false;
  const wait = lookAgainAt.getTime() - now.getTime();
  if (wait <= 0 || wait > LONGEST_WAIT_MS) return false; // longer: the clock was set back
  const latest = await row(
    tx,
    Titled,
    `select incoming ->> 'title' as title
       from (select id, incoming from article_versions where article_id = $1
             union all select 0, incoming from articles where id = $1) said
      order by id desc limit 1`,
    [articleId],
  );
  return latest?.title === incoming.title;
}

const ToDo = z.object({
  id: z.number(),
  articleId: z.number(),
  state: z.enum(["accepted", "news"]),
  incoming: IncomingArticle,
  now: CleanArticle,
  known: CleanArticle,
  seen: z.boolean(),
  toldAt: z.date().nullable(),
  missed: z.boolean(),
  titled: z.string().nullable(),
  unsaid: z.boolean(),
  alsoFrom: z.array(z.string()),
});

/** The text of an article `a` that editors know: the newest that they were told of or that its alert was made from; else its first. */
const KNOWN = `
  coalesce(
    (select k.clean from article_versions k
      where k.article_id = a.id and k.clean is not null and (k.told_at is not null or k.received_at <= alert.created_at)
      order by k.id desc limit 1),
    (select k.clean from article_versions k where k.article_id = a.id and k.clean is not null order by k.id limit 1),
    a.clean)`;

const FORGET_OVERTAKEN = `
  delete from article_versions older using article_versions newest
   where newest.id = $1 and older.article_id = newest.article_id and older.id < newest.id and older.state = 'accepted'`;

/** Writes down for every editor what they are told, in the transaction of the step that it belongs to. */
export type TellIn = (tx: pg.PoolClient, telling: Telling) => Promise<void>;

export function versionsOn(pool: pg.Pool, tell: TellIn) {
  return {
    /** The newest waiting version of an article. */
    toDo(articleId: number): Promise<Version | undefined> {
      return row(
        pool,
        ToDo,
        `select v.id, v.article_id as "articleId", v.state, v.incoming, a.clean as now, ${KNOWN} as known,
                exists (select from audit where subject = 'alert:' || alert.id and act = any($2) and at >= v.received_at) as seen,
                (select max(told_at) from article_versions where article_id = a.id and state <> 'failed') as "toldAt",
                exists (select from article_versions where article_id = a.id and state = 'failed' and told_at is not null) as missed,
                a.silent_why is not null and a.withdrawn_at is null and alert.id is null
                  and a.received_at > v.received_at - interval '2 days' as unsaid,
                a.also_from as "alsoFrom",
                coalesce(
                  (select k.incoming from article_versions k
                    where k.article_id = a.id and k.id < v.id and (k.state = 'read' or k.state = 'failed' and k.told_at is not null)
                    order by k.id desc limit 1),
                  a.incoming) ->> 'title' as titled
           from article_versions v join articles a on a.id = v.article_id left join alerts alert on ${IN_WORDS_OF("alert", "a.id")}
          where v.article_id = $1 and v.state in ('accepted', 'news') order by v.id desc limit 1`,
        [articleId, SEEN],
      );
    },

    /**
     * Makes a version the article's text and indexes it, in one transaction; older waiting versions are skipped. False where it no longer
     * waits because a newer one was quicker.
     */
    async replace(
      version: Version,
      clean: CleanArticle,
      summary: Summary,
      next: "news" | "read",
    ): Promise<boolean> {
      return inTransaction(pool, async (tx) => {
        const mine = await tx.query(
          "update article_versions set state = $2, clean = $3, summary = $4 where id = $1 and state = 'accepted'",
          [version.id, next, JSON.stringify(clean), JSON.stringify(summary)],
        );
        if (mine.rowCount === 0) return false;
        await tx.query(
          "update article_versions set state = 'read' where article_id = $1 and id < $2 and state in ('accepted', 'news')",
          [version.articleId, version.id],
        );
        await tx.query("update articles set clean = $2, summary = $3 where id = $1", [
          version.articleId,
          JSON.stringify(clean),
          JSON.stringify(summary),
        ]);
        await indexArticle(tx, version.articleId, summary.headline, clean.paragraphs.join("\n"));
        return true;
      });
    },

    /** Editors are told of this version, unless another worker does so, or has. */
    told(versionId: number, telling: Telling): Promise<void> {
      return inTransaction(pool, async (tx) => {
        if (!(await isOurs(tx, versionId, ["news"]))) return;
        await tell(tx, telling);
        const read = "update article_versions set state = 'read', told_at = $2 where id = $1";
        await tx.query(read, [versionId, telling.at]);
      });
    },

    /**
     * Sets a version's final state. Where its text is the article's own, or its page is gone, what came before it and was not read is overtaken: read
     * afterwards, it would be taken for the newest. "same" deletes the version, since some sources' markup differs with every load, and puts
     * off the next look by the article's age, a quarter of an hour at most.
     */
    settle(versionId: number, state: "read" | "gone" | "failed" | "same", telling?: Telling): Promise<void> {
      return inTransaction(pool, async (tx) => {
        if (!(await isOurs(tx, versionId, ["accepted", "news"]))) return;
        if (telling) await tell(tx, telling);
        if (state === "same" || state === "gone") await tx.query(FORGET_OVERTAKEN, [versionId]);
        if (state === "same")
          await tx.query(
            `with same as (delete from article_versions where id = $1 returning article_id, received_at)
             update articles a set look_again_at = ${lookAgain("same.received_at")} from same where a.id = same.article_id`,
            [versionId],
          );
        else
          await tx.query(
            "update article_versions set state = $2, told_at = coalesce($3, told_at) where id = $1",
            [versionId, state, telling && state === "failed" ? telling.at : null],
          );
      });
    },
  };
}

/** Whether a version is in one of these states, and no other worker has it in hand; it is ours until the transaction ends. */
async function isOurs(
  tx: Queryable,
  versionId: number,
  states: readonly Version["state"][],
): Promise<boolean> {
  const found = await tx.query(
    "select from article_versions where id = $1 and state = any($2) for update skip locked",
    [versionId, states],
  );
  return found.rowCount === 1;
}
