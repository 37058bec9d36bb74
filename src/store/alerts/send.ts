import type pg from "pg";
import { z } from "zod";
import { type Alert, AlertContent } from "../../alerts/alert.ts";
import { type DueAlert, isTooLate, SOURCE_PATIENCE_MS } from "../../alerts/scheduled.ts";
import { record } from "../audit.ts";
import { inTransaction, row, rows } from "../database.ts";
import { SENDING_IS_ON } from "../ledger/claims.ts";
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

// While all sending is stopped it stays scheduled: when that ends, it may be too late for it.
const IS_DUE = `a.state = 'scheduled' and a.send_at <= $1::timestamptz and ${SENDING_IS_ON}`;

const SINCE_OUR_PATIENCE = `$1::timestamptz - ${SOURCE_PATIENCE_MS} * interval '1 ms'`;

/**
 * Whether of the alert `a` its source's newest word is still to come ($1: now): its text is being read, or was just now ("news": it may hold the
 * alert back), or its page is being looked at, or its feed is, is due to be (as after the service was down), or has been asked in vain for no
 * longer than we wait.
 */
const WAITS = `(
  exists (
    select from article_versions v where v.article_id = coalesce(a.words_of, a.article_id)
      and (v.state = 'accepted' or v.state = 'news' and v.received_at > ${SINCE_OUR_PATIENCE}))
  or exists (
    select from articles r left join sources s on s.id = r.source and not s.absent
    where r.id = coalesce(a.words_of, a.article_id)
      and (r.left_out = 'look' or s.looking or s.next_poll_at <= $1::timestamptz or s.failing_since > ${SINCE_OUR_PATIENCE})))`;

const MAY_BE_OUT = `exists (
  select from audit r where r.subject = 'database' and r.act = 'restore' and r.at >= a.send_at
    and (r.details ->> 'backupOf')::timestamptz <= a.send_at and not (r.details ->> 'goOn')::boolean)`;

/** The scheduled alerts whose moment has come, and which of them wait for their source's newest word. */
export function dueScheduled(pool: pg.Pool, now: Date): Promise<DueAlert[]> {
  return rows(
    pool,
    z.object({ id: z.number(), sendAt: z.date(), waits: z.boolean(), mayBeOut: z.boolean() }),
    `select a.id, a.send_at as "sendAt", ${WAITS} as waits, ${MAY_BE_OUT} as "mayBeOut" from alerts a where ${IS_DUE} order by a.send_at, a.id`,
    [now],
  );
}

/**
 * Sends a scheduled alert whose moment has come, `anyway` also where it waits for its source's newest word; undefined where it does wait, is too
 * late for that, another process was quicker, or an editor moved it.
 */
export function sendScheduled(
  pool: pg.Pool,
  id: number,
  now: Date,
  fanOut: FanOut,
  { anyway }: { anyway: boolean },
): Promise<{ chats: number; by: string } | undefined> {
  return inTransaction(pool, async (tx) => {
    const due = await row(
      tx,
      z.object({ by: z.string(), content: AlertContent, sendAt: z.date() }),
      `select coalesce(decided_by, created_by) as by, content, send_at as "sendAt" from alerts a
       where id = $2 and ${IS_DUE} and ($3 or not ${WAITS}) for no key update`,
      [now, id, anyway],
    );
    if (!due || isTooLate(due.sendAt, now)) return undefined; // we may have stood still since it was found
    const { by, content } = due;
    const chats = await sendIn(tx, { id, content }, { by, at: now }, fanOut);
    const details = { chats, scheduled: true };
    await record(tx, { at: now, who: by, act: "send", subject: `alert:${id}`, details });
    return { chats, by };
  });
}
