import type pg from "pg";
import { until } from "./until.ts";

/** The id of the one draft with this headline, once it is there: so tests that share a service know their own. */
export async function draftOf(
  { db }: { readonly db: { readonly pool: pg.Pool } },
  headline: string,
): Promise<number> {
  let found: { id: number }[] = [];
  await until(`"${headline}" is drafted`, async () => {
    const { rows } = await db.pool.query<{ id: number }>(
      "select id from alerts where state = 'draft' and content ->> 'headline' = $1",
      [headline],
    );
    found = rows;
    return found.length === 1;
  });
  return found[0]?.id ?? 0;
}
