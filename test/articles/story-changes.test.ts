import { describe, expect, test } from "vitest";
import { type Change, changesBetween, replacesFacts } from "../../src/articles/story-changes.ts";

const text = (...paragraphs: string[]) => ({ title: "Atap Pasar Ambruk", paragraphs });

describe("what a later text says otherwise", () => {
  const cases: [string, string, string, Partial<Change>[]][] = [
    [
      "a number, with what it counts",
      "Sebanyak 15 pedagang terluka dalam kejadian itu.",
      "Sebanyak 23 pedagang terluka dalam kejadian itu.",
      [{ kind: "figure", before: "15 pedagang", after: "23 pedagang" }],
    ],
    [
      "a number in words",
      "Korban tewas dua orang, kata polisi setempat.",
      "Korban tewas tiga orang, kata polisi setempat.",
      [{ kind: "figure", before: "dua orang", after: "tiga orang" }],
    ],
    [
      "a minus",
      "Suhu di puncak turun hingga -5 derajat.",
      "Suhu di puncak turun hingga 5 derajat.",
      [{ kind: "figure", before: "-5 derajat", after: "5 derajat" }],
    ],
    [
      "a name",
      "Keterangan itu disampaikan Rendra Wibawa di lokasi kejadian.",
      "Keterangan itu disampaikan Rendra Wijaya di lokasi kejadian.",
      [{ kind: "name", before: "Wibawa", after: "Wijaya" }],
    ],
    [
      "figures before words",
      "Polisi menduga rangka lapuk, dan ada 15 orang di sana.",
      "Polisi memastikan rangka lapuk, dan ada 16 orang di sana.",
      [
        { kind: "figure", before: "15 orang", after: "16 orang" },
        { kind: "words", before: "menduga", after: "memastikan" },
      ],
    ],
    [
      "a sentence that is gone",
      "Rangka roboh. Polisi datang.",
      "Rangka roboh.",
      [{ before: "Polisi datang.", after: "" }],
    ],
    [
      "a sentence that came",
      "Rangka roboh.",
      "Rangka roboh. Polisi datang.",
      [{ before: "", after: "Polisi datang." }],
    ],
    ["only punctuation and case", "“Kami tiba,” kata Rendra.", '"kami tiba" kata Rendra', []],
    ["only the order", "Rangka roboh. Polisi datang.", "Polisi datang. Rangka roboh.", []],
  ];
  test.each(cases)("%s", (_, before, after, expected) => {
    expect(changesBetween(text(before), text(after))).toMatchObject(expected);
    expect(changesBetween(text(before), text(after))).toHaveLength(expected.length);
  });

  test("the title counts like a sentence", () => {
    const changes = changesBetween(
      { title: "12 Orang Tewas dalam Gempa", paragraphs: [] },
      { title: "15 Orang Tewas dalam Gempa", paragraphs: [] },
    );
    expect(changes).toEqual([{ kind: "figure", before: "12 Orang", after: "15 Orang" }]);
  });
});

describe("news or not", () => {
  test.each([
    ["another figure", "Ada 15 orang di sana saat itu.", "Ada 16 orang di sana saat itu.", true],
    ["another name", "Itu kata Rendra Wibawa kepada kami.", "Itu kata Rendra Wijaya kepada kami.", true],
    ["other words", "Rangka itu roboh setelah hujan.", "Rangka itu ambruk setelah hujan.", false],
    ["a paragraph more", "Rangka roboh.", "Rangka roboh. Pasar ditutup 14 hari.", false],
  ])("%s", (_, before, after, expected) => {
    expect(replacesFacts(changesBetween(text(before), text(after)))).toBe(expected);
  });
});

test("two texts without a line in common are compared in time that grows with their length", () => {
  const words = (seed: number) =>
    Array.from({ length: 4000 }, (_, i) => `kata${(i * 7919 + seed) % 5000}`).join(" ");
  // A comparison of every line with every other one would meet the test's own time limit.
  expect(changesBetween(text(words(1)), text(words(2)))).not.toEqual([]);
});
