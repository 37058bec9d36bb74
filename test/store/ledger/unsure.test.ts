import type pg from "pg";
import { expect, test } from "vitest";
import { carryOut, type Speech } from "../../../src/delivery/carry-out.ts";
import type { Outcome } from "../../../src/delivery/ledger.ts";
import type { Sender } from "../../../src/delivery/options.ts";
import { correct, recall, stop } from "../../../src/store/alerts/sent-acts.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { approved, crowd, START } from "../../delivery/support.ts";
import { testDatabase } from "../../support/database.ts";
import { at, claim, finish, LEASE_MS, SENT } from "./claimed.ts";

/** What a chat may have although the ledger has no message of it. */

const BY = { editor: "telegram:1", at: START };
const UNKNOWN: Outcome = { state: "unknown", why: "504" };
const SPEECH: Speech = {
  kind: "speech",
  alert: { text: ["Gempa"] },
  correction: null,
  recall: { text: ["DITARIK"] },
};

/** Nobody knows whether an alert came, and an editor has it sent again. */
async function sentAgain(pool: pg.Pool): Promise<number> {
  await crowd(pool, 1);
  const alert = await approved(pool);
  await finish(pool, await claim(pool), UNKNOWN);
  const results = resultsOn(pool);
  await results.sendAgain(await results.unknownOf(alert), "telegram:1", START);
  return alert;
}

/** An alert's first chat was in the hands of a worker that was killed; the second still waits. */
async function workerDied(pool: pg.Pool): Promise<number> {
  await crowd(pool, 2);
  const alert = await approved(pool);
  await claim(pool, { by: "dead", limit: 1 });
  return alert;
}

const statesOf = async (pool: pg.Pool) =>
  (await pool.query("select act, state from deliveries order by id")).rows.map((row) =>
    Object.values(row).join(" "),
  );

test("what was sent again and is recalled before it goes out is recalled all the same, and nobody knows whether it had come", async () => {
  await using db = await testDatabase();
  const alert = await sentAgain(db.pool);
  expect(await recall(db.pool, alert, null, BY)).toMatchObject({ chats: 1 });
  await ledgerOn(db.pool).withdrawStopped(100, START);
  const { deliveries } = await claim(db.pool);
  expect(deliveries).toMatchObject([{ act: "recall", earlier: [], more: true }]);
  expect(await statesOf(db.pool)).toEqual(["send unknown", "recall waiting"]);
});

test("… also where the recall is claimed first", async () => {
  await using db = await testDatabase();
  const alert = await sentAgain(db.pool);
  await recall(db.pool, alert, null, BY);
  expect((await claim(db.pool, { limit: 1 })).deliveries.map(({ act }) => act)).toEqual(["recall"]);
});

test("what came twice is deleted once and told of, since of the first nobody has the id", async () => {
  await using db = await testDatabase();
  const alert = await sentAgain(db.pool);
  await finish(db.pool, await claim(db.pool), SENT);
  await recall(db.pool, alert, null, BY);
  const [delivery] = (await claim(db.pool)).deliveries;
  if (!delivery) throw new Error("nothing is recalled");
  expect(delivery).toMatchObject({ act: "recall", earlier: [{ messageId: "m1" }], more: true });

  const did: string[] = [];
  const messenger: Sender = {
    name: "telegram",
    send: async () => {
      did.push("told");
      return { kind: "sent", messageId: "m2" };
    },
    recall: async (_to, { messageId }) => {
      did.push(`deleted ${messageId}`);
      return { kind: "sent", messageId };
    },
  };
  await carryOut(messenger, delivery, SPEECH, "key");
  await carryOut(messenger, { ...delivery, more: false }, SPEECH, "key");
  expect(did).toEqual(["deleted m1", "told", "deleted m1"]);
});

test.each([
  ["after its lease", true],
  ["before that", false],
])(
  "what a dead worker had in hand is recalled wherever it may have come, %s as well",
  async (_when, reclaimed) => {
    await using db = await testDatabase();
    const ledger = ledgerOn(db.pool);
    const alert = await workerDied(db.pool);
    if (reclaimed) await ledger.reclaim(at(LEASE_MS));
    expect(await recall(db.pool, alert, null, BY)).toMatchObject({ chats: 1 });
    await ledger.reclaim(at(LEASE_MS));
    await ledger.withdrawStopped(100, at(LEASE_MS));
    const { deliveries } = await claim(db.pool, { ms: LEASE_MS });
    expect(deliveries).toMatchObject([{ act: "recall", to: { address: "1" } }]);
    expect(await statesOf(db.pool)).toEqual(["send unknown", "send withdrawn", "recall waiting"]);
  },
);

test("of a stopped alert nobody knows whether it came from a dead worker, and a correction follows it", async () => {
  await using db = await testDatabase();
  const ledger = ledgerOn(db.pool);
  const alert = await workerDied(db.pool);
  await ledger.reclaim(at(LEASE_MS));
  await stop(db.pool, alert, BY);
  expect(await correct(db.pool, alert, { headline: "Benar" }, BY)).toMatchObject({ chats: 1 });
  expect(await statesOf(db.pool)).toEqual(["send unknown", "send withdrawn", "correct 1 waiting"]);
  expect((await claim(db.pool, { ms: LEASE_MS })).deliveries.map(({ act }) => act)).toEqual(["correct 1"]);
});

test("what a dead worker had in hand for a chat that is gone by then is nothing to ask an editor about, and where the chat comes back a recall follows it", async () => {
  await using db = await testDatabase();
  const ledger = ledgerOn(db.pool);
  const alert = await workerDied(db.pool);
  await ledger.reclaim(at(LEASE_MS));
  await db.pool.query("update chats set left_at = $1 where address = '1'", [at(LEASE_MS)]);
  expect((await claim(db.pool, { ms: LEASE_MS })).deliveries).toMatchObject([{ to: { address: "2" } }]);
  expect(await statesOf(db.pool)).toEqual(["send withdrawn", "send waiting"]);
  expect(await resultsOn(db.pool).unknownOf(alert)).toEqual([]);
  await db.pool.query("update chats set left_at = null");
  expect(await recall(db.pool, alert, null, BY)).toMatchObject({ chats: 2 });
});

test("a correction that a newer one has replaced is not sent again", async () => {
  await using db = await testDatabase();
  const results = resultsOn(db.pool);
  await crowd(db.pool, 1);
  const alert = await approved(db.pool);
  await finish(db.pool, await claim(db.pool), SENT);
  await correct(db.pool, alert, { headline: "Lebih benar" }, BY);
  await finish(db.pool, await claim(db.pool), UNKNOWN);
  await correct(db.pool, alert, { headline: "Benar" }, BY);
  expect(await results.sendAgain(await results.unknownOf(alert), "telegram:1", START)).toEqual({
    again: 0,
    left: 1,
  });
  expect(await statesOf(db.pool)).toEqual(["send sent", "correct 1 unknown", "correct 2 waiting"]);
});
