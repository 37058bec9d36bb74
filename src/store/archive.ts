import { z } from "zod";
import type { Archive, FoundPage, PageOf } from "../chat/ports.ts";
import { tsqueryOf, vectorOf } from "../search/lexemes.ts";
import type { SearchQuery } from "../search/query.ts";
import { forgivable, isOneErrorAway, pieces } from "../search/typos.ts";
import { wordsOf } from "../search/words.ts";
import { type Queryable, rows } from "./database.ts";

/** The archive, asked: PostgreSQL's full text search over our own lexemes (search/lexemes.ts). */

/**
 * Makes an article findable as soon as the transaction commits; to be called where it becomes 'ready'. `text` is the cleaned
 * text, its paragraphs one after the other.
 */
export async function indexArticle(db: Queryable, id: number, title: string, text: string): Promise<void> {
  await db.query("update articles set search = $2::tsvector where id = $1", [id, vectorOf(title, text)]);
  const kept = forgivable(wordsOf(title)).flatMap((word) => pieces(word).map((piece) => ({ word, piece })));
  await db.query(
    `insert into search_words (piece, word)
     select piece, word from unnest($1::text[], $2::text[]) as kept (piece, word)
     where not exists (select from search_words known where known.piece = kept.word and known.word = kept.word)`,
    [kept.map(({ piece }) => piece), kept.map(({ word }) => word)],
  );
}

/** `outlets` gives the outlet's name for a source's id; a source that is not in it has none. */
export function openArchive(db: Queryable, outlets: ReadonlyMap<string, string>): Archive {
  return {
    async search(query, page) {
      for await (const { tsquery, near } of attempts(db, query)) {
        const answer = await find(db, outlets, SEARCH, page, [tsquery]);
        // Past the last page there is nothing, and that is no reason to look for less.
        if (answer.found.length > 0 || (page.offset > 0 && (await matches(db, tsquery)))) {
          return { ...answer, near };
        }
      }
      return { found: [], more: false, near: false };
    },
    latest: (page) => find(db, outlets, LATEST, page, []),
  };
}

/** What to ask for, one after the other until something is found: all words, also misspelt, all but one, any. */
async function* attempts(
  db: Queryable,
  query: SearchQuery,
): AsyncGenerator<{ tsquery: string; near: boolean }> {
  const exact = tsqueryOf(query);
  if (exact === null) return;
  yield { tsquery: exact, near: false };
  const spellings = await spellingsOf(db, query.words);
  for (const missing of [0, 1, Infinity]) {
    const tsquery = tsqueryOf(query, missing, spellings);
    if (tsquery !== null && tsquery !== exact) yield { tsquery, near: true };
  }
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
  return new Map(
    [...near].map(([typed, found]) => [typed, found.slice(0, MOST_SPELLINGS).map(({ meant }) => meant)]),
  );
}

const COLUMNS = `
  id, source, coalesce(published_at, received_at) as at, clean->>'link' as link,
  coalesce(nullif(summary->>'headline', ''), clean->>'title', '') as headline`;

// A word in the title weighs ten times one in the text. Ranks that differ only after the second digit are as good as
// equal: the newer article comes first.
const SEARCH = `
  select ${COLUMNS}
  from articles, cast($3 as tsquery) as asked
  where state = 'ready' and search @@ asked
  order by round(ts_rank('{0.1, 0.2, 0.4, 1}', search, asked)::numeric, 2) desc, received_at desc, id desc
  limit $1 offset $2`;

const LATEST = `
  select ${COLUMNS} from articles where state = 'ready' order by received_at desc, id desc limit $1 offset $2`;

const FoundRow = z.object({
  id: z.number(),
  source: z.string(),
  at: z.date(),
  link: z.string().nullable(),
  headline: z.string(),
});

async function find(
  db: Queryable,
  outlets: ReadonlyMap<string, string>,
  sql: string,
  { offset, limit }: PageOf,
  values: readonly unknown[],
): Promise<FoundPage> {
  const found = await rows(db, FoundRow, sql, [limit + 1, offset, ...values]); // one more tells of a next page
  const articles = found.slice(0, limit).map(({ source, ...rest }) => ({
    ...rest,
    outlet: outlets.get(source) ?? null,
  }));
  return { found: articles, more: found.length > limit, near: false };
}

async function matches(db: Queryable, tsquery: string): Promise<boolean> {
  const sql = "select 1 from articles where state = 'ready' and search @@ cast($1 as tsquery) limit 1";
  return (await db.query(sql, [tsquery])).rows.length > 0;
}
