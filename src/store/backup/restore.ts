import { type Readable, PassThrough } from "node:stream";
import { json } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { extract, type Extract } from "tar-stream";
import { z } from "zod";
import { record } from "../audit.ts";
import { inTransaction, migrate, type Queryable, row } from "../database.ts";
import { End, END, Manifest, MANIFEST, NoBackup, tableOf } from "./form.ts";
import { ourTables, type Table } from "./tables.ts";

export interface Restored {
  /** When the backup was made. */
  at: Date;
  rows: number;
  /** Deliveries that the backup had still to be made. */
  open: number;
}

/**
 * Reads a backup into an empty database: all of it or nothing. Migrations that came after it run at the next start.
 *
 * What happened after the backup is not in it: some of the deliveries it has as open may have been made, and feeds hold articles
 * that were told since. So, unless `goOn`, sending is stopped until an editor resumes it, and each feed's next load is a first
 * load, which alerts nobody. `goOn` is for a backup that nothing came after: the service was stopped before it was made.
 *
 * Throws NoBackup, in words for whoever restores, where the file is none, is cut off or comes from a newer release, and where
 * the database is not empty.
 */
export async function restoreBackup(
  pool: pg.Pool,
  from: Readable,
  { goOn, now }: { goOn: boolean; now: Date },
): Promise<Restored> {
  return await inTransaction(pool, async (tx) => {
    await refuseWhereSomethingIs(tx);
    const { manifest, count } = await load(tx, from);
    const { open } = (await row(tx, Open, OPEN)) ?? { open: 0 };
    if (!goOn) await holdBack(tx, now);
    const details = { backupOf: manifest.at, release: manifest.version, open, goOn };
    await record(tx, { at: now, who: "sistem", act: "restore", subject: "database", details });
    await tx.query("analyze");
    return { at: manifest.at, rows: Object.values(count).reduce((sum, n) => sum + n, 0), open };
  });
}

const DAMAGED = "The file is no backup of Kabar Kilat, or it is damaged or cut off.";

const Open = z.object({ open: z.number() });
const OPEN = "select count(*) as open from deliveries where state in ('waiting', 'aside')";

async function refuseWhereSomethingIs(tx: Queryable): Promise<void> {
  const tables = await ourTables(tx);
  if (tables.length === 0) return;
  throw new NoBackup(
    "This database is not empty, and a restore overwrites nothing. Stop the service, move the data folder away " +
      "(mv data data.old) or name an empty database in DATABASE_URL, and restore again.",
  );
}

async function load(
  tx: pg.PoolClient,
  from: Readable,
): Promise<{ manifest: Manifest; count: Record<string, number> }> {
  const tar = extract();
  const reading = pipeline(from, createGunzip(), tar).catch((cause: unknown) => {
    throw new NoBackup(DAMAGED, { cause });
  });
  try {
    const loading = loadEntries(tx, tar);
    loading.catch(() => tar.destroy()); // else the file would be read on
    // The reading's own fault explains the loading's.
    const [read, loaded] = await Promise.allSettled([reading, loading]);
    if (loaded.status === "rejected" && loaded.reason instanceof NoBackup) throw loaded.reason;
    if (read.status === "rejected") throw read.reason;
    if (loaded.status === "rejected") throw loaded.reason;
    return loaded.value;
  } finally {
    tar.destroy();
  }
}

