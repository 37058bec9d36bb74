import { z } from "zod";
import { type IncomingArticle, PASTE } from "../../articles/article.ts";
import type { Claim } from "../../articles/whose-address.ts";
import { MINUTE_MS } from "../../time.ts";
import { type Queryable, row } from "../database.ts";
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
  if (await isStillToBeTold(tx, articleId, hash)) return articleId;
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

/** The article has this text, of which editors are still to be told: what came in between was not read, and is overtaken. */
async function isStillToBeTold(tx: Queryable, articleId: number, hash: string): Promise<boolean> {
  const news = await tx.query(
    `update article_versions set returned = returned + 1
      where article_id = $1 and hash = $2 and state = 'news' and returned < $3`,
    [articleId, hash, MOST_RETURNS],
  );
  if (news.rowCount === 0) return false;
  await tx.query("delete from article_versions where article_id = $1 and state = 'accepted'", [articleId]);
  await forgetDeadLetter(tx, articleId);
  return true;
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
