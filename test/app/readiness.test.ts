import { expect, test } from "vitest";
import { readinessOf } from "../../src/app/observing/readiness.ts";
import { testDatabase } from "../support/database.ts";

const OF_THEIRS = { url: "postgres://localhost/x" };

test("whoever asks whether the service is ready hears of a PostgreSQL that answers and takes no changes", async () => {
  await using db = await testDatabase();
  expect(await readinessOf(db.pool, OF_THEIRS)).toEqual({ database: null });

  await db.pool.query("set default_transaction_read_only = on"); // on the one connection that there is
  expect(await readinessOf(db.pool, OF_THEIRS)).toEqual({
    database: "PostgreSQL takes no changes: it is a standby, or set read-only",
  });
});
