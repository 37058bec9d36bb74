import type pg from "pg";
import { z } from "zod";
import { type MessengerName, OutgoingMessage, Recipient } from "../delivery/delivery.ts";
import { inTransaction, type Queryable, row } from "./database.ts";

/** What a process wants to be told somebody, until one that can reach them has done so. */
export const Notice = z.object({
  id: z.number(),
  /** When it was left. */
  at: z.date(),
  recipient: Recipient,
  /** In this order, one after another. */
  messages: z.array(OutgoingMessage),
});
export type Notice = z.infer<typeof Notice>;

export async function leaveNotice(
  db: Queryable,
  recipient: Recipient,
  messages: readonly OutgoingMessage[],
  now: Date,
): Promise<void> {
  await db.query(
    "insert into notices (messenger, recipient, messages, at, due_at) values ($1, $2, $3, $4, $4)",
    [recipient.messenger, JSON.stringify(recipient), JSON.stringify(messages), now],
  );
}

/** Old news about the service is none. */
const WORTH_TELLING_MS = 3_600_000;

/** What is still to be told of a notice, and when. */
export interface Rest {
  messages: readonly OutgoingMessage[];
  at: Date;
}

/**
 * Takes the oldest notice that is due on a messenger, of those that no other process has in hand, and forgets it when `tell` answers
 * null; otherwise the rest is due again at its moment. Answers whether there was one. A kill in between tells it once more.
 */
export function tellNext(
  pool: pg.Pool,
  messenger: MessengerName,
  now: Date,
  tell: (notice: Notice) => Promise<Rest | null>,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    await tx.query("delete from notices where messenger = $1 and at < $2", [
      messenger,
      new Date(now.getTime() - WORTH_TELLING_MS),
    ]);
    const notice = await row(tx, Notice, NEXT, [messenger, now]);
    if (!notice) return false;
    const rest = await tell(notice);
    if (rest)
      await tx.query("update notices set due_at = $2, messages = $3 where id = $1", [
        notice.id,
        rest.at,
        JSON.stringify(rest.messages),
      ]);
    else await tx.query("delete from notices where id = $1", [notice.id]);
    return true;
  });
}

const NEXT = `
  select id, at, recipient, messages from notices where messenger = $1 and due_at <= $2
  order by id limit 1 for update skip locked`;
