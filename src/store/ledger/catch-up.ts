import { HOUR_MS } from "../../time.ts";
import type { Queryable } from "../database.ts";

const LOOKS_BACK_MS = 48 * HOUR_MS; // older alerts are no longer read

/**
 * A chat that comes back gets the corrections and recalls that it missed while it was away, for the alerts of the last two days that it has: the
 * wrong words are still on its screen. In the transaction in which it comes back.
 */
export async function catchUp(tx: Queryable, chatId: number, at: Date): Promise<void> {
  await tx.query(MISSED, [chatId, at, new Date(at.getTime() - LOOKS_BACK_MS)]);
}

// A chat that got the alert after its change got the right words. A row that was withdrawn, or failed, because nobody listened is tried again.
const MISSED = `
  with changed as materialized (
    select a.id, case a.state when 'recalled' then 'recall' else 'correct ' || a.corrections end as act,
           (select max(at) from audit where subject = 'alert:' || a.id and act in ('correct', 'update', 'recall')) as at
    from alerts a where a.decided_at >= $3 and (a.state = 'recalled' or a.corrections > 0)
  )
  insert into deliveries (alert_id, chat_id, act, messenger, rank, due_at)
  select d.alert_id, d.chat_id, changed.act, d.messenger, d.rank % 3, $2
  from changed join deliveries d on d.alert_id = changed.id and d.chat_id = $1 and d.act = 'send'
  where (d.state in ('sent', 'unknown') or d.unsure) and coalesce(d.settled_at, '-infinity') <= changed.at
  on conflict (alert_id, chat_id, act) do update
    set state = 'waiting', due_at = excluded.due_at, settled_at = null, failing_since = null, why = null
    where deliveries.state in ('withdrawn', 'gone')`;
