import { expect, onTestFinished, test } from "vitest";
import { publishedAtOf } from "../../src/articles/published-at.ts";
import { setNewsroomZone } from "../../src/time.ts";

const at1748wib = "2024-06-19T10:48:00.000Z";

test.each([
  // as feeds have it
  ["Wed, 19 Jun 2024 17:48:00 +0700", at1748wib],
  ["Wed, 19 Jun 2024 10:48:00 GMT", at1748wib],
  ["19 Jun 2024 10:48 UT", at1748wib],
  ["Wed, 19 Jun 24 17:48:00 +0700", at1748wib],
  ["Wed, 19 Jun 2024 05:48:00 EST", at1748wib],
  ["Wed, 19 Jun 2024 17:48:00 GMT+7", at1748wib],
  ["Wed, 19 Jun 2024 17:48:00 WIB", at1748wib],
  ["Rab, 19 Jun 2024 18:48:00 WITA", at1748wib],
  ["Rabu, 19 Juni 2024 19:48 WIT", at1748wib],
  ["Rabu, 19 Juni 2024 | 17.48 WIB", at1748wib],
  ["Rabu, 19 Juni 2024, pukul 17.48", at1748wib],
  ["Rabu (19/6/2024) 17:48 WIB", at1748wib],
  ["19/06/2024 - 17:48 WIB", at1748wib],
  ["19-06-2024 17:48", at1748wib],
  ["June 19, 2024 5:48 PM", at1748wib],
  ["Wednesday, June 19, 2024 17:48", at1748wib],
  ["2024-06-19T17:48:00+07:00", at1748wib],
  ["2024-06-19T10:48:00Z", at1748wib],
  ["2024-06-19T10:48:00.123Z", at1748wib],
  ["2024-06-19T17:48:00+0700", at1748wib],
  ["2024-06-19T17:48+07", at1748wib],
  ["2024-06-19 17:48:00", at1748wib],
  ["2024/06/19 17:48:00", at1748wib],
  ["  2024-06-19 17:48:00 WIB ", at1748wib],
  ["17 Agustus 2026 00:00 WIB", "2026-08-16T17:00:00.000Z"],
  ["31 Des 2026 23:59:60 +0700", "2026-12-31T16:59:59.000Z"],
  ["1 Mei 2026 7.05 WIB", "2026-05-01T00:05:00.000Z"],
  ["Tue, 06 Okt 2026 12:00:00 +0700", "2026-10-06T05:00:00.000Z"],
  // as pages have it, with words around
  ["Selasa, 23 Februari 2016 | 14:49 WIB", "2016-02-23T07:49:00.000Z"],
  ["Jum'at, 17 Februari 2017 - 13:30 wib", "2017-02-17T06:30:00.000Z"],
  ["Senin, 9 Juni 2025 20:20 WITA", "2025-06-09T12:20:00.000Z"],
  ["Rabu, 4 Juni 2025, 09.05 WIT", "2025-06-04T00:05:00.000Z"],
  ["Diperbarui 19 Jun 2025, 07:32 WIB", "2025-06-19T00:32:00.000Z"],
  ["Kabar - 10/06/2025, 20:28 WIB", "2025-06-10T13:28:00.000Z"],
  ["Ratih Wulandari, 5 orang lain, 19 Juni 2024 · 17:48 WIB oleh Tim 8", at1748wib],
])("%s", (text, moment) => {
  expect(publishedAtOf(text)?.toISOString()).toBe(moment);
});

test.each([
  "",
  "kemarin",
  "2024-06-19",
  "19 Juni 2024",
  "Rabu (10/6/2025)",
  "31 Feb 2026 10:00",
  "32 Januari 2025, 10:00 WIB",
  "pukul 10.00 WIB",
  "2026-13-01",
  "19/19/2024",
  "2026-06-19T25:00:00Z",
  "0000-00-00 00:00:00",
  "1 Jan 0001",
  "Wed, 00 Foo 2024",
])("names no moment: %s", (text) => {
  expect(publishedAtOf(text)).toBeNull();
});

test("a time without a zone is the newsroom's, wherever it is", () => {
  onTestFinished(() => setNewsroomZone("Asia/Jakarta"));
  setNewsroomZone("Asia/Jayapura");
  expect(publishedAtOf("19/06/2024 19:48")?.toISOString()).toBe(at1748wib);
  expect(publishedAtOf("19/06/2024 17:48 WIB")?.toISOString()).toBe(at1748wib);
});

test("a text of any length is read at once", () => {
  for (const text of ["9".repeat(1_000_000), "19 Juni ".repeat(100_000), " ".repeat(1_000_000)])
    expect(publishedAtOf(text)).toBeNull();
});
