import type pg from "pg";
import { z } from "zod";
import { may, Role } from "../alerts/rights.ts";
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
 * The configuration's editors as people, where it changed since the last start: who is newly named is added or let in again, who is no
 * longer named is disabled. What was decided of them at the desk in the meantime (rights, accounts, disabled) stays.
 */
export function keepInStep(pool: pg.Pool, editors: readonly string[], now: Date): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1)", [ONE_AT_A_TIME]);
    const { rows: fresh } = await tx.query<{ identity: string }>(
      `insert into file_editors select e from unnest($1::text[]) as e on conflict do nothing returning identity`,
      [editors],
    );
    for (const { identity } of fresh) await letIn(tx, identity, now);
    await tx.query("delete from file_editors where not identity = any($1::text[])", [editors]);
    const gone = await rows(
      tx,
      StoredPerson,
      `update people p set disabled_at = $2 where from_file and disabled_at is null and not identities && $1::text[]
       returning ${PERSON}`,
      [editors, now],
    );
    for (const person of gone) {
      const { id } = person;
      await endAll(tx, id);
      await takeBackApprovals(tx, person, FILE, now);
      await record(tx, { at: now, who: FILE, act: "disable person", subject: `person:${id}` });
    }
  });
}

/** A newly named editor: known already, let in again, or new. */
async function letIn(tx: pg.PoolClient, identity: string, now: Date): Promise<void> {
  const known = await row(
    tx,
    z.object({ id: z.number(), disabled: z.boolean() }),
    `select id, disabled_at is not null as disabled from people where identities @> array[$1]
     order by disabled_at is not null, id desc limit 1`,
    [identity],
  );
  if (known && !known.disabled) return;
  const letBackIn = known
    ? await row(
        tx,
        Id,
        `update people p set disabled_at = null, from_file = true where id = $1
           and not exists (select from people o where lower(o.name) = lower(p.name) and o.disabled_at is null) returning id`,
        [known.id],
      )
    : undefined;
  const person =
    letBackIn ??
    (await row(
      tx,
      Id,
      `insert into people (name, role, may_send, identities, from_file, created_at)
       values ($1, 'editor', true, array[$1], true, $2) returning id`,
      [identity, now],
    ));
  await record(tx, { at: now, who: FILE, act: "add person", subject: `person:${person?.id}` });
}

/** In the audit log: who writes the configuration. */
const FILE = "berkas:konfigurasi";

const Id = z.object({ id: z.number() });

const ONE_AT_A_TIME = 0x6b70; // advisory lock: "kp"

export interface NewPerson {
  name: string;
  role: Role;
  maySend: boolean;
  identities: readonly string[];
}

/** Whose name or account somebody else has already: the one that is taken. */
export interface Taken {
  taken: string;
}

/** Adds someone. A name, and an account on a messenger, is one person's: whoever writes from it is known by it. */
export function addPerson(
  pool: pg.Pool,
  person: NewPerson,
  by: string,
  now: Date,
): Promise<StoredPerson | Taken> {
  return inTransaction(pool, async (tx) => {
    const taken = await takenOf(tx, person, null);
    if (taken) return taken;
    const made = await row(
      tx,
      StoredPerson,
      `insert into people as p (name, role, may_send, identities, created_at) values ($1, $2, $3, $4, $5) returning ${PERSON}`,
      [person.name, person.role, person.maySend, person.identities, now],
    );
    if (!made) throw new Error("PostgreSQL returned no new person");
    const subject = `person:${made.id}`;
    await record(tx, { at: now, who: by, act: "add person", subject, details: { after: person } });
    return made;
  });
}

/** Changes what someone may do; `disabled: false` lets them in again. Ends their sessions: the next sign-in has the new rights. */
export function changePerson(
  pool: pg.Pool,
  id: number,
  to: NewPerson & { disabled: boolean },
  by: string,
  now: Date,
): Promise<"changed" | "absent" | Taken> {
  return inTransaction(pool, async (tx) => {
    const taken = to.disabled ? null : await takenOf(tx, to, id);
    const before = await personById(tx, id);
    if (!before) return "absent";
    if (taken) return taken;
    await tx.query(
      `update people set name = $2, role = $3, may_send = $4, identities = $5,
         disabled_at = case when $6 then coalesce(disabled_at, $7) end
       where id = $1`,
      [id, to.name, to.role, to.maySend, to.identities, to.disabled, now],
    );
    await endAll(tx, id);
    if (to.disabled || !may(to, "send")) await takeBackApprovals(tx, before, by, now);
    await record(tx, {
      at: now,
      who: by,
      act: "change person",
      subject: `person:${id}`,
      details: { before: { ...before, disabled: before.disabledAt !== null }, after: to },
    });
    return "changed";
  });
}

