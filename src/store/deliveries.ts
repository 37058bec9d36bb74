import type pg from "pg";
import { z } from "zod";
import { AlertContent } from "../alerts/alert.ts";
import { Act, CHAT_KINDS, type Delivery, MESSENGER_NAMES, type Sent } from "../delivery/delivery.ts";
import type { ClaimedAlert, Ledger, Outcome, Settlement } from "../delivery/ledger.ts";
import { moveChat } from "./chats.ts";
import { inTransaction, type Prepared, type Queryable, row, rows } from "./database.ts";

/**
 * The ledger on PostgreSQL. A claimed row is one that waits and has a lease. Claiming a delivery claims its chat, too: its `free_at` is moved to the end of the lease, and
 * comes back to the platform's limit when the verdict is written. Both rows are locked while claiming, so that two workers
 * never take the same one, and neither waits for the other.
 */
export function ledgerOn(pool: pg.Pool): Ledger {
  return {
    async claim(messenger, { by, limit, leaseUntil }, now) {
      const taken = await rows(pool, Taken, CLAIM, [messenger, limit, by, leaseUntil, now]);
      const claimed = taken.filter(({ next }) => next === "claimed");
      const earlier = await earlierOf(pool, claimed);
      const deliveries = claimed.map((row) => deliveryOf(row, earlier));
      const alerts = await alertsOf(pool, [...new Set(deliveries.map(({ alertId }) => alertId))]);
      return { deliveries, alerts, withdrawn: taken.length - deliveries.length };
    },

    settle(by, settlements) {
      const moved = settlements.flatMap(({ delivery, outcome }) =>
        outcome.state === "moved" ? [{ from: delivery.to, to: outcome.to }] : [],
      );
      if (moved.length === 0) return write(pool, by, settlements);
      return inTransaction(pool, async (tx) => {
        await write(tx, by, settlements);
        for (const { from, to } of moved) await moveChat(tx, from, to);
      });
    },

    async release(by, deliveries, now) {
      await pool.query(RELEASE, [by, deliveries.map(({ id }) => id), now]);
    },

    async halts(messenger, alerts, now) {
      const asked = [...alerts];
      const halted = await row(pool, Halted, HALTS, [
        messenger,
        asked.map(({ id }) => id),
        now,
        asked.map(({ version }) => version),
      ]);
      return { all: halted?.all ?? false, alerts: new Set(halted?.alerts) };
    },

    async nextDue(messenger, now) {
      const next = await row(pool, Next, NEXT_DUE, [messenger, now]);
      return next?.at ?? null;
    },

    async reclaim(now) {
      const reclaimed = await pool.query(`${letGo("where lease_until <= $1")} select from let_go`, [now]);
      return reclaimed.rowCount ?? 0;
    },

    async takeBack(limit) {
      const back = await pool.query(TAKE_BACK, [limit]);
      return back.rowCount ?? 0;
    },

    withdrawStopped: (atOnce, now) => withdrawStopped(pool, atOnce, now),

    async reclaimAll(now) {
      const reclaimed = await pool.query(
        `${letGo("")}
         update chats set free_at = $1 where id in (select chat_id from let_go)`,
        [now],
      );
      return reclaimed.rowCount ?? 0;
    },
  };
}

// --- claiming ------------------------------------------------------------------------------------------------------

const SENDING_IS_ON = `coalesce((select "on" from switches where name = 'sending'), true)`;
const HELD_OFF = (now: string) =>
  `exists (select from accounts where messenger = $1 and not_before > ${now})`;

