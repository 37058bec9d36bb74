import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { Scope } from "../../publishers/scope.ts";
import { record } from "../audit.ts";
import { inTransaction, row, rows } from "../database.ts";

/** Tokens of the publishers' API. Only a hash is stored: the text is shown once, when the token is made. */

const Token = z.object({
  id: z.number(),
  name: z.string(),
  /** null: the newsroom's own, which reads every source's alerts. */
  source: z.string().nullable(),
  scopes: z.array(Scope),
  madeAt: z.date(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type Token = z.infer<typeof Token>;

const TOKEN = `id, name, source, scopes, made_at as "madeAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

/** Makes a token. Its text is in the answer and nowhere else. */
export function addToken(
  pool: pg.Pool,
  { name, source, scopes }: { name: string; source: string | null; scopes: readonly Scope[] },
  by: string,
  now: Date,
): Promise<{ token: Token; text: string }> {
  const text = `kk_${randomBytes(32).toString("base64url")}`;
  return inTransaction(pool, async (tx) => {
    const token = await row(
      tx,
      Token,
      `insert into api_tokens (name, source, scopes, hash, made_at) values ($1, $2, $3, $4, $5) returning ${TOKEN}`,
      [name, source, scopes, hashOf(text), now],
    );
    if (!token) throw new Error("PostgreSQL returned no new token");
    await record(tx, {
      at: now,
      who: by,
      act: "token add",
      subject: `token:${token.id}`,
      details: { name, source, scopes },
    });
    return { token, text };
  });
}

/** All of them, the newest first, the revoked ones included. */
export function allTokens(pool: pg.Pool): Promise<Token[]> {
  return rows(pool, Token, `select ${TOKEN} from api_tokens order by id desc`);
}

/**
 * Revokes a token for good and disables the webhooks that were made with it, since a thief of the token may have made them. Answers how many;
 * null where there is no such token, or it was revoked before.
 */
export function revokeToken(
  pool: pg.Pool,
  id: number,
  by: string,
  now: Date,
): Promise<{ webhooks: number } | null> {
  return inTransaction(pool, async (tx) => {
    const revoked = await tx.query(
      "update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null",
      [id, now],
    );
    if (revoked.rowCount === 0) return null;
    const disabled = await tx.query(
      `update webhooks set disabled_at = $2, disabled_why = 'Its token was revoked.'
        where token_id = $1 and disabled_at is null`,
      [id, now],
    );
    const webhooks = disabled.rowCount ?? 0;
    await record(tx, {
      at: now,
      who: by,
      act: "token revoke",
      subject: `token:${id}`,
      details: { webhooks },
    });
    return { webhooks };
  });
}

/** The token with this text, also a revoked one. Its use is recorded at most once a minute. */
export async function tokenOf(pool: pg.Pool, text: string, now: Date): Promise<Token | undefined> {
  const token = await row(pool, Token, `select ${TOKEN} from api_tokens where hash = $1`, [hashOf(text)]);
  if (token?.revokedAt === null && now.getTime() - (token.lastUsedAt?.getTime() ?? 0) > NOTED_EVERY_MS) {
    await pool.query("update api_tokens set last_used_at = $2 where id = $1", [token.id, now]);
  }
  return token;
}

const NOTED_EVERY_MS = 60_000;

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
