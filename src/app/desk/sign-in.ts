import { createHash, createHmac, randomBytes } from "node:crypto";
import { TOTP } from "otpauth";
import { atOnce } from "../../chat/at-once.ts";
import { auditName, auditNamesOf, type StoredPerson } from "../../store/desk/people.ts";
import {
  addLink,
  chargeTry,
  forgetTries,
  openSession,
  personOfLink,
  personOfSession,
  secretsOf,
  type SessionLimits,
  signOut,
  useTotpStep,
} from "../../store/desk/sign-ins.ts";
import type { Seal } from "../../store/seal.ts";
import { DAY_MS, MINUTE_MS } from "../../time.ts";
import { isPassword } from "../../web/desk/passwords.ts";
import type { SignedIn, SignIn } from "../../web/desk/ports.ts";
import { FREE, waitAfter } from "../../web/desk/throttle.ts";
import { callerAt } from "../../web/remote-address.ts";
import type { Core } from "../core.ts";
import { privateChat } from "../messengers/notices.ts";

const LINK_MS = 10 * MINUTE_MS;
const CHECKS_AT_ONCE = 2; // of Node's four worker threads: DNS and files need some, too
const CHECKS_WAITING = 20; // 20 to 50 ms each: a second or two at most
const CHARGES_AT_ONCE = 2; // they use the connections that sending needs, and tries of one name wait for one another
const CHARGES_WAITING = 100; // a few milliseconds each
const BUSY_S = 5;
export const SESSIONS: SessionLimits = { idleMs: 7 * DAY_MS, absoluteMs: 30 * DAY_MS };

/** Signing in, on the store. Links and sessions are 256 random bits, of which the store has only a hash. */
export function openSignIn({
  pool,
  seal,
  now,
  check = isPassword,
}: Pick<Core, "pool" | "now"> & {
  seal: Seal | null;
  /** Tests give another one, to control how long it takes. */
  check?: typeof isPassword;
}): SignIn & {
  /** A link's last part, good once and for ten minutes. */
  linkFor(personId: number): Promise<string>;
} {
  const oneOfFew = atOnce(CHECKS_AT_ONCE, CHECKS_WAITING);
  const charging = atOnce(CHARGES_AT_ONCE, CHARGES_WAITING);

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
      const [byName, byCaller] = [keyOf("name", name.toLowerCase()), keyOf("from", callerAt(from))];
      const tried = [
        { key: byName, free: FREE.name },
        { key: byCaller, free: FREE.from },
      ];
      const at = now();
      const seconds = await charging(() =>
        chargeTry(pool, tried, ({ free }, failures) => waitAfter(failures, free, at), at),
      );
      if (seconds !== 0) return { kind: "wait", seconds: seconds ?? BUSY_S };
      // Unknown names cost the same time. The check needs memory and a thread: a flood of tries is queued, and beyond that told to wait.
      const checked = await oneOfFew(async () => {
        const known = await secretsOf(pool, name);
        return { known, right: await check(password, known?.password ?? null) };
      });
      if (checked === null) return { kind: "wait", seconds: BUSY_S };
      const { known, right } = checked;
      if (!known || !right || !(known.totp === null || (await isCode(known.id, known.totp, code))))
        return { kind: "refused" };
      await forgetTries(pool, byName, byCaller, at);
      return { kind: "signed in", token: await sessionFor(known.id, device) };
    },

    async who(token, look = false) {
      const person = await personOfSession(pool, hashOf(token), SESSIONS, now(), look);
      return person ? signedIn(person) : null;
    },

    signOut: (token) => signOut(pool, hashOf(token)),
  };

  /** Accepts the code of this half minute or of its neighbours, each code once. */
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
  return { id, name, role, maySend, audit: auditName(person), names: auditNamesOf(person), chat, since };
}

const secret = (): string => randomBytes(32).toString("base64url");

export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Failed tries are stored under a hash, not under the name or address. */
function keyOf(kind: string, value: string): Buffer {
  return createHmac("sha256", `kabarkilat ${kind}`).update(value).digest();
}
