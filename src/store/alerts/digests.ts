import type pg from "pg";
import { z } from "zod";
import { AlertContent } from "../../alerts/alert.ts";
import { digestOf } from "../../chat/digest.ts";
import { newsroomZone, ZONES } from "../../time.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";

/**
 * Digests: alerts that list others. The entries of a chat's next digest are written when each alert is approved (store/ledger/fan-out.ts). Here due
 * entries become alerts and delivery rows, and are deleted, in one transaction: a kill loses nothing and lists nothing twice.
 */

const CHATS_AT_ONCE = 2_000; // in one transaction
const ONE_AT_A_TIME = 0x6b64; // advisory lock "kd": two processes sweep at once, one makes the digests

/** Makes the digests that are due. Resolves with the ids of the new alerts, all of them `sending`. */
export async function makeDigests(pool: pg.Pool, now: Date): Promise<number[]> {
  const made: number[] = [];
  for (;;) {
    const some = await inTransaction(pool, (tx) => makeSome(tx, now));
    if (some === null) return made;
    made.push(...some);
  }
}

/** null: nothing is due any more. */
async function makeSome(tx: Queryable, now: Date): Promise<number[] | null> {
  await tx.query("select pg_advisory_xact_lock($1)", [ONE_AT_A_TIME]);
  const listable = new Map((await rows(tx, Due, DUE, [now])).map((alert) => [alert.id, alert]));
  if (listable.size === 0) return null;
  const lists = await rows(tx, List, TAKE, [now, CHATS_AT_ONCE, [...listable.keys()], newsroomZone()]);
  const made: number[] = [];
  for (const { at, zone, alerts: ids, chats } of lists) {
    const listed = ids.flatMap((id) => listable.get(id)?.content ?? []);
    for (const content of digestOf(listed, at, zone)) made.push(await send(tx, content, ids, chats, now));
  }
  return made;
}

// The lock keeps the listed alerts unchanged until the digest is written: a concurrent correction or recall waits, and then finds the digest.
// Entries of a paused alert wait.
const DUE = `
  select id, content from alerts
  where id in (select alert_id from digest_items where due_at <= $1) and state <> 'paused'
  order by id for share`;

const Due = z.object({ id: z.number(), content: AlertContent });

// Chats with the same list share one digest. Chats that left or paused since get none; stopped alerts are not listed.
const TAKE = `
  with chosen as (
    select chat_id from digest_items where due_at <= $1 and alert_id = any($3) group by chat_id order by chat_id limit $2
  ),
  due as (
    delete from digest_items where due_at <= $1 and alert_id = any($3) and chat_id in (select chat_id from chosen)
    returning chat_id, alert_id, due_at
  ),
  lists as (
    select due.chat_id, max(due.due_at) as at, coalesce(p.zone, $4) as zone,
           array_agg(due.alert_id::float8 order by due.alert_id) as alerts
    from due
    join alerts a on a.id = due.alert_id and a.state in ('sending', 'sent') and not a.closed
    join chats c on c.id = due.chat_id and c.left_at is null
    left join preferences p on p.chat_id = due.chat_id
    where p.paused_until is null or p.paused_until <= $1
    group by due.chat_id, p.zone
  )
  select at, zone, alerts, array_agg(chat_id::float8 order by chat_id) as chats from lists group by at, zone, alerts`;

const List = z.object({
  at: z.date(),
  zone: z.enum(ZONES),
  alerts: z.array(z.number()),
  chats: z.array(z.number()),
});

async function send(
  tx: Queryable,
  content: AlertContent,
  lists: readonly number[],
  chats: readonly number[],
  now: Date,
): Promise<number> {
  const alert = await row(
    tx,
    z.object({ id: z.number() }),
    `insert into alerts (state, content, lists, created_by, created_at, decided_by, decided_at)
     values ('sending', $1, $2, 'sistem:ringkasan', $3, 'sistem:ringkasan', $3) returning id`,
    [JSON.stringify(content), lists, now],
  );
  if (!alert) throw new Error("PostgreSQL returned no id for a digest");
  await tx.query(
    `insert into deliveries (alert_id, chat_id, messenger, rank, due_at)
     select $1, c.id, c.messenger, 3 + case c.kind when 'channel' then 0 when 'group' then 1 else 2 end,
            case when p.quiet_from is null then $3 else after_quiet($3, p.zone, p.quiet_from, p.quiet_until) end
     from chats c left join preferences p on p.chat_id = c.id
     where c.id = any($2)`,
    [alert.id, chats, now],
  );
  return alert.id;
}
