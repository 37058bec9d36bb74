import type pg from "pg";
import { z } from "zod";
import { AlertContent } from "../../alerts/alert.ts";
import { Act, CHAT_KINDS, type Delivery, type MessengerName, type Sent } from "../../delivery/delivery.ts";
import type { Claim, ClaimedAlert, Ledger } from "../../delivery/ledger.ts";
import { type Prepared, type Queryable, row, rows } from "../database.ts";

/**
 * Claims. A worker's deliveries are listed in one row of `claims`; the ledger's rows are not touched, so that claiming costs next to
 * nothing. Two workers never claim the same row or the same chat: a claim counts only if no other was made since it looked (`turns`);
 * otherwise it looks again. Alerts that an editor is just changing are passed over, so that an act knows exactly which chats have the old
 * content.
 */

/** The ids of all claimed deliveries, as SQL: for `d.id not in (…)`. */
export const IN_HAND = "select unnest(deliveries) from claims";

export const SENDING_IS_ON = `coalesce((select "on" from switches where name = 'sending'), true)`;
export const HELD_OFF = (now: string) =>
  `exists (select from accounts where messenger = $1 and not_before > ${now})`;

/**
 * The final state, as SQL, of a delivery `d` that is not to be sent any more: `withdrawn`, or `unknown` where the chat may have the message
 * from an earlier attempt (`unsure`) and still `listens`.
 */
export const notSent = (d: string, why: string, listens = "true") => {
  const mayHaveCome = `${d}.act = 'send' and ${d}.unsure and ${listens}`;
  return {
    state: `case when ${mayHaveCome} then 'unknown' else 'withdrawn' end`,
    why: `case when ${mayHaveCome} then 'Mungkin sudah sampai sebelumnya; tidak dikirim lagi.' else ${why} end`,
  };
};

/** Chats of the messenger $1 that nobody may write to at $2, as SQL: chat_id, and free_at (null while claimed). */
export const BUSY = `
  select unnest(chats) as chat_id, null::timestamptz as free_at from claims where messenger = $1
  union all
  select unnest(chats), until from spoken where messenger = $1 and until > $2`;

/** See Ledger.claim. Rows that may not be sent get their new state instead. */
export async function claim(
  pool: pg.Pool,
  ...[messenger, { by, limit, leaseUntil }, now]: Parameters<Ledger["claim"]>
): Promise<Claim> {
  for (;;) {
    const looked = await rows(pool, Looked, CLAIM, [messenger, limit, by, leaseUntil, now]);
    if (looked.some(({ ours }) => !ours)) continue; // someone else was quicker
    const claimed = looked.filter((one) => one.next === "claimed");
    const earlier = await earlierOf(pool, claimed);
    const deliveries = claimed.map((one) => deliveryOf(one, messenger, earlier));
    const alerts = await alertsOf(pool, [...new Set(deliveries.map(({ alertId }) => alertId))]);
    const id = claimed[0]?.claim ?? null;
    return { id, deliveries, alerts, withdrawn: looked.length - deliveries.length };
  }
}

const IN_ONES_HAND = "select unnest(chats) from claims where messenger = $1";
const SPOKEN_TO = "select unnest(chats) from spoken where messenger = $1 and until > $5";
// An alert is sent to a chat only once, so no waiting row of it is for a chat that it has just reached. Where all chats in `spoken` were
// reached by this alert, they need not be excluded: a large broadcast that is alone is spared thousands of look-ups.
const ONLY_SPOKEN = `
  select case when min(alert_id) = max(alert_id) then min(alert_id) end from spoken where messenger = $1 and until > $5`;

const NOT_CLAIMED = notSent("o", "o.withdrawn", "o.kind is not null and o.left_at is null");