// Rows are read one by one in the index's order until there are enough, whatever the planner's statistics say: for that all
// ranks are named, each row's chat is looked up and locked by itself, and its alert too. As plain joins, on a young database
// with no statistics yet, every claim sorted all rows that wait. Of two rows of one chat the first is taken; the lock on the
// other ends with the statement. (A chat's row is seen as it is when it is locked, its other deliveries as they were when the
// statement began: a send that has its verdict since then still looks claimed, and what follows it waits a second.)
const CLAIM: Prepared = {
  name: "claim",
  text: `
  with next as (
    select d.id, d.chat_id, d.act, d.rank, d.due_at, c.messenger, c.address, c.kind, c.thread, c.left_at,
           (select a.state from alerts a where a.id = d.alert_id) as alert_state,
           case when d.act <> 'send' then (select 'correct ' || a.corrections from alerts a where a.id = d.alert_id) end
             as correction,
           case when d.act <> 'send' then (
             select case when s.lease_until is null then s.state else 'claimed' end
             from deliveries s where s.alert_id = d.alert_id and s.chat_id = d.chat_id and s.act = 'send'
           ) end as said
    from deliveries d
    cross join lateral (
      select * from chats where id = d.chat_id and free_at <= $5 for no key update skip locked
    ) c
    where d.messenger = $1 and d.state = 'waiting' and d.lease_until is null and d.rank in (0, 1, 2, 3, 4, 5) and d.due_at <= $5
      and ${SENDING_IS_ON} and not ${HELD_OFF("$5")}
    order by d.rank, d.due_at, d.id limit $2
    for no key update of d skip locked
  ),
  one_a_chat as (
    select distinct on (chat_id) *,
      case
        when left_at is not null then 'Chat ini sudah tidak menerima kabar.'
        when act = 'recall' then case
          when alert_state is distinct from 'recalled' then 'Penarikan ini tidak berlaku lagi.'
          when said not in ('sent', 'unknown', 'claimed') then 'Kabar yang ditarik tidak sampai ke chat ini.' end
        when alert_state = 'recalled' then 'Kabar ini ditarik sebelum terkirim.'
        when alert_state is null or alert_state not in ('sending', 'paused') then 'Kabar ini dihentikan sebelum terkirim.'
        when act = 'send' then null
        when act <> correction then 'Sudah ada ralat yang lebih baru.'
        when said in ('waiting', 'aside') then 'Chat ini menerima kabarnya dengan isi yang sudah diralat.'
        when said not in ('sent', 'unknown', 'claimed') then 'Kabar yang diralat tidak sampai ke chat ini.'
      end as withdrawn
    from next order by chat_id, rank, due_at, id
  ),
  judged as (
    select *, case when withdrawn is not null then 'withdrawn' when alert_state = 'paused' then 'aside'
                   when quiet_until > $5 or said = 'claimed' then 'waiting' else 'claimed' end as next_state
    from one_a_chat o cross join lateral (
      select case when o.act = 'send' then (
        select after_quiet($5, p.zone, p.quiet_from, p.quiet_until) from preferences p
        where p.chat_id = o.chat_id and p.quiet_from is not null and not (o.rank < 3 and p.breaking_anyway)
      ) end as quiet_until
    ) as wishes
  ),
  taken as (
    update deliveries d set
      state       = case o.next_state when 'claimed' then 'waiting' else o.next_state end,
      claimed_by  = case when o.next_state = 'claimed' then $3 end,
      lease_until = case when o.next_state = 'claimed' then $4::timestamptz end,
      due_at      = case when o.next_state = 'waiting' then coalesce(o.quiet_until, $5::timestamptz + interval '1 second') else d.due_at end,
      why         = coalesce(o.withdrawn, d.why),
      settled_at  = case when o.withdrawn is not null then $5::timestamptz end
    from judged o where d.id = o.id
    returning d.id, d.alert_id as "alertId", d.chat_id as "chatId", d.act, d.attempts,
              d.failing_since as "failingSince", o.next_state as next,
              o.messenger, o.address, o.kind, o.thread, o.rank, o.due_at
  ),
  noted as (
    insert into claims (by, lease_until, deliveries)
    select $3, $4, array_agg(id) from taken where next = 'claimed' having count(*) > 0
  ),
  held as (
    update chats c set free_at = $4 from taken t where c.id = t."chatId" and t.next = 'claimed'
  )
  select * from taken order by rank, due_at, id`,
};

const Taken = z.object({
  id: z.number(),
  alertId: z.number(),
  chatId: z.number(),
  act: Act,
  attempts: z.number(),
  failingSince: z.date().nullable(),
  next: z.enum(["claimed", "aside", "waiting", "withdrawn"]),
  messenger: z.enum(MESSENGER_NAMES),
  address: z.string(),
  kind: z.enum(CHAT_KINDS),
  thread: z.string(),
});
type Taken = z.infer<typeof Taken>;

function deliveryOf(
  { id, alertId, chatId, act, attempts, failingSince, messenger, address, kind, thread }: Taken,
  earlier: ReadonlyMap<string, readonly Sent[]>,
): Delivery {
  return {
    id,
    alertId,
    chatId,
    act,
    attempts,
    failingSince,
    earlier: earlier.get(`${alertId} ${chatId}`) ?? [],
    to: { messenger, address, kind, thread: thread || null },
  };
}

/** What the chats of corrections and recalls have of their alerts, each message once, newest first. */
async function earlierOf(pool: pg.Pool, taken: readonly Taken[]): Promise<Map<string, Sent[]>> {
  const later = taken.filter(({ act }) => act !== "send");
  if (later.length === 0) return new Map();
  const found = await rows(pool, Earlier, EARLIER, [
    later.map(({ alertId }) => alertId),
    later.map(({ chatId }) => chatId),
  ]);
  const byChat = Map.groupBy(found, ({ alertId, chatId }) => `${alertId} ${chatId}`);
  return new Map(
    [...byChat].map(([key, sent]) => [
      key,
      [...new Map(sent.map(({ messageId, at }) => [messageId, { messageId, at }])).values()].reverse(),
    ]),
  );
}

