import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { accept } from "../../src/articles/accept.ts";
import { systemClock } from "../../src/delivery/clock.ts";
import { openFetcher } from "../../src/intake/fetch.ts";
import { startPoller } from "../../src/intake/poller.ts";
import { openReaders } from "../../src/intake/readers.ts";
import { Source } from "../../src/intake/source.ts";
import { articleDoor } from "../../src/store/articles/articles.ts";
import { openDatabase } from "../../src/store/database.ts";
import { sourceStates } from "../../src/store/sources/sources.ts";
import { say, settingsOf } from "../support/child.ts";

/** The intake alone, as the service runs it: fetcher, readers, poller, and the store behind them. */
const PollingSettings = z.object({
  port: z.number(),
  postgres: z.object({ host: z.string(), user: z.string(), database: z.string() }),
  sources: z.number(),
  hosts: z.number(),
  everySeconds: z.number(),
  seconds: z.number(),
});

const { port, postgres, sources: count, hosts, everySeconds, seconds } = settingsOf(PollingSettings);
const nameOf = (n: number) => `h${n % hosts}.uji`;
const sources = Array.from({ length: count }, (_, n) =>
  Source.parse({ id: `s${n}`, name: `Sumber ${n}`, feed: `http://${nameOf(n)}:${port}/${n}`, everySeconds }),
);

await using database = await openDatabase(postgres, (error) => process.stderr.write(`${error.message}\n`));
await using fetcher = openFetcher({
  userAgent: "KabarKilat/bench",
  allowedHosts: Array.from({ length: hosts }, (_, n) => nameOf(n)),
  lookup: (_, options, found) =>
    options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4),
});
await using readers = openReaders();

const due = new Map<string, number>();
const failed: string[] = [];
let behind: number[] = [];
let looks = 0;
let articles = 0;
let repeats = 0;
let peakRss = 0;
const door = articleDoor(database.pool);
const lag = monitorEventLoopDelay({ resolution: 10 });
const memory = setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss())), 200);

const started = performance.now();
const poller = await startPoller({
  sources,
  states: sourceStates(database.pool),
  fetch: fetcher.fetch,
  readers,
  async accept(incoming, { quiet }) {
    const accepted = await accept(door, incoming, { quiet, alertWithinHours: 12 }, new Date());
    if (accepted.kind === "accepted") articles++;
    else repeats++;
    return accepted;
  },
  clock: systemClock,
  random: Math.random,
  onFault: (error) => failed.push(String(error)),
  onPolled({ id }, { outcome, nextPollAt, problems }) {
    const before = due.get(id);
    if (before !== undefined) behind.push(Date.now() - before);
    due.set(id, nextPollAt.getTime());
    looks++;
    if (outcome === "failed") failed.push(problems.join("; "));
  },
});

while (due.size < count) await delay(50);
const firstLoad = { seconds: (performance.now() - started) / 1000, articles };

// Those that waited long for their first look come due together again: one more round lets them drift apart.
await delay(everySeconds * 1000);
behind = [];
[looks, articles, repeats] = [0, 0, 0];
lag.enable();
const cpu = process.cpuUsage();
await delay(seconds * 1000);
const used = process.cpuUsage(cpu);
lag.disable();
clearInterval(memory);

const sorted = behind.toSorted((a, b) => a - b);
const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
say({
  firstLoad,
  looks,
  articles,
  repeats,
  failed: failed.length,
  firstFault: failed[0] ?? null,
  lateMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
  stillWaiting: [...due.values()].filter((moment) => Date.now() - moment > 5000).length,
  cpuCores: (used.user + used.system) / 1e6 / seconds,
  lagMs: { p99: lag.percentile(99) / 1e6, max: lag.max / 1e6 },
  peakRssMb: Math.round(peakRss / 1e6),
});
await poller[Symbol.asyncDispose]();
