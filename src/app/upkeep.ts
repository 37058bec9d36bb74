import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import type { Config } from "../config.ts";
import type { Clock } from "../delivery/clock.ts";
import type { Events } from "../events.ts";
import { forgetSignIns } from "../store/sign-ins.ts";
import { forgetOld } from "../store/retention.ts";
import { SESSIONS } from "./sign-in.ts";
import { backUpInto } from "./backups.ts";
import { backupIsDue, backupName, superfluous } from "./nightly.ts";

/**
 * What a service does for itself once an hour: it forgets what is older than it is to be kept, and, on the embedded database, backs
 * itself up each night. Resolves when the signal aborts.
 */
export async function keepUp(
  { config, pool, events, clock }: { config: Config; pool: pg.Pool; events: Events; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  for (let wait = MINUTE_MS; ; wait = HOUR_MS) {
    await clock.sleep(wait, signal); // a start has better things to do
    if (signal.aborted) return;
    await forgetOld(pool, config.retention, clock.now(), signal).then(
      (counts) => events.forgotten(counts),
      (error: unknown) => events.fault("retention", error),
    );
    await forgetSignIns(pool, SESSIONS, clock.now()).catch((error: unknown) => events.fault("people", error));
    await backUpTonight().catch((error: unknown) => events.fault("backup", error));
  }

  async function backUpTonight(): Promise<void> {
    const { backups, database } = config;
    if (!backups || !("folder" in database)) return;
    const folder = path.resolve(backups.folder ?? path.join(database.folder, "backups"));
    const now = clock.now();
    if (!backupIsDue(await namesIn(folder), now, backups.hour)) return;
    const { bytes } = await backUpInto(path.join(folder, backupName(now)), pool, now);
    events.backedUp(bytes);
    for (const name of superfluous(await namesIn(folder), backups.keep)) await rm(path.join(folder, name));
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
