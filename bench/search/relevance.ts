import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readDays } from "../../src/search/days.ts";
import { readQuery } from "../../src/search/query.ts";
import { subjectOf } from "../../src/search/subject.ts";
import { indexArticle, openArchive } from "../../src/store/articles/archive.ts";
import { openDatabase, openPool } from "../../src/store/database.ts";
import { benchPostgres } from "../support/postgres.ts";
import { seeded } from "../support/random.ts";
import { PLAIN } from "./published.ts";

/**
 * How often a reader who half remembers a headline finds its article among the first five: every title of a file of real articles
 * ({title, text} a line) becomes a question with a word dropped, with a typing error, or with an affix changed, read as the
 * conversation reads it. Beside it the same questions to PostgreSQL's own `to_tsvector('indonesian', …)`, ranked, and to ILIKE.
 *
 *     node bench/search/relevance.ts ARTICLES.jsonl [--seed N] [--json]
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, json: { type: "boolean", default: false } },
});
const [file] = positionals;
if (file === undefined) throw new Error("Name a file with an article {title, text} on each line.");

const Line = z.object({ title: z.string().nullable(), text: z.string() });
const FIRST = 5;
const LEAST_WORDS = 4; // shorter titles do not tell one article from another
const pick = seeded(Number(values.seed));

await using server = await benchPostgres();
await (await openDatabase(server.connection, () => undefined))[Symbol.asyncDispose]();
const pool = openPool(server.connection, 2);
const kept: { id: number; title: string }[] = [];
const titles = new Set<string>();
for (const line of (await readFile(file, "utf8")).trim().split("\n")) {
  const { title, text } = Line.parse(JSON.parse(line));
  if (title === null || title.split(/\s+/).length < LEAST_WORDS || titles.has(title)) continue;
  titles.add(title);
  const { rows } = await pool.query<{ id: number }>(
    `insert into articles (source, state, incoming, clean, received_at)
     values ('bench', 'ready', '{}', $1, now()) returning id`,
    [JSON.stringify({ title, paragraphs: [text] })],
  );
  const id = rows[0]?.id ?? 0;
  await indexArticle(pool, id, title, text);
  kept.push({ id, title });
}
await pool.query(`create index plain on articles using gin (${PLAIN})`);
await pool.query("vacuum analyze");

const archive = openArchive(pool, new Map());
const page = { offset: 0, limit: FIRST };
const ways: Record<string, (typed: string) => Promise<number[]>> = {
  "Kabar Kilat": async (typed) => {
    const days = readDays(typed, new Date());
    // As answerSearch has it: where those days have nothing, they are words like the others.
    const within = days && (await archive.search(readQuery(subjectOf(days.rest)), page, days.span));
    const { found } = within?.found.length ? within : await archive.search(readQuery(subjectOf(typed)), page);
    return found.map(({ id }) => id);
  },
  "plain tsvector": (typed) =>
    ids(
      `select id from articles, plainto_tsquery('indonesian', $1) asked
       where ${PLAIN} @@ asked order by ts_rank(${PLAIN}, asked) desc limit ${FIRST}`,
      [typed],
    ),
  ILIKE: (typed) => {
    const words = typed.match(/[\p{L}\p{N}]+/gu) ?? [];
    const each = words.map((_, i) => `clean->>'title' ilike $${i + 1}`).join(" and ");
    return ids(
      `select id from articles where ${each} order by id desc limit ${FIRST}`,
      words.map((word) => `%${word}%`),
    );
  },
};
const changes: Record<string, (words: string[]) => string[]> = {
  "a word dropped": (words) => words.toSpliced(pick(words.length), 1),
  "a typing error": (words) => {
    const long = words.flatMap((word, at) => (word.length >= 4 ? [at] : []));
    const at = long[pick(long.length)] ?? 0;
    return words.with(at, mistyped(words[at] ?? ""));
  },
  "an affix changed": (words) => words.map(otherAffix),
};

const table: Record<string, Record<string, number>> = {};
for (const [change, make] of Object.entries(changes)) {
  const questions = kept.map(({ id, title }) => ({
    id,
    typed: make(title.replaceAll(/["“”]/g, " ").trim().split(/\s+/)).join(" "),
  }));
  const shares: Record<string, number> = {};
  for (const [way, ask] of Object.entries(ways)) {
    let hits = 0;
    for (const { id, typed } of questions) if ((await ask(typed)).includes(id)) hits++;
    shares[way] = Math.round((1000 * hits) / kept.length) / 10;
  }
  table[change] = shares;
  if (!values.json) {
    const line = Object.entries(shares).map(([way, share]) => `${way} ${share} %`);
    process.stdout.write(`${change.padEnd(18)} ${line.join(", ")}\n`);
  }
}
await pool.end();
process.stdout.write(`${JSON.stringify({ articles: kept.length, first: FIRST, found: table })}\n`);

async function ids(sql: string, values_: readonly unknown[]): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(sql, [...values_]);
  return rows.map(({ id }) => id);
}

/** A letter gone, doubled, taken for another, or changed with its neighbour. */
function mistyped(word: string): string {
  const at = 1 + pick(word.length - 2);
  const [before, letter, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  switch (pick(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return `${before}${"aeioutnrs".charAt(pick(9))}${after}`;
    default:
      return before + after.charAt(0) + letter + after.slice(1);
  }
}

/** Active made passive, and -nya put on what takes it. */
function otherAffix(word: string): string {
  const passive = word
    .replace(/^meng(?=[gh])|^mem(?=b)|^men(?=[cdj])|^me(?=[lrwy])/i, "di")
    .replace(/^men(?=[aeiou])/i, "dit");
  return passive === word && /^[a-z]{5,}[aeioutkrs]$/.test(word) ? `${word}nya` : passive;
}
