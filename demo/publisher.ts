import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { articles, type DemoArticle, yesterday } from "./articles.ts";
import { articlePage, frontPage, photo, type Published, rssFeed } from "./site.ts";

/** The invented newspaper "Kabar Nusantara" on this machine: a site with pages and an RSS feed. */
export interface Publisher extends AsyncDisposable {
  /** "http://127.0.0.1:12345" */
  readonly url: string;
  /** "127.0.0.1:12345": what the intake's `allowedHosts` must name. */
  readonly host: string;
  readonly feedUrl: string;
  /** The articles that are not out yet, in order. */
  readonly waiting: readonly DemoArticle[];
  /** Puts an article out, on the site and in the feed. Throws if there is none of that name that waits. */
  publish(slug: string): Published;
  /** The next one that waits; null when all are out. */
  publishNext(): Published | null;
}

const DAY_MS = 24 * 3_600_000;

/** Starts the paper with one article of yesterday in its feed. Port 0: any that is free. */
export async function startPublisher(options: { port?: number; now?: () => Date } = {}): Promise<Publisher> {
  const now = options.now ?? (() => new Date());
  const published: Published[] = [];
  const waiting = [...articles];
  const server = createServer((request, response) => answer(request, response, published, url));
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the publisher's server has no port");
  const host = `127.0.0.1:${address.port}`;
  const url = `http://${host}`;

  function putOut(article: DemoArticle, at: Date): Published {
    const item = { article, at, url: `${url}/${article.section.toLowerCase()}/${article.slug}` };
    published.push(item);
    return item;
  }
  putOut(yesterday, new Date(now().getTime() - DAY_MS));

  return {
    url,
    host,
    feedUrl: `${url}/rss.xml`,
    waiting,
    publish(slug) {
      const article = waiting.find((one) => one.slug === slug);
      if (!article) throw new Error(`Kabar Nusantara has no article "${slug}" that waits`);
      waiting.splice(waiting.indexOf(article), 1);
      return putOut(article, now());
    },
    publishNext() {
      const article = waiting.shift();
      return article ? putOut(article, now()) : null;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  published: readonly Published[],
  origin: string,
): void {
  const { pathname } = new URL(request.url ?? "/", origin);
  const item = published.find(({ url }) => new URL(url).pathname === pathname.replace(/\/foto\.svg$/, ""));
  if (pathname === "/") send("text/html", frontPage(published));
  else if (pathname === "/rss.xml") send("application/rss+xml", rssFeed(published, origin));
  else if (item && pathname.endsWith("/foto.svg")) send("image/svg+xml", photo(item));
  else if (item)
    send(
      "text/html",
      articlePage(
        item,
        published.filter((other) => other !== item),
      ),
    );
  else
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Halaman tidak ditemukan\n");

  function send(type: string, body: string): void {
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 16)}"`;
    const headers = { etag, "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" };
    if (request.headers["if-none-match"] === etag) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(body);
  }
}
