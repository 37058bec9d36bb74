import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/store/database.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { host: string; user: string; database: string };
  }
}

/** One real PostgreSQL for the whole run, with a migrated database that each test copies. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "kk-test-"));
  const server = await startEmbeddedPostgres(folder);
  const migrated = await openDatabase(server.connection, () => undefined);
  await migrated[Symbol.asyncDispose](); // nobody may be connected to a database that is copied
  project.provide("postgres", server.connection);
  return async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
}