const EARLIER = `
  select d.alert_id as "alertId", d.chat_id as "chatId", d.message_id as "messageId", d.settled_at as at
  from unnest($1::bigint[], $2::bigint[]) as asked (alert_id, chat_id)
  join deliveries d on d.alert_id = asked.alert_id and d.chat_id = asked.chat_id
  where d.state = 'sent' and d.act <> 'recall' and d.message_id is not null
  order by d.id`;

const Earlier = z.object({
  alertId: z.number(),
  chatId: z.number(),
  messageId: z.string(),
  at: z.date(),
});

const Sendable: z.ZodType<ClaimedAlert> = z.object({
  id: z.number(),
  content: AlertContent,
  decidedAt: z.date().nullable(),
  version: z.number(),
});

async function alertsOf(pool: pg.Pool, ids: readonly number[]): Promise<Map<number, ClaimedAlert>> {
  if (ids.length === 0) return new Map();
  const alerts = await rows(
    pool,
    Sendable,
    `select id, content, decided_at as "decidedAt", version from alerts where id = any($1)`,
    [ids],
  );
  return new Map(alerts.map((alert) => [alert.id, alert]));
}

const HALTS: Prepared = {
  name: "halts",
  text: `
  select not ${SENDING_IS_ON} or ${HELD_OFF("$3")} as "all",
         array(select asked.id::float8 from unnest($2::bigint[], $4::integer[]) as asked (id, version)
               where not exists (
                 select from alerts a
                 where a.id = asked.id and a.version = asked.version and a.state in ('sending', 'recalled'))) as alerts`,
};

const Halted = z.object({ all: z.boolean(), alerts: z.array(z.number()) });

// A chat in another worker's hands is asked about again after three seconds: it will be free long before that lease ends.
// Slots can be reserved a second ahead, so a slow account is busy until a second before its next one.
const NEXT_DUE = `
  select min(greatest(d.due_at, least(c.free_at, $2::timestamptz + interval '3 seconds'), a.not_before,
                      a.free_at - interval '1 second')) as at
  from generate_series(0, 5) as ranks (rank)
  cross join lateral (
    select due_at, chat_id from deliveries
    where messenger = $1 and state = 'waiting' and lease_until is null and deliveries.rank = ranks.rank order by due_at, id limit 100
  ) d
  join chats c on c.id = d.chat_id
  left join accounts a on a.messenger = $1
  where ${SENDING_IS_ON}`;

const Next = z.object({ at: z.date().nullable() });

// --- verdicts ------------------------------------------------------------------------------------------------------

// Still ours; or let go of when our lease ended, but not yet taken by another: better late than sent twice. Written as a
// case, so that the planner looks up the few rows by id and is not tempted by the index of a million that wait.
const OURS = "case d.state when 'waiting' then coalesce(d.claimed_by, $1) = $1 else false end";

const SETTLE: Prepared = {
  name: "settle",
  text: `
  with verdict as (
    select id, state, to_timestamp(due_at / 1000) as due_at, message_id, why, to_timestamp(at / 1000) as at, failing,
           to_timestamp(chat_free_at / 1000) as chat_free_at
    from unnest($2::bigint[], $3::text[], $4::float8[], $5::text[], $6::text[], $7::float8[], $8::boolean[], $9::float8[])
      as v (id, state, due_at, message_id, why, at, failing, chat_free_at)
  ),
  settled as (
    update deliveries d set
      state         = v.state,
      due_at        = coalesce(v.due_at, d.due_at),
      attempts      = d.attempts + 1,
      failing_since = case when v.failing then coalesce(d.failing_since, v.at) else d.failing_since end,
      claimed_by    = null,
      lease_until   = null,
      message_id    = v.message_id,
      why           = v.why,
      settled_at    = case when v.state <> 'waiting' then v.at end
    from verdict v where d.id = v.id and ${OURS}
    returning d.chat_id, v.state, v.why, v.at, v.chat_free_at
  )
  update chats c set
    free_at  = s.chat_free_at,
    left_at  = case when s.state = 'gone' then coalesce(c.left_at, s.at) else c.left_at end,
    left_why = case when s.state = 'gone' and c.left_at is null then s.why else c.left_why end
  from settled s where c.id = s.chat_id`,
};

