import type pg from "pg";
import { z } from "zod";
import { AlertContent } from "../alerts/alert.ts";
import type { Audience } from "../delivery/audience.ts";
import { MESSENGER_NAMES } from "../delivery/delivery.ts";
import { type Queryable, row, rows } from "./database.ts";

/**
 * Who hears an alert (the rule: delivery/audience.ts). $1: its topics, $2: whether it is breaking, $3: whether it is
 * for everyone.
 */
const HEARS = `c.left_at is null and c.id in (
  select s.chat_id from subscriptions s
  where s.follows = 'all'
     or s.follows = 'topic' and s.topic = any($1::text[])
     or s.follows = 'breaking' and $2::boolean
     or $3::boolean)`;

/**
 * Writes the delivery rows of an alert that is just being approved, in the approving transaction, one for each chat that
 * hears it; answers how many. To be called once for an alert: a second time fails on the ledger's unique key.
 */
export async function fanOut(tx: Queryable, alertId: number, now: Date): Promise<number> {
  const { topics, breaking, toEveryone } = await contentOf(tx, alertId);
  const written = await tx.query(
    `insert into deliveries (alert_id, chat_id, messenger, rank, due_at)
     select $4, c.id, c.messenger,
            case when $2 then 0 else 3 end + case c.kind when 'channel' then 0 when 'group' then 1 else 2 end, $5
     from chats c where ${HEARS}`,
    [topics, breaking, toEveryone, alertId, now],
  );
  return written.rowCount ?? 0;
}

export function audienceOn(pool: pg.Pool): Audience {
  return {
    async count({ topics, breaking, toEveryone }) {
      const counted = await rows(
        pool,
        Counted,
        `select c.messenger, count(*) as chats from chats c where ${HEARS} group by c.messenger`,
        [topics, breaking, toEveryone],
      );
      return Object.fromEntries(counted.map(({ messenger, chats }) => [messenger, chats]));
    },
  };
}

const Approved = z.object({ content: AlertContent });
const Counted = z.object({ messenger: z.enum(MESSENGER_NAMES), chats: z.number() });

async function contentOf(tx: Queryable, alertId: number): Promise<AlertContent> {
  const alert = await row(tx, Approved, "select content from alerts where id = $1", [alertId]);
  if (!alert) throw new Error(`There is no alert ${alertId} to fan out.`);
  return alert.content;
}
