import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { openPostgresFolder } from "../../../src/store/embedded/folder.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../../src/store/embedded/postgres.ts";
import { dataFolder } from "../../support/data-folder.ts";
import { plant } from "../../support/postgres.ts";
import { until } from "../../support/until.ts";

test("who starts while another one stops has the folder once its server has stopped, and nothing breaks under him", async () => {
  await using stack = new AsyncDisposableStack();
  const data = await dataFolder(stack, "kk-handover-");
  plant(inject("seed"), data);
  const faults: Error[] = [];
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres(data, (error) => void faults.push(error));
  let server = await start();
  for (let turn = 0; turn < 5; turn++) {
    const next = start();
    next.catch(() => undefined); // it is looked at below
    await until("it waits for its turn", async () => (await asking(server)) === 2);
    await server[Symbol.asyncDispose]();
    server = await next;
    expect(await asking(server)).toBe(1);
  }
  await server[Symbol.asyncDispose]();
  expect(faults).toEqual([]);
});

test("a server that is started as another one ends is not ended with it", async () => {
  await using stack = new AsyncDisposableStack();
  const data = await dataFolder(stack, "kk-next-");
  plant(inject("seed"), data);
  const folder = await openPostgresFolder(data);
  await folder.start();
  const first = await folder.pid();
  const stopping = folder.stop(false);
  await until("the first is gone", async () => (await folder.pid()) === null);
  await folder.start();
  const second = await folder.pid();
  await stopping;
  expect(await folder.pid(), "it runs still").toBe(second);
  expect(second).not.toBe(first);
  await folder.stop(false);
  expect(await folder.pid()).toBeNull();
});

test("after a power cut, a process that has the number of the server's by chance keeps nobody from starting", async () => {
  await using stack = new AsyncDisposableStack();
  const data = await dataFolder(stack, "kk-power-cut-");
  plant(inject("seed"), data);
  const stranger = await strangerOn(stack, data);
  const sockets = path.join(data, "socket");
  await mkdir(sockets);
  const left = `${stranger}\n${data}/postgres\n1796080929\n5432\n${sockets}\n`;
  await writeFile(path.join(data, "postgres", "postmaster.pid"), `${left}\n  4252065   2031640\nready   \n`);
  await writeFile(path.join(sockets, ".s.PGSQL.5432.lock"), left);

  await using server = await startEmbeddedPostgres(data);
  expect(await asking(server)).toBe(1);
});

test("a server that answers keeps its lock file, though from here its number is another process's, as in another container", async () => {
  await using stack = new AsyncDisposableStack();
  const data = await dataFolder(stack, "kk-container-");
  plant(inject("seed"), data);
  await using _server = await startEmbeddedPostgres(data);
  const file = path.join(data, "postgres", "postmaster.pid");
  const own = await readFile(file, "utf8");
  const asSeen = own.replace(/^\d+/, String(await strangerOn(stack, data)));
  await writeFile(file, asSeen);
  try {
    await (await openPostgresFolder(data)).start();
    expect(await readFile(file, "utf8")).toBe(asSeen);
  } finally {
    await writeFile(file, own);
  }
});

/** The number of a process that is no PostgreSQL, of the user whose the folder's server is. */
async function strangerOn(stack: AsyncDisposableStack, data: string): Promise<number> {
  const { uid, gid } = await stat(path.join(data, "postgres"));
  const stranger = spawn("sleep", ["600"], {
    stdio: "ignore",
    ...(process.getuid?.() === 0 && { uid, gid }),
  });
  stack.defer(async () => {
    stranger.kill();
    await once(stranger, "exit");
  });
  return stranger.pid ?? 0;
}

/** How many connections have asked this server for the folder, the one that has it included. */
async function asking({ connection }: EmbeddedPostgres): Promise<number | null> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rowCount } = await client.query(
    "select from pg_stat_activity where application_name like 'kabarkilat %' and datname = 'postgres'",
  );
  await client.end();
  return rowCount;
}
