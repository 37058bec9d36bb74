import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { installService } from "../support/process.ts";
import { noRedis, testRedis } from "../support/redis.ts";
import { proxyPage } from "../support/telegram-failures.ts";
import { until } from "../support/until.ts";

const TITLES = Array.from({ length: 10 }, (_, i) => `Kabar Nomor ${i + 1} dari Sukamaju`);

test.skipIf(noRedis)(
  "Redis emptied over and over, between any two steps, loses nothing and sends nothing twice",
  async () => {
    await using t = await startTestApp({ queue: "redis", sweepEveryMs: 300 });
    await t.says(1, "/langganan semua");
    const copies = (title: string) => t.sentTo(1).filter((text) => text.startsWith(`${title}\n`)).length;

    const enough = new AbortController();
    const emptied = (async () => {
      // After every pause that a step can take: without any, no step would ever come to its end but by luck.
      for (let ms = 0; !enough.signal.aborted; ms = (ms + 1) % 16) {
        await t.redis?.empty();
        await sleep(ms);
      }
    })();
    for (const title of TITLES) await t.app.accept(anArticle({ title }));
    await until("half of them are sent", () => TITLES.filter((title) => copies(title) > 0).length >= 5);
    enough.abort();
    await emptied;
    await until("all are sent", () => TITLES.every((title) => copies(title) > 0));

    expect(TITLES.map(copies)).toEqual(TITLES.map(() => 1));
  },
);

test.skipIf(noRedis)(
  "a send that waits for its next try is not forgotten with an emptied Redis",
  async () => {
    await using t = await startTestApp({ queue: "redis", sweepEveryMs: 300 });
    await t.says(1, "/langganan semua");
    const before = t.sentTo(1).length;
    t.telegram.failNext(proxyPage(503));
    await t.app.accept(anArticle());
    await until("the first try has failed and is written down", async () => {
      const { rowCount } = await t.db.pool.query(
        "select from deliveries where state = 'waiting' and attempts = 1",
      );
      return rowCount === 1;
    });

    await t.redis?.empty();
    await until("it is sent", () => t.sentTo(1).length > before);
    expect(t.sentTo(1)).toHaveLength(before + 1);
  },
);

test.skipIf(noRedis)(
  "without Redis articles are still taken in, and sent when it is back; and the process still ends on SIGTERM",
  async () => {
    await using redis = await testRedis();
    await using newsroom = await installService();
    const service = await newsroom.started({ REDIS_URL: redis.url });
    await newsroom.telegram.says({ chat: 1, text: "/langganan semua" });
    await newsroom.firstLoad();

    await redis.dies();
    newsroom.publishes("pertama", "kedua");
    await until("both are on disk", async () => {
      const { rowCount } = await newsroom.pool.query(
        "select from articles where incoming ->> 'guid' in ('pertama', 'kedua')",
      );
      return rowCount === 2;
    });
    await redis.returns();
    await until("both are sent", () => ["pertama", "kedua"].every((slug) => newsroom.copies(1, slug) === 1));

    await redis.dies();
    expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });
  },
);

test.skipIf(noRedis)("a Redis that hangs keeps no process from ending on SIGTERM", async () => {
  await using redis = await testRedis();
  await using newsroom = await installService();
  const service = await newsroom.started({ REDIS_URL: redis.url });
  await newsroom.firstLoad();

  redis.hangs();
  expect(await service.ends("SIGTERM")).toMatchObject({ code: 0 });
});
