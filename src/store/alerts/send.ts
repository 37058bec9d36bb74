import type pg from "pg";
import { z } from "zod";
import { type Alert, AlertContent } from "../../alerts/alert.ts";
import { record } from "../audit.ts";
import { inTransaction, row, rows } from "../database.ts";
import type { FanOut } from "./alerts.ts";
import { fileOwnWords } from "./own-words.ts";

/**
 * Sends an alert, in a transaction that has its row locked: writes its delivery rows, and files an editor's own words in the archive. Answers
 * how many chats it goes to.
 */
export async function sendIn(
  tx: pg.PoolClient,
  { id, content }: Pick<Alert, "id" | "content">,
  { by, at }: { by: string; at: Date },
  fanOut: FanOut,
): Promise<number> {
  await tx.query("update alerts set state = 'sending', decided_by = $2, decided_at = $3 where id = $1", [
    id,
    by,
    at,
  ]);
  const chats = await fanOut(tx, id, at);
  await fileOwnWords(tx, id, content, at);
  return chats;
}

/** The scheduled alerts whose moment has come. */
export async function dueScheduled(pool: pg.Pool, now: Date): Promise<number[]> {
  const due = await rows(
    pool,
    z.object({ id: z.number() }),
    "select id from alerts where state = 'scheduled' and send_at <= $1 order by send_at, id",
    [now],
  );
  return due.map(({ id }) => id);
}

/** Sends a scheduled alert whose moment has come; undefined where another process was quicker, or an editor moved it. */
export function sendScheduled(
  pool: pg.Pool,
  id: number,
  now: Date,
  fanOut: FanOut,
): Promise<{ chats: number; by: string } | undefined> {
  return inTransaction(pool, async (tx) => {
    const due = await row(
      tx,
      z.object({ by: z.string(), content: AlertContent }),
      `select coalesce(decided_by, created_by) as by, content from alerts
       where id = $1 and state = 'scheduled' and send_at <= $2 for no key update`,
      [id, now],
    );
    if (!due) return undefined;
    const { by, content } = due;
    const chats = await sendIn(tx, { id, content }, { by, at: now }, fanOut);
    const details = { chats, scheduled: true };
    await record(tx, { at: now, who: by, act: "send", subject: `alert:${id}`, details });
    return { chats, by };
  });
}
