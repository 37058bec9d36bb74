import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { NotAFeed } from "../../src/intake/feed.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { readersHere } from "../../src/intake/readers.ts";
import { readSitemapIndex } from "../../src/intake/sitemap-index.ts";
import { readSitemap } from "../../src/intake/sitemap.ts";
import { startPublisherServer, withBody, withEtag, withStatus } from "../support/publisher-server.ts";

const source = { id: "koran" };
const read = (body: string) => readSitemap(body, "https://koran.example/sitemap-news.xml", source);

const page = (slug: string, title = `Berita ${slug}`) => `<url><loc>https://koran.example/${slug}</loc>
  <news:news><news:publication><news:name>Koran Uji</news:name><news:language>id</news:language></news:publication>
  <news:publication_date>2026-11-23T09:00:00+07:00</news:publication_date><news:title>${title}</news:title></news:news></url>`;
const urlset = (...urls: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${urls.join("\n")}</urlset>`;
const index = (...sitemaps: string[]) =>
  `<?xml version="1.0"?><sitemapindex>${sitemaps.join("")}</sitemapindex>`;
const entry = (url: string, changed?: string) =>
  `<sitemap><loc>${url}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ""}</sitemap>`;

describe("a news sitemap", () => {
  test("of more than a thousand articles brings the newest, at whichever end they stand", () => {
    const dated = Array.from({ length: 1100 }, (_, n) =>
      page(String(n)).replace(
        "2026-11-23T09:00:00",
        `2026-11-${String(1 + Math.floor(n / 50)).padStart(2, "0")}T09:00:00`,
      ),
    );
    for (const pages of [dated, dated.toReversed()]) {
      const titles = read(urlset(...pages)).items.map(({ title }) => title);
      expect(titles).toHaveLength(1000);
      expect(titles).toContain("Berita 1099");
      expect(titles).not.toContain("Berita 0");
    }
  });

  test("brings articles whose pages must be read", () => {
    const { items, problems } = read(
      urlset(`<url><image:image><image:loc>https://img.koran.example/1.jpg?a=1&amp;b=2</image:loc></image:image>
        <loc>https://koran.example/a?x=1&amp;y=2</loc><lastmod>2026-11-23T10:00:00+07:00</lastmod>
        <news:news><news:publication_date>2026-11-23T09:00:00+07:00</news:publication_date>
        <news:title><![CDATA[Harga "cabai" & bawang turun]]></news:title><news:keywords>pasar</news:keywords></news:news></url>`),
    );
    expect(problems).toEqual([]);
    expect(items).toEqual([
      {
        source: "koran",
        url: "https://koran.example/a?x=1&y=2",
        guid: null,
        title: 'Harga "cabai" & bawang turun',
        body: { form: "text", content: "" },
        teaser: true,
        sections: [],
        image: "https://img.koran.example/1.jpg?a=1&b=2",
        publishedAt: new Date("2026-11-23T02:00:00Z"),
      },
    ]);
  });

  test.each<[string, string, string[], string[]]>([
    [
      "with pages that are no news",
      urlset(page("a"), "<url><loc>https://koran.example/tag/x</loc></url>"),
      ["a"],
      [],
    ],
    ["at night", urlset(), [], []],
    [
      "with other prefixes",
      urlset(page("a"))
        .replaceAll("news:", "n:")
        .replaceAll(/(<\/?)(url|loc|urlset)\b/g, "$1s:$2"),
      ["a"],
      [],
    ],
    [
      "cut off",
      urlset(page("a"), page("b")).slice(0, -120),
      ["a"],
      ["peta situs terpotong di ujungnya; selebihnya tetap dibaca"],
    ],
    [
      "with an item without address",
      urlset(page("a"), page("b").replace(/<loc>.*<\/loc>/, "")),
      ["a"],
      ["1 berita di peta situs dilewati: tidak ada alamatnya"],
    ],
    [
      "with an item of another scheme",
      urlset(page("a").replace("https:", "javascript:")),
      [],
      ["1 berita di peta situs dilewati: tidak ada alamatnya"],
    ],
    [
      "with entities of its own",
      urlset(page("a", "Aman &x; &#x41;")).replace(
        "<urlset",
        '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset',
      ),
      ["a"],
      [],
    ],
  ])("%s", (_, body, slugs, problems) => {
    const reading = read(body);
    expect(reading.items.map(({ url }) => url?.slice("https://koran.example/".length))).toEqual(slugs);
    expect(reading.problems).toEqual(problems);
  });

  test.each<[string, string, RegExp]>([
    [
      "a sitemap of ordinary pages",
      urlset("<url><loc>https://koran.example/tentang</loc></url>"),
      /tidak memuat berita/,
    ],
    ["a feed", "<rss><channel></channel></rss>", /tulislah sebagai feed/],
    ["a page", "<!doctype html><html></html>", /halaman web/],
    ["nothing", "", /tidak berisi apa-apa/],
    ["JSON", "{}", /bukan peta situs/],
  ])("%s is none", (_, body, why) => {
    expect(() => read(body)).toThrow(NotAFeed);
    expect(() => read(body)).toThrow(why);
  });

  test("what is not closed, and what is endless, costs no time", () => {
    for (const body of [
      "<urlset>".padEnd(5_000_000, "<url>"),
      `<urlset>${"<url><loc>".repeat(400_000)}`,
      urlset(page("a").repeat(15_000)),
    ]) {
      expect(countIn(body)).toBeLessThanOrEqual(1000);
    }
  });
});

function countIn(body: string): number {
  try {
    return read(body).items.length;
  } catch (error) {
    if (error instanceof NotAFeed) return 0;
    throw error;
  }
}

test("a sitemap that is a gzip file is unfolded, a bomb is not", async () => {
  await using server = await startPublisherServer();
  await using fetcher = openFetcher({ userAgent: "uji", allowedHosts: [server.host] });
  const file = gzipSync(urlset(page("a")));
  server.answer("/a.xml.gz", withBody(file, { "content-type": "application/x-gzip" }));
  server.answer("/b.xml.gz", withBody(gzipSync(file), { "content-encoding": "gzip" }));
  server.answer("/bom.xml.gz", withBody(gzipSync(Buffer.alloc(50_000_000))));
  server.answer("/rusak.xml.gz", withBody(file.subarray(0, 60)));
  for (const name of ["a", "b"]) {
    const { body } = await fetcher.fetch(`${server.url}/${name}.xml.gz`);
    expect(read(body).items).toHaveLength(1);
  }
  await expect(fetcher.fetch(`${server.url}/bom.xml.gz`)).rejects.toMatchObject({ kind: "too-large" });
  await expect(fetcher.fetch(`${server.url}/rusak.xml.gz`)).rejects.toMatchObject({ kind: "unreadable" });
});

describe("an index of sitemaps", () => {
  async function openIndex() {
    await using stack = new AsyncDisposableStack();
    const server = stack.use(await startPublisherServer());
    const fetcher = stack.use(openFetcher({ userAgent: "uji", allowedHosts: [server.host] }));
    const all = stack.move();
    let seen: Awaited<ReturnType<typeof readSitemapIndex>>["seen"] = new Map();
    return {
      server,
      asked: () => server.asked.map(({ path }) => path),
      async look(body: string) {
        const links = readSitemap(body, `${server.url}/index.xml`, source).index ?? [];
        const reading = await readSitemapIndex(
          links,
          seen,
          source,
          { fetch: fetcher.fetch, readers: readersHere },
          new AbortController().signal,
        );
        seen = reading.seen;
        return { ...reading, slugs: reading.items.map(({ url }) => url?.split("/").at(-1)) };
      },
      [Symbol.asyncDispose]: () => all.disposeAsync(),
    };
  }

  test("leads to its news sitemaps, through another index too; what has not changed is not asked for again", async () => {
    await using played = await openIndex();
    const { server } = played;
    server.answer("/news-a.xml", withEtag(urlset(page("a")), '"1"'));
    server.answer("/news-b.xml", withEtag(urlset(page("b")), '"1"'));
    server.answer(
      "/lain.xml",
      withBody(index(entry(`${server.url}/dalam.xml`), entry(`${server.url}/lain.xml`))),
    );
    server.answer("/dalam.xml", withBody(urlset(page("c"))));
    const body = index(
      entry(`${server.url}/lain.xml`),
      entry(`${server.url}/news-a.xml`, "2026-11-22T08:00:00+07:00"),
      entry(`${server.url}/news-b.xml`),
    );
    expect((await played.look(body)).slugs).toEqual(["a", "b", "c"]);
    expect(played.asked()).toEqual(["/news-a.xml", "/news-b.xml", "/lain.xml", "/dalam.xml"]);

    server.answer("/news-a.xml", withEtag(urlset(page("d"), page("a")), '"2"'));
    expect((await played.look(body)).slugs).toEqual(["c"]); // by its date in the index the first has not changed, the second says 304
    expect(played.asked().slice(4)).toEqual(["/news-b.xml", "/lain.xml", "/dalam.xml"]);
    expect((await played.look(body.replace("2026-11-22", "2026-11-23"))).slugs).toEqual(["d", "a", "c"]);
  });

  test("with an end to what is looked at, and one at fault that holds back no other", async () => {
    await using played = await openIndex();
    const { server } = played;
    const names = Array.from({ length: 200 }, (_, n) => `/peta-${n}.xml`);
    for (const name of names) server.answer(name, withBody(urlset(page(name.slice(1, -4)))));
    server.answer("/peta-0.xml", withStatus(500));
    server.answer("/peta-1.xml", withBody(urlset("<url><loc>https://koran.example/tentang</loc></url>")));
    const { slugs, problems, failed } = await played.look(
      index(...names.map((name) => entry(server.url + name))),
    );
    expect(slugs).toHaveLength(18);
    expect(slugs, "an index may begin with its oldest").toContain("peta-199");
    expect(played.asked()).toHaveLength(20);
    expect(failed).toBe(1);
    expect(problems).toEqual([expect.stringMatching(/^sebagian peta situs gagal dibuka: .*HTTP 500/)]);
  });
});
