import { z } from "zod";
import type { Archive, FoundPage, PageOf } from "../chat/ports.ts";
import { tsqueryOf, vectorOf } from "../search/lexemes.ts";
import { type Queryable, rows } from "./database.ts";

/** The archive, asked: PostgreSQL's full text search over our own lexemes (search/lexemes.ts). */

/**
 * Makes an article findable as soon as the transaction commits; to be called where it becomes 'ready'. `text` is the cleaned
 * text, its paragraphs one after the other.
 */
export async function indexArticle(db: Queryable, id: number, title: string, text: string): Promise<void> {
  await db.query("update articles set search = $2::tsvector where id = $1", [id, vectorOf(title, text)]);
}

/** `outlets` gives the outlet's name for a source's id; a source that is not in it has none. */
export function openArchive(db: Queryable, outlets: ReadonlyMap<string, string>): Archive {
  return {
    async search(query, page) {
      for (const missing of [0, 1, Infinity]) {
        const tsquery = tsqueryOf(query, missing);
        if (tsquery === null) break;
        const answer = await find(db, outlets, SEARCH, page, [tsquery]);
        // Past the last page there is nothing, and that is no reason to look for less.
        if (answer.found.length > 0 || (page.offset > 0 && (await matches(db, tsquery)))) {
          return { ...answer, near: missing > 0 };
        }
      }
      return { found: [], more: false, near: false };
    },
    latest: (page) => find(db, outlets, LATEST, page, []),
  };
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
