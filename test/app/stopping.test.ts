import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";
import { testDatabase, urlOf } from "../support/database.ts";

test("a stop ends though PostgreSQL stands still, and says what it has let go of", async () => {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const log: string[] = [];
  const logTo = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const config = configFrom({ editors: [] }, { DATABASE_URL: urlOf(db.connection), PORT: "0" });
  const app = await startApp(config, { logTo, letGoAfterMs: 1_000 });
  const { rows } = await db.pool.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  for (const { pid } of rows) process.kill(pid, "SIGSTOP");
  stack.defer(() => rows.forEach(({ pid }) => process.kill(pid, "SIGCONT")));
  expect(rows.length).toBeGreaterThan(0);
  await app[Symbol.asyncDispose]();
  expect(log.find((line) => line.includes("let go of"))).toMatch(/waited for long enough, for: /);
});
