import type { Role } from "../../src/alerts/rights.ts";
import { hashOf } from "../../src/app/sign-in.ts";
import { addLink, addPerson } from "../../src/store/people.ts";
import type { TestApp } from "./app.ts";

/** Somebody who is signed in at the desk, over HTTP alone. */
export interface DeskPerson {
  get(path: string): Promise<{ status: number; text: string }>;
  /** Follows where it leads, as a browser does. */
  post(path: string, form?: Record<string, string>): Promise<{ status: number; text: string }>;
}

let made = 0;

export async function deskPerson(app: TestApp, role: Role, maySend = true): Promise<DeskPerson> {
  const base = (): string => `http://127.0.0.1:${app.app.port}`; // another one after a restart
  const name = `${role} ${++made}`;
  const person = await addPerson(app.db.pool, { name, role, maySend, identities: [] }, "test", new Date());
  if ("taken" in person) throw new Error("the name is taken");
  const token = `tautan-${made}-${Math.random()}`;
  await addLink(app.db.pool, person.id, hashOf(token), new Date(Date.now() + 60_000));
  const signedIn = await fetch(`${base()}/masuk/${token}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: base() },
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const get = async (path: string) => {
    const response = await fetch(base() + path, { headers: { cookie } });
    return { status: response.status, text: await response.text() };
  };
  return {
    get,
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
  };
}
