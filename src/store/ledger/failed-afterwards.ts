import type pg from "pg";
import { z } from "zod";
import type { NotArrived } from "../../delivery/retry.ts";
import { row } from "../database.ts";

/**
 * Gives the delivery of a message that was accepted, but did not arrive, its real state. False where no delivery has this message id (yet):
 * its verdict may not be written.
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

// A delivery whose state has changed since (an editor sent it again) keeps it.
const FAILED = `
  with found as (select id from deliveries where message_id = $1 and message_id like 'wamid.%'),
  failed as (
    update deliveries set state = $2, why = $3, settled_at = $4 where id in (select id from found) and state = 'sent'
  )
  select count(*) from found`;