/** Asked with everyone's changes waiting for ours. */
async function takenOf(
  tx: pg.PoolClient,
  { name, identities }: NewPerson,
  but: number | null,
): Promise<Taken | null> {
  await tx.query("select pg_advisory_xact_lock($1)", [ONE_AT_A_TIME]);
  const found = await row(
    tx,
    z.object({ taken: z.string() }),
    `select coalesce((select one from unnest(identities) as one where one = any($2) limit 1), name) as taken
     from people where disabled_at is null and id is distinct from $3 and (lower(name) = lower($1) or identities && $2::text[])
     limit 1`,
    [name, identities, but],
  );
  return found ?? null;
}

/** Ends every session of someone, and every link that would open one. */
async function endAll(tx: pg.PoolClient, id: number): Promise<void> {
  await tx.query("delete from sessions where person_id = $1", [id]);
  await tx.query("delete from sign_in_links where person_id = $1", [id]);
}

/** What somebody scheduled or approved first, who may not send any more, waits for another one's decision. */
async function takeBackApprovals(
  tx: pg.PoolClient,
  { id, identities }: Pick<StoredPerson, "id" | "identities">,
  by: string,
  now: Date,
): Promise<void> {
  const found = await rows(
    tx,
    Id,
    `update alerts set state = 'draft', send_at = null, decided_by = null, decided_at = null, first_approval = null
     where state = 'scheduled' and decided_by = any($1) or state = 'draft' and first_approval = any($1) returning id`,
    [[...identities, `person:${id}`]],
  );
  for (const alert of found)
    await record(tx, {
      at: now,
      who: by,
      act: "unschedule",
      subject: `alert:${alert.id}`,
      details: { person: id },
    });
}

/** Who acts under this name of the audit log ("telegram:777", "person:3") and may still. */
export function personNamed(db: Queryable, who: string): Promise<StoredPerson | undefined> {
  return row(
    db,
    StoredPerson,
    `select ${PERSON} from people p
     where p.disabled_at is null and (p.identities @> array[$1] or 'person:' || p.id = $1) order by id desc limit 1`,
    [who],
  );
}

/** Whether both names of the audit log are one person's, whatever accounts they acted from. */
export async function isSamePerson(db: Queryable, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const both = await db.query(
    `select from people p where (p.identities @> array[$1] or 'person:' || p.id = $1)
                            and (p.identities @> array[$2] or 'person:' || p.id = $2) limit 1`,
    [one, other],
  );
  return both.rowCount === 1;
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

/** `step`: of the code that set it, which opens nothing more. */
export async function setTotp(
  pool: pg.Pool,
  id: number,
  sealed: Buffer | null,
  step: number | null,
  by: string,
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query("update people set totp = $2, totp_used = $3 where id = $1", [id, sealed, step]);
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

/**
 * Whose session it is and since when, unless it has ended. Writes that it was seen once a minute, not with every request; with
 * `look` not at all, since an open page alone is nobody at work.
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

/**
 * Counts a try as failed before it is made, so that a thousand at once are not a thousand free ones; `waitOf` says from the failures so
 * far how many seconds to wait. Answers the longest wait; 0: the try may be made. Who then succeeds takes it back.
 */
export function chargeTry<T extends { key: Buffer }>(
  pool: pg.Pool,
  tries: readonly T[],
  waitOf: (tried: T, failures: z.infer<typeof Failures>) => number,
  now: Date,
): Promise<number> {
  return inTransaction(pool, async (tx) => {
    for (const lock of tries.map(({ key }) => key.readInt32BE()).toSorted((a, b) => a - b))
      await tx.query("select pg_advisory_xact_lock($1, $2)", [ONE_AT_A_TIME, lock]);
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

/** It was the right one: of the name nothing is remembered, of the address only this try is taken back. */
export async function forgetTries(db: Queryable, name: Buffer, from: Buffer, at: Date): Promise<void> {
  await db.query(
    `delete from sign_in_failures where key = $1
        or ctid = (select ctid from sign_in_failures where key = $2 and at = $3 limit 1)`,
    [name, from, at],
  );
}

/** How the audit log names someone who signed in: their identity on a messenger, so that all their acts are under one name. */
export function auditName(person: Pick<StoredPerson, "id" | "identities">): string {
  return person.identities[0] ?? `person:${person.id}`;
}
