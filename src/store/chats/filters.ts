import type pg from "pg";
import { z } from "zod";
import { readFilter } from "../../search/filter.ts";
import { inTransaction, type Queryable, rows } from "../database.ts";

/** Keyword filters (`filters`): one row for each that somebody follows. */

/** Makes sure that each of these filters has its row, in the transaction that subscribes to it. */
export async function keepFilters(tx: Queryable, words: readonly string[]): Promise<void> {
  const filters = words.map(readFilter).filter((filter) => filter !== null);
  if (filters.length === 0) return;
  await tx.query(
    `insert into filters (words, asked, keys)
     select words, asked::tsquery, keys from json_to_recordset($1) as f (words text, asked text, keys text[])
     order by words on conflict do nothing`,
    [JSON.stringify(filters)],
  );
}

/**
 * Reads every filter anew from its words, so that it hears what its words mean to us since an upgrade; `BATCH` in a transaction, until the
 * signal aborts. Returns how many meant something else before.
 */
export async function renewFilters(pool: pg.Pool, signal: AbortSignal): Promise<number> {
  let renewed = 0;
  let last = "";
  while (!signal.aborted) {
    const found = await rows(
      pool,
      Named,
      "select words from filters where words > $1 order by words limit $2",
      [last, BATCH],
    );
    const filters = found.map(({ words }) => readFilter(words)).filter((filter) => filter !== null);
    const changed = await pool.query(
      `update filters f set asked = read.asked::tsquery, keys = read.keys
       from json_to_recordset($1) as read (words text, asked text, keys text[])
       where f.words = read.words and (f.asked::text, f.keys) is distinct from (read.asked::tsquery::text, read.keys)`,
      [JSON.stringify(filters)],
    );
    renewed += changed.rowCount ?? 0;
    if (found.length < BATCH) break;
    last = found.at(-1)?.words ?? last;
  }
  return renewed;
}

const Named = z.object({ words: z.string() });
const BATCH = 500;

/** Deletes filters that nobody follows any more, for privacy. */
export async function dropUnfollowedFilters(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (tx) => {
    // Waits for concurrent subscriptions, so that the delete sees them. Approving an alert only reads filters, and is not blocked.
    await tx.query("lock table filters in share row exclusive mode");
    await tx.query(
      `delete from filters f
       where not exists (select from subscriptions s where s.follows = 'words' and s.topic = f.words)`,
    );
  });
}
