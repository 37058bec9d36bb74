import { expect, test } from "vitest";
import type { Recipient } from "../../../src/delivery/delivery.ts";
import { correctIn } from "../../../src/store/alerts/sent-acts.ts";
import { openChats } from "../../../src/store/chats/chats.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { forgetOld, type Keep } from "../../../src/store/upkeep/retention.ts";
import { approved, crowd, START } from "../../delivery/support.ts";
import { testDatabase, untilBlocked } from "../../support/database.ts";

const DAY_MS = 24 * 3_600_000;
const KEEP: Keep = { deliveriesDays: 90, leftChatsDays: 30, articlesDays: 365 };
const after = (days: number): Date => new Date(START.getTime() + days * DAY_MS);
const ONE: Recipient = { messenger: "telegram", address: "1", kind: "private", thread: null };
const never = new AbortController().signal;

test("what chats were sent is forgotten after its time, in pieces; how many got it is not", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 25);
  const alert = await approved(db.pool);
  const ledger = ledgerOn(db.pool);
  const lease = { by: "a", limit: 100, leaseUntil: after(1) };
  const { id, deliveries } = await ledger.claim("telegram", lease, START);
  await ledger.settle(
    deliveries.map((delivery) => ({
      claim: id ?? 0,
      delivery,
      outcome: { state: "sent", messageId: "1" },
      at: START,
      chatFreeAt: START,
    })),
  );
  const results = resultsOn(db.pool);
  await results.finishAlerts(START);

  expect((await forgetOld(db.pool, KEEP, after(89), never)).deliveries).toBe(0);
  expect((await forgetOld(db.pool, KEEP, after(91), never, 10)).deliveries).toBe(25);
  expect(await db.pool.query("select from deliveries")).toMatchObject({ rowCount: 0 });
  expect(await results.progress(alert)).toMatchObject({ sent: 25, open: 0, total: 25 });
});

test("of a digest nothing is kept once what its readers were sent is forgotten; of an alert, what it came to", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 4);
  const alert = await approved(db.pool);
  const digest = await approved(db.pool);
  await db.pool.query("update alerts set lists = array[$2::bigint] where id = $1", [digest, alert]);
  await db.pool.query("update deliveries set state = 'sent', settled_at = $1", [START]);
  const results = resultsOn(db.pool);
  await results.finishAlerts(START);

  expect(await forgetOld(db.pool, KEEP, after(91), never, 3)).toMatchObject({ deliveries: 8, digests: 1 });
  expect(await db.pool.query("select id from alerts")).toMatchObject({ rows: [{ id: alert }] });
  expect(await db.pool.query("select state, change from tallies")).toMatchObject({
    rows: [{ state: "sent", change: 4 }],
  });
  expect(await forgetOld(db.pool, KEEP, after(91), never)).toMatchObject({ deliveries: 0, digests: 0 });
});

test("an alert that is corrected at the moment of being forgotten keeps its rows", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  await db.pool.query("update deliveries set state = 'sent', settled_at = $1", [START]);
  await resultsOn(db.pool).finishAlerts(START);
  await inTransaction(db.pool, async (tx) => {
    const by = { editor: "telegram:1", at: START };
    await correctIn(tx, alert, { headline: "Jembatan Kali Sewu ditutup lagi" }, by);
    await forgetOld(db.pool, KEEP, after(91), never); // its first row goes, and the correction's is not to be seen yet
  });
  const { rows } = await db.pool.query(
    "select act, emptied from deliveries d join alerts a on a.id = d.alert_id",
  );
  expect(rows).toEqual([{ act: "correct 1", emptied: false }]);
});

test("what still waits is never forgotten, however old", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  await approved(db.pool);
  expect((await forgetOld(db.pool, KEEP, after(3650), never)).deliveries).toBe(0);
  expect(await db.pool.query("select from deliveries")).toMatchObject({ rowCount: 3 });
});

test("chats that left are forgotten with all they followed, and people on WhatsApp who listen to nothing", async () => {
  await using db = await testDatabase();
  const [, left] = await crowd(db.pool, 2);
  await db.pool.query("update chats set left_at = $2, left_why = 'berhenti' where id = $1", [left, START]);
  await db.pool.query(
    `insert into chats (messenger, address, kind, joined_at) values ('whatsapp', 'listens', 'private', $1)`,
    [START],
  );
  await db.pool.query(
    `insert into whatsapp_people values ('main', 'listens', $1), ('main', 'asked once', $1)`,
    [START],
  );

  expect(await forgetOld(db.pool, KEEP, after(31), never)).toMatchObject({ chats: 0, people: 0 });
  expect(await forgetOld(db.pool, KEEP, after(91), never)).toMatchObject({ chats: 1, people: 1 });
  expect(await db.pool.query("select from subscriptions where chat_id = $1", [left])).toMatchObject({
    rowCount: 0,
  });
  const { rows } = await db.pool.query("select address from whatsapp_people");
  expect(rows).toEqual([{ address: "listens" }]);
});

test("who comes back at the moment of being forgotten is not forgotten", async () => {
  await using db = await testDatabase();
  const [id] = await crowd(db.pool, 1);
  await openChats(db.pool).leave(ONE, "blocked", START);
  await db.pool.query("insert into whatsapp_people values ('main', 'asked once', $1)", [START]);
  const { forgetting } = await inTransaction(db.pool, async (tx) => {
    await tx.query("update whatsapp_people set wrote_at = $1", [after(400)]);
    await tx.query("update chats set left_at = null where id = $1", [id]);
    const forgetting = forgetOld(db.pool, KEEP, after(400), never);
    await untilBlocked(db.pool);
    return { forgetting };
  });
  expect(await forgetting).toMatchObject({ chats: 0, people: 0 });
  expect(await openChats(db.pool).follows(ONE)).toMatchObject({ all: true });
});

test("articles without an alert are forgotten with their repeats; those with one, and unread ones, are kept", async () => {
  await using db = await testDatabase();
  await db.pool.query(
    `insert into articles (id, source, state, repeat_of, incoming, received_at) overriding system value
     select id, 'koran', state, repeat_of, '{}', $1 from (values
       (1, 'ready', null), (2, 'repeat', 1), (3, 'ready', null), (4, 'accepted', null)) as a (id, state, repeat_of)`,
    [START],
  );
  await db.pool.query(
    "insert into alerts (article_id, state, content, created_by, created_at) values (3, 'rejected', '{}', 'e', $1)",
    [START],
  );
  expect(await forgetOld(db.pool, KEEP, after(364), never)).toMatchObject({ articles: 0 });
  expect(await forgetOld(db.pool, KEEP, after(366), never, 1)).toMatchObject({ articles: 2 });
  expect(await forgetOld(db.pool, { ...KEEP, articlesDays: null }, after(9999), never)).toMatchObject({
    articles: 0,
  });
  const { rows } = await db.pool.query("select id from articles order by id");
  expect(rows).toEqual([{ id: 3 }, { id: 4 }]);
});

test("of two processes that tidy up at once, one does it", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 40);
  await db.pool.query("update chats set left_at = $1, left_why = 'berhenti'", [START]);
  const both = await Promise.all([0, 1].map(() => forgetOld(db.pool, KEEP, after(400), never, 5)));
  const last = await forgetOld(db.pool, KEEP, after(400), never, 5); // whoever found the other at work left it the rest
  expect([...both, last].reduce((sum, { chats }) => sum + chats, 0)).toBe(40);
});