async function loadEntries(
  tx: pg.PoolClient,
  tar: Extract,
): Promise<{ manifest: Manifest; count: Record<string, number> }> {
  let manifest: Manifest | undefined;
  let end: z.infer<typeof End> | undefined;
  let into: { table: string; pieces: PassThrough; done: Promise<number> } | undefined;
  const count: Record<string, number> = {};

  const closeTable = async (): Promise<void> => {
    if (!into) return;
    into.pieces.end();
    count[into.table] = await into.done;
    into = undefined;
  };

  for await (const entry of tar) {
    const { name } = entry.header;
    if (name === MANIFEST) {
      manifest = parsed(Manifest, await contentOf(entry));
      await makeTables(tx, manifest);
      continue;
    }
    if (!manifest)
      throw new NoBackup("The file is no backup of Kabar Kilat: it does not begin with one's manifest.");
    if (name === END) {
      end = parsed(End, await contentOf(entry));
      continue;
    }
    const table = manifest.tables.find((one) => one.name === tableOf(name));
    if (!table) throw new NoBackup(`The backup has a part that this release does not know: ${name}`);
    if (into?.table !== table.name) {
      await closeTable();
      into = copyIn(tx, table);
    }
    await Promise.race([pour(entry, into.pieces), into.done]);
  }
  await closeTable();
  if (!manifest || !end) throw new NoBackup("The backup is cut off: its end is missing.");
  for (const [table, expected] of Object.entries(end.rows)) {
    if ((count[table] ?? 0) !== expected)
      throw new NoBackup(`The backup is damaged: ${table} has ${count[table] ?? 0} of ${expected} rows.`);
  }
  await finishTables(tx, manifest);
  return { manifest, count };
}

/** The tables as they were when the backup was made, empty, and silent: what their triggers count is in the backup itself. */
async function makeTables(tx: pg.PoolClient, { migrations, tables, version }: Manifest): Promise<void> {
  const unknown = await migrate(tx, new Set(migrations));
  if (unknown.length > 0) {
    throw new NoBackup(
      `The backup was made by a newer release (${version}) and has ${unknown.join(", ")}. Restore it with that release or a later one.`,
    );
  }
  for (const { name } of tables)
    await tx.query(`alter table ${tx.escapeIdentifier(name)} disable trigger user`);
  const names = tables.map(({ name }) => tx.escapeIdentifier(name));
  if (names.length > 0) await tx.query(`truncate ${names.join(", ")}`); // rows that a migration itself wrote
}

async function finishTables(tx: pg.PoolClient, { tables }: Manifest): Promise<void> {
  for (const { name, counter } of tables) {
    await tx.query(`alter table ${tx.escapeIdentifier(name)} enable trigger user`);
    if (counter?.last != null) {
      await tx.query("select setval(pg_get_serial_sequence($1, $2), $3)", [
        tx.escapeIdentifier(name),
        counter.column,
        counter.last,
      ]);
    }
  }
}

function copyIn(
  tx: pg.PoolClient,
  { name, columns }: Table,
): { table: string; pieces: PassThrough; done: Promise<number> } {
  const list = columns.map((column) => tx.escapeIdentifier(column)).join(", ");
  const copy = tx.query(copyFrom(`copy ${tx.escapeIdentifier(name)} (${list}) from stdin`));
  const pieces = new PassThrough();
  const done = pipeline(pieces, copy).then(() => copy.rowCount);
  done.catch(() => undefined); // whoever pours hears of it
  return { table: name, pieces, done };
}

async function pour(entry: AsyncIterable<unknown>, into: PassThrough): Promise<void> {
  for await (const chunk of entry) {
    if (!into.write(chunk)) await new Promise((resolve) => into.once("drain", resolve));
  }
}

async function contentOf(entry: AsyncIterable<unknown>): Promise<unknown> {
  try {
    return await json(entry);
  } catch (cause) {
    throw new NoBackup(DAMAGED, { cause });
  }
}

function parsed<T>(What: z.ZodType<T>, value: unknown): T {
  const found = What.safeParse(value);
  if (found.success) return found.data;
  throw new NoBackup("The file is no backup that this release can read.", { cause: found.error });
}

/** Nothing goes out by itself that may have gone out before. */
async function holdBack(tx: Queryable, now: Date): Promise<void> {
  await tx.query(
    `insert into switches (name, "on", by, at) values ('sending', false, 'sistem', $1)
     on conflict (name) do update set "on" = false, by = excluded.by, at = excluded.at`,
    [now],
  );
  await tx.query(
    `update sources set last_ok_at = null, etag = null, last_modified = null, next_poll_at = '-infinity'`,
  );
  await tx.query("update hub_subscriptions set content_at = null");
}
