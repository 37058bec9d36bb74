import type pg from "pg";
import { z } from "zod";
import type { Personal, Speaker } from "../../chat/ports.ts";
import { record } from "../audit.ts";
import { inTransaction, type Queryable, row } from "../database.ts";
import { followsOf } from "./chats.ts";
import { preferencesOf } from "./preferences.ts";

/** What is stored about a person, and its deletion. Every table that has a chat or an address must be named here. */
export function personalOn(pool: pg.Pool): Personal {
  return {
    async kept(speaker) {
      const known = await row(pool, Known, `${KNOWN} where ${THIS_CHAT}`, [
        speaker.messenger,
        speaker.address,
      ]);
      if (!known) return null;
      const { id, ...rest } = known;
      return { ...rest, follows: await followsOf(pool, id), preferences: await preferencesOf(pool, id) };
    },

    erase: (speaker, proof, at) =>
      inTransaction(pool, async (tx) => {
        const numbers = await eraseAll(tx, speaker);
        await record(tx, { at, who: "pembaca", act: "erase", subject: proof, details: numbers });
      }),
  };
}

const THIS_CHAT = "messenger = $1 and address = $2 and kind = 'private'";

// The ledger is indexed by alert: one look-up for each alert, about a second for some hundred thousand.
const DELIVERIES = "alert_id in (select id from alerts) and chat_id";

const KNOWN = `
  select id, joined_at as since, left_at is null as listens,
         (select count(*) from deliveries where ${DELIVERIES} = chats.id) as deliveries,
         (select count(*) from opinions where chat_id = chats.id) as opinions
  from chats`;

const Known = z.object({
  id: z.number(),
  since: z.date(),
  listens: z.boolean(),
  deliveries: z.number(),
  opinions: z.number(),
});

/**
 * Deletes what WhatsApp's encryption stores under a person's number or id: sessions, devices, the mapping of both. An answer to them stores it
 * again, so this is repeated after the last answer.
 */
export async function forgetWhatsAppKeys(
  db: Queryable,
  { messenger, address, person }: Speaker,
): Promise<number> {
  const users = [address.split("@")[0] ?? "", person].filter((user) => /^\w+$/.test(user));
  if (messenger !== "whatsapp" || users.length === 0) return 0;
  // "4711", "4711.0" and "4711_1.0" of a device, "4711_reverse", "4711@lid", and "group::4711::0"
  const pattern = `(^|::)(${users.join("|")})([._:@]|$)`;
  return (await db.query("delete from whatsapp_keys where id ~ $1", [pattern])).rowCount ?? 0;
}

/** What was deleted, in numbers. */
async function eraseAll(tx: Queryable, speaker: Speaker): Promise<Record<string, number>> {
  const { messenger, address, person } = speaker;
  // Deliveries are locked before the chat, as a verdict "gone" does: in another order the two could deadlock.
  await tx.query(
    `select from deliveries where ${DELIVERIES} = (select id from chats where ${THIS_CHAT}) for update`,
    [messenger, address],
  );
  const chat = await row(
    tx,
    z.object({ id: z.number() }),
    `select id from chats where ${THIS_CHAT} for update`,
    [messenger, address],
  );
  const count = async (sql: string, values: unknown[]): Promise<number> =>
    (await tx.query(sql, values)).rowCount ?? 0;
  return {
    deliveries: await count(`delete from deliveries where ${DELIVERIES} = $1`, [chat?.id]),
    // What it follows and prefers, its opinions and its next digest go with the chat's row.
    chats: await count("delete from chats where id = $1", [chat?.id]),
    conversations: await count(
      "delete from conversations where messenger = $1 and (address = $2 or person = $3 and person <> '')",
      [messenger, address, person],
    ),
    // WhatsApp knows a person by an id of its own and by their number.
    people: await count("delete from whatsapp_people where $1 = 'whatsapp' and address = any($2)", [
      messenger,
      [address, `${person}@s.whatsapp.net`],
    ]),
    keys: await forgetWhatsAppKeys(tx, speaker),
  };
}
