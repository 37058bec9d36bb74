import type pg from "pg";
import { z } from "zod";
import { givePlacesBack } from "../chats/preferences.ts";
import { row, rows } from "../database.ts";
import { IN_HAND, notSent } from "./claims.ts";

/** One walk over each alert's rows, in the order of their unique index: however many pieces, every row is looked at once. */
export async function withdrawStopped(pool: pg.Pool, atOnce: number, now: Date): Promise<number> {
  let withdrawn = 0;
  for (const { id } of await rows(pool, NotDone, NOT_DONE)) {
    for (let after: Place | null = { chat: 0, act: "" }; after !== null;) {
      const piece: Piece | undefined = await row(pool, Piece, WITHDRAW_PIECE, [
        id,
        after.chat,
        after.act,
        atOnce,
        now,
      ]);
      withdrawn += piece?.withdrawn ?? 0;
      await givePlacesBack(pool, id, piece?.unheard ?? []);
      after = piece?.last ?? null;
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
  piece as (
    select id, chat_id, act from deliveries where alert_id = $1 and (chat_id, act) > ($2, $3) order by chat_id, act limit $4
  ),
  withdrawn as (
    update deliveries d set
      state      = ${WITHDRAWN.state},
      why        = ${WITHDRAWN.why},
      settled_at = $5
    from piece cross join alert
    where d.id = piece.id and d.state in ('waiting', 'aside') and d.id not in (${IN_HAND})
      and not (d.act = 'recall' and alert.state = 'recalled')
    returning d.chat_id, d.act, d.state
  )
  select (select count(*) from withdrawn) as withdrawn,
         (select coalesce(json_agg(chat_id), '[]') from withdrawn where act = 'send' and state = 'withdrawn') as unheard,
         (select json_build_object('chat', chat_id, 'act', act) from piece order by chat_id desc, act desc limit 1) as last`;

/** Where in its alert a row stands: the next piece begins behind it. */
const Place = z.object({ chat: z.number(), act: z.string() });
type Place = z.infer<typeof Place>;
const Piece = z.object({ withdrawn: z.number(), unheard: z.array(z.number()), last: Place.nullable() });
type Piece = z.infer<typeof Piece>;
