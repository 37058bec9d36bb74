import type pg from "pg";
import { expect, test } from "vitest";
import type { Outcome } from "../../../src/delivery/ledger.ts";
import { correct, correctIn, recall, stop } from "../../../src/store/alerts/sent-acts.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { approved, crowd, START } from "../../delivery/support.ts";
import { testDatabase, untilBlocked } from "../../support/database.ts";

const LATER = new Date(START.getTime() + 60_000);
const UNKNOWN: Outcome = { state: "unknown", why: "502" };

/** Claims as many rows as there are outcomes, and settles them so. */
async function attempt(pool: pg.Pool, ...outcomes: Outcome[]): Promise<void> {
  const ledger = ledgerOn(pool);
  const claim = { by: "a", limit: outcomes.length, leaseUntil: LATER };
  const { id, deliveries } = await ledger.claim("telegram", claim, START);
  const settled = deliveries.flatMap((delivery, i) => {
    const outcome = outcomes[i];
    return outcome ? [{ claim: id ?? 0, delivery, outcome, at: START, chatFreeAt: START }] : [];
  });
  await ledger.settle(settled);
  await ledger.keep(id ?? 0, deliveries.slice(outcomes.length));
}

const rowsOf = async (pool: pg.Pool) =>
  (await pool.query("select act, state, left_by from deliveries order by id")).rows;

const alertState = async (pool: pg.Pool) => (await pool.query("select state, sent_at from alerts")).rows;

test("progress counts every row once, whatever became of it", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 9);
  const alert = await approved(db.pool);
  expect(await results.progress(alert)).toMatchObject({ open: 9, sent: 0, total: 9 });
  await attempt(
    db.pool,
    { state: "sent", messageId: "1" },
    { state: "sent", messageId: "2" },
    { state: "gone", why: "403" },
    { state: "refused", why: "400" },
    { state: "waiting", dueAt: LATER, why: "429", failing: true },
    UNKNOWN,
  );
  await db.pool.query("update chats set left_at = now() where address = '7'");
  await ledgerOn(db.pool).claim("telegram", { by: "a", limit: 2, leaseUntil: LATER }, START);
  expect(await results.progress(alert)).toEqual({
    open: 3, // one waits for later, one is claimed, one was not looked at yet
    sent: 2,
    withdrawn: 1,
    unknown: 1,
    gone: 1,
    refused: 1,
    total: 9,
  });
});

test("progress stays right when rows are taken away", async () => {
  await using db = await testDatabase();
  const [first] = await crowd(db.pool, 2);
  const alert = await approved(db.pool);
  await db.pool.query("delete from deliveries where chat_id = $1", [first]);
  expect(await resultsOn(db.pool).progress(alert)).toMatchObject({ open: 1, total: 1 });
});

test("an alert is sent when its last row has a verdict, and not before", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 2);
  const alert = await approved(db.pool);
  await attempt(db.pool, { state: "sent", messageId: "1" });
  expect(await results.finishAlerts(START)).toEqual([]);
  await attempt(db.pool, { state: "gone", why: "403" });
  expect(await results.finishAlerts(LATER)).toEqual([{ id: alert, act: "send" }]);
  expect(await results.finishAlerts(LATER)).toEqual([]);
  expect(await alertState(db.pool)).toEqual([{ state: "sent", sent_at: LATER }]);
  expect(await results.progress(alert)).toMatchObject({ open: 0, sent: 1, gone: 1, total: 2 });
});

test("an alert that is corrected at the moment of its end goes on with the correction", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  await attempt(db.pool, { state: "sent", messageId: "1" });
  const { ending } = await inTransaction(db.pool, async (tx) => {
    await correctIn(tx, alert, { headline: "Benar" }, { editor: "telegram:1", at: START });
    const ending = results.finishAlerts(START); // it sees what was before the correction
    await untilBlocked(db.pool);
    return { ending };
  });
  expect(await ending).toEqual([]);
  const { deliveries } = await ledgerOn(db.pool).claim(
    "telegram",
    { by: "b", limit: 9, leaseUntil: LATER },
    LATER,
  );
  expect(deliveries.map(({ act }) => act)).toEqual(["correct 1"]);
});

test("what is sent again at the moment of its alert's end is sent", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  await attempt(db.pool, UNKNOWN);
  const { again } = await inTransaction(db.pool, async (tx) => {
    await tx.query("update alerts set state = 'sent' where id = $1", [alert]); // as its end does
    const again = results.unknownOf(alert).then((ids) => results.sendAgain(ids, "telegram:1", LATER));
    await untilBlocked(db.pool);
    return { again };
  });
  expect(await again).toEqual({ again: 1, left: 0 });
  expect(await alertState(db.pool)).toMatchObject([{ state: "sending" }]);
});

