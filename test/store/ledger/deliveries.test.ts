import { expect, test } from "vitest";
import { noPreferences } from "../../../src/chat/preferences.ts";
import type { Outcome } from "../../../src/delivery/ledger.ts";
import { correct, pause, recall, resume, stop } from "../../../src/store/alerts/sent-acts.ts";
import { openChats } from "../../../src/store/chats/chats.ts";
import { personalOn } from "../../../src/store/chats/personal.ts";
import { writePreferences } from "../../../src/store/chats/preferences.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { accountsOn } from "../../../src/store/ledger/accounts.ts";
import { ledgerOn } from "../../../src/store/ledger/deliveries.ts";
import { resultsOn } from "../../../src/store/ledger/results.ts";
import { approved, approvedIn, crowd, listening, START, states } from "../../delivery/support.ts";
import { testDatabase, untilBlocked } from "../../support/database.ts";
import { addresses, at, claim, finish, LEASE_MS, SENT, settled } from "./claimed.ts";

test("a row is claimed by one worker only, however many claim at once", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 201);
  await approved(db.pool);
  const claims = await Promise.all([..."abcdefgh"].map((by) => claim(db.pool, { by, limit: 25 })));
  const claimed = claims.flatMap(addresses);
  expect(new Set(claimed).size).toBe(claimed.length);
  expect(await states(db.pool)).toEqual({ claimed: claimed.length, waiting: 201 - claimed.length });
});

test("breaking news comes before ordinary, channels before groups before private chats, and then who came first", async () => {
  await using db = await testDatabase();
  await listening(db.pool, [
    { address: "orang 1" },
    { address: "orang 2" },
    { address: "grup", kind: "group" },
    { address: "kanal", kind: "channel" },
  ]);
  await listening(db.pool, [{ address: "gawat", follows: "breaking" }]);
  await approved(db.pool);
  const byOne = [];
  for (let i = 0; i < 4; i++) byOne.push(...addresses(await claim(db.pool, { limit: 1 })));
  expect(byOne).toEqual(["kanal", "grup", "orang 1", "orang 2"]);

  await using other = await testDatabase();
  await listening(other.pool, [{ address: "kanal", kind: "channel", follows: { topic: "ekonomi" } }]);
  await listening(other.pool, [{ address: "gawat", follows: "breaking" }]);
  await approved(other.pool, { topics: ["ekonomi"] });
  await approved(other.pool, { breaking: true });
  expect(addresses(await claim(other.pool, { limit: 1 }))).toEqual(["gawat"]);
  expect(addresses(await claim(other.pool, { limit: 1 }))).toEqual(["kanal"]);
});

test("a chat is in one worker's hands at a time, with one alert", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  await approved(db.pool);
  await approved(db.pool);
  const first = await claim(db.pool, { by: "a" });
  expect(addresses(first)).toEqual(["1", "2", "3"]);
  expect(new Set(first.deliveries.map(({ alertId }) => alertId)).size).toBe(1);
  expect(addresses(await claim(db.pool, { by: "b" }))).toEqual([]);
  await finish(db.pool, first, SENT);
  expect(addresses(await claim(db.pool, { by: "b" }))).toEqual(["1", "2", "3"]);
});

test("of workers that claim at once, never two get the same chat with two alerts", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 60);
  for (let i = 0; i < 4; i++) await approved(db.pool);
  const claims = await Promise.all([..."abcdefgh"].map((by) => claim(db.pool, { by, limit: 30 })));
  const claimed = claims.flatMap(addresses);
  expect(claimed.length).toBeGreaterThan(0);
  expect(new Set(claimed).size).toBe(claimed.length);
});

test("a chat is not spoken to before its platform allows", async () => {
  await using db = await testDatabase();
  await listening(db.pool, [{ address: "grup", kind: "group" }]);
  await approved(db.pool);
  await approved(db.pool);
  await finish(db.pool, await claim(db.pool), SENT, 3000);
  expect(addresses(await claim(db.pool, { ms: 2999 }))).toEqual([]);
  expect(await ledgerOn(db.pool).nextDue("telegram", at(2999))).toEqual(at(3000));
  expect(addresses(await claim(db.pool, { ms: 3000 }))).toEqual(["grup"]);
});

