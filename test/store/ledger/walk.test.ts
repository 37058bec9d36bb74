import { expect, test } from "vitest";
import { testDatabase } from "../../support/database.ts";
import { walk } from "./walk.ts";

const FROM = Number(process.env["WALK_SEED"] ?? 1);
const WALKS = Number(process.env["WALKS"] ?? 20);

test(`whatever befalls it, the ledger knows what chats show (again with WALK_SEED=n, more with WALKS=n)`, async () => {
  await using db = await testDatabase();
  const wrong: string[] = [];
  for (let seed = FROM; seed < FROM + WALKS; seed++) wrong.push(...(await walk(db.pool, seed, 80)));
  expect(wrong.join("\n")).toBe("");
});
