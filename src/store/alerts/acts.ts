import type pg from "pg";
import { z } from "zod";
import type { Correction, Edit, NotDone } from "../../alerts/acts.ts";
import { type Alert, AlertContent, type AlertState, SAID } from "../../alerts/alert.ts";
import type { Act } from "../../delivery/delivery.ts";
import { alertById, type FanOut, UNDECIDED } from "./alerts.ts";
import { record } from "../audit.ts";
import { IN_HAND, notSent } from "../ledger/claims.ts";
import { changeInDigests } from "./digest-changes.ts";
import { fileOwnWords, refileOwnWords, unfileOwnWords } from "./own-words.ts";
import { isSamePerson } from "../desk/people.ts";
import { giveNewReason } from "./reasons.ts";
import { inTransaction, row, rows } from "../database.ts";

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
      await tx.query("update alerts set state = 'sending', decided_by = $2, decided_at = $3 where id = $1", [
        id,
        by.editor,
        by.at,
      ]);
      const chats = await fanOut(tx, id, by.at);
      await fileOwnWords(tx, id, alert.content, by.at);
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

/** Whether this is the first approval; if so it is recorded, with the moment it is meant for (null: at once). */
async function isFirst(
  tx: pg.PoolClient,
  { id, firstApproval: first, firstSendAt }: Alert,
  by: By,
  sendAt: Date | null,
): Promise<boolean> {
  if (first !== null && !(await isSamePerson(tx, first, by.editor))) return false;
  if (first !== null && firstSendAt?.getTime() === sendAt?.getTime()) return true;
  await tx.query("update alerts set first_approval = $2, first_send_at = $3 where id = $1", [
    id,
    by.editor,
    sendAt,
  ]);
  await recorded(tx, id, "first approval", by, sendAt ? { sendAt } : {});
  return true;
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
    await tx.query(`update alerts set ${UNDECIDED} where id = $1`, [id]);
    await recorded(tx, id, "unschedule", by, { before: alert.sendAt });
    return { kind: "draft" };
  });
}

/**
 * What became of its article since is a reason for an editor to decide anew: a draft is a new version, and a scheduled alert such a draft.
 * Answers it as it is then; undefined where it is neither.
 */
export function holdBack(pool: pg.Pool, id: number, why: string, at: Date): Promise<Alert | undefined> {
  return inTransaction(pool, (tx) => holdBackIn(tx, id, why, at));
}

export async function holdBackIn(
  tx: pg.PoolClient,
  id: number,
  why: string,
  at: Date,
): Promise<Alert | undefined> {
  const by = { editor: "sistem:sumber", at };
  const done = await actIn(tx, id, ["draft", "scheduled"], by, async ({ state, sendAt }) => {
    if (state === "scheduled") {
      await tx.query(`update alerts set ${UNDECIDED} where id = $1`, [id]);
      await recorded(tx, id, "unschedule", by, { before: sendAt, why });
    }
    await giveNewReason(tx, id, state === "scheduled" ? `${why} Jadwal siarannya dibatalkan.` : why);
    return { kind: "held" as const, alert: await again(tx, id) };
  });
  return done.kind === "held" ? done.alert : undefined;
}

/** The scheduled alerts whose moment has come. */
export async function dueScheduled(pool: pg.Pool, now: Date): Promise<number[]> {
  const due = await rows(
    pool,
    z.object({ id: z.number() }),
    "select id from alerts where state = 'scheduled' and send_at <= $1 order by send_at, id",
    [now],
  );
  return due.map(({ id }) => id);
}

/** Sends a scheduled alert whose moment has come; undefined where another process was quicker, or an editor moved it. */
export function sendScheduled(
  pool: pg.Pool,
  id: number,
  now: Date,
  fanOut: FanOut,
): Promise<{ chats: number; by: string } | undefined> {
  return inTransaction(pool, async (tx) => {
    const taken = await row(
      tx,
      z.object({ by: z.string(), content: AlertContent }),
      `update alerts set state = 'sending', decided_at = $2
       where id = $1 and state = 'scheduled' and send_at <= $2
       returning coalesce(decided_by, created_by) as by, content`,
      [id, now],
    );
    if (!taken) return undefined;
    const { by, content } = taken;
    const chats = await fanOut(tx, id, now);
    await fileOwnWords(tx, id, content, now);
    const details = { chats, scheduled: true };
    await record(tx, { at: now, who: by, act: "send", subject: `alert:${id}`, details });
    return { chats, by };
  });
}

