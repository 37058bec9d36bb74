import { expect, test } from "vitest";
import { readDays } from "../../src/search/days.ts";

/** Monday, 23 November 2026, 2.30 in the night in Jakarta: still Sunday in London. */
const NOW = new Date("2026-11-22T19:30:00Z");

test.each<[typed: string, from: string, until: string, rest: string]>([
  ["banjir hari ini", "2026-11-23", "2026-11-24", "banjir"],
  ["banjir kemarin", "2026-11-22", "2026-11-23", "banjir"],
  ["Kemarin lusa", "2026-11-21", "2026-11-22", ""],
  ["gempa 3 hari yang lalu", "2026-11-20", "2026-11-21", "gempa"],
  ["gempa 3 hari terakhir", "2026-11-21", "2026-11-24", "gempa"],
  ["minggu ini", "2026-11-23", "2026-11-30", ""],
  ["timnas minggu lalu menang", "2026-11-16", "2026-11-23", "timnas menang"],
  ["minggu kemarin", "2026-11-16", "2026-11-23", ""],
  ["seminggu terakhir", "2026-11-17", "2026-11-24", ""],
  ["inflasi bulan ini", "2026-11-01", "2026-12-01", "inflasi"],
  ["inflasi bulan lalu", "2026-10-01", "2026-11-01", "inflasi"],
  ["banjir Juni 2024", "2024-06-01", "2024-07-01", "banjir"],
  ["banjir pada bulan desember", "2025-12-01", "2026-01-01", "banjir"],
  ["oktober", "2026-10-01", "2026-11-01", ""],
  ["banjir 17 Agustus 2024", "2024-08-17", "2024-08-18", "banjir"],
  ["banjir 24 november", "2025-11-24", "2025-11-25", "banjir"],
  ["banjir 17/8/2024", "2024-08-17", "2024-08-18", "banjir"],
  ["pemilu tahun 2024", "2024-01-01", "2025-01-01", "pemilu"],
  ["tahun lalu", "2025-01-01", "2026-01-01", ""],
  ["gempa tgl 21 nov", "2026-11-21", "2026-11-22", "gempa"],
  ["banjir 3 jan 2025", "2025-01-03", "2025-01-04", "banjir"],
  ["gempa nov 2026", "2026-11-01", "2026-12-01", "gempa"],
  ["berita 21/11", "2026-11-21", "2026-11-22", ""],
  ["kebakaran tadi pagi", "2026-11-23", "2026-11-24", "kebakaran"],
  ["timnas malam ini", "2026-11-23", "2026-11-24", "timnas"],
  ["banjir hari jumat", "2026-11-20", "2026-11-21", "banjir"],
  ["hari minggu", "2026-11-22", "2026-11-23", ""],
  ["hari senin", "2026-11-23", "2026-11-24", ""],
  ["senin lalu", "2026-11-16", "2026-11-17", ""],
  ["jumat kemarin", "2026-11-20", "2026-11-21", ""],
  ["kemaren", "2026-11-22", "2026-11-23", ""],
  ["gempa belakangan ini", "2026-11-17", "2026-11-24", "gempa"],
])("%j is %s until %s, and about %j", (typed, from, until, rest) => {
  const read = readDays(typed, NOW);
  expect(read?.rest).toBe(rest);
  expect([read?.span.from, read?.span.until]).toEqual([midnight(from), midnight(until)]);
});

test("last night begins in the evening and ends with the reports of the morning", () => {
  expect(readDays("banjir semalam", NOW)).toEqual({
    span: {
      from: new Date("2026-11-22T18:00:00+07:00"),
      until: new Date("2026-11-23T12:00:00+07:00"),
      name: "semalam",
    },
    rest: "banjir",
  });
});

test.each([
  "pemilu 2024",
  "minggu",
  "senin",
  "suara 2/3",
  "desa",
  "sep",
  "kemarinan",
  "juniper",
  "32/13/2024",
  "",
])("%j names no days", (typed) => {
  expect(readDays(typed, NOW)).toBeNull();
});

function midnight(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`);
}
