import { z } from "zod";
import type { IncomingArticle } from "../../articles/article.ts";
import type { Claim } from "../../articles/whose-address.ts";
import { UNTOUCHED } from "../alerts/alerts.ts";
import { type Queryable, row } from "../database.ts";

/** What becomes of a known article when a source brings it whose address it is, too. */

const Known = z.object({
  source: z.string(),
  alsoFrom: z.array(z.string()),
  state: z.enum(["accepted", "ready", "repeat", "archived", "failed"]),
  quiet: z.boolean(),
  withdrawn: z.boolean(),
  cameAt: z.date(),
  trace: z.string(),
  /** Its alert, if it has one: "draft" as its source made it, which no editor has touched; or else. */
  alert: z.enum(["draft", "told"]).nullable(),
});
type Known = z.infer<typeof Known>;

interface Bringing {
  hash: string;
  quiet: boolean;
  newsSince: Date;
  claim(known: readonly string[]): Claim;
}

/**
 * Gives a known article to the source whose address it is, or lets a further feed of its site speak for it. What nobody has been told of
 * is read anew, as the source's own; what readers have, or an editor has in hand, stays as it is, and the source's text is a version of it from
 * then on (store/articles/versions.ts). What a source brings quietly changes nobody's news. Answers what was read anew, or undefined.
 */
export async function takeOver(
  tx: Queryable,
  id: number,
  incoming: IncomingArticle,
  bringing: Bringing,
): Promise<{ kind: "accepted"; trace: string } | { kind: "again" } | undefined> {
  const before = await knownArticle(tx, id);
  if (!before || before.state === "repeat" || before.state === "archived") return undefined;
  const claim = bringing.claim([before.source, ...before.alsoFrom]);
  if (claim === "joins")
    return (await join(tx, id, incoming.source, before, bringing)) ? { kind: "again" } : undefined;
  if (
    claim === "none" ||
    claim === "echoes" ||
    (bringing.quiet && before.state === "accepted" && !before.quiet)
  )
    return undefined;
  await tx.query(
    `with alert as (update alerts set source = $2 where article_id = $1),
          trace as (update story_traces set source = $2 where article_id = $1)
     update articles set source = $2, also_from = '{}', incoming = jsonb_set(incoming, '{source}', to_jsonb($2::text)) where id = $1`,
    [id, incoming.source],
  );
  if (!isOpen(before, bringing)) return undefined;
  const quiet = bringing.quiet || before.cameAt < bringing.newsSince;
  await tx.query(
    `with letter as (delete from dead_letters where step = 'article' and subject = $1)
     update articles set state = 'accepted', incoming = $2, body_hash = $3, quiet = $4, published_at = coalesce($5, published_at) where id = $1`,
    [id, JSON.stringify(incoming), bringing.hash, quiet, incoming.publishedAt],
  );
  return quiet ? undefined : { kind: "accepted", trace: before.trace };
}

/** May anything be told of it yet that was not? */
function isOpen(before: Known, { quiet, newsSince }: Bringing): boolean {
  if (before.state === "accepted") return true;
  return !quiet && !before.withdrawn && before.alert !== "told" && before.cameAt >= newsSince;
}

async function join(
  tx: Queryable,
  id: number,
  source: string,
  before: Known,
  bringing: Bringing,
): Promise<boolean> {
  if (bringing.quiet || before.quiet || !isOpen(before, bringing)) return false;
  await tx.query(
    `update articles a set also_from = also_from || $2::text, state = 'accepted',
            incoming = coalesce((select incoming from article_versions where article_id = a.id order by id desc limit 1), incoming)
      where id = $1`,
    [id, source],
  );
  return true;
}

function knownArticle(tx: Queryable, id: number): Promise<Known | undefined> {
  return row(
    tx,
    Known,
    `select a.source, a.also_from as "alsoFrom", a.state, a.quiet, a.trace, a.withdrawn_at is not null as withdrawn,
            coalesce(a.published_at, a.received_at) as "cameAt",
            case when al.id is null then null when ${UNTOUCHED("al")} then 'draft' else 'told' end as alert
       from articles a left join alerts al on al.article_id = a.id where a.id = $1 for no key update of a`,
    [id],
  );
}
