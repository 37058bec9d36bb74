import type pg from "pg";
import { z } from "zod";
import { inTransaction, type Queryable, row } from "./database.ts";

/** A Telegram bot: the id, which its token begins with and keeps when it is regenerated; the name without @, if known. */
export interface Bot {
  id: string;
  name: string | null;
}

const Held = z.object({ id: z.string(), name: z.string().nullable() });

const HELD =
  "select bot as id, bot_name as name from accounts where messenger = 'telegram' and bot is not null";
const LISTENING = "exists (select from chats where messenger = 'telegram' and left_at is null)";

/** The bot that the chats on Telegram belong to; null where none listens, or none was remembered yet. */
export async function botOfChats(db: Queryable): Promise<Bot | null> {
  return (await row(db, Held, `${HELD} and ${LISTENING}`)) ?? null;
}

/**
 * Remembers the bot that this start has. Where the chats belong to another one, and `movedTo` does not name this one, nothing is changed,
 * and the other one is returned. Processes that start at once are asked one after the other.
 */
export function takeOnBot(pool: pg.Pool, { id, name }: Bot, movedTo: string | null): Promise<Bot | null> {
  return inTransaction(pool, async (tx) => {
    await tx.query("insert into accounts (messenger) values ('telegram') on conflict do nothing");
    await tx.query("select from accounts where messenger = 'telegram' for update");
    const held = await row(tx, Held, HELD);
    if (held && held.id !== id) {
      const other = movedTo === id ? null : await botOfChats(tx);
      if (other) return other;
      await forgetMessages(tx);
    }
    const known = held?.id === id ? (name ?? held.name) : name;
    await tx.query("update accounts set bot = $1, bot_name = $2 where messenger = 'telegram'", [id, known]);
    return null;
  });
}

/** Each bot counts messages for itself: under an old number there is nothing, or what the new one has said or heard. */
async function forgetMessages(tx: Queryable): Promise<void> {
  await tx.query(
    "update deliveries set message_id = null where messenger = 'telegram' and message_id is not null",
  );
  await tx.query("delete from heard where messenger = 'telegram'");
}
