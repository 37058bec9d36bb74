import { z } from "zod";
import type { Archive, FoundArticle, FoundPage, PageOf } from "../../chat/ports.ts";
import type { DaySpan } from "../../search/days.ts";
import { tsqueryOf, vectorOf } from "../../search/lexemes.ts";
import { readQuery, type SearchQuery } from "../../search/query.ts";
import { withShortNames } from "../../search/short-names.ts";
import { forgivable, isOneErrorAway, pieces } from "../../search/typos.ts";
import { wordsOf } from "../../search/words.ts";
import { JAKARTA, localTime } from "../../time.ts";
import { type Queryable, row, rows } from "../database.ts";

/** Searching the archive: PostgreSQL's full text search over our own lexemes (search/lexemes.ts). */

/**
 * Makes an article findable as soon as the transaction commits; to be called where it becomes 'ready'. `text` is the cleaned
 * text, its paragraphs one after the other.
 */
export async function indexArticle(db: Queryable, id: number, title: string, text: string): Promise<void> {
  await db.query(`update articles set search = $2::tsvector || ${MARKS} where id = $1`, [
    id,
    vectorOf(title, text),
  ]);
  const kept = forgivable(wordsOf(title)).flatMap((word) => pieces(word).map((piece) => ({ word, piece })));
  await db.query(
    `insert into search_words (piece, word)
     select piece, word from unnest($1::text[], $2::text[]) as kept (piece, word)
     where not exists (select from search_words known where known.piece = kept.word and known.word = kept.word)`,
    [kept.map(({ piece }) => piece), kept.map(({ word }) => word)],
  );
}

/** Sources' names by their ids. */
export type Outlets = Pick<ReadonlyMap<string, string>, "get">;

/** `outlets` gives the outlet's name for a source's id; a source that is not in it has none. */
export function openArchive(db: Queryable, outlets: Outlets): Archive {
  return {
    async search(query, page, within) {
      if (page.offset >= MOST_RANKED) return NOTHING;
      const stretch = await stretchOf(db, within);
      if (stretch === null) return NOTHING;
      for await (const { tsquery, every, near, spellings } of attempts(db, withShortNames(query))) {
        const answer = await ranked(db, outlets, { tsquery, every, within, stretch }, page);
        // An empty page after the last one is no reason to search with fewer words.
        if (answer.found.length > 0 || (page.offset > 0 && (await matches(db, tsquery, within)))) {
          const meant = meantBy(query, spellings, answer.found[0]?.headline ?? "");
          return { ...answer, near, ...(meant !== null && { meant }) };
        }
      }
      return NOTHING;
    },
    latest: (page, within) =>
      within === undefined
        ? find(db, outlets, LATEST, page, [])
        : find(db, outlets, LATEST_WITHIN, page, [within.from, within.until]),
    async one(id) {
      const found = await row(
        db,
        FoundRow.extend({ summary: z.string() }),
        `select ${COLUMNS}, coalesce(summary->>'text', '') as summary from articles where state = 'ready' and id = $1`,
        [id],
      );
      return found ? { ...foundOf(found, outlets), summary: found.summary } : null;
    },
  };
}

const NOTHING: FoundPage = { found: [], more: false, near: false };

/** The searches to try until one finds something: all words, all words with spellings corrected, all but one, any of them. */
async function* attempts(
  db: Queryable,
  query: SearchQuery,
): AsyncGenerator<Pick<Asked, "tsquery" | "every"> & { near: boolean; spellings: Spellings }> {
  const exact = tsqueryOf(query);
  if (exact === null) return;
  yield { tsquery: exact, every: true, near: false, spellings: new Map() };
  const spellings = await spellingsOf(db, query.words);
  // Where a word may be missing, a misspelt word with several possible meanings is of no use.
  const surely = new Map([...spellings].filter(([, meant]) => meant.length === 1));
  for (const missing of [0, 1, Infinity]) {
    const tsquery = tsqueryOf(query, missing, missing === 0 ? spellings : surely);
    if (tsquery !== null && tsquery !== exact) yield { tsquery, every: missing === 0, near: true, spellings };
  }
}

const ENOUGH = 100; // matches among which to look for the best
const ENOUGH_OF_WHAT_IS_NEAR = 20; // fewer will do: none of them has all the words

/** For each misspelt word, the words that may have been meant. */
type Spellings = ReadonlyMap<string, readonly string[]>;

/** The query with its misspelt words as the best match spells them; null where the match does not have every word. */
function meantBy(
  { words, phrases, either }: SearchQuery,
  spellings: Spellings,
  headline: string,
): string | null {
  if (spellings.size === 0 || phrases.length + either.length > 0) return null;
  const there = new Set(wordsOf(headline));
  const meant = words.map((word) =>
    there.has(word) ? word : spellings.get(word)?.find((spelling) => there.has(spelling)),
  );
  return meant.includes(undefined) ? null : meant.join(" ");
}

