import { expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { walk } from "./walk/walk.ts";

const FROM = Number(process.env["TALK_SEED"] ?? 1);
const WALKS = Number(process.env["TALKS"] ?? 5);
const STEPS = Number(process.env["TALK_STEPS"] ?? 150);
const RACES = process.env["TALK_RACES"] !== undefined; // as in life; but what fails then need not fail again

test(`whatever people say and whenever, no promise breaks (again with TALK_SEED=n, more with TALKS=n, at once with TALK_RACES=1)`, async () => {
  const wrong: string[] = [];
  for (let seed = FROM; seed < FROM + WALKS; seed++) {
    await using db = await testDatabase();
    wrong.push(...(await walk(db.pool, { seed, steps: STEPS, races: RACES })));
  }
  expect(wrong.join("\n")).toBe("");
});
