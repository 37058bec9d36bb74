import { expect, test } from "vitest";
import { readMoment, zoneNamed } from "../../src/chat/moment.ts";

const NOW = new Date("2026-11-24T10:00:00Z"); // 17.00 WIB, 18.00 WITA, 19.00 WIT

test.each<[string, string | null]>([
  ["18.30", "2026-11-24T11:30:00Z"],
  ["18:30 WIB", "2026-11-24T11:30:00Z"],
  ["pukul 18.30 wita", "2026-11-24T10:30:00Z"],
  ["16.00", "2026-11-25T09:00:00Z"],
  ["18.00 WITA", "2026-11-25T10:00:00Z"],
  ["besok 06.00", "2026-11-24T23:00:00Z"],
  ["besok 06.00 WIT", "2026-11-24T21:00:00Z"],
  ["lusa, 0.05", "2026-11-25T17:05:00Z"],
  ["hari ini 18.30", "2026-11-24T11:30:00Z"],
  ["hari ini 16.30", null],
  ["25 Nov 18.30", "2026-11-25T11:30:00Z"],
  ["25 november 2026 18.30", "2026-11-25T11:30:00Z"],
  ["25/11 18.30", "2026-11-25T11:30:00Z"],
  ["3 jan 06.00", "2027-01-02T23:00:00Z"],
  ["23 nov 2026 18.30", null],
  ["31 feb 06.00", null],
  ["30 menit", "2026-11-24T10:30:00Z"],
  ["2 jam lagi", "2026-11-24T12:00:00Z"],
  ["25.00", null],
  ["18.75", null],
  ["nanti", null],
  ["18", null],
  ["", null],
])("%s", (words, at) => {
  expect(readMoment(words, NOW)).toEqual(at === null ? null : new Date(at));
});

test("the answer speaks of the zone that was named, or of Jakarta's", () => {
  expect(["18.30", "18.30 wita", "besok 18.30 WIT"].map(zoneNamed)).toEqual([
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Jayapura",
  ]);
});
