import { type Readable, PassThrough } from "node:stream";
import { json } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { extract, type Extract } from "tar-stream";
import { z } from "zod";
import { codeOf } from "../../error-code.ts";
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
  /** Tables ("notes") and columns ("alerts.note") in the file that are none of ours: they stay there. */
  leftOut: string[];
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
    const { manifest, count, leftOut } = await load(tx, from);
    const { open } = (await row(tx, Open, OPEN)) ?? { open: 0 };
    if (!goOn) await holdBack(tx, now);
    const details = { backupOf: manifest.at, release: manifest.version, open, goOn };
    await record(tx, { at: now, who: "sistem", act: "restore", subject: "database", details });
    await tx.query("analyze");
    return { at: manifest.at, rows: Object.values(count).reduce((sum, n) => sum + n, 0), open, leftOut };
  });
}

const DAMAGED = "The file is no backup of Kabar Kilat, or it is damaged or cut off.";

const Open = z.object({ open: z.number() });
const OPEN = "select count(*) as open from deliveries where state in ('waiting', 'aside')";

async function refuseWhereSomethingIs(tx: Queryable): Promise<void> {
  if (!(await row(tx, z.object({ something: z.boolean() }), SOMETHING))?.something) return;
  throw new NoBackup(
    "This database is not empty, and a restore overwrites nothing. Stop the service, move the data folder away " +
      "(mv data data.old) or name an empty database in DATABASE_URL, and restore again.",
  );
}

const SOMETHING = `select exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  and relname <> 'migrations') as something`;

interface Loaded {
  manifest: Manifest;
  /** Rows by table. */
  count: Record<string, number>;
  leftOut: string[];
}

/** Reads and loads at once. Either may fail, and then ends the other: what is thrown is what failed first. */
async function load(tx: pg.PoolClient, from: Readable): Promise<Loaded> {
  const tar = extract();
  const reading = pipeline(from, createGunzip(), tar);
  const loading = loadEntries(tx, tar);
  loading.catch(() => tar.destroy()); // else the file would be read on
  const [read, loaded] = await Promise.allSettled([reading, loading]);
  // What reading failed with comes out of `tar` as it is; what it is ended with by us is another error than loading's.
  if (loaded.status === "rejected" && (read.status === "fulfilled" || loaded.reason !== read.reason))
    throw contradicts(loaded.reason) ? damaged(loaded.reason) : loaded.reason;
  if (read.status === "rejected") throw isOfTheDisk(read.reason) ? read.reason : damaged(read.reason);
  if (loaded.status === "rejected") throw loaded.reason;
  return loaded.value;
}

const damaged = (cause: unknown): NoBackup => new NoBackup(DAMAGED, { cause });

/** The file's rows are not such as the tables take (data exceptions and violated constraints, classes 22 and 23): nobody wrote them so. */
function contradicts(error: unknown): boolean {
  return /^2[23]\w{3}$/.test(codeOf(error));
}

/** The operating system's word about the file itself: it is a folder, may not be read, its disk fails. */
function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

async function loadEntries(tx: pg.PoolClient, tar: Extract): Promise<Loaded> {
  let manifest: Manifest | undefined;
  let ours: Table[] = [];
  let strange: Strange[] = [];
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
      ours = await makeTables(tx, manifest);
      strange = await makeRoom(tx, ours);
      continue;
    }
    if (!manifest)
      throw new NoBackup("The file is no backup of Kabar Kilat: it does not begin with one's manifest.");
    if (name === END) {
      end = parsed(End, await contentOf(entry));
      continue;
    }
    if (!manifest.tables.some((one) => one.name === tableOf(name)))
      throw new NoBackup(`The backup has a part that this release does not know: ${name}`);
    const table = ours.find((one) => one.name === tableOf(name));
    if (!table) {
      entry.resume();
      continue;
    }
    if (into?.table !== table.name) {
      await closeTable();
      into = copyIn(tx, table);
    }
    await Promise.race([pour(entry, into.pieces), into.done]);
  }
  await closeTable();
  if (!manifest || !end) throw new NoBackup("The backup is cut off: its end is missing.");
  for (const { name } of ours) {
    const expected = end.rows[name] ?? 0;
    if ((count[name] ?? 0) !== expected)
      throw new NoBackup(`The backup is damaged: ${name} has ${count[name] ?? 0} of ${expected} rows.`);
  }
  await clearAway(tx, strange);
  await finishTables(tx, ours, strange);
  const leftOut = [
    ...manifest.tables.flatMap(({ name }) => (ours.some((one) => one.name === name) ? [] : name)),
    ...strange.map(({ table, column }) => `${table}.${column}`),
  ];
  return { manifest, count, leftOut };
}

/**
 * The tables as they were when the backup was made, empty, and silent: what their triggers count is in the backup itself. Returns
 * those of the backup's tables that there are now.
 */
async function makeTables(tx: pg.PoolClient, { migrations, tables, version }: Manifest): Promise<Table[]> {
  const unknown = await migrate(tx, new Set(migrations));
  if (unknown.length > 0) {
    throw new NoBackup(
      `The backup was made by a newer release (${version}) and has ${unknown.join(", ")}. Restore it with that release or a later one.`,
    );
  }
  const made = new Set((await ourTables(tx)).map(({ name }) => name));
  const ours = tables.filter(({ name }) => made.has(name));
  for (const { name } of ours)
    await tx.query(`alter table ${tx.escapeIdentifier(name)} disable trigger user`);
  const names = ours.map(({ name }) => tx.escapeIdentifier(name));
  if (names.length > 0) await tx.query(`truncate ${names.join(", ")}`); // rows that a migration itself wrote
  return ours;
}

/** A column that somebody else added to a table of ours. */
interface Strange {
  table: string;
  column: string;
}

/** COPY passes over no column of the file: those that are none of ours are read as text, into columns that are taken away again. */
async function makeRoom(tx: pg.PoolClient, tables: readonly Table[]): Promise<Strange[]> {
  const made = new Map((await ourTables(tx)).map(({ name, columns }) => [name, columns]));
  const strange = tables.flatMap(({ name, columns }) =>
    columns.filter((column) => !made.get(name)?.includes(column)).map((column) => ({ table: name, column })),
  );
  for (const { table, column } of strange)
    await tx.query(`alter table ${tx.escapeIdentifier(table)} add ${tx.escapeIdentifier(column)} text`);
  return strange;
}

async function clearAway(tx: pg.PoolClient, strange: readonly Strange[]): Promise<void> {
  for (const { table, column } of strange)
    await tx.query(`alter table ${tx.escapeIdentifier(table)} drop ${tx.escapeIdentifier(column)}`);
}

async function finishTables(
  tx: pg.PoolClient,
  tables: readonly Table[],
  strange: readonly Strange[],
): Promise<void> {
  for (const { name, counter } of tables) {
    await tx.query(`alter table ${tx.escapeIdentifier(name)} enable trigger user`);
    const isOurs = !strange.some(({ table, column }) => table === name && column === counter?.column);
    if (counter?.last != null && isOurs) {
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