test("of two editors who decide on the same unknown delivery at once, the first decides", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  await attempt(db.pool, UNKNOWN);
  const ids = await results.unknownOf(alert); // as both have seen it
  expect(await results.leave(ids, "telegram:1")).toBe(1);
  expect(await results.sendAgain(ids, "telegram:2", LATER)).toEqual({ again: 0, left: 0 });
});

test("of a recalled alert only the recall is sent again: of what was sent nobody knows still, and so the recall reaches it", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  await attempt(db.pool, UNKNOWN);
  await recall(db.pool, alert, null, { editor: "telegram:1", at: START });
  await attempt(db.pool, UNKNOWN);
  const ids = await results.unknownOf(alert);
  expect(ids).toHaveLength(2);
  expect(await results.sendAgain(ids, "telegram:1", LATER)).toEqual({ again: 1, left: 1 });
  await ledgerOn(db.pool).withdrawStopped(100, LATER);
  expect(await rowsOf(db.pool)).toEqual([
    { act: "send", state: "unknown", left_by: "telegram:1" },
    { act: "recall", state: "waiting", left_by: null },
  ]);
  const again = await ledgerOn(db.pool).claim("telegram", { by: "b", limit: 9, leaseUntil: LATER }, LATER);
  expect(again.deliveries.map(({ act }) => act)).toEqual(["recall"]);
  expect(await results.unknownOf(alert), "both are decided").toEqual([]);
});

test("of a stopped alert nothing is sent again, and nothing is said to have been withdrawn before it was sent", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  await attempt(db.pool, UNKNOWN);
  await stop(db.pool, alert, { editor: "telegram:1", at: START });
  const ids = await results.unknownOf(alert);
  expect(await results.sendAgain(ids, "telegram:1", LATER)).toEqual({ again: 0, left: 1 });
  await ledgerOn(db.pool).withdrawStopped(100, LATER);
  expect(await rowsOf(db.pool)).toEqual([{ act: "send", state: "unknown", left_by: "telegram:1" }]);
});

test("of an alert that was stopped and then corrected, the correction is sent again and the alert itself is not", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  const by = { editor: "telegram:1", at: START };
  await attempt(db.pool, UNKNOWN);
  await stop(db.pool, alert, by);
  await correct(db.pool, alert, { headline: "Benar" }, by);
  await attempt(db.pool, UNKNOWN);
  const ids = await results.unknownOf(alert);
  expect(await results.sendAgain(ids, "telegram:1", LATER)).toEqual({ again: 1, left: 1 });
  expect(await rowsOf(db.pool)).toEqual([
    { act: "send", state: "unknown", left_by: "telegram:1" },
    { act: "correct 1", state: "waiting", left_by: null },
  ]);
});

test("an alert that nobody hears is sent at once", async () => {
  await using db = await testDatabase();
  const alert = await approved(db.pool);
  expect(await resultsOn(db.pool).finishAlerts(START)).toEqual([{ id: alert, act: "send" }]);
});

test("an editor sees what nobody knows, and sends it again or leaves it", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 2);
  const alert = await approved(db.pool, { headline: "Hujan lebat" });
  await attempt(db.pool, UNKNOWN, UNKNOWN);
  await results.finishAlerts(START);
  const [first, second, ...none] = await results.unknown(alert, 10);
  if (!first || !second) throw new Error("two are unknown");
  expect(first).toMatchObject({ kind: "private", name: "…1", act: "send", why: "502", at: START });
  expect(none).toEqual([]);

  expect(await results.sendAgain([first.id], "telegram:1", LATER)).toEqual({ again: 1, left: 0 });
  expect(await results.sendAgain([first.id], "telegram:1", LATER)).toEqual({ again: 0, left: 0 });
  expect(await results.leave([second.id], "telegram:1")).toBe(1);
  expect(await results.unknown(alert, 10)).toEqual([]);
  expect(await alertState(db.pool)).toMatchObject([{ state: "sending" }]);
  expect(await results.progress(alert)).toMatchObject({ open: 1, unknown: 1, total: 2 });

  const again = await ledgerOn(db.pool).claim("telegram", { by: "a", limit: 9, leaseUntil: LATER }, LATER);
  expect(again.deliveries.map(({ id }) => id)).toEqual([first.id]);
});
