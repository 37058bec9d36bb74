import type pg from "pg";
import { z } from "zod";
import { IN_HAND, notSent } from "./claims.ts";
import { row, rows } from "./database.ts";

/** One walk over each alert's rows, in the order of their unique index: however many pieces, every row is looked at once. */
export async function withdrawStopped(pool: pg.Pool, atOnce: number, now: Date): Promise<number> {
  let withdrawn = 0;
  for (const { id } of await rows(pool, NotDone, NOT_DONE)) {
    for (let from = 0, more = true; more;) {
      const piece = await row(pool, Piece, WITHDRAW_PIECE, [id, from, atOnce, now]);
      withdrawn += piece?.withdrawn ?? 0;
      from = piece?.last ?? 0;
      more = piece?.rows === atOnce;
    }
    await pool.query("update alerts set done_at = $2 where id = $1 and state = 'stopped'", [id, now]);
  }
  return withdrawn;
}

const NOT_DONE = `
  select id from alerts a where state in ('stopped', 'recalled') and done_at is null and (state = 'stopped' or 0 < (
    select sum(change) from tallies t where t.alert_id = a.id and t.state = 'open' and t.act <> 'recall'))`;

const NotDone = z.object({ id: z.number() });

// It may have been corrected or recalled in the meantime: a piece looks at the alert again.
const WITHDRAWN = notSent(
  "d",
  `case alert.state when 'recalled' then 'Kabar ini ditarik sebelum terkirim.' else 'Kabar ini dihentikan sebelum terkirim.' end`,
);
const WITHDRAW_PIECE = `
  with alert as (select state from alerts where id = $1 and state in ('stopped', 'recalled') for share),
  piece as (select id, chat_id from deliveries where alert_id = $1 and chat_id >= $2 order by chat_id limit $3),
  withdrawn as (
    update deliveries d set
      state      = ${WITHDRAWN.state},
      why        = ${WITHDRAWN.why},
      settled_at = $4
    from piece cross join alert
    where d.id = piece.id and d.state in ('waiting', 'aside') and d.id not in (${IN_HAND})
      and not (d.act = 'recall' and alert.state = 'recalled')
    returning 1
  )
  select (select count(*) from withdrawn) as withdrawn, count(*) as rows, max(chat_id) as last from piece`;

const Piece = z.object({ withdrawn: z.number(), rows: z.number(), last: z.number().nullable() });
