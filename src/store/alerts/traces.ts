import { z } from "zod";
import { type Queryable, row } from "../database.ts";

const Traced = z.object({ trace: z.string().nullable() });

/** The trace id of an alert, the same as its article's; null for alerts from before there were traces. */
export async function traceOfAlert(db: Queryable, alertId: number): Promise<string | null> {
  const found = await row(db, Traced, "select trace from alerts where id = $1", [alertId]);
  return found?.trace ?? null;
}

const First = z.object({ trace: z.string().nullable(), receivedAt: z.date().nullable() });

/**
 * Records that an alert has reached its first chat. Answers, only to the first process that records it, when its article was received (null:
 * it has none).
 */
export function noteFirstSent(
  db: Queryable,
  alertId: number,
  at: Date,
): Promise<z.infer<typeof First> | undefined> {
  return row(
    db,
    First,
    `update alerts a set first_sent_at = $2 where id = $1 and first_sent_at is null
     returning trace, (select received_at from articles where id = a.article_id) as "receivedAt"`,
    [alertId, at],
  );
}

const Last = z.object({ receivedAt: z.date(), lastAt: z.date() });

/**
 * When an alert's article was received, and when the alert reached the last chat, not counting rows that were put off by more than a quarter
 * of an hour (quiet hours). Undefined where there is no article, or no chat was reached.
 */
export function lastSent(db: Queryable, alertId: number): Promise<z.infer<typeof Last> | undefined> {
  return row(db, Last, LAST_SENT, [alertId]);
}

// Lateral look-ups, since with a join the planner reads all alerts and articles.
const LAST_SENT = `
  with alert as materialized (select article_id, decided_at from alerts where id = $1)
  select r.received_at as "receivedAt", d.last as "lastAt"
  from alert cross join lateral (select received_at from articles where id = alert.article_id limit 1) r
  cross join lateral (
    select max(settled_at) as last from deliveries
    where alert_id = $1 and act = 'send' and state = 'sent' and due_at <= alert.decided_at + interval '15 minutes'
  ) d
  where d.last is not null`;
