import type pg from "pg";
import { z } from "zod";
import { record } from "./audit.ts";
import { inTransaction, row } from "./database.ts";

/** The one stop: while the switch "sending" is off, nothing is claimed and nothing under way is begun. */

const Switch = z.object({ on: z.boolean(), by: z.string().nullable(), at: z.date().nullable() });

/** On unless an editor has stopped it; with who switched it last and when. */
export async function sendingSwitch(pool: pg.Pool): Promise<z.infer<typeof Switch>> {
  const found = await row(pool, Switch, `select "on", by, at from switches where name = 'sending'`);
  return found ?? { on: true, by: null, at: null };
}

/** False where it was so already: then it stays on record who did it first, and when. */
export function switchSending(pool: pg.Pool, on: boolean, by: string, now: Date): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    await tx.query(
      `insert into switches (name, "on", by, at) values ('sending', true, $1, $2) on conflict do nothing`,
      [by, now],
    );
    const { rowCount } = await tx.query(
      `update switches set "on" = $1, by = $2, at = $3 where name = 'sending' and "on" <> $1`,
      [on, by, now],
    );
    if (rowCount === 0) return false;
    await record(tx, { at: now, who: by, act: on ? "resume" : "stop", subject: "sending" });
    return true;
  });
}
