import { request } from "node:http";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { may, type Role } from "../../../src/alerts/rights.ts";
import { hashOf } from "../../../src/app/desk/sign-in.ts";
import { addPerson } from "../../../src/store/desk/people.ts";
import { addLink } from "../../../src/store/desk/sign-ins.ts";
import { routesOf } from "../../../src/web/desk/routes.ts";
import { EDITOR, startTestApp, type TestApp } from "../../support/app.ts";
import { until } from "../../support/until.ts";

/** Who gets in, and where, over HTTP against the whole service. */
let app: TestApp;
let base: string;

beforeAll(async () => {
  app = await startTestApp();
  base = `http://127.0.0.1:${app.app.port}`;
});
afterAll(() => app[Symbol.asyncDispose]());

const get = (path: string, cookie = ""): Promise<Response> =>
  fetch(base + path, { redirect: "manual", headers: { cookie } });
const post = (
  path: string,
  form: Record<string, string> = {},
  cookie = "",
  origin = base,
): Promise<Response> =>
  fetch(base + path, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form),
  });

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(";")[0] ?? "";

let made = 0;
async function someone(role: Role, maySend = false): Promise<{ id: number; name: string; cookie: string }> {
  const name = `${role} ${++made}`;
  const person = await addPerson(app.db.pool, { name, role, maySend, identities: [] }, "test", new Date());
  if ("taken" in person) throw new Error("the name is taken");
  const token = `tautan-${made}-${Math.random()}`;
  await addLink(app.db.pool, person.id, hashOf(token), new Date(Date.now() + 60_000));
  return { id: person.id, name, cookie: cookieOf(await post(`/masuk/${token}`)) };
}

const ROUTES = routesOf({ onFault: () => undefined });
const pathOf = (path: string): string => path.replace(/:id\{[^}]+\}/, "4711").replace(":token", "tidak-ada");

describe("every route, as each role and as nobody", () => {
  const everyone: [string, { role: Role; maySend: boolean } | null][] = [
    ["nobody", null],
    ["a reader", { role: "reader", maySend: true }],
    ["an editor who may not send", { role: "editor", maySend: false }],
    ["an editor", { role: "editor", maySend: true }],
    ["a chief", { role: "chief", maySend: true }],
    ["an admin who may not send", { role: "admin", maySend: false }],
  ];
  test.each(everyone)("%s", async (_who, person) => {
    const cookie = person ? (await someone(person.role, person.maySend)).cookie : "";
    const leaving = ({ path }: { path: string }): boolean => path === "/keluar";
    for (const { method, path, who } of [
      ...ROUTES.filter((one) => !leaving(one)),
      ...ROUTES.filter(leaving),
    ]) {
      const response =
        method === "get" ? await get(pathOf(path), cookie) : await post(pathOf(path), {}, cookie);
      await response.body?.cancel(); // some never end by themselves
      if (path === "/hentikan") await app.db.pool.query("delete from switches");
      const { status, headers } = response;
      const outside = status === 303 && (headers.get("location") ?? "").startsWith("/masuk");
      let seen = "in";
      if (status >= 500) seen = "broken";
      if (status === 403) seen = "refused";
      if (outside) seen = "at the door";
      let expected = leaving({ path }) ? "at the door" : "in";
      if (person === null && who !== "anyone") expected = "at the door";
      else if (person && who !== "anyone" && who !== "signed in" && !may(person, who)) expected = "refused";
      expect(seen, `${method} ${path}`).toBe(expected);
    }
  });

  test("every answer forbids scripts from elsewhere, framing and keeping", async () => {
    for (const path of ["/masuk", "/", "/masuk/tidak-ada"]) {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy"), path).toContain("default-src 'none'");
      expect(headers.get("content-security-policy"), path).not.toContain("unsafe");
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("cache-control"), path).toBe("no-store");
      expect(headers.get("referrer-policy"), path).toBe("no-referrer");
    }
  });
});

