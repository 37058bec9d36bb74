import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import { z } from "zod";
import { Alert, AlertContent } from "../../alerts/alert.ts";
import { type Queryable, row, rows } from "../database.ts";

/** Alerts as rows, and how a draft is made. */

const Id = z.object({ id: z.number() });
/** The columns of an Alert, of alerts as `a`. */
export const ALERT = `a.id, coalesce(a.words_of, a.article_id) as "articleId", a.state, a.content, a.created_by as "createdBy",
               a.created_at as "createdAt",
               a.decided_by as "decidedBy", a.decided_at as "decidedAt",
               a.first_approval as "firstApproval", a.first_send_at as "firstSendAt", a.version, a.edited_by as "editedBy",
               a.send_at as "sendAt", a.embargo_until as "embargoUntil", a.corrections`;

/** SQL that makes an alert a draft without approvals. */
export const UNDECIDED = `state = 'draft', send_at = null, decided_by = null, decided_at = null,
                          first_approval = null, first_send_at = null`;

/** Writes an approved alert's delivery rows in the approving transaction; answers how many (store/ledger/fan-out.ts). */
export type FanOut = (tx: pg.PoolClient, alertId: number, now: Date) => Promise<number>;

export interface NewDraft {
  articleId: number | null;
  content: AlertContent;
  /** An editor ("telegram:12345") or a source ("sumber:kompas"). */
  createdBy: string;
}

/** An unchanged draft that this editor has already made of the same words, so that pressing twice makes one. In the caller's transaction. */
export async function sameDraft(
  tx: pg.PoolClient,
  { content, createdBy }: NewDraft,
): Promise<number | undefined> {
  await tx.query("select pg_advisory_xact_lock(hashtext('draft ' || $1))", [createdBy]);
  const same = await row(
    tx,
    Id,
    "select id from alerts where state = 'draft' and article_id is null and created_by = $1 and content = $2 order by id limit 1",
    [createdBy, JSON.stringify(content)],
  );
  return same?.id;
}

/** Adds a draft in the caller's transaction. An article has one alert at most: undefined where it has one already. */
export async function insertDraft(
  tx: pg.PoolClient,
  draft: NewDraft,
  now: Date,
): Promise<number | undefined> {
  const made = await row(
    tx,
    Id,
    `insert into alerts (article_id, content, created_by, created_at, trace)
     values ($1, $2, $3, $4, coalesce((select trace from articles where id = $1), replace(gen_random_uuid()::text, '-', '')))
     on conflict (article_id) do nothing returning id`,
    [draft.articleId, JSON.stringify(draft.content), draft.createdBy, now],
  );
  return made?.id;
}

/** A source's draft on which no editor has acted, as SQL. */
export const UNTOUCHED = (alert: string): string =>
  `(${alert}.state = 'draft' and ${alert}.created_by like 'sumber:%' and not exists (select from audit where subject = 'alert:' || ${alert}.id))`;

const Untouched = z.object({ id: z.number(), version: z.number(), content: AlertContent });

/**
 * Says a source's draft anew where its article was read again, unless an editor has acted on it: then undefined. `changed`: editors were shown
 * something else.
 */
export async function redraft(
  tx: pg.PoolClient,
  { articleId, content, createdBy }: NewDraft,
  now: Date,
): Promise<{ id: number; changed: boolean } | undefined> {
  const before = await row(
    tx,
    Untouched,
    `select id, version, content from alerts a where article_id = $1 and ${UNTOUCHED("a")} for update`,
    [articleId],
  );
  if (!before) return undefined;
  const changed = !isDeepStrictEqual(before.content, content);
  const version = before.version + (changed ? 1 : 0);
  await tx.query(
    "update alerts set content = $2, version = $3, created_by = $4, created_at = $5, reasons = '{}' where id = $1",
    [before.id, JSON.stringify(content), version, createdBy, now],
  );
  return { id: before.id, changed };
}

export function alertById(pool: Queryable, id: number): Promise<Alert | undefined> {
  return row(pool, Alert, `select ${ALERT} from alerts a where a.id = $1`, [id]);
}

/** The alert whose words are this article's: the one that it updated, or its own, unless a later article has updated that. */
export function alertInWordsOf(db: Queryable, articleId: number): Promise<Alert | undefined> {
  return row(db, Alert, `select ${ALERT} from alerts a where ${IN_WORDS_OF("a", "$1")}`, [articleId]);
}

/** The same as an SQL condition; each half can use its index. */
export const IN_WORDS_OF = (alert: string, article: string): string =>
  `(${alert}.words_of = ${article} or ${alert}.article_id = ${article} and ${alert}.words_of is null)`;

export function alertOfArticle(pool: pg.Pool, articleId: number): Promise<Alert | undefined> {
  return row(pool, Alert, `select ${ALERT} from alerts a where a.article_id = $1`, [articleId]);
}

/** The first drafts that wait for a decision: breaking news, then the oldest. */
export async function waitingDrafts(pool: pg.Pool, limit: number): Promise<number[]> {
  const found = await rows(
    pool,
    Id,
    `select id from alerts where state = 'draft'
     order by (content ->> 'breaking')::boolean desc nulls last, id limit $1`,
    [limit],
  );
  return found.map(({ id }) => id);
}
