import { expect, test } from "vitest";
import { isAbout, suggestWords } from "../../src/search/suggestions.ts";

const TITLES = [
  "Harga Beras Naik Lagi di Pasar Cendana",
  "Pedagang Pasar Cendana Keluhkan Pungutan",
  "Pasar Cendana Ditutup Tiga Hari",
  "Beras Impor Masuk Pelabuhan Sagara",
  "Stok Beras Aman hingga Desember",
  "Bupati Buka Lomba Layang-Layang",
];

test("words that several titles share are suggested, two together where they stand together", () => {
  expect(suggestWords(TITLES, [], 10)).toEqual([
    { words: "beras", articles: 3 },
    { words: "pasar cendana", articles: 3 },
  ]);
});

test("what a topic has already is not", () => {
  expect(suggestWords(TITLES, ["Beras"], 10).map(({ words }) => words)).toEqual(["pasar cendana"]);
});

test("a title counts once, however often it says a word; days, numbers and empty words count for nothing", () => {
  expect(
    suggestWords(["Banjir, Banjir, Banjir Senin", "Senin 2026 di Sagara", "Senin Baru"], [], 10),
  ).toEqual([]);
});

test.each([
  ["pasar cendana", "pasar cendana", true],
  ["cendana", "pasar cendana", true],
  ['"pasar cendana" kebakaran', "pasar cendana", true],
  ["Cendana -pasar", "pasar cendana", true],
  ["beras -cendana", "pasar cendana", false],
  ["pasar induk", "pasar cendana", false],
  ["-cendana", "pasar cendana", false],
])("a reader's “%s” and the suggestion “%s”: about the same? %s", (filter, suggestion, same) => {
  expect(isAbout(filter, suggestion)).toBe(same);
});