test("nor with a correction of what it has just been told, while others of the same alert are told of it", async () => {
  await using db = await testDatabase();
  await listening(db.pool, [{ address: "grup 1", kind: "group" }]);
  await listening(db.pool, [{ address: "grup 2", kind: "group" }]);
  const alert = await approved(db.pool);
  await finish(db.pool, await claim(db.pool, { limit: 1 }), SENT, 3000);
  await correct(db.pool, alert, { headline: "Benar" }, { editor: "telegram:1", at: START });
  expect(addresses(await claim(db.pool, { ms: 1000 }))).toEqual(["grup 2"]);
  expect(addresses(await claim(db.pool, { ms: 3000 }))).toEqual(["grup 1"]);
});

test("a chat that left after the approval is withdrawn", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  await approved(db.pool);
  await db.pool.query("update chats set left_at = now() where address = '1'");
  const { deliveries, withdrawn } = await claim(db.pool);
  expect([deliveries.length, withdrawn]).toEqual([1, 1]);
  expect(await states(db.pool)).toEqual({ claimed: 1, withdrawn: 1 });
});

test("a reader who has everything deleted while an alert is approved leaves no row behind that waits for ever", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  const reader = { messenger: "telegram" as const, address: "1", person: "1" };
  const alert = await inTransaction(db.pool, async (tx) => {
    const approving = await approvedIn(tx);
    await personalOn(db.pool).erase(reader, "bukti", START);
    return approving;
  });
  const taken = await claim(db.pool);
  expect([addresses(taken), taken.withdrawn]).toEqual([["2"], 1]);
  await finish(db.pool, taken, SENT);
  expect(await ledgerOn(db.pool).nextDue("telegram", START)).toBeNull();
  expect(await resultsOn(db.pool).finishAlerts(START)).toMatchObject([{ id: alert }]);
});

test("a reader who has everything deleted just while a verdict says that they are gone waits for it, and it not for them", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 1);
  await approved(db.pool);
  const reader = { messenger: "telegram" as const, address: "1", person: "1" };
  let erased: Promise<void> | undefined;
  await inTransaction(db.pool, async (verdict) => {
    await verdict.query("update deliveries set state = 'gone'");
    erased = personalOn(db.pool).erase(reader, "bukti", START);
    await untilBlocked(db.pool);
    await verdict.query("update chats set left_at = now()");
  });
  await erased;
  expect((await db.pool.query("select from chats")).rowCount).toBe(0);
});

test("an alert that was stopped is withdrawn, each row saying why", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  const alert = await approved(db.pool);
  await db.pool.query("update alerts set state = 'stopped' where id = $1", [alert]);
  expect((await claim(db.pool)).withdrawn).toBe(2);
  const { rows } = await db.pool.query("select distinct why from deliveries");
  expect(rows).toEqual([{ why: "Kabar ini dihentikan sebelum terkirim." }]);
});

test("what waits of a stopped alert is withdrawn in pieces, and only that", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 25);
  const alert = await approved(db.pool);
  await approved(db.pool, { headline: "yang lain" });
  await claim(db.pool, { limit: 3 });
  await db.pool.query("update alerts set state = 'stopped' where id = $1", [alert]);
  expect(await ledgerOn(db.pool).withdrawStopped(4, START)).toBe(22);
  expect(await states(db.pool)).toEqual({ claimed: 3, withdrawn: 22, waiting: 25 });
  expect(await resultsOn(db.pool).progress(alert)).toMatchObject({ open: 3, withdrawn: 22, total: 25 });
  expect(await ledgerOn(db.pool).withdrawStopped(4, START), "it is not looked at again").toBe(0);
});

