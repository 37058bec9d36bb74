import { expect, test } from "vitest";
import { publishedAtOf } from "../../src/articles/published-at.ts";

test.each([
  ["2025-06-10T20:18:00+07:00", "2025-06-10T13:18:00.000Z"],
  ["2025-06-10T13:18:00Z", "2025-06-10T13:18:00.000Z"],
  ["2016-02-16T13:01:52+0700", "2016-02-16T06:01:52.000Z"],
  ["2016-02-16 09:20:00", "2016-02-16T02:20:00.000Z"],
  ["Selasa, 23 Februari 2016 | 14:49 WIB", "2016-02-23T07:49:00.000Z"],
  ["Jum'at, 17 Februari 2017 - 13:30 wib", "2017-02-17T06:30:00.000Z"],
  ["Senin, 9 Juni 2025 20:20 WITA", "2025-06-09T12:20:00.000Z"],
  ["Rabu, 4 Juni 2025, 09.05 WIT", "2025-06-04T00:05:00.000Z"],
  ["Diperbarui 19 Jun 2025, 07:32 WIB", "2025-06-19T00:32:00.000Z"],
  ["Kabar - 10/06/2025, 20:28 WIB", "2025-06-10T13:28:00.000Z"],
])("%s", (text, moment) => {
  expect(publishedAtOf(text)?.toISOString()).toBe(moment);
});

test.each([
  "",
  "kemarin",
  "10 Juni 2025",
  "Rabu (10/6/2025)",
  "32 Januari 2025, 10:00 WIB",
  "pukul 10.00 WIB",
])("names no moment: %s", (text) => {
  expect(publishedAtOf(text)).toBeNull();
});
