import type pg from "pg";
import { z } from "zod";
import { inTransaction, type Queryable, row } from "./database.ts";

/** A Telegram bot. Its token begins with its id, which stays when the token is regenerated. `name` is without @; null: not known. */
export interface Bot {
  id: string;
  name: string | null;
}

const Held = z.object({ id: z.string(), name: z.string().nullable() });

const HELD =
  "select bot as id, bot_name as name from accounts where messenger = 'telegram' and bot is not null";
const LISTENING = "exists (select from chats where messenger = 'telegram' and left_at is null)";

/** The bot that the listening chats on Telegram belong to; null where there are none, or no bot was recorded yet. */
export async function botOfChats(db: Queryable): Promise<Bot | null> {
  return (await row(db, Held, `${HELD} and ${LISTENING}`)) ?? null;
}

/**
 * Records this bot as the owner of the Telegram chats. Where they belong to another bot and `movedTo` does not name this one, changes nothing
 * and returns the other. The row lock serialises processes that start at once.
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

/** Message ids of the old bot mean nothing, or other messages, to the new one. */
async function forgetMessages(tx: Queryable): Promise<void> {
  await tx.query(
    "update deliveries set message_id = null where messenger = 'telegram' and message_id is not null",
  );
  await tx.query("delete from heard where messenger = 'telegram'");
}