// Rows must be read in the index's order until there are enough, whatever the planner's statistics say. For that all ranks are named, busy
// chats are looked up in a hash ("not in"), and what belongs to a row is fetched for it alone ("limit 1"). On a young database without
// statistics, plain joins sorted all waiting rows at every claim. Of two rows of one chat the first is taken. Where a reader had everything
// deleted while the row was written, its chat is missing and the row is withdrawn. "offset 0" keeps the rules from being computed several
// times.
const CLAIM: Prepared = {
  name: "claim",
  text: `
  with next as materialized (
    select d.id, d.alert_id, d.chat_id, d.act, d.rank, d.due_at, d.attempts, d.failing_since, d.unsure
    from deliveries d
    where d.messenger = $1 and d.state = 'waiting' and d.rank in (0, 1, 2, 3, 4, 5) and d.due_at <= $5
      and d.chat_id not in (${IN_ONES_HAND})
      and (d.act = 'send' and d.alert_id = (${ONLY_SPOKEN}) or d.chat_id not in (${SPOKEN_TO}))
      and ${SENDING_IS_ON} and not ${HELD_OFF("$5")}
    order by d.rank, d.due_at, d.id limit $2
  ),
  alert as materialized (
    select id, state, corrections, closed from alerts where id in (select alert_id from next) for share skip locked
  ),
  one_a_chat as (
    select distinct on (n.chat_id) n.*, c.address, c.kind, c.thread, c.left_at, a.state as alert_state, a.corrections, a.closed,
      s.state as said, s.state in ('sent', 'unknown') or s.unsure as may_have
    from next n
    join alert a on a.id = n.alert_id
    left join lateral (
      select state, unsure from deliveries where n.act <> 'send' and alert_id = n.alert_id and chat_id = n.chat_id and act = 'send' limit 1
    ) s on true
    left join lateral (select address, kind, thread, left_at from chats where id = n.chat_id limit 1) c on true
    order by n.chat_id, n.rank, n.due_at, n.id
  ),
  judged as materialized (
    select *, case when withdrawn is not null then ${NOT_CLAIMED.state} when alert_state = 'paused' then 'aside'
                   when quiet_until > $5 then 'waiting' else 'claimed' end as next_state
    from one_a_chat o cross join lateral (
      select
        case
          when kind is null or left_at is not null then 'Chat ini sudah tidak menerima kabar.'
          when act = 'recall' then case
            when alert_state <> 'recalled' then 'Penarikan ini tidak berlaku lagi.'
            when not may_have then 'Kabar yang ditarik tidak sampai ke chat ini.' end
          when alert_state = 'recalled' then 'Kabar ini ditarik sebelum terkirim.'
          when act = 'send' then case
            when alert_state not in ('sending', 'paused') or closed then 'Kabar ini dihentikan sebelum terkirim.'
            when p.paused_until > $5 then 'Chat ini sedang jeda.' end
          when act <> 'correct ' || corrections then 'Sudah ada ralat yang lebih baru.'
          when said in ('waiting', 'aside') and not closed then 'Chat ini menerima kabarnya dengan isi yang sudah diralat.'
          when not may_have then 'Kabar yang diralat tidak sampai ke chat ini.'
        end as withdrawn,
        case when o.act = 'send' and p.quiet_from is not null and not (o.rank < 3 and p.breaking_anyway)
          then after_quiet($5, p.zone, p.quiet_from, p.quiet_until) end as quiet_until
      from (values (o.chat_id)) as one (chat_id)
      left join lateral (
        select zone, quiet_from, quiet_until, breaking_anyway, paused_until from preferences where chat_id = one.chat_id limit 1
      ) p on true
      offset 0
    ) as rules
  ),
  turn as (
    insert into turns (messenger, number) select $1, 1 where exists (select from judged)
    on conflict (messenger) do update set number = turns.number + 1
      where turns.number = (select t.number from turns t where t.messenger = $1)
    returning number
  ),
  claimed as (
    insert into claims (messenger, by, lease_until, deliveries, chats)
    select $1, $3, $4, array_agg(id order by id), array_agg(chat_id order by id) from judged cross join turn
    where next_state = 'claimed' having count(*) > 0
    returning id
  ),
  others as (
    select d.id from judged o cross join turn
    cross join lateral (select id from deliveries where id = o.id and state = 'waiting' limit 1 for no key update skip locked) d
    where o.next_state <> 'claimed'
  ),
  changed as (
    update deliveries d set
      state      = o.next_state,
      due_at     = case when o.next_state = 'waiting' then o.quiet_until else d.due_at end,
      why        = case when o.withdrawn is null then d.why else ${NOT_CLAIMED.why} end,
      settled_at = case when o.withdrawn is not null then $5::timestamptz end
    from judged o where exists (select from others) and d.id = o.id and d.id = any(array(select id from others))
  )
  select id, alert_id as "alertId", chat_id as "chatId", act, attempts, failing_since as "failingSince", address, kind, thread,
         next_state as next, (select id from claimed) as claim, exists (select from turn) as ours
  from judged order by rank, due_at, id`,
};

const Claimed = z.object({
  next: z.literal("claimed"),
  ours: z.boolean(),
  claim: z.number().nullable(),
  id: z.number(),
  alertId: z.number(),
  chatId: z.number(),
  act: Act,
  attempts: z.number(),
  failingSince: z.date().nullable(),
  address: z.string(),
  kind: z.enum(CHAT_KINDS),
  thread: z.string(),
});
type Claimed = z.infer<typeof Claimed>;
const Looked = z.discriminatedUnion("next", [
  Claimed,
  z.object({ next: z.enum(["aside", "waiting", "withdrawn", "unknown"]), ours: z.boolean() }),
]);

function deliveryOf(
  { id, alertId, chatId, act, attempts, failingSince, address, kind, thread }: Claimed,
  messenger: MessengerName,
  earlier: ReadonlyMap<string, Pick<Delivery, "earlier" | "more">>,
): Delivery {
  return {
    ...(earlier.get(`${alertId} ${chatId}`) ?? NOTHING_EARLIER),
    id,
    alertId,
    chatId,
    act,
    attempts,
    failingSince,
    to: { messenger, address, kind, thread: thread || null },
  };
}

