import { expect, test } from "vitest";
import { accept } from "../../src/articles/accept.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { startPoller } from "../../src/intake/poller.ts";
import { Source } from "../../src/intake/source.ts";
import { articleDoor } from "../../src/store/articles/articles.ts";
import { sourceHealth, sourceStates } from "../../src/store/sources/sources.ts";
import { testDatabase } from "../support/database.ts";
import { rss, startPublisherServer, withBody, withEtag, withStatus } from "../support/publisher-server.ts";
import { until } from "../support/until.ts";

/** A poller that looks every second of a clock that only the test moves, and stores what it finds. */
async function play(source: Record<string, unknown>) {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const server = stack.use(await startPublisherServer());
  const fetcher = stack.use(openFetcher({ userAgent: "uji", allowedHosts: [server.host] }));
  let now = Date.parse("2026-11-23T03:00:00Z");
  let looks = 0;
  const door = articleDoor(db.pool);
  const address = Object.fromEntries(
    Object.entries(source).map(([kind, path]) => [kind, `${server.url}${String(path)}`]),
  );
  const start = () =>
    startPoller({
      sources: [Source.parse({ id: "koran", name: "Koran", everySeconds: 60, ...address })],
      states: sourceStates(db.pool),
      fetch: fetcher.fetch,
      accept: (incoming, { quiet }) => accept(door, incoming, { quiet, alertWithinHours: 12 }, new Date(now)),
      clock: {
        now: () => new Date(now),
        sleep: (_, signal) =>
          new Promise<void>((wake) => {
            const timer = setTimeout(wake, 10);
            signal.addEventListener("abort", () => (clearTimeout(timer), wake()), { once: true });
          }),
      },
      random: () => 0,
      onFault: (error) => {
        throw error;
      },
      onPolled: () => looks++,
    });
  const all = stack.move();
  return {
    server,
    start,
    async looksAgain(afterMs = 4_000_000) {
      const before = looks;
      now += afterMs;
      await until("another look", () => looks > before);
    },
    looked: () => until("a look", () => looks > 0),
    async articles() {
      const { rows } = await db.pool.query(
        "select incoming ->> 'title' as title, quiet from articles order by id",
      );
      return rows.map(({ title, quiet }) => `${title}${quiet ? " (diam)" : ""}`);
    },
    health: async () => (await sourceHealth(db.pool, ["koran"]))[0],
    [Symbol.asyncDispose]: async () => {
      await all.disposeAsync();
    },
  };
}

const MINUTE = 61_000;
const HOUR = 3_660_000;

const sitemap = (...slugs: string[]) =>
  `<urlset>${slugs.map((slug) => `<url><loc>https://koran.example/${slug}</loc><news:news><news:title>${slug}</news:title></news:news></url>`).join("")}</urlset>`;

test("a sitemap is a source like a feed: a first load is quiet, what comes after is not, 304 costs nothing", async () => {
  await using desk = await play({ sitemap: "/peta.xml" });
  desk.server.answer("/peta.xml", withEtag(sitemap("a"), '"1"'));
  await using _poller = await desk.start();
  await desk.looked();
  await desk.looksAgain(MINUTE);
  expect(desk.server.asked[1]?.headers["if-none-match"]).toBe('"1"');
  desk.server.answer("/peta.xml", withEtag(sitemap("b", "a"), '"2"'));
  await desk.looksAgain();
  expect(await desk.articles()).toEqual(["a (diam)", "b"]);
});

test("a server that says for ever that nothing has changed is asked for everything once an hour", async () => {
  await using desk = await play({ sitemap: "/peta.xml" });
  let now = sitemap("a");
  desk.server.answer("/peta.xml", (request, response) => {
    if (request.headers["if-none-match"]) response.writeHead(304).end();
    else response.writeHead(200, { etag: '"selamanya"' }).end(now);
  });
  await using _poller = await desk.start();
  await desk.looked();
  now = sitemap("b", "a");
  await desk.looksAgain(MINUTE);
  expect(await desk.articles()).toEqual(["a (diam)"]);
  await desk.looksAgain(HOUR);
  expect(await desk.articles()).toEqual(["a (diam)", "b"]);
  await desk.looksAgain(MINUTE);
  expect(desk.server.asked.map(({ headers }) => headers["if-none-match"] ?? "semua")).toEqual([
    "semua",
    '"selamanya"',
    "semua",
    '"selamanya"',
  ]);
});

