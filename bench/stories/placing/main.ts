/**
 * How long an article waits for its place among the stories of the last two days, where a busy desk has thousands:
 *
 *   node bench/stories/placing/main.ts FILE.jsonl [--articles 50000] [--placed 300]
 *
 * The collection is multiplied until there are so many; in each copy the rare words are other ones, the common words stay.
 */
import { parseArgs } from "node:util";
import { weightOf } from "../../../src/articles/similarity-weights.ts";
import { searchTerms, type Trace, traceOf } from "../../../src/articles/similarity.ts";
import { kinOf } from "../../../src/articles/story.ts";
import { placeInStory } from "../../../src/store/articles/stories.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { benchPostgres } from "../../support/postgres.ts";
import { readCollection } from "../collection.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { articles: { type: "string", default: "50000" }, placed: { type: "string", default: "300" } },
});
const count = Number(values.articles);
const placed = Number(values.placed);

const collection = readCollection(positionals[0] ?? "").map((article) => traceOf(article));
await using postgres = await benchPostgres();
await using database = await openDatabase(postgres.connection, () => undefined);
const { pool } = database;
const now = new Date();
const since = new Date(now.getTime() - 48 * 3_600_000);

await pool.query(
  `insert into articles (source, incoming, received_at) select 'bench', '{}', $1 from generate_series(1, $2)`,
  [now, count + placed],
);
await pool.query("insert into stories (opened_at) values ($1)", [now]);
for (let from = 0; from < count; from += 500) {
  const traces = Array.from({ length: Math.min(500, count - from) }, (_, i) => traceNumber(from + i));
  await pool.query(
    `insert into story_traces (article_id, story_id, source, seen_at, terms, trace)
     select id, 1, 'bench', $1, array(select jsonb_array_elements_text(terms)), trace
       from unnest($2::bigint[], $3::jsonb[], $4::jsonb[]) as t (id, terms, trace)`,
    [
      now,
      traces.map((_, i) => from + i + 1),
      traces.map((trace) => JSON.stringify(searchTerms(trace))),
      traces.map((trace) => JSON.stringify(trace)),
    ],
  );
}
await pool.query("vacuum analyze story_traces");

const took: number[] = [];
for (let i = 0; i < placed; i++) {
  const trace = traceNumber(count + i);
  const article = { articleId: count + i + 1, source: "bench", trace, terms: searchTerms(trace), since, now };
  const started = performance.now();
  await placeInStory(pool, article, (others) => kinOf(trace, others));
  took.push(performance.now() - started);
}
took.sort((a, b) => a - b);
const at = (share: number): string => (took[Math.floor(share * (took.length - 1))] ?? 0).toFixed(1);
process.stdout.write(
  `${placed} articles placed among ${count}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(1)} ms\n`,
);

function traceNumber(n: number): Trace {
  const trace = collection[(n * 7919) % collection.length];
  if (!trace) throw new Error("the collection is empty");
  const copy = Math.floor(n / collection.length);
  const other = (word: string): string => (weightOf(word) === 4 ? `${word}${copy}` : word);
  return {
    ...trace,
    title: trace.title.map(other),
    opening: trace.opening.map(other),
    words: trace.words.map(other),
    shingles: trace.shingles.map((shingle) => shingle ^ copy),
  };
}
