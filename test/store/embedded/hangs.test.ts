import pg from "pg";
import { expect, inject, test } from "vitest";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
  useEmbeddedPostgres,
} from "../../../src/store/embedded/postgres.ts";
import { dataFolder } from "../../support/data-folder.ts";
import { plant } from "../../support/postgres.ts";
import { childrenOf, postmasterOf } from "../../support/process.ts";

test("of an embedded PostgreSQL that hangs whoever comes is told, with its process, and not left waiting", async () => {
  await using stack = new AsyncDisposableStack();
  const data = await dataFolder(stack, "kk-hangs-");
  plant(inject("seed"), data);
  stack.use(await startEmbeddedPostgres(data));
  const pid = (await postmasterOf(data)) ?? 0;
  process.kill(pid, "SIGSTOP");
  stack.defer(() => void process.kill(pid, "SIGCONT"));
  await expect(useEmbeddedPostgres(data)).rejects.toThrow(
    new RegExp(`\\(process ${pid}\\) runs, but does not answer: it hangs.*kill -9 ${pid}`),
  );
});

test("a stop ends one whose processes stand still; what was written down is there when it starts again", async () => {
  await using stack = new AsyncDisposableStack();
  const data = await dataFolder(stack, "kk-stands-");
  plant(inject("seed"), data);
  const server = await startEmbeddedPostgres(data);
  await asked(server, "create table kept as select 7 as seven");
  for (const pid of await childrenOf(await postmasterOf(data))) process.kill(pid, "SIGSTOP");
  await server[Symbol.asyncDispose]();
  await using again = await startEmbeddedPostgres(data);
  expect(await asked(again, "select seven from kept")).toEqual([{ seven: 7 }]);
});

test("one that a stop does not end is left as it is, and that is said", async () => {
  await using stack = new AsyncDisposableStack();
  const data = await dataFolder(stack, "kk-left-");
  plant(inject("seed"), data);
  const faults: string[] = [];
  const server = await startEmbeddedPostgres(data, ({ message }) => void faults.push(message));
  const pid = (await postmasterOf(data)) ?? 0;
  process.kill(pid, "SIGSTOP");
  stack.defer(() => void process.kill(pid, "SIGCONT")); // the signals that it was sent end it then
  await server[Symbol.asyncDispose]();
  expect(faults).toEqual([expect.stringContaining("does not stop, and is left as it is")]);
});

async function asked({ connection }: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
