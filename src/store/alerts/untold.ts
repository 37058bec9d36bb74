import type pg from "pg";
import { z } from "zod";
import { AlertContent, AlertState } from "../../alerts/alert.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";

/** Drafts of which editors are still to be told. */

const Untold = z.object({
  id: z.number(),
  version: z.number(),
  content: AlertContent,
  reasons: z.array(z.string()),
  articleId: z.number().nullable(),
});
export type UntoldDraft = z.infer<typeof Untold>;

/** Notes that editors are to be told of a draft, in the transaction that makes it. Until they are, the sweep finds it. */
export async function owesNotice(tx: Queryable, draft: number): Promise<void> {
  await tx.query("update alerts set untold = true where id = $1", [draft]);
}

/** The drafts of which editors are still to be told, also such as one of them has decided on meanwhile. */
export async function untoldDrafts(pool: pg.Pool): Promise<number[]> {
  const Id = z.object({ id: z.number() });
  return (await rows(pool, Id, "select id from alerts where untold order by id", [])).map(({ id }) => id);
}

/** A draft of which editors are still to be told; undefined where they have been. */
export function untoldDraft(pool: pg.Pool, id: number): Promise<UntoldDraft | undefined> {
  return row(
    pool,
    Untold,
    `select id, version, content, reasons, article_id as "articleId" from alerts where id = $1 and untold`,
    [id],
  );
}

const Now = z.object({ state: AlertState, version: z.number() });

/**
 * Tells of a draft as it was found, unless somebody else does or has done so, it is another version by now (then it is told of as that), or an editor
 * has decided on it. Where `tell` rejects, or we die in it, it is still to be told of, and what `tell` wrote in the transaction
 * is undone.
 */
export function tellOfDraft(
  pool: pg.Pool,
  { id, version }: Pick<UntoldDraft, "id" | "version">,
  tell: (tx: Queryable) => Promise<void>,
): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const draft = await row(
      tx,
      Now,
      "select state, version from alerts where id = $1 and untold for no key update skip locked",
      [id],
    );
    if (!draft || draft.version !== version) return;
    if (draft.state === "draft") await tell(tx);
    await tx.query("update alerts set untold = false where id = $1", [id]);
  });
}
