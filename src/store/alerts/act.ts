import type pg from "pg";
import type { NotDone } from "../../alerts/acts.ts";
import type { Alert, AlertContent, AlertState } from "../../alerts/alert.ts";
import { record } from "../audit.ts";
import { inTransaction } from "../database.ts";
import { alertById } from "./alerts.ts";

/**
 * What editors do to an alert. Each act locks the alert's row, and is one transaction with its consequences and its entry in the audit log.
 * It says why it is not possible (any more): of two editors, or two presses, one acts and the other is told so.
 */

export interface By {
  editor: string;
  at: Date;
  /** The version that the editor saw; left out: any. */
  version?: number | undefined;
  /** The button promised a first approval, so this act may neither send nor schedule. */
  onlyFirst?: boolean | undefined;
  /** Send at once, although the first of two approved it for a later moment. */
  atOnce?: boolean | undefined;
}

/** Does `work` with the alert's row locked, or says why it is not possible. */
export function act<T>(
  pool: pg.Pool,
  id: number,
  from: readonly AlertState[],
  by: By,
  work: (tx: pg.PoolClient, alert: Alert) => Promise<T | NotDone>,
): Promise<T | NotDone> {
  return inTransaction<T | NotDone>(pool, (tx) => actIn(tx, id, from, by, (alert) => work(tx, alert)));
}

/** The same in the caller's transaction. */
export async function actIn<T>(
  tx: pg.PoolClient,
  id: number,
  from: readonly AlertState[],
  by: By,
  work: (alert: Alert) => Promise<T | NotDone>,
): Promise<T | NotDone> {
  const alert = await lockedAlert(tx, id);
  if (!alert) return { kind: "absent" };
  if (!from.includes(alert.state))
    return { kind: "too late", state: alert.state, by: alert.decidedBy, at: alert.decidedAt };
  if (by.version !== undefined && by.version !== alert.version)
    return { kind: "changed", by: alert.editedBy, version: alert.version };
  return work(alert);
}

/** The alert as it is, and stays until the transaction ends. */
export async function lockedAlert(tx: pg.PoolClient, id: number): Promise<Alert | undefined> {
  await tx.query("select from alerts where id = $1 for no key update", [id]);
  return alertById(tx, id);
}

export function recorded(
  tx: pg.PoolClient,
  id: number,
  what: string,
  by: By,
  details: Record<string, unknown>,
): Promise<void> {
  return record(tx, { at: by.at, who: by.editor, act: what, subject: `alert:${id}`, details });
}

/** The fields that changed, before and after. */
export function changedFields(before: AlertContent, after: AlertContent): Record<string, unknown> {
  const [was, is] = [before, after].map((content) => new Map<string, unknown>(Object.entries(content)));
  const names = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])];
  const changed = names.filter((name) => JSON.stringify(was?.get(name)) !== JSON.stringify(is?.get(name)));
  return {
    before: Object.fromEntries(changed.map((name) => [name, was?.get(name) ?? null])),
    after: Object.fromEntries(changed.map((name) => [name, is?.get(name) ?? null])),
  };
}