describe("whatever is sent to a route", () => {
  const NONSENSE: [string, { contentType?: string; body: string }, number[]?][] = [
    ["JSON", { contentType: "application/json", body: "{}" }, [415]],
    ["a file where words belong", fileFor(["words", "headline", "name", "password", "version", "moment"])],
    ["zero bytes", { body: "words=%00&name=%00&headline=%00&id=%00&session=%00&q=%00&version=1" }],
    ["half a character", { body: "words=%ED%A0%80&name=%ED%A0%80&headline=%ED%A0%80&version=1" }],
    ["a number that no row has", { body: "version=99999999999999999999999&id=1e400" }],
    ["no form at all", { body: "%%%=&&&==" }],
  ];
  test.each(NONSENSE)("%s: a clear no, never a fault of ours", async (_what, { contentType, body }, only) => {
    const { cookie } = await someone("admin", true);
    for (const { method, path } of ROUTES) {
      if (method === "get" || ["/keluar", "/hentikan", "/lanjutkan"].includes(path)) continue;
      for (const id of ["4711", "99999999999999999999"]) {
        const response = await fetch(base + path.replace(/:id\{[^}]+\}/, id).replace(":token", "x"), {
          method: "POST",
          redirect: "manual",
          headers: {
            cookie,
            origin: base,
            "content-type": contentType ?? "application/x-www-form-urlencoded",
          },
          body,
        });
        expect(response.status, `${path} with ${id}`).toBeLessThan(500);
        expect([404, ...(only ?? [response.status])], path).toContain(response.status);
        await response.body?.cancel();
      }
    }
    await app.db.pool.query("delete from sign_in_failures");
  });

  test("an endless field is refused without being read", async () => {
    const { cookie } = await someone("admin", true);
    for (const path of ["/siaran/baru", "/siaran/4711/ubah", "/masuk"]) {
      const status = await new Promise((resolve, reject) => {
        const headers = { cookie, origin: base, "content-length": "300000" };
        const sending = request(base + path, { method: "POST", headers }, (response) => {
          resolve(response.statusCode);
          sending.destroy(); // only the head was sent
        });
        sending.on("error", reject);
        sending.flushHeaders();
      });
      expect(status, path).toBe(413);
    }
  });

  test("odd addresses and searches are answered", async () => {
    const { cookie } = await someone("admin", true);
    const paths = [
      "/cari?q=%00",
      "/cari?hal=1e99",
      "/catatan?oleh=%00",
      "/catatan?sebelum=99999999999999999999",
      "/siaran/99999999999999999999",
      "/?pesan=%00",
    ];
    for (const path of paths) expect((await get(path, cookie)).status, path).toBeLessThan(500);
  });

  test("an address that is none is a page of ours that says so", async () => {
    const response = await get("/tidak-ada");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("Halaman ini tidak ada");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  function fileFor(names: readonly string[]): { contentType: string; body: string } {
    const parts = names.map(
      (name) => `--x\r\ncontent-disposition: form-data; name="${name}"; filename="a"\r\n\r\n1\r\n`,
    );
    return { contentType: "multipart/form-data; boundary=x", body: `${parts.join("")}--x--\r\n` };
  }
});

describe("a link from the bot", () => {
  async function linkFor(): Promise<string> {
    const before = app.sentTo(EDITOR).length;
    await app.says(EDITOR, "/masuk");
    const found = (): string | undefined =>
      app
        .sentTo(EDITOR)
        .slice(before)
        .flatMap((text) => /\/masuk\/\S+/.exec(text) ?? [])
        .at(-1);
    await until("the link comes", () => found() !== undefined);
    return found() ?? "";
  }

  test("signs in once; being looked at, as chat apps do, uses nothing up", async () => {
    const link = await linkFor();
    for (let look = 0; look < 3; look++) expect((await get(link)).status).toBe(200);
    const first = await post(link);
    expect(first.status).toBe(303);
    expect(first.headers.getSetCookie()[0]).toMatch(/^kk=[\w-]{43}; .*HttpOnly; SameSite=Lax/);
    expect((await get("/", cookieOf(first))).status).toBe(200);
    expect((await post(link)).status).toBe(410);
    expect((await get(link)).status).toBe(410);
  });

  test("is worth nothing after ten minutes", async () => {
    const link = await linkFor();
    await app.db.pool.query("update sign_in_links set expires_at = now()");
    expect((await post(link)).status).toBe(410);
  });

  test("is given to nobody who is no editor", async () => {
    await app.says(1, "/masuk");
    await until("the stranger is answered", () => app.sentTo(1).length > 0);
    expect(app.sentTo(1).join()).not.toContain("/masuk/");
  });
});

describe("a session", () => {
  test("ends with signing out, with its person, and when an admin changes what they may", async () => {
    const leaver = await someone("editor");
    expect((await get("/", leaver.cookie)).status).toBe(200);
    await post("/keluar", {}, leaver.cookie);
    expect((await get("/", leaver.cookie)).status).toBe(303);

    const admin = await someone("admin");
    const changed = await someone("editor", true);
    const form = { name: changed.name, role: "reader" };
    expect((await post(`/orang/${changed.id}`, form, admin.cookie)).status).toBe(200);
    expect((await get("/", changed.cookie)).status).toBe(303);

    const gone = await someone("editor");
    await post(`/orang/${gone.id}`, { name: gone.name, role: "editor", disabled: "ya" }, admin.cookie);
    expect((await get("/", gone.cookie)).status).toBe(303);
  });

  test("ends with the account on a messenger by which it may have been opened, and not with a new one", async () => {
    const admin = await someone("admin");
    const stolen = await someone("editor");
    const form = { name: stolen.name, role: "editor" };
    const identities = "telegram:4711471147";
    await post(`/orang/${stolen.id}`, { ...form, identities }, admin.cookie);
    expect((await get("/", stolen.cookie)).status).toBe(200);
    await post(`/orang/${stolen.id}`, { ...form, identities: "telegram:4711471148" }, admin.cookie);
    expect((await get("/", stolen.cookie)).status).toBe(303);
  });

  test("shows nothing more on a page that is open when it ends", async () => {
    const { id, name, cookie } = await someone("editor");
    const live = await get("/hidup?bagian=henti", cookie);
    const reader = live.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    const admin = await someone("admin");
    await post(`/orang/${id}`, { name, role: "editor", disabled: "ya" }, admin.cookie);
    while (!(await reader?.read())?.done); // or the test's time is over
    expect((await get("/hidup?bagian=henti", cookie)).status).toBe(303);
  });

  test("older than half an hour changes no password and no second factor", async () => {
    const { id, cookie } = await someone("editor");
    await app.db.pool.query(
      "update sessions set created_at = now() - interval '31 minutes' where person_id = $1",
      [id],
    );
    const answer = await post("/akun/kata-sandi", { password: "empat kata yang mudah diingat" }, cookie);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("masuk dulu sekali lagi");
    expect((await post("/akun/kode", { off: "ya" }, cookie)).status).toBe(422);
  });

  test("serves no form that another site sends", async () => {
    const { cookie } = await someone("editor", true);
    const refused = await post("/hentikan", {}, cookie, "https://jahat.example");
    expect(refused.status).toBe(403);
    expect(await refused.text(), "and says what a proxy may lack").toContain("PUBLIC_URL");
    expect(refused.headers.get("content-security-policy")).toContain("default-src 'none'");
    const { rows } = await app.db.pool.query(`select "on" from switches`);
    expect(rows.filter(({ on }) => on === false)).toEqual([]);
  });

  test("is kept as a hash only", async () => {
    const { cookie } = await someone("editor");
    const { rows } = await app.db.pool.query<{ all: string }>("select sessions::text as all from sessions");
    expect(rows.map(({ all }) => all).join()).not.toContain(cookie.slice(3));
  });
});

describe("a form that is sent after its session has ended", () => {
  const PASSWORD = "empat kata yang mudah diingat";
  const WORDS = {
    version: "1",
    headline: "Jembatan “Kali Biru” <dibuka>",
    summary: "Baris satu.\nBaris dua.",
    topics: "ekonomi",
  };
  const ended = ({ id }: { id: number }) =>
    app.db.pool.query("delete from sessions where person_id = $1", [id]);
  const hidden = (page: string, form: string): Record<string, string> => {
    const [, inside = ""] =
      new RegExp(`<form method="post" action="${form}"[^>]*>([^]*?)</form>`).exec(page) ?? [];
    const fields = [...inside.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, decoded(value)]));
  };
  const decoded = (text: string): string =>
    text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

  test("waits behind the door, through a wrong password too, and is sent by a press", async () => {
    const editor = await someone("editor");
    await post("/akun/kata-sandi", { password: PASSWORD }, editor.cookie);
    await ended(editor);
    const door = await post("/siaran/baru", { words: WORDS.headline }, editor.cookie);
    expect(door.status).toBe(401);
    const first = hidden(await door.text(), "/masuk");
    const wrong = await post("/masuk", { ...first, name: editor.name, password: "keliru sekali lagi" });
    const again = hidden(await wrong.text(), "/masuk");
    expect(again).toEqual(first);
    const through = await post("/masuk", { ...again, name: editor.name, password: PASSWORD });
    const kept = hidden(await through.text(), "/siaran/baru");
    expect(kept).toEqual({ words: WORDS.headline });
    expect((await post("/siaran/baru", kept, cookieOf(through))).headers.get("location")).toMatch(
      /^\/siaran\/\d+$/,
    );
  });

  test("waits as well for whoever signs in by a link in another tab, field by field", async () => {
    const editor = await someone("editor");
    await ended(editor);
    const door = await post("/siaran/4711/ubah", WORDS, editor.cookie);
    expect(hidden(await door.text(), "/siaran/4711/ubah")).toEqual(WORDS);
  });

  test("leads to no other site", async () => {
    const editor = await someone("editor");
    await post("/akun/kata-sandi", { password: PASSWORD }, editor.cookie);
    for (const path of ["https://lain.example/", "//lain.example/", "javascript:alert(1)"]) {
      const kept = JSON.stringify({ path, fields: [["words", "Kabar"]] });
      const page = await (await post("/masuk", { name: editor.name, password: PASSWORD, kept })).text();
      expect(page).toMatch(/action="\/"/);
      expect(page).not.toContain("lain.example");
    }
  });

  test("a mere press, a new password and what a stranger sends lead to the page they belong to", async () => {
    const editor = await someone("editor", true);
    await ended(editor);
    const led = async (
      path: string,
      form: Record<string, string>,
      cookie = editor.cookie,
    ): Promise<string | null> => (await post(path, form, cookie)).headers.get("location");
    expect(await led("/siaran/12/siarkan", { version: "1" })).toBe("/masuk?ke=%2Fsiaran%2F12");
    expect(await led("/hentikan", {})).toBe("/masuk?ke=%2F");
    expect(await led("/akun/kata-sandi", { password: PASSWORD })).toBe("/masuk?ke=%2Fakun");
    expect(await led("/siaran/baru", { words: "Kabar" }, "")).toBe("/masuk?ke=%2Fsiaran");
    expect((await get("/catatan?hari=2026-11-30")).headers.get("location")).toBe(
      "/masuk?ke=%2Fcatatan%3Fhari%3D2026-11-30",
    );
  });
});

