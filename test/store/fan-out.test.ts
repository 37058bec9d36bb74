import { expect, test } from "vitest";
import { z } from "zod";
import type { AlertContent } from "../../src/alerts/alert.ts";
import { rows } from "../../src/store/database.ts";
import { audienceOn } from "../../src/store/fan-out.ts";
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
    expect(counted).toEqual({ telegram: hear.length });
  },
);

test("the audience is counted by messenger", async () => {
  await using db = await testDatabase();
  await listening(db.pool, [
    { address: "1" },
    { address: "2" },
    { address: "62811@s.whatsapp.net", messenger: "whatsapp" },
  ]);
  expect(await audienceOn(db.pool, () => START).count(content())).toEqual({ telegram: 2, whatsapp: 1 });
});
