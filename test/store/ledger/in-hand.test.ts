import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { correct, correctIn } from "../../../src/store/alerts/sent-acts.ts";
import { inTransaction, migrate, openPool } from "../../../src/store/database.ts";
import { nextTurn } from "../../../src/store/ledger/claims.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { approved, crowd, listening, START } from "../../delivery/support.ts";
import { testDatabase, untilBlocked } from "../../support/database.ts";
import { until } from "../../support/until.ts";
import { addresses, at, claim, finish, LEASE_MS, SENT, settled } from "./claimed.ts";

const SETTLING = new URL("../../support/settling-process.ts", import.meta.url);

test("while an editor changes an alert nobody takes more of it, and then it is taken as it is", async () => {
  await using db = await testDatabase();
  await listening(db.pool, [
    { address: "e", follows: { topic: "ekonomi" } },
    { address: "c", follows: { topic: "cuaca" } },
  ]);
  const changing = await approved(db.pool, { headline: "Salah", topics: ["ekonomi"] });
  await approved(db.pool, { topics: ["cuaca"] });
  const by = { editor: "telegram:1", at: START };
  const during = await inTransaction(db.pool, async (tx) => {
    await correctIn(tx, changing, { headline: "Benar" }, by);
    return claim(db.pool);
  });
  expect([addresses(during), during.withdrawn]).toEqual([["c"], 0]);
  const after = await claim(db.pool, { by: "b" });
  expect(addresses(after)).toEqual(["e"]);
  expect(after.alerts.get(changing)?.content.headline).toBe("Benar");
});

test("who has an alert in hand when it is corrected has a correction coming, whatever it sends", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  const alert = await approved(db.pool);
  const old = await claim(db.pool, { limit: 2 });
  expect(
    await correct(db.pool, alert, { headline: "Benar" }, { editor: "telegram:1", at: START }),
  ).toMatchObject({ chats: 2 });
  await finish(db.pool, old, SENT);
  expect((await claim(db.pool)).deliveries.map(({ act, to }) => [act, to.address])).toEqual([
    ["correct 1", "1"],
    ["correct 1", "2"],
    ["send", "3"],
  ]);
});

test("a row that waits again is anyone's at once, while the rest of its claim is still in hand", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  await approved(db.pool);
  const first = await claim(db.pool);
  const [failed] = settled(first, { state: "waiting", dueAt: START, why: "503", failing: true });
  if (!failed) throw new Error("nothing was claimed");
  await ledgerOn(db.pool).settle([failed]);
  expect(addresses(await claim(db.pool, { by: "b" }))).toEqual(["1"]);
});

test("what a claim lets go of is anyone's, with its chats; what it keeps is not", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  await approved(db.pool);
  const { id, deliveries } = await claim(db.pool);
  await ledgerOn(db.pool).keep(id ?? 0, deliveries.slice(1, 2));
  await approved(db.pool, { breaking: true });
  expect(addresses(await claim(db.pool, { by: "b" }))).toEqual(["1", "3"]);
});

test("a verdict that comes after the lease is not overtaken by a claim that has just looked", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 1);
  await approved(db.pool);
  const slow = await claim(db.pool, { by: "slow" });
  await ledgerOn(db.pool).reclaim(at(LEASE_MS));
  const looked = await inTransaction(db.pool, async (tx) => {
    await nextTurn(tx, "telegram"); // as settling it late does first
    const looking = claim(db.pool, { by: "other", ms: LEASE_MS });
    await untilBlocked(db.pool);
    await tx.query("update deliveries set state = 'sent' where id = any($1)", [
      slow.deliveries.map(({ id }) => id),
    ]);
    return { looking };
  });
  expect(addresses(await looked.looking)).toEqual([]);
});

test("verdicts that are with the ledger are written, although their worker is killed right then", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  await approved(db.pool);
  await inTransaction(db.pool, async (tx) => {
    await tx.query("select from deliveries for update"); // so that the write takes longer than the worker lives
    const worker = fork(SETTLING, [JSON.stringify(db.connection)]);
    onTestFinished(() => void worker.kill("SIGKILL"));
    expect(await once(worker, "message")).toEqual(["handed over", undefined]);
    await untilBlocked(db.pool);
    worker.kill("SIGKILL");
    await once(worker, "exit");
  });
  await until("all is written", async () => {
    const { rowCount } = await db.pool.query("select from deliveries where state = 'sent'");
    return rowCount === 3;
  });
});

test("verdicts are not with the ledger while no connection is free, nor while they take more than one statement", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  await approved(db.pool);
  const claimed = await claim(db.pool);
  const [again, ...sent] = settled(claimed, SENT);
  if (!again) throw new Error("two were claimed");
  const only = openPool(db.connection, 1);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => only.end());
  let handedOver = 0;
  const count = () => void handedOver++;

  const held = await only.connect();
  const writing = ledgerOn(only).settle(sent, count);
  await held.query("select 1");
  const tooSoon = handedOver;
  held.release();
  await writing;
  expect([tooSoon, handedOver]).toEqual([0, 1]);

  const later = { state: "waiting", dueAt: at(5000), why: "429", failing: true } as const;
  await ledgerOn(only).settle([{ ...again, outcome: later }], count);
  expect(handedOver).toBe(1);
});

test("what workers had in hand under the leases of an older release stays in hand", async () => {
  await using db = await testDatabase({ empty: true });
  const older = readdirSync(new URL("../../../src/store/migrations/", import.meta.url)).filter(
    (name) => name < "0021",
  );
  await inTransaction(db.pool, async (tx) => void (await migrate(tx, new Set(older))));
  await db.pool.query(`
    insert into deliveries (alert_id, chat_id, messenger, rank, due_at, state, claimed_by, lease_until)
    select 1, chat, 'telegram', 5, now(), case chat when 12 then 'sent' else 'waiting' end,
           case when chat < 12 then 'old' end, case when chat < 12 then timestamptz '2026-01-05T08:01:00Z' end
    from generate_series(10, 13) chat`);
  await db.pool.query(`
    insert into claims (by, lease_until, deliveries) values
      ('old', '2026-01-05T08:01:00Z', '{1,2,3}'), ('older', '2026-01-05T07:00:00Z', '{4}')`);
  await inTransaction(db.pool, async (tx) => void (await migrate(tx)));
  const { rows } = await db.pool.query("select by, messenger, deliveries, chats from claims");
  expect(rows).toEqual([{ by: "old", messenger: "telegram", deliveries: ["1", "2"], chats: ["10", "11"] }]);
});
