import type pg from "pg";
import { type Right, may } from "../alerts/rights.ts";
import type { Config } from "../config.ts";
import { keepInStep, people, type StoredPerson } from "../store/people.ts";
import { AT_TERMINAL } from "./messengers.ts";

/**
 * Who may do what from a chat, by the platform's stable id, at hand without asking the database. What changes at the desk counts within
 * seconds, in every process.
 */
export interface Staff extends Disposable {
  may(identity: string, right: Right): boolean;
  /** The person, to make a sign-in link for. */
  of(identity: string): StoredPerson | undefined;
}

const FRESH_MS = 5_000;

export async function openStaff({
  config,
  pool,
  onFault,
  now,
}: {
  config: Config;
  pool: pg.Pool;
  onFault(error: unknown): void;
  now(): Date;
}): Promise<Staff> {
  await keepInStep(pool, config.editors, now());
  let byIdentity = await read();
  const timer = setInterval(() => void read().then((known) => (byIdentity = known), onFault), FRESH_MS);

  async function read(): Promise<Map<string, StoredPerson>> {
    const known = await people(pool);
    return new Map(
      known
        .filter(({ disabledAt }) => disabledAt === null)
        .flatMap((one) => one.identities.map((id): [string, StoredPerson] => [id, one])),
    );
  }

  return {
    may(identity, right) {
      if (identity === `console:${AT_TERMINAL.id}`) return true; // whoever sits at the machine
      const person = byIdentity.get(identity);
      return person !== undefined && may(person, right);
    },
    of: (identity) => byIdentity.get(identity),
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
