import type pg from "pg";
import { z } from "zod";
import { Right } from "../../alerts/rights.ts";
import { type MessengerName, OutgoingMessage, Recipient } from "../../delivery/delivery.ts";
import { HOUR_MS } from "../../time.ts";
import { inTransaction, type Queryable, row } from "../database.ts";

/** Messages to one person, kept until a process that can reach them has sent them. */
export const Notice = z.object({
  id: z.number(),
  /** When it was written. */
  at: z.date(),
  recipient: Recipient,
  /** In this order, one after another. */
  messages: z.array(OutgoingMessage),
  /** The account of somebody of the desk, who needs a right for it; null: it is for whoever is in the chat. */
  account: z.string().nullable(),
  needs: Right.nullable(),
});
export type Notice = z.infer<typeof Notice>;

/** Somebody of the desk, by an account of theirs, and the right that they need for what they are told. */
export interface ForDesk {
  account: string;
  needs: Right;
}

/** `desk`: whom of the desk it is for; null: whoever is in the chat. */
export async function leaveNotice(
  db: Queryable,
  recipient: Recipient,
  messages: readonly OutgoingMessage[],
  desk: ForDesk | null,
  now: Date,
): Promise<void> {
  await db.query(
    `insert into notices (messenger, recipient, messages, account, needs, at, due_at)
     values ($1, $2, $3, $4, $5, $6, $6)`,
    [
      recipient.messenger,
      JSON.stringify(recipient),
      JSON.stringify(messages),
      desk?.account ?? null,
      desk?.needs ?? null,
      now,
    ],
  );
}

/** A notice about the service is dropped after this. */
const WORTH_TELLING_MS = HOUR_MS;

/** The messages of a notice that are still to be sent, and when. */
export interface Rest {
  messages: readonly OutgoingMessage[];
  at: Date;
}

/** One that could not even be tried stands back for so long: it may be at fault itself, and holds up no other. */
export const STANDS_BACK_MS = 60_000;

/**
 * Takes the oldest due notice of a messenger that no other process has taken. Deletes it when `tell` answers null; otherwise keeps the rest
 * for its moment. Answers whether there was one. After a kill in between it is told again. Where `tell` rejects, so does this; the notice then
 * stands back behind the others.
 */
export async function tellNext(
  pool: pg.Pool,
  messenger: MessengerName,
  now: Date,
  tell: (notice: Notice) => Promise<Rest | null>,
): Promise<boolean> {
  const faults: unknown[] = [];
  const told = await inTransaction(pool, async (tx) => {
    await tx.query("delete from notices where messenger = $1 and at < $2", [
      messenger,
      new Date(now.getTime() - WORTH_TELLING_MS),
    ]);
    const found = await row(tx, Found, NEXT, [messenger, now]);
    if (!found) return false;
    const rest = await Notice.parseAsync(found)
      .then(tell)
      .catch((error: unknown) => {
        faults.push(error);
        return { at: new Date(now.getTime() + STANDS_BACK_MS) };
      });
    if (rest === null) await tx.query("delete from notices where id = $1", [found.id]);
    else
      await tx.query(LATER, [found.id, rest.at, "messages" in rest ? JSON.stringify(rest.messages) : null]);
    return true;
  });
  if (faults.length > 0) throw faults[0];
  return told;
}

const Found = z.looseObject({ id: z.number() });

const NEXT = `
  select id, at, recipient, messages, account, needs from notices where messenger = $1 and due_at <= $2
  order by id limit 1 for update skip locked`;

const LATER = "update notices set due_at = $2, messages = coalesce($3, messages) where id = $1";
