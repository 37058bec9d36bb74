import type pg from "pg";
import { z } from "zod";
import type { LeftOut } from "../../alerts/rereading.ts";
import { addressKey } from "../../articles/address.ts";
import type { IncomingArticle } from "../../articles/article.ts";
import { DAY_MS } from "../../time.ts";
import { IN_WORDS_OF } from "../alerts/alerts.ts";
import { inTransaction, row, rows } from "../database.ts";
import type { TellIn } from "./rereading.ts";

/**
 * Articles with an alert that their feed lists no longer although it lists older ones. Many sites take an article back without a word: its page and
 * its place in the feed are gone together. Feeds leave out for other reasons, too, so the page is asked, once.
 */

/** So many older ones must be listed still: some feeds keep one or two at their foot. */
const OLDER = 3;
const WATCHED_MS = DAY_MS;

const Id = z.object({ id: z.number() });

/**
 * Notes those that this load of a source leaves out, and forgets it of those that it lists again. Answers whose pages are to be looked at.
 *
 * @param listed all that the source lists, with its own dates
 */
export async function noteLeftOut(
  pool: pg.Pool,
  source: string,
  listed: readonly Pick<IncomingArticle, "url" | "publishedAt">[],
  now: Date,
): Promise<number[]> {
  const dates = listed
    .flatMap(({ publishedAt }) => publishedAt ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime());
  const since = dates[OLDER - 1];
  if (since === undefined) return [];
  const keys = listed.flatMap(({ url }) => (url === null ? [] : [`url:${addressKey(url)}`]));
  const left = await rows(
    pool,
    Id,
    `with known as materialized (select article_id as id from article_keys where key = any($2)),
     listed as materialized ( -- also at another address, by what repeats them
       select id from known
       union select repeat_of from articles where id in (select id from known) and repeat_of is not null),
     back as (
       update articles a set left_out = null
        where source = $1 and received_at > $3 and left_out is not null and id in (select id from listed) and not ${GONE})
     update articles a set left_out = 'look'
      where source = $1 and received_at > $3 and left_out is null and state = 'ready' and published_at > $4
        and incoming ->> 'url' is not null and withdrawn_at is null and id not in (select id from listed) and not ${GONE}
        and exists (select from alerts where ${IN_WORDS_OF("alerts", "a.id")} and state not in ('rejected', 'recalled'))
      returning id`,
    [source, keys, new Date(now.getTime() - WATCHED_MS), since],
  );
  return left.map(({ id }) => id);
}

/** Editors were told already that its page is gone. What two caches of one feed list differs for a while. */
const GONE = "exists (select from article_versions v where v.article_id = a.id and v.state = 'gone')";

export function leftOutOn(pool: pg.Pool, tell: TellIn): LeftOut {
  return {
    async toDo(articleId) {
      const found = await row(
        pool,
        z.object({ url: z.string() }),
        "select incoming ->> 'url' as url from articles where id = $1 and left_out = 'look'",
        [articleId],
      );
      return found?.url;
    },

    looked(articleId, gone) {
      return inTransaction(pool, async (tx) => {
        const ours = await tx.query(
          "select from articles where id = $1 and left_out = 'look' for no key update skip locked",
          [articleId],
        );
        if (ours.rowCount === 0) return;
        if (gone) {
          await tell(tx, gone);
          await tx.query(
            `insert into article_versions (article_id, hash, state, incoming, received_at)
             select id, 'gone', 'gone', incoming, $2 from articles where id = $1 on conflict do nothing`,
            [articleId, gone.at],
          );
        }
        await tx.query("update articles set left_out = 'seen' where id = $1", [articleId]);
      });
    },
  };
}
