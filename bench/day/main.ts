import { devNull } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { DELIVERY_DEFAULTS } from "../../src/delivery/options.ts";
import { openDatabase, row } from "../../src/store/database.ts";
import { freePort } from "../../test/support/free-port.ts";
import { MEMORY_FLAGS } from "../../test/support/memory-flags.ts";
import { noRedis, testRedis } from "../../test/support/redis.ts";
import { TOKEN } from "../bot-api/bot-api.ts";
import { accidents } from "../chaos/accidents.ts";
import { befall } from "../chaos/befall.ts";
import { writeChats } from "../chaos/chats.ts";
import { startWorkers } from "../chaos/workers.ts";
import { benchArguments, narrator } from "../support/arguments.ts";
import { startChild } from "../support/child.ts";
import { insist } from "../support/insist.ts";
import { benchPostgres } from "../support/postgres.ts";
import { seeded } from "../support/random.ts";
import { compare, spread } from "./compare.ts";
import { openDesk } from "./desk.ts";
import { memoryOver, type Sample } from "./memory.ts";
import { databaseMb, firstLoad, writeSubscriptions } from "./morning.ts";
import { configOf, planDay, pushes, sizeOf, sourceId, tokenOf } from "./plan.ts";
import { liveThrough } from "./traffic.ts";

/**
 * A newsroom's day in minutes: 2,000 articles from 300 sources, 50 broadcasts, 200,000 chats, readers who ask, on one web process and three
 * workers with PostgreSQL and Redis, while feeds and Telegram fail in every way they know, workers are killed with -9, Redis is emptied
 * and PostgreSQL is restarted. At the end the book of Telegram's end is compared with what every chat should have heard, and memory with
 * what it was after the first tenth.
 *
 *     npm run bench:day -- [--json] [--scale 0.1] [--seed N] [--logs FOLDER] [--within SECONDS]
 */
const WORKERS = 3; // the first is never killed: its memory is looked at
const PACING = { perSecond: 3_000, concurrency: 25, leaseSeconds: 10 };
const SWEEP_EVERY_MS = 5_000;
const TROUBLE_WITHIN = 0.85; // of the day
const MOST_GROWTH = 1.2; // of memory, from the first tenth to the end
const EDITOR = 9_000_000;

const { json, seed, scale, within: patience, logs = devNull } = benchArguments({ within: 120 });
const tell = narrator(json);
const pick = seeded(seed);
const size = sizeOf(scale);
const plan = planDay(size, pick);
const dayMs = size.seconds * 1000;
tell(`seed ${seed}: ${JSON.stringify(size)}`);

await using stack = new AsyncDisposableStack();
const postgres = stack.use(await benchPostgres());
const { pool } = stack.use(await openDatabase(postgres.connection, () => undefined)); // it is we who restart the server
const redis = noRedis === false ? stack.use(await testRedis()) : null;
if (noRedis) tell(`the queue is on PostgreSQL: ${noRedis}`);
const outside = { seed, chats: size.chats, messages: 2 * size.chats };
const telegram = stack.use(startChild(new URL("telegram.ts", import.meta.url), outside));
const publishers = stack.use(startChild(new URL("publishers.ts", import.meta.url), outside));
const Port = z.object({ port: z.number() });
const [api, feeds] = await Promise.all([telegram.says(Port), publishers.says(Port)]);
await writeChats(pool, size.chats);
await writeSubscriptions(pool, size);
const startMb = await databaseMb(pool);

const webPort = await freePort();
const pushing = Array.from({ length: size.sources }, (_, n) => n).filter(pushes);
const environment = {
  TELEGRAM_TOKEN: TOKEN,
  TELEGRAM_API_ROOT: `http://127.0.0.1:${api.port}`,
  DATABASE_URL: postgres.url,
  LOG_LEVEL: "warn",
  PORT: String(webPort),
  PUBLISHER_TOKENS: pushing.map((n) => `${sourceId(n)}:${tokenOf(n)}`).join(";"),
  ...(redis && { REDIS_URL: redis.url }),
};
const settingsAs = (role: string) => ({
  environment: { ...environment, KABARKILAT_ROLE: role },
  file: configOf(size, feeds.port, `telegram:${EDITOR}`),
  pacing: PACING,
  sweepEveryMs: SWEEP_EVERY_MS,
});
const web = stack.use(
  startChild(
    new URL("../support/worker.ts", import.meta.url),
    { ...settingsAs("web"), log: logs === devNull ? logs : path.join(logs, "web.log") },
    { flags: MEMORY_FLAGS },
  ),
);
const workers = stack.use(startWorkers(WORKERS, settingsAs("worker"), logs));
await Promise.all([web.says(z.literal("works")), workers.work()]);
await firstLoad(pool, size);
tell("every feed has been read once; the day begins");