async function write(db: Queryable, by: string, settlements: readonly Settlement[]): Promise<void> {
  const columns = settlements.map(columnsOf);
  const column = <K extends keyof Columns>(name: K): Columns[K][] => columns.map((one) => one[name]);
  const values = [
    by,
    arrayOf(column("id")),
    arrayOf(column("state")),
    arrayOf(column("dueAt")),
    column("messageId"),
    column("why"),
    arrayOf(column("at")),
    arrayOf(column("failing")),
    arrayOf(column("chatFreeAt")),
  ];
  await db.query({ ...SETTLE, values });
}

/** An array as PostgreSQL reads it, of what needs no quotes. The driver would look at every element, and write dates out as text. */
function arrayOf(values: readonly (number | boolean | Settled | null)[]): string {
  return `{${values.map(String).join(",")}}`;
}

type Settled = Exclude<Outcome["state"], "moved">;
type Columns = ReturnType<typeof columnsOf>;

function columnsOf({ delivery, outcome, at, chatFreeAt }: Settlement) {
  return {
    id: delivery.id,
    state: outcome.state === "moved" ? ("waiting" as const) : outcome.state,
    dueAt: outcome.state === "waiting" ? outcome.dueAt.getTime() : null,
    messageId: outcome.state === "sent" ? outcome.messageId : null,
    why: "why" in outcome ? outcome.why : null,
    at: at.getTime(),
    failing: outcome.state === "waiting" && outcome.failing,
    chatFreeAt: (outcome.state === "moved" ? at : chatFreeAt).getTime(), // moved: nothing was sent
  };
}

// --- letting go ----------------------------------------------------------------------------------------------------

const RELEASE = `
  with released as (
    update deliveries set claimed_by = null, lease_until = null
    where id = any($2) and state = 'waiting' and claimed_by = $1 returning chat_id
  )
  update chats set free_at = $3 where id in (select chat_id from released)`;

// What was set aside of stopped and recalled alerts is withdrawn.
const TAKE_BACK = `
  update deliveries set state = 'waiting'
  where id in (
    select d.id from alerts a
    cross join lateral (select id from deliveries where alert_id = a.id and state = 'aside' limit $1) d
    where a.state = 'sending'
    limit $1
  )`;

/** One walk over each alert's rows, in the order of their unique index: however many pieces, every row is looked at once. */
async function withdrawStopped(pool: pg.Pool, atOnce: number, now: Date): Promise<number> {
  let withdrawn = 0;
  for (const { id } of await rows(pool, NotDone, NOT_DONE)) {
    for (let from = 0, more = true; more;) {
      const piece = await row(pool, Piece, WITHDRAW_PIECE, [id, from, atOnce, now]);
      withdrawn += piece?.withdrawn ?? 0;
      from = piece?.last ?? 0;
      more = piece?.rows === atOnce;
    }
    await pool.query("update alerts set done_at = $2 where id = $1 and state = 'stopped'", [id, now]);
  }
  return withdrawn;
}

const NOT_DONE = `
  select id from alerts a where state in ('stopped', 'recalled') and done_at is null and (state = 'stopped' or 0 < (
    select sum(change) from tallies t where t.alert_id = a.id and t.state = 'open' and t.act <> 'recall'))`;

const NotDone = z.object({ id: z.number() });

// It may have been corrected or recalled in the meantime: a piece looks at the alert again.
const WITHDRAW_PIECE = `
  with alert as (select state from alerts where id = $1 and state in ('stopped', 'recalled') for share),
  piece as (select id, chat_id from deliveries where alert_id = $1 and chat_id >= $2 order by chat_id limit $3),
  withdrawn as (
    update deliveries d set
      state      = 'withdrawn',
      why        = case alert.state when 'recalled' then 'Kabar ini ditarik sebelum terkirim.'
                                    else 'Kabar ini dihentikan sebelum terkirim.' end,
      settled_at = $4
    from piece cross join alert
    where d.id = piece.id and d.state in ('waiting', 'aside') and d.lease_until is null and not (d.act = 'recall' and alert.state = 'recalled')
    returning 1
  )
  select (select count(*) from withdrawn) as withdrawn, count(*) as rows, max(chat_id) as last from piece`;

const Piece = z.object({ withdrawn: z.number(), rows: z.number(), last: z.number().nullable() });

/** Of which claims, as SQL. Rows that have their verdict, or were given back, are no longer under that lease. */
const letGo = (which: string): string => `
  with ended as (delete from claims ${which} returning by, lease_until, deliveries),
  let_go as (
    update deliveries d set attempts = d.attempts + 1, claimed_by = null, lease_until = null
    from ended cross join unnest(ended.deliveries) as one (id)
    where d.id = one.id and d.state = 'waiting' and d.claimed_by = ended.by and d.lease_until = ended.lease_until
    returning d.chat_id
  )`;
