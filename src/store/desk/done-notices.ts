import type pg from "pg";
import { z } from "zod";
import { Recipient } from "../../delivery/delivery.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";

/** Somebody who wants to hear when an alert is done. */
export interface DoneNotice {
  alertId: number;
  to: Recipient;
  /** By an account of theirs; null: a release that did not write it down was asked. */
  editor: string | null;
}

/** Asks to tell `to` once the alert's last delivery has its verdict. Asking twice counts once. */
export async function tellWhenDone(pool: pg.Pool, { alertId, to, editor }: DoneNotice): Promise<void> {
  const sql =
    "insert into done_notices (alert_id, recipient, account) values ($1, $2, $3) on conflict do nothing";
  await pool.query(sql, [alertId, JSON.stringify(to), editor]);
}

/** The notices whose alerts are done; `key` is the recipient as text. */
export function doneNotices(pool: pg.Pool): Promise<WaitingNotice[]> {
  return rows(pool, Waiting, DONE);
}

/**
 * Tells one notice, unless another process has done so. Where `tell` rejects, or we die in it, the notice stays, and what `tell` wrote in the
 * transaction is undone.
 */
export function tellOfDone(
  pool: pg.Pool,
  { key, alertId }: WaitingNotice,
  tell: (tx: Queryable) => Promise<void>,
): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const taken = await row(tx, Taken, TAKE, [alertId, key]);
    if (taken?.tell) await tell(tx);
  });
}

const IS_DONE =
  "a.id = n.alert_id and (a.state in ('sent', 'stopped', 'rejected') or a.state = 'recalled' and a.done_at is not null)";
const DONE = `select n.alert_id as "alertId", n.recipient as "to", n.account as editor, n.recipient::text as key from done_notices n join alerts a on ${IS_DONE}`;

// Of a stopped or rejected alert nobody is told: an editor has just done that.
const TAKE = `
  delete from done_notices n using alerts a where ${IS_DONE} and n.alert_id = $1 and n.recipient = $2
  returning a.state in ('sent', 'recalled') as tell`;

const Waiting = z.object({
  alertId: z.number(),
  to: Recipient,
  editor: z.string().nullable(),
  key: z.string(),
});
export type WaitingNotice = z.infer<typeof Waiting>;
const Taken = z.object({ tell: z.boolean() });
