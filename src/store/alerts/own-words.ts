import { z } from "zod";
import type { AlertContent } from "../../alerts/alert.ts";
import { type CleanArticle, PASTE } from "../../articles/article.ts";
import { indexArticle } from "../articles/archive.ts";
import { type Queryable, row } from "../database.ts";

/**
 * A broadcast in an editor's own words has no article. So that the archive finds it, one is made: it appears with the approval, changes with
 * a correction and disappears with a recall.
 */

const Made = z.object({ id: z.number() });

/** Files an alert that has no article. Does nothing for one that has. */
export async function fileOwnWords(
  tx: Queryable,
  alertId: number,
  content: AlertContent,
  now: Date,
): Promise<void> {
  const made = await row(
    tx,
    Made,
    `insert into articles (source, state, quiet, incoming, clean, summary, topics, published_at, received_at)
     select $2, 'ready', true, '{}', $3, $4, $5, $6, $6 from alerts where id = $1 and article_id is null and filed_as is null
     returning id`,
    [
      alertId,
      PASTE,
      JSON.stringify(cleanOf(content)),
      JSON.stringify(summaryOf(content)),
      content.topics,
      now,
    ],
  );
  if (!made) return;
  await indexArticle(tx, made.id, content.headline, content.summary);
  await tx.query("update alerts set filed_as = $2 where id = $1", [alertId, made.id]);
}

export async function refileOwnWords(tx: Queryable, alertId: number, content: AlertContent): Promise<void> {
  const filed = await row(
    tx,
    Made,
    "update articles set clean = $2, summary = $3 where id = (select filed_as from alerts where id = $1) returning id",
    [alertId, JSON.stringify(cleanOf(content)), JSON.stringify(summaryOf(content))],
  );
  if (filed) await indexArticle(tx, filed.id, content.headline, content.summary);
}

export async function unfileOwnWords(tx: Queryable, alertId: number): Promise<void> {
  await tx.query(
    `with unfiled as (update alerts set filed_as = null from (select filed_as as was from alerts where id = $1) b where id = $1 returning was)
     update articles set state = 'archived' where id in (select was from unfiled)`,
    [alertId],
  );
}

function cleanOf({ headline, summary, link, image, callToAction }: AlertContent): CleanArticle {
  return {
    title: headline,
    paragraphs: summary.split("\n").filter((line) => line.trim() !== ""),
    dateline: null,
    credits: [],
    related: [],
    callToAction,
    link,
    image,
    publishedAt: null,
    sections: [],
  };
}

function summaryOf({ headline, summary, flash }: AlertContent): {
  headline: string;
  text: string;
  flash: string;
} {
  return { headline, text: summary, flash };
}