const started = performance.now();
const sinceStart = (): number => performance.now() - started;
const giveUpAt = started + 2 * dayMs + 1000 * patience;
const says = (chat: number, text: string): void => void telegram.process.send({ kind: "says", chat, text });
const over = new AbortController();
const memory = { web: [] as Sample[], worker: [] as Sample[] };
const watching = watchMemory();
const misfortunes = accidents(pick, WORKERS - 1, TROUBLE_WITHIN * dayMs).map(({ atMs, accident }) => ({
  atMs,
  accident: accident.kind === "kill a worker" ? { ...accident, which: accident.which + 1 } : accident,
}));
const [{ kills }] = await Promise.all([
  befall(misfortunes, { workers, postgres, redis, started, tell }),
  liveThrough({
    plan,
    desk: openDesk(pool, (text) => says(EDITOR, text), giveUpAt),
    publish: (article) => void publishers.process.send(article),
    pushTo: `http://127.0.0.1:${webPort}/api/articles`,
    says,
    pick,
    sinceStart,
    giveUpAt,
  }),
]);
const open = await untilSettled();
await delay(Math.max(0, dayMs - sinceStart()));
over.abort();
await watching;
const lasted = sinceStart();
tell(`${Math.round(lasted / 1000)} s: everything is done; comparing`);

const Answers = z.object({ questions: z.number(), open: z.number(), answeredAfterMs: z.array(z.number()) });
const answers = await telegram.asked({ kind: "answers" }, Answers);
const outcome = await compare(plan, pool, telegram, tell);
const endMb = await databaseMb(pool);
const memoryMb = { web: memoryOver(memory.web, lasted), worker: memoryOver(memory.worker, lasted) };
const repeatsAllowed = kills * (PACING.concurrency + DELIVERY_DEFAULTS.unwritten);
const crashes = workers.crashes();
process.stdout.write(
  `${JSON.stringify({
    seed,
    ...size,
    ...outcome,
    repeatsAllowed,
    kills,
    crashes,
    open,
    readers: {
      questions: answers.questions,
      unanswered: answers.open,
      answeredAfterMs: spread(answers.answeredAfterMs),
    },
    memoryMb,
    databaseMb: {
      start: Math.round(startMb),
      end: Math.round(endMb),
      perThousandSent: Math.round((100_000 * (endMb - startMb)) / outcome.sent) / 100,
    },
    lastedSeconds: Math.round(lasted / 1000),
    settings: {
      workers: WORKERS,
      queue: redis ? "redis" : "postgres",
      ...PACING,
      sweepEveryMs: SWEEP_EVERY_MS,
      node: MEMORY_FLAGS,
    },
  })}\n`,
);
const { lost, unheard, repeated, unknown, unknownAllowed } = outcome;
const kept = lost + unheard + open + crashes === 0 && repeated <= repeatsAllowed && unknown <= unknownAllowed;
const grew = [memoryMb.web, memoryMb.worker].some(({ ratio }) => ratio > MOST_GROWTH);
if (!kept || grew) process.exitCode = 1;

async function watchMemory(): Promise<void> {
  const Taken = z.object({ rssMb: z.number(), heapMb: z.number() });
  while (!over.signal.aborted) {
    memory.web.push({ atMs: sinceStart(), ...(await web.asked("memory?", Taken)) });
    memory.worker.push({ atMs: sinceStart(), ...(await workers.asked(0, "memory?", Taken)) });
    await delay(1_000);
  }
}

/** Waits until every article is read and every row has its verdict; answers how many have not when time is up. */
async function untilSettled(): Promise<number> {
  const Left = z.object({ n: z.number() });
  const sql = `
    select (select count(*) from deliveries where state = 'waiting')
           + greatest(0, $1 - (select count(*) from articles where state = 'ready' and not quiet)) as n`;
  for (;;) {
    const left = await insist(() => row(pool, Left, sql, [plan.articles.length]), giveUpAt);
    const n = left?.n ?? 0;
    if (n === 0 || performance.now() > giveUpAt) return n;
    await delay(500);
  }
}
