import { describe, expect, test } from "vitest";
import {
  NO_PREFERENCES,
  prefer,
  type Preferences,
  type Preferred,
  readPreferred,
  type Setting,
} from "../../src/chat/preferences.ts";

describe("what follows the command means", () => {
  test.each<[setting: Setting, typed: string, wanted: Preferred | null]>([
    ["quiet", "22-5", { quiet: { from: 1320, until: 300 } }],
    ["quiet", "22.30 - 05:15", { quiet: { from: 1350, until: 315 } }],
    ["quiet", "dari jam 21 sampai jam 6", { quiet: { from: 1260, until: 360 } }],
    ["quiet", "22–24", { quiet: { from: 1320, until: 0 } }],
    ["quiet", "22-5 WIT", { quiet: { from: 1320, until: 300 }, zone: "Asia/Jayapura" }],
    ["quiet", "wita", { zone: "Asia/Makassar" }],
    ["quiet", "22-5 tanpa kilat", { quiet: { from: 1320, until: 300 }, breakingAnyway: false }],
    ["quiet", "22-5 kecuali berita kilat", { quiet: { from: 1320, until: 300 }, breakingAnyway: true }],
    ["quiet", "tanpa kilat", { breakingAnyway: false }],
    ["quiet", "mati", { quiet: null }],
    ["quiet", "22-22", null],
    ["quiet", "25-5", null],
    ["quiet", "22.60-5", null],
    ["quiet", "malam", null],
    ["quiet", "", null],
    ["digest", "pagi", { digest: { morning: true, evening: false } }],
    ["digest", "pagi dan sore", { digest: { morning: true, evening: true } }],
    ["digest", "malam wit", { digest: { morning: false, evening: true }, zone: "Asia/Jayapura" }],
    ["digest", "off", { digest: { morning: false, evening: false } }],
    ["digest", "sidang", null],
    ["digest", "", null],
    ["most", "5", { mostADay: 5 }],
    ["most", "5 berita sehari", { mostADay: 5 }],
    ["most", "mati", { mostADay: null }],
    ["most", "0", null],
    ["most", "99999", null],
    ["most", "-5", null],
    ["pause", "sehari", { pauseDays: 1 }],
    ["pause", "Seminggu", { pauseDays: 7 }],
    ["pause", "3 hari", { pauseDays: 3 }],
    ["pause", "selama 2 minggu", { pauseDays: 14 }],
    ["pause", "selesai", { pauseDays: 0 }],
    ["pause", "0 hari", null],
    ["pause", "99 minggu", null],
    ["pause", "sebentar", null],
  ])("%s %j", (setting, typed, wanted) => {
    expect(readPreferred(setting, typed)).toEqual(wanted);
  });
});

test("what is not named stays as it was", () => {
  const before: Preferences = { ...NO_PREFERENCES, quiet: { from: 0, until: 60 }, mostADay: 3 };
  const at = new Date("2026-11-23T07:30:00Z");
  expect(prefer(before, { zone: "Asia/Makassar" }, at)).toEqual({ ...before, zone: "Asia/Makassar" });
  const paused = prefer(before, { pauseDays: 7 }, at);
  expect(paused).toEqual({ ...before, pausedUntil: new Date("2026-11-30T07:30:00Z") });
  expect(prefer(paused, { pauseDays: 0 }, at)).toEqual(before);
});
