import type pg from "pg";
import { may, type Right, type Role } from "../../alerts/rights.ts";
import { keepInStep, people, personNamed, type StoredPerson } from "../../store/desk/people.ts";
import type { Core } from "../core.ts";
import { AT_TERMINAL } from "../messengers/messengers.ts";

/**
 * Who may do what from a chat, by the platform's stable id. Whether somebody belongs to the desk is kept in memory, since every reader's
 * message asks that; what they may do is asked of the database when they do it.
 */
export interface Staff extends Disposable {
  /** Whether they belong to the desk; changes take effect within seconds, in every process. */
  has(identity: string): boolean;
  /** Whether they have the right now. */
  may(identity: string, right: Right): Promise<boolean>;
  /** The person, to make a sign-in link for. */
  of(identity: string): StoredPerson | undefined;
  /** The accounts on messengers of those who belong to the desk, and of those who did before. */
  accounts(): DeskAccounts;
}

export interface DeskAccounts {
  now: readonly { identity: string; role: Role; maySend: boolean }[];
  former: readonly string[];
}

const FRESH_MS = 5_000;

export async function openStaff({
  config,
  pool,
  events,
  now,
}: Pick<Core, "config" | "pool" | "events" | "now">): Promise<Staff> {
  await keepInStep(pool, config.editors, now());
  let former: readonly string[] = [];
  let byIdentity = new Map<string, StoredPerson>();
  await look();
  const timer = setInterval(
    () => void look().catch((error: unknown) => events.fault("people", error)),
    FRESH_MS,
  );

  async function look(): Promise<void> {
    const all = await people(pool);
    const now = all.filter(({ disabledAt }) => disabledAt === null);
    byIdentity = new Map(now.flatMap((one) => one.identities.map((id): [string, StoredPerson] => [id, one])));
    former = all.flatMap(({ identities }) => identities).filter((id) => !byIdentity.has(id));
  }

  return {
    has(identity) {
      const person = byIdentity.get(identity);
      return isAtTerminal(identity) || (person !== undefined && may(person, "look"));
    },
    may: (identity, right) => hasRight(pool, identity, right),
    of: (identity) => byIdentity.get(identity),
    accounts: () => ({
      now: [...byIdentity].map(([identity, { role, maySend }]) => ({ identity, role, maySend })),
      former,
    }),
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

/** Whether whoever has this account belongs to the desk and has the right at this moment. */
export async function hasRight(pool: pg.Pool, identity: string, right: Right): Promise<boolean> {
  if (isAtTerminal(identity)) return true;
  const person = await personNamed(pool, identity);
  return person !== undefined && may(person, right);
}

/** Whoever sits at the machine may do everything. */
function isAtTerminal(identity: string): boolean {
  return identity === `console:${AT_TERMINAL.id}`;
}
