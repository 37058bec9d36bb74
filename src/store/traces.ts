import { z } from "zod";
import { type Queryable, row } from "./database.ts";

const Traced = z.object({ trace: z.string().nullable() });

/** The id that an alert's article had in the log and in traces since it was accepted; null for what is older than such ids. */
export async function traceOfAlert(db: Queryable, alertId: number): Promise<string | null> {
  const found = await row(db, Traced, "select trace from alerts where id = $1", [alertId]);
  return found?.trace ?? null;
}

const First = z.object({ trace: z.string().nullable(), receivedAt: z.date().nullable() });

/**
 * Notes that an alert has reached somebody. Answers, to whoever notes it first over all processes, when its article was received
 * (null: it has none).
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
 * When an alert's article was received, and when it reached the last of those who were to have it at once: readers in their quiet
 * hours, whose rows were put off by more than a quarter of an hour, are left out. Undefined where there is no article or nobody.
 */
export function lastSent(db: Queryable, alertId: number): Promise<z.infer<typeof Last> | undefined> {
  return row(db, Last, LAST_SENT, [alertId]);
}

// Each part looked up by itself: joined, the planner walks all alerts and articles there are beside the alert's own rows.
const LAST_SENT = `
  with alert as materialized (select article_id, decided_at from alerts where id = $1)
  select r.received_at as "receivedAt", d.last as "lastAt"
  from alert cross join lateral (select received_at from articles where id = alert.article_id limit 1) r
  cross join lateral (
    select max(settled_at) as last from deliveries
    where alert_id = $1 and act = 'send' and state = 'sent' and due_at <= alert.decided_at + interval '15 minutes'
  ) d
  where d.last is not null`;
