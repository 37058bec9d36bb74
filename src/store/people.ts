import type pg from "pg";
import { z } from "zod";
import { Role } from "../alerts/rights.ts";
import { record } from "./audit.ts";
import { inTransaction, type Queryable, row, rows } from "./database.ts";

/** The people of the desk, their sign-in links and sessions. What opens a door is kept as a hash only. */

export const StoredPerson = z.object({
  id: z.number(),
  name: z.string(),
  role: Role,
  maySend: z.boolean(),
  identities: z.array(z.string()),
  fromFile: z.boolean(),
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  disabledAt: z.date().nullable(),
});
export type StoredPerson = z.infer<typeof StoredPerson>;

const PERSON = `p.id, p.name, p.role, p.may_send as "maySend", p.identities, p.from_file as "fromFile",
  p.password is not null as "hasPassword", p.totp is not null as "hasTotp", p.disabled_at as "disabledAt"`;

/** Everyone, those who may sign in first. */
export function people(db: Queryable): Promise<StoredPerson[]> {
  return rows(db, StoredPerson, `select ${PERSON} from people p order by disabled_at is not null, name`);
}

export function personById(db: Queryable, id: number): Promise<StoredPerson | undefined> {
  return row(db, StoredPerson, `select ${PERSON} from people p where id = $1`, [id]);
}

/**
 * The configuration's editors as people: those who are new are added, those who are no longer named are disabled. What was changed of
 * them at the desk since (their name, role) stays.
 */
export function keepInStep(pool: pg.Pool, editors: readonly string[], now: Date): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1)", [ONE_AT_A_TIME]);
    await tx.query(
      `insert into people (name, role, may_send, identities, from_file, created_at)
       select e, 'editor', true, array[e], true, $2 from unnest($1::text[]) as e
       where not exists (select from people where identities @> array[e] and disabled_at is null)`,
      [editors, now],
    );
    await tx.query(
      `update people set disabled_at = $2 where from_file and disabled_at is null and not identities && $1::text[]`,
      [editors, now],
    );
  });
}

const ONE_AT_A_TIME = 0x6b70; // advisory lock: "kp"

export interface NewPerson {
  name: string;
  role: Role;
  maySend: boolean;
  identities: readonly string[];
}

/** Adds someone; undefined where the name is taken. */
export function addPerson(
  pool: pg.Pool,
  person: NewPerson,
  by: string,
  now: Date,
): Promise<StoredPerson | undefined> {
  return inTransaction(pool, async (tx) => {
    const made = await row(
      tx,
      z.object({ id: z.number() }),
      `insert into people (name, role, may_send, identities, created_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning id`,
      [person.name, person.role, person.maySend, person.identities, now],
    );
    if (!made) return undefined;
    await record(tx, {
      at: now,
      who: by,
      act: "add person",
      subject: `person:${made.id}`,
      details: { after: person },
    });
    return personById(tx, made.id);
  });
}

/** Changes what someone may do; null for `disabled` lets them in again. Ends their sessions: the next sign-in has the new rights. */
export function changePerson(
  pool: pg.Pool,
  id: number,
  to: NewPerson & { disabled: boolean },
  by: string,
  now: Date,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const before = await personById(tx, id);
    if (!before) return false;
    await tx.query(
      `update people set name = $2, role = $3, may_send = $4, identities = $5,
         disabled_at = case when $6 then coalesce(disabled_at, $7) end
       where id = $1`,
      [id, to.name, to.role, to.maySend, to.identities, to.disabled, now],
    );
    await tx.query("delete from sessions where person_id = $1", [id]);
    await tx.query("delete from sign_in_links where person_id = $1", [id]);
    await record(tx, {
      at: now,
      who: by,
      act: "change person",
      subject: `person:${id}`,
      details: { before: { ...before, disabled: before.disabledAt !== null }, after: to },
    });
    return true;
  });
}

export async function adminExists(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query(
    "select from people where role = 'admin' and disabled_at is null and (password is not null or identities <> '{}') limit 1",
  );
  return rowCount === 1;
}

// --- what opens the door --------------------------------------------------------

