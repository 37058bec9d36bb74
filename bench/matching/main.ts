import { performance } from "node:perf_hooks";
import type { AlertContent } from "../../src/alerts/alert.ts";
import { readFilter } from "../../src/search/filter.ts";
import { inTransaction, openDatabase, openPool } from "../../src/store/database.ts";
import { fanOut } from "../../src/store/ledger/fan-out.ts";
import { benchArguments, narrator } from "../support/arguments.ts";
import { benchPostgres } from "../support/postgres.ts";
import { fractionsOf, seeded } from "../support/random.ts";
import { inventWords, type Words } from "../support/words.ts";

/**
 * How long one alert takes to find its readers among 100,000 keyword filters, all of them different, as the fan-out's one
 * statement: delivery rows included, from the start of the transaction to its commit. Beside it the plain way, which holds
 * the alert against every filter.
 *
 *     node bench/matching/main.ts [--seed N] [--json]
 */
const READERS = 100_000;
const ALERTS = 30;

const { seed, json } = benchArguments();
const say = narrator(json);
const random = fractionsOf(seeded(seed));
await using server = await benchPostgres();
await (await openDatabase(server.connection, () => undefined))[Symbol.asyncDispose]();
const pool = openPool(server.connection, 4);

const words = inventWords(50_000, random);
say(`${READERS} readers, each with a filter of one to three words …`);
await subscribe(words);
await pool.query("vacuum analyze");

const ours: number[] = [];
const plain: number[] = [];
const found: number[] = [];
for (let i = 0; i < ALERTS; i++) {
  const alert = await draftOf({ headline: words.text(9, random), summary: words.text(45, random) });
  const start = performance.now();
  found.push(await inTransaction(pool, (tx) => fanOut(tx, alert, new Date())));
  ours.push(performance.now() - start);

  const again = performance.now();
  const { rowCount } = await pool.query(
    `select chat_id from subscriptions s join filters f on f.words = s.topic and s.follows = 'words'
     where (select words from alerts where id = $1) @@ f.asked`,
    [alert],
  );
  plain.push(performance.now() - again);
  if (rowCount !== found.at(-1))
    throw new Error(`the plain way found ${rowCount}, the fan-out ${found.at(-1)}`);
}
await pool.end();

const result = {
  readers: READERS,
  alerts: ALERTS,
  found: mean(found),
  fanOut: spread(ours),
  everyFilter: spread(plain),
};
say(`each alert found ${Math.round(result.found)} readers on average`);
say(`fan-out:      median ${result.fanOut.median} ms, worst ${result.fanOut.worst} ms`);
say(
  `every filter: median ${result.everyFilter.median} ms, worst ${result.everyFilter.worst} ms (matching alone, no rows written)`,
);
process.stdout.write(`${JSON.stringify(result)}\n`);

async function subscribe(vocabulary: Words): Promise<void> {
  const filters = new Map<string, NonNullable<ReturnType<typeof readFilter>>>();
  while (filters.size < READERS) {
    const filter = readFilter(vocabulary.text(1 + Math.floor(random() * 3), random));
    if (filter !== null) filters.set(filter.words, filter);
  }
  const rows = JSON.stringify([...filters.values()]);
  await pool.query(
    `insert into filters (words, asked, keys)
     select words, asked::tsquery, keys from json_to_recordset($1) as f (words text, asked text, keys text[])`,
    [rows],
  );
  await pool.query(
    `insert into chats (messenger, address, kind, joined_at)
     select 'telegram', n::text, 'private', now() from generate_series(1, $1) n`,
    [READERS],
  );
  await pool.query(
    `insert into subscriptions (chat_id, follows, topic, since)
     select id, 'words', words, now()
     from (select id, row_number() over (order by id) as n from chats) c
     join (select words, row_number() over (order by words) as n from filters) f using (n)`,
  );
}

/** With an article whose first paragraphs are looked at, too. */
async function draftOf(over: Pick<AlertContent, "headline" | "summary">): Promise<number> {
  const clean = { title: over.headline, paragraphs: [words.text(100, random)] };
  const content: AlertContent = {
    flash: over.headline,
    credits: [],
    link: null,
    callToAction: null,
    image: null,
    outlet: null,
    topics: [],
    regions: [],
    toEveryone: false,
    breaking: false,
    ...over,
  };
  const { rows } = await pool.query<{ id: number }>(
    `with article as (
       insert into articles (source, state, incoming, clean, received_at) values ('bench', 'ready', '{}', $2, now()) returning id
     )
     insert into alerts (article_id, state, content, created_by, created_at)
     select id, 'sending', $1, 'bench', now() from article returning id`,
    [JSON.stringify(content), JSON.stringify(clean)],
  );
  return rows[0]?.id ?? 0;
}

function spread(all: readonly number[]): { median: number; worst: number } {
  const sorted = all.toSorted((a, b) => a - b);
  return {
    median: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    worst: Math.round(sorted.at(-1) ?? 0),
  };
}

function mean(all: readonly number[]): number {
  return all.reduce((sum, n) => sum + n, 0) / all.length;
}
