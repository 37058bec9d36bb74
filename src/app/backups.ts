import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { version } from "../commands/version.ts";
import type { Config } from "../config.ts";
import { restoreBackup, type Restored } from "../store/backup/restore.ts";
import { writeBackup, type Written } from "../store/backup/write.ts";
import { poolConfig } from "../store/database.ts";
import { startEmbeddedPostgres, useEmbeddedPostgres } from "../store/embedded-postgres.ts";

export type { Restored };

export interface Backup extends Written {
  file: string;
  bytes: number;
}

/** Writes a backup of the configured database into a new file, beside a running service or without one. */
export async function backUp(config: Config, file: string, at: Date): Promise<Backup> {
  await using server =
    "folder" in config.database ? await useEmbeddedPostgres(config.database.folder) : undefined;
  await using database = poolOn(config, server?.connection);
  return await backUpInto(file, database.pool, at);
}

/** Reads a backup into the configured database, which must be empty; see `restoreBackup`. */
export async function restore(config: Config, file: string, goOn: boolean, now: Date): Promise<Restored> {
  await stat(file);
  await using server =
    "folder" in config.database ? await startEmbeddedPostgres(config.database.folder) : undefined;
  await using database = poolOn(config, server?.connection);
  return await restoreBackup(database.pool, createReadStream(file), { goOn, now });
}

/**
 * The file is there when it is whole and on the disk, and not before; nobody but its owner may read it. Rejects where there is
 * one of that name.
 */
export async function backUpInto(file: string, pool: pg.Pool, at: Date): Promise<Backup> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
  await (await open(file, "wx", 0o600)).close(); // the name is ours from here on
  const part = `${file}.part`;
  try {
    const written = await writeBackup(pool, createWriteStream(part, { mode: 0o600, flush: true }), {
      version,
      at,
    });
    await rename(part, file);
    return { ...written, file, bytes: (await stat(file)).size };
  } catch (error) {
    await Promise.all([rm(part, { force: true }), rm(file, { force: true })]);
    throw error;
  }
}

function poolOn(config: Config, embedded: pg.PoolConfig | undefined): { pool: pg.Pool } & AsyncDisposable {
  const url = "url" in config.database ? { connectionString: config.database.url } : {};
  const pool = new pg.Pool(poolConfig(embedded ?? url, 2));
  pool.on("error", () => undefined); // whoever is asking hears of it by the query
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}
