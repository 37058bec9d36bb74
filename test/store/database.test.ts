import { expect, test } from "vitest";
import { z } from "zod";
import { openQueues } from "../../src/queue/bullmq.ts";
import { migrationsOf, openDatabase, row } from "../../src/store/database.ts";
import { testDatabase } from "../support/database.ts";

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
