import type pg from "pg";
import { z } from "zod";
import type { Leases } from "../../delivery/lease.ts";
import { AHEAD_MS, type Pace, type Slots } from "../../delivery/pace.ts";
import { type Prepared, row } from "../database.ts";

/** Messenger accounts: who holds the session, and the pace of all workers together. One row each, made at first use. */
export function accountsOn(pool: pg.Pool): Pace & Leases {
  return {
    async reserve(messenger, wanted, perSecond, now) {
      for (;;) {
        const slots = await row(pool, Reserved, RESERVE, [messenger, wanted, perSecond, now, AHEAD_MS]);
        if (slots) return slots;
        await pool.query("insert into accounts (messenger) values ($1) on conflict do nothing", [messenger]);
      }
    },

    async holdOff(messenger, until) {
      await pool.query(
        `insert into accounts (messenger, not_before) values ($1, $2)
         on conflict (messenger) do update set not_before = greatest(accounts.not_before, excluded.not_before)`,
        [messenger, until],
      );
    },

    async take(messenger, holder, until, now) {
      const taken = await pool.query(
        `insert into accounts (messenger, holder, lease_until) values ($1, $2, $3)
         on conflict (messenger) do update set holder = excluded.holder, lease_until = excluded.lease_until
           where accounts.holder is null or accounts.holder = excluded.holder or accounts.lease_until <= $4`,
        [messenger, holder, until, now],
      );
      return taken.rowCount === 1;
    },

    async drop(messenger, holder) {
      await pool.query(
        "update accounts set holder = null, lease_until = null where messenger = $1 and holder = $2",
        [messenger, holder],
      );
    },
  };
}

const Reserved: z.ZodType<Slots> = z.object({ count: z.number(), first: z.number() });

// The row lock makes workers reserve one after the other, each from where the last one ended.
const RESERVE: Prepared = {
  name: "reserve",
  text: `
  with account as (select free_at, not_before from accounts where messenger = $1 for update),
  free as (select greatest(free_at, not_before, $4::timestamptz) as first from account),
  slots as (
    select first, greatest(0, least($2::int, 1 + floor(
      (extract(epoch from $4::timestamptz - first) + $5::float8 / 1000) * $3::float8)))::int as count from free
  ),
  reserved as (
    update accounts set free_at = first + count * (interval '1 second' / $3::float8)
    from slots where messenger = $1 and count > 0
  )
  select count, (extract(epoch from first) * 1000)::float8 as first from slots`,
};
