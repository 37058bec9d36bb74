import type pg from "pg";
import { z } from "zod";
import type { AccountBook } from "../../messengers/whatsapp/account-book.ts";
import { DAY_MS } from "../../time.ts";
import { inTransaction, row } from "../database.ts";

const POSTS_KEPT = 31 * DAY_MS; // WhatsApp lets a Channel's posts be corrected for 30 days

/** An account's book in PostgreSQL, in the tables whatsapp_accounts, _days, _people and _posts. */
export function whatsAppAccountBook(pool: pg.Pool, account: string): AccountBook {
  return {
    since: (number, now) =>
      inTransaction(pool, async (tx) => {
        const begun = await row(tx, Begun, BEGIN, [account, number, now]);
        if (begun?.anew) await tx.query("delete from whatsapp_people where account = $1", [account]);
        const sql = "select since from whatsapp_accounts where account = $1";
        return (await row(tx, Since, sql, [account]))?.since ?? now;
      }),

    async restrictedUntil() {
      const sql = "select restricted_until as until from whatsapp_accounts where account = $1";
      return (await row(pool, Until, sql, [account]))?.until ?? null;
    },

    async restrict(until) {
      await pool.query("update whatsapp_accounts set restricted_until = $2 where account = $1", [
        account,
        until,
      ]);
    },

    async wroteToUs(addresses, at) {
      await pool.query(
        `insert into whatsapp_people (account, address, wrote_at) select $1, address, $3 from unnest($2::text[]) as a (address)
         on conflict (account, address) do update set wrote_at = greatest(whatsapp_people.wrote_at, excluded.wrote_at)`,
        [account, [...new Set(addresses)], at],
      );
    },

    async lastWrote(address) {
      const sql = "select wrote_at as at from whatsapp_people where account = $1 and address = $2";
      return (await row(pool, Wrote, sql, [account, address]))?.at ?? null;
    },

    async count(day, limit) {
      const counted = await pool.query(
        `insert into whatsapp_days as d (account, day, sent) select $1, $2, 1 where $3::int > 0
         on conflict (account, day) do update set sent = d.sent + 1 where d.sent < $3`,
        [account, day, limit],
      );
      return counted.rowCount === 1;
    },

    async uncount(day) {
      await pool.query(
        "update whatsapp_days set sent = greatest(0, sent - 1) where account = $1 and day = $2",
        [account, day],
      );
    },

    async keepPost(id, content, at) {
      await pool.query("delete from whatsapp_posts where at < $1", [new Date(at.getTime() - POSTS_KEPT)]);
      await pool.query(
        `insert into whatsapp_posts (account, id, content, at) values ($1, $2, $3, $4)
         on conflict (account, id) do update set content = excluded.content`,
        [account, id, Buffer.from(content), at],
      );
    },

    async post(id) {
      const sql = "select content from whatsapp_posts where account = $1 and id = $2";
      return (await row(pool, Post, sql, [account, id]))?.content ?? null;
    },
  };
}

// "anew": there was another number before; xmax tells an update from an insert.
const BEGIN = `
  insert into whatsapp_accounts as a (account, number, since) values ($1, $2, $3)
  on conflict (account) do update set number = $2, since = $3, restricted_until = null where a.number <> $2
  returning xmax <> 0 as anew`;

const Begun = z.object({ anew: z.boolean() });
const Since = z.object({ since: z.date() });
const Until = z.object({ until: z.date().nullable() });
const Wrote = z.object({ at: z.date() });
const Post = z.object({ content: z.instanceof(Buffer) });
