import { afterAll, beforeAll, expect, test } from "vitest";
import {
  adminExists,
  changePerson,
  keepInStep,
  people,
  personById,
  type StoredPerson,
} from "../../../src/store/desk/people.ts";
import { EDITOR, startTestApp, type TestApp } from "../../support/app.ts";
import { deskPerson, type DeskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

/** What admins do about the people of the desk, and what they cannot do to it, over HTTP against the whole service. */
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const CHROME = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile";
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:132.0) Firefox/132.0";

/** What the form of a person says when only these fields are changed. */
const formOf = ({ name }: DeskPerson, change: Record<string, string>): Record<string, string> => ({
  name,
  role: "admin",
  maySend: "ya",
  ...change,
});

/** Whoever was an admin until now is none: the first, whose link nobody has, and those of other tests. */
const withoutAdmins = () => app.db.pool.query("update people set disabled_at = now() where role = 'admin'");

const roleOf = async ({ id }: DeskPerson): Promise<string | undefined> =>
  (await personById(app.db.pool, id))?.role;

const signedIn = async (person: DeskPerson): Promise<boolean> =>
  !(await person.get("/akun")).text.includes("Masuk ke meja redaksi");

test("an admin sees where a colleague is signed in, ends one of the sessions and no other, and that is on record", async () => {
  const [admin, phone] = [await deskPerson(app, "admin"), await deskPerson(app, "editor")];
  const [lost, office] = [await phone.elsewhere(CHROME), await phone.elsewhere(FIREFOX)];
  const page = (await admin.get(`/orang/${lost.id}`)).text;
  expect(page).toContain("Firefox di Windows");
  const session = /name="session"\s+value="([\w-]+)"\s+aria-label="Keluarkan Chrome di Android"/.exec(
    page,
  )?.[1];
  const ended = await admin.post(`/orang/${lost.id}/perangkat`, { session: session ?? "" });
  expect(ended.text).toContain("Perangkat itu sudah dikeluarkan.");
  expect(ended.text).not.toContain("Chrome di Android");
  expect([await signedIn(lost), await signedIn(office), await signedIn(phone)]).toEqual([false, true, true]);
  expect((await admin.post(`/orang/${lost.id}/perangkat`, { session: session ?? "" })).text).toContain(
    "memang sudah keluar",
  );
  const { rows } = await app.db.pool.query(
    "select who, subject, details from audit where act = 'end session'",
  );
  expect(rows).toEqual([
    { who: `person:${admin.id}`, subject: `person:${lost.id}`, details: { device: "Chrome di Android" } },
  ]);
});

test("a session of one person is not ended under another's name", async () => {
  const [admin, one, other] = [
    await deskPerson(app, "admin"),
    await deskPerson(app, "editor"),
    await deskPerson(app, "editor"),
  ];
  const session = /name="session"\s+value="([\w-]+)"/.exec((await admin.get(`/orang/${one.id}`)).text)?.[1];
  await admin.post(`/orang/${other.id}/perangkat`, { session: session ?? "" });
  expect(await signedIn(one)).toBe(true);
});

test("of two admins who take each other's right at the same moment, one is left", async () => {
  await withoutAdmins();
  const [one, other] = [await deskPerson(app, "admin"), await deskPerson(app, "admin")];
  const { pool } = app.db;
  await using gate = await heldBack();
  const both = Promise.all([
    one.post(`/orang/${other.id}`, formOf(other, { role: "editor" })),
    other.post(`/orang/${one.id}`, formOf(one, { disabled: "ya" })),
  ]);
  await gate.waiting(2);
  await gate.opens();
  const answers = await both;
  expect(answers.filter(({ text }) => text.includes("harus tetap ada seorang admin"))).toHaveLength(1);
  const left = (await people(pool)).filter(({ role, disabledAt }) => role === "admin" && disabledAt === null);
  expect(left).toHaveLength(1);
});

test("the only admin who can sign in keeps a way to", async () => {
  await withoutAdmins();
  const admin = await deskPerson(app, "admin");
  await admin.post(`/orang/${admin.id}`, formOf(admin, { identities: "telegram:4242" }));
  const locked = await admin.post(`/orang/${admin.id}`, formOf(admin, { identities: "" }));
  expect(locked.status).toBe(422);
  expect(locked.text).toContain("harus tetap ada seorang admin yang dapat masuk");
  await admin.post("/akun/kata-sandi", { password: "empat kata yang mudah diingat" });
  expect((await admin.post(`/orang/${admin.id}`, formOf(admin, { identities: "" }))).status).toBe(200);
});

test("who gets another name or account stays signed in; who may do something else does not", async () => {
  const [admin, editor] = [await deskPerson(app, "admin"), await deskPerson(app, "editor")];
  await admin.post(`/orang/${editor.id}`, formOf(editor, { role: "editor", identities: "telegram:4243" }));
  expect(await signedIn(editor)).toBe(true);
  await admin.post(`/orang/${editor.id}`, formOf(editor, { role: "chief" }));
  expect(await roleOf(editor)).toBe("chief");
  expect(await signedIn(editor)).toBe(false);
});

