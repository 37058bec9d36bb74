import { describe, expect, test } from "vitest";
import { splitSentences } from "../../src/summaries/sentences.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { keys } from "../../src/summaries/words.ts";
import { anArticle, bank, bridge, invented, isSubsequence, match } from "./invented.ts";

describe.each([160, 240, 320, 500])("a summary of at most %i characters", (budget) => {
  test.each(invented.map((article) => [article.title ?? "without a title", article] as const))(
    "%s",
    (_title, article) => {
      const { text } = summarise(article, { budget });
      const sentences = splitSentences(text);
      expect(text.length).toBeLessThanOrEqual(budget);
      expect(sentences.length).toBeGreaterThanOrEqual(1);
      expect(sentences.length).toBeLessThanOrEqual(3);
      const originals = article.paragraphs.flatMap(splitSentences).map(keys);
      const strange = sentences.filter(
        (sentence) => !originals.some((original) => isSubsequence(keys(sentence), original)),
      );
      expect(strange).toEqual([]);
      expect(sentences.filter((sentence) => !/[.!?…]["”]?$/.test(sentence))).toEqual([]);
    },
  );
});

describe("headline and flash", () => {
  test("an article's own title is its headline and, if it is short enough, its flash", () => {
    const { headline, flash } = summarise(bridge);
    expect(headline).toBe(bridge.title);
    expect(flash).toBe(bridge.title);
  });

  test("a title too long for a flash is told shorter", () => {
    const title =
      "Jembatan Gantung di Atas Sungai Wairo Ambruk Diterjang Banjir, Tiga Truk Pengangkut Pupuk Milik Koperasi Terjebak di Tengah Sungai Sejak Rabu Pagi";
    const { flash } = summarise({ ...bridge, title });
    expect(flash.length).toBeLessThanOrEqual(120);
    expect(flash).not.toContain("\n");
    expect(flash).not.toMatch(/\b(?:di|dan|yang|milik)$/i);
  });

  test("without a title the headline comes from the lead, and the summary says more than it", () => {
    const { headline, text, flash } = summarise(bank);
    expect(headline).toBe(
      "Bank Nusa Artha memangkas suku bunga kredit rumah menjadi 6,25 persen mulai 1 Oktober 2024",
    );
    expect(flash.length).toBeLessThanOrEqual(120);
    expect(splitSentences(text)[0]).not.toBe(`${headline}.`);
  });

  test("a lead that is the headline is not said again", () => {
    const article = anArticle(
      null,
      "Pabrik kertas di Lembayung terbakar.",
      "Kebakaran di pabrik kertas milik PT Lembar Jaya bermula dari gudang bahan baku pada Senin malam.",
    );
    const { headline, text } = summarise(article);
    expect(headline).toBe("Pabrik kertas di Lembayung terbakar");
    expect(text).toBe(
      "Kebakaran di pabrik kertas milik PT Lembar Jaya bermula dari gudang bahan baku pada Senin malam.",
    );
  });

  test("an office in front of a name is left out of a headline", () => {
    const article = anArticle(
      null,
      "Presiden Malaysia Harun Idris menemui Perdana Menteri Singapura Lim Boon Keng dalam kunjungannya di Johor, Rabu (14/8/2024).",
    );
    expect(summarise(article).headline).toBe("Harun Idris menemui Lim Boon Keng dalam kunjungannya di Johor");
  });
});
