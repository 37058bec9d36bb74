import path from "node:path";
import type { TestProject } from "vitest/node";
import { openQueues } from "../../src/queue/bullmq.ts";
import { openDatabase } from "../../src/store/database.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded/postgres.ts";
import { dataFolder } from "./data-folder.ts";
import { type Connection, testPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: Connection;
    /** The folder of an embedded server that was migrated and stopped, for others to begin with: making one takes seconds. */
    seed: string;
  }
}

/** One real PostgreSQL for the whole run, with a database that each test copies: migrated, and with the queue's tables. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  await using stack = new AsyncDisposableStack();
  const home = await dataFolder(stack, "kk-seed-");
  const made = await startEmbeddedPostgres(home);
  await migrate(made.connection);
  await made[Symbol.asyncDispose]();
  const seed = path.join(home, "postgres");
  project.provide("seed", seed);

  const { connection, isSeeded } = stack.use(await testPostgres(seed));
  if (!isSeeded) await migrate(connection);
  project.provide("postgres", connection);
  const all = stack.move();
  return () => all.disposeAsync();
}

async function migrate(connection: Connection): Promise<void> {
  const migrated = await openDatabase(connection, () => undefined);
  const queues = await openQueues({ postgres: connection }, () => undefined);
  await queues[Symbol.asyncDispose]();
  await migrated[Symbol.asyncDispose](); // nobody may be connected to a database that is copied
}
