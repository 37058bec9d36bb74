import type pg from "pg";
import { z } from "zod";
import type { Ledger } from "../../delivery/ledger.ts";
import { type Prepared, row } from "../database.ts";
import { BUSY, claim, forgetSpoken, HELD_OFF, keep, reclaim, SENDING_IS_ON } from "./claims.ts";
import { settle } from "./settle.ts";
import { withdrawStopped } from "./withdraw-stopped.ts";

/** The ledger on PostgreSQL. */
export function ledgerOn(pool: pg.Pool): Ledger {
  return {
    claim: (...asked) => claim(pool, ...asked),
    settle: (...asked) => settle(pool, ...asked),
    keep: (claimId, deliveries) =>
      keep(
        pool,
        claimId,
        deliveries.map(({ id }) => id),
      ),

    async halts(messenger, alerts, now) {
      const asked = [...alerts];
      const halted = await row(pool, Halted, HALTS, [
        messenger,
        asked.map(({ id }) => id),
        now,
        asked.map(({ version }) => version),
      ]);
      return { all: halted?.all ?? false, alerts: new Set(halted?.alerts) };
    },

    async nextDue(messenger, now) {
      const next = await row(pool, Next, NEXT_DUE, [messenger, now]);
      return next?.at ?? null;
    },

    async reclaim(now) {
      await forgetSpoken(pool, now);
      return reclaim(pool, now);
    },
    reclaimAll: () => reclaim(pool, null),

    async takeBack(limit) {
      const back = await pool.query(TAKE_BACK, [limit]);
      return back.rowCount ?? 0;
    },

    withdrawStopped: (atOnce, now) => withdrawStopped(pool, atOnce, now),
  };
}

const HALTS: Prepared = {
  name: "halts",
  text: `
  select not ${SENDING_IS_ON} or ${HELD_OFF("$3")} as "all",
         array(select asked.id::float8 from unnest($2::bigint[], $4::integer[]) as asked (id, version)
               where not exists (
                 select from alerts a
                 where a.id = asked.id and a.version = asked.version and a.state in ('sending', 'recalled'))) as alerts`,
};

const Halted = z.object({ all: z.boolean(), alerts: z.array(z.number()) });

// A chat that another worker has claimed is asked about again after three seconds: it will be free long before that lease ends.
// Slots can be reserved a second ahead, so an account with a slow pace is worth asking a second before its next slot.
const NEXT_DUE = `
  with busy as materialized (
    select chat_id, max(coalesce(free_at, $2::timestamptz + interval '3 seconds')) as until from (${BUSY}) as one group by chat_id
  )
  select min(greatest(d.due_at, busy.until, a.not_before, a.free_at - interval '1 second')) as at
  from generate_series(0, 5) as ranks (rank)
  cross join lateral (
    select due_at, chat_id from deliveries
    where messenger = $1 and state = 'waiting' and deliveries.rank = ranks.rank order by due_at, id limit 100
  ) d
  left join busy on busy.chat_id = d.chat_id
  left join accounts a on a.messenger = $1
  where ${SENDING_IS_ON}`;

const Next = z.object({ at: z.date().nullable() });

// Only alerts that are sending: rows of stopped and recalled ones are withdrawn elsewhere. Rows are locked first, since another process may
// be putting the same ones back and a worker may send them: those that are no longer aside are left out.
const TAKE_BACK = `
  with aside as materialized (
    select d.id from alerts a
    cross join lateral (
      select id from deliveries where alert_id = a.id and state = 'aside' limit $1 for no key update
    ) d
    where a.state = 'sending'
    limit $1
  )
  update deliveries set state = 'waiting' where id in (select id from aside)`;
