import { expect, test } from "vitest";
import { z } from "zod";
import type { AlertContent } from "../../src/alerts/alert.ts";
import { NO_PREFERENCES, type Preferences } from "../../src/chat/preferences.ts";
import { rows } from "../../src/store/database.ts";
import { audienceOn } from "../../src/store/fan-out.ts";
import { writePreferences } from "../../src/store/preferences.ts";
import { approved, content, listening, START } from "../delivery/support.ts";
import { testDatabase } from "../support/database.ts";

const cases: [string, Partial<AlertContent>, string[]][] = [
  ["an alert without topics", {}, ["semua"]],
  ["one on a topic", { topics: ["ekonomi"] }, ["semua", "ekonomi", "dua topik"]],
  ["one on two topics", { topics: ["ekonomi", "cuaca"] }, ["semua", "ekonomi", "dua topik"]],
  ["breaking news", { breaking: true }, ["semua", "kilat"]],
  ["a broadcast for everyone", { toEveryone: true }, ["semua", "kilat", "ekonomi", "dua topik", "olahraga"]],
  ["breaking news on a topic", { breaking: true, topics: ["cuaca"] }, ["semua", "kilat", "dua topik"]],
];

test.for(cases)(
  "%s is heard by those who follow it, each once; the count before says the same",
  async ([, over, hear]) => {
    await using db = await testDatabase();
    await listening(db.pool, [
      { address: "semua" },
      { address: "kilat", follows: "breaking" },
      { address: "ekonomi", follows: { topic: "ekonomi" } },
      { address: "dua topik", follows: { topic: "ekonomi" } },
      { address: "olahraga", follows: { topic: "olahraga" } },
      { address: "pergi" },
    ]);
    await db.pool.query(`
    insert into subscriptions select id, 'topic', 'cuaca', now() from chats where address = 'dua topik';
    update chats set left_at = now() where address = 'pergi'`);
    const counted = await audienceOn(db.pool, () => START).count(content(over));
    const alert = await approved(db.pool, over);
    const heard = await rows(
      db.pool,
      z.object({ address: z.string() }),
      "select address from deliveries join chats on chats.id = chat_id where alert_id = $1 order by chats.id",
      [alert],
    );
    expect(heard.map(({ address }) => address)).toEqual(hear);
    expect(counted).toEqual({ now: hear.length, inDigest: 0, byMessenger: { telegram: hear.length } });
  },
);

test("the audience is counted by messenger", async () => {
  await using db = await testDatabase();
  await listening(db.pool, [
    { address: "1" },
    { address: "2" },
    { address: "62811@s.whatsapp.net", messenger: "whatsapp" },
  ]);
  const { byMessenger } = await audienceOn(db.pool, () => START).count(content());
  expect(byMessenger).toEqual({ telegram: 2, whatsapp: 1 });
});

test("who wants digests is counted apart, unless the news is breaking; who paused or has had enough is not counted", async () => {
  await using db = await testDatabase();
  const [atOnce, digest, digestOnly, paused, enough] = await listening(
    db.pool,
    ["1", "2", "3", "4", "5"].map((address) => ({ address })),
  );
  const prefer = (chat: number | undefined, over: Partial<Preferences>) =>
    writePreferences(db.pool, chat ?? 0, { ...NO_PREFERENCES, ...over });
  const morning = { morning: true, evening: false };
  await prefer(atOnce, { quiet: { from: 0, until: 1439 } });
  await prefer(digest, { digest: morning });
  await prefer(digestOnly, { digest: morning, breakingAnyway: false });
  await prefer(paused, { digest: morning, pausedUntil: new Date(START.getTime() + 1) });
  await prefer(enough, { mostADay: 1 });
  await approved(db.pool);
  const count = (over: Partial<AlertContent>) => audienceOn(db.pool, () => START).count(content(over));
  expect(await count({})).toMatchObject({ now: 1, inDigest: 2 });
  expect(await count({ breaking: true })).toMatchObject({ now: 3, inDigest: 1 });
});
