import type pg from "pg";
import { z } from "zod";
import type { Edit, NotDone } from "../../alerts/acts.ts";
import type { Alert, AlertContent } from "../../alerts/alert.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";
import { isSamePerson } from "../desk/people.ts";
import { act, actIn, type By, changedFields, recorded } from "./act.ts";
import { alertById, type FanOut, UNDECIDED } from "./alerts.ts";
import { giveNewReason } from "./reasons.ts";
import { sendIn } from "./send.ts";
import { owesNotice } from "./untold.ts";

/** Acts on alerts that nobody has yet: drafts, scheduled and rejected ones. */

/** Whether an alert of this source (null: an editor's own words) may only go out with two persons' approval. */
export type NeedsTwo = (content: AlertContent, source: string | null) => boolean;

/**
 * Sends a draft, or a scheduled alert before its time. Where `needsTwo` says so, the first approval is only recorded, and a second person's
 * approval sends the alert; a change of the content in between resets both. Several accounts of one person count as one. Where the first
 * person approved it for a later moment, it is sent earlier only with `atOnce`.
 */
export function approve(
  pool: pg.Pool,
  id: number,
  by: By,
  fanOut: FanOut,
  needsTwo: NeedsTwo,
): Promise<{ kind: "sending"; chats: number } | { kind: "needs another" } | NotDone> {
  return act<{ kind: "sending"; chats: number } | { kind: "needs another" }>(
    pool,
    id,
    ["draft", "scheduled"],
    by,
    async (tx, alert) => {
      if (alert.embargoUntil && by.at < alert.embargoUntil)
        return { kind: "embargo", until: alert.embargoUntil };
      // A scheduled alert has all its approvals: any change would have made it a draft again.
      const two = alert.state === "draft" && needsTwo(alert.content, await sourceOf(tx, alert));
      if (two && (await isFirst(tx, alert, by, null))) return { kind: "needs another" };
      if (by.onlyFirst) return noLongerFirst(alert);
      if (two && !by.atOnce && alert.firstSendAt && by.at < alert.firstSendAt)
        return { kind: "approved for later", by: alert.firstApproval, sendAt: alert.firstSendAt };
      const chats = await sendIn(tx, alert, { by: by.editor, at: by.at }, fanOut);
      await recorded(tx, id, "approve", by, { chats, version: alert.version });
      return { kind: "sending", chats };
    },
  );
}

async function sourceOf(tx: pg.PoolClient, { articleId }: Alert): Promise<string | null> {
  const found = await row(tx, z.object({ source: z.string() }), "select source from articles where id = $1", [
    articleId,
  ]);
  return found?.source ?? null;
}

/**
 * Whether this is the first approval; if so it is recorded, with the moment it is meant for (null: at once), and those who could be the second are
 * to be told (`tellOfFirstApproval`).
 */
async function isFirst(
  tx: pg.PoolClient,
  { id, firstApproval: first, firstSendAt }: Alert,
  by: By,
  sendAt: Date | null,
): Promise<boolean> {
  if (first !== null && !(await isSamePerson(tx, first, by.editor))) return false;
  if (first !== null && firstSendAt?.getTime() === sendAt?.getTime()) return true;
  const approved =
    "update alerts set first_approval = $2, first_send_at = $3, second_untold = true where id = $1";
  await tx.query(approved, [id, by.editor, sendAt]);
  await recorded(tx, id, "first approval", by, sendAt ? { sendAt } : {});
  return true;
}

const Wanted = z.object({ id: z.number(), version: z.number(), first: z.string() });
export type FirstApproval = z.infer<typeof Wanted>;

const SECOND_UNTOLD = "second_untold and state = 'draft' and first_approval is not null";

/** The drafts that one of two has approved and of which those are still to be told who could be the second. */
export function untoldFirstApprovals(pool: pg.Pool): Promise<FirstApproval[]> {
  return rows(
    pool,
    Wanted,
    `select id, version, first_approval as first from alerts where ${SECOND_UNTOLD} order by id`,
  );
}

