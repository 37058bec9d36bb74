import type pg from "pg";
import { z } from "zod";
import { inTransaction, row, rows } from "../database.ts";
import { readRepeatsAnew } from "./repeats.ts";
import { lookAgain } from "./versions.ts";

/** Articles whose reading failed at its last try, kept until an editor starts them again. */
const DeadLetter = z.object({
  id: z.number(),
  subject: z.number(),
  title: z.string().nullable(),
  error: z.string(),
  attempts: z.number(),
  diedAt: z.date(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

const ERROR_LENGTH = 500; // enough to say what was wrong; a stack is in the log

/**
 * Sets aside an article, or its new version, that could not be read. An article has one dead letter, however often it failed. The next text of its
 * source starts it again (versions.ts); a teaser that differs with every load does so only after a while.
 */
export async function buryArticle(
  pool: pg.Pool,
  id: number,
  error: string,
  attempts: number,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const article = await tx.query(
      `update articles a set state = 'failed', look_again_at = ${lookAgain("$2::timestamptz")} where id = $1 and state = 'accepted'`,
      [id, now],
    );
    const version = await tx.query(
      "update article_versions set state = 'failed' where article_id = $1 and state in ('accepted', 'news')",
      [id],
    );
    if (article.rowCount === 0 && version.rowCount === 0) return;
    await readRepeatsAnew(tx, id, now);
    await tx.query(
      `insert into dead_letters (step, subject, error, attempts, died_at) values ('article', $1, $2, $3, $4)
       on conflict (step, subject) do update
         set error = excluded.error, attempts = dead_letters.attempts + excluded.attempts, died_at = excluded.died_at`,
      [id, error.slice(0, ERROR_LENGTH), attempts, now],
    );
  });
}

/** The newest first. */
export function deadLetters(pool: pg.Pool, limit: number): Promise<DeadLetter[]> {
  return rows(
    pool,
    DeadLetter,
    `select d.id, d.subject, a.incoming ->> 'title' as title, d.error, d.attempts, d.died_at as "diedAt"
       from dead_letters d left join articles a on a.id = d.subject
      order by d.died_at desc limit $1`,
    [limit],
  );
}

/** Makes a dead letter's article wait to be read again. Answers its id, or undefined where there is no such letter. */
export async function revive(pool: pg.Pool, letter: number): Promise<number | undefined> {
  const Subject = z.object({ subject: z.number() });
  return inTransaction(pool, async (tx) => {
    const dead = await row(tx, Subject, "delete from dead_letters where id = $1 returning subject", [letter]);
    if (!dead) return undefined;
    await tx.query("update articles set state = 'accepted' where id = $1 and state = 'failed'", [
      dead.subject,
    ]);
    await tx.query(
      `update article_versions set state = case when clean is null then 'accepted' else 'news' end
        where article_id = $1 and state = 'failed' and id = (select max(id) from article_versions where article_id = $1)`,
      [dead.subject],
    );
    return dead.subject;
  });
}
