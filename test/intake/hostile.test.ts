import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test } from "vitest";
import { z } from "zod";
import { accept } from "../../src/articles/accept.ts";
import { readArticle } from "../../src/articles/read.ts";
import { systemClock } from "../../src/delivery/clock.ts";
import { fetchArticlePage } from "../../src/intake/article-page.ts";
import { FetchFailure } from "../../src/intake/fetch-failure.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { startPoller } from "../../src/intake/poller.ts";
import { openReaders } from "../../src/intake/readers.ts";
import { Source } from "../../src/intake/source.ts";
import { articleDoor } from "../../src/store/articles/articles.ts";
import { sourceHealth, sourceStates } from "../../src/store/sources/sources.ts";
import { testDatabase } from "../support/database.ts";
import { seeded } from "../support/dice.ts";
import { type Answer, rss, rssItem, silence, withBody, withStatus } from "../support/publisher-server.ts";
import { until } from "../support/until.ts";
import { hostileAnswers, wounded } from "./hostile.ts";

const WOUNDED = 200;
const SILENT = 250; // each costs a place for as long as a fetch may take
const HEALTHY = 10;

/** Many hosts on one server, and a DNS that knows them. */
async function startInternet() {
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) =>
    (answers.get(request.headers.host?.split(":")[0] ?? "") ?? withStatus(404))(request, response),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    add(answer: Answer): string {
      const host = `h${answers.size}.uji`;
      answers.set(host, answer);
      return `http://${host}:${port}/`;
    },
    openFetcher: (milliseconds: number) =>
      openFetcher({
        userAgent: "uji",
        allowedHosts: [...answers.keys()],
        limits: { milliseconds },
        lookup: (_, options, found) =>
          options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4),
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

test(
  "hundreds of broken, huge, slow, lying and recursive sources cost nobody else a look",
  { timeout: 180_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const db = stack.use(await testDatabase());
    const internet = stack.use(await startInternet());
    const random = seeded(2026);
    const good = rss([rssItem("a"), rssItem("b", "Mon, 23 Nov 2026 08:00:00 +0700"), rssItem("c")]);

    const sources: Source[] = [];
    const source = (id: string, kind: "feed" | "sitemap", answer: Answer, everySeconds: number) =>
      sources.push(Source.parse({ id, name: id, [kind]: internet.add(answer), everySeconds }));
    for (let n = 0; n < HEALTHY; n++) source(`sehat-${n}`, "feed", withBody(rss([rssItem(`sehat-${n}`)])), 1);
    for (const [n, [, answer]] of hostileAnswers().entries()) {
      source(`jahat-${n}`, "feed", answer, 3600);
      source(`jahat-peta-${n}`, "sitemap", answer, 3600);
    }
    for (let n = 0; n < SILENT; n++) source(`bisu-${n}`, "feed", silence, 1);
    for (let n = 0; n < WOUNDED; n++) source(`luka-${n}`, "feed", withBody(wounded(good, random)), 3600);

    const fetcher = stack.use(internet.openFetcher(1500));
    const readers = stack.use(openReaders());
    const looked = new Map<string, number[]>();
    const faults: unknown[] = [];
    const door = articleDoor(db.pool);
    stack.use(
      await startPoller({
        sources,
        states: sourceStates(db.pool),
        fetch: fetcher.fetch,
        accept: (incoming, { quiet }) => accept(door, incoming, { quiet, alertWithinHours: 12 }, new Date()),
        readers,
        clock: systemClock,
        random,
        onFault: (error) => faults.push(error),
        onPolled: ({ id }) => looked.set(id, [...(looked.get(id) ?? []), performance.now()]),
      }),
    );
    const started = performance.now();
    await until("every source looked at", () => looked.size === sources.length, 120_000);
    const seconds = (performance.now() - started) / 1000;

    const healthy = sources.filter(({ id }) => id.startsWith("sehat-"));
    const looks = healthy.flatMap(({ id }) => looked.get(id) ?? []);
    // By plan each is looked at every second; the storm may cost them some of that, and this machine may be busy.
    expect(looks.length / healthy.length).toBeGreaterThan(seconds / 3);
    expect(faults).toEqual([]);
    const health = await sourceHealth(
      db.pool,
      sources.map(({ id }) => id),
    );
    const failing = health.filter(({ failures }) => failures > 0);
    const unsaid = failing.filter(
      ({ lastError }) => !/^[\p{L}\d\s.,:;()'"<>/-]{5,300}$/u.test(lastError ?? ""),
    );
    expect(unsaid).toEqual([]);
    expect(failing.length).toBeGreaterThan(90);
    expect(failing.filter(({ id }) => id.startsWith("sehat-"))).toEqual([]);
  },
);

test(
  "a page of any such kind is read, refused or tried later, and never takes much longer than an ordinary one",
  { timeout: 120_000 },
  async () => {
    await using internet = await startInternet();
    const pages = hostileAnswers().map(([name, answer]) => ({ name, url: internet.add(answer) }));
    await using fetcher = internet.openFetcher(500);
    const reading = (content: string, url: string): number => {
      const before = process.threadCpuUsage();
      readArticle({ form: "html", content, title: null, url, image: null, publishedAt: null });
      return process.threadCpuUsage(before).user;
    };
    const paragraph =
      "<p>Pasar Sukamaju dibuka <b>kembali</b> pada Senin pagi, kata <a href='/'>Bupati</a>.</p>";
    const ordinary = paragraph.repeat(1_000_000 / paragraph.length); // as long as theirs
    const usual = Math.max(...[1, 2, 3].map(() => reading(ordinary, "https://kabar.example/")));
    const slow: string[] = [];
    for (const { name, url } of pages) {
      const page = await fetchArticlePage(url, fetcher.fetch).catch((error: unknown) => {
        if (error instanceof FetchFailure) return "refused" as const;
        throw error;
      });
      if (page === "refused") continue;
      const times = reading(page.html, page.url) / usual;
      if (times > 5) slow.push(`${name}: ${times.toFixed(1)} times as long`);
    }
    expect(slow).toEqual([]);
  },
);
