import { expect, test } from "vitest";
import { age } from "../../src/chat/age.ts";

const NOW = new Date("2026-11-23T07:30:00Z"); // 14.30 WIB

test.each([
  ["2026-11-23T07:29:30Z", "baru saja"],
  ["2026-11-23T09:00:00Z", "baru saja"], // dated into the future
  ["2026-11-23T07:18:00Z", "12 menit lalu"],
  ["2026-11-23T06:30:00Z", "1 jam lalu"],
  ["2026-11-22T17:00:00Z", "14 jam lalu"], // midnight in Jakarta
  ["2026-11-22T16:59:00Z", "kemarin 23.59 WIB"],
  ["2026-11-22T07:05:00Z", "kemarin 14.05 WIB"],
  ["2026-11-21T07:05:00Z", "21 Nov 14.05 WIB"],
  ["2026-07-31T17:00:00Z", "1 Agu 00.00 WIB"],
  ["2025-12-31T16:59:00Z", "31 Des 2025"],
])("%s is %j", (at, said) => {
  expect(age(new Date(at), NOW)).toBe(said);
});

test("days and hours are those of the reader's zone", () => {
  expect(age(new Date("2026-11-22T15:30:00Z"), NOW, "Asia/Jayapura")).toBe("16 jam lalu");
  expect(age(new Date("2026-11-22T07:05:00Z"), NOW, "Asia/Makassar")).toBe("kemarin 15.05 WITA");
});
