import { afterAll, beforeAll, expect, test } from "vitest";
import { follow, NOTHING } from "../../../src/chat/follows.ts";
import type { Chats, NamedChat } from "../../../src/chat/ports.ts";
import { openChats } from "../../../src/store/chats/chats.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const MONDAY = new Date("2026-11-23T00:00:00Z");
const TUESDAY = new Date("2026-11-24T00:00:00Z");
const economy = { ...NOTHING, topics: ["ekonomi"] };

let db: TestDatabase;
let chats: Chats;
beforeAll(async () => {
  db = await testDatabase();
  chats = openChats(db.pool);
});
afterAll(() => db[Symbol.asyncDispose]());

test("a chat nobody knows follows nothing, and asking does not make it known", async () => {
  expect(await chats.follows(chat("new"))).toEqual(NOTHING);
  expect(await stored("new")).toEqual([]);
});

test("a group's title is kept, a person's name is not", async () => {
  await chats.join({ ...chat("group"), kind: "group", title: "Warga RW 05" }, MONDAY);
  await chats.join({ ...chat("person"), title: "Ana" }, MONDAY);
  expect(await stored("group")).toMatchObject([{ title: "Warga RW 05" }]);
  expect(await stored("person")).toMatchObject([{ title: null }]);
});

test("what stays followed keeps its date", async () => {
  await chats.change(chat("dates"), () => economy, MONDAY);
  await chats.change(chat("dates"), (now) => follow(now, [{ kind: "topic", topic: "politik" }]), TUESDAY);
  const { rows } = await db.pool.query(
    "select topic, since from subscriptions join chats on id = chat_id where address = 'dates' order by since",
  );
  expect(rows).toEqual([
    { topic: "ekonomi", since: MONDAY },
    { topic: "politik", since: TUESDAY },
  ]);
});

test("twenty changes at once are twenty changes", async () => {
  const topics = Array.from({ length: 20 }, (_, i) => `t${i}`);
  await Promise.all(
    topics.map((topic) =>
      chats.change(chat("busy"), (now) => follow(now, [{ kind: "topic", topic }]), MONDAY),
    ),
  );
  expect((await chats.follows(chat("busy"))).topics.toSorted()).toEqual(topics.toSorted());
});

test("a change that fails changes nothing", async () => {
  const broken = chats.change(
    chat("broken"),
    () => {
      throw new Error("no");
    },
    MONDAY,
  );
  await expect(broken).rejects.toThrow("no");
  expect(await stored("broken")).toEqual([]);
});

test("unsubscribing forgets what was followed, being blocked keeps it for a return", async () => {
  await chats.change(chat("asked"), () => economy, MONDAY);
  await chats.unsubscribe(chat("asked"), TUESDAY);
  expect(await stored("asked")).toMatchObject([{ left_at: TUESDAY, left_why: "asked" }]);
  expect(await chats.join(chat("asked"), TUESDAY)).toEqual(NOTHING);

  await chats.change(chat("blocked"), () => economy, MONDAY);
  await chats.leave(chat("blocked"), "blocked", TUESDAY);
  expect(await chats.follows(chat("blocked"))).toEqual(NOTHING);
  expect(await chats.join(chat("blocked"), TUESDAY)).toEqual(economy);
  expect(await stored("blocked")).toMatchObject([{ left_at: null, left_why: null, joined_at: TUESDAY }]);
});

test("the reason a chat left first is the one that stays", async () => {
  await chats.join(chat("twice"), MONDAY);
  await chats.unsubscribe(chat("twice"), MONDAY);
  await chats.leave(chat("twice"), "blocked", TUESDAY);
  expect(await stored("twice")).toMatchObject([{ left_at: MONDAY, left_why: "asked" }]);
});

test("a chat that moves takes its subscriptions and its waiting deliveries along", async () => {
  await chats.change(chat("old"), () => economy, MONDAY);
  await chats.move(chat("old"), "moved");
  expect(await chats.follows(chat("moved"))).toEqual(economy);
  expect(await stored("old")).toEqual([]);
});

test("what a chat followed before it left is not handed over", async () => {
  await chats.change(chat("number"), () => economy, MONDAY);
  await chats.unsubscribe(chat("number"), MONDAY);
  await chats.change(chat("lid"), () => ({ ...NOTHING, topics: ["politik"] }), TUESDAY);
  await chats.move(chat("number"), "lid");
  expect((await chats.follows(chat("lid"))).topics).toEqual(["politik"]);
  expect(await stored("number")).toMatchObject([{ left_why: "asked" }]);
});

test("where the new address was met first, the old chat hands over and leaves", async () => {
  await chats.change(chat("before"), () => economy, MONDAY);
  await chats.change(chat("after"), () => ({ ...NOTHING, topics: ["politik"] }), MONDAY);
  await db.pool.query(
    `with a as (insert into alerts (state, content, created_by, created_at)
       values ('sending', '{}', 'x', now()), ('sending', '{}', 'x', now()) returning id)
     insert into deliveries (alert_id, chat_id, messenger, rank, due_at)
     select a.id, c.id, 'telegram', 1, now() from a, chats c where c.address = 'before'`,
  );
  await db.pool.query(
    // the heir already has the first of them
    `insert into deliveries (alert_id, chat_id, messenger, rank, due_at)
     select min(a.id), c.id, 'telegram', 1, now() from alerts a, chats c where c.address = 'after' group by c.id`,
  );
  await chats.move(chat("before"), "after");

  const follows = await chats.follows(chat("after"));
  expect(follows.topics.toSorted()).toEqual(["ekonomi", "politik"]);
  expect(await stored("before")).toMatchObject([{ left_why: "moved" }]);
  const { rows } = await db.pool.query(
    "select address, count(*) as n from deliveries join chats on chats.id = chat_id group by address order by address",
  );
  expect(rows).toEqual([
    { address: "after", n: 2 },
    { address: "before", n: 1 },
  ]);
});

test("what a supergroup was told itself keeps its number, however often the group's move is told", async () => {
  await chats.change(chat("group"), () => economy, MONDAY);
  await chats.change(chat("supergroup"), () => economy, MONDAY);
  await db.pool.query(
    `with a as (insert into alerts (state, content, created_by, created_at)
       values ('sent', '{}', 'x', now()), ('sent', '{}', 'x', now()) returning id),
     numbered as (select id, row_number() over (order by id) as n from a)
     insert into deliveries (alert_id, chat_id, messenger, rank, due_at, state, message_id)
     select a.id, c.id, 'telegram', 1, now(), 'sent', c.address || a.n from numbered a
     join chats c on c.address = case a.n when 1 then 'group' else 'supergroup' end`,
  );
  await chats.move(chat("group"), "supergroup");
  await chats.move(chat("group"), "supergroup");
  const { rows } = await db.pool.query(
    "select message_id from deliveries where state = 'sent' order by alert_id",
  );
  expect(rows).toEqual([{ message_id: null }, { message_id: "supergroup2" }]);
});

function chat(address: string): NamedChat {
  return { messenger: "telegram", address, kind: "private", thread: null, title: null };
}

async function stored(address: string): Promise<unknown[]> {
  const sql = "select title, joined_at, left_at, left_why from chats where address = $1";
  return (await db.pool.query(sql, [address])).rows;
}
