import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { codeOf, isOfTheNetwork } from "../error-code.ts";

/** PostgreSQL, reached through one pool: opening it, its migrations, and how a row becomes a checked value. */
export interface Database extends AsyncDisposable {
  readonly pool: pg.Pool;
}

export type Queryable = Pick<pg.Pool, "query">;

const MIGRATIONS = new URL("./migrations/", import.meta.url);
const ONE_AT_A_TIME = 0x6b6d; // advisory lock "km": several processes start at once, one migrates

/** Numbers of type bigint (ids, counts) come as numbers: ours stay far below 2^53. */
const INT8: number = pg.types.builtins.INT8;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === INT8 && format !== "binary" ? Number : pg.types.getTypeParser(oid, format ?? "text"),
};

/**
 * What each of our sessions is set to. Told to a session that is there, and not as it begins: poolers refuse that (PgBouncer), or drop it
 * without a word (Supabase's).
 */
const SETTINGS =
  "set timezone = 'UTC'; set lock_timeout = '30s'; set idle_in_transaction_session_timeout = '60s'";

/** A server that vanished is noticed some seconds after this; by default Linux waits two hours. */
const KEEP_ALIVE_MS = 10_000;

/**
 * At most `max` connections to PostgreSQL: time in UTC, and no session waits for a lock for ever. Connections that break while nobody
 * uses them are reported to `onError`, and the pool reconnects by itself; whoever uses one hears of it by the query.
 */
