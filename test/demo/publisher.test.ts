import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { HOUSE_CALL } from "../../demo/expected.ts";
import { startPublisher } from "../../demo/publisher.ts";
import { alertFor } from "../../src/commands/alert.ts";
import { fetchArticlePage } from "../../src/intake/article-page.ts";
import { readFeed } from "../../src/intake/feed.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { DEFAULT_BUDGET } from "../../src/summaries/summarise.ts";

const now = () => new Date("2026-11-23T02:15:00Z");

test("the paper opens with yesterday's article and brings today's one by one, newest first", async () => {
  await using paper = await startPublisher({ now });
  await using fetcher = openFetcher({ userAgent: "uji", allowedHosts: [paper.host] });
  const titles = async () => {
    const { body, url } = await fetcher.fetch(paper.feedUrl);
    const { items, problems } = readFeed(body, url, { id: "kabar-nusantara" });
    expect(problems).toEqual([]);
    return items.map(({ title }) => title);
  };
  expect(await titles()).toEqual(["Festival Perahu Hias Sagara Diikuti 42 Kampung Nelayan"]);
  paper.publish("gempa-lembah-arum");
  expect(await titles()).toHaveLength(2);
  expect((await titles())[0]).toMatch(/^BREAKING NEWS: Gempa/);
  while (paper.publishNext());
  expect(await titles()).toHaveLength(8);
  expect(paper.waiting).toEqual([]);
  expect(() => paper.publish("gempa-lembah-arum")).toThrow("no article");
});

test("an item says whether it is whole, and its page holds the text, the date and the furniture", async () => {
  await using paper = await startPublisher({ now });
  await using fetcher = openFetcher({ userAgent: "uji", allowedHosts: [paper.host] });
  while (paper.publishNext());
  const { body, url } = await fetcher.fetch(paper.feedUrl);
  const { items } = readFeed(body, url, { id: "kabar-nusantara" });
  expect(items.filter(({ teaser }) => !teaser).map(({ sections }) => sections)).toEqual([
    ["Bencana"],
    ["Internasional"],
  ]);
  const chili = items.find(({ url }) => url?.includes("cabai"));
  const page = await fetchArticlePage(chili?.url ?? "", fetcher.fetch);
  if (page === "refused") throw new Error("the page was refused");
  expect(page.html).toContain("Senin, 23 November 2026 | 09:15 WIB");
  expect(page.html).toContain("pada Senin (23/11/2026), setelah dua pekan");
  expect(page.html).toContain('"datePublished":"2026-11-23T09:15:00+07:00"');
  expect((await fetcher.fetch(chili?.image ?? "")).contentType).toMatch("image/svg");
});

test("whoever has the feed already gets a 304", async () => {
  await using paper = await startPublisher({ now });
  await using fetcher = openFetcher({ userAgent: "uji", allowedHosts: [paper.host] });
  const { etag } = await fetcher.fetch(paper.feedUrl);
  expect((await fetcher.fetch(paper.feedUrl, { etag })).unchanged).toBe(true);
  paper.publishNext();
  expect((await fetcher.fetch(paper.feedUrl, { etag })).unchanged).toBe(false);
});

test("what the README shows is what the demo says", async () => {
  await using paper = await startPublisher({ now });
  await using fetcher = openFetcher({ userAgent: "uji", allowedHosts: [paper.host] });
  paper.publish("gempa-lembah-arum");
  const { body, url } = await fetcher.fetch(paper.feedUrl);
  const [item] = readFeed(body, url, { id: "kabar-nusantara" }).items;
  const { content = "", title = null } = { ...item?.body, ...item };
  const alert = alertFor({ form: "html", content, title, url: null }, DEFAULT_BUDGET);
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  expect(readme.replaceAll(/\s+/g, " ")).toContain(alert.summary);
  expect(readme).toContain(alert.callToAction?.text ?? HOUSE_CALL);
});
