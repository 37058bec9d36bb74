import type pg from "pg";
import { readFilter } from "../../search/filter.ts";
import { inTransaction, type Queryable } from "../database.ts";

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
