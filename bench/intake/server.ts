import { once } from "node:events";
import { createServer } from "node:http";
import { z } from "zod";
import { say, settingsOf } from "../support/child.ts";
import { newsItem, rssItemOf, rssOf } from "./news.ts";

/**
 * The publishers: feed N of so many is at /N, has five items, and a new one every `publishesEverySeconds`, each feed at a moment of its
 * own. Honest ETags.
 */
const { publishesEverySeconds } = settingsOf(z.object({ publishesEverySeconds: z.number() }));
const ITEMS = 5;
const started = Date.now();
let asked = 0;
let unchanged = 0;

const server = createServer((request, response) => {
  const feed = Number(request.url?.slice(1));
  const phase = (feed * 0.618_034) % 1;
  const newest = Math.floor((Date.now() - started) / 1000 / publishesEverySeconds + phase);
  const etag = `"${feed}-${newest}"`;
  asked++;
  if (request.headers["if-none-match"] === etag) {
    unchanged++;
    response.writeHead(304, { etag }).end();
    return;
  }
  const items = Array.from({ length: ITEMS }, (_, n) => {
    const place = newest - n;
    const at = new Date(started + (place - phase) * publishesEverySeconds * 1000);
    return rssItemOf(newsItem(feed * 100_000 + place + ITEMS), at);
  });
  response.writeHead(200, { etag, "content-type": "application/rss+xml" }).end(rssOf(items));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
say({ ...z.object({ port: z.number() }).parse(server.address()) });
process.on("message", () => say({ asked, unchanged }));