export function pause(pool: pg.Pool, id: number, by: By): Promise<{ kind: "paused" } | NotDone> {
  return become(pool, id, ["sending"], "paused", "pause", by);
}

export function resume(pool: pg.Pool, id: number, by: By): Promise<{ kind: "sending" } | NotDone> {
  return become(pool, id, ["paused"], "sending", "continue", by);
}

/** `correcting`: a correction to those who have the alert is under way, and goes on. */
export type Stopped = { kind: "stopped"; correcting: boolean };

/** Stops an alert for good: who has it keeps it, nobody else gets it. A correction under way is owed, and is not stopped. */
export function stop(pool: pg.Pool, id: number, by: By): Promise<Stopped | NotDone> {
  return act<Stopped>(pool, id, ["sending", "paused"], by, async (tx, alert) => {
    const correcting = await isBeingCorrected(tx, alert);
    if (correcting) {
      await tx.query(WITHDRAW, [id, by.at]);
      // The new version makes workers release the rows that they have claimed.
      await tx.query(
        "update alerts set state = 'sending', closed = true, version = version + 1 where id = $1",
        [id],
      );
    } else
      await tx.query("update alerts set state = 'stopped', closed = true, done_at = null where id = $1", [
        id,
      ]);
    await recorded(tx, id, "stop", by, { before: alert.state });
    return { kind: "stopped", correcting };
  });
}

async function isBeingCorrected(tx: pg.PoolClient, { id, corrections }: Alert): Promise<boolean> {
  const open = await row(
    tx,
    z.object({ count: z.number() }),
    "select coalesce(sum(change), 0) as count from tallies where alert_id = $1 and act = $2 and state = 'open'",
    [id, `correct ${corrections}`],
  );
  return open !== undefined && open.count > 0;
}

/**
 * Corrects an alert for every chat that has it or may have it; chats that still wait for it get the corrected one. Corrections go before
 * ordinary alerts. Answers how many chats get one.
 */
export function correct(
  pool: pg.Pool,
  id: number,
  change: Correction,
  by: By,
): Promise<{ kind: "correcting"; chats: number } | NotDone> {
  return inTransaction(pool, (tx) => correctIn(tx, id, change, by));
}

/** The same in the caller's transaction. `quietly`: a development, not a correction (alerts/alert.ts). */
export function correctIn(
  tx: pg.PoolClient,
  id: number,
  change: Correction,
  by: By,
  quietly = false,
): Promise<{ kind: "correcting"; chats: number } | NotDone> {
  return actIn<{ kind: "correcting"; chats: number }>(tx, id, SAID, by, async (alert) => {
    const { correction, ...said } = change;
    const { correction: _, quietly: __, ...before } = alert.content;
    const content: AlertContent = {
      ...before,
      ...said,
      ...(correction ? { correction } : {}),
      ...(quietly ? { quietly } : {}),
    };
    const number = alert.corrections + 1;
    if (alert.state === "stopped") await tx.query(WITHDRAW, [id, by.at]); // it is sending again, but to nobody new
    await tx.query(
      `update alerts set content = $2, version = version + 1, corrections = $3, edited_by = $4,
         state = case state when 'paused' then 'paused' else 'sending' end
       where id = $1`,
      [id, JSON.stringify(content), number, by.editor],
    );
    await refileOwnWords(tx, id, content);
    const chats = await followUp(tx, id, `correct ${number}`, by.at);
    await changeInDigests(
      tx,
      id,
      { was: alert.content, now: content, why: correction ?? null },
      (digest, entry) => correctIn(tx, digest, entry, { editor: by.editor, at: by.at }, quietly),
    );
    const what = quietly ? "update" : "correct";
    await recorded(tx, id, what, by, { ...changedFields(alert.content, content), chats });
    return { kind: "correcting", chats };
  });
}

/** Recalls an alert from every chat that has it or may have it; nobody else gets it. Answers how many chats are concerned. */
export function recall(
  pool: pg.Pool,
  id: number,
  reason: string | null,
  by: By,
): Promise<{ kind: "recalling"; chats: number } | NotDone> {
  return act(pool, id, SAID, by, async (tx, alert) => {
    const { correction: _, ...said } = alert.content;
    const content: AlertContent = { ...said, ...(reason ? { correction: reason } : {}) };
    await tx.query(
      "update alerts set state = 'recalled', content = $2, version = version + 1, done_at = null where id = $1",
      [id, JSON.stringify(content)],
    );
    await unfileOwnWords(tx, id);
    const chats = await followUp(tx, id, "recall", by.at);
    await changeInDigests(tx, id, { was: alert.content, now: null, why: reason }, (digest, entry) =>
      correctIn(tx, digest, entry, { editor: by.editor, at: by.at }),
    );
    await recorded(tx, id, "recall", by, { reason, chats, before: alert.state });
    return { kind: "recalling", chats };
  });
}

