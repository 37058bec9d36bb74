import type { Config } from "../config.ts";
import type { Scope } from "../publishers/scope.ts";
import { openDatabase } from "../store/database.ts";
import { useEmbeddedPostgres } from "../store/embedded/postgres.ts";
import { addToken, allTokens, revokeToken, type Token } from "../store/publishers/tokens.ts";
import { connectionTo } from "./database-connection.ts";
import { sayPlainly } from "./postgres-trouble.ts";

/** The API's tokens from the command line, beside a running service or without one. */
export interface TokensDesk extends AsyncDisposable {
  add(wanted: { name: string; source: string | null; scopes: readonly Scope[] }): Promise<string>;
  all(): Promise<Token[]>;
  revoke(id: number): Promise<{ webhooks: number } | null>;
}

/** The name in the audit log of whoever runs commands on this machine. */
const BY = "perintah:tokens";

export async function openTokensDesk(
  config: Config,
  now: () => Date = () => new Date(),
): Promise<TokensDesk> {
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(await connectionTo(config.database, useEmbeddedPostgres));
  const { pool } = stack.use(await openDatabase(connection, () => undefined, { max: 2 }).catch(sayPlainly));
  const opened = stack.move();
  return {
    add: async (wanted) => (await addToken(pool, wanted, BY, now())).text,
    all: () => allTokens(pool),
    revoke: (id) => revokeToken(pool, id, BY, now()),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
