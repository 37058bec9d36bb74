import { z } from "zod";
import { type Queryable, rows } from "./database.ts";

/** Who did what, when. Rows are only ever added; the database refuses anything else. */
export interface AuditEntry {
  at: Date;
  /** "telegram:12345", "sumber:kompas", "sistem". */
  who: string;
  /** One word: "approve", "reject", "stop", "resume", "refused". */
  act: string;
  /** What it was done to: "alert:12", "sending". */
  subject: string;
  details?: Record<string, unknown>;
}

/** Adds an entry, in the transaction of the act itself wherever there is one. */
export async function record(db: Queryable, entry: AuditEntry): Promise<void> {
  await db.query("insert into audit (at, who, act, subject, details) values ($1, $2, $3, $4, $5)", [
    entry.at,
    entry.who,
    entry.act,
    entry.subject,
    JSON.stringify(entry.details ?? {}),
  ]);
}

const Entry = z.object({
  at: z.date(),
  who: z.string(),
  act: z.string(),
  details: z.record(z.string(), z.unknown()),
});

/** What was done to one thing, oldest first. */
export function historyOf(db: Queryable, subject: string): Promise<z.infer<typeof Entry>[]> {
  return rows(db, Entry, "select at, who, act, details from audit where subject = $1 order by id", [subject]);
}
