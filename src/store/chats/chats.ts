import type { Pool } from "pg";
import { z } from "zod";
import type { Follows } from "../../chat/follows.ts";
import type { Chats, NamedChat } from "../../chat/ports.ts";
import type { MessengerName, Recipient } from "../../delivery/delivery.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";
import { catchUp } from "../ledger/catch-up.ts";
import { nextTurn } from "../ledger/claims.ts";
import { withdrawUnfollowed } from "../ledger/withdraw-unfollowed.ts";
import { keepFilters } from "./filters.ts";
import { preferencesOf, writePreferences } from "./preferences.ts";

/** Chats and what they follow, in the tables `chats`, `subscriptions` and `preferences`. */
export function openChats(pool: Pool): Chats {
  return {
    join: (chat, at) => inTransaction(pool, async (tx) => followsOf(tx, await listen(tx, chat, at))),
    follows: async (chat) => followsOf(pool, await listeningId(pool, chat)),
    change: (chat, to, at) =>
      inTransaction(pool, async (tx) => {
        const id = await listen(tx, chat, at); // holds the chat's row, so that changes come one after the other
        const wanted = to(await followsOf(tx, id));
        if (await write(tx, id, wanted, at)) await withdrawUnfollowed(tx, id, chat.messenger, at);
        return wanted;
      }),
    preferences: async (chat) => preferencesOf(pool, await listeningId(pool, chat)),
    prefer: (chat, to, at) =>
      inTransaction(pool, async (tx) => {
        const id = await listen(tx, chat, at);
        const wanted = to(await preferencesOf(tx, id));
        await writePreferences(tx, id, wanted);
        return wanted;
      }),
    unsubscribe: (chat, at) =>
      inTransaction(pool, async (tx) => {
        const id = await listeningId(tx, chat);
        for (const kept of ["subscriptions", "preferences", "digest_items"]) {
          await tx.query(`delete from ${kept} using chats where chat_id = id and ${THIS_CHAT}`, key(chat));
        }
        await tx.query(
          `update chats set left_at = $4, left_why = 'asked' where ${THIS_CHAT} and left_at is null`,
          [...key(chat), at],
        );
        await withdrawUnfollowed(tx, id, chat.messenger, at);
      }),
    async leave(chat, why, at) {
      await pool.query(
        "update chats set left_at = $3, left_why = $4 where messenger = $1 and address = $2 and left_at is null",
        [chat.messenger, chat.address, at, why],
      );
    },
    move: (chat, to) => inTransaction(pool, (tx) => moveChat(tx, chat, to)),
  };
}

const WithId = z.object({ id: z.number() });
const THIS_CHAT = "messenger = $1 and address = $2 and thread = $3";

/** 0, which no chat has, where the chat is unknown or has left. */
async function listeningId(db: Queryable, chat: Recipient): Promise<number> {
  const sql = `select id from chats where ${THIS_CHAT} and left_at is null`;
  return (await row(db, WithId, sql, key(chat)))?.id ?? 0;
}

function key(chat: Recipient): [string, string, string] {
  return [chat.messenger, chat.address, chat.thread ?? ""];
}

const Listening = WithId.extend({ came: z.boolean() });

/** Makes the chat listen, and locks its row until the transaction ends. A private chat's title is a person's name, and not kept. */
async function listen(tx: Queryable, chat: NamedChat, at: Date): Promise<number> {
  const { id, came } = Listening.parse(
    await row(
      tx,
      Listening,
      `insert into chats (messenger, address, thread, kind, title, joined_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (messenger, address, thread) do update set
         kind = excluded.kind, title = coalesce(excluded.title, chats.title), left_at = null, left_why = null,
         joined_at = case when chats.left_at is null then chats.joined_at else excluded.joined_at end
       returning id, joined_at = $6 as came`,
      [...key(chat), chat.kind, chat.kind === "private" ? null : chat.title, at],
    ),
  );
  if (came) await catchUp(tx, id, at);
  return id;
}

const Subscription = z.object({
  follows: z.enum(["all", "breaking", "topic", "words", "outlet", "region"]),
  topic: z.string(), // or the filter's words, or the outlet's or region's name
});
type Subscription = z.infer<typeof Subscription>;

/** What a chat follows, also where it has left. */
export async function followsOf(db: Queryable, chatId: number): Promise<Follows> {
  const kept = await rows(
    db,
    Subscription,
    "select follows, topic from subscriptions where chat_id = $1 order by since, topic",
    [chatId],
  );
  const those = (kind: Subscription["follows"]): string[] =>
    kept.filter(({ follows }) => follows === kind).map(({ topic }) => topic);
  return {
    all: those("all").length > 0,
    breaking: those("breaking").length > 0,
    topics: those("topic"),
    words: those("words"),
    outlets: those("outlet"),
    regions: those("region"),
  };
}