test("a link from a chat leads on to the page that was asked for in this browser, once, and to no other site", async () => {
  const editor = await someone("editor");
  const cookiesOf = (response: Response): string =>
    response.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
  let links = 0;
  const led = async (door: string): Promise<Response> => {
    const token = `jalan-${++links}`;
    await addLink(app.db.pool, editor.id, hashOf(token), new Date(Date.now() + 60_000));
    return post(`/masuk/${token}`, {}, cookiesOf(await get(door)));
  };
  const asked = (await get("/siaran/12?lihat=semua")).headers.get("location") ?? "";
  const through = await led(asked);
  expect(through.headers.get("location")).toBe("/siaran/12?lihat=semua");
  expect(cookiesOf(through)).toMatch(/kk-ke=$/);
  expect((await led("/masuk")).headers.get("location")).toBe("/");
  expect((await led("/masuk?ke=//lain.example/")).headers.get("location")).toBe("/");
});

describe("a password", () => {
  const PASSWORD = "empat kata yang mudah diingat";

  test("opens the door with its name, and slows down whoever guesses", async () => {
    await app.db.pool.query("delete from sign_in_failures"); // those of the walk above
    const { name, cookie } = await someone("editor");
    expect((await post("/akun/kata-sandi", { password: "pendek" }, cookie)).status).toBe(422);
    expect((await post("/akun/kata-sandi", { password: PASSWORD }, cookie)).status).toBe(200);
    expect((await post("/masuk", { name: name.toUpperCase(), password: PASSWORD })).status).toBe(303);
    expect((await post("/masuk", { name: "orang lain", password: PASSWORD })).status).toBe(401);

    const guesses: number[] = [];
    for (let guess = 0; guess < 6; guess++)
      guesses.push((await post("/masuk", { name, password: `tebakan ${guess}` })).status);
    expect(guesses).toContain(429);
    expect(
      (await post("/masuk", { name, password: PASSWORD })).status,
      "not even the right one, for a while",
    ).toBe(429);
    await app.db.pool.query("delete from sign_in_failures");
    expect((await post("/masuk", { name, password: PASSWORD })).status).toBe(303);
  });

  test("leads on to the page that was asked for, and to no other site however it is written", async () => {
    const { name, cookie } = await someone("editor");
    await post("/akun/kata-sandi", { password: PASSWORD }, cookie);
    const led = async (to: string): Promise<string | null> =>
      (await post("/masuk", { name, password: PASSWORD, to })).headers.get("location");
    expect(await led("/siaran/12?lihat=semua")).toBe("/siaran/12?lihat=semua");
    for (const away of [
      "https://lain.example/",
      "//lain.example/",
      "/\\lain.example/",
      "/\t/lain.example/",
      "/\n/lain.example/",
      "\t//lain.example/",
      "/.//lain.example/",
      "https://desk.invalid//lain.example/",
      "javascript:alert(1)",
      "//[",
    ])
      expect(await led(away), JSON.stringify(away)).toBe("/");
  });

  test("is not guessed faster by guessing at once", async () => {
    await app.db.pool.query("delete from sign_in_failures");
    const { name, cookie } = await someone("editor");
    await post("/akun/kata-sandi", { password: PASSWORD }, cookie);
    const guesses = await Promise.all(
      Array.from(
        { length: 30 },
        async (_, n) => (await post("/masuk", { name, password: `tebakan ${n}` })).status,
      ),
    );
    expect(guesses.filter((status) => status === 401).length).toBeLessThanOrEqual(4);
    await app.db.pool.query("delete from sign_in_failures");
  });

  test("changed, ends every other session, and every link that would open one", async () => {
    const { id, name, cookie } = await someone("editor");
    await post("/akun/kata-sandi", { password: PASSWORD }, cookie);
    const other = cookieOf(await post("/masuk", { name, password: PASSWORD }));
    await addLink(app.db.pool, id, hashOf("belum-dipakai"), new Date(Date.now() + 60_000));
    expect((await get("/masuk/belum-dipakai")).status).toBe(200);
    await post("/akun/kata-sandi", { password: `${PASSWORD} baru` }, cookie);
    expect((await get("/masuk/belum-dipakai")).status).toBe(410);
    expect((await get("/", other)).status).toBe(303);
    expect((await get("/", cookie)).status).toBe(200);
  });

  test("never stands in the log, nor do links and sessions", async () => {
    const { name, cookie } = await someone("editor");
    await post("/akun/kata-sandi", { password: PASSWORD }, cookie);
    await post("/masuk", { name, password: PASSWORD });
    expect(app.log.join("\n")).not.toContain(PASSWORD);
    expect(app.log.join("\n")).not.toContain(cookie.slice(3));
  });
});

