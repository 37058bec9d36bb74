import { expect, test } from "vitest";
import { accountsOn } from "../../../src/store/ledger/accounts.ts";
import { START } from "../../delivery/support.ts";
import { testDatabase } from "../../support/database.ts";

const at = (ms: number) => new Date(START.getTime() + ms);
const T = START.getTime();

test("slots are evenly spaced, and the next worker's begin where the last one's ended", async () => {
  await using db = await testDatabase();
  const pace = accountsOn(db.pool);
  expect(await pace.reserve("telegram", 8, 20, at(0))).toEqual({ count: 8, first: T });
  expect(await pace.reserve("telegram", 8, 20, at(0))).toEqual({ count: 8, first: T + 400 });
});

test("nobody reserves more than a second ahead", async () => {
  await using db = await testDatabase();
  const pace = accountsOn(db.pool);
  expect(await pace.reserve("telegram", 100, 30, at(0))).toMatchObject({ count: 31, first: T });
  const none = await pace.reserve("telegram", 100, 30, at(0));
  expect(none.count).toBe(0);
  expect(none.first).toBeCloseTo(T + 31_000 / 30, 0);
  expect((await pace.reserve("telegram", 100, 30, at(500))).count).toBe(15);
});

test("slots nobody reserved are gone: after a pause there is no burst", async () => {
  await using db = await testDatabase();
  const pace = accountsOn(db.pool);
  await pace.reserve("telegram", 1, 30, at(0));
  expect(await pace.reserve("telegram", 100, 30, at(60_000))).toMatchObject({ count: 31, first: T + 60_000 });
});

test("an account may be slower than one message a second", async () => {
  await using db = await testDatabase();
  const pace = accountsOn(db.pool);
  expect(await pace.reserve("whatsapp", 5, 1 / 6, at(0))).toEqual({ count: 1, first: T });
  expect(await pace.reserve("whatsapp", 5, 1 / 6, at(0))).toEqual({ count: 0, first: T + 6000 });
});

test("of workers that reserve at once, no two get the same moment", async () => {
  await using db = await testDatabase();
  const pace = accountsOn(db.pool);
  const granted = await Promise.all(Array.from({ length: 8 }, () => pace.reserve("telegram", 3, 100, at(0))));
  const moments = granted.flatMap(({ count, first }) =>
    Array.from({ length: count }, (_, i) => first + i * 10),
  );
  expect(moments.sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => T + i * 10));
});

test("holding an account off holds it off for everyone, and a shorter wait does not shorten a longer one", async () => {
  await using db = await testDatabase();
  const pace = accountsOn(db.pool);
  await pace.holdOff("telegram", at(30_000));
  await pace.holdOff("telegram", at(5_000));
  expect(await pace.reserve("telegram", 10, 30, at(0))).toEqual({ count: 0, first: T + 30_000 });
  expect((await pace.reserve("whatsapp", 10, 30, at(0))).count).toBe(10);
  expect(await pace.reserve("telegram", 10, 30, at(29_500))).toMatchObject({ count: 10, first: T + 30_000 });
});

test("an account has one holder at a time, who may renew; another gets it when it is dropped or has ended", async () => {
  await using db = await testDatabase();
  const leases = accountsOn(db.pool);
  expect(await leases.take("whatsapp", "a", at(1000), at(0))).toBe(true);
  expect(await leases.take("whatsapp", "b", at(1500), at(500))).toBe(false);
  expect(await leases.take("whatsapp", "a", at(1500), at(500))).toBe(true);
  expect(await leases.take("whatsapp", "b", at(2499), at(1499))).toBe(false);
  expect(await leases.take("whatsapp", "b", at(2500), at(1500))).toBe(true);
  await leases.drop("whatsapp", "a");
  expect(await leases.take("whatsapp", "a", at(2600), at(1600))).toBe(false);
  await leases.drop("whatsapp", "b");
  expect(await leases.take("whatsapp", "a", at(2600), at(1600))).toBe(true);
});

test("of processes that reach for a lease at once, one gets it", async () => {
  await using db = await testDatabase();
  const taken = await Promise.all(
    [..."abcdefgh"].map((holder) => accountsOn(db.pool).take("telegram", holder, at(1000), at(0))),
  );
  expect(taken.filter(Boolean)).toHaveLength(1);
});
