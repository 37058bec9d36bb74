import { once } from "node:events";
import { createServer } from "node:http";
import { z } from "zod";
import { newsItem, rssItemOf, rssOf } from "../intake/news.ts";
import { say, settingsOf } from "../support/child.ts";
import { seeded } from "../support/random.ts";

/**
 * The publishers' feeds, in a process of their own: the feed of source N is at /N. It grows as it is told to, has honest ETags, and fails
 * now and then, as servers do.
 */
const { seed } = settingsOf(z.object({ seed: z.number() }));
const pick = seeded(seed);
const Published = z.object({
  source: z.number(),
  number: z.number(),
  topic: z.string(),
  breaking: z.boolean(),
});
const KEPT = 20; // a feed shows its newest
const feeds = new Map<string, string[]>();
let published = 0;

const server = createServer((request, response) => {
  const chance = published === 0 ? 99 : pick(100);
  if (chance === 0) return void response.writeHead(500).end();
  if (chance === 1) return; // takes the request and says nothing
  const body = rssOf(feeds.get(request.url?.slice(1) ?? "") ?? [OLD]);
  if (chance === 2) {
    response.writeHead(200, { "content-length": String(Buffer.byteLength(body)) });
    return void response.write(body.slice(0, body.length / 2), () => response.destroy());
  }
  const etag = `"${request.url}-${feeds.get(request.url?.slice(1) ?? "")?.length ?? 0}-${Buffer.byteLength(body)}"`;
  if (request.headers["if-none-match"] === etag) return void response.writeHead(304, { etag }).end();
  response.writeHead(200, { etag, "content-type": "application/rss+xml" }).end(body);
});
const OLD = rssItemOf(newsItem(1), new Date(Date.now() - 48 * 3_600_000)); // a feed that was empty would bring no first load

process.on("message", (what) => {
  const { source, number, topic, breaking } = Published.parse(what);
  const news = newsItem(number);
  const title = breaking ? `BREAKING NEWS: ${news.title}` : news.title;
  const items = feeds.get(String(source)) ?? [OLD];
  items.unshift(rssItemOf({ ...news, title }, new Date(), [topic]));
  items.length = Math.min(items.length, KEPT);
  feeds.set(String(source), items);
  published += 1;
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
say(z.object({ port: z.number() }).parse(server.address()));
