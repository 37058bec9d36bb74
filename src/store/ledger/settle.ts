import type pg from "pg";
import { z } from "zod";
import type { Delivery } from "../../delivery/delivery.ts";
import type { Outcome, Settlement } from "../../delivery/ledger.ts";
import { moveChat } from "../chats/chats.ts";
import { inTransaction, onConnection, type Prepared, type Queryable, row, rows } from "../database.ts";
import { letGo, nextTurn } from "./claims.ts";

/** See Ledger.settle. */
export async function settle(
  pool: pg.Pool,
  settlements: readonly Settlement[],
  handedOver: () => void = () => undefined,
): Promise<void> {
  const again = settlements.filter(waitsAgain);
  const late =
    again.length === 0
      ? await onConnection(pool, (client) => {
          const writing = write(client, settlements, "ours"); // one statement: PostgreSQL completes it even if we are killed
          handedOver();
          return writing;
        })
      : await inTransaction(pool, async (tx) => {
          const left = await write(tx, settlements, "ours");
          await letGo(
            tx,
            again.map(({ claim }) => claim),
            again.map(({ delivery }) => delivery.id),
          );
          await followMoves(tx, settlements);
          return left;
        });
  if (late.length > 0) await settleLate(pool, late);
}

/**
 * The lease has ended, or this is a second attempt at writing. Where no other worker has claimed the row, the verdict still counts: better
 * late than sent twice. Holding the turn keeps others from claiming it meanwhile.
 */
async function settleLate(pool: pg.Pool, late: readonly Settlement[]): Promise<void> {
  await inTransaction(pool, async (tx) => {
    for (const messenger of new Set(late.map(({ delivery }) => delivery.to.messenger)))
      await nextTurn(tx, messenger);
    await write(tx, late, "nobody's");
    await followMoves(tx, late);
  });
}

async function followMoves(tx: Queryable, settlements: readonly Settlement[]): Promise<void> {
  for (const { delivery, outcome } of settlements)
    if (outcome.state === "moved") await moveChat(tx, delivery.to, outcome.to);
}

function waitsAgain({ outcome }: Settlement): boolean {
  return outcome.state === "waiting" || outcome.state === "moved";
}

// A group that became a supergroup (chats.ts) since the send numbers its messages anew: the message id is dropped.
const MESSAGE_ID = `case when v.said_to is null or v.said_to = (select address from chats where id = d.chat_id) then v.message_id end`;

// The check for 'waiting' is inside a case, so that the planner looks up the few rows by id and does not use the index of all waiting rows.
// A chat that joined again, or moved, after the verdict "gone" stays.
const SETTLE: Prepared = {
  name: "settle",
  text: `
  with verdict as (
    select id, claim, state, to_timestamp(due_at / 1000) as due_at, message_id, why, to_timestamp(at / 1000) as at, failing,
           to_timestamp(chat_free_at / 1000) as chat_free_at, said_to
    from unnest($1::bigint[], $2::bigint[], $3::text[], $4::float8[], $5::text[], $6::text[], $7::float8[], $8::boolean[], $9::float8[],
      $10::text[]) as v (id, claim, state, due_at, message_id, why, at, failing, chat_free_at, said_to)
  ),
  ours as materialized (select id from claims where id = any($2) for key share),
  settled as (
    update deliveries d set
      state         = v.state,
      due_at        = coalesce(v.due_at, d.due_at),
      attempts      = d.attempts + 1,
      failing_since = case when v.failing then coalesce(d.failing_since, v.at) else d.failing_since end,
      message_id    = ${MESSAGE_ID},
      why           = v.why,
      settled_at    = case when v.state <> 'waiting' then v.at end
    from verdict v
    where d.id = v.id and case d.state when 'waiting' then
      case when $11 then v.claim in (select id from ours) else d.id not in (select unnest(deliveries) from claims) end
    else false end
    returning d.id, d.messenger, d.alert_id, d.chat_id, v.state, v.why, v.at, v.chat_free_at, v.said_to
  ),
  spoke as (
    insert into spoken (messenger, alert_id, until, chats)
    select messenger, alert_id, max(chat_free_at), array_agg(chat_id) from settled
    where chat_free_at > at group by messenger, alert_id, chat_free_at - at
  ),
  left_us as (
    update chats c set left_at = coalesce(c.left_at, s.at), left_why = case when c.left_at is null then s.why else c.left_why end
    from settled s where c.id = s.chat_id and s.state = 'gone' and c.id = any(array(select chat_id from settled where state = 'gone'))
      and c.joined_at <= s.at and coalesce(s.said_to, c.address) = c.address
  )
  select id from settled`,
};

