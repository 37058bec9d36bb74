import { randomBytes } from "node:crypto";
import { link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { version } from "../commands/version.ts";
import type { Config } from "../config.ts";
import { codeOf } from "../error-code.ts";
import { restoreBackup, type Restored } from "../store/backup/restore.ts";
import { writeBackup, type Written } from "../store/backup/write.ts";
import { startEmbeddedPostgres, useEmbeddedPostgres } from "../store/embedded/postgres.ts";
import { HOUR_MS } from "../time.ts";
import { isPart } from "./backup-schedule.ts";
import { connectionTo, poolOn } from "./database-connection.ts";
import { sayPlainly } from "./postgres-trouble.ts";

export type { Restored };

const CONNECTIONS = 2;

export interface Backup extends Written {
  file: string;
  bytes: number;
}

/** Writes a backup of the configured database into a new file, beside a running service or without one. */
export async function backUp(config: Config, file: string, at: Date, signal?: AbortSignal): Promise<Backup> {
  await using server = await connectionTo(config.database, useEmbeddedPostgres);
  await using database = poolOn(server.connection, CONNECTIONS);
  return await backUpInto(file, database.pool, at, signal).catch(sayPlainly);
}

/** Reads a backup into the configured database, which must be empty; see `restoreBackup`. */
export async function restore(config: Config, file: string, goOn: boolean, now: Date): Promise<Restored> {
  await using opened = await open(file).catch((cause: unknown) => {
    if (codeOf(cause) !== "ENOENT") throw cause;
    throw new Error(`There is no file ${path.resolve(file)}.`, { cause });
  });
  await using server = await connectionTo(config.database, startEmbeddedPostgres);
  await using database = poolOn(server.connection, CONNECTIONS);
  return await restoreBackup(database.pool, opened.createReadStream(), { goOn, now }).catch(sayPlainly);
}

/**
 * Writes into a file named `.part` and gives it its name when it is complete and on the disk. What a kill leaves behind is deleted by the next
 * backup into the same folder. Only its owner may read it. Rejects where the file exists, and when the signal aborts.
 */
export async function backUpInto(
  file: string,
  pool: pg.Pool,
  at: Date,
  signal?: AbortSignal,
): Promise<Backup> {
  const folder = path.dirname(path.resolve(file));
  const part = `${file}.${randomBytes(4).toString("hex")}.part`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await refuseTaken(file); // before the work, and again after it
    await sweepParts(file, at);
    // Opened before anything is made of it: a stream that opens its file itself fails while nobody listens, and that ends the process.
    await using opened = await open(part, "wx", 0o600);
    const written = await writeBackup(
      pool,
      opened.createWriteStream({ flush: true }),
      { version, at },
      signal,
    );
    await giveName(part, file);
    return { ...written, file, bytes: (await stat(file)).size };
  } catch (cause) {
    const advice = ADVICE[codeOf(cause)];
    if (!advice) throw cause;
    throw Object.assign(new Error(`${advice(folder)}.`, { cause }), { code: codeOf(cause) });
  } finally {
    await rm(part, { force: true }).catch(() => undefined); // where nothing can be written nothing is left either
  }
}

const ELSEWHERE = "name a file on another disk";
const ADVICE: Readonly<Record<string, (folder: string) => string>> = {
  ENOSPC: (folder) => `There is no room for it in ${folder}: make some, or ${ELSEWHERE}`,
  EROFS: (folder) =>
    `The disk of ${folder} may only be read here: ${ELSEWHERE}; under systemd, name the folder in ReadWritePaths= of the unit`,
  EACCES: (folder) =>
    `This user may not write into ${folder}: give the folder to the user whom the service runs as, or name a file elsewhere`,
};

/** Deletes unfinished backups beside `file`, but none that was written into within the last hour: it may be under way. */
async function sweepParts(file: string, at: Date): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  for (const name of (await readdir(folder)).filter((one) => isPart(one, path.basename(file)))) {
    const part = path.join(folder, name);
    const found = await stat(part).catch(() => null); // finished meanwhile
    if (found && Math.abs(at.getTime() - found.mtime.getTime()) > HOUR_MS) await rm(part, { force: true });
  }
}

/** By a link, since unlike a rename it fails where the name is taken. */
async function giveName(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error))) throw error;
    await refuseTaken(file); // a file system without links (exFAT, some shares)
    await rename(part, file);
  }
}

async function refuseTaken(file: string): Promise<void> {
  const there = await stat(file).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (there)
    throw Object.assign(
      new Error(`${file} is there already. A backup overwrites nothing: choose another name.`),
      { code: "EEXIST" },
    );
}
