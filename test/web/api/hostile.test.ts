import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Scope } from "../../../src/publishers/scope.ts";
import { operations } from "../../../src/web/api/operations.ts";
import { startTestApi, type TestApi } from "../../support/publishers-api.ts";
import { answerToUnfinished } from "../../support/unfinished.ts";

/** Who may call an operation, and what becomes of nonsense: a clear 4xx as the document promises, never a fault of ours. */
let api: TestApi;
let root: string;
beforeAll(async () => {
  api = await startTestApi({ settings: { sources: [{ id: "kabar-uji", name: "Kabar Uji", push: true }] } });
  root = `http://127.0.0.1:${api.t.app.port}`;
});
afterAll(() => api[Symbol.asyncDispose]());

const pathOf = (path: string, id = "1"): string => path.replace("{id}", id);

test("every operation refuses nobody, a stranger's token, and every token without its scope", async () => {
  for (const { method, path, scope } of operations) {
    const ask = (token: string) =>
      api.ask(method.toUpperCase(), pathOf(path), { token, ...(method === "post" && { body: {} }) });
    for (const stranger of ["", "kk_tidak-ada", `kk_${"a".repeat(43)}`])
      expect((await ask(stranger)).status, `${method} ${path}`).toBe(401);
    const others = Scope.options.filter((one) => one !== scope);
    const refused = await ask(await api.token("kabar-uji", ...others));
    expect(refused, `${method} ${path}`).toMatchObject({
      status: 403,
      body: { title: "The token may not do this" },
    });
    expect((await ask(await api.token("kabar-uji", scope))).status, `${method} ${path}`).not.toBe(403);
  }
});

test("a stranger is told so before their body is read", async () => {
  for (const { path } of operations.filter(({ method }) => method === "post"))
    expect(await answerToUnfinished(`${root}/api/v1${pathOf(path)}`), path).toBe(401);
});

describe("nonsense", () => {
  const article = { url: "https://kabar-uji.example/a", title: "Judul", text: "Isi berita." };
  const bodies: [string, string | Uint8Array<ArrayBuffer>, string?][] = [
    ["no JSON", "{"],
    ["nothing", ""],
    ["null", "null"],
    ["a number", "1e999"],
    ["a list", "[[]]"],
    ["a deep one", "[".repeat(100_000)],
    ["no UTF-8", Uint8Array.from([0x22, 0xff, 0xfe, 0x22])],
    ["zero bytes in text", JSON.stringify({ ...article, title: "a\0b", text: "\0" })],
    ["half characters", '{"url":"https://kabar-uji.example/b","title":"\\ud800","text":"\\udfff x"}'],
    ["wrong types", JSON.stringify({ url: 1, title: {}, text: [], events: "x", sections: { a: 1 } })],
    ["a prototype", '{"__proto__":{"scopes":["webhooks:write"]},"constructor":1}'],
    ["a date of no calendar", JSON.stringify({ ...article, publishedAt: "2026-02-31T99:99:99+99:99" })],
    [
      "a date of the year ten thousand",
      JSON.stringify({ ...article, publishedAt: "9999-12-31T23:59:59-14:00" }),
    ],
    ["another kind", "url=a&title=b", "application/x-www-form-urlencoded"],
    ["markup", "<article/>", "text/xml"],
    ["far too much", JSON.stringify({ ...article, text: "a ".repeat(3_000_000) })],
  ];

  test.each(bodies)("%s in a body is answered in the document's words", async (_what, body, type) => {
    for (const { method, path, scope } of operations) {
      const token = await api.token("kabar-uji", scope, "alerts:read");
      const response = await fetch(`${root}/api/v1${pathOf(path)}`, {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer ${token}`, "content-type": type ?? "application/json" },
        ...(method === "get" ? {} : { body }),
      });
      expect(response.status, `${method} ${path}`).toBeLessThan(500);
      const { ok, headers, status } = response;
      const said = await response.text();
      const problem = z.object({ status: z.literal(status), detail: z.string() });
      const clear =
        headers.get("content-type") === "application/problem+json" &&
        problem.safeParse(JSON.parse(said)).success;
      expect(ok || clear, `${method} ${path}: ${said}`).toBe(true);
    }
  });

  test.each(["0", "-1", "1.5", "1e3", "99999999999999999999", "%00", "a", "%F0%9F%98%80", "1;drop"])(
    "no row has the number %j",
    async (id) => {
      for (const { method, path, scope } of operations.filter((one) => one.path.includes("{id}"))) {
        const token = await api.token("kabar-uji", scope, "alerts:read");
        const { status } = await api.ask(method.toUpperCase(), pathOf(path, id), { token });
        expect([400, 404], `${method} ${path}`).toContain(status);
      }
    },
  );

  test.each([
    "limit=0",
    "limit=1e9",
    "cursor=a",
    "cursor=a99999999999999999999",
    "since=kemarin",
    "state=x",
    "x=1",
    "limit=%00",
  ])("alerts are not listed with ?%s", async (query) => {
    const token = await api.token(null, "alerts:read");
    expect((await api.ask("GET", `/alerts?${query}`, { token })).status).toBe(400);
  });

  test("an odd Idempotency-Key is refused, and one key never stands for two articles", async () => {
    const token = await api.token("kabar-uji", "articles:write");
    const send = (key: string, body: unknown) =>
      api.ask("POST", "/articles", { token, body, headers: { "idempotency-key": key } });
    expect((await send("k".repeat(256), article)).status).toBe(400);
    expect((await send("\u00e9", article)).status).toBe(400);
    const first = await send("kunci-1", article);
    expect(first.status).toBe(202);
    expect(await send("kunci-1", article)).toMatchObject({ status: 202, body: { id: first.body.id } });
    expect((await send("kunci-1", { ...article, title: "Lain" })).status).toBe(422);
  });

  test.each(["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/alerts/", "/api/v1//alerts"])(
    "%s is no path of the API",
    async (path) => {
      expect((await fetch(root + path)).status).toBe(404);
    },
  );

  test("another method is refused, and a method's own words are no way around", async () => {
    const token = await api.token(null, "alerts:read");
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"])
      expect(
        (await fetch(`${root}/api/v1/alerts`, { method, headers: { authorization: `Bearer ${token}` } }))
          .status,
      ).toBe(404);
  });
});
