import type pg from "pg";
import { z } from "zod";
import { row } from "./database.ts";

/** How an account's connection stands, as the process that has it says. */
const Connection = z.object({
  state: z.enum(["connecting", "pairing", "open", "waiting", "stopped"]),
  why: z.string().nullable(),
  /** What pairs it just now: a QR to be scanned, or a code to be typed. */
  qr: z.string().nullable(),
  code: z.string().nullable(),
  at: z.date(),
});
export type WhatsAppConnection = z.infer<typeof Connection>;

export async function noteWhatsAppConnection(
  pool: pg.Pool,
  account: string,
  { state, why, qr, code, at }: WhatsAppConnection,
): Promise<void> {
  await pool.query(
    `insert into whatsapp_connection (account, state, why, qr, code, changed_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (account) do update set state = excluded.state, why = excluded.why, qr = excluded.qr, code = excluded.code,
       changed_at = excluded.changed_at`,
    [account, state, why, qr, code, at],
  );
}

/** Undefined: it has never tried to connect. */
export function whatsAppConnection(pool: pg.Pool, account: string): Promise<WhatsAppConnection | undefined> {
  return row(
    pool,
    Connection,
    `select state, why, qr, code, changed_at as at from whatsapp_connection where account = $1`,
    [account],
  );
}
