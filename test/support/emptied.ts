import type pg from "pg";
import { z } from "zod";
import { ourTables } from "../../src/store/backup/tables.ts";
import { row } from "../../src/store/database.ts";

/** Emptying the database of a service that goes on running, for tests that share it. */

/** What its processes hold leases on, know by heart, or found at their start. */
const OF_ITS_START = new Set(["accounts", "people", "file_editors", "sources", "audit_salts"]);

/** Who may speak at the desk by an account, and the sources added or paused there, in one text: processes look at them every few seconds only. */
export async function knownByHeart(pool: pg.Pool): Promise<string> {
  const known = await row(
    pool,
    z.object({ known: z.string() }),
    `select concat_ws(' ', (select json_agg(t order by id) from people t where identities <> '{}'),
       (select json_agg(t order by id) from desk_sources t),
       (select json_agg(t order by id) from paused_sources t)) as known`,
  );
  return known?.known ?? "";
}

/** Whether nothing is being read or sent: whoever has a row in hand would go on with one that is gone. */
export async function isIdle(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from articles where state = 'accepted'
     union all select from article_versions where state in ('accepted', 'news')
     union all select from claims limit 1`,
  );
  return rowCount === 0;
}

/**
 * Deletes every row, but what is of its start where the service runs; ids begin at 1 again. Not by truncating: a table's lock would wait for
 * transactions that themselves wait for a query on another connection.
 */
export async function empty(pool: pg.Pool, { running }: { running: boolean }): Promise<void> {
  const tables = (await ourTables(pool)).filter(({ name }) => !running || !OF_ITS_START.has(name));
  const names = tables.map(({ name }) => name).filter((name) => name !== "audit");
  await pool.query(
    `alter table audit disable trigger audit_append_only;
     delete from audit;
     alter table audit enable always trigger audit_append_only`,
  );
  await pool.query(
    ["deliveries", ...names.toReversed()] // what becomes of deliveries is tallied
      .map((name) => `delete from ${name}`)
      .concat("delete from people where identities = '{}'") // added at the desk: without an account no process knows them
      .join("; "),
  );
  await pool.query(
    tables
      .flatMap(({ name, counter }) =>
        counter ? `select setval(pg_get_serial_sequence('${name}', '${counter.column}'), 1, false)` : [],
      )
      .join("; "),
  );
}
