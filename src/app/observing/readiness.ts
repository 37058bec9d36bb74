import { statfs } from "node:fs/promises";
import type pg from "pg";
import { z } from "zod";
import type { Config } from "../../config.ts";
import { systemClock } from "../../delivery/clock.ts";
import { within } from "../../delivery/within.ts";
import { row } from "../../store/database.ts";

/** Each part that the service cannot work without, and what is wrong with it (null: nothing). */
export async function readinessOf(
  pool: pg.Pool,
  database: Config["database"],
): Promise<Record<string, string | null>> {
  const asked = answersWithin(row(pool, Writable, WRITABLE));
  return {
    database: await asked.then(
      (found) => (found?.writable ? null : "PostgreSQL takes no changes: it is a standby, or set read-only"),
      () => "PostgreSQL does not answer",
    ),
    ...("folder" in database && { disk: await diskOf(database.folder) }),
  };
}

/** Whoever asks how we are is told so even by a PostgreSQL that hangs. */
export const answersWithin = <T>(asked: Promise<T>): Promise<T> =>
  within(ANSWER_MS, asked, systemClock, "PostgreSQL does not answer");

const ANSWER_MS = 5_000; // Prometheus and Kubernetes wait for 10 s and less

const Writable = z.object({ writable: z.boolean() });
const WRITABLE = `select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as writable`;

const FULL_BYTES = 32 * 1024 ** 2; // PostgreSQL's log grows by 16 MB at a time

async function diskOf(folder: string): Promise<string | null> {
  const room = await statfs(folder).catch(() => null);
  return room === null || room.bavail * room.bsize >= FULL_BYTES
    ? null
    : "the data folder's disk is full: nothing is taken in or sent";
}
