import { describe, expect, test } from "vitest";
import { fetchArticlePage } from "../../src/intake/article-page.ts";
import { FetchFailure } from "../../src/intake/fetch-failure.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { robotsWatch } from "../../src/intake/robots-watch.ts";
import { readRobots } from "../../src/intake/robots.ts";
import {
  type Answer,
  cutOff,
  redirect,
  startPublisherServer,
  withBody,
  withStatus,
} from "../support/publisher-server.ts";

const US = "KabarKilat";
const everybody = (rules: string) => `User-agent: *\n${rules}`;

describe("what robots.txt allows (RFC 9309)", () => {
  test.each<[string, string, string, boolean]>([
    ["nothing said", "", "/a", true],
    ["a folder closed", everybody("Disallow: /rahasia/"), "/rahasia/a", false],
    ["beside a closed folder", everybody("Disallow: /rahasia/"), "/rahasia", true],
    ["everything closed", everybody("Disallow: /"), "/", false],
    ["an empty rule closes nothing", everybody("Disallow:"), "/a", true],
    ["the longer rule decides", everybody("Allow: /berita/umum\nDisallow: /berita"), "/berita/umum/1", true],
    [
      "and the other way round",
      everybody("Allow: /berita\nDisallow: /berita/premium"),
      "/berita/premium/1",
      false,
    ],
    ["of two as long, the one that allows", everybody("Disallow: /a\nAllow: /a"), "/a", true],
    ["a star stands for anything", everybody("Disallow: /*/cetak"), "/berita/1/cetak", false],
    ["a dollar is the end", everybody("Disallow: /*.pdf$"), "/a.pdf?x=1", true],
    ["at the end", everybody("Disallow: /*.pdf$"), "/a.pdf", false],
    ["a dollar after a star", everybody("Disallow: /a*b*$"), "/axbx", false],
    ["the query counts", everybody("Disallow: /*?cetak="), "/a?cetak=1", false],
    ["paths know case", everybody("Disallow: /A"), "/a", true],
    ["escapes mean the character", everybody("Disallow: /%62erita"), "/berita/1", false],
    ["letters beyond ASCII are escaped", everybody("Disallow: /é"), "/%c3%a9", false],
    ["comments are none of it", everybody("Disallow: /a # tutup"), "/a", false],
    [
      "our own group goes before everybody's",
      "User-agent: *\nDisallow: /\n\nUser-agent: kabarkilat\nDisallow: /x",
      "/a",
      true,
    ],
    ["others' groups are not ours", "User-agent: GPTBot\nDisallow: /", "/a", true],
    ["a version after the token", "User-agent: KabarKilat/2.0\nDisallow: /a", "/a", false],
    ["several agents, one group", "User-agent: GPTBot\nUser-agent: KabarKilat\nDisallow: /a", "/a", false],
    [
      "groups of one agent add up",
      "User-agent: KabarKilat\nDisallow: /a\nUser-agent: lain\nDisallow: /c\nUser-agent: KabarKilat\nDisallow: /b",
      "/a",
      false,
    ],
    ["other lines are passed over", "Sitemap: /x\nUser-agent: *\nCrawl-delay: 5\nDisallow: /a", "/a", false],
    ["a rule before any agent is nobody's", "Disallow: /\nUser-agent: *\nAllow: /", "/a", true],
    [
      "any line end, and a mark at the start",
      "\uFEFFUser-agent: *\rDisallow: /a\r\nDisallow: /b",
      "/b",
      false,
    ],
    ["itself it cannot close", everybody("Disallow: /"), "/robots.txt", true],
    ["a page instead of it says nothing", "<!doctype html><html>User-agent: x</html>", "/a", true],
  ])("%s", (_, text, path, allowed) => {
    expect(readRobots(text, US).allows(path)).toBe(allowed);
  });

  test("patterns made to be slow are not", () => {
    const rules = readRobots(everybody(`Disallow: /${"*a".repeat(1000)}$\n`.repeat(200)), US);
    expect(rules.allows(`/${"a".repeat(2000)}b`)).toBe(true);
  });
});

