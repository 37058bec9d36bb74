import type pg from "pg";
import { z } from "zod";
import { Act, CHAT_KINDS, MESSENGER_NAMES } from "../../delivery/delivery.ts";
import type { Progress, Results, SentAgain, Unknown } from "../../delivery/ledger.ts";
import { inTransaction, row, rows } from "../database.ts";

/** See Results. Counts come from `tallies`, so they cost the same for any number of deliveries. */
export function resultsOn(pool: pg.Pool): Results {
  return {
    async progress(alertId, act = "send") {
      return (await row(pool, Counts, PROGRESS, [alertId, act])) ?? NOTHING;
    },

    async acts(alertId) {
      return (await rows(pool, ActRow, ACTS, [alertId])).map(({ act }) => act);
    },

    async finishAlerts(now) {
      const ended = (await rows(pool, IdRow, ENDED)).map(({ id }) => id);
      if (ended.length === 0) return [];
      return inTransaction(pool, async (tx) => {
        await tx.query(LOCK, [ended]);
        const finished = await rows(tx, FinishedRow, FINISH, [now, ended]);
        await tx.query(FOLD, [finished.map(({ id }) => id)]);
        return finished;
      });
    },

    unknown: (alertId, limit) => rows(pool, UnknownRow, UNKNOWN, [alertId, limit]),

    async unknownOf(alertId) {
      const found = await rows(pool, IdRow, UNKNOWN_OF, [alertId]);
      return found.map(({ id }) => id);
    },

    async undecided(alertId) {
      return (await row(pool, CountRow, UNDECIDED, [alertId]))?.count ?? 0;
    },

    async sendAgain(ids, editor, now) {
      return inTransaction(pool, async (tx) => {
        await tx.query(LOCK_ALERTS_OF, [ids]);
        return (await row(tx, SentAgainRow, SEND_AGAIN, [ids, now, editor])) ?? { again: 0, left: 0 };
      });
    },

    async leave(ids, editor) {
      const left = await pool.query(
        "update deliveries set left_by = $2 where id = any($1) and state = 'unknown' and left_by is null",
        [ids, editor],
      );
      return left.rowCount ?? 0;
    },
  };
}

const FinishedRow = z.object({ id: z.number(), act: Act });
const IdRow = z.object({ id: z.number() });
const ActRow = z.object({ act: Act });

const count = z.number();
const SentAgainRow: z.ZodType<SentAgain> = z.object({ again: count, left: count });
const CountRow = z.object({ count });
const Counts: z.ZodType<Progress> = z.object({
  open: count,
  sent: count,
  withdrawn: count,
  unknown: count,
  gone: count,
  refused: count,
  total: count,
});
const NOTHING: Progress = { open: 0, sent: 0, withdrawn: 0, unknown: 0, gone: 0, refused: 0, total: 0 };

const sumOf = (state: string) => `coalesce(sum(change) filter (where state = '${state}'), 0) as ${state}`;
const PROGRESS = `
  select ${["open", "sent", "withdrawn", "unknown", "gone", "refused"].map(sumOf).join(", ")},
         coalesce(sum(change), 0) as total
  from tallies where alert_id = $1 and act = $2`;

const ACTS = `
  select act from tallies where alert_id = $1 group by act
  order by act = 'recall', act <> 'send', length(act), act`;

// An editor may be correcting the alert just now. A statement that waits for a row lock sees the new row, but subqueries still see the old
// tallies; so the row is locked first, and a second statement asks again whether the alert has ended.
const HAS_ENDED = `(a.state = 'sending' or a.state = 'recalled' and a.done_at is null)
    and 0 = (select coalesce(sum(change), 0) from tallies t where t.alert_id = a.id and t.state = 'open')`;
const ENDED = `select id from alerts a where ${HAS_ENDED}`;
const LOCK = "select from alerts where id = any($1) order by id for no key update";
const FINISH = `
  update alerts a set
    state   = case state when 'sending' then 'sent' else state end,
    sent_at = case state when 'sending' then $1 else sent_at end,
    done_at = $1
  where id = any($2) and ${HAS_ENDED}
  returning id, case when state = 'recalled' then 'recall' when corrections > 0 then 'correct ' || corrections else 'send' end as act`;

/** Merges the tallies of the alerts $1 into one row for each act and state. */
export const FOLD = `
  with folded as (delete from tallies where alert_id = any($1) returning *)
  insert into tallies (alert_id, act, state, change)
    select alert_id, act, state, sum(change) from folded group by alert_id, act, state having sum(change) <> 0`;

const IS_UNDECIDED = "d.alert_id = $1 and d.state = 'unknown' and d.left_by is null";
const UNDECIDED = `select count(*) from deliveries d where ${IS_UNDECIDED}`;
const UNKNOWN_OF = `select d.id from deliveries d where ${IS_UNDECIDED} order by d.id`;
const UNKNOWN = `
  select d.id, d.act, d.messenger, c.kind, coalesce(d.why, '') as why, d.settled_at as at,
         case c.kind when 'private' then '…' || right(regexp_replace(c.address, '[:@].*', ''), 4) else c.title end as name
  from deliveries d join chats c on c.id = d.chat_id
  where ${IS_UNDECIDED}
  order by array_position('{channel,group,private}', c.kind), d.id limit $2`;

const UnknownRow: z.ZodType<Unknown> = z.object({
  id: z.number(),
  act: Act,
  messenger: z.enum(MESSENGER_NAMES),
  kind: z.enum(CHAT_KINDS),
  name: z.string().nullable(),
  why: z.string(),
  at: z.date(),
});

// Locked first, as with FINISH: the next statement then sees the alerts' final state.
const LOCK_ALERTS_OF = `
  select from alerts where id in (select alert_id from deliveries where id = any($1)) order by id for no key update`;

// A row that the next claim would withdraw stays unknown: it may have arrived, and recalls follow only rows that are sent or unknown.
const SEND_AGAIN = `
  with asked as (
    select d.id, case when a.state = 'recalled' then d.act = 'recall' when a.state = 'stopped' then false
                      when d.act = 'send' then not a.closed else d.act = 'correct ' || a.corrections end as goes
    from deliveries d join alerts a on a.id = d.alert_id
    where d.id = any($1) and d.state = 'unknown' and d.left_by is null
  ),
  again as (
    update deliveries set state = 'waiting', due_at = $2, settled_at = null, failing_since = null, unsure = true
    where id in (select id from asked where goes) and state = 'unknown' and left_by is null returning alert_id
  ),
  stay as (
    update deliveries set left_by = $3
    where id in (select id from asked where not goes) and state = 'unknown' and left_by is null returning id
  ),
  reopened as (
    update alerts set state = 'sending' where state = 'sent' and id in (select alert_id from again)
  )
  select (select count(*) from again) as again, (select count(*) from stay) as left`;
