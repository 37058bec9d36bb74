import type pg from "pg";
import { z } from "zod";
import { type Alert, AlertState } from "../../alerts/alert.ts";
import { alertInWordsOf } from "../alerts/alerts.ts";
import { holdBack } from "../alerts/draft-acts.ts";
import { readRepeatsAnew } from "../articles/repeats.ts";
import { record } from "../audit.ts";
import { inTransaction, type Queryable, row } from "../database.ts";

/** Articles as their publisher sees and withdraws them. */

const Status = z.object({
  id: z.number(),
  source: z.string(),
  url: z.string().nullable(),
  title: z.string().nullable(),
  state: z.enum(["accepted", "alert", "silent", "archived", "repeat", "failed"]),
  why: z.string().nullable(),
  repeatOf: z.number().nullable(),
  alert: z.object({ id: z.number(), state: AlertState }).nullable(),
  receivedAt: z.date(),
  withdrawnAt: z.date().nullable(),
});
export type PublisherArticle = z.infer<typeof Status>;

const STATUS = `
  select a.id, a.source, a.incoming ->> 'url' as url, a.incoming ->> 'title' as title,
         case when al.id is not null then 'alert'
              when a.state <> 'ready' then a.state
              when a.silent_why is not null then 'silent' else 'archived' end as state,
         case when a.state = 'failed' then d.error else a.silent_why end as why,
         a.repeat_of as "repeatOf",
         case when al.id is not null then jsonb_build_object('id', al.id, 'state', al.state) end as alert,
         a.received_at as "receivedAt", a.withdrawn_at as "withdrawnAt"
    from articles a
    left join alerts al on al.article_id = a.id
    left join dead_letters d on d.step = 'article' and d.subject = a.id
   where a.id = $1 and ($2::text is null or a.source = $2)`;

/** What became of an article of this source (null: of any source). */
export function articleStatus(
  pool: pg.Pool,
  id: number,
  source: string | null,
): Promise<PublisherArticle | undefined> {
  return row(pool, Status, STATUS, [id, source]);
}

const Yes = z.object({ yes: z.boolean() });

const Withdrawn = z.object({ before: z.date().nullable(), alert: z.number().nullable() });

/**
 * Marks an article as withdrawn by its publisher. If it is not read yet, it makes no alert; its draft gets this as a reason to wait; a scheduled
 * alert becomes a draft again. `tell` writes down for every editor, in the same transaction, what it means for the alert that has its words.
 * False where the source has no such article. Doing it twice changes nothing.
 */
export function withdrawArticle(
  pool: pg.Pool,
  { id, source, by }: { id: number; source: string; by: string },
  at: Date,
  tell: (tx: Queryable, alert: Alert) => Promise<void>,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    // A worker may be reading it just now: the lock waits for what it makes of the article.
    await tx.query("select from articles where id = $1 for no key update", [id]);
    const found = await row(
      tx,
      Withdrawn,
      `select a.withdrawn_at as before, al.id as alert from articles a left join alerts al on al.article_id = a.id
        where a.id = $1 and a.source = $2`,
      [id, source],
    );
    if (found?.before !== null) return found !== undefined;
    await tx.query(
      "update articles set withdrawn_at = $2, quiet = quiet or state = 'accepted' where id = $1",
      [id, at],
    );
    await record(tx, { at, who: by, act: "withdraw", subject: `article:${id}` });
    if (found.alert !== null) await holdBack(tx, found.alert, WITHDRAWN, at);
    await readRepeatsAnew(tx, id, at);
    const alert = await alertInWordsOf(tx, id);
    if (alert && alert.state !== "rejected") await tell(tx, alert);
    return true;
  });
}

/** Call it in the transaction that would make an alert of the article, with the article's row locked. */
export async function isWithdrawn(tx: Queryable, id: number): Promise<boolean> {
  const found = await row(tx, Yes, "select withdrawn_at is not null as yes from articles where id = $1", [
    id,
  ]);
  return found?.yes ?? false;
}

/** For editors: why an article became no alert, or its draft waits. */
export const WITHDRAWN = "Sumber menarik artikel ini.";
