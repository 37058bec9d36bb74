import { describe, expect, test } from "vitest";
import { readArticle } from "../../src/articles/read.ts";
import { fetchArticlePage } from "../../src/intake/article-page.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { furtherPages } from "../../src/intake/further-pages.ts";
import { startPublisherServer, withBody, withStatus } from "../support/publisher-server.ts";

const AT = "https://koran.example/read/2026/11/23/bendungan-arum";
const OLD = AT.replace("https://", "http://www.");
const pagesOf = (html: string, url = AT) => {
  const { all, pages } = furtherPages(html, url);
  const short = (page: string) => page.replace(AT, "");
  return { all: all && short(all), pages: pages.map(short) };
};

describe("the further pages of an article", () => {
  test.each<[string, string, { all?: string; pages?: string[] }]>([
    ["none", '<a href="/read/2026/11/23/lain">Lain</a>', {}],
    ["all on one page", `<a href="?page=all"><span>Tampilkan Semua</span></a>`, { all: "?page=all" }],
    [
      "as Tribun has it",
      `<a href="${AT}?page=2">Halaman selanjutnya</a><a href='${AT}?page=all#x'>Semua Halaman</a>`,
      { all: "?page=all", pages: ["?page=2"] },
    ],
    [
      "as detik has it",
      `<a href="${AT}?single=1">Tampilkan Semua</a> <a href="${AT}/2">Halaman 2</a>`,
      { all: "?single=1", pages: ["/2"] },
    ],
    ["as Sindo has it", `<a href="?showpage=all">Lihat Semua</a>`, { all: "?showpage=all" }],
    [
      "numbers",
      `<a href="?page=1">1</a><a href="?page=3"> 3 </a><a href="?page=2">2</a>`,
      { pages: ["?page=2", "?page=3"] },
    ],
    ["rel next in the head", `<link rel="next" href="${AT}?page=2">`, { pages: ["?page=2"] }],
    ["a folder of its own for all", `<a href="${AT}/all">Tampilkan Semua</a>`, { all: "/all" }],
    ["in a sentence", `<a href="?page=2">Baca halaman berikutnya</a>`, { pages: ["?page=2"] }],
    ["in another one", `<a href="?page=2">Lanjut ke halaman 2</a>`, { pages: ["?page=2"] }],
    [
      "with another scheme and “www.”",
      `<a href="${OLD}?page=2">2</a><a href="?page=2">Selanjutnya</a>`,
      { pages: [`${OLD}?page=2`] },
    ],
    ["with an arrow", `<a class="next" href="?halaman=2">Selanjutnya &raquo;</a>`, { pages: ["?halaman=2"] }],
    ["with escapes", `<a href="?a=1&amp;page=2">Berikutnya</a>`, { pages: ["?a=1&page=2"] }],
    [
      "the next article is none",
      `<link rel="next" href="/read/2026/11/22/lain"><a href="/read/2026/11/22/lain/2">Selanjutnya</a>`,
      {},
    ],
    ["nor is another host", `<a href="https://lain.example/read/2026/11/23/bendungan-arum?page=2">2</a>`, {}],
    ["nor an address that merely begins so", `<a href="${AT}-2">2</a>`, {}],
    ["nor what names itself otherwise", `<a href="?page=2">Komentar lama</a>`, {}],
    ["nor a number no article has", `<a href="?p=4711">4711</a><a href="?page=99">99</a>`, {}],
    ["nor a script", `<a href="javascript:next()">2</a>`, {}],
  ])("%s", (_, html, { all = null, pages = [] }) => {
    expect(pagesOf(html)).toEqual({ all, pages });
  });

  test("what is whole already has none; the front page is no article", () => {
    expect(pagesOf('<a href="?page=2">2</a>', `${AT}?page=all`)).toEqual({ all: null, pages: [] });
    expect(pagesOf('<a href="/2">2</a>', "https://koran.example/")).toEqual({ all: null, pages: [] });
    const byId = "https://koran.example/baca.php?id=7";
    expect(furtherPages('<a href="?id=8&page=2">2</a><a href="?id=7&page=2">2</a>', byId).pages).toEqual([
      `${byId}&page=2`,
    ]);
  });

  test("a page of nothing but links costs no time", () => {
    expect(furtherPages('<a href="?page=2" '.repeat(300_000), AT).pages.length).toBeLessThanOrEqual(5);
    expect(furtherPages("<a href='?page=2'>".repeat(200_000), AT).pages.length).toBeLessThanOrEqual(5);
  });
});

