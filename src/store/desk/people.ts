import type pg from "pg";
import { z } from "zod";
import { may, Role } from "../../alerts/rights.ts";
import { UNDECIDED } from "../alerts/alerts.ts";
import { record } from "../audit.ts";
import { inTransaction, type Queryable, row, rows } from "../database.ts";

/** The people of the desk, and what they may do. How they sign in is in sign-ins.ts. */

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

/** Its columns, of `people p`. */
export const PERSON = `p.id, p.name, p.role, p.may_send as "maySend", p.identities, p.from_file as "fromFile",
  p.password is not null as "hasPassword", p.totp is not null as "hasTotp", p.disabled_at as "disabledAt"`;

/** Everyone, those who may sign in first. */
export function people(db: Queryable): Promise<StoredPerson[]> {
  return rows(db, StoredPerson, `select ${PERSON} from people p order by disabled_at is not null, name`);
}

export function personById(db: Queryable, id: number): Promise<StoredPerson | undefined> {
  return row(db, StoredPerson, `select ${PERSON} from people p where id = $1`, [id]);
}

/**
 * Applies changes of the configuration's editors since the last start: a new entry adds a person or enables them again, a removed entry
 * disables them. What was changed at the desk in the meantime (rights, accounts, disabling) stays.
 */
export function keepInStep(pool: pg.Pool, editors: readonly string[], now: Date): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await oneAtATime(tx);
    const { rows: fresh } = await tx.query<{ identity: string }>(
      `insert into file_editors (identity) select e from unnest($1::text[]) as e on conflict do nothing returning identity`,
      [editors],
    );
    for (const { identity } of fresh) {
      const person = await letIn(tx, identity, now);
      await tx.query("update file_editors set person_id = $2 where identity = $1", [identity, person]);
    }
    await tx.query("delete from file_editors where not identity = any($1::text[])", [editors]);
    const gone = await rows(
      tx,
      StoredPerson,
      `update people p set disabled_at = $2 where from_file and disabled_at is null and not identities && $1::text[]
         and not exists (select from file_editors where person_id = p.id)
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

/** The person of a new entry: one that is known, enabled again, or new. */
async function letIn(tx: pg.PoolClient, identity: string, now: Date): Promise<number> {
  const known = await row(
    tx,
    z.object({ id: z.number(), disabled: z.boolean() }),
    `select id, disabled_at is not null as disabled from people where identities @> array[$1]
     order by disabled_at is not null, id desc limit 1`,
    [identity],
  );
  if (known && !known.disabled) return known.id;
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
  if (!person) throw new Error("PostgreSQL returned no new person");
  await record(tx, { at: now, who: FILE, act: "add person", subject: `person:${person.id}` });
  return person.id;
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

/** The name or account that somebody else already has. */
export interface Taken {
  taken: string;
}

/** Adds a person. A name or an account belongs to one person only. */
export function addPerson(
  pool: pg.Pool,
  person: NewPerson,
  by: string,
  now: Date,
): Promise<StoredPerson | Taken> {
  return inTransaction(pool, async (tx) => {
    await oneAtATime(tx);
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

/**
 * Changes a person; `disabled: false` enables them again. Their sessions end where their rights change or an account is taken from them (it
 * may have let them in). "last admin": nothing is changed, since no admin who can sign in would be left; of two admins who remove each
 * other at once, one succeeds.
 */
export function changePerson(
  pool: pg.Pool,
  id: number,
  to: NewPerson & { disabled: boolean },
  by: string,
  now: Date,
): Promise<"changed" | "absent" | "last admin" | Taken> {
  return inTransaction(pool, async (tx) => {
    await oneAtATime(tx);
    const taken = to.disabled ? null : await takenOf(tx, to, id);
    const before = await personById(tx, id);
    if (!before) return "absent";
    if (taken) return taken;
    if (await wasLastAdmin(tx, before, to)) return "last admin";
    await tx.query(
      `update people set name = $2, role = $3, may_send = $4, identities = $5,
         disabled_at = case when $6 then coalesce(disabled_at, $7) end
       where id = $1`,
      [id, to.name, to.role, to.maySend, to.identities, to.disabled, now],
    );
    const givenUp = before.identities.filter((identity) => !to.identities.includes(identity));
    await keepApprovals(tx, id, givenUp);
    const mayOther = before.role !== to.role || before.maySend !== to.maySend;
    if (mayOther || to.disabled || givenUp.length > 0) await endAll(tx, id);
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

/** Changes of people wait for one another, so that what is checked here stays true. */
async function oneAtATime(tx: pg.PoolClient): Promise<void> {
  await tx.query("select pg_advisory_xact_lock($1)", [ONE_AT_A_TIME]);
}

/** Whether the change leaves no admin, or none who can sign in. */
async function wasLastAdmin(
  tx: pg.PoolClient,
  before: StoredPerson,
  to: NewPerson & { disabled: boolean },
): Promise<boolean> {
  if (before.role !== "admin" || before.disabledAt !== null) return false;
  const stays = to.role === "admin" && !to.disabled;
  const others = (await people(tx)).filter(
    ({ id, role, disabledAt }) => id !== before.id && role === "admin" && disabledAt === null,
  );
  if (!stays && others.length === 0) return true;
  const comesIn = (one: { hasPassword: boolean; identities: readonly string[] }): boolean =>
    one.hasPassword || one.identities.length > 0;
  const stillComesIn = stays && comesIn({ ...before, identities: to.identities });
  return comesIn(before) && !stillComesIn && !others.some(comesIn);
}

/** The name or account that somebody else has; null where none is taken. Call it after `oneAtATime`. */
async function takenOf(
  tx: pg.PoolClient,
  { name, identities }: NewPerson,
  but: number | null,
): Promise<Taken | null> {
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

/** Approvals given under an account that is taken away stay the person's: nobody becomes their own second with a new account. */
async function keepApprovals(tx: pg.PoolClient, id: number, givenUp: readonly string[]): Promise<void> {
  const theirs = (who: string): string => `case when ${who} = any($1) then $2 else ${who} end`;
  await tx.query(
    `update alerts set first_approval = ${theirs("first_approval")}, decided_by = ${theirs("decided_by")}
     where state in ('draft', 'scheduled') and (first_approval = any($1) or decided_by = any($1))`,
    [givenUp, `person:${id}`],
  );
}

/** Withdraws the approvals and schedules of a person who may not send any more: someone else decides. */
async function takeBackApprovals(
  tx: pg.PoolClient,
  { id, identities }: Pick<StoredPerson, "id" | "identities">,
  by: string,
  now: Date,
): Promise<void> {
  const found = await rows(
    tx,
    Id,
    `update alerts set ${UNDECIDED}
     where state = 'scheduled' and decided_by = any($1) or state = 'draft' and first_approval = any($1) returning id`,
    [auditNamesOf({ id, identities })],
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

/** The enabled person with this name in the audit log ("telegram:777", "person:3"). */
export function personNamed(db: Queryable, who: string): Promise<StoredPerson | undefined> {
  return row(
    db,
    StoredPerson,
    `select ${PERSON} from people p
     where p.disabled_at is null and (p.identities @> array[$1] or 'person:' || p.id = $1) order by id desc limit 1`,
    [who],
  );
}

/** Whether two names in the audit log are one person's. */
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

/** All names under which someone acts, or has acted. */
export function auditNamesOf({ id, identities }: Pick<StoredPerson, "id" | "identities">): string[] {
  return [`person:${id}`, ...identities];
}

/** How the audit log names someone who signed in: their identity on a messenger, so that all their acts are under one name. */
export function auditName(person: Pick<StoredPerson, "id" | "identities">): string {
  return person.identities[0] ?? `person:${person.id}`;
}
