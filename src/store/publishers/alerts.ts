import type pg from "pg";
import { z } from "zod";
import { AlertContent, AlertState } from "../../alerts/alert.ts";
import { row, rows } from "../database.ts";

/** Alerts as publishers may read them: a source those of its own articles, the newsroom (null) all. Without digests. */

const OnFile = z.object({
  id: z.number(),
  articleId: z.number().nullable(),
  state: AlertState,
  content: AlertContent,
  createdAt: z.date(),
  decidedAt: z.date().nullable(),
  sentAt: z.date().nullable(),
});
export type PublisherAlert = z.infer<typeof OnFile>;

const ALERTS = `
  select al.id, al.article_id as "articleId", al.state, al.content, al.created_at as "createdAt",
         al.decided_at as "decidedAt", al.sent_at as "sentAt"
    from alerts al
   where al.lists is null and ($1::text is null or al.source = $1)`;

/** The newest first; `before`: the id of the last one on the previous page. */
export function publisherAlerts(
  pool: pg.Pool,
  of: {
    source: string | null;
    state: AlertState | null;
    since: Date | null;
    before: number | null;
    limit: number;
  },
): Promise<PublisherAlert[]> {
  return rows(
    pool,
    OnFile,
    `${ALERTS} and ($2::text is null or al.state = $2) and ($3::timestamptz is null or al.created_at >= $3)
       and ($4::bigint is null or al.id < $4) order by al.id desc limit $5`,
    [of.source, of.state, of.since, of.before, of.limit],
  );
}

export function publisherAlert(
  pool: pg.Pool,
  id: number,
  source: string | null,
): Promise<PublisherAlert | undefined> {
  return row(pool, OnFile, `${ALERTS} and al.id = $2`, [source, id]);
}