test("… however many of its acts wait for one chat", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  const alert = await approved(db.pool);
  await db.pool.query(
    `insert into deliveries (alert_id, chat_id, act, messenger, rank, due_at)
     select alert_id, chat_id, 'correct ' || n, messenger, rank, due_at from deliveries cross join generate_series(1, 5) n`,
  );
  await db.pool.query("update alerts set state = 'stopped' where id = $1", [alert]);
  expect(await ledgerOn(db.pool).withdrawStopped(3, START)).toBe(12);
});

test("what waits of a recalled alert is withdrawn, its recall is not", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  const alert = await approved(db.pool);
  await finish(db.pool, await claim(db.pool, { limit: 1 }), SENT);
  await recall(db.pool, alert, null, { editor: "telegram:1", at: START });
  expect(await ledgerOn(db.pool).withdrawStopped(100, START)).toBe(2);
  expect(await states(db.pool)).toEqual({ sent: 1, waiting: 1, withdrawn: 2 });
  expect((await claim(db.pool)).deliveries).toMatchObject([{ act: "recall", to: { address: "1" } }]);
});

test("an alert that was recalled before the end of the night leaves its place in the day's limit to another; one that was heard does not", async () => {
  await using db = await testDatabase();
  const [night, awake] = await crowd(db.pool, 2);
  const one = { ...noPreferences(), mostADay: 1 };
  await writePreferences(db.pool, night ?? 0, { ...one, quiet: { from: 0, until: 1439 } });
  await writePreferences(db.pool, awake ?? 0, one);
  const alert = await approved(db.pool);
  await finish(db.pool, await claim(db.pool), SENT);
  await recall(db.pool, alert, null, { editor: "telegram:1", at: START });
  await ledgerOn(db.pool).withdrawStopped(1, START);
  const { rows } = await db.pool.query(
    "select chat_id::int as chat, heard from preferences order by chat_id",
  );
  expect(rows).toEqual([
    { chat: night, heard: 0 },
    { chat: awake, heard: 1 },
  ]);
});

test("rows of a paused alert are put aside once, and are back in line when it goes on", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 5);
  const alert = await approved(db.pool);
  await pause(db.pool, alert, { editor: "telegram:1", at: START });
  expect((await claim(db.pool)).withdrawn).toBe(5);
  expect((await claim(db.pool)).withdrawn).toBe(0);
  expect(await ledgerOn(db.pool).takeBack(100), "it is paused").toBe(0);
  await resume(db.pool, alert, { editor: "telegram:1", at: START });
  expect([await ledgerOn(db.pool).takeBack(3), await ledgerOn(db.pool).takeBack(3)]).toEqual([3, 2]);
  expect(addresses(await claim(db.pool))).toHaveLength(5);
});

test("what another process has put back in line, and sent meanwhile, is not put back once more", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  const alert = await approved(db.pool);
  await pause(db.pool, alert, { editor: "telegram:1", at: START });
  await claim(db.pool);
  await resume(db.pool, alert, { editor: "telegram:1", at: START });
  const { back } = await inTransaction(db.pool, async (tx) => {
    await tx.query("update deliveries set state = 'sent' where id = 1");
    const back = ledgerOn(db.pool).takeBack(100); // it sees all of them aside
    await untilBlocked(db.pool);
    return { back };
  });
  expect(await back).toBe(2);
  expect(await states(db.pool)).toEqual({ sent: 1, waiting: 2 });
});

test("of two large broadcasts both get on, and a small one waits only for the turn", async () => {
  await using db = await testDatabase();
  const follow = (topic: string, count: number) =>
    listening(
      db.pool,
      Array.from({ length: count }, (_, i) => ({ address: `${topic} ${i}`, follows: { topic } })),
    );
  await follow("olahraga", 1_000);
  await follow("ekonomi", 1_000);
  await follow("cuaca", 20);
  await approved(db.pool, { topics: ["olahraga"] });
  await claim(db.pool, { limit: 200 });
  await approved(db.pool, { topics: ["ekonomi"] }, at(60_000));
  await approved(db.pool, { topics: ["cuaca"] }, at(61_000));
  const next = addresses(await claim(db.pool, { limit: 520, ms: 62_000 }));
  const share = Object.groupBy(next, (address) => address.split(" ")[0] ?? "");
  expect(share["cuaca"]).toHaveLength(20);
  expect(share["olahraga"]?.length).toBeGreaterThan(150);
  expect(share["ekonomi"]?.length).toBeGreaterThan(150);
});

