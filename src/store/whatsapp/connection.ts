import type pg from "pg";
import { z } from "zod";
import { record } from "../audit.ts";
import { inTransaction, row } from "../database.ts";

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

/**
 * Whether another process than `holder` has the line by now, as SQL: whoever was stopped for a while and goes on does not know it yet, and what
 * it says and stores of its own line is old.
 */
export const HELD_BY_ANOTHER = (holder: string): string =>
  `exists (select from accounts where messenger = 'whatsapp' and holder <> ${holder} and lease_until > now())`;

/** `holder`: this start of this process. False where another one has the line by now: then it says nothing. */
export async function noteWhatsAppConnection(
  pool: pg.Pool,
  account: string,
  { state, why, qr, code, at }: WhatsAppConnection,
  holder: string,
): Promise<boolean> {
  const noted = await pool.query(
    `insert into whatsapp_connection (account, state, why, qr, code, changed_at)
     select $1, $2, $3, $4, $5, $6::timestamptz where not ${HELD_BY_ANOTHER("$7")}
     on conflict (account) do update set state = excluded.state, why = excluded.why, qr = excluded.qr, code = excluded.code,
       changed_at = excluded.changed_at`,
    [account, state, why, qr, code, at, holder],
  );
  return noted.rowCount === 1;
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

/** Connect anew with the session there is, or forget it and offer a new pairing. */
export const AskedOfWhatsApp = z.enum(["connect", "pair"]);
export type AskedOfWhatsApp = z.infer<typeof AskedOfWhatsApp>;

/** For the process that has the connection, on record. False where the account has never tried to connect. */
export function askWhatsApp(
  pool: pg.Pool,
  account: string,
  asked: AskedOfWhatsApp,
  by: string,
  now: Date,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query(
      "update whatsapp_connection set asked = $2, asked_at = $3 where account = $1",
      [account, asked, now],
    );
    if (rowCount === 0) return false;
    await record(tx, { at: now, who: by, act: `${asked} again`, subject: "whatsapp" });
    return true;
  });
}

/** Whoever asks looks every second, and hangs up no later for a database that is gone (milliseconds). */
const ANSWERED_WITHIN = 3_000;

const Asked = z.object({ asked: AskedOfWhatsApp, at: z.date() });

/** What is asked, once; null: nothing. What nobody heard in time is asked no more. */
export async function heardByWhatsApp(
  pool: pg.Pool,
  account: string,
  { since }: { since: Date },
): Promise<AskedOfWhatsApp | null> {
  const query: pg.QueryConfig & { query_timeout: number } = {
    text: `with was as (select account, asked, asked_at from whatsapp_connection where account = $1 and asked is not null for update)
     update whatsapp_connection c set asked = null from was where c.account = was.account
     returning was.asked, was.asked_at as at`,
    values: [account],
    query_timeout: ANSWERED_WITHIN,
  };
  const [found] = z.array(Asked).parse((await pool.query(query)).rows);
  return found && found.at >= since ? found.asked : null;
}
