import type pg from "pg";
import type { Config } from "../config.ts";
import type { EmbeddedPostgres } from "../store/embedded-postgres.ts";

/** The way to the database that the configuration names; closing it lets go of what was started for it. */
export interface Connecting extends AsyncDisposable {
  readonly connection: pg.PoolConfig;
}

/** `embedded`: how the server in a folder of ours is come by. */
export async function connectionTo(
  database: Config["database"],
  embedded: (folder: string) => Promise<EmbeddedPostgres>,
): Promise<Connecting> {
  if ("folder" in database) return await embedded(database.folder);
  return { connection: { connectionString: database.url }, [Symbol.asyncDispose]: () => Promise.resolve() };
}