test("quiet hours that a reader asked for after the approval are kept, and those that were lifted are not", async () => {
  await using db = await testDatabase();
  const [sleeper, waker] = await listening(db.pool, [{ address: "tidur" }, { address: "bangun" }]);
  const quiet = {
    ...noPreferences(),
    zone: "Asia/Jakarta" as const,
    quiet: { from: 14 * 60, until: 17 * 60 },
  };
  await writePreferences(db.pool, waker ?? 0, quiet);
  await approved(db.pool); // 15.00 in Jakarta
  await writePreferences(db.pool, sleeper ?? 0, quiet);
  await writePreferences(db.pool, waker ?? 0, { ...quiet, quiet: null });
  const first = await claim(db.pool);
  expect([addresses(first), first.withdrawn]).toEqual([["bangun"], 1]);
  const untilFive = 2 * 3_600_000;
  expect(addresses(await claim(db.pool, { ms: untilFive - 1 }))).toEqual([]);
  expect(addresses(await claim(db.pool, { ms: untilFive }))).toEqual(["tidur"]);
});

test("who pauses hears nothing that waited for them, but is told of what they have", async () => {
  await using db = await testDatabase();
  const [waiting, heard] = [
    await listening(db.pool, [{ address: "menunggu" }]),
    await listening(db.pool, [{ address: "sudah dapat" }]),
  ].flat();
  const quiet = {
    ...noPreferences(),
    zone: "Asia/Jakarta" as const,
    quiet: { from: 14 * 60, until: 17 * 60 },
  };
  await writePreferences(db.pool, waiting ?? 0, quiet);
  const alert = await approved(db.pool);
  await finish(db.pool, await claim(db.pool), SENT);
  const pausedUntil = at(7 * 86_400_000);
  await writePreferences(db.pool, waiting ?? 0, { ...quiet, pausedUntil });
  await writePreferences(db.pool, heard ?? 0, { ...noPreferences(), pausedUntil });
  await correct(db.pool, alert, { headline: "Benar" }, { editor: "telegram:1", at: START });
  expect(addresses(await claim(db.pool, { ms: 2000 }))).toEqual(["sudah dapat"]);
  const later = await claim(db.pool, { ms: 2 * 3_600_000 });
  expect([addresses(later), later.withdrawn]).toEqual([[], 1]);
});

test("nothing is claimed while sending is switched off, and all of it afterwards", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  const alert = await approved(db.pool);
  await db.pool.query(`insert into switches values ('sending', false, 'telegram:1', now())`);
  expect(addresses(await claim(db.pool))).toEqual([]);
  expect((await ledgerOn(db.pool).halts("telegram", [{ id: alert, version: 1 }], START)).all).toBe(true);
  expect(await ledgerOn(db.pool).nextDue("telegram", START)).toBeNull();
  await db.pool.query(`update switches set "on" = true`);
  expect(addresses(await claim(db.pool))).toEqual(["1", "2"]);
  expect(await ledgerOn(db.pool).halts("telegram", [{ id: alert, version: 1 }], START)).toEqual({
    all: false,
    alerts: new Set(),
  });
});

test("nothing is claimed while the account is held off, and workers that are sending learn of it", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  await approved(db.pool);
  await accountsOn(db.pool).holdOff("telegram", at(5000));
  expect(addresses(await claim(db.pool, { ms: 4999 }))).toEqual([]);
  expect((await ledgerOn(db.pool).halts("telegram", [], at(4999))).all).toBe(true);
  expect((await ledgerOn(db.pool).halts("whatsapp", [], at(4999))).all).toBe(false);
  expect(await ledgerOn(db.pool).nextDue("telegram", at(1))).toEqual(at(5000));
  expect(addresses(await claim(db.pool, { ms: 5000 }))).toEqual(["1", "2"]);
});