export async function addLink(db: Queryable, personId: number, hash: Buffer, expiresAt: Date): Promise<void> {
  await db.query("insert into sign_in_links (hash, person_id, expires_at) values ($1, $2, $3)", [
    hash,
    personId,
    expiresAt,
  ]);
}

/** Whose link it is; with `use`, it is used up. */
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

/** What a sign-in by name is held against. */
export function secretsOf(db: Queryable, name: string): Promise<z.infer<typeof Secret> | undefined> {
  return row(
    db,
    Secret,
    "select id, password, totp from people where lower(name) = lower($1) and disabled_at is null",
    [name],
  );
}

export async function setPassword(
  pool: pg.Pool,
  id: number,
  hash: string,
  by: string,
  now: Date,
  keep: Buffer | null,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query("update people set password = $2 where id = $1", [id, hash]);
    await tx.query("delete from sessions where person_id = $1 and hash is distinct from $2", [id, keep]);
    await record(tx, { at: now, who: by, act: "set password", subject: `person:${id}` });
  });
}

export async function setTotp(
  pool: pg.Pool,
  id: number,
  sealed: Buffer | null,
  by: string,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query("update people set totp = $2, totp_used = null where id = $1", [id, sealed]);
    await record(tx, {
      at: now,
      who: by,
      act: sealed ? "set second factor" : "drop second factor",
      subject: `person:${id}`,
    });
  });
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

/** Whose session it is, unless it has ended. Writes that it was seen once a minute, not with every request. */
export async function personOfSession(
  db: Queryable,
  hash: Buffer,
  { idleMs, absoluteMs }: SessionLimits,
  now: Date,
): Promise<StoredPerson | undefined> {
  const found = await row(
    db,
    StoredPerson.extend({ seenAt: z.date() }),
    `select ${PERSON}, s.seen_at as "seenAt" from sessions s join people p on p.id = s.person_id
     where s.hash = $1 and p.disabled_at is null and s.seen_at > $2 and s.created_at > $3`,
    [hash, new Date(now.getTime() - idleMs), new Date(now.getTime() - absoluteMs)],
  );
  if (!found) return undefined;
  const { seenAt, ...person } = found;
  if (now.getTime() - seenAt.getTime() > 60_000)
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

/** Ends one session of a person, or all but one. */
export async function endSessions(
  db: Queryable,
  personId: number,
  which: { only: Buffer } | { allBut: Buffer },
): Promise<void> {
  if ("only" in which)
    await db.query("delete from sessions where person_id = $1 and hash = $2", [personId, which.only]);
  else await db.query("delete from sessions where person_id = $1 and hash <> $2", [personId, which.allBut]);
}

export async function forgetSignIns(db: Queryable, limits: SessionLimits, now: Date): Promise<void> {
  await db.query("delete from sessions where seen_at <= $1 or created_at <= $2", [
    new Date(now.getTime() - limits.idleMs),
    new Date(now.getTime() - limits.absoluteMs),
  ]);
  await db.query("delete from sign_in_failures where at < $1", [new Date(now.getTime() - DAY_MS)]);
}

const DAY_MS = 24 * 3_600_000;

// --- guessing -------------------------------------------------------------------

const Failures = z.object({ count: z.number(), last: z.date().nullable() });

/** How often, and when last, a sign-in failed for this name or from this address within a day. */
export async function failuresOf(db: Queryable, key: Buffer, now: Date): Promise<z.infer<typeof Failures>> {
  const found = await row(
    db,
    Failures,
    "select count(*) as count, max(at) as last from sign_in_failures where key = $1 and at > $2",
    [key, new Date(now.getTime() - DAY_MS)],
  );
  return found ?? { count: 0, last: null };
}

export async function noteFailure(db: Queryable, keys: readonly Buffer[], now: Date): Promise<void> {
  await db.query("insert into sign_in_failures (key, at) select key, $2 from unnest($1::bytea[]) as key", [
    keys,
    now,
  ]);
}

export async function forgetFailures(db: Queryable, key: Buffer): Promise<void> {
  await db.query("delete from sign_in_failures where key = $1", [key]);
}

/** How the audit log names someone who signed in: their identity on a messenger, so that all their acts are under one name. */
export function auditName(person: Pick<StoredPerson, "id" | "identities">): string {
  return person.identities[0] ?? `person:${person.id}`;
}
