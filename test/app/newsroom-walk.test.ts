import { expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { walk } from "./newsroom/walk.ts";

const FROM = Number(process.env["WALK_SEED"] ?? 1);
const WALKS = Number(process.env["WALKS"] ?? 6);
const RACES = process.env["WALK_RACES"] !== undefined; // as in life; but what fails then need not fail again
const STEPS = 150;

test("whatever befalls an article, what was promised of it holds (again with WALK_SEED=n, more with WALKS=n, at once with WALK_RACES=1)", async () => {
  const wrong: string[] = [];
  for (let seed = FROM; seed < FROM + WALKS; seed++) {
    await using db = await testDatabase();
    wrong.push(...(await walk(db.pool, { seed, steps: STEPS, races: RACES })));
  }
  expect(wrong.join("\n")).toBe("");
});
