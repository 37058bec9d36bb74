import { createHash, createHmac, randomBytes } from "node:crypto";
import { TOTP } from "otpauth";
import type pg from "pg";
import type { Seal } from "../store/seal.ts";
import {
  addLink,
  auditName,
  failuresOf,
  forgetFailures,
  noteFailure,
  openSession,
  personOfLink,
  personOfSession,
  secretsOf,
  endSessions,
  type SessionLimits,
  type StoredPerson,
  useTotpStep,
} from "../store/people.ts";
import { isPassword } from "../web/desk/passwords.ts";
import type { SignedIn, SignIn } from "../web/desk/ports.ts";
import { FREE, waitAfter } from "../web/desk/throttle.ts";
import { privateChat } from "./notices.ts";

const LINK_MS = 10 * 60_000;
export const SESSIONS: SessionLimits = { idleMs: 7 * 24 * 3_600_000, absoluteMs: 30 * 24 * 3_600_000 };

/** Signing in, put together on the store. What opens a door is 256 random bits, and the store has only its hash. */
export function openSignIn({ pool, seal, now }: { pool: pg.Pool; seal: Seal | null; now(): Date }): SignIn & {
  /** A link's last part, good once and for ten minutes. */
  linkFor(personId: number): Promise<string>;
} {
  async function sessionFor(personId: number, device: string): Promise<string> {
    const token = secret();
    await openSession(pool, personId, hashOf(token), device, now());
    return token;
  }

  return {
    async linkFor(personId) {
      const token = secret();
      await addLink(pool, personId, hashOf(token), new Date(now().getTime() + LINK_MS));
      return token;
    },

    async linkOwner(token) {
      return (await personOfLink(pool, hashOf(token), now(), false))?.name ?? null;
    },

    async byLink(token, device) {
      const person = await personOfLink(pool, hashOf(token), now(), true);
      return person ? sessionFor(person.id, device) : null;
    },

    async byPassword({ name, password, code, device, from }) {
      const tried = [
        { key: keyOf("name", name.toLowerCase()), free: FREE.name },
        { key: keyOf("from", from), free: FREE.from },
      ];
      const keys = tried.map(({ key }) => key);
      for (const { key, free } of tried) {
        const seconds = waitAfter(await failuresOf(pool, key, now()), free, now());
        if (seconds > 0) return { kind: "wait", seconds };
      }
      const known = await secretsOf(pool, name);
      // The same work for a name that nobody has.
      const right = await isPassword(password, known?.password ?? null);
      if (!known || !right || !(known.totp === null || (await isCode(known.id, known.totp, code)))) {
        await noteFailure(pool, keys, now());
        return { kind: "refused" };
      }
      await forgetFailures(pool, keyOf("name", name.toLowerCase()));
      return { kind: "signed in", token: await sessionFor(known.id, device) };
    },

    async who(token) {
      const person = await personOfSession(pool, hashOf(token), SESSIONS, now());
      return person ? signedIn(person) : null;
    },

    async signOut(token) {
      const person = await personOfSession(pool, hashOf(token), SESSIONS, now());
      if (person) await endSessions(pool, person.id, { only: hashOf(token) });
    },
  };

  /** A code of this half minute or its neighbours, each once. */
  async function isCode(personId: number, sealed: Buffer, code: string): Promise<boolean> {
    if (!seal) return false;
    const totp = new TOTP({ secret: seal.open(sealed, `totp ${personId}`) });
    const timestamp = now().getTime();
    const delta = totp.validate({ token: code.replaceAll(/\s/g, ""), window: 1, timestamp });
    return delta !== null && useTotpStep(pool, personId, Math.floor(timestamp / 30_000) + delta);
  }
}

function signedIn(person: StoredPerson & { since: Date }): SignedIn {
  const [identity] = person.identities;
  const { id, name, role, maySend, since } = person;
  const chat = identity ? privateChat(identity) : null;
  return { id, name, role, maySend, audit: auditName(person), chat, since };
}

const secret = (): string => randomBytes(32).toString("base64url");

export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Neither names nor addresses are kept as they are. */
function keyOf(kind: string, value: string): Buffer {
  return createHmac("sha256", `kabarkilat ${kind}`).update(value).digest();
}
