import type pg from "pg";
import { z } from "zod";
import type { Telling, Version } from "../../alerts/rereading.ts";
import { CleanArticle, IncomingArticle } from "../../articles/article.ts";
import type { Summary } from "../../summaries/summary.ts";
import { IN_WORDS_OF } from "../alerts/alerts.ts";
import { SEEN } from "../alerts/source-news.ts";
import { inTransaction, type Queryable, row } from "../database.ts";
import { indexArticle } from "./archive.ts";
import { lookAgain } from "./versions.ts";

/** The steps of reading a known article anew (alerts/rereading.ts), on its versions. */

const ToDo = z.object({
  id: z.number(),
  articleId: z.number(),
  state: z.enum(["accepted", "news"]),
  incoming: IncomingArticle,
  now: CleanArticle,
  known: CleanArticle,
  seen: z.boolean(),
  toldAt: z.date().nullable(),
  missed: z.boolean(),
  titled: z.string().nullable(),
  unsaid: z.boolean(),
  alsoFrom: z.array(z.string()),
});

/** The text of an article `a` that editors know: the newest that they were told of or that its alert was made from; else its first. */
const KNOWN = `
  coalesce(
    (select k.clean from article_versions k
      where k.article_id = a.id and k.clean is not null and (k.told_at is not null or k.received_at <= alert.created_at)
      order by k.id desc limit 1),
    (select k.clean from article_versions k where k.article_id = a.id and k.clean is not null order by k.id limit 1),
    a.clean)`;

const FORGET_OVERTAKEN = `
  delete from article_versions older using article_versions newest
   where newest.id = $1 and older.article_id = newest.article_id and older.id < newest.id and older.state = 'accepted'`;

/** Writes down for every editor what they are told, in the transaction of the step that it belongs to. */
export type TellIn = (tx: pg.PoolClient, telling: Telling) => Promise<void>;

/** The versions of articles, on PostgreSQL. `tell`: writes down what editors are told of a version. */
export function versionsOn(pool: pg.Pool, tell: TellIn) {
  return {
    /** The newest waiting version of an article. */
    toDo(articleId: number): Promise<Version | undefined> {
      return row(
        pool,
        ToDo,
        `select v.id, v.article_id as "articleId", v.state, v.incoming, a.clean as now, ${KNOWN} as known,
                exists (select from audit where subject = 'alert:' || alert.id and act = any($2) and at >= v.received_at) as seen,
                (select max(told_at) from article_versions where article_id = a.id and state <> 'failed') as "toldAt",
                exists (select from article_versions where article_id = a.id and state = 'failed' and told_at is not null) as missed,
                a.silent_why is not null and a.withdrawn_at is null and alert.id is null
                  and a.received_at > v.received_at - interval '2 days' as unsaid,
                a.also_from as "alsoFrom",
                coalesce(
                  (select k.incoming from article_versions k
                    where k.article_id = a.id and k.id < v.id and (k.state = 'read' or k.state = 'failed' and k.told_at is not null)
                    order by k.id desc limit 1),
                  a.incoming) ->> 'title' as titled
           from article_versions v join articles a on a.id = v.article_id left join alerts alert on ${IN_WORDS_OF("alert", "a.id")}
          where v.article_id = $1 and v.state in ('accepted', 'news') order by v.id desc limit 1`,
        [articleId, SEEN],
      );
    },

    /**
     * Makes a version the article's text and indexes it, in one transaction; older waiting versions are skipped. False where it no longer
     * waits because a newer one was quicker.
     */
    async replace(
      version: Version,
      clean: CleanArticle,
      summary: Summary,
      next: "news" | "read",
    ): Promise<boolean> {
      return inTransaction(pool, async (tx) => {
        const mine = await tx.query(
          "update article_versions set state = $2, clean = $3, summary = $4 where id = $1 and state = 'accepted'",
          [version.id, next, JSON.stringify(clean), JSON.stringify(summary)],
        );
        if (mine.rowCount === 0) return false;
        await tx.query(
          "update article_versions set state = 'read' where article_id = $1 and id < $2 and state in ('accepted', 'news')",
          [version.articleId, version.id],
        );
        await tx.query("update articles set clean = $2, summary = $3 where id = $1", [
          version.articleId,
          JSON.stringify(clean),
          JSON.stringify(summary),
        ]);
        await indexArticle(tx, version.articleId, summary.headline, clean.paragraphs.join("\n"));
        return true;
      });
    },

    /** Editors are told of this version, unless another worker does so, or has. */
    told(versionId: number, telling: Telling): Promise<void> {
      return inTransaction(pool, async (tx) => {
        if (!(await isOurs(tx, versionId, ["news"]))) return;
        await tell(tx, telling);
        const read = "update article_versions set state = 'read', told_at = $2 where id = $1";
        await tx.query(read, [versionId, telling.at]);
      });
    },

    /**
     * Sets a version's final state. Where its text is the article's own, or its page is gone, what came before it and was not read is overtaken: read
     * afterwards, it would be taken for the newest. "same" deletes the version, since some sources' markup differs with every load, and puts
     * off the next look by the article's age, a quarter of an hour at most.
     */
    settle(versionId: number, state: "read" | "gone" | "failed" | "same", telling?: Telling): Promise<void> {
      return inTransaction(pool, async (tx) => {
        if (!(await isOurs(tx, versionId, ["accepted", "news"]))) return;
        if (telling) await tell(tx, telling);
        if (state === "same" || state === "gone") await tx.query(FORGET_OVERTAKEN, [versionId]);
        if (state === "same")
          await tx.query(
            `with same as (delete from article_versions where id = $1 returning article_id, received_at)
             update articles a set look_again_at = ${lookAgain("same.received_at")} from same where a.id = same.article_id`,
            [versionId],
          );
        else
          await tx.query(
            "update article_versions set state = $2, told_at = coalesce($3, told_at) where id = $1",
            [versionId, state, telling && state === "failed" ? telling.at : null],
          );
      });
    },
  };
}

/** Whether a version is in one of these states, and no other worker has it in hand; it is ours until the transaction ends. */
async function isOurs(
  tx: Queryable,
  versionId: number,
  states: readonly Version["state"][],
): Promise<boolean> {
  const found = await tx.query(
    "select from article_versions where id = $1 and state = any($2) for update skip locked",
    [versionId, states],
  );
  return found.rowCount === 1;
}