test("of the alerts a worker has in hand, it learns which were stopped", async () => {
  await using db = await testDatabase();
  const going = await approved(db.pool);
  const stopped = await approved(db.pool);
  await db.pool.query("update alerts set state = 'stopped' where id = $1", [stopped]);
  expect(
    await ledgerOn(db.pool).halts(
      "telegram",
      [going, stopped].map((id) => ({ id, version: 1 })),
      START,
    ),
  ).toEqual({
    all: false,
    alerts: new Set([stopped]),
  });
});

test("a row that waits for later is claimed no sooner, and does not hold up the others", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  await approved(db.pool);
  const ledger = ledgerOn(db.pool);
  const first = await claim(db.pool, { limit: 1 });
  await ledger.settle(settled(first, { state: "waiting", dueAt: at(5000), why: "429", failing: true }));
  expect(addresses(await claim(db.pool, { ms: 4999 }))).toEqual(["2"]);
  const again = await claim(db.pool, { ms: 5000 });
  expect(again.deliveries).toMatchObject([{ attempts: 1, failingSince: START, to: { address: "1" } }]);
});

test("rows of a worker that died are claimed again once its lease has ended; those it settled are not", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 10);
  await approved(db.pool);
  const ledger = ledgerOn(db.pool);
  const first = await claim(db.pool, { by: "dead" });
  await ledger.settle(settled({ ...first, deliveries: first.deliveries.slice(0, 4) }, SENT));
  expect(await ledger.reclaim(at(LEASE_MS - 1))).toBe(0);
  expect(await ledger.reclaim(at(LEASE_MS))).toBe(6);
  expect(addresses(await claim(db.pool, { by: "b", ms: LEASE_MS }))).toEqual(["5", "6", "7", "8", "9", "10"]);
});

test("a process that is alone takes everything back at its start", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 3);
  await approved(db.pool);
  await claim(db.pool, { by: "dead" });
  expect(await ledgerOn(db.pool).reclaimAll()).toBe(3);
  expect(addresses(await claim(db.pool, { ms: 1 }))).toEqual(["1", "2", "3"]);
});

test("a verdict that comes after the lease still counts, unless another worker has the row by then", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  await approved(db.pool);
  const ledger = ledgerOn(db.pool);
  const slow = await claim(db.pool, { by: "slow" });
  await ledger.reclaim(at(LEASE_MS));
  const other = await claim(db.pool, { by: "other", limit: 1, ms: LEASE_MS });
  await ledger.settle(settled(slow, SENT, LEASE_MS));
  expect(addresses(other)).toEqual(["1"]);
  expect(await states(db.pool)).toEqual({ claimed: 1, sent: 1 });
});

test("a verdict that is written twice changes nothing", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 1);
  await approved(db.pool);
  const ledger = ledgerOn(db.pool);
  const verdicts = settled(await claim(db.pool), SENT);
  await ledger.settle(verdicts);
  await ledger.settle(verdicts);
  const { rows } = await db.pool.query("select state, attempts, message_id from deliveries");
  expect(rows).toEqual([{ state: "sent", attempts: 1, message_id: "m1" }]);
});

test("what was not sent goes back as if it had never been claimed", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  await approved(db.pool);
  const { id, deliveries } = await claim(db.pool);
  await ledgerOn(db.pool).keep(id ?? 0, []);
  expect((await claim(db.pool, { by: "b" })).deliveries).toEqual(deliveries);
});

test("a chat that is gone has left, with the reason, and its other alerts are withdrawn", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 1);
  await approved(db.pool);
  await approved(db.pool);
  const gone: Outcome = { state: "gone", why: "Forbidden: bot was blocked by the user" };
  await finish(db.pool, await claim(db.pool), gone);
  const { rows } = await db.pool.query("select left_at, left_why from chats");
  expect(rows).toEqual([{ left_at: START, left_why: gone.why }]);
  expect((await claim(db.pool)).withdrawn).toBe(1);
  expect(await states(db.pool)).toEqual({ gone: 1, withdrawn: 1 });
});

