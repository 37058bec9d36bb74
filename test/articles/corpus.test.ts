import { describe, expect, test } from "vitest";
import { clean } from "../../src/articles/clean.ts";
import { readPage } from "../../src/articles/page.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";
import { corpusIsHere, corpusText, expectedPages, labelledSentences, scrapedArticles } from "./corpus.ts";

describe.skipIf(!corpusIsHere)("measured on real articles (skipped where ../shared/corpus is absent)", () => {
  test("the reference article gives its dateline, related links, credit and call to action, and its text verbatim", () => {
    const text = corpusText("seed-article.txt");
    const article = clean(readPlainText(text));
    expect(article).toMatchObject({
      title: null,
      dateline: "PYONGYANG, KOMPAS.TV",
      credits: ["Sumber : Tass/RT/Associated Press"],
    });
    expect(article.callToAction).toEqual({
      text: "Gabung ke Channel WhatsApp KompasTV untuk update berita terbaru dan terpercaya.",
      url: null,
    });
    expect(article.related.map((link) => link.url)).toEqual([null, null]);
    const kept = text.split("\n").filter((line) => !/^(?:Baca Juga:|Sumber :|Gabung ke)/.test(line));
    expect(article.paragraphs).toEqual(kept.map((line) => line.replace("PYONGYANG, KOMPAS.TV – ", "")));
  });

  test("calls to action are found in at least 97 % of articles that have one, to the letter, wherever they stand", () => {
    const calls = labelledSentences().filter(
      ({ text, label }) => label === "cta" && /whats\s?app|\bWA\b|telegram/i.test(text),
    );
    const tried = calls.flatMap(({ text }) =>
      PLACES.map((place) => ({ text, found: clean(readPlainText(place(text))).callToAction?.text })),
    );
    const found = tried.filter((one) => one.found !== undefined);
    // Where a label also holds a Google News line or a credit, only the invitation is the call.
    const exact = found.filter((one) => folded(one.text).includes(folded(one.found ?? "")));
    expect(found.length / tried.length).toBeGreaterThanOrEqual(0.97);
    expect(exact.length).toBe(found.length);
  });

  test("news that mentions WhatsApp, Telegram or channels is taken for a call to action in at most 0.5 %", () => {
    const news = labelledSentences().filter(({ label }) => label !== "cta");
    const tried = news.flatMap(({ text }) =>
      PLACES.map((place) => clean(readPlainText(place(text))).callToAction),
    );
    expect(tried.filter((call) => call !== null).length / tried.length).toBeLessThanOrEqual(0.005);
  });

  test("next to no furniture is left in the paragraphs", () => {
    const paragraphs = scrapedArticles().flatMap(({ text }) => clean(readPlainText(text)).paragraphs);
    const left = Object.entries(FURNITURE)
      .map(([name, mark]) => ({ name, count: paragraphs.filter((text) => mark.test(text)).length }))
      .filter(({ count }) => count > 0);
    expect(left).toEqual(REMAINING);
  });

  test("pages give their text (word F1 at least 0.93 on average), their title and their time", () => {
    const scores = expectedPages().map((page) => {
      const article = clean(readPage(corpusText(`html/${page.file}`), page.url));
      expect({
        file: page.file,
        title: article.title,
        minute: minute(article.publishedAt?.getTime() ?? 0),
      }).toEqual({
        file: page.file,
        title: page.title.trim(),
        minute: minute(page.date),
      });
      return wordF1([article.dateline ?? "", ...article.paragraphs].join(" "), page.content);
    });
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(0.97);
  });
});

const ARTICLE = [
  "BANDUNG, KABARKINI.COM - Pemerintah Kota Bandung meresmikan tiga taman baru di kawasan Cibiru, Selasa (10/6/2025).",
  "Wali Kota mengatakan taman itu dibangun dengan dana daerah sebesar Rp 4 miliar.",
  '"Kami berharap warga merawat taman ini bersama," kata dia saat ditemui di lokasi.',
  "Taman tersebut dilengkapi jalur lari sepanjang 800 meter dan area bermain anak.",
];

const PLACES: readonly ((call: string) => string)[] = [
  (call) => [...ARTICLE, call].join("\n"),
  (call) => [...ARTICLE.slice(0, 2), call, ...ARTICLE.slice(2)].join("\n"),
  (call) => ARTICLE.join("\n") + call,
  (call) => `${ARTICLE.join(" ")} ${call}`,
  (call) =>
    [...ARTICLE, ...call.split(/\s(?=https?:|breaking news)|(?<=https?:\S+|breaking news)\s/)].join("\n"),
];

/** What must not be in a paragraph, looked for by other means than cleaning uses. */
const FURNITURE: Readonly<Record<string, RegExp>> = {
  "baca juga": /baca juga\s*:|lihat juga\s*:|pilihan editor/i,
  advertisement: /\badvertisement\b|scroll to continue|\[gambas/i,
  "call to action":
    /(?:gabung|ikuti|follow|akses|dapatkan)[^.]{0,60}(?:channel|saluran|kanal|grup)[^.]{0,20}(?:whats\s?app|telegram)/i,
  install: /install aplikasi (?:whatsapp|telegram)/i,
  "google news": /di google\s?news/i,
  credit: /^(?:penulis|editor|pewarta|sumber|reporter)\s*:/i,
  "byline code": /\([a-z]{2,4}\/[a-z]{2,4}\d?\)/,
  copyright: /copyright ©|dilarang keras mengambil/i,
  newsletter: /email kamu|newsletter/i,
  tags: /^Tags /,
  "tayang di": /artikel ini (?:telah|sudah)\b.{0,30}(?:tayang|naik) di/i,
  caption: /\(credit:|image by|\. foto:.{2,40}$/i,
  youtube: /subscribe channel|aktifkan lonceng/i,
  dateline:
    /^(?:\p{Lu}{3,}(?: \p{Lu}+)*, ?[\w-]+\.(?:com|tv|co\.id)|Liputan6\.com,|TEMPO\.CO|JAKARTA ?[-–])/iu,
  script: /function \w+\(|window\.|document\./,
};

/**
 * What is known to remain in 1,682 articles: a credit line garbled by its scrape, a picture's source inside a
 * paragraph, datelines repeated on a second page or before a name in lower case.
 */
const REMAINING = [
  { name: "tayang di", count: 1 },
  { name: "caption", count: 1 },
  { name: "dateline", count: 2 },
];

function folded(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

function minute(time: number): number {
  return Math.floor(time / 60_000);
}

function wordF1(found: string, expected: string): number {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (const word of words(found)) counts.set(word, (counts.get(word) ?? 0) + 1);
  let hits = 0;
  for (const word of words(expected)) {
    const left = counts.get(word) ?? 0;
    if (left > 0) hits++;
    counts.set(word, left - 1);
  }
  return (2 * hits) / (words(found).length + words(expected).length);
}
