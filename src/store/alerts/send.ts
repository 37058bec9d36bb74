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

/**
 * A scheduled alert `a` whose moment has come, as SQL. Where its source has just brought another text, that is read first: it may hold the alert
 * back ("news": it was read just now). A page that does not open is not waited for longer than two minutes.
 */
const isDue = (now: string): string => `
  a.state = 'scheduled' and a.send_at <= ${now} and (a.send_at <= ${now} - interval '2 minutes' or not exists (
    select from article_versions v where v.article_id = coalesce(a.words_of, a.article_id)
      and (v.state = 'accepted' or v.state = 'news' and v.received_at > ${now} - interval '2 minutes')))`;

/** The scheduled alerts whose moment has come. */
export async function dueScheduled(pool: pg.Pool, now: Date): Promise<number[]> {
  const due = await rows(
    pool,
    z.object({ id: z.number() }),
    `select a.id from alerts a where ${isDue("$1::timestamptz")} order by a.send_at, a.id`,
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
      `select coalesce(decided_by, created_by) as by, content from alerts a
       where id = $1 and ${isDue("$2::timestamptz")} for no key update`,
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
