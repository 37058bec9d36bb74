import type { Queryable } from "./database.ts";

/** Why alerts wait for an editor: sentences for that editor, kept beside the alert. */

/** Adds reasons to an alert's. */
export async function giveReasons(tx: Queryable, alertId: number, reasons: readonly string[]): Promise<void> {
  if (reasons.length === 0) return;
  await tx.query("update alerts set reasons = reasons || $2::text[] where id = $1", [alertId, reasons]);
}