test("what was typed about somebody stays in the form when it cannot be saved, rights included", async () => {
  const [admin, editor] = [await deskPerson(app, "admin"), await deskPerson(app, "editor", false)];
  const typed = { name: "Sari & Ayu", role: "chief", maySend: "ya" };
  const faults = [
    ["/orang", { ...typed, identities: "telegram:satu" }],
    ["/orang", { ...typed, identities: "telegram:4246", name: admin.name }],
    [`/orang/${editor.id}`, { ...typed, identities: "telegram:satu", disabled: "ya" }],
    [`/orang/${editor.id}`, { ...typed, identities: "telegram:4246", name: admin.name }],
  ] as const;
  for (const [path, form] of faults) {
    const { status, text } = await admin.post(path, form);
    expect(status).toBe(422);
    const [, fields = ""] = text.split(`<form method="post" action="${path}"`);
    expect(fields).toContain(`value="${form.name.replace("&", "&amp;")}"`);
    expect(fields).toContain(`value="${form.identities}"`);
    expect(fields).toMatch(/value="chief"\s+checked/);
    expect(fields).toMatch(/name="maySend" value="ya" checked/);
    expect(/name="disabled" value="ya" checked/.test(fields)).toBe("disabled" in form);
  }
});

test("where the configuration takes the last admin away, the next start lets one in again", async () => {
  await using other = await startTestApp({ settings: { editors: [] } });
  const { pool } = other.db;
  await keepInStep(pool, ["telegram:888"], new Date());
  const named = async (what: string): Promise<StoredPerson> => {
    const found = (await people(pool)).find(({ name }) => name === what);
    if (!found) throw new Error(`nobody is called ${what}`);
    return found;
  };
  const become = async (one: StoredPerson, role: "admin" | "editor"): Promise<unknown> =>
    changePerson(pool, one.id, { ...one, role, disabled: false }, "test", new Date());
  await become(await named("telegram:888"), "admin");
  await become(await named("Admin pertama"), "editor");
  await keepInStep(pool, [], new Date());
  expect(await adminExists(pool)).toBe(false);
  await other.restart();
  expect(other.app.firstAdmin).not.toBe(null);
  expect((await named("Admin pertama")).role).toBe("admin");
});

test("Telegram offers the desk's orders to who was let in, and no more to who was disabled, without a restart", async () => {
  const admin = await deskPerson(app, "admin");
  const offered = (method: string, chat: number): boolean =>
    app.telegram.callsOf(method).some(({ args }) => JSON.stringify(args["scope"]).includes(`:${chat}}`));
  const form = { name: "Rekan baru", role: "editor", identities: "telegram:4245" };
  await admin.post("/orang", form);
  await until("the menu is there", () => offered("setMyCommands", 4245));
  const rekan = (await people(app.db.pool)).find(({ name }) => name === "Rekan baru");
  await admin.post(`/orang/${rekan?.id}`, { ...form, disabled: "ya" });
  await until("the menu is gone", () => offered("deleteMyCommands", 4245));
  expect(offered("deleteMyCommands", EDITOR), "of nobody else").toBe(false);
});

test("in whose name an admin makes a link that signs in, hears of it", async () => {
  const admin = await deskPerson(app, "admin");
  const editor = (await people(app.db.pool)).find(({ identities }) =>
    identities.includes(`telegram:${EDITOR}`),
  );
  const made = await admin.post(`/orang/${editor?.id}/tautan`);
  expect(made.text).toContain("/masuk/");
  await until("the editor is told", () =>
    app.sentTo(EDITOR).some((text) => text.includes(`${admin.name} membuat tautan masuk`)),
  );
  expect(app.sentTo(EDITOR).join()).not.toContain("/masuk/");
});

test("a colleague who asks the bot to be let in reads what an admin must enter", async () => {
  await app.says(4244, "/masuk");
  await until("it is answered", () => app.sentTo(4244).length > 0);
  expect(app.sentTo(4244).join()).toContain("telegram:4244");
});

/** Everyone who is about to change people waits, as behind a third admin's change, until it opens. */
async function heldBack(): Promise<
  { waiting(count: number): Promise<void>; opens(): Promise<void> } & AsyncDisposable
> {
  const { pool } = app.db;
  const client = await pool.connect();
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock($1)", [0x6b70]);
  let open = false;
  const opens = async (): Promise<void> => {
    if (!open) await client.query("commit");
    open = true;
  };
  return {
    waiting: (count) =>
      until(`${count} wait`, async () => {
        const { rowCount } = await pool.query(
          `select from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        );
        return rowCount === count;
      }),
    opens,
    async [Symbol.asyncDispose]() {
      await opens();
      client.release();
    },
  };
}