export function openPool(
  connection: pg.PoolConfig,
  max: number,
  onError: (error: Error) => void = () => undefined,
): pg.Pool {
  const pool = new pg.Pool({
    application_name: "kabarkilat",
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    connectionTimeoutMillis: 10_000,
    ...connection,
    max,
    types,
    // oxlint-disable-next-line typescript/no-misused-promises -- pg waits for it, which its types do not say
    onConnect: async (client) => void (await client.query(SETTINGS)),
  });
  // Without these listeners an "error" event would end the process.
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/**
 * Connects and migrates the schema, under a lock. Waits up to `waitMs` for a server that is just starting. That, and errors of idle
 * connections, are reported to `onError`; the pool reconnects by itself. Throws NewerRelease where the schema is ahead of this release, and
 * NoSessions where our connections have no sessions of their own.
 */
export async function openDatabase(
  connection: pg.PoolConfig,
  onError: (error: Error) => void,
  { max = 12, waitMs = 0 } = {},
): Promise<Database> {
  const pool = openPool(connection, max, onError);
  try {
    const bringUp = async (tx: pg.PoolClient): Promise<void> => {
      const unknown = await migrate(tx);
      if (unknown.length > 0) throw new NewerRelease(unknown);
    };
    const bringUpOurs = async (): Promise<void> => {
      if (!(await haveSessions(pool))) throw new NoSessions();
      await inTransaction(pool, bringUp);
    };
    await onceThere(bringUpOurs, onError, waitMs);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}

async function onceThere(
  work: () => Promise<void>,
  onError: (error: Error) => void,
  waitMs: number,
): Promise<void> {
  const until = performance.now() + waitMs;
  for (let told = false; ; told = true) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || !isAway(error) || performance.now() > until) throw error;
      if (!told) onError(new Error("PostgreSQL is not there; waiting for it", { cause: error }));
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

const LOOK_AGAIN_MS = 250;

/** No connection, or a server that is starting, stopping or has crashed (error class 57P); not a wrong name or password. */
export function isAway(error: Error): boolean {
  return (
    isOfTheNetwork(error) ||
    /^(ENOENT|57P0[123])$/.test(codeOf(error)) ||
    error.message.startsWith("Connection terminated")
  );
}

/** A statement that each connection parses once, for those used many times a second. */
export interface Prepared {
  /** Unique for the text. */
  name: string;
  text: string;
}

/** Runs a query and parses each row. Throws where a row has another form: that is a fault of ours. */
export async function rows<T>(
  db: Queryable,
  Row: z.ZodType<T>,
  sql: string | Prepared,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const query = typeof sql === "string" ? { text: sql } : sql;
  const result = await db.query({ ...query, values: [...values] });
  return result.rows.map((row) => Row.parse(row));
}

/** The first row of `rows`, or undefined. */
export async function row<T>(
  db: Queryable,
  Row: z.ZodType<T>,
  sql: string | Prepared,
  values: readonly unknown[] = [],
): Promise<T | undefined> {
  return (await rows(db, Row, sql, values))[0];
}

/** Runs `work` in a transaction. */
export function inTransaction<T>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  return onConnection(pool, async (client, breaks) => {
    try {
      await client.query("begin");
      const result = await work(client);
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch(breaks);
      throw error;
    }
  });
}

/**
 * Runs `work` on one connection of the pool, so that its first query goes to the server at once. Calling `breaks` makes the pool discard
 * the connection, as it does with one that broke by itself.
 */
export async function onConnection<T>(
  pool: Pick<pg.Pool, "connect">,
  work: (client: pg.PoolClient, breaks: (error: Error) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // While the connection is checked out, nobody else listens: without this, a server that goes away would end the process.
  const breaks = (error: Error): void => void (broken = error);
  client.on("error", breaks);
  try {
    return await work(client, breaks);
  } finally {
    if (!broken) client.off("error", breaks);
    client.release(broken);
  }
}

/**
 * Whether each connection has a session of its own, which settings, notifications and locks belong to. Behind a pooler in transaction mode it has
 * whichever is free at the moment: what one connection sets another one finds. Takes two connections.
 */
export function haveSessions(pool: Pick<pg.Pool, "connect">): Promise<boolean> {
  return onConnection(pool, (one) => onConnection(pool, (other) => areTwoSessions(one, other)));
}

async function areTwoSessions(one: Queryable, other: Queryable): Promise<boolean> {
  const set = "select set_config('kabarkilat.session', $1, false)";
  const get = "select current_setting('kabarkilat.session', true) as mine";
  for (let i = 0; i < TRIES; i++) {
    await one.query(set, [`one ${i}`]);
    await other.query(set, [`other ${i}`]);
    const { rows: found } = await one.query<{ mine: string | null }>(get);
    if (found[0]?.mine !== `one ${i}`) return false;
  }
  return true;
}

const TRIES = 5; // a pooler with several free sessions might by chance give us the same one again

/** Somebody stands between us and PostgreSQL who gives our connections no sessions of their own. */
export class NoSessions extends Error {
  override name = "NoSessions";
}

/** The schema belongs to a newer release, which has other columns and rules. */
export class NewerRelease extends Error {
  override name = "NewerRelease";
  constructor(unknown: readonly string[]) {
    super(
      `A newer release has been on this database (${unknown.join(", ")}). Start that release, or restore the backup from before it.`,
    );
  }
}

/**
 * Migrates the schema in the given transaction, one process at a time; with `only`, runs just these migrations. Where the database (or
 * `only`) has migrations that this release does not know, does nothing and returns their names.
 */
export async function migrate(tx: pg.PoolClient, only?: ReadonlySet<string>): Promise<string[]> {
  await tx.query("select pg_advisory_xact_lock($1)", [ONE_AT_A_TIME]);
  await tx.query(
    "create table if not exists migrations (name text primary key, at timestamptz not null default now())",
  );
  const { rows: done } = await tx.query<{ name: string }>("select name from migrations");
  const applied = new Set(done.map(({ name }) => name));
  const files = (await migrationFiles()).sort();
  const unknown = [...(only ?? applied)].filter((name) => !files.includes(name));
  if (unknown.length > 0) return unknown;
  for (const name of files.filter((name) => !applied.has(name) && (only?.has(name) ?? true))) {
    await tx.query(await readFile(new URL(name, MIGRATIONS), "utf8"));
    await tx.query("insert into migrations (name) values ($1)", [name]);
  }
  return [];
}

async function migrationFiles(): Promise<string[]> {
  return (await readdir(MIGRATIONS)).filter((name) => name.endsWith(".sql"));
}

/** The tables that migrations have ever made (some may be dropped again): all others in the schema are not ours. */
export async function tablesOfMigrations(): Promise<ReadonlySet<string>> {
  const files = await migrationFiles();
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, MIGRATIONS), "utf8")));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/^create (?:unlogged )?table (\w+)/gim)].map(([, name = ""]) => name),
    ),
  );
}

/** Which migrations of this release the database lacks, and which it has that this release does not know. Changes nothing. */
export async function migrationsOf(db: Queryable): Promise<{ missing: string[]; unknown: string[] }> {
  const found = await db.query("select to_regclass('migrations') is not null as there");
  const there = z.array(z.object({ there: z.boolean() })).parse(found.rows)[0]?.there ?? false;
  const done = there ? await rows(db, z.object({ name: z.string() }), "select name from migrations") : [];
  const applied = new Set(done.map(({ name }) => name));
  const files = await migrationFiles();
  return {
    missing: files.filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !files.includes(name)),
  };
}
