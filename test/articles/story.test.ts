import { describe, expect, test } from "vitest";
import type { IncomingArticle } from "../../src/articles/article.ts";
import { searchTerms, textLikeness, traceOf, type Trace } from "../../src/articles/similarity.ts";
import { kinOf, kinship } from "../../src/articles/story.ts";
import { contractorQuestioned, harvestFestival, roofFell, roofFellElsewhere } from "../support/stories.ts";

const traced = ({ title, body }: IncomingArticle): Trace =>
  traceOf({ title, paragraphs: body.content.split("\n") });

const edited = (edit: (lines: string[]) => string[], title = roofFell().title): Trace =>
  traceOf({ title, paragraphs: edit(roofFell().body.content.split("\n")) });

const FURNITURE = "Ikuti terus perkembangan berita daerah hanya di halaman kami setiap hari.";

describe("how two articles belong together", () => {
  const first = traced(roofFell());
  const cases: [string, Trace, ReturnType<typeof kinship>][] = [
    ["the very text", first, "same text"],
    ["under another title", edited((lines) => lines, "Belasan Orang Terluka di Pasar"), "same text"],
    ["with template around it", edited((lines) => [FURNITURE, ...lines, FURNITURE]), "same text"],
    ["without its last paragraph", edited((lines) => lines.slice(0, -1)), "same text"],
    ["with another number", traced(roofFell({}, 23)), "same text"],
    ["in another outlet's words", traced(roofFellElsewhere()), "same news"],
    [
      "in another outlet's words, with another number in the title",
      traced(roofFellElsewhere({ title: "23 Pedagang Terluka saat Atap Pasar Cendana di Sukamaju Ambruk" })),
      "same story",
    ],
    ["another event", traced(harvestFestival()), null],
    ["no text at all", traceOf({ title: null, paragraphs: [] }), null],
  ];
  test.each(cases)("%s", (_, other, expected) => {
    expect(kinship(first, other)).toBe(expected);
    expect(kinship(other, first)).toBe(expected);
  });

  test("a follow-up is never taken for the same news", () => {
    expect(["same story", null]).toContain(kinship(first, traced(contractorQuestioned())));
  });
});

test("kin come closest first, strangers not at all", () => {
  const others = [harvestFestival(), roofFellElsewhere(), roofFell({}, 16)].map((article, i) => ({
    articleId: i + 1,
    storyId: 10 + i,
    source: article.source,
    trace: traced(article),
  }));
  expect(kinOf(traced(roofFell()), others)).toEqual([
    { articleId: 3, storyId: 12, source: "kabar-uji", kinship: "same text" },
    { articleId: 2, storyId: 11, source: "warta-uji", kinship: "same news" },
  ]);
});

test("an article is looked for by names and rare words, not by words that every article has", () => {
  const terms = searchTerms(traced(roofFell()));
  expect(terms).toEqual(expect.arrayContaining(["cendana", "ambruk", "wanasari"]));
  expect(terms).not.toContain("yang");
  expect(terms.length).toBeLessThanOrEqual(32);
});

test("a very long text costs no more than its first 3,000 words", () => {
  const long = traceOf({
    title: null,
    paragraphs: [Array.from({ length: 200_000 }, (_, i) => `kata${i}`).join(" ")],
  });
  expect(long.shingles.length).toBeLessThan(3000);
  expect(textLikeness(long, long)).toBe(1);
});
