import type pg from "pg";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { openPool, rows } from "../../../src/store/database.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { approved, crowd, START } from "../../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const CHATS = 2_000;
const LIMIT = 50;

/** A claim beside one that is in another's hands, as PostgreSQL carries it out: how many rows each step of it gives. */
async function stepsOfAClaim(pool: pg.Pool): Promise<Step[]> {
  const asked = vi.spyOn(pool, "query");
  const lease = { by: "a", limit: LIMIT, leaseUntil: new Date(START.getTime() + 60_000) };
  await ledgerOn(pool).claim("telegram", lease, START);
  const { text, values } = Statement.parse(asked.mock.calls[0]?.[0]);
  const [explained] = await rows(pool, Explained, `explain (analyze, format json) ${text}`, values);
  return flat(explained?.["QUERY PLAN"][0]?.Plan ?? {});
}

const Statement = z.object({ text: z.string(), values: z.array(z.unknown()) });

/** A pool of one connection, so that what is set holds for all that follows. */
function connectionOf({ connection }: TestDatabase): pg.Pool & AsyncDisposable {
  const pool = openPool(connection, 1);
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}

interface Step {
  "Index Name"?: string | undefined;
  "Actual Rows"?: number | undefined;
  "Rows Removed by Filter"?: number | undefined;
  Plans?: Step[] | undefined;
}
const Step: z.ZodType<Step> = z.lazy(() =>
  z.object({
    "Index Name": z.string().optional(),
    "Actual Rows": z.number().optional(),
    "Rows Removed by Filter": z.number().optional(),
    Plans: z.array(Step).optional(),
  }),
);
const Explained = z.object({ "QUERY PLAN": z.array(z.object({ Plan: Step })) });

function flat(step: Step): Step[] {
  return [step, ...(step.Plans ?? []).flatMap(flat)];
}

test.each([
  ["knows nothing of the tables yet", "select 1"],
  ["knows them", "analyze"],
  ["would rather read everything and sort it", "set enable_nestloop = off; set enable_seqscan = off"],
])(
  "a claim reads no more waiting rows than it takes and others have in hand, when the planner %s",
  async (_what, learn) => {
    await using db = await testDatabase();
    await crowd(db.pool, CHATS);
    await approved(db.pool);
    await using planner = connectionOf(db);
    await planner.query(learn);
    const waiting = (await stepsOfAClaim(planner)).filter((step) => step["Index Name"] === "deliveries_due");
    expect(waiting.map((step) => step["Actual Rows"])).toEqual([LIMIT]);
    expect(waiting.map((step) => step["Rows Removed by Filter"])).toEqual([LIMIT]);
  },
);

test("a claim writes nothing into the ledger, and its verdicts nothing of the chats", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, CHATS);
  await approved(db.pool);
  await using one = connectionOf(db);
  await one.query("begin");
  const lease = { by: "a", limit: LIMIT, leaseUntil: new Date(START.getTime() + 60_000) };
  const { id, deliveries } = await ledgerOn(one).claim("telegram", lease, START);
  expect(deliveries).toHaveLength(LIMIT);
  expect(await written(one)).toEqual({});
  const outcome = { state: "sent", messageId: "1" } as const;
  await ledgerOn(one).settle(
    deliveries.map((delivery) => ({ claim: id ?? 0, delivery, outcome, at: START, chatFreeAt: START })),
  );
  expect(await written(one)).toEqual({ deliveries: LIMIT });
});

const Written = z.object({ table: z.string(), rows: z.number() });

/** How many rows of chats and of the ledger this transaction has changed. */
async function written(pool: pg.Pool): Promise<Record<string, number>> {
  const tables = await rows(
    pool,
    Written,
    `select relname as table, n_tup_upd as rows from pg_stat_xact_user_tables
     where n_tup_upd > 0 and relname in ('chats', 'deliveries')`,
  );
  return Object.fromEntries(tables.map(({ table, rows }) => [table, rows]));
}
