import { describe, expect, test } from "vitest";
import { splitSentences } from "../../src/summaries/sentences.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { keys } from "../../src/summaries/words.ts";
import { anArticle, bank, bridge, invented, match } from "./invented.ts";

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
      for (const sentence of sentences) {
        expect(sentence).toMatch(/[.!?…]["”]?$/);
        expect(
          originals.some((original) => isSubsequence(keys(sentence), original)),
          sentence,
        ).toBe(true);
      }
    },
  );
});

test("the summary begins with what carries the article", () => {
  expect(summarise(bridge).text).toMatch(
    /^Jembatan gantung di atas Sungai Wairo, Kabupaten Lembayung, ambruk/,
  );
  expect(summarise(match).text).toMatch(/^Garuda Selatan bermain imbang 2-2/);
});

test("the same article gives the same summary", () => {
  expect(summarise(bridge)).toEqual(summarise(structuredClone(bridge)));
});

test("a longer budget never gives less", () => {
  for (const article of invented) {
    expect(summarise(article, { budget: 500 }).text.length).toBeGreaterThanOrEqual(
      summarise(article, { budget: 160 }).text.length,
    );
  }
});

test("a sentence that points back stands only behind the one it points at", () => {
  const article = anArticle(
    "Wali Kota Tutup Pasar Lama",
    "Wali Kota Arunika, Danang Wirya, menutup pasar lama pada Senin karena bangunannya retak.",
    "Ia meminta pedagang pindah ke pasar baru di Jalan Kenanga mulai pekan depan.",
    "Keduanya adalah pasar terbesar di kota itu.",
  );
  const texts = [90, 120, 180, 240, 320].map((budget) => summarise(article, { budget }).text);
  expect(texts.filter((text) => /^(?:Ia|Keduanya)/.test(text))).toEqual([]);
  expect(texts.filter((text) => text.includes("Ia meminta") && !text.includes("Danang Wirya"))).toEqual([]);
  expect(texts.at(-1)).toContain("Ia meminta");
});

test("furniture, invitations and headings that cleaning left over stay out", () => {
  const article = anArticle(
    "Panen Raya di Lembayung",
    "Baca juga: Harga Gabah Naik di Lima Kabupaten.",
    "Gabung ke Saluran WhatsApp Warta untuk berita panen raya di Lembayung.",
    "Panen raya",
    "Petani Kabupaten Lembayung memulai panen raya padi pada Senin di lahan 4.000 hektare.",
    "SCROLL TO CONTINUE WITH CONTENT",
  );
  expect(summarise(article).text).toBe(
    "Petani Kabupaten Lembayung memulai panen raya padi pada Senin di lahan 4.000 hektare.",
  );
});

describe("an article is never without a summary", () => {
  test.each([
    [
      "one sentence longer than the budget",
      anArticle(
        "X",
        `Pemerintah daerah ${"membangun jalan, jembatan, pasar, dan sekolah ".repeat(12)}di pesisir.`,
      ),
    ],
    ["no sentence with a point", anArticle("X", "Hujan turun sejak pagi", "Warga mengungsi")],
    ["only a heading", anArticle("X", "Hujan")],
    [
      "only a quotation that never closes",
      anArticle("X", '"Kami sudah lama menunggu perbaikan jembatan ini.'),
    ],
    ["a word longer than the budget", anArticle("X", "a".repeat(500))],
  ])("%s", (_what, article) => {
    const { text } = summarise(article, { budget: 160 });
    expect(text).not.toBe("");
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/[.!?]["”]?$/);
    expect((text.match(/"/g) ?? []).length % 2).toBe(0);
  });

  test("except one without any text", () => {
    expect(summarise(anArticle("Judul Saja")).text).toBe("");
    expect(summarise(anArticle(null)).headline).toBe("");
  });
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

function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  return some.every((key) => {
    at = all.indexOf(key, at) + 1;
    return at > 0;
  });
}