test("a chat that came back before its old verdict was written listens", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 1);
  await approved(db.pool);
  const chats = openChats(db.pool);
  const one = { messenger: "telegram", address: "1", kind: "private", thread: null, title: null } as const;
  const blocked = settled(await claim(db.pool), { state: "gone", why: "403 Forbidden: blocked" });
  await chats.leave(one, "blocked", at(100));
  await chats.join(one, at(200));
  await ledgerOn(db.pool).settle(blocked);
  expect(await states(db.pool)).toEqual({ gone: 1 });
  expect(await chats.follows(one)).toMatchObject({ all: true });
});

test.each([
  ["paused", "send"],
  ["recalled", "recall"],
])("a chat that moves while an alert is %s takes its %s along", async (state, act) => {
  await using db = await testDatabase();
  const [, heir] = await listening(db.pool, [
    { address: "-5", kind: "group" },
    { address: "-1005", kind: "group", follows: "breaking" },
  ]);
  const alert = await approved(db.pool);
  const by = { editor: "telegram:1", at: START };
  if (state === "paused") {
    await pause(db.pool, alert, by);
    await claim(db.pool);
  } else {
    await finish(db.pool, await claim(db.pool), SENT);
    await recall(db.pool, alert, null, by);
  }
  const old = { messenger: "telegram", address: "-5", kind: "group", thread: null } as const;
  await openChats(db.pool).move(old, "-1005");
  if (state === "paused") {
    await resume(db.pool, alert, by);
    await ledgerOn(db.pool).takeBack(100);
  }
  expect((await claim(db.pool, { ms: 1 })).deliveries).toMatchObject([{ chatId: heir, act }]);
});

test("a group that became a supergroup gets the alert there, once, even if the new one is known already", async () => {
  for (const known of [false, true]) {
    await using db = await testDatabase();
    await listening(db.pool, [{ address: "-5", kind: "group" }]);
    if (known) await listening(db.pool, [{ address: "-1005", kind: "group" }]);
    await approved(db.pool);
    const ledger = ledgerOn(db.pool);
    const [old, ...others] = settled(await claim(db.pool), { state: "moved", to: "-1005" });
    if (!old) throw new Error("nothing was claimed");
    await ledger.settle([old]);
    await ledger.settle(others.map((one) => ({ ...one, outcome: SENT })));
    const next = await claim(db.pool, { ms: 1 });
    expect(addresses(next)).toEqual(known ? [] : ["-1005"]);
    expect(next.withdrawn).toBe(known ? 1 : 0);
    const { rows } = await db.pool.query("select address from chats where left_at is null");
    expect(rows).toEqual([{ address: "-1005" }]);
  }
});

test.each([
  ["not known before", false],
  ["known already", true],
])(
  "a group that became a supergroup since has its recall as a message, its new address %s",
  async (_, known) => {
    await using db = await testDatabase();
    const old = { messenger: "telegram", address: "-5", kind: "group", thread: null } as const;
    const chats = openChats(db.pool);
    await listening(db.pool, [{ address: "-5", kind: "group" }]);
    const alert = await approved(db.pool);
    await finish(db.pool, await claim(db.pool), { state: "sent", messageId: "57" });
    if (known) await chats.join({ ...old, address: "-1005", title: "Warga" }, START);
    await chats.move(old, "-1005");
    expect(await recall(db.pool, alert, null, { editor: "telegram:1", at: START })).toMatchObject({
      chats: 1,
    });
    const { deliveries } = await claim(db.pool, { ms: 1 });
    expect(deliveries).toMatchObject([{ act: "recall", to: { address: "-1005" }, earlier: [] }]); // 57 is another's there
  },
);

