import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../../config.ts";
import { codeOf } from "../../error-code.ts";
import { DAY_MS } from "../../time.ts";
import { backupsFolder, newestBackup } from "../backup-schedule.ts";
import { type Check, fault, off, ok } from "./finding.ts";

const WHAT = "Backups";
const OLD_MS = 2 * DAY_MS; // one night may have been missed while the service was down

/** The embedded database backs itself up each night: it did so lately. With a PostgreSQL of the newsroom's own that is its own affair. */
export function backups(config: Pick<Config, "backups" | "database">, now: () => Date): Check {
  return {
    what: WHAT,
    async look() {
      const { database } = config;
      if (!("folder" in database))
        return [off(WHAT, "yours to make: npm run backup, or what your server has for it")];
      const folder = backupsFolder(config);
      if (folder === null) return [off(WHAT, "turned off in the configuration (backups.keep: 0)")];
      const newest = newestBackup(await namesIn(folder), now());
      const made = await stat(path.join(database.folder, "postgres", "PG_VERSION")).catch(() => null);
      const since = newest ?? made?.mtime;
      if (since === undefined) return [off(WHAT, "the first is made after the first start")];
      const old = now().getTime() - since.getTime() > OLD_MS;
      if (newest === null && !old) return [off(WHAT, "the first is made within an hour of the first start")];
      if (newest !== null && !old)
        return [ok(WHAT, `the newest is of ${newest.toISOString()}, in ${folder}`)];
      return [
        fault(
          WHAT,
          newest === null ? `there is none in ${folder}` : `the newest is of ${newest.toISOString()}`,
          "See that the service runs at night and may write into that folder; npm run backup makes one now.",
        ),
      ];
    },
  };
}

/** A folder that is hidden from us is not an empty one. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  });
}