const paragraph = (n: number) =>
  `<p>Bagian ${n} laporan ini menceritakan pembangunan Bendungan Arum yang dimulai pada tahun ${2000 + n} oleh warga Sukamaju.</p>`;
const CALL = "<p>Gabung ke Channel WhatsApp Koran Uji untuk update berita terbaru dan terpercaya.</p>";
const pageOf = (
  numbers: number[],
  links = "",
) => `<!doctype html><html><head><title>Bendungan Arum Selesai Dibangun</title></head><body>
  <nav><a href="/">Beranda</a></nav><article><h1>Bendungan Arum Selesai Dibangun</h1><div itemprop="articleBody">
  ${numbers.map(paragraph).join("\n")}${CALL}<p>${links}</p></div></article></body></html>`;
const link = (n: number) => `<a href="?page=${n}">${n}</a>`;

async function readWhole(answers: Record<string, string | number>) {
  await using server = await startPublisherServer();
  await using fetcher = openFetcher({ userAgent: "uji", allowedHosts: [server.host] });
  for (const [query, answer] of Object.entries(answers)) {
    server.answer(`/a/1${query}`, typeof answer === "number" ? withStatus(answer) : withBody(answer));
  }
  const page = await fetchArticlePage(`${server.url}/a/1`, fetcher.fetch);
  if (page === "refused") throw new Error("refused");
  const article = readArticle({
    form: "html",
    content: page.html,
    title: null,
    url: page.url,
    image: null,
    publishedAt: null,
  });
  return {
    parts: article.paragraphs.map((text) => Number(/^Bagian (\d+) laporan/.exec(text)?.[1] ?? Number.NaN)),
    callToAction: article.callToAction?.text,
    asked: server.asked.map(({ path }) => path),
    url: page.url.replace(server.url, ""),
  };
}

describe("an article on several pages comes whole", () => {
  test("in one page, where the site offers that", async () => {
    const whole = await readWhole({
      "": pageOf([1, 2, 3], '<a href="?page=all">Tampilkan Semua</a>'),
      "?page=all": pageOf([1, 2, 3, 4, 5, 6]),
    });
    expect(whole).toMatchObject({ parts: [1, 2, 3, 4, 5, 6], asked: ["/a/1", "/a/1?page=all"], url: "/a/1" });
  });

  test.each([
    ["an error page", "<title>Maaf</title><p>Halaman yang Anda cari tidak ditemukan di situs kami.</p>"],
    ["a wall", `<title>Bendungan Arum</title>${paragraph(1)}<p>Berlangganan untuk membaca selengkapnya.</p>`],
  ])("with the pages there are, where the one page for all is %s", async (_, all) => {
    const whole = await readWhole({
      "": pageOf([1, 2, 3], `<a href="?page=all">Tampilkan Semua</a> ${link(2)}`),
      "?page=all": all,
      "?page=2": pageOf([4, 5, 6], link(1)),
    });
    expect(whole.parts).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("page by page, in order, each once, what they repeat left out", async () => {
    const links = [1, 2, 3].map(link).join(" ");
    const whole = await readWhole({
      "": pageOf([1, 2, 3], links),
      "?page=2": pageOf([4, 5, 6], links),
      "?page=3": pageOf([7, 8, 9], links),
    });
    expect(whole.parts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(whole.callToAction).toBe(
      "Gabung ke Channel WhatsApp Koran Uji untuk update berita terbaru dan terpercaya.",
    );
    expect(whole.asked).toHaveLength(3);
  });

  test("where each page names only the one after it, up to five further ones", async () => {
    const next = (n: number) => `<a href="?page=${n}">Halaman selanjutnya</a>`;
    const pages = Array.from({ length: 12 }, (_, n) => [
      n === 0 ? "" : `?page=${n + 1}`,
      pageOf([3 * n + 1, 3 * n + 2, 3 * n + 3], next(n + 2)),
    ]);
    const { parts, asked } = await readWhole(Object.fromEntries(pages));
    expect(asked).toHaveLength(6);
    expect(parts).toEqual(Array.from({ length: 18 }, (_, n) => n + 1));
  });

  test("as far as it can be had", async () => {
    const links = [2, 3].map(link).join(" ");
    expect(
      (
        await readWhole({
          "": pageOf([1, 2, 3], `<a href="?page=all">Semua</a>${links}`),
          "?page=all": 500,
          "?page=2": pageOf([4, 5, 6]),
          "?page=3": 404,
        })
      ).parts,
    ).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
