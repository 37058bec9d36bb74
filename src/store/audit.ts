import type { Queryable } from "./database.ts";

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
