import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { whatsAppAccountBook } from "../../../src/store/whatsapp/account-book.ts";
import { packWhatsApp, unpackWhatsApp } from "../../../src/store/whatsapp/moving.ts";
import { whatsAppSessions } from "../../../src/store/whatsapp/session.ts";
import { whatsAppStanding } from "../../../src/store/whatsapp/status.ts";
import { testDatabase, type TestDatabase } from "../../support/database.ts";

const KEY = randomBytes(32).toString("base64");
const NOW = new Date("2026-11-23T08:00:00Z");
const LATER = new Date("2026-11-24T08:00:00Z");

test("a session moves house with its keys, the account's age and everybody who wrote to it", async () => {
  await using old = await lived();
  await using house = await testDatabase();

  const file = await packWhatsApp(old.pool, KEY, "main", NOW);
  await unpackWhatsApp(house.pool, KEY, "main", file);

  const sessions = whatsAppSessions(house.pool, KEY);
  expect(await sessions.readCredentials("main")).toBe("rahasia");
  expect(await sessions.readKeys("main", "session", ["1", "2"])).toEqual(new Map([["1", "satu"]]));
  const book = whatsAppAccountBook(house.pool, "main");
  expect(await book.lastWrote("77001@lid")).toEqual(NOW);
  expect(await book.since("62811", LATER)).toEqual(NOW);
  expect(await book.restrictedUntil()).toEqual(LATER);
});

test("the file shows nothing", async () => {
  await using old = await lived();
  const file = (await packWhatsApp(old.pool, KEY, "main", NOW)).toString();
  for (const secret of ["rahasia", "satu", "77001", "62811"]) expect(file).not.toContain(secret);
});

test("a session that is in use does not move", async () => {
  await using old = await lived();
  await old.pool.query("insert into accounts (messenger, holder, lease_until) values ('whatsapp', 'x', $1)", [
    LATER,
  ]);

  await expect(packWhatsApp(old.pool, KEY, "main", NOW)).rejects.toThrow("Stop it first");
  const later = new Date(LATER.getTime() + 1);
  expect((await packWhatsApp(old.pool, KEY, "main", later)).length).toBeGreaterThan(0);
});

test("what cannot move says why, and changes nothing", async () => {
  await using old = await lived();
  await using house = await testDatabase();
  const other = randomBytes(32).toString("base64");
  const file = await packWhatsApp(old.pool, KEY, "main", NOW);
  const changed = Buffer.from(file.toString().replace(/"sealed": "..../, '"sealed": "AAAA'));

  await expect(packWhatsApp(house.pool, KEY, "main", NOW)).rejects.toThrow("never paired");
  await expect(packWhatsApp(old.pool, other, "main", NOW)).rejects.toThrow("WHATSAPP_SESSION_KEY");
  await expect(unpackWhatsApp(house.pool, other, "main", file)).rejects.toThrow("WHATSAPP_SESSION_KEY");
  await expect(unpackWhatsApp(house.pool, KEY, "main", changed)).rejects.toThrow("the file was changed");
  await expect(unpackWhatsApp(house.pool, KEY, "main", Buffer.from("{}"))).rejects.toThrow(
    "not a WhatsApp session",
  );
  await expect(unpackWhatsApp(old.pool, KEY, "main", file)).rejects.toThrow("here already");
  expect(await whatsAppSessions(house.pool, KEY).readCredentials("main")).toBeNull();
});

test("an account's standing is what is written of it", async () => {
  await using old = await lived();
  await using house = await testDatabase();

  expect(await whatsAppStanding(old.pool, "main", "2026-11-23", NOW)).toEqual({
    number: "62811",
    since: NOW,
    restrictedUntil: LATER,
    sentToday: 1,
    inUse: false,
  });
  expect(await whatsAppStanding(house.pool, "main", "2026-11-23", NOW)).toMatchObject({
    number: null,
    sentToday: 0,
  });
});

/** A database where an account was paired, connected and used. */
async function lived(): Promise<TestDatabase> {
  const database = await testDatabase();
  await whatsAppSessions(database.pool, KEY).write("main", {
    credentials: "rahasia",
    keys: [{ kind: "session", id: "1", value: "satu" }],
  });
  const book = whatsAppAccountBook(database.pool, "main");
  await book.since("62811", NOW);
  await book.restrict(LATER);
  await book.wroteToUs(["77001@lid"], NOW);
  await book.count("2026-11-23", 50);
  return database;
}
