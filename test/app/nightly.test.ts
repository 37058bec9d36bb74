import { describe, expect, test } from "vitest";
import { backupIsDue, backupName, newestBackup, superfluous } from "../../src/app/backup-schedule.ts";

const at = (iso: string): Date => new Date(iso);

describe("each night one backup, at three o'clock in Jakarta", () => {
  test.each<[string, string[], string, boolean]>([
    ["the first is due at once, whatever the hour", [], "2026-11-24T10:00:00Z", true],
    ["before three, last night's is enough", ["2026-11-22T20:00:05Z"], "2026-11-23T19:59:00Z", false],
    ["after three, it is not", ["2026-11-22T20:00:05Z"], "2026-11-23T20:00:00Z", true],
    ["and this night's is", ["2026-11-23T20:00:05Z"], "2026-11-24T10:00:00Z", false],
    [
      "one that a clock ahead of its time named is none",
      ["2031-01-01T00:00:00Z"],
      "2026-11-24T10:00:00Z",
      true,
    ],
    ["a service that slept for a week makes one", ["2026-11-16T20:00:05Z"], "2026-11-24T10:00:00Z", true],
  ])("%s", (_what, made, now, due) => {
    expect(
      backupIsDue(
        made.map((one) => backupName(at(one))),
        at(now),
        3,
      ),
    ).toBe(due);
  });

  test("files that are not ours count for nothing", () => {
    expect(backupIsDue(["kabarkilat-besok.tar.gz", "catatan.txt"], at("2026-11-24T10:00:00Z"), 3)).toBe(true);
  });
});

test("the oldest backups beyond the newest few are superfluous; other people's files never are", () => {
  const nights = [24, 22, 23, 21].map((day) => backupName(at(`2026-11-${day}T20:00:00Z`)));
  const now = at("2026-11-25T10:00:00Z");
  expect(superfluous([...nights, "catatan.txt", `${nights[0]}.part`], now, 2)).toEqual([
    "kabarkilat-2026-11-21T20-00-00Z.tar.gz",
    "kabarkilat-2026-11-22T20-00-00Z.tar.gz",
  ]);
  expect(superfluous(nights, now, 7)).toEqual([]);
});

test("backups that a clock ahead of its time named drive no good one out, and are not the newest", () => {
  const now = at("2026-11-25T10:00:00Z");
  const good = [backupName(at("2026-11-23T20:00:00Z")), backupName(at("2026-11-24T20:00:00Z"))];
  const ahead = backupName(at("2031-01-01T00:00:00Z"));
  expect(superfluous([...good, ahead], now, 2)).toEqual([ahead]);
  expect(newestBackup([...good, ahead], now)).toEqual(at("2026-11-24T20:00:00Z"));
});