test("a group's move that is heard while its alert is in hand loses nothing", async () => {
  await using db = await testDatabase();
  const old = { messenger: "telegram", address: "-5", kind: "group", thread: null } as const;
  await listening(db.pool, [{ address: "-5", kind: "group" }]);
  await approved(db.pool);
  const inHand = await claim(db.pool);
  await openChats(db.pool).join({ ...old, address: "-1005", title: "Warga" }, START);
  await openChats(db.pool).move(old, "-1005");
  await finish(db.pool, inHand, { state: "moved", to: "-1005" });
  expect(addresses(await claim(db.pool, { ms: 1 }))).toEqual(["-1005"]);
});

test("a stopped alert reaches nobody new, though it is corrected while a worker has it in hand", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 2);
  const alert = await approved(db.pool);
  const by = { editor: "telegram:1", at: START };
  await finish(db.pool, await claim(db.pool, { limit: 1 }), SENT);
  const inHand = await claim(db.pool, { limit: 1, by: "b" });
  await stop(db.pool, alert, by);
  await ledgerOn(db.pool).withdrawStopped(1000, START);
  await correct(db.pool, alert, { headline: "Benar" }, by);
  await ledgerOn(db.pool).keep(inHand.id ?? 0, []); // its worker was halted
  const next = await claim(db.pool, { by: "c", ms: 1 });
  expect(next.deliveries).toMatchObject([{ act: "correct 1", to: { address: "1" } }]);
  await finish(db.pool, next, SENT);
  expect(addresses(await claim(db.pool, { by: "d", ms: 2 }))).toEqual([]);
  expect(await states(db.pool)).toEqual({ sent: 2, withdrawn: 2 });
});

test.each(["going out", "held"])(
  "a stop of an alert that is %s keeps it from everybody new, and lets its correction go on",
  async (how) => {
    await using db = await testDatabase();
    await crowd(db.pool, 3);
    const ledger = ledgerOn(db.pool);
    const alert = await approved(db.pool);
    const by = { editor: "telegram:1", at: START };
    await finish(db.pool, await claim(db.pool, { limit: 1 }), SENT);
    const inHand = await claim(db.pool, { limit: 1, by: "b" });
    await correct(db.pool, alert, { headline: "Benar" }, by);
    if (how === "held") await pause(db.pool, alert, by);
    await claim(db.pool, { by: "c" }).then(({ id }) => ledger.keep(id ?? 0, []));
    expect(await stop(db.pool, alert, by)).toEqual({ kind: "stopped", correcting: true });
    await ledger.takeBack(100);

    const seen = { id: alert, version: 2 };
    expect((await ledger.halts("telegram", [seen], START)).alerts, "who has it in hand lets go").toEqual(
      new Set([alert]),
    );
    await ledger.keep(inHand.id ?? 0, []);
    const next = await claim(db.pool, { by: "d", ms: 1 });
    expect(next.deliveries).toMatchObject([{ act: "correct 1", to: { address: "1" } }]);
    await finish(db.pool, next, SENT);
    await claim(db.pool, { by: "d", ms: 2 });
    expect(await states(db.pool)).toEqual({ sent: 2, withdrawn: 3 });
    expect(await resultsOn(db.pool).finishAlerts(START)).toEqual([{ id: alert, act: "correct 1" }]);
  },
);

test("an alert's words are loaded once for a batch, not once for each chat", async () => {
  await using db = await testDatabase();
  await crowd(db.pool, 50);
  const alert = await approved(db.pool, { headline: "Satu untuk semua" });
  const { alerts } = await claim(db.pool);
  expect([...alerts.keys()]).toEqual([alert]);
  expect(alerts.get(alert)?.content.headline).toBe("Satu untuk semua");
});

test("one messenger's rows are no other's business", async () => {
  await using db = await testDatabase();
  await listening(db.pool, [{ address: "1" }, { address: "62811@s.whatsapp.net", messenger: "whatsapp" }]);
  await approved(db.pool);
  expect(addresses(await claim(db.pool))).toEqual(["1"]);
  expect(await ledgerOn(db.pool).nextDue("console", START)).toBeNull();
  const next = await ledgerOn(db.pool).nextDue("whatsapp", START);
  expect(next?.getTime()).toBeLessThanOrEqual(START.getTime());
});
