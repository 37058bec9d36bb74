import type pg from "pg";
import { z } from "zod";
import type { SessionStore } from "../../messengers/whatsapp/session.ts";
import { inTransaction, type Queryable } from "../database.ts";
import { sealWith } from "../seal.ts";
import { HELD_BY_ANOTHER } from "./connection.ts";

/** A query that hangs holds up every message of the account: better an error, which is tried again (milliseconds). */
const PATIENCE = 15_000;

const StoredSession = z.object({
  key_id: z.instanceof(Buffer),
  credentials: z.instanceof(Buffer).nullable(),
});
const StoredKey = z.object({ id: z.string(), value: z.instanceof(Buffer) });

/**
 * WhatsApp sessions in PostgreSQL, sealed with `key` (32 bytes in base64). A session that was sealed with another key is
 * neither read nor written: both throw and change nothing. So does a write of the process `holder` while another one has the line: it was
 * stopped for a while, and what it would store is older than what is there.
 */
export function whatsAppSessions(pool: pg.Pool, key: string, holder: string | null = null): SessionStore {
  const seal = sealWith(key);

  return {
    async readCredentials(account) {
      const sql = "select key_id, credentials from whatsapp_sessions where account = $1";
      const { rows } = await ask(pool, sql, [account]);
      const stored = StoredSession.optional().parse(rows[0]);
      if (stored && !stored.key_id.equals(seal.keyId)) throw wrongKey(account);
      return stored?.credentials ? seal.open(stored.credentials, account) : null;
    },

    async readKeys(account, kind, ids) {
      const sql = "select id, value from whatsapp_keys where account = $1 and kind = $2 and id = any($3)";
      const { rows } = await ask(pool, sql, [account, kind, ids]);
      const stored = z.array(StoredKey).parse(rows);
      return new Map(stored.map(({ id, value }) => [id, seal.open(value, placeOf(account, kind, id))]));
    },

    async write(account, change) {
      const credentials = change.credentials === null ? null : seal.close(change.credentials, account);
      const kept = change.keys.flatMap(({ kind, id, value }) =>
        value === null ? [] : [{ kind, id, value: seal.close(value, placeOf(account, kind, id)) }],
      );
      const gone = change.keys.filter(({ value }) => value === null);

      await inTransaction(pool, async (tx) => {
        // The account's row first: it holds back any other writer, and does not change under another key.
        const { rowCount } = await ask(
          tx,
          `insert into whatsapp_sessions as s (account, key_id, credentials) values ($1, $2, $3)
           on conflict (account) do update
              set credentials = coalesce($3, s.credentials), changed_at = now()
              where s.key_id = $2 and not ${HELD_BY_ANOTHER("$4::text")}`,
          [account, seal.keyId, credentials, holder],
        );
        if (rowCount === 0) throw (await isHeldByAnother(tx, holder)) ? tooLate(account) : wrongKey(account);
        await ask(
          tx,
          `delete from whatsapp_keys using unnest($2::text[], $3::text[]) as gone (kind, id)
            where whatsapp_keys.account = $1 and whatsapp_keys.kind = gone.kind and whatsapp_keys.id = gone.id`,
          [account, gone.map(({ kind }) => kind), gone.map(({ id }) => id)],
        );
        await ask(
          tx,
          `insert into whatsapp_keys (account, kind, id, value)
           select $1, * from unnest($2::text[], $3::text[], $4::bytea[])
           on conflict (account, kind, id) do update set value = excluded.value`,
          [account, kept.map(({ kind }) => kind), kept.map(({ id }) => id), kept.map(({ value }) => value)],
        );
      });
    },

    async forget(account) {
      await pool.query("delete from whatsapp_sessions where account = $1", [account]);
    },
  };
}

function ask(db: Queryable, text: string, values: unknown[]): Promise<pg.QueryResult> {
  const query: pg.QueryConfig & { query_timeout: number } = { text, values, query_timeout: PATIENCE };
  return db.query(query);
}

async function isHeldByAnother(tx: Queryable, holder: string | null): Promise<boolean> {
  const { rows } = await ask(tx, `select where ${HELD_BY_ANOTHER("$1::text")}`, [holder]);
  return rows.length > 0;
}

function tooLate(account: string): Error {
  return new Error(
    `another process has the WhatsApp session "${account}" by now; nothing of ours was stored`,
  );
}

function placeOf(account: string, kind: string, id: string): string {
  return JSON.stringify([account, kind, id]);
}

function wrongKey(account: string): Error {
  return new Error(
    `WHATSAPP_SESSION_KEY is not the key the stored WhatsApp session "${account}" was sealed with. Nothing was changed. ` +
      `Use the old key, or pair anew after: delete from whatsapp_sessions where account = '${account}'`,
  );
}
