import type { TestProject } from "vitest/node";
import { openQueues } from "../../src/queue/bullmq.ts";
import { openDatabase } from "../../src/store/database.ts";
import { type Connection, testPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: Connection;
  }
}

/** One real PostgreSQL for the whole run, with a database that each test copies: migrated, and with the queue's tables. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await testPostgres();
  const migrated = await openDatabase(server.connection, () => undefined);
  const queues = await openQueues({ postgres: server.connection }, () => undefined);
  await queues[Symbol.asyncDispose]();
  await migrated[Symbol.asyncDispose](); // nobody may be connected to a database that is copied
  project.provide("postgres", server.connection);
  return async () => server[Symbol.asyncDispose]();
}
