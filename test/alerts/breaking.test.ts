import { expect, test } from "vitest";
import { readBreakingMark } from "../../src/alerts/breaking.ts";

const MARKS = ["breaking news", "breaking", "kabar kilat"];

const cases: [string, boolean, string][] = [
  ["BREAKING NEWS: Gempa Guncang Sukamaju", true, "Gempa Guncang Sukamaju"],
  ["Breaking News - Gempa Guncang Sukamaju", true, "Gempa Guncang Sukamaju"],
  ["BREAKING: Gempa Guncang Sukamaju", true, "Gempa Guncang Sukamaju"],
  ["Kabar Kilat | Gempa Guncang Sukamaju", true, "Gempa Guncang Sukamaju"],
  ["Breaking Bad Tayang Lagi di Televisi", false, "Breaking Bad Tayang Lagi di Televisi"],
  ["Gempa Guncang Sukamaju, Breaking News", false, "Gempa Guncang Sukamaju, Breaking News"],
  ["BREAKING NEWS:", false, "BREAKING NEWS:"],
  ["", false, ""],
];

test.each(cases)("%j is breaking: %s", (title, breaking, rest) => {
  expect(readBreakingMark(title, MARKS)).toEqual({ breaking, title: rest });
});
