import { expect, test } from "vitest";
import { afterFailure } from "../../../src/delivery/retry.ts";
import { recall } from "../../../src/store/alerts/sent-acts.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { failedAfterwards } from "../../../src/store/ledger/failed-afterwards.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { approved, listening, START } from "../../delivery/support.ts";
import { testDatabase } from "../../support/database.ts";
import { LEASE_MS, at } from "./claimed.ts";

const GONE = afterFailure({ kind: "gone", why: "penerima tidak dapat dijangkau di WhatsApp (131026)" });
const REFUSED = afterFailure({ kind: "refused", why: "Meta menahan pesan ini (131049)" });
const UNPAID = afterFailure({ kind: "later", everyone: true, why: "ada masalah pembayaran (131042)" });

test("what was accepted and then did not arrive counts as what it is, and a recall does not follow what surely never came", async () => {
  await using db = await testDatabase();
  const ledger = ledgerOn(db.pool);
  const results = resultsOn(db.pool);
  await listening(
    db.pool,
    ["a", "b", "c", "d"].map((address) => ({ address, messenger: "whatsapp" as const })),
  );
  const alert = await approved(db.pool);
  const claimed = await ledger.claim("whatsapp", { by: "a", limit: 9, leaseUntil: at(LEASE_MS) }, START);
  const settlements = claimed.deliveries.map((delivery) => ({
    claim: claimed.id ?? 0,
    delivery,
    outcome: { state: "sent", messageId: `wamid.${delivery.to.address}` } as const,
    at: START,
    chatFreeAt: START,
  }));
  expect(await failedAfterwards(db.pool, "wamid.a", GONE, START), "its verdict is still on its way").toBe(
    false,
  );
  await ledger.settle(settlements);
  await ledger.keep(claimed.id ?? 0, []);
  await results.finishAlerts(START);

  expect(await failedAfterwards(db.pool, "wamid.a", GONE, at(1000))).toBe(true);
  expect(await failedAfterwards(db.pool, "wamid.b", REFUSED, at(1000))).toBe(true);
  expect(await failedAfterwards(db.pool, "wamid.c", UNPAID, at(1000))).toBe(true);
  expect(await failedAfterwards(db.pool, "wamid.other", GONE, at(1000)), "an answer of the bot's").toBe(
    false,
  );
  expect(await results.progress(alert)).toMatchObject({ sent: 1, gone: 1, refused: 1, unknown: 1, open: 0 });
  const [unknown, ...others] = await results.unknown(alert, 9);
  expect(others).toEqual([]);
  expect(unknown?.why).toBe("Diterima, lalu tidak sampai: ada masalah pembayaran (131042)");

  await results.sendAgain([unknown?.id ?? 0], "telegram:1", at(2000));
  expect(await failedAfterwards(db.pool, "wamid.c", REFUSED, at(2000)), "told once more").toBe(true);
  expect(await results.progress(alert)).toMatchObject({ sent: 1, gone: 1, refused: 1, unknown: 0, open: 1 });
  expect(await recall(db.pool, alert, null, { editor: "telegram:1", at: START })).toMatchObject({ chats: 2 });
});

test("a message is found by its id, however many there are", async () => {
  await using db = await testDatabase();
  const plan = await inTransaction(db.pool, async (tx) => {
    await tx.query("set local enable_seqscan = off");
    const sql =
      "explain select id from deliveries where message_id = 'wamid.1' and message_id like 'wamid.%'";
    return (await tx.query(sql)).rows;
  });
  expect(JSON.stringify(plan)).toContain("deliveries_wamid");
});
