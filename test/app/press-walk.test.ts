import { expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { walk } from "./press/walk.ts";

const FROM = Number(process.env["INTAKE_SEED"] ?? 1);
const WALKS = Number(process.env["INTAKES"] ?? 3);
const STEPS = 150;

test("whatever becomes of a source's feeds and pages, its news is told once, by its newest words (again with INTAKE_SEED=n, more with INTAKES=n)", async () => {
  const wrong: string[] = [];
  for (let seed = FROM; seed < FROM + WALKS; seed++) {
    await using db = await testDatabase();
    wrong.push(...(await walk(db.pool, { seed, steps: STEPS })));
  }
  expect(wrong.join("\n")).toBe("");
});