const MOST_SPELLINGS = 8; // of one word; more are a short word's neighbours by chance

/** For each word that stands in no title, those that do and are one typing error away. */
async function spellingsOf(db: Queryable, words: readonly string[]): Promise<Map<string, string[]>> {
  const asked = forgivable(words).flatMap((typed) => pieces(typed).map((piece) => ({ typed, piece })));
  const pairs = await rows(
    db,
    z.object({ typed: z.string(), meant: z.string() }),
    `select distinct typed, found.word as meant
     from unnest($1::text[], $2::text[]) as asked (typed, piece)
     cross join lateral (select word from search_words where search_words.piece = asked.piece limit 50) as found
     where not exists (select from search_words known where known.piece = typed and known.word = typed)
     order by typed, meant`,
    [asked.map(({ typed }) => typed), asked.map(({ piece }) => piece)],
  );
  const near = Map.groupBy(
    pairs.filter(({ typed, meant }) => isOneErrorAway(typed, meant)),
    ({ typed }) => typed,
  );
  for (const word of await writtenOften(db, [...near.keys()])) near.delete(word);
  return new Map(
    [...near].map(([typed, found]) => [typed, found.slice(0, MOST_SPELLINGS).map(({ meant }) => meant)]),
  );
}

/** Those of these words that many articles contain: no misspellings, although no title has them. */
async function writtenOften(db: Queryable, words: readonly string[]): Promise<string[]> {
  const found = await rows(
    db,
    z.object({ word: z.string() }),
    `select word from unnest($1::text[], $2::text[]) as typed (word, asked)
     where ${OFTEN} = (select count(*) from (select from articles where search @@ asked::tsquery limit ${OFTEN}) few)`,
    [words, words.map((word) => tsqueryOf(readQuery(word)))],
  );
  return found.map(({ word }) => word);
}

const OFTEN = 10;

const AT = "coalesce(published_at, received_at)";
const COLUMNS = `
  id, source, ${AT} as at, clean->>'link' as link,
  coalesce(nullif(summary->>'headline', ''), clean->>'title', '') as headline`;

/**
 * Besides its words, an article's lexemes contain two marks: its block of two thousand articles, and its month. A search that also asks for
 * blocks or months is limited to them by the index itself: a common word costs no more than the newest blocks, and an old month no more than
 * that month. Months are Jakarta's wherever the newsroom is, since they are kept.
 */
export const MARKS = `array_to_tsvector(array[
  '#' || id / 2000, to_char(coalesce(published_at, received_at) at time zone '${JAKARTA}', '"#"YYYY-MM')])`;
const BLOCK = 2_000;

// "materialized", and the days are compared afterwards. Otherwise the planner may walk the archive by date and unpack the words of each
// article, which takes a hundred times as long (it does so while many new entries are not yet merged into the index).
const MATCHING = `
  worded as materialized (
    select id, received_at, ${AT} as at from articles where state = 'ready' and search @@ cast($1 as tsquery)
  ),
  matching as (
    select id, received_at from worded where ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
  )`;

// Only the newest matches are ranked. Those whose title has every word come first, the newest before all: who asks for "gempa" wants the last
// one. Then a word in the title weighs ten times one in the text; of equal ranks, rounded to two digits, the newer article comes first.
const MOST_RANKED = 500;
const SEARCH = `
  with ${MATCHING},
  newest as (select id from matching order by received_at desc, id desc limit ${MOST_RANKED})
  select ${COLUMNS}, (select count(*) from matching) as matching
  from newest join articles using (id)
  order by
    case when search @@ cast($7 as tsquery) then 2 else round(ts_rank('{0.1, 0.2, 0.4, 1}', search, cast($4 as tsquery))::numeric, 2) end desc,
    ${AT} desc, id desc
  limit $5 offset $6`;

const LATEST = `
  select ${COLUMNS} from articles where state = 'ready' order by received_at desc, id desc limit $1 offset $2`;

const LATEST_WITHIN = `
  select ${COLUMNS} from articles where state = 'ready' and ${AT} >= $3 and ${AT} < $4
  order by ${AT} desc, id desc limit $1 offset $2`;

/** The range of ids to search. */
interface Stretch {
  oldest: number;
  newest: number;
}

const Ends = z.object({ oldest: z.number().nullable(), newest: z.number().nullable() });

