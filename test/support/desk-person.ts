import type pg from "pg";
import type { Role } from "../../src/alerts/rights.ts";
import { hashOf } from "../../src/app/desk/sign-in.ts";
import { addPerson } from "../../src/store/desk/people.ts";
import { addLink } from "../../src/store/desk/sign-ins.ts";

/** Somebody who is signed in at the desk, over HTTP alone. */
export interface DeskPerson {
  readonly id: number;
  readonly name: string;
  get(path: string): Promise<Answer>;
  /** What the live part of this name (`data-live`) says first. */
  hears(part: string): Promise<string>;
  /** Follows where it leads, as a browser does. */
  post(path: string, form?: Record<string, string>): Promise<Answer>;
  /** The same person, signed in anew in another browser. */
  elsewhere(userAgent: string): Promise<DeskPerson>;
}

export interface Answer {
  status: number;
  text: string;
}

/** The service whose desk it is: a test app, or what a test starts otherwise. */
export interface WithDesk {
  readonly app: { readonly port: number | null };
  readonly db: { readonly pool: pg.Pool };
}

let made = 0;

export async function deskPerson(app: WithDesk, role: Role, maySend = true): Promise<DeskPerson> {
  const name = `${role} ${++made}`;
  const person = await addPerson(app.db.pool, { name, role, maySend, identities: [] }, "test", new Date());
  if ("taken" in person) throw new Error("the name is taken");
  return signedIn(app, person, "node");
}

async function signedIn(
  app: WithDesk,
  { id, name }: { id: number; name: string },
  userAgent: string,
): Promise<DeskPerson> {
  const base = (): string => `http://127.0.0.1:${app.app.port}`; // another one after a restart
  const token = `tautan-${++made}-${Math.random()}`;
  await addLink(app.db.pool, id, hashOf(token), new Date(Date.now() + 60_000));
  const through = await fetch(`${base()}/masuk/${token}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: base(), "user-agent": userAgent },
  });
  const cookie = through.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const get = async (path: string): Promise<Answer> => {
    const response = await fetch(base() + path, { headers: { cookie } });
    return { status: response.status, text: await response.text() };
  };
  return {
    id,
    name,
    get,
    async hears(part) {
      const path = `/hidup?bagian=${encodeURIComponent(part)}`;
      const { body } = await fetch(base() + path, { headers: { cookie } });
      if (!body) throw new Error(`nothing lives at ${path}`);
      const reader = body.pipeThrough(new TextDecoderStream()).getReader();
      const { value = "" } = await reader.read();
      await reader.cancel();
      return value;
    },
    async post(path, form = {}) {
      const response = await fetch(base() + path, {
        method: "POST",
        redirect: "manual",
        headers: { cookie, origin: base() },
        body: new URLSearchParams(form),
      });
      const to = response.headers.get("location");
      return to === null ? { status: response.status, text: await response.text() } : get(to);
    },
    elsewhere: (other) => signedIn(app, { id, name }, other),
  };
}