/** Writes only the differences, so that `since` stays right. Answers whether something was dropped. */
async function write(tx: Queryable, chatId: number, follows: Follows, at: Date): Promise<boolean> {
  const wanted: Subscription[] = [
    ...(follows.all ? [{ follows: "all" as const, topic: "" }] : []),
    ...(follows.breaking ? [{ follows: "breaking" as const, topic: "" }] : []),
    ...follows.topics.map((topic) => ({ follows: "topic" as const, topic })),
    ...follows.words.map((topic) => ({ follows: "words" as const, topic })),
    ...follows.outlets.map((topic) => ({ follows: "outlet" as const, topic })),
    ...follows.regions.map((topic) => ({ follows: "region" as const, topic })),
  ];
  await keepFilters(tx, follows.words);
  const values = [chatId, wanted.map((one) => one.follows), wanted.map((one) => one.topic)];
  const dropped = await tx.query(
    `delete from subscriptions
     where chat_id = $1 and (follows, topic) not in (select * from unnest($2::text[], $3::text[]))`,
    values,
  );
  await tx.query(
    `insert into subscriptions (chat_id, follows, topic, since)
     select $1, follows, topic, $4 from unnest($2::text[], $3::text[]) as wanted (follows, topic)
     on conflict do nothing`,
    [...values, at],
  );
  return (dropped.rowCount ?? 0) > 0;
}

/**
 * Gives a chat its new address. Where there is a row with that address already (the platform announced the new chat first), the old row
 * hands over its subscriptions, its open deliveries (claimed ones, too) and its history, and leaves. A chat that left for another reason
 * hands over nothing.
 */
export async function moveChat(tx: Queryable, from: Recipient, to: string): Promise<void> {
  const Pair = z.object({ old: z.number(), new: z.number().nullable() });
  const pairs = await rows(
    tx,
    Pair,
    `select a.id as old, b.id as new from chats a
     left join chats b on b.messenger = a.messenger and b.address = $3 and b.thread = a.thread
     where a.messenger = $1 and a.address = $2 and $2 <> $3 and (b.id is null or a.left_at is null or a.left_why = 'moved')
     order by a.id for update of a`,
    [from.messenger, from.address, to],
  );
  for (const pair of pairs) {
    // A supergroup numbers its messages anew: the old number names nothing there, or somebody else's message.
    if (from.messenger === "telegram") await tx.query(FORGET_MESSAGES, [pair.old]);
    if (pair.new === null) await tx.query("update chats set address = $2 where id = $1", [pair.old, to]);
    else await handOver(tx, pair.old, pair.new, from.messenger);
  }
}

const FORGET_MESSAGES = `
  update deliveries set message_id = null
  where alert_id in (select id from alerts) and chat_id = $1 and message_id is not null`;

async function handOver(tx: Queryable, old: number, heir: number, messenger: MessengerName): Promise<void> {
  const both = [old, heir];
  // Claimed deliveries stay with their worker.
  await nextTurn(tx, messenger);
  await tx.query(
    "update claims set chats = array_replace(chats, $1, $2) where messenger = $3 and $1 = any(chats)",
    [...both, messenger],
  );
  await tx.query(
    `insert into subscriptions (chat_id, follows, topic, since)
     select $2, follows, topic, since from subscriptions where chat_id = $1
     on conflict do nothing`,
    both,
  );
  await tx.query(
    `update deliveries d set chat_id = $2
     where d.chat_id = $1
       and (d.state in ('sent', 'unknown') and d.alert_id in (select id from alerts)
         or d.state in ('waiting', 'aside')
           and d.alert_id in (select id from alerts where state in ('sending', 'paused') or state = 'recalled' and done_at is null))
       and not exists (
       select from deliveries o where o.chat_id = $2 and o.alert_id = d.alert_id and o.act = d.act)`,
    both,
  );
  await tx.query(
    "update preferences set chat_id = $2 where chat_id = $1 and not exists (select from preferences where chat_id = $2)",
    both,
  );
  await tx.query(
    "update digest_items i set chat_id = $2 where chat_id = $1 and not exists (select from digest_items o where o.chat_id = $2 and o.alert_id = i.alert_id)",
    both,
  );
  await tx.query("delete from subscriptions where chat_id = $1", [old]);
  await tx.query("update chats set left_at = coalesce(left_at, now()), left_why = 'moved' where id = $1", [
    old,
  ]);
}
