import type pg from "pg";
import { z } from "zod";
import type { Correction, NotDone } from "../../alerts/acts.ts";
import { type Alert, type AlertContent, type AlertState, SAID } from "../../alerts/alert.ts";
import type { Act } from "../../delivery/delivery.ts";
import { inTransaction, row } from "../database.ts";
import { IN_HAND, notSent } from "../ledger/claims.ts";
import { act, actIn, type By, changedFields, recorded } from "./act.ts";
import { changeInDigests } from "./digest-changes.ts";
import { refileOwnWords, unfileOwnWords } from "./own-words.ts";

/** Acts on alerts that go out or have gone out. */

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
