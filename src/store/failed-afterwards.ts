import type pg from "pg";
import { z } from "zod";
import type { NotArrived } from "../delivery/retry.ts";
import { row } from "./database.ts";

/**
 * A message that counts as sent did not arrive: its delivery becomes what it is. False where no delivery has this message, or not yet: its
 * verdict may still be on its way to the ledger.
 */
export async function failedAfterwards(
  pool: pg.Pool,
  messageId: string,
  { state, why }: NotArrived,
  at: Date,
): Promise<boolean> {
  const found = await row(pool, Found, FAILED, [messageId, state, why, at]);
  return (found?.count ?? 0) > 0;
}

const Found = z.object({ count: z.number() });

// What has become something else since (an editor had it sent again) stays that.
const FAILED = `
  with found as (select id from deliveries where message_id = $1 and message_id like 'wamid.%'),
  failed as (
    update deliveries set state = $2, why = $3, settled_at = $4 where id in (select id from found) and state = 'sent'
  )
  select count(*) from found`;
