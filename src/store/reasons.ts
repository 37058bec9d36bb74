import { z } from "zod";
import { type Queryable, rows } from "./database.ts";

/** Why alerts wait for an editor: sentences for that editor, kept beside the alert. */

/** Adds reasons to an alert's. */
export async function giveReasons(tx: Queryable, alertId: number, reasons: readonly string[]): Promise<void> {
  if (reasons.length === 0) return;
  await tx.query("update alerts set reasons = reasons || $2::text[] where id = $1", [alertId, reasons]);
}

const Reasons = z.object({ id: z.number(), reasons: z.array(z.string()) });

/** The reasons of each of these alerts that has any. */
export async function reasonsOf(db: Queryable, alertIds: readonly number[]): Promise<Map<number, string[]>> {
  const known = await rows(
    db,
    Reasons,
    "select id, reasons from alerts where id = any($1) and reasons <> '{}'",
    [alertIds],
  );
  return new Map(known.map(({ id, reasons }) => [id, reasons]));
}
