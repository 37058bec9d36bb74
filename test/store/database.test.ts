import { expect, test } from "vitest";
import { z } from "zod";
import { row } from "../../src/store/database.ts";
import { testDatabase } from "../support/database.ts";

test("the audit log cannot be changed, not even by us", async () => {
  await using db = await testDatabase();
  await db.pool.query(
    "insert into audit (at, who, act, subject) values (now(), 'telegram:1', 'approve', 'alert:1')",
  );
  await expect(db.pool.query("update audit set who = 'telegram:2'")).rejects.toThrow("cannot be changed");
  await expect(db.pool.query("delete from audit")).rejects.toThrow("cannot be changed");
});

test("counts and ids arrive as numbers", async () => {
  await using db = await testDatabase();
  const Counted = z.object({ n: z.number() });
  expect(await row(db.pool, Counted, "select count(*) as n from articles")).toEqual({ n: 0 });
});
