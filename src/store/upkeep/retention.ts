import type pg from "pg";
import { z } from "zod";
import { DAY_MS } from "../../time.ts";
import { inTransaction, row } from "../database.ts";
import { FOLD } from "../ledger/results.ts";

/** How long things are kept, in days. */
export interface Keep {
  /** Deliveries, counted from the alert's approval. The alert itself and its counts are kept for good. */
  deliveriesDays: number;
  /** Chats that left; at least as long as deliveries. */
  leftChatsDays: number;
  /** Articles that no alert was made of; null: for good. */
  articlesDays: number | null;
}

/** How many rows of each kind were deleted. */
export type Forgotten = Record<Kind, number>;
type Kind = "deliveries" | "digests" | "opinions" | "chats" | "people" | "articles";

/** Rows deleted in one transaction: takes some tens of milliseconds. */
const PIECE = 2_000;

/**
 * Deletes what is past its retention time, in small pieces, until nothing is left or `signal` aborts. Where several processes try at once,
 * one does it.
 */
export async function forgetOld(
  pool: pg.Pool,
  keep: Keep,
  now: Date,
  signal: AbortSignal,
  piece = PIECE,
): Promise<Forgotten> {
  const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  const sent = before(keep.deliveriesDays);
  const left = before(Math.max(keep.leftChatsDays, keep.deliveriesDays));
  const forget = (sql: string, until: Date): Promise<number> => inPieces(pool, sql, until, piece, signal);
  return {
    ...(await forgetSent(pool, sent, piece, signal)),
    opinions: await forget(OPINIONS, sent),
    chats: await forget(CHATS, left),
    people: await forget(PEOPLE, left),
    articles: keep.articlesDays === null ? 0 : await forget(ARTICLES, before(keep.articlesDays)),
  };
}

const ONE_AT_A_TIME = 0x6b66; // advisory lock: "kf"

/** Goes from alert to alert and marks each as emptied, so that it is never looked at again. Digests are deleted with their deliveries. */
async function forgetSent(
  pool: pg.Pool,
  until: Date,
  piece: number,
  signal: AbortSignal,
): Promise<{ deliveries: number; digests: number }> {
  const all = { deliveries: 0, digests: 0 };
  while (!signal.aborted) {
    const done = await alone(pool, async (tx) => ({
      deliveries: (await row(tx, Gone, DELIVERIES, [until, piece]))?.gone ?? 0,
      alerts: await emptied(tx, until),
    }));
    all.deliveries += done?.deliveries ?? 0;
    all.digests += done?.alerts.digests ?? 0;
    if (!done || (done.deliveries < piece && done.alerts.digests + done.alerts.others < ALERTS_AT_ONCE))
      break;
  }
  return all;
}

/** Marks alerts whose deliveries are gone, and merges their tallies. */
async function emptied(tx: pg.PoolClient, until: Date): Promise<{ digests: number; others: number }> {
  const { digests = 0, others = [] } = (await row(tx, Emptied, EMPTIED, [until])) ?? {};
  await tx.query(FOLD, [others]);
  return { digests, others: others.length };
}

async function inPieces(
  pool: pg.Pool,
  sql: string,
  until: Date,
  piece: number,
  signal: AbortSignal,
): Promise<number> {
  let all = 0;
  while (!signal.aborted) {
    const gone = (await alone(pool, (tx) => row(tx, Gone, sql, [until, piece])))?.gone ?? 0;
    all += gone;
    if (gone < piece) break;
  }
  return all;
}

/** Does nothing and answers undefined while another process is at it. */
function alone<T>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T | undefined> {
  return inTransaction(pool, async (tx) => {
    const lock = await row(tx, Lock, "select pg_try_advisory_xact_lock($1) as ours", [ONE_AT_A_TIME]);
    return lock?.ours ? work(tx) : undefined;
  });
}

const Lock = z.object({ ours: z.boolean() });
const Gone = z.object({ gone: z.number() });
const Emptied = z.object({ digests: z.number(), others: z.array(z.number()) });

const ALERTS_AT_ONCE = 500;

// Rejected alerts have no deliveries, and may still become drafts again.
const TO_EMPTY = "decided_at < $1 and not emptied and state in ('sent', 'stopped', 'recalled')";
const NEXT_TO_EMPTY = `select id from alerts where ${TO_EMPTY} order by decided_at limit ${ALERTS_AT_ONCE}`;

// A trigger subtracts deleted rows from the alert's tallies; the alert's counts must stay, so they are added again.
const DELIVERIES = `
  with next as materialized (${NEXT_TO_EMPTY}),
  old as (
    select d.id from next
    cross join lateral (select id from deliveries where alert_id = next.id limit $2) d
    limit $2
  ),
  gone as (delete from deliveries where id in (select id from old) returning alert_id, act, state),
  kept as (
    insert into tallies (alert_id, act, state, change)
      select alert_id, act, tally_bucket(state), count(*) from gone group by 1, 2, 3 returning 1
  )
  select count(*) as gone from gone`;

// An alert that an editor is just correcting is skipped: rows may be written for it. Once it is empty no more are written, since corrections
// and recalls go to the chats that the ledger knows.
const EMPTIED = `
  with next as materialized (${NEXT_TO_EMPTY}),
  empty as materialized (
    select id, lists from alerts
    where id in (select id from next) and ${TO_EMPTY} and not exists (select from deliveries where alert_id = alerts.id)
    for update skip locked
  ),
  marked as (update alerts set emptied = true where id in (select id from empty where lists is null)),
  digests as (delete from alerts where id in (select id from empty where lists is not null) returning id),
  uncounted as (delete from tallies where alert_id in (select id from digests))
  select (select count(*) from digests) as digests, array(select id::float8 from empty where lists is null) as others`;

const OPINIONS = `
  with gone as (
    delete from opinions where (alert_id, chat_id) in (
      select o.alert_id, o.chat_id from opinions o join alerts a on a.id = o.alert_id where a.decided_at < $1 limit $2
    ) returning 1
  )
  select count(*) as gone from gone`;

// Subscriptions and preferences are deleted with the row. The chat may be coming back just now, so left_at is checked again.
const CHATS = `
  with gone as (
    delete from chats where left_at < $1 and id in (select id from chats where left_at < $1 order by left_at limit $2) returning 1
  )
  select count(*) as gone from gone`;

// WhatsApp numbers of people who wrote to us once and follow nothing. wrote_at is checked again: they may be writing just now.
const PEOPLE = `
  with gone as (
    delete from whatsapp_people where wrote_at < $1 and (account, address) in (
      select p.account, p.address from whatsapp_people p
      where p.wrote_at < $1
        and not exists (select from chats c where c.messenger = 'whatsapp' and c.address = p.address)
      limit $2
    ) returning 1
  )
  select count(*) as gone from gone`;

// An article stays while another one is its repeat, so repeats go first.
const ARTICLES = `
  with gone as (
    delete from articles where id in (
      select id from articles a
      where received_at < $1 and state <> 'accepted'
        and not exists (select from alerts where article_id = a.id)
        and not exists (select from articles r where r.repeat_of = a.id)
      order by received_at limit $2
    ) returning 1
  )
  select count(*) as gone from gone`;
