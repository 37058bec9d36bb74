import { codeOf, isOfTheNetwork } from "../error-code.ts";
import { NoSessions } from "../store/database.ts";
import { reasonOf } from "./doctor/finding.ts";

interface PostgresTrouble {
  /** "refuses our user or password" */
  said: string;
  /** How to mend it. */
  mend: string;
}

/** Why PostgreSQL cannot be used; null where the error is of another kind. By SQLSTATE codes, since messages may name user, host or database. */
export function postgresTrouble(error: unknown): PostgresTrouble | null {
  if (error instanceof NoSessions) return POOLED;
  const refused = REFUSED[codeOf(error)];
  if (refused) return refused;
  if (error instanceof Error && error.message.includes("client password must be a string"))
    return { said: "wants a password", mend: "Put it into DATABASE_URL: postgres://user:password@host/name" };
  return isOfTheNetwork(error) ? notReached(error) : null;
}

export const notReached = (error: unknown): PostgresTrouble => ({
  said: `cannot be reached: ${reasonOf(error)}`,
  mend: "Start it, or correct host and port in DATABASE_URL.",
});

/** Rethrows an error of connecting to PostgreSQL in words for the operator, and any other error as it is. */
export function sayPlainly(error: unknown): never {
  const trouble = postgresTrouble(error);
  if (!trouble) throw error;
  throw Object.assign(new Error(`PostgreSQL ${trouble.said}. ${trouble.mend}`, { cause: error }), {
    code: codeOf(error),
  });
}

/** What to do about a pooler between us and PostgreSQL. */
const POOLER_MEND =
  "Put the pooler into session mode (PgBouncer: pool_mode = session; Supabase: port 5432), or give DATABASE_URL the address of PostgreSQL itself.";

/** Our connections have no sessions of their own. */
export const POOLED: PostgresTrouble = {
  said: "gives our connections no sessions of their own: a pooler in transaction mode stands before it",
  mend: POOLER_MEND,
};

const REFUSED: Readonly<Record<string, PostgresTrouble>> = {
  "28P01": { said: "refuses our user or password", mend: "Put the right ones into DATABASE_URL." },
  "28000": {
    said: "does not let this user in",
    mend: "Put the right user into DATABASE_URL, and let it in by pg_hba.conf.",
  },
  "3D000": {
    said: "has no such database",
    mend: "Make it (createdb), or correct the name at the end of DATABASE_URL.",
  },
  "53300": {
    said: "has no connection left",
    mend: "Raise max_connections: each process of ours takes up to 25.",
  },
  "08P01": {
    said: "refuses the settings of a connection: a pooler stands before it (PgBouncer), and DATABASE_URL has settings (?…)",
    mend: "Take the settings out of DATABASE_URL, or give it the address of PostgreSQL itself.",
  },
  "53100": {
    said: "has no room left on its disk",
    mend: "Make room there, then start again. Nothing is lost.",
  },
  "57P03": { said: "is starting or stopping", mend: "Wait a minute and ask again." },
};
