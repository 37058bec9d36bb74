import { expect, test } from "vitest";
import { isBeginningOf } from "../../src/articles/announced.ts";
import { readAnnounced, readArticle } from "../../src/articles/read.ts";

const TITLE = "Gempa Guncang Kabupaten Sukamaju, 19 Orang Tewas";
const TEASER =
  "Gempa bermagnitudo 5,6 mengguncang Kabupaten Sukamaju pada Senin siang dan menewaskan 19 orang …";
const TEXT = [
  "SUKAMAJU, KABARUJI.ID - Gempa bermagnitudo 5,6 mengguncang Kabupaten Sukamaju pada Senin siang. Sebanyak 19 orang tewas tertimpa bangunan.",
  "Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa mengatakan ratusan rumah di Kecamatan Wanasari rusak berat.",
  "Petugas masih mencari warga yang tertimbun longsor di lereng timur kecamatan itu sampai Senin malam.",
];
const OTHER = [
  "KARANGJATI, KABARUJI.ID - Banjir akibat tanggul jebol menewaskan 4 orang di Kabupaten Karangjati pada Minggu malam.",
  "Air setinggi dua meter merendam tiga desa, dan warga mengungsi ke balai desa dengan perahu karet milik relawan.",
];

function page(title: string, text: readonly string[], heading = title): string {
  return `<html><head><title>${title}</title></head><body><article><h1>${heading}</h1>${text
    .map((line) => `<p>${line}</p>`)
    .join("")}</article></body></html>`;
}

function read(content: string, title: string | null = TITLE, teaser = TEASER) {
  const known = { title, url: "https://kabar-uji.example/gempa/1", image: null, publishedAt: null };
  return (
    readAnnounced(
      { ...known, form: "html", content },
      readArticle({ ...known, form: "html", content: teaser }),
    )?.article ?? null
  );
}

test.each<[string, string]>([
  ["itself", page(TITLE, TEXT)],
  ["itself with the site's name behind its title", page(`${TITLE} - Kabar Uji`, TEXT, TITLE)],
  [
    "itself under a title that was sharpened since",
    page("Gempa Sukamaju: 19 Orang Tewas, Ratusan Rumah Rusak", TEXT),
  ],
  ["itself under the beginning of its title", page("Gempa Guncang Kabupaten Sukamaju", TEXT)],
])("the page at a teaser's address is read where it is %s", (_, content) => {
  expect(read(content)?.paragraphs.join(" ")).toContain("Rendra Wibawa");
});

test("the page's own heading is no paragraph of it, also where its feed has another title", () => {
  const sharpened = "Gempa Sukamaju: 19 Orang Tewas, Ratusan Rumah Rusak";
  const article = read(page(sharpened, TEXT));
  expect(article?.title).toBe(TITLE);
  expect(article?.paragraphs).toHaveLength(TEXT.length);
});

test.each<[string, string]>([
  ["another article", page("Tanggul Jebol, Banjir Rendam Karangjati", OTHER)],
  ["another article's text under its title", page(TITLE, OTHER)],
  [
    "the site's front page, which lists it",
    page("Kabar Uji - Berita Terkini", [TITLE, TEASER, ...OTHER], "Berita Terkini"),
  ],
  ["the site's front page, which it heads", page("Kabar Uji - Berita Terkini", [TEASER, ...OTHER], TITLE)],
  [
    "a notice of maintenance",
    page("Kabar Uji", ["Situs sedang dalam pemeliharaan. Silakan kembali beberapa saat lagi, terima kasih."]),
  ],
  [
    "a paywall",
    page(TITLE, ["Artikel ini hanya untuk pelanggan. Masuk atau berlangganan untuk membaca selengkapnya."]),
  ],
])("the page at a teaser's address is not taken for the article where it is %s", (_, content) => {
  expect(read(content)).toBeNull();
});

test("where a source gives no title, the page's own stands in, and its text must tell of it", () => {
  expect(read(page(TITLE, TEXT), null, "")?.title).toBe(TITLE);
  expect(read(page(TITLE, ["Artikel ini hanya untuk pelanggan."]), null, "")).toBeNull();
});

const stating = (said: object) => {
  const news = { "@type": "NewsArticle", headline: TITLE, ...said };
  return `<html><head><title>${TITLE}</title><script type="application/ld+json">${JSON.stringify(news)}</script></head><body><h1>${TITLE}</h1><div id="app"></div></body></html>`;
};

test.each([
  ["lines", TEXT.join("\n\n")],
  ["tags", TEXT.map((line) => `<p>${line}</p>`).join("")],
  ["entities", TEXT.join("\n").replaceAll("Kepala", "&quot;Kepala&quot;")],
])("a page that shows its text by script alone is read by what it states, in %s", (_, articleBody) => {
  const content = stating({ articleBody });
  for (const found of [
    read(content),
    readArticle({
      form: "html",
      content,
      title: null,
      url: "https://kabar-uji.example/gempa/1",
      image: null,
      publishedAt: null,
    }),
  ]) {
    expect(found).toMatchObject({ title: TITLE, dateline: "SUKAMAJU, KABARUJI.ID" });
    expect(found?.paragraphs).toHaveLength(TEXT.length);
    expect(found?.paragraphs.join(" ")).not.toMatch(/[<&]/);
  }
});

test.each([
  ["another article's", { articleBody: OTHER.join("\n") }],
  ["for subscribers", { articleBody: TEXT.join("\n"), isAccessibleForFree: "False" }],
  ["no text", { articleBody: [{}] }],
])("what a page states is not read where it is %s", (_, said) => {
  expect(read(stating(said))).toBeNull();
});

test.each([" ", "\n", " \n ", "<div>", "<"])(
  "a page that states %j a million times over is read in time",
  (part) => {
    const articleBody = `Gempa ${part.repeat(1_000_000 / part.length)} reda`;
    expect(read(stating({ articleBody }))).toBeNull(); // a quadratic reader takes minutes and meets the test's own time limit
  },
);

test.each([
  ["its first sentences", TITLE, ["Gempa mengguncang Kabupaten Sukamaju.", "Sebanyak 19 orang tewas."], true],
  ["cut off in a word", TITLE, ["Gempa mengguncang Kabupaten Suka…"], true],
  ["another figure", TITLE, ["Gempa mengguncang Kabupaten Sukamaju.", "Sebanyak 15 orang tewas."], false],
  ["another title", "Gempa Sukamaju, 15 Orang Tewas", ["Gempa mengguncang Kabupaten Sukamaju."], false],
  ["no text", TITLE, [], false],
])("a text is the beginning of an article, or not: %s", (_, title, paragraphs, is) => {
  const whole = ["Gempa mengguncang Kabupaten Sukamaju. Sebanyak 19 orang tewas.", "Petugas masih mencari."];
  expect(isBeginningOf({ title, paragraphs }, { title: TITLE, paragraphs: whole })).toBe(is);
});
