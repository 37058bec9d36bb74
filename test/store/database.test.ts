import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { z } from "zod";
import { sayPlainly } from "../../src/app/postgres-trouble.ts";
import { openQueues } from "../../src/queue/bullmq.ts";
import { haveSessions, migrationsOf, openDatabase, openPool, row } from "../../src/store/database.ts";
import { testDatabase } from "../support/database.ts";
import { noPgBouncer, pgBouncer } from "../support/pgbouncer.ts";
import { until } from "../support/until.ts";

test("the audit log cannot be changed, not even by us", async () => {
  await using db = await testDatabase();
  await db.pool.query(
    "insert into audit (at, who, act, subject) values (now(), 'telegram:1', 'approve', 'alert:1')",
  );
  await expect(db.pool.query("update audit set who = 'telegram:2'")).rejects.toThrow("cannot be changed");
  await expect(db.pool.query("delete from audit")).rejects.toThrow("cannot be changed");
});

test("counts and ids arrive as numbers", async () => {
  await using db = await testDatabase();
  const Counted = z.object({ n: z.number() });
  expect(await row(db.pool, Counted, "select count(*) as n from articles")).toEqual({ n: 0 });
});

test.each([
  ["that is away", "/nowhere/at/all", "ENOENT"],
  ["whose name DNS has not learnt yet", "a..b", "ENOTFOUND"],
])("a server %s is waited for, said once, and given up in the end", async (_what, host, code) => {
  const said: string[] = [];
  await expect(openDatabase({ host }, ({ message }) => said.push(message), { waitMs: 600 })).rejects.toThrow(
    code,
  );
  expect(said).toEqual(["PostgreSQL is not there; waiting for it"]);
});

test("our sessions have their settings, also where a pooler drops what a connection begins with", async () => {
  await using db = await testDatabase();
  const withoutOptions = class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(typeof config === "object" ? { ...config, options: "" } : config);
    }
  };
  await using opened = await openDatabase({ ...db.connection, Client: withoutOptions }, () => undefined);
  const names = ["timezone", "lock_timeout", "idle_in_transaction_session_timeout"];
  const { rows } = await opened.pool.query("select current_setting(name) from unnest($1::text[]) as name", [
    names,
  ]);
  expect(rows.map(({ current_setting: is }) => is)).toEqual(["UTC", "30s", "1min"]);
});

test.skipIf(noPgBouncer)("behind a pooler in session mode the service works", async () => {
  await using db = await testDatabase();
  await using bouncer = await pgBouncer(db.connection, "session");
  await using opened = await openDatabase(bouncer.connection, () => undefined);
  expect(await haveSessions(opened.pool)).toBe(true);
  await using queues = await openQueues({ postgres: bouncer.connection }, () => undefined);
  const done: number[] = [];
  queues.work("articles", { run: async (id) => void done.push(id), concurrency: 1, onDead: async () => {} });
  await queues.remind("articles", "article-7", 7);
  await until("the reminder has come", () => done.includes(7));
});

test.skipIf(noPgBouncer)(
  "behind a pooler in transaction mode nothing starts, and it is said why",
  async () => {
    await using db = await testDatabase();
    await using bouncer = await pgBouncer(db.connection, "transaction");
    const opened = openDatabase(bouncer.connection, () => undefined);
    await expect(opened.catch(sayPlainly)).rejects.toThrow(
      /no sessions of their own: a pooler in transaction mode.*pool_mode = session/,
    );
  },
);

test("two connections that are given one session are found out", async () => {
  await using db = await testDatabase();
  const shared = new pg.Client(db.connection);
  await shared.connect();
  const client = Object.assign(shared, { release: () => undefined });
  expect(await haveSessions({ connect: () => Promise.resolve(client) })).toBe(false);
  await shared.end();
});

test("where the server has room for one connection only, that is said and nothing waits", async () => {
  await using db = await testDatabase();
  await using stack = new AsyncDisposableStack();
  const user = `one_${randomUUID().replaceAll("-", "")}`;
  await db.pool.query(`create role ${user} login password 'uji' connection limit 1`);
  stack.defer(async () => void (await db.pool.query(`drop role ${user}`)));
  const opened = openDatabase({ ...db.connection, user, password: "uji" }, () => undefined);
  await expect(opened.catch(sayPlainly)).rejects.toThrow(/no connection left\. Raise max_connections/);
});

test("a connection that the server ends, idle or in hand, ends nothing else: the pool reports it and makes another", async () => {
  await using db = await testDatabase();
  await using stack = new AsyncDisposableStack();
  const reported: string[] = [];
  const pool = openPool(db.connection, 1, ({ message }) => reported.push(message));
  stack.defer(() => pool.end());
  const ends = async (pid: number): Promise<void> => {
    await db.pool.query("select pg_terminate_backend($1, 10000)", [pid]); // waits until it is over
  };
  const itself = async (on: Pick<pg.Pool, "query">): Promise<number> => {
    const { pid } = (await row(on, z.object({ pid: z.number() }), "select pg_backend_pid() as pid")) ?? {
      pid: 0,
    };
    return pid;
  };

  await ends(await itself(pool));
  await until("the end of the idle connection is reported", () => reported.length === 1);
  expect(reported).toEqual(["terminating connection due to administrator command"]);

  const checkedOut = await pool.connect();
  await ends(await itself(checkedOut));
  await expect(checkedOut.query("select 1")).rejects.toThrow(/terminat|not queryable/);
  checkedOut.release(true);
  expect(await itself(pool)).toBeGreaterThan(0);
});

test("a database that does not exist is not waited for", async () => {
  await using db = await testDatabase();
  const other = { ...db.connection, database: "no_such_database" };
  await expect(openDatabase(other, () => undefined, { waitMs: 60_000 })).rejects.toThrow("does not exist");
});

test("a database that a newer release has changed is left alone", async () => {
  await using db = await testDatabase();
  await db.pool.query("insert into migrations (name) values ('9999_later.sql')");
  await expect(openDatabase(db.connection, () => undefined)).rejects.toThrow(
    /A newer release has been on this database \(9999_later\.sql\)\. Start that release/,
  );
});

test("of processes that start at once on an empty database one migrates it, and the others find it done", async () => {
  await using db = await testDatabase({ empty: true });
  await using stack = new AsyncDisposableStack();
  const opened = await Promise.all(
    Array.from({ length: 5 }, () => openDatabase(db.connection, () => undefined)),
  );
  for (const one of opened) stack.use(one);
  const queues = await Promise.all(
    Array.from({ length: 5 }, () => openQueues({ postgres: db.connection }, () => undefined)),
  );
  for (const one of queues) stack.use(one);

  expect(await migrationsOf(db.pool)).toEqual({ missing: [], unknown: [] });
});
