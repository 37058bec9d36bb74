import { expect, test } from "vitest";
import { mayAskModel, modelShelf } from "../../../src/store/articles/model-summaries.ts";
import { testDatabase } from "../../support/database.ts";

const NOON = new Date("2026-11-23T05:00:00Z");
const SUMMARY = { headline: "Jembatan ambruk", text: "Jembatan ambruk pada Rabu.", flash: "Jembatan ambruk" };

function later(minutes: number): Date {
  return new Date(NOON.getTime() + minutes * 60_000);
}

test("a summary is found again by its key, the last one counts, and after a month it is gone", async () => {
  await using db = await testDatabase();
  const shelf = modelShelf(db.pool);
  expect(await shelf.find("a")).toBeUndefined();
  await shelf.keep("a", { ...SUMMARY, text: "Lama." }, NOON);
  await shelf.keep("a", SUMMARY, NOON);
  expect(await shelf.find("a")).toEqual(SUMMARY);
  await shelf.keep("b", SUMMARY, later(31 * 24 * 60));
  expect(await shelf.find("a")).toBeUndefined();
});

test("as many questions as the hour allows, and as the day allows", async () => {
  await using db = await testDatabase();
  const mayAsk = mayAskModel(db.pool, { perHour: 2, perDay: 3 });
  const asked = async (minutes: number) => mayAsk(later(minutes));
  expect([await asked(0), await asked(1), await asked(59)]).toEqual([true, true, false]);
  expect([await asked(60), await asked(61)]).toEqual([true, false]); // three within a day
  expect([await asked(24 * 60), await asked(24 * 60 + 1)]).toEqual([true, true]);
});

test("workers that ask at once stay within the limit together", async () => {
  await using db = await testDatabase();
  const [one, another] = [db.pool, db.pool].map((pool) => mayAskModel(pool, { perHour: 5, perDay: 100 }));
  if (!one || !another) throw new Error("two workers were wanted");
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? one : another)(NOON)));
  expect(answers.filter(Boolean)).toHaveLength(5);
});