/**
 * Tells of one of them as it was found, unless somebody else does or has done so, or it is another version by now or another's approval (then it is
 * told of as that). Where `tell` rejects, or we die in it, it is still to be told of, and what `tell` wrote in the transaction is undone.
 */
export function tellOfFirstApproval(
  pool: pg.Pool,
  { id, version, first }: FirstApproval,
  tell: (tx: Queryable) => Promise<void>,
): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const ours = await tx.query(
      `select from alerts where id = $1 and version = $2 and first_approval = $3 and ${SECOND_UNTOLD}
       for no key update skip locked`,
      [id, version, first],
    );
    if (ours.rowCount === 0) return;
    await tell(tx);
    await tx.query("update alerts set second_untold = false where id = $1", [id]);
  });
}

function noLongerFirst({ state, decidedBy, decidedAt, firstApproval }: Alert): NotDone {
  if (state !== "draft") return { kind: "too late", state, by: decidedBy, at: decidedAt };
  return { kind: "no longer first", by: firstApproval };
}

export function reject(
  pool: pg.Pool,
  id: number,
  reason: string | null,
  by: By,
): Promise<{ kind: "rejected" } | NotDone> {
  return act<{ kind: "rejected" }>(pool, id, ["draft", "scheduled"], by, async (tx, alert) => {
    await tx.query("update alerts set state = 'rejected', decided_by = $2, decided_at = $3 where id = $1", [
      id,
      by.editor,
      by.at,
    ]);
    await recorded(tx, id, "reject", by, { reason, before: alert.state });
    return { kind: "rejected" };
  });
}

/** Makes a rejected alert a draft again, without approvals. */
export function reopen(pool: pg.Pool, id: number, by: By): Promise<{ kind: "draft" } | NotDone> {
  return act<{ kind: "draft" }>(pool, id, ["rejected"], by, async (tx) => {
    await tx.query(`update alerts set ${UNDECIDED} where id = $1`, [id]);
    await recorded(tx, id, "reopen", by, {});
    return { kind: "draft" };
  });
}

/**
 * Changes the content of a draft or a scheduled alert. A scheduled alert stays scheduled only if this editor could have scheduled it alone
 * (`maySend`, and neither version needs two). Otherwise it becomes a draft again, since nobody has approved the new words.
 */
export function edit(
  pool: pg.Pool,
  id: number,
  change: Edit,
  by: By,
  { maySend, needsTwo }: { maySend: boolean; needsTwo: NeedsTwo },
): Promise<{ kind: "edited"; alert: Alert; unscheduled: boolean } | NotDone> {
  return act(pool, id, ["draft", "scheduled"], by, async (tx, alert) => {
    const content = { ...alert.content, ...change };
    const source = await sourceOf(tx, alert);
    const two = needsTwo(alert.content, source) || needsTwo(content, source);
    const unscheduled = alert.state === "scheduled" && (two || !maySend);
    await tx.query(
      `update alerts set content = $2, version = version + 1, edited_by = $3, first_approval = null, first_send_at = null,
         state = case when $4 then 'draft' else state end, send_at = case when $4 then null else send_at end,
         decided_by = case when $4 then null else decided_by end, decided_at = case when $4 then null else decided_at end
       where id = $1`,
      [id, JSON.stringify(content), by.editor, unscheduled],
    );
    const before = unscheduled ? { unscheduled: alert.sendAt } : {};
    await recorded(tx, id, "edit", by, { ...changedFields(alert.content, content), ...before });
    return { kind: "edited", alert: await again(tx, id), unscheduled };
  });
}

/** Forbids sending before `until`; null lifts the embargo. */
export function embargo(
  pool: pg.Pool,
  id: number,
  until: Date | null,
  by: By,
): Promise<{ kind: "embargoed"; until: Date | null } | NotDone> {
  return act(pool, id, ["draft", "scheduled"], by, async (tx, alert) => {
    if (until && alert.sendAt && alert.sendAt < until) return { kind: "scheduled earlier", at: alert.sendAt };
    await tx.query("update alerts set embargo_until = $2 where id = $1", [id, until]);
    await recorded(tx, id, "embargo", by, { until });
    return { kind: "embargoed", until };
  });
}

