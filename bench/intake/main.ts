import { z } from "zod";
import { MEMORY_FLAGS } from "../../test/support/memory-flags.ts";
import { benchArguments, narrator } from "../support/arguments.ts";
import { startChild } from "../support/child.ts";
import { benchPostgres } from "../support/postgres.ts";
import { measureLatency } from "./latency.ts";

/**
 * How much the intake carries, and how soon an article is said:
 *
 *   polling   5,000 sources, each looked at every minute and publishing every ten, on loopback; servers and intake in processes of
 *             their own. Late is a look that ends after its moment, the fetch included
 *   push      from a publisher's request to the first message at Telegram's door, through the whole service
 *   poll      the same from the feed's answer
 */
const SOURCES = 5_000;
const HOSTS = 1_000;
const EVERY_SECONDS = 60;
const MEAN_JITTER = 1.05; // intervals are stretched by up to a tenth, so that sources drift apart
const PUBLISHES_EVERY_SECONDS = 600;
const SECONDS = 60;
const ARTICLES = 40;

const Polled = z.object({
  firstLoad: z.object({ seconds: z.number(), articles: z.number() }),
  looks: z.number(),
  articles: z.number(),
  repeats: z.number(),
  failed: z.number(),
  firstFault: z.string().nullable(),
  lateMs: z.record(z.string(), z.number().nullable()),
  stillWaiting: z.number(),
  cpuCores: z.number(),
  lagMs: z.object({ p99: z.number(), max: z.number() }),
  peakRssMb: z.number(),
});

const { json } = benchArguments();
const tell = narrator(json);

const polling = await measurePolling();
tell(
  `polling: ${Math.round(polling.looks / SECONDS)} looks a second, late by ${polling.lateMs["p95"]} ms at most in 95 of 100`,
);
const { push, poll } = await measureAlerts();
tell(
  `push to first send: ${push.p50} ms (p95 ${push.p95}); poll to first send: ${poll.p50} ms (p95 ${poll.p95})`,
);

process.stdout.write(
  `${JSON.stringify({
    polling: {
      ...polling,
      looksPerSecond: rounded(polling.looks / SECONDS),
      neededPerSecond: rounded(SOURCES / (EVERY_SECONDS * MEAN_JITTER)),
    },
    pushToFirstSendMs: push,
    pollToFirstSendMs: poll,
    settings: {
      sources: SOURCES,
      hosts: HOSTS,
      everySeconds: EVERY_SECONDS,
      publishesEverySeconds: PUBLISHES_EVERY_SECONDS,
      seconds: SECONDS,
      articles: ARTICLES,
    },
  })}\n`,
);

async function measurePolling(): Promise<z.infer<typeof Polled>> {
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await benchPostgres());
  const server = stack.use(
    startChild(new URL("server.ts", import.meta.url), { publishesEverySeconds: PUBLISHES_EVERY_SECONDS }),
  );
  const { port } = await server.says(z.object({ port: z.number() }));
  const child = stack.use(
    startChild(
      new URL("polling.ts", import.meta.url),
      {
        port,
        postgres: postgres.connection,
        sources: SOURCES,
        hosts: HOSTS,
        everySeconds: EVERY_SECONDS,
        seconds: SECONDS,
      },
      { flags: MEMORY_FLAGS }, // as the service is started
    ),
  );
  return await child.says(Polled);
}

async function measureAlerts() {
  await using postgres = await benchPostgres();
  const { push, poll } = await measureLatency(postgres.url, ARTICLES);
  return { push: distribution(push), poll: distribution(poll) };
}

function distribution(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
  return {
    n: sorted.length,
    min: at(0),
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
