import type pg from "pg";
import { z } from "zod";
import { Recipient } from "../delivery/delivery.ts";
import { rows } from "./database.ts";

/** Someone who waits to hear what became of an alert. */
export interface DoneNotice {
  alertId: number;
  to: Recipient;
}

/** Whoever takes it up tells `to` once the alert's last delivery has its verdict. Asking twice is asking once. */
export async function tellWhenDone(pool: pg.Pool, { alertId, to }: DoneNotice): Promise<void> {
  const sql = "insert into done_notices (alert_id, recipient) values ($1, $2) on conflict do nothing";
  await pool.query(sql, [alertId, JSON.stringify(to)]);
}

/** Takes up the notices of alerts that are done: each is given out once, to one of the processes that ask. */
export async function takeDoneNotices(pool: pg.Pool): Promise<DoneNotice[]> {
  const taken = await rows(pool, Taken, TAKE);
  return taken.filter(({ tell }) => tell);
}

// Whoever stopped an alert knows what became of it: of that nobody is told.
const TAKE = `
  delete from done_notices n using alerts a
  where a.id = n.alert_id and (a.state in ('sent', 'stopped', 'rejected') or a.state = 'recalled' and a.done_at is not null)
  returning n.alert_id as "alertId", n.recipient as "to", a.state in ('sent', 'recalled') as tell`;

const Taken = z.object({ alertId: z.number(), to: Recipient, tell: z.boolean() });