test("a second factor is asked for where it is set, and each code opens once", async () => {
  await using sealed = await startTestApp({
    environment: { SECRETS_KEY: Buffer.alloc(32, 7).toString("base64") },
  });
  const at = `http://127.0.0.1:${sealed.app.port}`;
  const send = (path: string, form: Record<string, string>, cookie = ""): Promise<Response> =>
    fetch(at + path, {
      method: "POST",
      redirect: "manual",
      headers: { cookie, origin: at, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form),
    });
  const person = await addPerson(
    sealed.db.pool,
    { name: "Rini", role: "editor", maySend: true, identities: [] },
    "test",
    new Date(),
  );
  if ("taken" in person) throw new Error("the name is taken");
  await addLink(sealed.db.pool, person.id, hashOf("tautan"), new Date(Date.now() + 60_000));
  const cookie = cookieOf(await send("/masuk/tautan", {}));
  const password = "empat kata yang mudah diingat";
  await send("/akun/kata-sandi", { password }, cookie);
  const page = await (await fetch(`${at}/akun`, { headers: { cookie } })).text();
  const secret = /name="secret" value="([A-Z2-7]+)"/.exec(page)?.[1] ?? "";
  const code = (): string => new TOTP({ secret }).generate();
  expect((await send("/akun/kode", { secret, code: "000000" }, cookie)).status).toBe(422);
  const first = code();
  const elsewhere = async (): Promise<string> => {
    const token = `tautan-${Math.random()}`;
    await addLink(sealed.db.pool, person.id, hashOf(token), new Date(Date.now() + 60_000));
    return cookieOf(await send(`/masuk/${token}`, {}));
  };
  const isIn = async (as: string): Promise<boolean> =>
    (await fetch(`${at}/akun`, { redirect: "manual", headers: { cookie: as } })).status === 200;
  const other = await elsewhere();
  await addLink(sealed.db.pool, person.id, hashOf("belum-dipakai"), new Date(Date.now() + 60_000));
  expect((await send("/akun/kode", { secret, code: first }, cookie)).status).toBe(200);
  expect([await isIn(cookie), await isIn(other)], "whoever was in without it").toEqual([true, false]);
  expect((await fetch(`${at}/masuk/belum-dipakai`)).status).toBe(410);

  expect((await send("/masuk", { name: "Rini", password })).status).toBe(401);
  expect(
    (await send("/masuk", { name: "Rini", password, code: first })).status,
    "the code that set it opens nothing",
  ).toBe(401);
  await sealed.db.pool.query("update people set totp_used = null"); // as if half a minute had gone by
  const once = code();
  expect((await send("/masuk", { name: "Rini", password, code: once })).status).toBe(303);
  expect((await send("/masuk", { name: "Rini", password, code: once })).status).toBe(401);
  const { rows } = await sealed.db.pool.query<{ all: string }>("select people::text as all from people");
  expect(rows.map(({ all }) => all).join()).not.toContain(secret);
});
