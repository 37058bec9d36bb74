import type pg from "pg";
import { z } from "zod";
import { DAY_MS } from "../../time.ts";
import { record } from "../audit.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";
import { PERSON, personById, StoredPerson } from "./people.ts";

/** Sign-in links, passwords, second factors and sessions. Of links and sessions only a hash is stored. */

export async function addLink(db: Queryable, personId: number, hash: Buffer, expiresAt: Date): Promise<void> {
  await db.query("insert into sign_in_links (hash, person_id, expires_at) values ($1, $2, $3)", [
    hash,
    personId,
    expiresAt,
  ]);
}

/** The person of a link; with `use`, the link is used up. */
export async function personOfLink(
  db: Queryable,
  hash: Buffer,
  now: Date,
  use: boolean,
): Promise<StoredPerson | undefined> {
  await db.query("delete from sign_in_links where expires_at <= $1", [now]);
  const found = await row(
    db,
    z.object({ personId: z.number() }),
    use
      ? `delete from sign_in_links where hash = $1 returning person_id as "personId"`
      : `select person_id as "personId" from sign_in_links where hash = $1`,
    [hash],
  );
  const person = found && (await personById(db, found.personId));
  return person?.disabledAt === null ? person : undefined;
}

const Secret = z.object({
  id: z.number(),
  password: z.string().nullable(),
  totp: z.instanceof(Buffer).nullable(),
});

/** The secrets to check a sign-in by name against. */
export function secretsOf(db: Queryable, name: string): Promise<z.infer<typeof Secret> | undefined> {
  return row(
    db,
    Secret,
    "select id, password, totp from people where lower(name) = lower($1) and disabled_at is null",
    [name],
  );
}

/** Ends all links and all sessions but `keep`. */
export async function setPassword(
  pool: pg.Pool,
  id: number,
  hash: string,
  by: string,
  now: Date,
  keep: Buffer,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query("update people set password = $2 where id = $1", [id, hash]);
    await endOthers(tx, id, keep);
    await record(tx, { at: now, who: by, act: "set password", subject: `person:${id}` });
  });
}

/** The same for the second factor; null removes it. `step`: the time step of the code that confirmed it, which cannot be used again. */
export async function setTotp(
  pool: pg.Pool,
  id: number,
  totp: { sealed: Buffer; step: number } | null,
  by: string,
  now: Date,
  keep: Buffer,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query("update people set totp = $2, totp_used = $3 where id = $1", [
      id,
      totp?.sealed ?? null,
      totp?.step ?? null,
    ]);
    await endOthers(tx, id, keep);
    await record(tx, {
      at: now,
      who: by,
      act: totp ? "set second factor" : "drop second factor",
      subject: `person:${id}`,
    });
  });
}

async function endOthers(tx: Queryable, id: number, keep: Buffer): Promise<void> {
  await tx.query("delete from sessions where person_id = $1 and hash <> $2", [id, keep]);
  await tx.query("delete from sign_in_links where person_id = $1", [id]);
}

/** True once for each time step, and never for an earlier one. */
export async function useTotpStep(db: Queryable, id: number, step: number): Promise<boolean> {
  const used = await db.query(
    "update people set totp_used = $2 where id = $1 and coalesce(totp_used, 0) < $2",
    [id, step],
  );
  return used.rowCount === 1;
}

// --- sessions -------------------------------------------------------------------

export interface SessionLimits {
  idleMs: number;
  absoluteMs: number;
}

export async function openSession(
  pool: pg.Pool,
  personId: number,
  hash: Buffer,
  device: string,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query(
      "insert into sessions (hash, person_id, device, created_at, seen_at) values ($1, $2, $3, $4, $4)",
      [hash, personId, device, now],
    );
    await record(tx, {
      at: now,
      who: `person:${personId}`,
      act: "sign in",
      subject: `person:${personId}`,
      details: { device },
    });
  });
}

/**
 * The person of a session, unless it has ended. Notes at most once a minute that it was used; with `look` not at all, since an open page
 * alone must not keep a session alive.
 */
