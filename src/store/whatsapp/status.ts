import type pg from "pg";
import { z } from "zod";
import { row } from "../database.ts";

/** How an account stands, as far as it is written down. */
export interface WhatsAppStanding {
  /** The phone number it last connected as; null: never connected. */
  number: string | null;
  since: Date | null;
  restrictedUntil: Date | null;
  /** News to private chats on this day. */
  sentToday: number;
  /** A process holds the session now. */
  inUse: boolean;
}

const Standing: z.ZodType<WhatsAppStanding> = z.object({
  number: z.string().nullable(),
  since: z.date().nullable(),
  restrictedUntil: z.date().nullable(),
  sentToday: z.number(),
  inUse: z.boolean(),
});

/** `day` as the account counts them ("2026-11-23"). */
export async function whatsAppStanding(
  pool: pg.Pool,
  account: string,
  day: string,
  now: Date,
): Promise<WhatsAppStanding> {
  const standing = await row(
    pool,
    Standing,
    `select a.number, a.since, a.restricted_until as "restrictedUntil", coalesce(d.sent, 0) as "sentToday",
            exists (select from accounts where messenger = 'whatsapp' and holder is not null and lease_until > $3) as "inUse"
     from (select $1::text as account) me
     left join whatsapp_accounts a using (account)
     left join whatsapp_days d on d.account = me.account and d.day = $2`,
    [account, day, now],
  );
  if (!standing) throw new Error("the account's standing has no row");
  return standing;
}
