import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import type { RefusedAct } from "../chat/ports.ts";
import { record } from "./audit.ts";
import { type Queryable, row } from "./database.ts";

/**
 * Puts an editor's act that somebody else tried on record. Who it was stands there only as a hash with the salt of the day:
 * the log cannot be changed, and a reader must be able to have everything of theirs deleted. What happened on one day
 * belongs together; when the day is over and its salt thrown away, the hash points to nobody. The same act is a line once a day, or one
 * stranger could bury what editors did.
 */
export async function recordRefusal(db: Queryable, { who, act, subject, at }: RefusedAct): Promise<void> {
  const salt = await saltOf(db, at);
  const hidden = (id: string): string => {
    const hash = createHmac("sha256", salt).update(id).digest("hex").slice(0, 16);
    return `${id.split(":")[0] ?? ""}:~${hash}`;
  };
  const entry = { who: hidden(who), act: `refused ${act}`, subject: hidden(subject) };
  const before = await db.query("select from audit where subject = $1 and who = $2 and act = $3 limit 1", [
    entry.subject,
    entry.who,
    entry.act,
  ]);
  if (before.rowCount === 0) await record(db, { at, ...entry });
}

/** Throws the salts of other days away. */
async function saltOf(db: Queryable, at: Date): Promise<Buffer> {
  const day = at.toISOString().slice(0, 10);
  await db.query("delete from audit_salts where day < $1::date", [day]);
  await db.query("insert into audit_salts (day, salt) values ($1, $2) on conflict do nothing", [
    day,
    randomBytes(32),
  ]);
  const kept = await row(
    db,
    z.object({ salt: z.instanceof(Buffer) }),
    "select salt from audit_salts where day = $1",
    [day],
  );
  if (!kept) throw new Error("PostgreSQL lost today's salt");
  return kept.salt;
}
