import type pg from "pg";
import { z } from "zod";
import { record } from "./audit.ts";
import { inTransaction, type Queryable, row } from "./database.ts";

/** The one stop: while the switch "sending" is off, nothing is claimed and no claimed delivery is started. */

const Switch = z.object({ on: z.boolean(), by: z.string().nullable(), at: z.date().nullable() });

/** Whether sending is on (the default), who switched it last, and when. */
export async function sendingSwitch(pool: pg.Pool): Promise<z.infer<typeof Switch>> {
  const found = await row(pool, Switch, `select "on", by, at from switches where name = 'sending'`);
  return found ?? { on: true, by: null, at: null };
}

const HeldBack = z.object({ alerts: z.number(), since: z.date().nullable() });

/** The alerts that go on as soon as sending does, and when the first of them was approved; null where there is none. */
export async function heldBack(db: Queryable): Promise<{ alerts: number; since: Date } | null> {
  const found = await row(
    db,
    HeldBack,
    `select count(*) as alerts, min(decided_at) as since from alerts a
     where state = 'sending' and lists is null
       and (select sum(change) from tallies where alert_id = a.id and state = 'open') > 0`,
  );
  return found && found.since !== null ? { alerts: found.alerts, since: found.since } : null;
}

/** False where it was in that position already: the record then keeps who did it first. */
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
