import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { alertsWithNews } from "../../src/store/alerts/source-news.ts";
import { lastSent } from "../../src/store/alerts/traces.ts";
import { toldIn } from "../../src/store/articles/stories.ts";
import { heardOn } from "../../src/store/chats/heard.ts";
import { openPool, rows } from "../../src/store/database.ts";
import { auditLog, sourceNews } from "../../src/store/desk/oversight.ts";
import { publisherAlerts } from "../../src/store/publishers/alerts.ts";
import { content, START } from "../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

/** What is asked at every article, press or look must not cost more with every year that the archive has. */

const ARTICLES = 6_000;
const MOST = 600; // rows that any step of a statement may touch
const HOUR_MS = 3_600_000;
const READER = { messenger: "telegram", address: "1", kind: "private", thread: null } as const;

const PAGE = { state: null, since: null, before: null, limit: 20 } as const;

let db: TestDatabase;
let pool: pg.Pool;
const lately = new Date(START.getTime() - 24 * HOUR_MS);

beforeAll(async () => {
  db = await testDatabase();
  pool = openPool(db.connection, 1);
  await pool.query(`insert into stories (opened_at) select $1 from generate_series(1, $2::int)`, [
    START,
    ARTICLES,
  ]);
  await pool.query(
    `insert into articles (source, state, incoming, received_at, story_id)
     select 's' || n % 20, 'ready', '{}', $1::timestamptz - ($2::int - n) * interval '1 hour', n from generate_series(1, $2::int) n`,
    [START, ARTICLES],
  );
  await pool.query(
    `insert into article_versions (article_id, hash, state, incoming, received_at) select id, 'a', 'read', '{}', received_at from articles`,
  );
  await pool.query(
    `insert into alerts (article_id, state, content, created_by, created_at, decided_at)
     select id, 'sent', $1, 'sumber:s1', received_at, received_at from articles`,
    [JSON.stringify(content())],
  );
  await pool.query(
    `insert into articles (source, state, incoming, received_at) select 'quiet', 'ready', '{}', $1::timestamptz - n * interval '6 hours' from generate_series(1, 1000) n`,
    [START],
  );
  await pool.query(
    "insert into chats (messenger, address, kind, joined_at) select 'telegram', n, 'private', $1 from generate_series(1, 50) n",
    [START],
  );
  await pool.query(
    `insert into deliveries (alert_id, chat_id, messenger, rank, state, due_at, settled_at, message_id)
     select a.id, c.id, 'telegram', 5, 'sent', a.decided_at, a.decided_at, a.id from alerts a cross join chats c where a.id % 100 = 0`,
  );
  await pool.query(
    `insert into audit (at, who, act, subject) select received_at, 'telegram:' || id % 7, 'approve', 'alert:' || id from articles`,
  );
  await pool.query(
    "insert into audit (at, who, act, subject) values ($1, 'telegram:9', 'restore', 'database')",
    [new Date(START.getTime() - 200 * 24 * HOUR_MS)],
  );
});
afterAll(async () => {
  await pool.end();
  await db[Symbol.asyncDispose]();
});

type Look = [string, () => Promise<unknown>];

describe("whether or not the database knows how large its tables are", () => {
  const looks: Look[] = [
    ["what was told of an article's story", () => toldIn(pool, ARTICLES - 1, lately)],
    ["when an alert had reached the last", () => lastSent(pool, ARTICLES)],
    ["what came of each source", () => sourceNews(pool, ["s1", "s2", "s3"], lately)],
    ["a rare act in the log", () => auditLog(pool, { act: "restore" }, 50)],
    ["a day long ago in the log", () => auditLog(pool, { day: "2025-08-01" }, 50)],
  ];
  test.each(looks)("%s is looked up before the first analyze", async (_, work) => {
    expect(await mostRows(work)).toBeLessThan(MOST);
  });
  test.each(looks)("%s is looked up after it", async (_, work) => {
    await pool.query("analyze");
    expect(await mostRows(work)).toBeLessThan(MOST);
  });
});

test.each<Look>([
  ["what a source without alerts may read", () => publisherAlerts(pool, { ...PAGE, source: "quiet" })],
  ["which articles their sources changed", () => alertsWithNews(pool, lately, 50)],
  ["the alert that a reader answers", () => heardOn(pool).alert(READER, String(ARTICLES), lately)],
])("%s is looked up", async (_, work) => {
  await pool.query("analyze");
  expect(await mostRows(work)).toBeLessThan(MOST);
});

test("an alert is found behind the digests of hundreds of other readers", async () => {
  await pool.query(
    `insert into alerts (state, content, lists, created_by, created_at, decided_at)
     select 'sent', $1, array[1], 'sistem:ringkasan', $2, $2 from generate_series(1, 600)`,
    [JSON.stringify(content()), START],
  );
  const newest = () => publisherAlerts(pool, { ...PAGE, source: null });
  expect((await newest()).map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => ARTICLES - i));
  expect(await mostRows(newest)).toBeLessThan(MOST);
  const heard = await heardOn(pool).alert(READER, String(ARTICLES), lately);
  expect(heard).toMatchObject({ id: ARTICLES, digest: false });
});

/** Of what `work` asks the database, the most rows that one step looks at. */
async function mostRows(work: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(pool, "query");
  await work();
  const statements = asked.mock.calls.map((call) => Asked.parse(call));
  asked.mockRestore();
  expect(statements).not.toEqual([]);
  const most: number[] = [];
  for (const { text, values } of statements) {
    const [explained] = await rows(pool, Explained, `explain (analyze, format json) ${text}`, values);
    most.push(...touched(explained?.["QUERY PLAN"][0]?.Plan ?? {}));
  }
  return Math.max(...most);
}

const Values = z.array(z.unknown());
/** The two ways in which a query is asked. */
const Asked = z.union([
  z.tuple([z.object({ text: z.string(), values: Values })]).transform(([query]) => query),
  z.tuple([z.string(), Values]).transform(([text, values]) => ({ text, values })),
]);

interface Step {
  "Actual Rows"?: number | undefined;
  "Actual Loops"?: number | undefined;
  "Rows Removed by Filter"?: number | undefined;
  Plans?: Step[] | undefined;
}
const Step: z.ZodType<Step> = z.lazy(() =>
  z.object({
    "Actual Rows": z.number().optional(),
    "Actual Loops": z.number().optional(),
    "Rows Removed by Filter": z.number().optional(),
    Plans: z.array(Step).optional(),
  }),
);
const Explained = z.object({ "QUERY PLAN": z.array(z.object({ Plan: Step })) });

function touched(step: Step): number[] {
  const rowsOf = (step["Actual Rows"] ?? 0) + (step["Rows Removed by Filter"] ?? 0);
  return [rowsOf * (step["Actual Loops"] ?? 1), ...(step.Plans ?? []).flatMap(touched)];
}
