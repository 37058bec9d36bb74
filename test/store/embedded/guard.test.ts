import pg from "pg";
import { expect, inject, test } from "vitest";
import { startEmbeddedPostgres } from "../../../src/store/embedded/postgres.ts";
import { dataFolder } from "../../support/data-folder.ts";
import { plant } from "../../support/postgres.ts";
import { childrenOf, postmasterOf } from "../../support/process.ts";
import { until } from "../../support/until.ts";

/** While it serves, the embedded server is watched over: whatever ends it, it is started again, and whoever runs the service hears what to do. */
async function guarded(stack: AsyncDisposableStack) {
  const data = await dataFolder(stack, "kk-guard-");
  plant(inject("seed"), data);
  const said: string[] = [];
  const server = stack.use(
    await startEmbeddedPostgres(
      data,
      ({ message }) => void said.push(message),
      () => void said.push("back"),
    ),
  );
  return { data, said, server, postmaster: (await postmasterOf(data)) ?? 0 };
}

test("a server that is killed is started again by itself, and that is told", async () => {
  await using stack = new AsyncDisposableStack();
  const { data, said, server, postmaster } = await guarded(stack);
  process.kill(postmaster, "SIGKILL");
  await until("it is back", () => said.includes("back"));
  expect(said[0]).toContain("closed our connection; starting it again");
  expect(await postmasterOf(data)).not.toBe(postmaster);
  const client = new pg.Client(server.connection);
  await client.connect();
  await client.end();
});

test("where it cannot be started again, it is said what to do, and once that is done it is back", async () => {
  await using stack = new AsyncDisposableStack();
  const { said, postmaster } = await guarded(stack);
  const left = await childrenOf(postmaster);
  for (const pid of left) process.kill(pid, "SIGSTOP"); // as those are that wait for their disk
  process.kill(postmaster, "SIGKILL");
  const advice = () => said.find((words) => words.includes("shared memory"));
  await until("it is said", () => advice() !== undefined);
  expect(advice()).toMatch(/pgrep -af postgres.*it is started again by itself$/);
  expect(said).not.toContain("back");
  for (const pid of left) process.kill(pid, "SIGKILL");
  await until("it is back", () => said.includes("back"));
});
