import type pg from "pg";
import { z } from "zod";
import { record } from "./audit.ts";
import { inTransaction, row } from "./database.ts";

/** The one stop: while the switch "sending" is off, nothing is claimed and nothing under way is begun. */

const On = z.object({ on: z.boolean() });

/** On unless an editor has stopped it. */
export async function sendingIsOn(pool: pg.Pool): Promise<boolean> {
  const found = await row(pool, On, `select "on" from switches where name = 'sending'`);
  return found?.on ?? true;
}

const Switch = z.object({ on: z.boolean(), by: z.string().nullable(), at: z.date().nullable() });

/** The same, with who switched it last and when. */
export async function sendingSwitch(pool: pg.Pool): Promise<z.infer<typeof Switch>> {
  const found = await row(pool, Switch, `select "on", by, at from switches where name = 'sending'`);
  return found ?? { on: true, by: null, at: null };
}

export function switchSending(pool: pg.Pool, on: boolean, by: string, now: Date): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await tx.query(
      `insert into switches (name, "on", by, at) values ('sending', $1, $2, $3)
       on conflict (name) do update set "on" = excluded."on", by = excluded.by, at = excluded.at`,
      [on, by, now],
    );
    await record(tx, { at: now, who: by, act: on ? "resume" : "stop", subject: "sending" });
  });
}
