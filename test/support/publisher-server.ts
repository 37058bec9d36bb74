import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

/** A publisher's server on loopback that answers as the test says, faults included. */
export interface PublisherServer extends AsyncDisposable {
  /** "http://127.0.0.1:12345" */
  readonly url: string;
  /** "127.0.0.1:12345", for allowedHosts. */
  readonly host: string;
  /** Everything that was asked, in order. */
  readonly asked: readonly { path: string; headers: IncomingHttpHeaders }[];
  /** Answers requests for this path so from now on. A path without an answer is a 404. */
  answer(path: string, answer: Answer): void;
  /** Breaks every connection there is. New ones are welcome. */
  cuts(): void;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export async function startPublisherServer(): Promise<PublisherServer> {
  const answers = new Map<string, Answer>();
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push({ path, headers: request.headers });
    (answers.get(path) ?? withStatus(404))(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    asked,
    answer: (path, answer) => void answers.set(path, answer),
    cuts: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function withBody(body: string | Uint8Array, headers: Record<string, string> = {}): Answer {
  return (_, response) => void response.writeHead(200, headers).end(body);
}

export function withStatus(status: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => void response.writeHead(status, headers).end();
}

export function redirect(status: number, location: string): Answer {
  return withStatus(status, { location });
}

/** Honest validators: 304 to whoever has this body already. */
export function withEtag(body: string, etag: string): Answer {
  return (request, response) => {
    if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag }).end(body);
  };
}

/** Takes the request and says nothing. */
export const silence: Answer = () => undefined;

/** A header, and then a byte now and then: never idle, never done. */
export const slowloris: Answer = (_, response) => {
  response.writeHead(200, { "content-type": "text/xml" });
  const drip = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(drip));
};

/** Half of what was promised, then the connection breaks. */
export function cutOff(body: string): Answer {
  return (_, response) => {
    response.writeHead(200, { "content-length": String(body.length) });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  };
}

/** An RSS feed of items given as XML. */
export function rss(items: readonly string[], channel = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Koran Uji</title><link>https://koran.example</link>${channel}
${items.join("\n")}
</channel></rss>`;
}

/** One item of such a feed, with a body long enough to be an article. */
export function rssItem(slug: string, publishedAt = "Mon, 23 Nov 2026 09:00:00 +0700"): string {
  const sentence = `Warga ${slug} bergotong royong membersihkan saluran air sebelum musim hujan tiba. `;
  return `<item><title>Berita ${slug}</title><link>https://koran.example/${slug}</link><guid>${slug}</guid>
<pubDate>${publishedAt}</pubDate><content:encoded><![CDATA[<p>${sentence.repeat(10)}</p>]]></content:encoded></item>`;
}
