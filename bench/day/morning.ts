import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import { row } from "../../src/store/database.ts";
import { followsOf, pushes, type Size } from "./plan.ts";

/** What there is before the day begins. */

const Count = z.object({ n: z.number() });

export async function writeSubscriptions(db: pg.Pool, size: Size): Promise<void> {
  const chats = Array.from({ length: size.chats }, (_, n) => n + 1);
  const followed = chats.flatMap((chat) => followsOf(chat, size).topics.map((topic) => ({ chat, topic })));
  await db.query(
    `insert into subscriptions (chat_id, follows, topic, since)
     select chat, 'topic', topic, now() from unnest($1::int[], $2::text[]) as followed (chat, topic)
     union all select unnest($3::int[]), 'breaking', '', now()`,
    [
      followed.map(({ chat }) => chat),
      followed.map(({ topic }) => topic),
      chats.filter((chat) => followsOf(chat, size).breaking),
    ],
  );
  await db.query("vacuum analyze");
}

/** Resolves when every feed has been read once: a first load alerts nobody. */
export async function firstLoad(db: pg.Pool, size: Size): Promise<void> {
  const wanted = Array.from({ length: size.sources }, (_, n) => n).filter((n) => !pushes(n)).length;
  for (;;) {
    const read = await row(db, Count, "select count(*) as n from sources where last_ok_at is not null");
    if ((read?.n ?? 0) >= wanted) return;
    await delay(200);
  }
}

export async function databaseMb(db: pg.Pool): Promise<number> {
  const sql = "select pg_database_size(current_database())::float8 / 1048576 as n";
  return (await row(db, Count, sql))?.n ?? Number.NaN;
}
