import { describe, expect, test } from "vitest";
import {
  noPreferences,
  type Pause,
  prefer,
  type Preferences,
  type Preferred,
  type Setting,
} from "../../src/chat/preferences.ts";
import { readPreferred } from "../../src/chat/understanding/settings.ts";

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
    ["quiet", "malam", { quiet: { from: 1320, until: 300 } }],
    ["quiet", "10 malam sampai 5 pagi", { quiet: { from: 1320, until: 300 } }],
    ["quiet", "jam 9.30 malam - jam 6 pagi", { quiet: { from: 1290, until: 360 } }],
    ["quiet", "12 malam sampai 5 pagi", { quiet: { from: 0, until: 300 } }],
    ["quiet", "1 siang sampai 3 sore", { quiet: { from: 780, until: 900 } }],
    ["quiet", "11 siang sampai 1 siang", { quiet: { from: 660, until: 780 } }],
    ["quiet", "jam 10 siang sampai 3 sore", { quiet: { from: 600, until: 900 } }],
    ["quiet", "12 siang - 2 siang", { quiet: { from: 720, until: 840 } }],
    ["quiet", "besok malam", null],
    ["quiet", "", null],
    ["digest", "pagi", { digest: { morning: true, evening: false } }],
    ["digest", "pagi dan sore", { digest: { morning: true, evening: true } }],
    ["digest", "malam wit", { digest: { morning: false, evening: true }, zone: "Asia/Jayapura" }],
    ["digest", "off", { digest: { morning: false, evening: false } }],
    ["digest", "sidang", null],
    ["digest", "", null],
    ["most", "5", { mostADay: 5 }],
    ["most", "5 berita sehari", { mostADay: 5 }],
    ["most", "lima", { mostADay: 5 }],
    ["most", "banyak", null],
    ["most", "mati", { mostADay: null }],
    ["most", "0", null],
    ["most", "99999", null],
    ["most", "-5", null],
    ["pause", "sehari", { pause: { hours: 24 } }],
    ["pause", "Seminggu", { pause: { hours: 168 } }],
    ["pause", "3 hari", { pause: { hours: 72 } }],
    ["pause", "selama 2 minggu", { pause: { hours: 336 } }],
    ["pause", "selesai", { pause: "over" }],
    ["pause", "3 jam", { pause: { hours: 3 } }],
    ["pause", "sejam", { pause: { hours: 1 } }],
    ["pause", "dua minggu", { pause: { hours: 336 } }],
    ["pause", "sebulan", { pause: { hours: 720 } }],
    ["pause", "malam ini", { pause: { untilMorning: "next" } }],
    ["pause", "sampai besok", { pause: { untilMorning: "tomorrow" } }],
    ["pause", "sampai hari senin", { pause: { untilMorning: 1 } }],
    ["pause", "sampai minggu depan", { pause: { untilMorning: 1 } }],
    ["pause", "sampai pekan depan", { pause: { untilMorning: 1 } }],
    ["pause", "sampai minggu", { pause: { untilMorning: 0 } }],
    ["pause", "sampai hari minggu depan", { pause: { untilMorning: 0 } }],
    ["pause", "sampai kapan", null],
    ["pause", "0 hari", null],
    ["pause", "99 minggu", null],
    ["pause", "sebentar", null],
  ])("%s %j", (setting, typed, wanted) => {
    expect(readPreferred(setting, typed)).toEqual(wanted);
  });
});

test("what is not named stays as it was", () => {
  const before: Preferences = { ...noPreferences(), quiet: { from: 0, until: 60 }, mostADay: 3 };
  const at = new Date("2026-11-23T07:30:00Z");
  expect(prefer(before, { zone: "Asia/Makassar" }, at)).toEqual({ ...before, zone: "Asia/Makassar" });
  const paused = prefer(before, { pause: { hours: 168 } }, at);
  expect(paused).toEqual({ ...before, pausedUntil: new Date("2026-11-30T07:30:00Z") });
  expect(prefer(paused, { pause: "over" }, at)).toEqual(before);
});

test.each<[said: string, pause: Pause, zone: Preferences["zone"], at: string, until: string]>([
  ["tonight", { untilMorning: "next" }, "Asia/Jakarta", "2026-11-23T14:30:00Z", "2026-11-23T23:00:00Z"],
  [
    "tonight, said after midnight",
    { untilMorning: "next" },
    "Asia/Jakarta",
    "2026-11-23T18:30:00Z",
    "2026-11-23T23:00:00Z",
  ],
  [
    "tonight in Jayapura",
    { untilMorning: "next" },
    "Asia/Jayapura",
    "2026-11-23T14:30:00Z",
    "2026-11-23T21:00:00Z",
  ],
  [
    "until tomorrow",
    { untilMorning: "tomorrow" },
    "Asia/Makassar",
    "2026-11-23T07:30:00Z",
    "2026-11-23T22:00:00Z",
  ],
  [
    "until Monday, on a Monday",
    { untilMorning: 1 },
    "Asia/Jakarta",
    "2026-11-23T07:30:00Z",
    "2026-11-29T23:00:00Z",
  ],
  [
    "until next week, on a Sunday",
    { untilMorning: 1 },
    "Asia/Jakarta",
    "2026-11-29T07:30:00Z",
    "2026-11-29T23:00:00Z",
  ],
  [
    "until Tuesday, on a Monday",
    { untilMorning: 2 },
    "Asia/Jakarta",
    "2026-11-23T07:30:00Z",
    "2026-11-23T23:00:00Z",
  ],
])("a pause for %s ends at six in the reader's morning", (_, pause, zone, at, until) => {
  const { pausedUntil } = prefer({ ...noPreferences(), zone }, { pause }, new Date(at));
  expect(pausedUntil?.toISOString()).toBe(new Date(until).toISOString());
});