// The same for the usual case, a group of our own in which every row was sent: half the work.
const SETTLE_SENT: Prepared = {
  name: "settle sent",
  text: `
  with ours as materialized (select id from claims where id = any($2) for key share),
  settled as (
    update deliveries d set
      state = 'sent', attempts = d.attempts + 1, message_id = ${MESSAGE_ID}, why = null, settled_at = to_timestamp(v.at / 1000)
    from unnest($1::bigint[], $2::bigint[], $3::text[], $4::float8[], $5::float8[], $6::text[])
      as v (id, claim, message_id, at, chat_free_at, said_to)
    where d.id = v.id and case d.state when 'waiting' then v.claim in (select id from ours) else false end
    returning d.id, d.messenger, d.alert_id, d.chat_id, v.at, v.chat_free_at
  ),
  spoke as (
    insert into spoken (messenger, alert_id, until, chats)
    select messenger, alert_id, to_timestamp(max(chat_free_at) / 1000), array_agg(chat_id) from settled
    where chat_free_at > at group by messenger, alert_id, chat_free_at - at
  )
  select count(*) from settled`,
};

const Written = z.object({ id: z.number() });
const WrittenCount = z.object({ count: z.number() });

/** Writes verdicts of rows that we have claimed, or that nobody has. Returns a list that contains all that were not written. */
async function write(
  db: Queryable,
  settlements: readonly Settlement[],
  whose: "ours" | "nobody's",
): Promise<readonly Settlement[]> {
  if (whose === "ours" && settlements.every(({ outcome }) => outcome.state === "sent")) {
    const written = await row(db, WrittenCount, SETTLE_SENT, sentColumns(settlements));
    return written?.count === settlements.length ? [] : settlements; // what was written keeps its verdict
  }
  const columns = settlements.map(columnsOf);
  const column = <K extends keyof Columns>(name: K): Columns[K][] => columns.map((one) => one[name]);
  const written = await rows(db, Written, SETTLE, [
    arrayOf(column("id")),
    arrayOf(column("claim")),
    arrayOf(column("state")),
    arrayOf(column("dueAt")),
    column("messageId"),
    column("why"),
    arrayOf(column("at")),
    arrayOf(column("failing")),
    arrayOf(column("chatFreeAt")),
    column("saidTo"),
    whose === "ours",
  ]);
  const ids = new Set(written.map(({ id }) => id));
  return settlements.filter(({ delivery }) => !ids.has(delivery.id));
}

/** $1 to $6 of SETTLE_SENT: arrays, as PostgreSQL reads them. */
function sentColumns(settlements: readonly Settlement[]): string[] {
  let [ids, claims, messageIds, at, freeAt, saidTo] = ["", "", "", "", "", ""];
  for (const [i, { claim, delivery, outcome, ...when }] of settlements.entries()) {
    const comma = i === 0 ? "" : ",";
    ids += `${comma}${delivery.id}`;
    claims += `${comma}${claim}`;
    messageIds += `${comma}${quoted(outcome.state === "sent" ? outcome.messageId : null)}`;
    at += `${comma}${when.at.getTime()}`;
    freeAt += `${comma}${when.chatFreeAt.getTime()}`;
    saidTo += `${comma}${quoted(saidToOf(delivery))}`;
  }
  return [ids, claims, messageIds, at, freeAt, saidTo].map((elements) => `{${elements}}`);
}

/** An array's element, whatever it contains. */
function quoted(text: string | null): string {
  return text === null ? "null" : `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** A PostgreSQL array of elements that need no quotes. Faster than the driver, which examines every element. */
function arrayOf(values: readonly (number | boolean | Settled | null)[]): string {
  return `{${values.map(String).join(",")}}`;
}

type Settled = Exclude<Outcome["state"], "moved">;
type Columns = ReturnType<typeof columnsOf>;

/** The address it was sent to, for Telegram's groups: they may get a new address and number their messages anew. */
function saidToOf({ to: { messenger, kind, address } }: Delivery): string | null {
  return messenger === "telegram" && kind === "group" ? address : null;
}

function columnsOf({ claim, delivery, outcome, at, chatFreeAt }: Settlement) {
  return {
    id: delivery.id,
    claim,
    state: outcome.state === "moved" ? ("waiting" as const) : outcome.state,
    dueAt: outcome.state === "waiting" ? outcome.dueAt.getTime() : null,
    messageId: outcome.state === "sent" ? outcome.messageId : null,
    why: "why" in outcome ? outcome.why : null,
    at: at.getTime(),
    failing: outcome.state === "waiting" && outcome.failing,
    chatFreeAt: (outcome.state === "moved" ? at : chatFreeAt).getTime(), // moved: nothing was sent
    saidTo: saidToOf(delivery),
  };
}
