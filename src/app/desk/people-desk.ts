import { Secret, TOTP } from "otpauth";
import { record } from "../../store/audit.ts";
import { addPerson, auditNamesOf, changePerson, people, personById } from "../../store/desk/people.ts";
import { endSession, type Session, sessionsOf, setPassword, setTotp } from "../../store/desk/sign-ins.ts";
import type { Seal } from "../../store/seal.ts";
import { hashPassword } from "../../web/desk/passwords.ts";
import type { Account, People } from "../../web/desk/ports.ts";
import type { Core } from "../core.ts";
import { hashOf } from "./sign-in.ts";

/** A person's own account, and the administration of people, on the store. */
export function openPeople(
  wiring: Pick<Core, "pool" | "now"> & {
    /** null: second factors cannot be kept. */
    seal: Seal | null;
    /** The address that signs this person in, once. */
    linkFor(personId: number): Promise<string>;
    /** Tells these accounts that `by` has made such a link in their person's name. Never rejects. */
    linkMade(accounts: readonly string[], by: string): Promise<void>;
  },
): { account: Account; people: People } {
  const { pool, seal, now } = wiring;
  const end = (person: number, session: string, by: string): Promise<boolean> =>
    endSession(pool, person, Buffer.from(session, "base64url"), by, now());
  return {
    account: {
      async of(person, session) {
        const [stored, sessions] = await Promise.all([
          personById(pool, person.id),
          sessionsOf(pool, person.id),
        ]);
        const own = hashOf(session);
        return {
          hasPassword: stored?.hasPassword ?? false,
          hasChat: (stored?.identities.length ?? 0) > 0,
          totp: stored?.hasTotp ? { kind: "on" } : seal ? offer(person.name) : { kind: "impossible" },
          sessions: sessions.map((one) => ({ ...signedInOn(one), current: one.hash.equals(own) })),
        };
      },

      async setPassword(person, password, session) {
        await setPassword(
          pool,
          person.id,
          await hashPassword(password),
          person.audit,
          now(),
          hashOf(session),
        );
      },

      async setTotp(person, secret, code, session) {
        const set = (totp: Parameters<typeof setTotp>[2]): Promise<void> =>
          setTotp(pool, person.id, totp, person.audit, now(), hashOf(session));
        if (secret === null) {
          await set(null);
          return true;
        }
        if (!seal || !/^[A-Z2-7]{16,64}$/.test(secret)) return false;
        const timestamp = now().getTime();
        const token = code.replaceAll(/\s/g, "");
        const delta = new TOTP({ secret }).validate({ token, window: 1, timestamp });
        if (delta === null) return false;
        const step = Math.floor(timestamp / 30_000) + delta;
        await set({ sealed: seal.close(secret, `totp ${person.id}`), step });
        return true;
      },

      endSession: (person, id) => end(person.id, id, person.audit),
    },

    people: {
      async all() {
        return (await people(pool)).map(({ disabledAt, ...one }) => ({
          ...one,
          disabled: disabledAt !== null,
        }));
      },
      add: (person, by) => addPerson(pool, person, by, now()),
      sessions: async (id) => (await sessionsOf(pool, id)).map(signedInOn),
      endSession: end,
      change: (id, to, by) => changePerson(pool, id, to, by, now()),
      async linkFor(id, by) {
        const person = await personById(pool, id);
        if (person?.disabledAt !== null) return null;
        await record(pool, { at: now(), who: by, act: "make sign-in link", subject: `person:${id}` });
        if (!auditNamesOf(person).includes(by)) await wiring.linkMade(person.identities, by);
        return wiring.linkFor(id);
      },
    },
  };
}

function signedInOn({ hash, device, createdAt, seenAt }: Session) {
  return { id: hash.toString("base64url"), device, since: createdAt, seenAt };
}

function offer(name: string): { kind: "off"; secret: string; uri: string } {
  const totp = new TOTP({ issuer: "Kabar Kilat", label: name, secret: new Secret({ size: 20 }) });
  return { kind: "off", secret: totp.secret.base32, uri: totp.toString() };
}
