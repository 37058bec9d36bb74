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
  return row(
    db,
    Last,
    `select r.received_at as "receivedAt", max(d.settled_at) as "lastAt"
     from alerts a join articles r on r.id = a.article_id join deliveries d on d.alert_id = a.id
     where a.id = $1 and d.act = 'send' and d.state = 'sent' and d.due_at <= a.decided_at + interval '15 minutes'
     group by r.received_at`,
    [alertId],
  );
}
