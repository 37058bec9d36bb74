import { expect, test } from "vitest";
import { readFilter } from "../../src/search/filter.ts";

test.each([
  ["Banjir  Jakarta!", "banjir jakarta"],
  ["banjir di jakarta", "banjir jakarta"],
  ["timnas -bola", "timnas -bola"],
  ['"Ibu Kota" baru', 'baru "ibu kota"'],
  ["covid-19", "covid 19"],
  ["usaha mikro kecil dan menengah", "usaha mikro kecil menengah"],
])("%j is followed as %j, and read again it is the same", (typed, words) => {
  const filter = readFilter(typed);
  expect(filter?.words).toBe(words);
  expect(readFilter(words)).toEqual(filter);
});

test("a filter is looked up by the longest word an alert must have", () => {
  expect(readFilter("api kebakaran -hutanlindung")?.keys).toEqual(readFilter("kebakaran")?.keys);
});

test.each(["", "yang di", "-bola", "…", "🙂", "x".repeat(60), "banjir ".repeat(12)])(
  "%j is nothing to follow",
  (typed) => {
    expect(readFilter(typed)).toBeNull();
  },
);
