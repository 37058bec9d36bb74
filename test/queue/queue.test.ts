import { once } from "node:events";
import { Redis } from "ioredis";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { openQueues, type QueueStore } from "../../src/queue/bullmq.ts";
import { ATTEMPTS, type Queues } from "../../src/queue/queue.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { noRedis, testRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";

const backends: {
  name: string;
  skip: string | false;
  start: () => Promise<AsyncDisposable & { store: QueueStore }>;
}[] = [
  {
    name: "PostgreSQL",
    skip: false,
    start: async () => {
      const db = await testDatabase();
      return { store: { postgres: db.connection }, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
    },
  },
  {
    name: "Redis",
    skip: noRedis,
    start: async () => {
      const redis = await testRedis();
      return { store: { redis: redis.url }, [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose]() };
    },
  },
];

describe.each(backends)("the queue on $name", ({ skip, start }) => {
  async function open() {
    const stack = new AsyncDisposableStack();
    const backend = stack.use(await start());
    const queues: Queues = stack.use(await openQueues(backend.store, () => undefined, 20));
    return { queues, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  }
  const worker = (run: (subject: number) => Promise<void>, onDead = async () => {}) => ({
    run,
    concurrency: 2,
    onDead,
  });

  test.skipIf(skip)(
    "a reminder reaches a worker within moments, also one that was given before it started",
    async () => {
      await using q = await open();
      const done: number[] = [];
      await q.queues.remind("articles", "article-1", 1);
      q.queues.work(
        "articles",
        worker(async (subject) => void done.push(subject)),
      );
      await until("the first is done", () => done.includes(1));
      await q.queues.remind("articles", "article-2", 2);
      await until("the second is done", () => done.includes(2));
      expect(done).toEqual([1, 2]);
    },
  );

  test.skipIf(skip)(
    "a job that outlasts the patience of an end is left, and has not failed; the others are done first",
    async () => {
      const q = await open();
      const heard: string[] = [];
      q.queues.work("articles", {
        concurrency: 1,
        patienceMs: 1,
        run: async (_subject, { signal }) => {
          heard.push("begun");
          await once(signal, "abort");
          heard.push("left");
          throw signal.reason;
        },
        onDead: async () => void heard.push("dead"),
      });
      const news = Promise.withResolvers<void>();
      q.queues.work("deliveries-telegram", {
        concurrency: 1,
        run: async () => {
          heard.push("batch begun");
          await news.promise;
          heard.push("batch done");
        },
        onDead: async () => {},
      });
      await q.queues.remind("articles", "article-1", 1);
      await q.queues.remind("deliveries-telegram", "alert-1", 1);
      await until("both run", () => heard.length === 2);
      expect(q.queues.inHand()).toEqual([
        { queue: "articles", jobs: 1 },
        { queue: "deliveries-telegram", jobs: 1 },
      ]);
      const ended = q[Symbol.asyncDispose]();
      await until("the article is left", () => heard.includes("left"));
      news.resolve();
      await ended;
      expect(heard.slice(2)).toEqual(["left", "batch done"]);
    },
  );

  test.skipIf(skip)("two reminders of the same article that wait at once are one", async () => {
    await using q = await open();
    await q.queues.remind("articles", "article-1", 1);
    await q.queues.remind("articles", "article-1", 1);
    expect(await q.queues.depth("articles")).toBe(1);
  });

  test.skipIf(skip)(
    "a step that fails is tried again after a while, and its last failure is reported once",
    async () => {
      await using q = await open();
      const dead: string[] = [];
      let tries = 0;
      q.queues.work("articles", {
        concurrency: 1,
        run: async () => {
          tries++;
          throw new Error(`failure ${tries}`);
        },
        onDead: async (subject, error, attempts) =>
          void dead.push(`${subject}: ${error.message} (${attempts})`),
      });
      await q.queues.remind("articles", "article-7", 7);
      await until("it is given up", () => dead.length > 0);
      expect(dead).toEqual([`7: failure ${ATTEMPTS} (${ATTEMPTS})`]);
      expect(tries).toBe(ATTEMPTS);
    },
  );
});

test("a worker whose connections were all cut goes on by itself", async () => {
  await using db = await testDatabase();
  await using queues = await openQueues({ postgres: db.connection }, () => undefined);
  const done: number[] = [];
  queues.work("articles", {
    concurrency: 1,
    run: async (subject) => void done.push(subject),
    onDead: async () => {},
  });
  await queues.remind("articles", "article-1", 1);
  await until("the first is done", () => done.includes(1));
  await db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await until("a new reminder is taken", () =>
    queues.remind("articles", "article-2", 2).then(
      () => true,
      () => false,
    ),
  );
  await until("the second is done", () => done.includes(2));
  expect(done).toEqual([1, 2]);
});

test("a worker and a queue that could not connect at first go on once they can", async () => {
  await using db = await testDatabase();
  await using queues = await openQueues({ postgres: db.connection }, () => undefined);
  await using server = await maintenance(db.connection);
  const close = `select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = '${db.connection.database}' and application_name like 'kabarkilat%'`;
  await server.query(`alter database ${db.connection.database} allow_connections false`);
  await server.query(close);

  const done: number[] = [];
  queues.work("articles", {
    concurrency: 1,
    run: async (subject) => void done.push(subject),
    onDead: async () => {},
  });
  await expect(queues.remind("articles", "article-1", 1)).rejects.toThrow(
    /not currently accepting|EPIPE|terminat/,
  );

  await server.query(`alter database ${db.connection.database} allow_connections true`);
  await until("a reminder is taken and done", async () => {
    await queues.remind("articles", "article-2", 2).catch(() => undefined);
    return done.includes(2);
  });
});

test.skipIf(noRedis)("a Redis that wants another password ends the start with what to do", async () => {
  await using redis = await testRedis();
  const client = new Redis(redis.url);
  await client.config("SET", "requirepass", "rahasia");
  client.disconnect();
  for (const given of ["", ":salah@"]) {
    const opened = openQueues({ redis: redis.url.replace("//", `//${given}`) }, () => undefined);
    await expect(opened).rejects.toThrow(/refuses our user or password.*into REDIS_URL/);
  }
});

async function maintenance(connection: TestDatabase["connection"]) {
  const client = new pg.Client({ ...connection, database: "postgres" });
  await client.connect();
  return {
    query: (sql: string) => client.query(sql),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
