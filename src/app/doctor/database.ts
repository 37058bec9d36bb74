import type pg from "pg";
import { z } from "zod";
import { haveSessions, migrationsOf } from "../../store/database.ts";
import { poolForALook } from "../database-connection.ts";
import { notReached, POOLED, postgresTrouble } from "../postgres-trouble.ts";
import { type Check, fault, faultsAmong, type Finding, off, ok } from "./finding.ts";

const WHAT = "PostgreSQL";
const OLDEST = 15;
const APART_MS = 5_000; // leases are 15 s: clocks of several machines must be closer than that

const Facts = z.object({
  version: z.coerce.number(),
  encoding: z.string(),
  readOnly: z.boolean(),
  mayCreate: z.boolean(),
  at: z.date(),
});

/** Reachable, new enough, writable, in UTF-8, its schema this release's, its clock ours. Changes nothing. */
export function database(connection: pg.PoolConfig | null, now: () => Date): Check {
  return {
    what: WHAT,
    async look() {
      if (!connection) return [off(WHAT, "the embedded one will be made by the first start")];
      await using opened = poolForALook(connection);
      const { pool } = opened;
      try {
        const asked = now();
        const { rows } = await pool.query(FACTS);
        const facts = Facts.parse(rows[0]);
        const sessions = await haveSessions(pool);
        return [...server(facts, sessions), clock(facts.at, asked, now()), await schema(pool)];
      } catch (error) {
        return [unreachable(error)];
      }
    },
  };
}

const FACTS = `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
  pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly",
  has_schema_privilege('public', 'create') as "mayCreate",
  clock_timestamp() as at`;

function server(
  { version, encoding, readOnly, mayCreate }: z.infer<typeof Facts>,
  sessions: boolean,
): Finding[] {
  const major = Math.floor(version / 10_000);
  const faults = faultsAmong(
    WHAT,
    [major < OLDEST, `version ${major} is too old`, `Upgrade it to ${OLDEST} or newer.`],
    [
      encoding !== "UTF8",
      `the database is in ${encoding}, which has no room for every character`,
      "Make one in UTF-8: createdb --encoding=UTF8 --template=template0 kabarkilat",
    ],
    [readOnly, "takes no changes: it is a standby, or set read-only", "Point DATABASE_URL at the primary."],
    [!sessions, POOLED.said, POOLED.mend],
    [
      !mayCreate && !readOnly,
      "our user may not make tables",
      "Make that user the database's owner: alter database … owner to …",
    ],
  );
  return faults.length > 0 ? faults : [ok(WHAT, `version ${major}, writable`)];
}

function clock(theirs: Date, before: Date, after: Date): Finding {
  const what = "PostgreSQL's clock";
  const by = Math.max(before.getTime() - theirs.getTime(), theirs.getTime() - after.getTime());
  return by <= APART_MS
    ? ok(what, "as ours")
    : fault(
        what,
        `${Math.round(by / 1000)} s from ours`,
        "Turn on time synchronisation on both machines: timedatectl set-ntp true",
      );
}

async function schema(pool: pg.Pool): Promise<Finding> {
  const what = "Schema";
  const { missing, unknown } = await migrationsOf(pool);
  if (unknown.length > 0) {
    return fault(
      what,
      `a newer release has been here (${unknown.join(", ")})`,
      "Start that release, or restore the backup from before it.",
    );
  }
  if (missing.length > 0) return off(what, `the next start brings it up to date (${missing.length} steps)`);
  return ok(what, "up to date");
}

function unreachable(error: unknown): Finding {
  const { said, mend } = postgresTrouble(error) ?? notReached(error);
  return fault(WHAT, said, mend);
}
