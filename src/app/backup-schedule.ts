import path from "node:path";
import type { Config } from "../config.ts";
import { DAY_MS, HOUR_MS, startOfDay } from "../time.ts";

/** When a nightly backup is due and which old ones are deleted, decided by the files' names alone. Pure. */

const OURS = /^kabarkilat-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)Z\.tar\.gz$/;

/** "kabarkilat-2026-11-24T03-30-00Z.tar.gz": the order of names is that of time. */
export function backupName(at: Date): string {
  return `kabarkilat-${at.toISOString().slice(0, 19).replaceAll(":", "-")}Z.tar.gz`;
}

/**
 * Whether no backup was made since it was last `hour` o'clock at the newsroom. A name with a later time than now does not count: a clock that was ahead
 * gave it.
 */
export function backupIsDue(names: readonly string[], now: Date, hour: number): boolean {
  const today = startOfDay(now).getTime() + hour * HOUR_MS;
  const lastNight = today <= now.getTime() ? today : today - DAY_MS;
  return timesBy(names, now).every((at) => at.getTime() < lastNight);
}

/** Our own backups beyond the newest `keep`, to be deleted; those with a time later than now are deleted first. */
export function superfluous(names: readonly string[], now: Date, keep: number): string[] {
  const ours = names.filter((name) => madeAt(name) !== null).sort();
  const ahead = ours.filter((name) => timesBy([name], now).length === 0);
  return [...ahead, ...ours.filter((name) => !ahead.includes(name))].slice(0, -keep);
}

/** The time of our newest backup; null where there is none. */
export function newestBackup(names: readonly string[], now: Date): Date | null {
  return timesBy(names, now).toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

/** Whether `name` is an unfinished backup, of `file` or of one of our own names. */
export function isPart(name: string, file: string): boolean {
  const [, whole = ""] = /^(.+)\.[0-9a-f]{8}\.part$/.exec(name) ?? [];
  return OURS.test(whole) || whole === file;
}

/** The folder of the nightly backups; null where none are made. */
export function backupsFolder({ backups, database }: Pick<Config, "backups" | "database">): string | null {
  if (backups.keep === 0 || !("folder" in database)) return null;
  return path.resolve(backups.folder ?? path.join(database.folder, "backups"));
}

function timesBy(names: readonly string[], now: Date): Date[] {
  return names.flatMap((name) => {
    const at = madeAt(name);
    return at && at <= now ? at : [];
  });
}

function madeAt(name: string): Date | null {
  const [, at] = OURS.exec(name) ?? [];
  return at === undefined ? null : new Date(`${at.slice(0, 10)}T${at.slice(11).replaceAll("-", ":")}Z`);
}
