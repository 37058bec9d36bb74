import { expect, test } from "vitest";
import { figuresIn, tokenOf } from "../../src/articles/counted.ts";
import { numberWords } from "../../src/articles/number-words.ts";
import { quantities } from "../../src/summaries/check/quantities.ts";

test.each([
  ["sebelas", 11],
  ["dua belas", 12],
  ["dua puluh satu", 21],
  ["seratus", 100],
  ["seratus dua puluh", 120],
  ["lima ratus tiga", 503],
  ["seribu", 1000],
  ["seribu dua ratus", 1200],
  ["dua ribu lima ratus", 2500],
  ["dua belas ribu", 12_000],
  ["tiga juta empat ratus ribu", 3_400_000],
  ["sejuta", 1_000_000],
  ["dua miliar seratus juta sepuluh", 2_100_000_010],
])("%s is %i", (words, value) => {
  const all = words.split(" ");
  expect(numberWords(all)).toEqual({ value, length: all.length });
  expect(quantities(`Ada ${words} orang.`)).toMatchObject([{ value, unit: "orang" }]);
  expect(figuresIn(`${words} orang tewas`.split(" ").map(tokenOf))).toMatchObject([
    { value: String(value), counts: "tewas" },
  ]);
});

test.each([
  ["dua tiga orang", 2, 1],
  ["sepuluh dua", 10, 1],
  ["satu puluh satu", 11, 3],
  ["lima puluh sepuluh", 50, 2],
  ["tiga ribu dua juta", 3002, 3],
])("of “%s” one number is read as far as it goes", (words, value, length) => {
  expect(numberWords(words.split(" "))).toEqual({ value, length });
});

test.each(["ribu", "puluh", "belasan", "puluhan", "setengah", "sepertiga", "ketiga", "orang"])(
  "“%s” begins no number",
  (word) => {
    expect(numberWords([word])).toBeNull();
  },
);

test("two numbers in a row are two, each where it stands", () => {
  const text = "Sekitar dua tiga orang";
  const found = quantities(text);
  expect(found).toMatchObject([
    { value: 2, unit: null },
    { value: 3, unit: "orang" },
  ]);
  expect(found.map(({ start, text: words }) => text.slice(start, start + words.length))).toEqual([
    "dua",
    "tiga orang",
  ]);
});

test("one person dead is a figure, one person who says something is none", () => {
  expect(figuresIn("Seorang warga tewas".split(" ").map(tokenOf))).toMatchObject([
    { value: "1", counts: "tewas", news: true },
  ]);
  expect(figuresIn("Seorang saksi melapor".split(" ").map(tokenOf)).filter(({ news }) => news)).toEqual([]);
});