async function open(robots: Answer | null) {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await startPublisherServer());
  const fetcher = stack.use(openFetcher({ userAgent: "KabarKilat/0 (uji)", allowedHosts: ["127.0.0.1"] }));
  if (robots) server.answer("/robots.txt", robots);
  let now = Date.parse("2026-11-23T02:00:00Z");
  const mayOpen = robotsWatch(fetcher.fetch, US, () => new Date(now));
  const all = stack.move();
  return {
    server,
    fetcher,
    mayOpen,
    may: (path: string) => mayOpen(server.url + path),
    passes: (hours: number) => void (now += hours * 3_600_000),
    asked: () => server.asked.filter(({ path }) => path === "/robots.txt").length,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

describe("a site's robots.txt", () => {
  test("is asked for once in a while, by our name, however many pages are opened", async () => {
    await using site = await open(withBody(everybody("Disallow: /tutup")));
    expect(await Promise.all([site.may("/buka"), site.may("/tutup"), site.may("/tutup/1")])).toEqual([
      true,
      false,
      false,
    ]);
    expect(site.asked()).toBe(1);
    expect(site.server.asked[0]?.headers["user-agent"]).toMatch(/^KabarKilat\//);
    site.server.answer("/robots.txt", withBody(""));
    expect(await site.may("/tutup")).toBe(false);
    site.passes(7);
    expect(await site.may("/tutup")).toBe(true);
    expect(site.asked()).toBe(2);
  });

  test.each<[string, Answer | null, boolean]>([
    ["not there", null, true],
    ["forbidden", withStatus(403), true],
    ["in circles", redirect(302, "/robots.txt"), true],
  ])("that is %s", async (_, answer, allowed) => {
    await using site = await open(answer);
    expect(await site.may("/a")).toBe(allowed);
  });

  test.each<[string, Answer]>([
    ["failing", withStatus(503)],
    ["asked for too often", withStatus(429)],
    ["broken off", cutOff("User-agent: *")],
  ])("that is %s is no refusal for good: a later try may succeed", async (_, answer) => {
    await using site = await open(answer);
    const page = () => fetchArticlePage(`${site.server.url}/a`, site.fetcher.fetch, undefined, site.mayOpen);
    await expect(page()).rejects.toThrow(FetchFailure);
    site.server.answer("/robots.txt", withStatus(404));
    site.server.answer("/a", withBody("<h1>Ada</h1>"));
    site.passes(0.1);
    expect(await page()).toMatchObject({ html: "<h1>Ada</h1>" });
  });

  test("that cannot be had any more is what it was", async () => {
    await using site = await open(withBody(everybody("Disallow: /tutup")));
    expect(await site.may("/tutup")).toBe(false);
    site.server.answer("/robots.txt", withStatus(503));
    for (const hours of [7, 7]) {
      site.passes(hours);
      expect(await Promise.all([site.may("/buka"), site.may("/tutup")])).toEqual([true, false]);
    }
  });

  test("keeps us from its articles' pages, also where a redirect leads to them", async () => {
    await using site = await open(withBody(everybody("Disallow: /premium")));
    await using other = await open(withBody(everybody("Disallow: /")));
    site.server.answer("/buka", withBody("<h1>Ada</h1>"));
    site.server.answer("/premium/1", withBody("<h1>Rahasia</h1>"));
    site.server.answer("/pergi", redirect(302, `${other.server.url}/a`));
    other.server.answer("/a", withBody("<h1>Ada</h1>"));
    const page = (path: string) =>
      fetchArticlePage(site.server.url + path, site.fetcher.fetch, undefined, site.mayOpen);
    expect(await page("/buka")).toMatchObject({ html: "<h1>Ada</h1>" });
    expect(await page("/premium/1")).toBe("refused");
    expect(await page("/pergi")).toBe("refused");
    expect(site.server.asked.map(({ path }) => path)).not.toContain("/premium/1");
  });
});
