import type { MessengerName } from "../../delivery/delivery.ts";
import { dayHeard } from "../chats/preferences.ts";
import type { Queryable } from "../database.ts";
import { IN_HAND, nextTurn } from "./claims.ts";
import { broughtBy } from "./fan-out.ts";

/**
 * Withdraws what waits for a chat and nothing that it still follows would bring, and takes it out of its next digest: in the transaction that
 * drops subscriptions, while the chat's row is held. What a worker has in its hands goes out; for that nobody takes more meanwhile.
 */
export async function withdrawUnfollowed(
  tx: Queryable,
  chatId: number,
  messenger: MessengerName,
  at: Date,
): Promise<void> {
  await tx.query(UNLIST, [chatId]);
  if ((await tx.query(WAITING, [chatId])).rowCount === 0) return;
  await nextTurn(tx, messenger);
  await tx.query(WITHDRAW, [chatId, at]);
}

const BROUGHT = broughtBy({
  topics: "array(select jsonb_array_elements_text(a.content->'topics'))",
  breaking: "(a.content->>'breaking')::boolean",
  toEveryone: "(a.content->>'toEveryone')::boolean",
  outlet: "a.content->>'outlet'",
  regions: "array(select jsonb_array_elements_text(a.content->'regions'))",
  filters: "(select f.words from filters f where f.words = s.topic and a.words @@ f.asked)",
});

/** For a digest, any of what it lists. */
const STILL_HEARS = (alert: string): string => `exists (
  select from alerts a join subscriptions s on s.chat_id = $1 and (${BROUGHT})
  where a.id = ${alert})`;

const UNLIST = `delete from digest_items i where i.chat_id = $1 and not ${STILL_HEARS("i.alert_id")}`;

const UNFOLLOWED = `
  d.chat_id = $1 and d.alert_id = said.id and said.state in ('sending', 'paused')
    and d.act = 'send' and d.state in ('waiting', 'aside') and d.attempts = 0
    and not ${STILL_HEARS("any(coalesce(said.lists, array[said.id]))")}`;

const WAITING = `select d.id from deliveries d, alerts said where ${UNFOLLOWED} limit 1`;

// What was counted for the day's limit and does not come leaves its place to another. Breaking alerts and digests are not counted; what
// came before there was a limit was not either, and may leave a place too many on the day it was set.
const WITHDRAW = `
  with withdrawn as (
    update deliveries d set
      state = 'withdrawn', why = 'Chat ini sudah tidak mengikuti kabar seperti itu.', settled_at = $2
    from alerts said where ${UNFOLLOWED} and d.id not in (${IN_HAND})
    returning d.rank, said.lists, said.decided_at
  )
  update preferences p set heard = greatest(0, p.heard - (
    select count(*) from withdrawn w where w.rank >= 3 and w.lists is null and ${dayHeard("w.decided_at")} = p.day))
  where p.chat_id = $1 and p.day is not null`;
