import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import type pg from "pg";
import { expect, test } from "vitest";
import { writeBackup } from "../../src/store/backup/write.ts";
import { openPool } from "../../src/store/database.ts";
import { watchedClient } from "../../src/store/watched-client.ts";
import { testDatabase, untilBlocked } from "../support/database.ts";
import { until } from "../support/until.ts";

const WAITS = { lookMs: 20, knockMs: 200 };

/** Stands before the test's PostgreSQL, passes everything on, and can fall silent as a machine does that lost its power. */
async function wayTo(connection: pg.PoolConfig, by: "address" | "socket") {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-way-"));
  stack.defer(() => rm(folder, { recursive: true }));
  const port = connection.port ?? 5432;
  const real = connection.host?.startsWith("/")
    ? { path: `${connection.host}/.s.PGSQL.${port}` }
    : { host: connection.host ?? "127.0.0.1", port };
  let silent = false;
  let callers = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((here) => {
    callers += 1;
    const there = net.connect(real);
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      sockets.add(from);
      from.on("error", () => undefined).on("close", () => to.destroy());
      from.on("data", (bytes) => void (silent || to.write(bytes)));
    }
  });
  server.listen(by === "address" ? { port: 0, host: "127.0.0.1" } : path.join(folder, ".s.PGSQL.5432"));
  await once(server, "listening");
  stack.defer(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const at = server.address();
  const all = stack.move();
  return {
    connection: {
      ...connection,
      ...(typeof at === "object" && at !== null
        ? { host: at.address, port: at.port }
        : { host: folder, port: 5432 }),
    },
    callers: () => callers,
    falls: (into: "silence" | "speech") => void (silent = into === "silence"),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function watchedPool(by: "address" | "socket") {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const way = stack.use(await wayTo(db.connection, by));
  const pool = openPool({ ...way.connection, Client: watchedClient(WAITS) }, 2);
  stack.defer(() => pool.end());
  const all = stack.move();
  return { db, way, pool, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

test.each(["address", "socket"] as const)(
  "a PostgreSQL at an %s that vanishes while it is asked is not waited for, and asked anew when it is back",
  async (by) => {
    await using room = await watchedPool(by);
    await room.pool.query("select 1");
    room.way.falls("silence");
    await expect(room.pool.query("select 2")).rejects.toThrow("has vanished, or hangs");
    room.way.falls("speech");
    expect((await room.pool.query("select 3")).rowCount).toBe(1);
  },
);

test.each(["address", "socket"] as const)(
  "a statement that takes long is waited for at an %s, as long as the server takes connections",
  async (by) => {
    await using room = await watchedPool(by);
    const holder = await room.db.pool.connect();
    try {
      await holder.query("begin; lock table articles");
      const waiting = room.pool.query("select from articles");
      await untilBlocked(room.db.pool);
      const before = room.way.callers();
      await until("it was knocked at some times", () => room.way.callers() > before + 5);
      await holder.query("rollback");
      expect((await waiting).rowCount).toBe(0);
    } finally {
      holder.release();
    }
  },
);

test("a backup, which reads from the connection by itself, is made through it", async () => {
  await using room = await watchedPool("address");
  const { tables } = await writeBackup(room.pool, new PassThrough().resume(), {
    version: "1.0.0",
    at: new Date(),
  });
  expect(tables).toBeGreaterThan(20);
});