export async function personOfSession(
  db: Queryable,
  hash: Buffer,
  { idleMs, absoluteMs }: SessionLimits,
  now: Date,
  look = false,
): Promise<(StoredPerson & { since: Date }) | undefined> {
  const found = await row(
    db,
    StoredPerson.extend({ seenAt: z.date(), since: z.date() }),
    `select ${PERSON}, s.seen_at as "seenAt", s.created_at as since from sessions s join people p on p.id = s.person_id
     where s.hash = $1 and p.disabled_at is null and s.seen_at > $2 and s.created_at > $3`,
    [hash, new Date(now.getTime() - idleMs), new Date(now.getTime() - absoluteMs)],
  );
  if (!found) return undefined;
  const { seenAt, ...person } = found;
  if (!look && now.getTime() - seenAt.getTime() > 60_000)
    await db.query("update sessions set seen_at = $2 where hash = $1", [hash, now]);
  return person;
}

const Session = z.object({
  hash: z.instanceof(Buffer),
  device: z.string(),
  createdAt: z.date(),
  seenAt: z.date(),
});
export type Session = z.infer<typeof Session>;

export function sessionsOf(db: Queryable, personId: number): Promise<Session[]> {
  return rows(
    db,
    Session,
    `select hash, device, created_at as "createdAt", seen_at as "seenAt" from sessions where person_id = $1 order by seen_at desc`,
    [personId],
  );
}

/** Ends the session of this cookie. */
export async function signOut(db: Queryable, hash: Buffer): Promise<void> {
  await db.query("delete from sessions where hash = $1", [hash]);
}

/** Ends one session of a person, on record. False where there is none like it. */
export function endSession(
  pool: pg.Pool,
  personId: number,
  hash: Buffer,
  by: string,
  now: Date,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const ended = await row(
      tx,
      z.object({ device: z.string() }),
      "delete from sessions where person_id = $1 and hash = $2 returning device",
      [personId, hash],
    );
    if (!ended) return false;
    const subject = `person:${personId}`;
    await record(tx, { at: now, who: by, act: "end session", subject, details: ended });
    return true;
  });
}

export async function forgetSignIns(db: Queryable, limits: SessionLimits, now: Date): Promise<void> {
  await db.query("delete from sessions where seen_at <= $1 or created_at <= $2", [
    new Date(now.getTime() - limits.idleMs),
    new Date(now.getTime() - limits.absoluteMs),
  ]);
  await db.query("delete from sign_in_failures where at < $1", [new Date(now.getTime() - DAY_MS)]);
}

// --- guessing -------------------------------------------------------------------

const GUESSING = 0x6b67; // advisory lock "kg", with a key's first bytes

const Failures = z.object({ count: z.number(), last: z.date().nullable() });

/**
 * Counts a try as failed before it is made, so that a thousand tries at once are not all free; `waitOf` gives the wait in seconds for the
 * failures so far. Answers the longest wait; 0: the try may be made, and `forgetTries` is called where it succeeds.
 */
export function chargeTry<T extends { key: Buffer }>(
  pool: pg.Pool,
  tries: readonly T[],
  waitOf: (tried: T, failures: z.infer<typeof Failures>) => number,
  now: Date,
): Promise<number> {
  return inTransaction(pool, async (tx) => {
    for (const lock of tries.map(({ key }) => key.readInt32BE()).toSorted((a, b) => a - b))
      await tx.query("select pg_advisory_xact_lock($1, $2)", [GUESSING, lock]);
    let seconds = 0;
    for (const tried of tries)
      seconds = Math.max(seconds, waitOf(tried, await failuresOf(tx, tried.key, now)));
    if (seconds === 0)
      await tx.query(
        "insert into sign_in_failures (key, at) select key, $2 from unnest($1::bytea[]) as key",
        [tries.map(({ key }) => key), now],
      );
    return seconds;
  });
}

/** How often, and when last, a sign-in failed for this name or from this address within a day. */
async function failuresOf(db: Queryable, key: Buffer, now: Date): Promise<z.infer<typeof Failures>> {
  const found = await row(
    db,
    Failures,
    "select count(*) as count, max(at) as last from sign_in_failures where key = $1 and at > $2",
    [key, new Date(now.getTime() - DAY_MS)],
  );
  return found ?? { count: 0, last: null };
}

/** After a success: forgets all failures of the name, and this one try of the address. */
export async function forgetTries(db: Queryable, name: Buffer, from: Buffer, at: Date): Promise<void> {
  await db.query(
    `delete from sign_in_failures where key = $1
        or ctid = (select ctid from sign_in_failures where key = $2 and at = $3 limit 1)`,
    [name, from, at],
  );
}
