import { afterEach, beforeEach, expect, test } from "vitest";
import { makeDigests } from "../../../src/store/alerts/digests.ts";
import { claim } from "../../../src/store/ledger/claims.ts";
import { type Newsroom, openNewsroom } from "../../chat/dialogue.ts";

/** What still waits when a reader unfollows it. */
let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(async () => {
  if (room.faults.length > 0) throw new AggregateError(room.faults, "the conversation apologised");
  await room[Symbol.asyncDispose]();
});

test("what waits for the morning does not come when it is followed no longer; what something else brings does", async () => {
  const ana = room.chat({ address: "ana" });
  const budi = room.chat({ address: "budi" });
  for (const reader of [ana, budi]) {
    await reader.says("/langganan politik, olahraga");
    await reader.says("/ikuti gempa, bandung");
    await reader.says("/tenang 0-23");
  }
  await room.alert({ headline: "Rapat kabinet", topics: ["politik"] });
  await room.alert({ headline: "Final piala", topics: ["olahraga"] });
  await room.alert({ headline: "Menteri menonton final", topics: ["politik", "olahraga"] });
  await room.alert({ headline: "Gempa guncang gedung DPR", topics: ["politik"] });
  await room.alert({ headline: "Wali kota dilantik", topics: ["politik"], regions: ["Bandung"] });
  await room.alert({ headline: "Dari redaksi", toEveryone: true });

  await ana.says("/berhenti politik");
  expect(await waiting("ana")).toEqual([
    "Final piala",
    "Menteri menonton final",
    "Gempa guncang gedung DPR",
    "Wali kota dilantik",
    "Dari redaksi",
  ]);
  await ana.says("/berhenti gempa, bandung");
  expect(await waiting("ana")).toEqual(["Final piala", "Menteri menonton final", "Dari redaksi"]);
  expect(await waiting("budi")).toHaveLength(6);
  const { rows } = await room.db.pool.query("select distinct why from deliveries where state = 'withdrawn'");
  expect(rows).toEqual([{ why: "Chat ini sudah tidak mengikuti kabar seperti itu." }]);
  const { rows: open } = await room.db.pool.query(
    "select sum(change)::int as open from tallies where alert_id = 1 and state = 'open'",
  );
  expect(open).toEqual([{ open: 1 }]);
});

test("whoever leaves and comes back for something else does not get what waited", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan politik");
  await ana.says("/tenang 0-23");
  await room.alert({ headline: "Rapat kabinet", topics: ["politik"] });
  await ana.says("/berhenti");
  await ana.says("/langganan ekonomi");
  expect(await waiting("ana")).toEqual([]);
});

test("the next digest lists only what is still followed, and one that waits is let go of when nothing in it is", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan politik, ekonomi");
  await ana.says("/ringkasan sore");
  await room.alert({ headline: "Rapat kabinet", topics: ["politik"] });
  await room.alert({ headline: "Rupiah menguat", topics: ["ekonomi"] });
  await ana.says("/berhenti politik");
  room.later(4 * 60);
  await ana.says("/tenang 17-20");
  expect(await makeDigests(room.db.pool, room.now())).toHaveLength(1);
  const { rows } = await room.db.pool.query<{ lists: string }>(
    "select content->>'summary' as lists from alerts where lists is not null",
  );
  expect(rows.map(({ lists }) => lists).join()).toContain("Rupiah menguat");
  expect(rows.map(({ lists }) => lists).join()).not.toContain("Rapat kabinet");
  await ana.says("/langganan olahraga");
  expect(await waiting("ana")).toHaveLength(1);
  await ana.says("/berhenti ekonomi");
  expect(await waiting("ana")).toEqual([]);
});

test("what a worker has in its hands stays in the ledger as it is", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan politik, ekonomi");
  await ana.says("/tenang 0-23");
  await room.alert({ headline: "Rapat kabinet", topics: ["politik"] });
  await ana.says("/tenang mati");
  const leaseUntil = new Date(room.now().getTime() + 60_000);
  const taken = await claim(room.db.pool, "telegram", { by: "worker", limit: 10, leaseUntil }, room.now());
  expect(taken.deliveries).toHaveLength(1);
  await ana.says("/berhenti politik");
  expect(await waiting("ana")).toEqual(["Rapat kabinet"]);
});

/** The headlines of what waits for a chat, in the order of their alerts. */
async function waiting(address: string): Promise<string[]> {
  const { rows } = await room.db.pool.query<{ headline: string }>(
    `select content->>'headline' as headline from deliveries d join alerts a on a.id = alert_id join chats c on c.id = chat_id
     where address = $1 and d.state = 'waiting' order by alert_id`,
    [address],
  );
  return rows.map(({ headline }) => headline);
}
