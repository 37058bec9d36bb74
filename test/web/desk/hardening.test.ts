import { request } from "node:http";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSignIn } from "../../../src/app/desk/sign-in.ts";
import { FREE } from "../../../src/web/desk/throttle.ts";
import { remoteAddress } from "../../../src/web/remote-address.ts";
import { EDITOR, startTestApp, type TestApp } from "../../support/app.ts";
import { testDatabase } from "../../support/database.ts";
import { deskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

/** What holds off those who try many times, from elsewhere, or without having looked. */

describe("whose try it is", () => {
  const from = async (peer: string | undefined, forwarded?: string): Promise<string> => {
    const app = new Hono().get("/", (c) => c.text(String(remoteAddress(c))));
    const headers = new Headers(forwarded === undefined ? {} : { "x-forwarded-for": forwarded });
    const response = await app.request("/", { headers }, { incoming: { socket: { remoteAddress: peer } } });
    return response.text();
  };

  test.each([
    ["a stranger on the Internet is believed nothing", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["our proxy on the same machine says whom it heard", "127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["what stands before that, the stranger wrote", "127.0.0.1", "10.1.1.1, 198.51.100.1", "198.51.100.1"],
    ["also as IPv6 writes IPv4", "::ffff:10.0.0.7", "198.51.100.1", "198.51.100.1"],
    ["also on a private IPv6 network", "fd00::7", "2001:db8::1", "2001:db8::1"],
    ["172.32 is the Internet's", "172.32.0.1", "198.51.100.1", "172.32.0.1"],
    ["172.31 is not", "172.31.0.1", "198.51.100.1", "198.51.100.1"],
    ["a proxy that says nothing is who calls", "192.168.1.2", undefined, "192.168.1.2"],
    ["or nothing in it", "192.168.1.2", " , ", "192.168.1.2"],
    ["no connection is nobody", undefined, "198.51.100.1", "null"],
  ])("%s", async (_what, peer, forwarded, expected) => {
    expect(await from(peer, forwarded)).toBe(expected);
  });

  test("an endless one is cut", async () => {
    expect(await from("127.0.0.1", "9".repeat(10_000))).toHaveLength(100);
  });
});

test("of many passwords that are tried at once few are worked on, some wait, and the rest is told to come back", async () => {
  await using db = await testDatabase();
  const gate = Promise.withResolvers<void>();
  let running = 0;
  let most = 0;
  const signIn = openSignIn({
    pool: db.pool,
    seal: null,
    now: () => new Date(),
    async check() {
      most = Math.max(most, ++running);
      await gate.promise;
      running -= 1;
      return false;
    },
  });
  const answers: string[] = [];
  const all = Array.from({ length: 30 }, async (_, n) => {
    const attempt = { name: `orang ${n}`, password: "x", code: "", device: "", from: `198.51.100.${n}` };
    const answer = await signIn.byPassword(attempt);
    answers.push(answer.kind);
  });
  await until("those without a place are answered", () => answers.length >= 8);
  expect(answers).toEqual(Array.from({ length: 8 }, () => "wait"));
  await until("as many are worked on as may be", () => running === 2);
  gate.resolve();
  await Promise.all(all);
  expect(most).toBe(2);
  expect(answers.filter((kind) => kind === "refused")).toHaveLength(22);
});

test("a flood of tries of one name leaves the connections to the rest of the service, and is told to come back", async () => {
  await using db = await testDatabase();
  const signIn = openSignIn({ pool: db.pool, seal: null, now: () => new Date(), check: async () => false });
  let busy = 0;
  let most = 0;
  db.pool.on("acquire", () => (most = Math.max(most, ++busy)));
  db.pool.on("release", () => (busy -= 1));
  const attempt = { name: "orang", password: "x", code: "", device: "", from: "198.51.100.1" };
  const answers = await Promise.all(Array.from({ length: 300 }, () => signIn.byPassword(attempt)));
  expect(most).toBeLessThanOrEqual(4); // two that are charged, and two that are checked
  expect(answers.filter(({ kind }) => kind === "refused")).toHaveLength(FREE.name);
  expect(answers.filter(({ kind }) => kind === "wait")).toHaveLength(300 - FREE.name);
});

test("who has a network of IPv6 addresses to themselves is one caller, and their neighbour another", async () => {
  await using db = await testDatabase();
  const signIn = openSignIn({ pool: db.pool, seal: null, now: () => new Date(), check: async () => false });
  const tried = async (n: number, from: string): Promise<string> =>
    (await signIn.byPassword({ name: `orang ${n}`, password: "x", code: "", device: "", from })).kind;
  for (let n = 0; n < FREE.from; n++)
    expect(await tried(n, `2001:db8:0:7::${n.toString(16)}`)).toBe("refused");
  for (const written of ["2001:db8:0:7:a:b:c:d", "2001:DB8::7:0:0:0:1"])
    expect(await tried(99, written)).toBe("wait");
  for (const other of ["2001:db8:0:8::1", "198.51.100.7", "::ffff:198.51.100.8"])
    expect(await tried(100, other)).toBe("refused");
});

/** A request as a proxy passes it on: with the Host and the headers that it heard. */
function passedOn(
  app: TestApp,
  path: string,
  headers: Record<string, string>,
  form: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(
      { host: "127.0.0.1", port: app.app.port, path, method: "POST", headers: { ...FORM, ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sending.on("error", reject);
    sending.end(new URLSearchParams(form).toString());
  });
}
const FORM = { "content-type": "application/x-www-form-urlencoded" };

describe("behind a proxy that ends https", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ environment: { PUBLIC_URL: "https://meja.uji" } });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const tries = (headers: Record<string, string>, name = "siapa pun") =>
    passedOn(app, "/masuk", { host: "meja.uji", ...headers }, { name, password: "x" });

  test.each([
    ["its own page", { origin: "https://meja.uji" }, 401],
    ["its own page, in a browser that says so", { "sec-fetch-site": "same-origin" }, 401],
    ["a page by http under its name", { origin: "http://meja.uji" }, 403],
    ["another site", { origin: "https://jahat.example", "sec-fetch-site": "cross-site" }, 403],
    [
      "a neighbour under the same domain",
      { origin: "https://blog.meja.uji", "sec-fetch-site": "same-site" },
      403,
    ],
    ["its name on another port", { origin: "https://meja.uji:8443" }, 403],
    ["a hidden origin", { origin: "null" }, 403],
    ["nobody says where", {}, 403],
  ])("a form from %s", async (_where, headers, status) => {
    expect((await tries(headers)).status).toBe(status);
    await app.db.pool.query("delete from sign_in_failures");
  });

  test("guesses are counted for whom the proxy heard, whatever they write before it and whatever names they try", async () => {
    const ours = { origin: "https://meja.uji" };
    const guess = (n: number, forwarded: string) =>
      tries({ ...ours, "x-forwarded-for": forwarded }, `orang ${n}`);
    for (let n = 0; n < 40; n++)
      expect((await guess(n, `192.0.2.${n}, 198.51.100.7`)).status, `guess ${n}`).toBe(401);
    expect((await guess(40, "192.0.2.200, 198.51.100.7")).status).toBe(429);
    expect((await guess(41, "198.51.100.8")).status, "somebody else is not slowed down").toBe(401);
  });
});

describe("without having seen what it says", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    await app.says(1, "/langganan semua");
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10);
  const LATER = { date: tomorrow, time: "23:00", zone: "WIB" };
  const ACTS: [string, Record<string, string>][] = [
    ["siarkan", {}],
    ["jadwalkan", LATER],
    ["embargo", { ...LATER, what: "set" }],
    ["embargo", { ...LATER, version: "1" }], // nor without having said which button
    ["ubah", { headline: "Lain" }],
    ["tolak", { reason: "Basi." }],
  ];

  test("nobody sends, schedules, changes or rejects a draft, nor calls off or corrects", async () => {
    await app.says(EDITOR, "/siarkan Jalan Kali Biru ditutup");
    await until("it is drafted", () => app.sentTo(EDITOR).some((text) => text.includes("Draf 1")));
    const chief = await deskPerson(app, "chief");
    const refused = async (act: string, form: Record<string, string>): Promise<void> => {
      const answer = await chief.post(`/siaran/1/${act}`, form);
      expect(answer.status, act).toBe(409);
      expect(answer.text, act).toContain("Muat ulang halaman ini");
    };
    for (const [act, form] of ACTS) await refused(act, form);
    expect((await chief.post("/siaran/1/jadwalkan", { ...LATER, version: "1" })).text).toContain(
      "Dijadwalkan",
    );
    await refused("batal-jadwal", {});
    expect((await chief.post("/siaran/1/siarkan", { version: "1" })).text).toContain("Sedang dikirim");
    await until("it is there", () => app.sentTo(1).some((text) => text.includes("Jalan Kali Biru")));
    await refused("ralat", { headline: "Jalan Kali Biru dibuka" });
    const { rows } = await app.db.pool.query(
      "select act from audit where subject = 'alert:1' and who like 'person:%' order by id",
    );
    expect(rows.map(({ act }) => act)).toEqual(["schedule", "approve"]);
  });
});
