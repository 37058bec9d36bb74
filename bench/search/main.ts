import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import pg from "pg";
import { readDays } from "../../src/search/days.ts";
import { readQuery } from "../../src/search/query.ts";
import { vectorOf } from "../../src/search/lexemes.ts";
import { pieces } from "../../src/search/typos.ts";
import { MARKS, openArchive } from "../../src/store/archive.ts";
import { openDatabase, poolConfig } from "../../src/store/database.ts";
import { benchPostgres } from "../support/postgres.ts";
import { inventWords } from "../support/words.ts";
import { seeded } from "../summaries/random.ts";

/**
 * How long a reader waits for an answer of the archive: 95th percentile over many different questions, one at a time, beside
 * what one would write first (ILIKE on the title) and what one would write next (PostgreSQL's own `to_tsvector('indonesian', …)`
 * in an index, ranked). Articles are invented, their words as frequent as words are; questions are a common word, a few
 * words of a title, one of them mistyped, and words that never stand together.
 *
 *     node bench/search/main.ts [--articles 100000] [--seed N] [--json]
 */
const { values } = parseArgs({
  options: {
    articles: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const ARTICLES = Number(values.articles);
const QUESTIONS = 200;
const RIVAL_QUESTIONS = 12; // they are slow, and their spread is small
const TITLE_WORDS = 9;
const TEXT_WORDS = 110;

const say = (line: string): void => void (values.json || process.stdout.write(`${line}\n`));
const pick = seeded(Number(values.seed));
const random = (): number => pick(2 ** 30) / 2 ** 30;
await using server = await benchPostgres();
await (await openDatabase(server.connection, () => undefined))[Symbol.asyncDispose]();
const pool = new pg.Pool(poolConfig(server.connection, 2));
const words = inventWords(60_000, random);

say(`${ARTICLES} articles …`);
const titles = await publish();
say("asking …");
const archive = openArchive(pool, new Map());
const page = { offset: 0, limit: 5 };
const ask = (typed: string): Promise<unknown> => {
  const days = readDays(typed, new Date());
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

const rivals: Record<string, Spread> = {
  "ILIKE on the title, three words": spread(
    await timed(RIVAL_QUESTIONS, () =>
      pool.query(
        `select id from articles where ${["$1", "$2", "$3"].map((n) => `clean->>'title' ilike ${n}`).join(" and ")}
         order by received_at desc limit 6`,
        title()
          .split(" ")
          .slice(2, 5)
          .map((word) => `%${word}%`),
      ),
    ),
  ),
  "plain tsvector, three words": spread(
    await timed(RIVAL_QUESTIONS, () => plain(title().split(" ").slice(2, 5).join(" "))),
  ),
  "plain tsvector, a common word": spread(
    await timed(RIVAL_QUESTIONS, () => plain(words.all[pick(40)] ?? "")),
  ),
};
for (const [name, times] of Object.entries(rivals)) say(`${name.padEnd(34)} ${shown(times)}`);
await pool.end();
process.stdout.write(`${JSON.stringify({ articles: ARTICLES, all: spread(all), ours, rivals })}\n`);

/** Articles of the last years, the newest with the highest id, written and indexed as they would be. */
async function publish(): Promise<string[]> {
  const kept: string[] = [];
  // Indexes are made at the end, all at once: the same indexes, in a fraction of the time.
  await pool.query("drop index articles_search");
  const inBatch = 2_000;
  for (let done = 0; done < ARTICLES; done += inBatch) {
    const count = Math.min(inBatch, ARTICLES - done);
    const made = Array.from({ length: count }, () => {
      const title = words.text(TITLE_WORDS, random);
      const text = words.text(TEXT_WORDS, random);
      return { title, text, vector: vectorOf(title, text) };
    });
    if (kept.length < 20_000) kept.push(...made.map(({ title }) => title));
    await pool.query(
      `insert into articles (id, source, state, incoming, clean, received_at, search) overriding system value
       select id, 'bench', 'ready', '{}', json_build_object('title', title, 'paragraphs', json_build_array(text)),
              received_at, vector::tsvector || ${MARKS}
       from (
         select $4 + n as id, null::timestamptz as published_at, now() - ($5 - $4 - n) * interval '1 minute' as received_at,
                title, text, vector
         from unnest($1::text[], $2::text[], $3::text[]) with ordinality as made (title, text, vector, n)
       ) as articles`,
      [
        made.map(({ title }) => title),
        made.map(({ text }) => text),
        made.map(({ vector }) => vector),
        done,
        ARTICLES,
      ],
    );
    if (done % 100_000 === 0 && done > 0) say(`  ${done}`);
  }
  await pool.query("set maintenance_work_mem = '512MB'");
  await pool.query("create index articles_search on articles using gin (search)");
  await pool.query(
    `create index plain on articles using gin
       (to_tsvector('indonesian', coalesce(clean->>'title', '') || ' ' || coalesce(clean->'paragraphs'->>0, '')))`,
  );
  const spelt = words.all.slice(0, 20_000).filter((word) => word.length >= 4);
  const all = spelt.flatMap((word) => pieces(word).map((piece) => ({ word, piece })));
  await pool.query("insert into search_words (piece, word) select * from unnest($1::text[], $2::text[])", [
    all.map(({ piece }) => piece),
    all.map(({ word }) => word),
  ]);
  await pool.query("vacuum analyze");
  return kept;
}

function plain(typed: string): Promise<unknown> {
  const text =
    "to_tsvector('indonesian', coalesce(clean->>'title', '') || ' ' || coalesce(clean->'paragraphs'->>0, ''))";
  return pool.query(
    `select id, ts_rank(${text}, asked) as rank from articles, plainto_tsquery('indonesian', $1) asked
     where ${text} @@ asked order by rank desc, received_at desc limit 6`,
    [typed],
  );
}

function title(): string {
  return titles[pick(titles.length)] ?? "";
}

/** A month of those in which articles were published. */
function monthAgo(): string {
  const at = new Date(Date.now() - random() * ARTICLES * 60_000);
  return new Intl.DateTimeFormat("id-ID", { month: "long", year: "numeric" }).format(at);
}

/** A letter of the first long word goes missing. */
function mistyped(typed: readonly string[]): string {
  const at = typed.findIndex((word) => word.length > 5);
  return typed.map((word, i) => (i === at ? word.slice(0, 2) + word.slice(3) : word)).join(" ");
}

async function timed(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
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
