import { expect, test } from "vitest";
import { fetchArticlePage } from "../../src/intake/article-page.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import {
  type Answer,
  redirect,
  silence,
  startPublisherServer,
  withBody,
  withStatus,
} from "../support/publisher-server.ts";

async function pageFrom(answer: Answer, milliseconds = 15_000) {
  await using server = await startPublisherServer();
  await using fetcher = openFetcher({
    userAgent: "uji",
    allowedHosts: [server.host],
    limits: { milliseconds },
  });
  server.answer("/berita", answer);
  server.answer("/pindah", withBody("<h1>Pindah</h1>", { "content-type": "text/html" }));
  server.answer("/?utm_source=404", withBody("<h1>Beranda</h1>", { "content-type": "text/html" }));
  const page = await fetchArticlePage(`${server.url}/berita`, fetcher.fetch);
  return page === "refused" ? page : { ...page, url: page.url.replace(server.url, "") };
}

test.each<[string, Answer, { html: string; url: string }]>([
  [
    "a page",
    withBody("<h1>Ada</h1>", { "content-type": "text/html; charset=utf-8" }),
    { html: "<h1>Ada</h1>", url: "/berita" },
  ],
  ["a page of no type", withBody("<h1>Ada</h1>"), { html: "<h1>Ada</h1>", url: "/berita" }],
  ["a page that moved", redirect(302, "/pindah"), { html: "<h1>Pindah</h1>", url: "/pindah" }],
])("%s is read, from where it is", async (_, answer, page) => {
  expect(await pageFrom(answer)).toEqual(page);
});

test.each<[string, Answer]>([
  ["not there", withStatus(404)],
  ["gone", withStatus(410)],
  ["forbidden", withStatus(403)],
  ["a film", withBody("\0\0\0\x18ftyp", { "content-type": "video/mp4" })],
  ["huge", withBody("x".repeat(5_100_000), { "content-type": "text/html" })],
  ["inside the network", redirect(302, "http://10.0.0.1/")],
])("a page that is %s is not asked for again", async (_, answer) => {
  expect(await pageFrom(answer)).toBe("refused");
});

test.each<[string, Answer, string]>([
  ["failing", withStatus(502), "status"],
  ["busy", withStatus(429), "status"],
  ["silent", silence, "timeout"],
  ["answered with the front page", redirect(302, "/?utm_source=404"), "moved"],
])("a page that is %s may come later", async (_, answer, kind) => {
  const milliseconds = kind === "timeout" ? 300 : undefined;
  await expect(pageFrom(answer, milliseconds)).rejects.toMatchObject({ kind });
});
