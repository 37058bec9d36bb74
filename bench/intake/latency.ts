import { once } from "node:events";
import { createServer } from "node:http";
import { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { type App, startApp } from "../../src/app.ts";
import { NOTHING } from "../../src/chat/follows.ts";
import { configFrom } from "../../src/config.ts";
import { serveBotApi, TOKEN } from "../bot-api/bot-api.ts";
import { newsItem, rssItemOf, rssOf } from "./news.ts";

/** From a publisher's push, and from the answer to a poll, to the first message of its alert at Telegram's door. */
export interface Latencies {
  /** Milliseconds, in no order. */
  push: number[];
  poll: number[];
}

const PUBLISHERS = 5;
const CHATS = 20;
const PATIENCE_MS = 30_000;

/** A chat hears one message a second (Telegram's limit); what waits for that is not what is measured here. */
const ONE_A_SECOND = 1_500;

/** The whole service on the given database, with a policy of `auto`: `each` articles by push and as many by feed, one at a time. */
export async function measureLatency(databaseUrl: string, each: number): Promise<Latencies> {
  await using stack = new AsyncDisposableStack();
  const sent = new Map<string, number>();
  const api = stack.use(
    await serveBotApi({
      fate: () => null,
      accepted: ({ text }) => {
        const number = / (\d{7}) /.exec(text)?.[1];
        if (number !== undefined && !sent.has(number)) sent.set(number, performance.now());
      },
    }),
  );
  const feed = stack.use(await serveFeed());
  const publishers = Array.from({ length: PUBLISHERS }, (_, n) => ({
    id: `kirim-${n}`,
    token: `token-penerbit-uji-nomor-${n}`,
  }));
  const config = configFrom(
    {
      sources: [
        ...publishers.map(({ id }) => ({ id, name: id, push: true, policy: "auto" })),
        { id: "feed", name: "Feed", feed: feed.url, policy: "auto", everySeconds: 1 },
      ],
      intake: { allowedHosts: [feed.host] },
    },
    {
      TELEGRAM_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: `http://127.0.0.1:${api.port}`,
      DATABASE_URL: databaseUrl,
      PORT: "0",
      PUBLISHER_TOKENS: publishers.map(({ id, token }) => `${id}:${token}`).join(";"),
    },
  );
  const logTo = new Writable({ write: (_chunk, _encoding, done) => done() });
  const app = stack.use(await startApp(config, { logTo }));
  for (let n = 1; n <= CHATS; n++) await subscribe(app, String(n));
  await feed.asked(1); // its first load alerts nobody

  const latencies: Latencies = { push: [], poll: [] };
  for (let n = 0; n < each; n++) {
    latencies.push.push(await pushed(1_000_000 + n, publishers[n % PUBLISHERS] ?? { id: "", token: "" }));
    await delay(ONE_A_SECOND + Math.random() * 100);
  }
  for (let n = 0; n < each; n++) latencies.poll.push(await polled(2_000_000 + n));
  return latencies;

  async function pushed(number: number, { id, token }: { id: string; token: string }): Promise<number> {
    const { title, slug, paragraphs } = newsItem(number);
    const started = performance.now();
    const answer = await fetch(`http://127.0.0.1:${app.port}/api/articles`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ url: `https://${id}.example/${slug}`, title, text: paragraphs.join("\n") }),
    });
    if (answer.status !== 202)
      throw new Error(`a push was answered with ${answer.status}: ${await answer.text()}`);
    return (await sentAt(String(number))) - started;
  }

  async function polled(number: number): Promise<number> {
    feed.publish(rssItemOf(newsItem(number), new Date()));
    const answered = await feed.servedNewest();
    return (await sentAt(String(number))) - answered;
  }

  async function sentAt(number: string): Promise<number> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const at = sent.get(number);
      if (at !== undefined) return at;
      if (performance.now() > end) throw new Error(`the alert of article ${number} was never sent`);
      await delay(1);
    }
  }
}

async function subscribe(app: App, address: string): Promise<void> {
  const chat = { messenger: "telegram", address, thread: null, kind: "private", title: null } as const;
  await app.subscribe(chat, { ...NOTHING, all: true });
}

/** A feed that knows when its newest item was first handed out. */
async function serveFeed() {
  const items: string[] = [];
  let requests = 0;
  let served: number | null = null;
  const server = createServer((request, response) => {
    if (request.url !== "/rss") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "application/rss+xml" }).end(rssOf(items));
    served ??= performance.now();
    requests++;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const until = async (holds: () => boolean) => {
    while (!holds()) await delay(1);
  };
  return {
    url: `http://127.0.0.1:${port}/rss`,
    host: `127.0.0.1:${port}`,
    asked: (times: number) => until(() => requests >= times),
    publish(item: string) {
      items.unshift(item);
      items.length = Math.min(items.length, 20);
      served = null;
    },
    async servedNewest(): Promise<number> {
      await until(() => served !== null);
      return served ?? Number.NaN;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
