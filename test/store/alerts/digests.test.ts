import type pg from "pg";
import { expect, test } from "vitest";
import { makeDigests } from "../../../src/store/alerts/digests.ts";
import { correct, correctIn, pause, recall, resume, stop } from "../../../src/store/alerts/sent-acts.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { approved, crowd, START } from "../../delivery/support.ts";
import { testDatabase, untilBlocked } from "../../support/database.ts";
import { until } from "../../support/until.ts";

const BY = { editor: "telegram:1", at: START };
const EVENING = new Date("2026-01-05T11:00:00Z"); // 18.00 WIB
const said = (headline: string) => ({ headline, link: null });

test("who recalls an alert while a digest is made finds it there", async () => {
  await using db = await testDatabase();
  await digestReaders(db.pool);
  const alert = await approved(db.pool, said("Gempa M 6,1"));
  const { acting } = await inTransaction(db.pool, async (tx) => {
    await tx.query("lock table deliveries in exclusive mode"); // the digest's rows have to wait
    const making = makeDigests(db.pool, EVENING);
    await untilBlocked(db.pool);
    const acting = recall(db.pool, alert, null, BY);
    await until("it waits for the digest, and not for the deliveries", async () => {
      const forWhoeverHasTheAlert =
        "select from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'";
      return (await db.pool.query(forWhoeverHasTheAlert)).rowCount === 1;
    });
    return { acting: Promise.all([making, acting]) };
  });
  await acting;
  expect(await digests(db.pool)).toEqual(["1. (Kabar ini ditarik redaksi.)"]);
});

test("of two editors who correct what one digest lists at once, neither undoes the other's", async () => {
  await using db = await testDatabase();
  await digestReaders(db.pool);
  const alerts = [await approved(db.pool, said("Gempa M 6,1")), await approved(db.pool, said("Jalan putus"))];
  await makeDigests(db.pool, EVENING);
  const { other } = await inTransaction(db.pool, async (tx) => {
    await correctIn(tx, alerts[0] ?? 0, { headline: "Gempa M 5,6" }, BY);
    const other = correct(db.pool, alerts[1] ?? 0, { headline: "Jalan dibuka" }, BY);
    await untilBlocked(db.pool);
    return { other };
  });
  expect(await other).toMatchObject({ kind: "correcting" });
  expect(await digests(db.pool)).toEqual(["1. Gempa M 5,6\n\n2. Jalan dibuka"]);
});

test("an alert that is paused when a digest is due is in the one made after it goes on", async () => {
  await using db = await testDatabase();
  await digestReaders(db.pool);
  const alert = await approved(db.pool, said("Gempa M 6,1"));
  await approved(db.pool, said("Panen raya"));
  await pause(db.pool, alert, BY);
  await makeDigests(db.pool, EVENING);
  expect(await digests(db.pool)).toEqual(["1. Panen raya"]);
  await resume(db.pool, alert, BY);
  await makeDigests(db.pool, EVENING);
  expect(await digests(db.pool)).toEqual(["1. Panen raya", "1. Gempa M 6,1"]);
});

test("an alert that was stopped is in no digest, although it is corrected afterwards", async () => {
  await using db = await testDatabase();
  await digestReaders(db.pool);
  const alert = await approved(db.pool, said("Gempa M 6,1"));
  await stop(db.pool, alert, BY);
  await correct(db.pool, alert, { headline: "Gempa M 5,6" }, BY);
  await makeDigests(db.pool, EVENING);
  expect(await digests(db.pool)).toEqual([]);
});

/** A reader who hears of everything in the evening. */
async function digestReaders(pool: pg.Pool): Promise<void> {
  const [id] = await crowd(pool, 1);
  await pool.query(
    `insert into preferences (chat_id, zone, morning, evening, breaking_anyway)
     values ($1, 'Asia/Jakarta', false, true, true)`,
    [id],
  );
}

/** What the digests so far say. */
async function digests(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ summary: string }>(
    "select content->>'summary' as summary from alerts where lists is not null order by id",
  );
  return rows.map(({ summary }) => summary);
}