test.each([
  ["only the day of its sitemap's last change", "2026-11-23", MINUTE],
  ["a moment that stays the same", "2026-11-23T08:00:00+07:00", HOUR],
])("what is new is found where an index names %s", async (_, lastmod, after) => {
  await using desk = await play({ sitemap: "/index.xml" });
  desk.server.answer(
    "/index.xml",
    withBody(
      `<sitemapindex><sitemap><loc>${desk.server.url}/berita.xml</loc><lastmod>${lastmod}</lastmod></sitemap></sitemapindex>`,
    ),
  );
  desk.server.answer("/berita.xml", withBody(sitemap("a")));
  await using _poller = await desk.start();
  await desk.looked();
  desk.server.answer("/berita.xml", withBody(sitemap("b", "a")));
  await desk.looksAgain(after);
  expect(await desk.articles()).toEqual(["a (diam)", "b"]);
});

test("an index whose first load was not whole is loaded again before anything of it may be heard", async () => {
  await using desk = await play({ sitemap: "/indeks.xml" });
  const entry = (path: string) => `<sitemap><loc>${desk.server.url}${path}</loc></sitemap>`;
  desk.server.answer(
    "/indeks.xml",
    withEtag(`<sitemapindex>${entry("/a.xml")}${entry("/b.xml")}</sitemapindex>`, '"1"'),
  );
  desk.server.answer("/a.xml", withBody(sitemap("a")));
  desk.server.answer("/b.xml", withStatus(502));
  await using _poller = await desk.start();
  await desk.looked();
  expect(await desk.articles()).toEqual([]);
  expect((await desk.health())?.lastError).toMatch(/^sebagian peta situs gagal dibuka/);
  desk.server.answer("/b.xml", withBody(sitemap("b")));
  await desk.looksAgain();
  expect(await desk.articles()).toEqual(["b (diam)", "a (diam)"]);
  // The index itself may stay as it is while its sitemaps change: its own validators say nothing.
  desk.server.answer("/b.xml", withBody(sitemap("c", "b")));
  await desk.looksAgain();
  expect(await desk.articles()).toEqual(["b (diam)", "a (diam)", "c"]);
});

const feed = (...slugs: string[]) =>
  rss(slugs.map((slug) => `<item><title>${slug}</title><guid>${slug}</guid></item>`));

test.each([
  ["feed", "/rss", feed],
  ["sitemap", "/berita.xml", sitemap],
] as const)(
  "a %s that is cut off is no first load, nor whole because its server says “unchanged”",
  async (kind, path, write) => {
    await using desk = await play({ [kind]: path });
    const answer = (whole: string, end = whole.length) =>
      desk.server.answer(path, withEtag(whole.slice(0, end), `"${whole.length}"`));
    const [before, after] = [write("b", "a"), write("d", "c", "b", "a")];
    answer(before, before.indexOf(">a<"));
    await using _poller = await desk.start();
    await desk.looked();
    expect(await desk.articles()).toEqual([]);
    expect((await desk.health())?.lastError).toContain("terpotong");
    answer(before);
    await desk.looksAgain();
    expect(await desk.articles()).toEqual(["a (diam)", "b (diam)"]);
    answer(after, after.indexOf(">c<"));
    await desk.looksAgain(MINUTE);
    answer(after);
    await desk.looksAgain(MINUTE);
    expect(await desk.articles()).toEqual(["a (diam)", "b (diam)", "d", "c"]);
  },
);

test("an item with neither address nor id is one article, however often its feed is loaded", async () => {
  await using desk = await play({ feed: "/rss" });
  const nameless = (title: string, more = "") =>
    `<item><title>${title}</title>${more}<description>Isi ${title}.</description></item>`;
  const dated = nameless("Dengan tanggal", "<pubDate>Mon, 23 Nov 2026 09:00:00 +0700</pubDate>");
  desk.server.answer("/rss", withBody(rss([nameless("Satu"), dated])));
  await using _poller = await desk.start();
  await desk.looked();
  desk.server.answer(
    "/rss",
    withBody(rss([nameless("Dua"), nameless("Satu"), dated.replace("Isi", "Isi baru")])),
  );
  await desk.looksAgain();
  expect((await desk.articles()).toSorted()).toEqual(["Dengan tanggal (diam)", "Dua", "Satu (diam)"]);
});
