import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { z } from "zod";
import { vectorOf } from "../../src/search/lexemes.ts";
import { pieces } from "../../src/search/typos.ts";
import { MARKS } from "../../src/store/articles/archive.ts";
import { openDatabase, openPool } from "../../src/store/database.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded/postgres.ts";
import { benchPostgres } from "../support/postgres.ts";
import { fractionsOf, seeded } from "../support/random.ts";
import { inventWords, type Words } from "../support/words.ts";

/** Invented articles in a database, one for each minute up to the moment they were made. */
export interface Published extends AsyncDisposable {
  readonly pool: pg.Pool;
  readonly words: Words;
  /** Titles of some of them, from all over the archive. */
  readonly titles: readonly string[];
  readonly newest: Date;
}

const TITLE_WORDS = 9;
const TEXT_WORDS = 110;
const IN_BATCH = 2_000;
const TITLES_KEPT = 20_000;
const LATELY_WRITTEN = 1_000;

/** What is rebuilt from the seed is not kept. */
const Kept = z.object({
  count: z.number(),
  seed: z.number(),
  newest: z.coerce.date(),
  titles: z.array(z.string()),
});

/**
 * An archive of `count` articles. With `folder` it is kept there, and one that stands there already is used: a million take half an
 * hour to write, which is no reason to measure on a busy machine.
 */
export async function published(
  { count, seed, folder }: { count: number; seed: number; folder: string | undefined },
  say: (line: string) => void,
): Promise<Published> {
  await using stack = new AsyncDisposableStack();
  const pick = seeded(seed);
  const random = fractionsOf(pick);
  const words = inventWords(60_000, random);
  const note = folder === undefined ? null : path.join(folder, "published.json");
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const server =
    folder === undefined
      ? stack.use(await benchPostgres())
      : stack.use(await startEmbeddedPostgres(path.resolve(folder)));
  const pool = openPool(server.connection, 2);
  stack.defer(() => pool.end());

  let kept = note !== null && existsSync(note) ? Kept.parse(JSON.parse(await readFile(note, "utf8"))) : null;
  if (kept !== null && (kept.count !== count || kept.seed !== seed)) {
    throw new Error(`${folder} holds ${kept.count} articles of seed ${kept.seed}; name another folder.`);
  }
  if (kept === null) {
    await (await openDatabase(server.connection, () => undefined))[Symbol.asyncDispose]();
    say(`writing ${count} articles …`);
    kept = { count, seed, newest: new Date(), titles: [] };
    kept.titles = await write(pool, words, random, kept, say);
    if (note !== null) await writeFile(note, JSON.stringify(kept));
  }
  await indexAnew(pool, count);
  const { titles, newest } = kept;
  const open = stack.move();
  return { pool, words, titles, newest, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** A day's articles as they stand while the service runs: their words still wait to be merged into the index, and are looked through one by one. */
async function indexAnew(pool: pg.Pool, count: number): Promise<void> {
  await pool.query(
    "update articles set search = search || array_to_tsvector(array['#' || $2::text]) where id > $1",
    [count - LATELY_WRITTEN, new Date().toISOString()],
  );
}

/** Written as they would be, but without an index, which is made at the end: the same index, in a fraction of the time. */
async function write(
  pool: pg.Pool,
  words: Words,
  random: () => number,
  { count: all, newest }: { count: number; newest: Date },
  say: (line: string) => void,
): Promise<string[]> {
  const titles: string[] = [];
  const everySo = Math.max(1, Math.floor(all / TITLES_KEPT));
  await pool.query("drop index if exists articles_search, plain");
  await pool.query("truncate articles cascade");
  for (let done = 0; done < all; done += IN_BATCH) {
    const made = Array.from({ length: Math.min(IN_BATCH, all - done) }, () => {
      const title = words.text(TITLE_WORDS, random);
      const text = words.text(TEXT_WORDS, random);
      return { title, text, vector: vectorOf(title, text) };
    });
    titles.push(...made.filter((_, i) => (done + i) % everySo === 0).map(({ title }) => title));
    await pool.query(
      `insert into articles (id, source, state, incoming, clean, received_at, search) overriding system value
       select id, 'bench', 'ready', '{}', json_build_object('title', title, 'paragraphs', json_build_array(text)),
              received_at, vector::tsvector || ${MARKS}
       from (
         select $4 + n as id, null::timestamptz as published_at, $6::timestamptz - ($5 - $4 - n) * interval '1 minute' as received_at,
                title, text, vector
         from unnest($1::text[], $2::text[], $3::text[]) with ordinality as made (title, text, vector, n)
       ) as articles`,
      [
        made.map(({ title }) => title),
        made.map(({ text }) => text),
        made.map(({ vector }) => vector),
        done,
        all,
        newest,
      ],
    );
    if (done > 0 && done % 100_000 === 0) say(`  ${done}`);
  }
  say("making the indexes …");
  await pool.query("set maintenance_work_mem = '512MB'");
  await pool.query("create index articles_search on articles using gin (search)");
  await pool.query(`create index plain on articles using gin (${PLAIN})`);
  const spelt = words.all.slice(0, 20_000).filter((word) => word.length >= 4);
  const split = spelt.flatMap((word) => pieces(word).map((piece) => ({ word, piece })));
  await pool.query("insert into search_words (piece, word) select * from unnest($1::text[], $2::text[])", [
    split.map(({ piece }) => piece),
    split.map(({ word }) => word),
  ]);
  await pool.query("vacuum analyze");
  return titles;
}

/** What one would index without looking any further. */
export const PLAIN =
  "to_tsvector('indonesian', coalesce(clean->>'title', '') || ' ' || coalesce(clean->'paragraphs'->>0, ''))";
