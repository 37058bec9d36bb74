import type pg from "pg";
import type { Config } from "../config.ts";
import { openPool } from "../store/database.ts";
import type { EmbeddedPostgres } from "../store/embedded/postgres.ts";
import { watchedClient } from "../store/watched-client.ts";

/** How to connect to the configured database; disposing it lets go of a server that was started for it. */
export interface Connecting extends AsyncDisposable {
  readonly connection: pg.PoolConfig;
  /** Waits for PostgreSQL no longer: everything that was asked of it fails, as does what is asked from then on. */
  letGo(): void;
}

/** `embedded` starts, or attaches to, the server in a folder of ours. */
export async function connectionTo(
  database: Config["database"],
  embedded: (folder: string) => Promise<EmbeddedPostgres>,
): Promise<Connecting> {
  const over = new AbortController();
  const Client = watchedClient(undefined, over.signal);
  const letGo = (): void => over.abort();
  if ("url" in database)
    return {
      connection: { connectionString: database.url, Client },
      letGo,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  const server = await embedded(database.folder);
  return {
    connection: { ...server.connection, Client },
    letGo,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** A pool for one task, beside a running service or without one. Its schema is taken as it is. */
export function poolOn(connection: pg.PoolConfig, max: number): { readonly pool: pg.Pool } & AsyncDisposable {
  const pool = openPool(connection, max);
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}

/** The same for the doctor, who does not wait for long. */
export function poolForALook(connection: pg.PoolConfig): ReturnType<typeof poolOn> {
  return poolOn({ ...connection, connectionTimeoutMillis: 5_000 }, 2);
}
