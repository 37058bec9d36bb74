import { describe, expect, test } from "vitest";
import { tsqueryOf, vectorOf } from "../../src/search/lexemes.ts";
import { readQuery } from "../../src/search/query.ts";
import { withShortNames } from "../../src/search/short-names.ts";
import { wordsOf } from "../../src/search/words.ts";

test.each([
  ["Rp18 juta", ["rp", "18", "juta"]],
  ["M 6,1 di anak-anak Café", ["m", "6,1", "di", "anak", "anak", "cafe"]],
  ["<b>'; drop table--", ["b", "drop", "table"]],
  ["مرحبا 東京 👍", ["مرحبا", "東京"]],
  ["", []],
])("the words of %j", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

describe("a query as typed", () => {
  test.each([
    ["Banjir Jakarta", { words: ["banjir", "jakarta"], phrases: [], either: [], without: [] }],
    ["piala dunia -bola", { words: ["piala", "dunia"], phrases: [], either: [], without: ["bola"] }],
    ['"harga beras" naik', { words: ["naik"], phrases: [["harga", "beras"]], either: [], without: [] }],
    ["“harga beras”", { words: [], phrases: [["harga", "beras"]], either: [], without: [] }],
    [
      "banjir jakarta atau bekasi",
      { words: ["banjir"], phrases: [], either: [[["jakarta"], ["bekasi"]]], without: [] },
    ],
    [
      "di jakarta atau di bekasi",
      { words: ["di"], phrases: [], either: [[["jakarta"], ["bekasi"]]], without: [] },
    ],
    [
      '"kapal tenggelam" ATAU longsor',
      { words: [], phrases: [], either: [[["kapal", "tenggelam"], ["longsor"]]], without: [] },
    ],
    ["atau", { words: [], phrases: [], either: [], without: [] }],
    ["banjir atau", { words: ["banjir"], phrases: [], either: [], without: [] }],
    ['"beras"', { words: ["beras"], phrases: [], either: [], without: [] }],
    ["anak-anak", { words: ["anak", "anak"], phrases: [], either: [], without: [] }],
    ['"tak tertutup', { words: ["tak", "tertutup"], phrases: [], either: [], without: [] }],
    ['- -- "" \' &|!():*<->', { words: [], phrases: [], either: [], without: [] }],
  ])("%j", (typed, query) => {
    expect(readQuery(typed)).toEqual(query);
  });

  test("is cut where it grows out of reason", () => {
    expect(readQuery("kata ".repeat(10_000)).words).toHaveLength(12);
  });
});

test("a tsquery asks for any form of every word, and forbids the words left out", () => {
  expect(tsqueryOf(readQuery("menangkap ikan -laut"))).toBe("('tangkap' | 'nangkap') & ('ikan') & !('laut')");
});

test("words of a phrase keep their distance across common words", () => {
  expect(tsqueryOf(readQuery('"gempa dan tsunami"'))).toBe("(('gempa') <2> ('tsunami'))");
});

test("of what stands on both sides of “atau” one is enough", () => {
  expect(tsqueryOf(readQuery('banjir jakarta atau "kota bekasi"'))).toBe(
    "('banjir') & ((('jakarta')) | (('kota') <1> ('bekasi')))",
  );
});

test("a number alone is never what was looked for", () => {
  const query = readQuery("iphone 17");
  expect(tsqueryOf(query, Infinity)).toBe("(('iphone') | ('17')) & (('iphone'))");
  expect(tsqueryOf(readQuery("17 8"), Infinity)).toBe("(('17') | ('8'))");
});

test.each([
  ["banjir jakbar", ["banjir"], [[["jakbar"], ["jakarta", "barat"]]]],
  ["jakarta barat banjir", ["banjir"], [[["jakbar"], ["jakarta", "barat"]]]],
  ["barat jakarta", ["barat", "jakarta"], []],
  [
    "kpk di jatim",
    ["di"],
    [
      [["kpk"], ["komisi", "pemberantasan", "korupsi"]],
      [["jatim"], ["jawa", "timur"]],
    ],
  ],
])("%j is looked for by short name and by full one", (typed, words, either) => {
  expect(withShortNames(readQuery(typed))).toMatchObject({ words, either });
});

test("one word may be missing, or all but one", () => {
  const query = readQuery("satu dua tiga");
  expect(tsqueryOf(query, 1)).toBe("((('dua') & ('tiga')) | (('satu') & ('tiga')) | (('satu') & ('dua')))");
  expect(tsqueryOf(query, Infinity)).toBe("(('satu') | ('dua') | ('tiga'))");
});

test("only common words, or none, leave nothing to ask for", () => {
  expect(tsqueryOf(readQuery("yang di dan"))).toBeNull();
  expect(tsqueryOf(readQuery("-bola"))).toBeNull();
});

test("an article's title weighs more than its text, and common words leave their places", () => {
  expect(vectorOf("Banjir di Bekasi", "Warga mengungsi")).toBe(
    "'banjir':1A 'bekasi':3A 'warga':5 'kungsi':6 'ungsi':6",
  );
});
