import { HOUR_MS } from "../../time.ts";
import type { Queryable } from "../database.ts";

/** What repeats an article that nobody will hear of: one that its source took back before it was told, or that cannot be read. */

/** So long after it came, an article that was silent as a repeat may still be read anew and told. */
export const STILL_NEWS_MS = 12 * HOUR_MS;

/** Nobody will hear of article `a`, as SQL. */
const UNHEARD = `(a.state = 'failed' or a.withdrawn_at is not null and not exists (
  select from alerts where article_id = a.id and state in ('sending', 'paused', 'sent', 'stopped', 'recalled')))`;

/** Reads the recent repeats of such an article anew, for they may be told themselves. Changes nothing for an article that was, or may be, told. */
export async function readRepeatsAnew(tx: Queryable, articleId: number, now: Date): Promise<void> {
  await tx.query(
    `with unheard as (select id from articles a where id = $1 and ${UNHEARD}),
          forgotten as (delete from article_keys where key like 'text:%' and article_id in (select id from unheard))
     update articles set state = 'accepted', repeat_of = null
      where repeat_of in (select id from unheard) and state = 'repeat' and received_at > $2`,
    [articleId, new Date(now.getTime() - STILL_NEWS_MS)],
  );
}

export async function isUnheard(tx: Queryable, articleId: number): Promise<boolean> {
  return (await tx.query(`select from articles a where id = $1 and ${UNHEARD}`, [articleId])).rowCount === 1;
}
