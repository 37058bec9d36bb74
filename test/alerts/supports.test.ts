import { describe, expect, test } from "vitest";
import { supportsOf } from "../../src/alerts/supports.ts";

/** What an editor can look up in the article with one press. */
const ARTICLE = [
  "Harga cabai rawit di Pasar Induk Sagara turun menjadi Rp38.000 per kilogram pada Senin (23/11/2026).",
  "Direktur Laksmi Handayani mengatakan 6,1 juta orang terbantu. “Stok aman sampai Januari,” katanya.",
];

const saidOf = (summary: string, headline = ""): string[] =>
  supportsOf({ headline, summary, flash: "" }, ARTICLE).map(({ said }) => said);

describe("a number", () => {
  test.each([
    ["with its currency", "Harganya turun jadi Rp38.000 saja.", "Rp38.000"],
    ["with its scale", "Sebanyak 6,1 juta orang terbantu.", "6,1 juta"],
    ["as a whole date", "Itu terjadi kemarin (23/11/2026).", "23/11/2026"],
    ["as a score", "Mereka menang 3-1 di kandang.", "3-1"],
  ])("is taken %s", (_, summary, expected) => {
    expect(saidOf(summary)).toContain(expected);
  });

  test("is not found inside another number", () => {
    const [support] = supportsOf({ headline: "", summary: "ada 38 orang", flash: "" }, ARTICLE);
    expect(support).toEqual({ kind: "number", said: "38", place: null });
  });

  test("of a headline is taken, but not its words, which may all have capitals", () => {
    expect(saidOf("", "Harga Cabai Turun Jadi Rp38.000 per Kilogram")).toEqual(["Rp38.000"]);
  });
});

test("a name is a run of capitals, and not the word that begins a sentence", () => {
  expect(saidOf("Harga turun di Pasar Induk Sagara. Menurut Laksmi Handayani, stok aman.")).toEqual([
    "Pasar Induk Sagara",
    "Laksmi Handayani",
  ]);
});

test("a quotation is one thing, and its place is where the article has its words", () => {
  const supports = supportsOf(
    { headline: "", summary: "Ia berkata “Stok aman sampai Januari”.", flash: "" },
    ARTICLE,
  );
  expect(supports).toHaveLength(1);
  const place = supports[0]?.place;
  expect(place && ARTICLE[place.line]?.slice(place.start, place.end)).toBe("Stok aman sampai Januari");
});
