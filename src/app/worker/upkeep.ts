import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { OutgoingMessage } from "../../delivery/delivery.ts";
import { codeOf } from "../../error-code.ts";
import { forgetSignIns } from "../../store/desk/sign-ins.ts";
import { forgetOld } from "../../store/upkeep/retention.ts";
import { HOUR_MS, MINUTE_MS } from "../../time.ts";
import { backupIsDue, backupName, backupsFolder, superfluous } from "../backup-schedule.ts";
import { backUpInto } from "../backups.ts";
import type { Core } from "../core.ts";
import { SESSIONS } from "../desk/sign-in.ts";
import type { Notices } from "../messengers/notices.ts";
import { troubleNotices } from "../messengers/trouble-notices.ts";

/** Once an hour: deletes what is past its retention time and, on the embedded database, makes the nightly backup. Until the signal aborts. */
export async function keepUp(
  wiring: Pick<Core, "config" | "pool" | "events" | "clock"> & Pick<Notices, "tellEditors">,
  signal: AbortSignal,
): Promise<void> {
  const { config, pool, events, clock } = wiring;
  const editors = troubleNotices(wiring, "backup");
  for (let wait = MINUTE_MS; ; wait = HOUR_MS) {
    await clock.sleep(wait, signal); // not right at the start, when there is more urgent work
    if (signal.aborted) return;
    await forgetOld(pool, config.retention, clock.now(), signal).then(
      (counts) => events.forgotten(counts),
      (error: unknown) => events.fault("retention", error),
    );
    await forgetSignIns(pool, SESSIONS, clock.now()).catch((error: unknown) => events.fault("people", error));
    await backUpTonight().catch((error: unknown) => {
      if (signal.aborted) return; // our stop ended the backup; the next start makes it
      events.fault("backup", error);
      return editors.begins(BACKUP, backupFailed(error));
    });
  }

  async function backUpTonight(): Promise<void> {
    const folder = backupsFolder(config);
    if (folder === null) return;
    const { hour, keep } = config.backups;
    const now = clock.now();
    if (!backupIsDue(await namesIn(folder), now, hour)) return;
    const { bytes } = await backUpInto(path.join(folder, backupName(now)), pool, now, signal);
    events.backedUp(bytes);
    await editors.end(BACKUP, "Cadangan malam");
    for (const name of superfluous(await namesIn(folder), now, keep)) await rm(path.join(folder, name));
  }
}

const BACKUP = "backup"; // a trouble's cause

/** `error`'s code says enough: a full disk, a folder that may not be written. */
function backupFailed(error: unknown): OutgoingMessage {
  const code = codeOf(error);
  return {
    text: [
      { bold: "Cadangan malam gagal" },
      `${code === "" ? "" : ` (${code})`}. Dicoba lagi tiap jam. ${
        code === "EROFS"
          ? "Folder cadangan hanya boleh dibaca oleh layanan; di bawah systemd, sebut folder itu di ReadWritePaths= pada unitnya."
          : "Periksa ruang disk dan folder cadangan di mesin layanan."
      }`,
    ],
    preview: false,
  };
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