/** null where there are no articles. Only for speed: an article dated much earlier than it came may lie outside. */
async function stretchOf(db: Queryable, within: DaySpan | undefined): Promise<Stretch | null> {
  const ends =
    within === undefined
      ? await row(db, Ends, "select min(id) as oldest, max(id) as newest from articles")
      : await row(db, Ends, ENDS_WITHIN, [within.from, within.until]);
  if (!ends || ends.oldest === null || ends.newest === null) return null;
  return { oldest: Math.min(ends.oldest, ends.newest), newest: ends.newest };
}

const IN_SPAN = `select id from articles where state = 'ready' and ${AT} >= $1 and ${AT} < $2`;
const ENDS_WITHIN = `
  select (${IN_SPAN} order by ${AT}, id limit 1) as oldest,
         (${IN_SPAN} order by ${AT} desc, id desc limit 1) as newest`;

interface Asked {
  tsquery: string;
  /** Of every word, or of some. */
  every: boolean;
  within: DaySpan | undefined;
  stretch: Stretch;
}

const NARROW = 2; // blocks; the newest one is not full
const WIDE = 25; // blocks; asking for more marks costs more than it saves
const FEW = 2_000; // so many matches in the whole archive are ranked quickly

/**
 * Searches the newest blocks first. The number of matches there gives an estimate for the whole archive: where that is small, everything is
 * searched next, otherwise a wider window, which then has enough.
 */
async function ranked(
  db: Queryable,
  outlets: Outlets,
  { tsquery, every, within, stretch }: Asked,
  page: PageOf,
): Promise<FoundPage> {
  const wanted = Math.max(every ? ENOUGH : ENOUGH_OF_WHAT_IS_NEAR, page.offset + page.limit + 1);
  const last = blockOf(stretch.newest);
  const blocks = last - blockOf(stretch.oldest) + 1;
  for (let window = NARROW; ;) {
    const all = window >= blocks;
    const marks = all ? monthsOf(within) : newestBlocks(window, last);
    const found = await rows(db, Ranked, SEARCH, [
      marks.length === 0 ? tsquery : `(${tsquery}) & (${marks.map((mark) => `'${mark}'`).join(" | ")})`,
      within?.from,
      within?.until,
      tsquery,
      page.limit + 1, // one more tells of a next page
      page.offset,
      every ? inTitle(tsquery) : null,
    ]);
    const matching = found[0]?.matching ?? 0;
    if (all || matching >= wanted) return pageFrom(found, outlets, page);
    const inAll = (matching / window) * blocks;
    window = window < WIDE && inAll > FEW ? WIDE : blocks;
  }
}

/** The same asked of titles alone, whose words have the weight A. */
function inTitle(tsquery: string): string {
  return tsquery.replaceAll(/'(?:[^'\\]|''|\\.)*'/g, "$&:A");
}

function blockOf(id: number): number {
  return Math.floor(id / BLOCK);
}

function newestBlocks(count: number, last: number): string[] {
  return Array.from({ length: count }, (_, i) => `#${last - i}`);
}

const MOST_MONTHS = 24; // a longer span is not kept to its months, only to its days

/** The marks of the months that a span touches. */
function monthsOf(within: DaySpan | undefined): string[] {
  if (within === undefined) return [];
  const { from, until } = within;
  const month = (at: number): number => {
    const local = localTime(new Date(at), JAKARTA);
    return local.getUTCFullYear() * 12 + local.getUTCMonth();
  };
  const [first, last] = [month(from.getTime()), month(until.getTime() - 1)];
  if (last - first >= MOST_MONTHS) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const number = first + i;
    return `#${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
  });
}

const FoundRow = z.object({
  id: z.number(),
  source: z.string(),
  at: z.date(),
  link: z.string().nullable(),
  headline: z.string(),
});

const Ranked = FoundRow.extend({ matching: z.number() });

async function find(
  db: Queryable,
  outlets: Outlets,
  sql: string,
  page: PageOf,
  values: readonly unknown[],
): Promise<FoundPage> {
  const found = await rows(db, FoundRow, sql, [page.limit + 1, page.offset, ...values]);
  return pageFrom(found, outlets, page);
}

function pageFrom(
  found: readonly z.infer<typeof FoundRow>[],
  outlets: Outlets,
  { limit }: PageOf,
): FoundPage {
  const articles = found.slice(0, limit).map((article) => foundOf(article, outlets));
  return { found: articles, more: found.length > limit, near: false };
}

function foundOf(
  { id, source, at, link, headline }: z.infer<typeof FoundRow>,
  outlets: Outlets,
): FoundArticle {
  return { id, outlet: outlets.get(source) ?? null, at, link, headline };
}

async function matches(db: Queryable, tsquery: string, within: DaySpan | undefined): Promise<boolean> {
  const sql = `with ${MATCHING} select 1 from matching limit 1`;
  return (await db.query(sql, [tsquery, within?.from, within?.until])).rows.length > 0;
}
