import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { readDays } from "../../src/search/days.ts";
import { readQuery } from "../../src/search/query.ts";
import { openArchive } from "../../src/store/articles/archive.ts";
import { fractionsOf, seeded } from "../support/random.ts";
import { PLAIN, published } from "./published.ts";

/**
 * How long a reader waits for an answer of the archive: 95th percentile over many different questions, one at a time, beside
 * what one would write first (ILIKE on the title) and what one would write next (PostgreSQL's own `to_tsvector('indonesian', …)`
 * in an index, ranked). Articles are invented, their words as frequent as words are; questions are a common word, a few
 * words of a title, one of them mistyped, and words that never stand together.
 *
 *     node bench/search/main.ts [--articles 100000] [--folder DIR] [--seed N] [--json]
 */
const { values } = parseArgs({
  options: {
    articles: { type: "string", default: "100000" },
    folder: { type: "string" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const QUESTIONS = 200;
const RIVAL_QUESTIONS = 12; // they are slow, and their spread is small
const RIVAL_MS = 10_000;

const say = (line: string): void => void (values.json || process.stdout.write(`${line}\n`));
const count = Number(values.articles);
const seed = Number(values.seed);
await using archived = await published({ count, seed, folder: values.folder }, say);
const { pool, words, titles, newest } = archived;
const pick = seeded(seed + 1);
const random = fractionsOf(pick);

say(`asking ${count} articles …`);
const archive = openArchive(pool, new Map());
const page = { offset: 0, limit: 5 };
const ask = (typed: string): Promise<unknown> => {
  const days = readDays(typed, newest);
  return archive.search(readQuery(days?.rest ?? typed), page, days?.span);
};

const kinds: Record<string, () => string> = {
  "a common word": () => words.all[pick(40)] ?? "",
  "two common words": () => `${words.all[pick(40)]} ${words.all[pick(40)]}`,
  "a word of the middle": () => words.all[300 + pick(5_000)] ?? "",
  "three words of a title": () => title().split(" ").slice(2, 5).join(" "),
  "a title, one word mistyped": () => mistyped(title().split(" ").slice(0, 4)),
  "a common word of some month": () => `${words.all[pick(40)]} ${monthAgo()}`,
  "words that never stand together": () =>
    Array.from({ length: 4 }, () => words.all[1_000 + pick(20_000)]).join(" "),
  "a word that does not exist": () => "zzyzx",
};

const ours: Record<string, Spread> = {};
const all: number[] = [];
for (const [kind, question] of Object.entries(kinds)) {
  await timed(10, () => ask(question())); // warms the cache, as the readers before would have
  const times = await timed(QUESTIONS, () => ask(question()));
  all.push(...times);
  ours[kind] = spread(times);
  say(`${kind.padEnd(34)} ${shown(ours[kind])}`);
}
say(`${"all of them".padEnd(34)} ${shown(spread(all))}`);

const three = (): string[] => title().split(" ").slice(2, 5);
const ilike = (): Promise<unknown> =>
  pool.query(
    `select id from articles where ${["$1", "$2", "$3"].map((n) => `clean->>'title' ilike ${n}`).join(" and ")}
     order by received_at desc limit 6`,
    three().map((word) => `%${word}%`),
  );
const rivals: Record<string, Spread> = {
  "ILIKE on the title, three words": await rival(ilike),
  "plain tsvector, three words": await rival(() => plain(three().join(" "))),
  "plain tsvector, a common word": await rival(() => plain(words.all[pick(40)] ?? "")),
};
for (const [name, times] of Object.entries(rivals)) say(`${name.padEnd(34)} ${shown(times)}`);
process.stdout.write(`${JSON.stringify({ articles: count, all: spread(all), ours, rivals })}\n`);

async function rival(work: () => Promise<unknown>): Promise<Spread> {
  return spread(await timed(RIVAL_QUESTIONS, work, RIVAL_MS));
}

function plain(typed: string): Promise<unknown> {
  return pool.query(
    `select id, ts_rank(${PLAIN}, asked) as rank from articles, plainto_tsquery('indonesian', $1) asked
     where ${PLAIN} @@ asked order by rank desc, received_at desc limit 6`,
    [typed],
  );
}

function title(): string {
  return titles[pick(titles.length)] ?? "";
}

/** A month of those in which articles were published. */
function monthAgo(): string {
  const at = new Date(newest.getTime() - random() * count * 60_000);
  return new Intl.DateTimeFormat("id-ID", { month: "long", year: "numeric" }).format(at);
}

/** A letter of the first long word goes missing. */
function mistyped(typed: readonly string[]): string {
  const at = typed.findIndex((word) => word.length > 5);
  return typed.map((word, i) => (i === at ? word.slice(0, 2) + word.slice(3) : word)).join(" ");
}

/** No more than `count` times, and none after `withinMs`: a rival may take minutes for each. */
async function timed(count: number, work: () => Promise<unknown>, withinMs = Infinity): Promise<number[]> {
  const times: number[] = [];
  const began = performance.now();
  for (let i = 0; i < count && performance.now() - began < withinMs; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

interface Spread {
  median: number;
  p95: number;
  worst: number;
}

function spread(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { median: at(0.5), p95: at(0.95), worst: round(sorted.at(-1) ?? 0) };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function shown({ median, p95, worst }: Spread): string {
  return `median ${median} ms, p95 ${p95} ms, worst ${worst} ms`;
}
