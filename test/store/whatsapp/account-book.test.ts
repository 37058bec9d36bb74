import { afterAll, beforeAll, expect, test } from "vitest";
import type { AccountBook } from "../../../src/messengers/whatsapp/account-book.ts";
import { whatsAppAccountBook } from "../../../src/store/whatsapp/account-book.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const LATER = new Date("2026-12-23T08:00:00Z");

let database: TestDatabase;
const bookOf = (account: string): AccountBook => whatsAppAccountBook(database.pool, account);
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test("an account is as old as its number's first connection", async () => {
  const book = bookOf("umur");
  expect(await book.since("62811", NOW)).toEqual(NOW);
  expect(await book.since("62811", LATER)).toEqual(NOW);
});

test("another number begins anew: no age, no restriction, and nobody has written to it", async () => {
  const book = bookOf("ganti");
  await book.wroteToUs(["77001@lid"], NOW);
  await book.since("62811", NOW);
  await book.restrict(LATER);
  expect(await book.lastWrote("77001@lid")).toEqual(NOW);

  expect(await book.since("62822", LATER)).toEqual(LATER);
  expect(await book.restrictedUntil()).toBeNull();
  expect(await book.lastWrote("77001@lid")).toBeNull();
});

test("people are known by every address they have, with the last time they wrote", async () => {
  const book = bookOf("orang");
  await book.wroteToUs(["77001@lid", "6281299@s.whatsapp.net"], NOW);
  await book.wroteToUs(["77001@lid", "77001@lid"], LATER);
  await book.wroteToUs(["77001@lid"], NOW); // an old message that came late

  expect(await book.lastWrote("77001@lid")).toEqual(LATER);
  expect(await book.lastWrote("6281299@s.whatsapp.net")).toEqual(NOW);
  expect(await book.lastWrote("77002@lid")).toBeNull();
  expect(await bookOf("lain").lastWrote("77001@lid")).toBeNull();
});

test("a day's limit holds however many count at once, and each day and account has its own", async () => {
  const book = bookOf("jatah");
  const counted = await Promise.all(Array.from({ length: 20 }, () => book.count("2026-11-23", 5)));

  expect(counted.filter(Boolean)).toHaveLength(5);
  expect(await book.count("2026-11-24", 5)).toBe(true);
  expect(await bookOf("jatah lain").count("2026-11-23", 5)).toBe(true);
  await book.uncount("2026-11-23");
  expect(await book.count("2026-11-23", 5)).toBe(true);
  expect(await book.count("2026-11-23", 5)).toBe(false);
});

test("a post is kept for as long as it can be corrected", async () => {
  const book = bookOf("pos");
  await book.keepPost("3EB01", Buffer.from("satu"), NOW);
  expect(Buffer.from((await book.post("3EB01")) ?? []).toString()).toBe("satu");
  expect(await bookOf("lain").post("3EB01")).toBeNull();

  await book.keepPost("3EB02", Buffer.from("dua"), new Date(NOW.getTime() + 32 * 86_400_000));
  expect(await book.post("3EB01")).toBeNull();
});