// For rows in hand, too: a worker may be sending the old words just now; the new row waits until it is done with the chat. Also for unsure
// rows, whose chats may have the message. While the act locks the alert's row, nobody claims more of it (claims.ts): whatever this statement
// does not see is sent with the new content.
const FOLLOW_UP = `
  insert into deliveries (alert_id, chat_id, act, messenger, rank, due_at)
  select d.alert_id, d.chat_id, $2, d.messenger, d.rank % 3, $3
  from deliveries d join chats c on c.id = d.chat_id and c.left_at is null
  where d.alert_id = $1 and d.act = 'send' and (d.state in ('sent', 'unknown') or d.unsure or d.id in (${IN_HAND}))
  on conflict do nothing`;

async function followUp(tx: pg.PoolClient, id: number, what: Act, now: Date): Promise<number> {
  return (await tx.query(FOLLOW_UP, [id, what, now])).rowCount ?? 0;
}

const WITHDRAWN = notSent("deliveries", "'Kabar ini dihentikan sebelum terkirim.'");
const WITHDRAW = `
  update deliveries set state = ${WITHDRAWN.state}, why = ${WITHDRAWN.why}, settled_at = $2
  where alert_id = $1 and act = 'send' and state in ('waiting', 'aside') and id not in (${IN_HAND})`;

function become<S extends "paused" | "sending">(
  pool: pg.Pool,
  id: number,
  from: readonly AlertState[],
  state: S,
  what: string,
  by: By,
): Promise<{ kind: S } | NotDone> {
  return act<{ kind: S }>(pool, id, from, by, async (tx, alert) => {
    await tx.query("update alerts set state = $2, done_at = null where id = $1", [id, state]);
    await recorded(tx, id, what, by, { before: alert.state });
    return { kind: state };
  });
}

/** Does `work` with the alert's row locked, or says why it is not possible. */
function act<T>(
  pool: pg.Pool,
  id: number,
  from: readonly AlertState[],
  by: By,
  work: (tx: pg.PoolClient, alert: Alert) => Promise<T | NotDone>,
): Promise<T | NotDone> {
  return inTransaction<T | NotDone>(pool, (tx) => actIn(tx, id, from, by, (alert) => work(tx, alert)));
}

async function actIn<T>(
  tx: pg.PoolClient,
  id: number,
  from: readonly AlertState[],
  by: By,
  work: (alert: Alert) => Promise<T | NotDone>,
): Promise<T | NotDone> {
  await tx.query("select from alerts where id = $1 for no key update", [id]);
  const alert = await alertById(tx, id);
  if (!alert) return { kind: "absent" };
  if (!from.includes(alert.state))
    return { kind: "too late", state: alert.state, by: alert.decidedBy, at: alert.decidedAt };
  if (by.version !== undefined && by.version !== alert.version)
    return { kind: "changed", by: alert.editedBy, version: alert.version };
  return work(alert);
}

async function again(tx: pg.PoolClient, id: number): Promise<Alert> {
  const alert = await alertById(tx, id);
  if (!alert) throw new Error(`alert ${id} is gone in the middle of a transaction`);
  return alert;
}

function recorded(
  tx: pg.PoolClient,
  id: number,
  what: string,
  by: By,
  details: Record<string, unknown>,
): Promise<void> {
  return record(tx, { at: by.at, who: by.editor, act: what, subject: `alert:${id}`, details });
}

/** The fields that changed, before and after. */
function changedFields(before: AlertContent, after: AlertContent): Record<string, unknown> {
  const [was, is] = [before, after].map((content) => new Map<string, unknown>(Object.entries(content)));
  const names = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])];
  const changed = names.filter((name) => JSON.stringify(was?.get(name)) !== JSON.stringify(is?.get(name)));
  return {
    before: Object.fromEntries(changed.map((name) => [name, was?.get(name) ?? null])),
    after: Object.fromEntries(changed.map((name) => [name, is?.get(name) ?? null])),
  };
}
