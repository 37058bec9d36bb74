import type { Queryable } from "../database.ts";

/** Why alerts wait for an editor: sentences for that editor, kept beside the alert. */

/** Adds reasons to an alert's. */
export async function giveReasons(tx: Queryable, alertId: number, reasons: readonly string[]): Promise<void> {
  if (reasons.length === 0) return;
  await tx.query("update alerts set reasons = reasons || $2::text[] where id = $1", [alertId, reasons]);
}

/** The same where editors may have been shown the draft without this reason: it is a new version, which they have to see before they decide. */
export async function giveNewReason(
  tx: Queryable,
  alertId: number,
  reason: string,
  by = "sistem:sumber",
): Promise<void> {
  await tx.query(
    `update alerts set reasons = array_remove(reasons, $2) || $2::text, version = version + 1, edited_by = $3,
       first_approval = null, first_send_at = null
     where id = $1`,
    [alertId, reason, by],
  );
}
