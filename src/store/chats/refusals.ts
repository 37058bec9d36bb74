import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import type { RefusedAct } from "../../chat/ports.ts";
import { record } from "../audit.ts";
import { type Queryable, row } from "../database.ts";

/**
 * Records that somebody who may not tried an editor's act. The person appears only as a hash with the day's salt, since the log cannot be
 * changed and readers may have everything about them deleted. Within a day the entries of one person can be matched; when the salt is thrown
 * away the hash points to nobody. The same act is recorded once a day, so that a stranger cannot flood the log.
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

/** Today's salt. Deletes those of earlier days. */
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
