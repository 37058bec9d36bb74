import { z } from "zod";
import { type Queryable, row } from "../database.ts";

const Counts = z.object({
  drafts: z.number(),
  waiting: z.number(),
  sentToday: z.number(),
  deadLetters: z.number(),
  chats: z.number(),
});

/** What an editor wants to know at a glance. None of them reads the ledger itself. */
export async function deskCounts(db: Queryable, now: Date): Promise<z.infer<typeof Counts>> {
  const counts = await row(
    db,
    Counts,
    `select (select count(*) from alerts where state = 'draft') as drafts,
            (select coalesce(sum(change), 0) from tallies where state = 'open'
              and alert_id in (select id from alerts where state in ('sending', 'paused', 'recalled'))) as waiting,
            (select coalesce(sum(change), 0) from tallies where state = 'sent'
              and alert_id in (select id from alerts where decided_at > $1::timestamptz - interval '24 hours')) as "sentToday",
            (select count(*) from dead_letters) as "deadLetters",
            (select count(*) from chats where left_at is null) as chats`,
    [now],
  );
  if (!counts) throw new Error("PostgreSQL counted nothing");
  return counts;
}
