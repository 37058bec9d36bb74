import { expect, test } from "vitest";
import { correct, recall } from "../../../src/store/alerts/sent-acts.ts";
import { openChats } from "../../../src/store/chats/chats.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { approved, listening, START } from "../../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { at, claim, finish, SENT } from "./claimed.ts";

/** What a chat that comes back is told of what it has. */

const ANA = {
  messenger: "telegram" as const,
  address: "ana",
  thread: null,
  kind: "private" as const,
  title: null,
};
const by = { editor: "telegram:1", at: at(2) };
const HOUR = 3_600_000;

test.each(["blocked us", "asked us to stop"])(
  "who %s hears of a correction when they come back",
  async (how) => {
    await using db = await testDatabase();
    const alert = await told(db);
    await leave(db, how);
    await correct(db.pool, alert, { headline: "Benar" }, by);
    await resultsOn(db.pool).finishAlerts(at(3));
    expect(await acts(db, 4)).toEqual([]);
    await comeBack(db, 5);
    const { deliveries, alerts } = await claim(db.pool, { ms: 6 });
    expect(deliveries).toMatchObject([{ act: "correct 1", earlier: [{ messageId: "m1" }] }]);
    expect(alerts.get(alert)?.content.headline).toBe("Benar");
  },
);

test("… and of a recall, once, however often they come back", async () => {
  await using db = await testDatabase();
  const alert = await told(db);
  await leave(db, "blocked us");
  await recall(db.pool, alert, null, by);
  await resultsOn(db.pool).finishAlerts(at(3));
  await comeBack(db, 4);
  const claimed = await claim(db.pool, { ms: 5 });
  expect(claimed.deliveries).toMatchObject([{ act: "recall" }]);
  await finish(db.pool, claimed, SENT);
  await leave(db, "blocked us");
  await comeBack(db, 6);
  expect(await acts(db, 7)).toEqual([]);
});

test("a correction that found nobody is tried again", async () => {
  await using db = await testDatabase();
  const alert = await told(db);
  await correct(db.pool, alert, { headline: "Benar" }, by);
  await finish(db.pool, await claim(db.pool, { ms: 3 }), { state: "gone", why: "blocked" });
  await comeBack(db, 4);
  expect(await acts(db, 5)).toEqual(["correct 1"]);
});

test("who got the alert as it was corrected, or never had it, hears nothing", async () => {
  await using db = await testDatabase();
  const [, budi] = await listening(db.pool, [{ address: "ana" }, { address: "budi" }]);
  const alert = await approved(db.pool);
  await db.pool.query("update chats set left_at = $1 where id = $2", [START, budi]);
  await correct(db.pool, alert, { headline: "Benar" }, { ...by, at: START });
  await finish(db.pool, await claim(db.pool, { ms: 1 }), SENT, 0);
  await db.pool.query("update deliveries set settled_at = $1 where state = 'sent'", [at(1)]);
  for (const address of ["ana", "budi"]) {
    await openChats(db.pool).leave({ ...ANA, address }, "blocked", at(2));
    await openChats(db.pool).join({ ...ANA, address }, at(3));
  }
  expect(await acts(db, 4)).toEqual([]);
});

test("nor does who comes back after two days", async () => {
  await using db = await testDatabase();
  const alert = await told(db);
  await leave(db, "blocked us");
  await correct(db.pool, alert, { headline: "Benar" }, by);
  await comeBack(db, 49 * HOUR);
  expect(await acts(db, 49 * HOUR + 1)).toEqual([]);
});

/** Ana has an alert. */
async function told(db: TestDatabase): Promise<number> {
  await listening(db.pool, [ANA]);
  const alert = await approved(db.pool);
  await finish(db.pool, await claim(db.pool), SENT);
  return alert;
}

async function leave({ pool }: TestDatabase, how: string): Promise<void> {
  if (how === "blocked us") await openChats(pool).leave(ANA, "blocked", at(1));
  else await openChats(pool).unsubscribe(ANA, at(1));
}

async function comeBack({ pool }: TestDatabase, ms: number): Promise<void> {
  await openChats(pool).join(ANA, at(ms));
}

async function acts({ pool }: TestDatabase, ms: number): Promise<string[]> {
  return (await claim(pool, { by: `at ${ms}`, ms })).deliveries.map(({ act }) => act);
}
