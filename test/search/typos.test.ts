import { expect, test } from "vitest";
import { forgivable, isOneErrorAway, pieces } from "../../src/search/typos.ts";

test.each([
  ["banjir", "banjir", true],
  ["bnjir", "banjir", true],
  ["banjirr", "banjir", true],
  ["bankir", "banjir", true],
  ["bnajir", "banjir", true],
  ["banjri", "banjir", true],
  ["abanjir", "banjir", true],
  ["banji", "banjir", true],
  ["bnjr", "banjir", false],
  ["bcda", "abcd", false],
  ["banjir", "banjar", true],
  ["bnjari", "banjir", false],
])("%s for %s: %s", (typed, meant, near) => {
  expect(isOneErrorAway(typed, meant)).toBe(near);
  expect(isOneErrorAway(meant, typed)).toBe(near);
});

test.each(["bnjir", "banjirr", "bankir", "bnajir", "banjri", "abanjir", "banji"])(
  "%s is found under a piece of banjir",
  (typed) => {
    expect(pieces(typed).filter((piece) => pieces("banjir").includes(piece))).not.toEqual([]);
  },
);

test("only words long enough are forgiven, and numbers never", () => {
  expect(forgivable(["ikan", "api", "2026", "ikan", "москва", "x".repeat(25)])).toEqual(["ikan"]);
});
