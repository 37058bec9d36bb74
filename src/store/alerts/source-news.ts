import { z } from "zod";
import { CleanArticle } from "../../articles/article.ts";
import { Summary } from "../../summaries/summary.ts";
import { type Queryable, row, rows } from "../database.ts";
import { IN_WORDS_OF } from "./alerts.ts";

/** Changes of articles after their alerts were made, until an editor has acted on them. */

/** Acts by which an editor has seen the article as it was then. */
export const SEEN = ["edit", "approve", "first approval", "schedule", "correct", "update", "recall", "keep"];

const News = z.object({
  /** The text when an editor last looked; at first, the one that the alert was made from. */
  before: CleanArticle.nullable(),
  after: CleanArticle.nullable(),
  summary: Summary.nullable(),
  /** The newest version since then. */
  version: z.object({ state: z.string(), at: z.coerce.date() }).nullable(),
  /** When its publisher withdrew it since then. */
  withdrawnAt: z.date().nullable(),
});

/** The article of an alert as it is now and as it was when an editor last looked; undefined where nothing has changed since. */
export function newsOfSource(db: Queryable, alertId: number): Promise<z.infer<typeof News> | undefined> {
  return row(
    db,
    News,
    `select coalesce(
              (select clean from article_versions v where v.article_id = r.id and v.clean is not null and v.received_at <= seen.at
                order by v.id desc limit 1),
              (select clean from article_versions v where v.article_id = r.id and v.clean is not null order by v.id limit 1)) as before,
            r.clean as after, r.summary,
            case when v.state is not null then jsonb_build_object('state', v.state, 'at', v.received_at) end as version,
            case when r.withdrawn_at > seen.at then r.withdrawn_at end as "withdrawnAt"
     from alerts a join articles r on r.id = coalesce(a.words_of, a.article_id)
     cross join lateral (
       select coalesce(max(at), a.created_at) as at from audit where subject = 'alert:' || a.id and act = any($2)) seen
     left join lateral (
       select state, received_at from article_versions
       where article_id = r.id and received_at > seen.at and state in ('news', 'read', 'gone')
       order by id desc limit 1) v on true
     where a.id = $1 and (v.state is not null or r.withdrawn_at > seen.at)`,
    [alertId, SEEN],
  );
}

const Candidate = z.object({ id: z.number(), headline: z.string() });

/** Alerts whose article had another version, or was taken back, since `since`; the newest first. */
export function alertsWithNews(
  db: Queryable,
  since: Date,
  limit: number,
): Promise<z.infer<typeof Candidate>[]> {
  return rows(
    db,
    Candidate,
    `select a.id, a.headline
     from (
       select article_id from article_versions where received_at > $1 and state in ('news', 'read', 'gone')
       union select id from articles where withdrawn_at > $1
     ) changed
     cross join lateral (
       select id, content ->> 'headline' as headline from alerts
       where ${IN_WORDS_OF("alerts", "changed.article_id")} and state not in ('rejected', 'recalled') limit 1
     ) a
     order by a.id desc limit $2`,
    [since, limit],
  );
}