/** Approves an alert to be sent at `sendAt`; scheduling it again moves it. Where it needs two, approvals count as in `approve`. */
export function schedule(
  pool: pg.Pool,
  id: number,
  sendAt: Date,
  by: By,
  needsTwo: NeedsTwo,
): Promise<{ kind: "scheduled"; sendAt: Date } | { kind: "needs another" } | NotDone> {
  return act<{ kind: "scheduled"; sendAt: Date } | { kind: "needs another" }>(
    pool,
    id,
    ["draft", "scheduled"],
    by,
    async (tx, alert) => {
      if (alert.embargoUntil && sendAt < alert.embargoUntil)
        return { kind: "embargo", until: alert.embargoUntil };
      if (
        alert.state === "draft" &&
        needsTwo(alert.content, await sourceOf(tx, alert)) &&
        (await isFirst(tx, alert, by, sendAt))
      )
        return { kind: "needs another" };
      if (by.onlyFirst) return noLongerFirst(alert);
      await tx.query(
        "update alerts set state = 'scheduled', send_at = $2, decided_by = $3, decided_at = $4 where id = $1",
        [id, sendAt, by.editor, by.at],
      );
      await recorded(tx, id, "schedule", by, { sendAt, before: alert.sendAt });
      return { kind: "scheduled", sendAt };
    },
  );
}

/** Makes a scheduled alert a draft again, without approvals. */
export function unschedule(pool: pg.Pool, id: number, by: By): Promise<{ kind: "draft" } | NotDone> {
  return act(pool, id, ["scheduled"], by, async (tx, alert) => {
    await unscheduled(tx, alert, by);
    return { kind: "draft" };
  });
}

/** In a transaction that has its row locked. `why`: what it was for, where no editor wanted it. */
async function unscheduled(
  tx: pg.PoolClient,
  { id, sendAt }: Pick<Alert, "id" | "sendAt">,
  by: By,
  why?: string,
): Promise<void> {
  await tx.query(`update alerts set ${UNDECIDED} where id = $1`, [id]);
  await recorded(tx, id, "unschedule", by, { before: sendAt, why });
}

/**
 * What became of its article since is a reason for an editor to decide anew: a draft is a new version, and a scheduled alert such a draft.
 * Answers it as it is then; undefined where it is neither.
 */
export async function holdBack(
  tx: pg.PoolClient,
  id: number,
  why: string,
  at: Date,
): Promise<Alert | undefined> {
  const by = { editor: "sistem:sumber", at };
  const done = await actIn(tx, id, ["draft", "scheduled"], by, async ({ state, sendAt }) => {
    if (state === "scheduled") await unscheduled(tx, { id, sendAt }, by, why);
    await giveNewReason(tx, id, state === "scheduled" ? `${why} Jadwal siarannya dibatalkan.` : why);
    return { kind: "held" as const, alert: await again(tx, id) };
  });
  return done.kind === "held" ? done.alert : undefined;
}

/**
 * Gives a scheduled alert whose moment is too long past back to the editors: it is a draft again, in a version that they have to see first, and they
 * are still to be told of it. False where another process was quicker, or an editor decided otherwise meanwhile.
 */
export async function giveBack(
  pool: pg.Pool,
  { id, sendAt }: { id: number; sendAt: Date },
  why: string,
  at: Date,
): Promise<boolean> {
  const by = { editor: "sistem:jadwal", at };
  const done = await act<{ kind: "given back" | "moved" }>(pool, id, ["scheduled"], by, async (tx, alert) => {
    if (alert.sendAt?.getTime() !== sendAt.getTime()) return { kind: "moved" };
    await unscheduled(tx, alert, by, why);
    await giveNewReason(tx, id, why, by.editor);
    await owesNotice(tx, id);
    return { kind: "given back" };
  });
  return done.kind === "given back";
}

async function again(tx: pg.PoolClient, id: number): Promise<Alert> {
  const alert = await alertById(tx, id);
  if (!alert) throw new Error(`alert ${id} is gone in the middle of a transaction`);
  return alert;
}
