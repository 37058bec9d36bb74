import { z } from "zod";
import { DELIVERY_DEFAULTS } from "../../src/delivery/options.ts";
import { openDatabase } from "../../src/store/database.ts";
import { MEMORY_FLAGS } from "../../test/support/memory-flags.ts";
import { noRedis, testRedis } from "../../test/support/redis.ts";
import { TOKEN } from "../bot-api/bot-api.ts";
import { benchArguments, narrator } from "../support/arguments.ts";
import { type Child, startChild } from "../support/child.ts";
import { type BenchPostgres, benchPostgres } from "../support/postgres.ts";
import { Measured, type Settings } from "./contender.ts";
import { DURABLE } from "./durable.ts";

/**
 * How fast alerts are sent, durably, beside what a bot does without a ledger and what a queue's textbook says:
 *
 *   durable            ours: fan-out, claim, send, settle on PostgreSQL
 *   plain              a loop over the chats with grammY as it comes; forgets everything when it is killed
 *   job per recipient  a BullMQ job on Redis for each chat, sent with grammY as it comes
 *
 * Each runs alone in a process of its own against the same server process, in turns; the numbers are medians of the turns.
 */
const ROUNDS = 3;
const WARM_UP = 6_000; // until V8 has compiled what is hot
const MESSAGES = { durable: 25_000, plain: 12_000, "job per recipient": 7_000 }; // about as long for each
const CONCURRENCY = 50;
const LAST_ROUND_BEFORE_MS = 34_000; // a slow machine gets fewer rounds, not a longer bench

const { json, seed } = benchArguments();
const tell = narrator(json);
await using stack = new AsyncDisposableStack();
const postgres = stack.use(await benchPostgres());
const redis = noRedis === false ? stack.use(await testRedis()) : null;
const server = stack.use(startChild(new URL("server.ts", import.meta.url), {}));
const { port } = await server.says(z.object({ port: z.number() }));
const settings: Omit<Settings, "contender" | "messages"> = {
  apiRoot: `http://127.0.0.1:${port}`,
  token: TOKEN,
  concurrency: CONCURRENCY,
  warmUp: WARM_UP,
  postgres: postgres.connection,
  redis: redis?.url ?? null,
};
await writeChats(postgres);
if (noRedis) tell(`job per recipient: skipped, ${noRedis}`);

const durable: Turn[] = [];
const plain: Turn[] = [];
const jobs: Turn[] = [];
while (plain.length < ROUNDS && performance.now() < LAST_ROUND_BEFORE_MS) {
  plain.push(await turn("plain"));
  durable.push(await turn("durable"));
  if (redis) jobs.push(await turn("job per recipient"));
}

const durablePerSecond = median(durable, "perSecond");
const plainPerSecond = median(plain, "perSecond");
const jobPerRecipientPerSecond = redis ? median(jobs, "perSecond") : null;
const { batch, unwritten, groupWithinMs } = DELIVERY_DEFAULTS;
process.stdout.write(
  `${JSON.stringify({
    durablePerSecond: Math.round(durablePerSecond),
    plainPerSecond: Math.round(plainPerSecond),
    jobPerRecipientPerSecond: jobPerRecipientPerSecond && Math.round(jobPerRecipientPerSecond),
    ratioToPlain: ratioTo(plain),
    ratioToJobPerRecipient: redis && ratioTo(jobs),
    cpuMicrosPerMessage: rounded(median(durable, "cpuMicrosPerMessage")),
    plainCpuMicrosPerMessage: rounded(median(plain, "cpuMicrosPerMessage")),
    jobPerRecipientCpuMicrosPerMessage: redis && rounded(median(jobs, "cpuMicrosPerMessage")),
    postgresCpuMicrosPerMessage: rounded(median(durable, "postgresCpuMicrosPerMessage")),
    peakRssMb: Math.round(Math.max(...durable.map(({ peakRssMb }) => peakRssMb))),
    settings: {
      seed,
      rounds: plain.length,
      messages: MESSAGES,
      warmUp: WARM_UP,
      concurrency: CONCURRENCY,
      ourFlags: MEMORY_FLAGS,
      ...DURABLE,
      batch,
      unwritten,
      groupWithinMs,
    },
  })}\n`,
);

interface Turn {
  perSecond: number;
  cpuMicrosPerMessage: number;
  postgresCpuMicrosPerMessage: number;
  peakRssMb: number;
}

async function turn(contender: Settings["contender"]): Promise<Turn> {
  const messages = MESSAGES[contender];
  const told: Settings = { ...settings, contender, messages };
  const flags = contender === "durable" ? MEMORY_FLAGS : []; // the others start as Node comes
  await using child: Child = startChild(new URL("run.ts", import.meta.url), told, { flags });
  await child.says(z.literal("warm"));
  const before = postgres.cpuSeconds() ?? 0;
  const { seconds, cpuMicros, peakRssMb } = await child.says(Measured);
  const postgresSeconds = (postgres.cpuSeconds() ?? 0) - before;
  await child.ended;
  const seen = await server.asked("what came?", z.object({ chats: z.number(), repeated: z.number() }));
  if (seen.chats !== WARM_UP + messages || seen.repeated > 0)
    throw new Error(`${contender}: the server saw ${JSON.stringify(seen)}`);
  tell(
    `${contender}: ${Math.round(messages / seconds)} a second, ${Math.round(cpuMicros / messages)} µs each`,
  );
  return {
    perSecond: messages / seconds,
    cpuMicrosPerMessage: cpuMicros / messages,
    postgresCpuMicrosPerMessage: (postgresSeconds * 1e6) / messages,
    peakRssMb,
  };
}

async function writeChats({ connection }: BenchPostgres): Promise<void> {
  await using database = await openDatabase(connection, (error) => tell(error.message));
  await database.pool.query(
    `with made as (
       insert into chats (messenger, address, kind, joined_at)
       select 'telegram', n, 'private', now() from generate_series(1, $1::int) n returning id, address
     )
     insert into subscriptions (chat_id, follows, topic, since)
     select id, 'topic', case when address::int <= $2::int then 'warm-up' else 'measured' end, now() from made`,
    [WARM_UP + MESSAGES.durable, WARM_UP],
  );
  await database.pool.query("analyze");
}

/** Of turns in the same round: what else the machine had to do then slowed both down. */
function ratioTo(others: readonly Turn[]): number {
  const ratios = others.map(({ perSecond }, round) => (durable[round]?.perSecond ?? Number.NaN) / perSecond);
  return rounded(middle(ratios));
}

function median(turns: readonly Turn[], what: keyof Turn): number {
  return middle(turns.map((turn) => turn[what]));
}

function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

function rounded(n: number): number {
  return Math.round(n * 100) / 100;
}