const NOTHING_EARLIER: Pick<Delivery, "earlier" | "more"> = { earlier: [], more: false };

/** The messages that the chats of corrections and recalls have of their alerts: each once, newest first. */
async function earlierOf(
  pool: pg.Pool,
  taken: readonly Claimed[],
): Promise<Map<string, Pick<Delivery, "earlier" | "more">>> {
  const later = taken.filter(({ act }) => act !== "send");
  if (later.length === 0) return new Map();
  const found = await rows(pool, Earlier, EARLIER, [
    later.map(({ alertId }) => alertId),
    later.map(({ chatId }) => chatId),
  ]);
  const byChat = Map.groupBy(found, ({ alertId, chatId }) => `${alertId} ${chatId}`);
  return new Map(
    [...byChat].map(([key, acts]) => [
      key,
      { earlier: messagesOf(acts), more: acts.some(({ more }) => more) },
    ]),
  );
}

function messagesOf(acts: readonly z.infer<typeof Earlier>[]): Sent[] {
  const sent = acts.flatMap(({ messageId, at }) =>
    messageId !== null && at !== null ? [{ messageId, at }] : [],
  );
  return [...new Map(sent.map((one) => [one.messageId, one])).values()].reverse();
}

const EARLIER = `
  select d.alert_id as "alertId", d.chat_id as "chatId", d.message_id as "messageId", d.settled_at as at,
         d.unsure or d.message_id is null as more
  from unnest($1::bigint[], $2::bigint[]) as asked (alert_id, chat_id)
  join deliveries d on d.alert_id = asked.alert_id and d.chat_id = asked.chat_id
  where (d.state in ('sent', 'unknown') or d.unsure) and d.act <> 'recall'
  order by d.id`;

const Earlier = z.object({
  alertId: z.number(),
  chatId: z.number(),
  messageId: z.string().nullable(),
  at: z.date().nullable(),
  more: z.boolean(),
});

const Sendable: z.ZodType<ClaimedAlert> = z.object({
  id: z.number(),
  content: AlertContent,
  decidedAt: z.date().nullable(),
  version: z.number(),
  trace: z.string().nullable(),
});

const ALERTS: Prepared = {
  name: "alerts of a claim",
  text: `select id, content, decided_at as "decidedAt", version, trace from alerts where id = any($1)`,
};

async function alertsOf(pool: pg.Pool, ids: readonly number[]): Promise<Map<number, ClaimedAlert>> {
  if (ids.length === 0) return new Map();
  const alerts = await rows(pool, Sendable, ALERTS, [ids]);
  return new Map(alerts.map((alert) => [alert.id, alert]));
}

// --- letting go ----------------------------------------------------------------------------------------------------

/** Releases all rows of a claim but these. */
export async function keep(db: Queryable, claimId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) await db.query("delete from claims where id = $1", [claimId]);
  else await db.query({ ...KEEP, values: [claimId, ids] });
}

/** Releases these rows of these claims. */
export async function letGo(
  db: Queryable,
  claimIds: readonly number[],
  ids: readonly number[],
): Promise<void> {
  await db.query({ ...LET_GO, values: [claimIds, ids] });
}

const shrunk = (which: string, stays: string): string => `
  update claims set (deliveries, chats) = (
    select coalesce(array_agg(d order by d), '{}'), coalesce(array_agg(c order by d), '{}')
    from unnest(deliveries, chats) as pair (d, c) where d ${stays})
  where ${which}`;

const KEEP: Prepared = { name: "keep", text: shrunk("id = $1", "= any($2)") };
const LET_GO: Prepared = { name: "let go", text: shrunk("id = any($1)", "<> all($2)") };

/**
 * Releases the claims whose lease has ended; all of them where `now` is null. Returns how many of their rows still waited: these may have
 * been sent, and are marked `unsure`.
 */
export async function reclaim(pool: pg.Pool, now: Date | null): Promise<number> {
  const Ended = z.object({ waiting: z.number() });
  const ended = await row(
    pool,
    Ended,
    `with ended as (delete from claims where $1::timestamptz is null or lease_until <= $1 returning deliveries),
     back as (
       update deliveries set unsure = true
       where id = any(array(select unnest(deliveries) from ended)) and case state when 'waiting' then true else false end
       returning 1
     )
     select count(*) as waiting from back`,
    [now],
  );
  return ended?.waiting ?? 0;
}

/** Makes concurrent claims look again, and waits for those that have already counted. Holds until the transaction ends. */
export async function nextTurn(tx: Queryable, messenger: MessengerName): Promise<void> {
  await tx.query(
    "insert into turns (messenger, number) values ($1, 1) on conflict (messenger) do update set number = turns.number + 1",
    [messenger],
  );
}

/** Deletes the entries of `spoken` whose limits are over. */
export async function forgetSpoken(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query("delete from spoken where until <= $1", [now]);
}
