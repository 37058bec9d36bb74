import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EDITOR, TOPICS } from "../../support/app.ts";
import {
  type Answered,
  ENVIRONMENT_TOKEN,
  startTestApi,
  type TestApi,
} from "../../support/publishers-api.ts";
import { roofFell } from "../../support/stories.ts";
import { until } from "../../support/until.ts";

const REVIEWED = {
  topics: TOPICS,
  sources: ["kabar-uji", "warta-uji"].map((id) => ({
    id,
    name: id,
    push: true,
    policy: "review",
  })),
};

function pushed(change: Record<string, unknown> = {}, hurt = 15) {
  const { url, title, body } = roofFell({}, hurt);
  return { url, title, text: body.content, sections: ["Nasional"], ...change };
}

let api: TestApi;
beforeAll(async () => void (api = await startTestApi({ settings: REVIEWED, sweepEveryMs: 2_000 })));
afterAll(() => api[Symbol.asyncDispose]());

async function settled(id: number): Promise<Answered["body"]> {
  // Asked of the database: waiting on the API itself would meet its rate limit.
  await until(`article ${id} is read`, async () => {
    const sql = "select from articles where id = $1 and state <> 'accepted'";
    return (await api.t.db.pool.query(sql, [id])).rowCount === 1;
  });
  return (await api.ask("GET", `/articles/${id}`)).body;
}

test("an article goes in, and its publisher follows what becomes of it, to the draft, the correction and the withdrawal", async () => {
  const { t, ask } = api;
  const sent = await ask("POST", "/articles", { body: pushed() });
  expect(sent).toMatchObject({ status: 202, body: { result: "accepted" } });
  expect(sent.headers.get("ratelimit")).toMatch(/^"token";r=\d+;t=\d+$/);
  const { id } = sent.body;
  const status = await settled(id);
  expect(status).toMatchObject({ id, source: "kabar-uji", state: "alert", alert: { state: "draft" } });

  expect(await ask("POST", "/articles", { body: pushed() })).toMatchObject({
    status: 202,
    body: { id, result: "known" },
  });
  const corrected = pushed({ text: roofFell({}, 18).body.content });
  expect(await ask("POST", "/articles", { body: corrected })).toMatchObject({
    status: 202,
    body: { id, result: "corrected" },
  });
  await until("the editor hears of it", () =>
    t.sentTo(EDITOR).some((text) => text.includes("Sumber berubah")),
  );

  expect(await ask("DELETE", `/articles/${id}`)).toMatchObject({ status: 204 });
  expect(await ask("DELETE", `/articles/${id}`)).toMatchObject({ status: 204 });
  const withdrawn = () => t.sentTo(EDITOR).filter((text) => text.includes("Sumber menarik"));
  await until("the editor hears of that", () => withdrawn().length > 0);
  await until("nothing more is to be told", async () => {
    const { rowCount } = await t.db.pool.query("select from notices");
    return rowCount === 0;
  });
  expect(withdrawn()).toHaveLength(1);
  expect((await ask("GET", `/articles/${id}`)).body.withdrawnAt).not.toBeNull();
  const reasons = await t.db.pool.query("select reasons from alerts where article_id = $1", [id]);
  expect(reasons.rows).toEqual([{ reasons: expect.arrayContaining(["Sumber menarik artikel ini."]) }]);
});

test("an article that is withdrawn before it is read makes no alert", async () => {
  const { t, ask } = api;
  const url = "https://kabar-uji.example/ditarik";
  const inserted = await t.db.pool.query<{ id: number }>(
    `insert into articles (source, state, incoming, received_at) values ('kabar-uji', 'failed', $1, now()) returning id`,
    [JSON.stringify(roofFell({ url, title: "Kabar yang Ditarik" }, 33))],
  );
  const id = inserted.rows[0]?.id ?? 0;
  expect((await ask("DELETE", `/articles/${id}`)).status).toBe(204);
  await t.db.pool.query("update articles set state = 'accepted' where id = $1", [id]);
  expect(await settled(id)).toMatchObject({
    state: "silent",
    why: "Sumber menarik artikel ini.",
    alert: null,
  });
});

test("a correction that comes before the first text has been read takes its place", async () => {
  const { t, ask } = api;
  const url = "https://kabar-uji.example/sedang-dibaca";
  const first = { ...roofFell({}, 41), url: "https://192.0.2.1/x", teaser: true }; // which nobody can open
  const { rows } = await t.db.pool.query<{ id: number }>(
    `with made as (
       insert into articles (source, state, incoming, received_at) values ('kabar-uji', 'accepted', $1, now()) returning id
     ) insert into article_keys (key, article_id) select 'url:kabar-uji.example/sedang-dibaca', id from made returning article_id as id`,
    [JSON.stringify(first)],
  );
  const id = rows[0]?.id ?? 0;
  const sent = await ask("POST", "/articles", { body: pushed({ url }, 42) });
  expect(sent).toMatchObject({ status: 202, body: { id, result: "corrected" } });
  await settled(id);
  const { rows: read } = await t.db.pool.query(
    "select clean ->> 'title' as title from articles where id = $1",
    [id],
  );
  expect(read).toEqual([{ title: expect.stringContaining("42") }]);
});

describe("an Idempotency-Key", () => {
  test("gives the same body the same answer and refuses another body", async () => {
    const { ask } = api;
    const body = pushed({ url: "https://kabar-uji.example/kunci" }, 51);
    const headers = { "idempotency-key": "kunci-1" };
    const first = await ask("POST", "/articles", { body, headers });
    expect((await ask("POST", "/articles", { body, headers })).body).toEqual(first.body);
    const other = await ask("POST", "/articles", { body: { ...body, title: "Lain" }, headers });
    expect(other).toMatchObject({ status: 422, body: { type: "/api/docs#idempotency-key-reused" } });
  });

  test("used at once with two bodies makes one article", async () => {
    const { t, ask } = api;
    const headers = { "idempotency-key": "kunci-2" };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        ask("POST", "/articles", {
          body: pushed({ url: `https://kabar-uji.example/serentak-${n % 2}` }, 60 + (n % 2)),
          headers,
        }),
      ),
    );
    const taken = answers.filter(({ status }) => status === 202);
    expect(taken).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(4);
    expect(new Set(taken.map(({ body }) => body.id)).size).toBe(1);
    const made = await t.db.pool.query("select from articles where incoming ->> 'url' like '%serentak-%'");
    expect(made.rowCount).toBe(1);
  });
});

test.each<[string, string, string, unknown, number, string]>([
  ["no token", "", "/articles", pushed(), 401, "unauthorized"],
  ["a made-up token", `kk_${"a".repeat(43)}`, "/articles", pushed(), 401, "unauthorized"],
  ["no JSON", ENVIRONMENT_TOKEN, "/articles", "<xml/>", 400, "not-json"],
  ["a misspelt field", ENVIRONMENT_TOKEN, "/articles", pushed({ tittle: "x" }), 422, "invalid"],
  ["two texts", ENVIRONMENT_TOKEN, "/articles", pushed({ html: "<p>x</p>" }), 422, "invalid"],
  [
    "an address that is none",
    ENVIRONMENT_TOKEN,
    "/articles",
    pushed({ url: "javascript:1" }),
    422,
    "invalid",
  ],
  [
    "a title of control characters",
    ENVIRONMENT_TOKEN,
    "/articles",
    pushed({ title: "\u0000" }),
    422,
    "invalid",
  ],
  ["too large a text", ENVIRONMENT_TOKEN, "/articles", "x".repeat(5_300_000), 413, "too-large"],
  ["no such path", ENVIRONMENT_TOKEN, "/nothing", {}, 404, "not-found"],
])("%s is refused as a problem that says what to do", async (_, token, path, body, status, kind) => {
  const refused = await api.ask("POST", path, { token, body });
  expect(refused).toMatchObject({ status, body: { type: `/api/docs#${kind}`, status } });
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect(refused.headers.has("www-authenticate")).toBe(status === 401);
});

test("a token does what its scopes allow, with its own source's articles, until it is revoked", async () => {
  const { t, ask, token } = api;
  const other = await token("warta-uji", "articles:read");
  const sent = await ask("POST", "/articles", {
    body: pushed({ url: "https://kabar-uji.example/milik" }, 71),
  });
  expect((await ask("GET", `/articles/${sent.body.id}`, { token: other })).status).toBe(404);
  expect((await ask("POST", "/articles", { token: other, body: pushed() })).status).toBe(403);
  expect(
    (await ask("DELETE", `/articles/${sent.body.id}`, { token: await token("warta-uji", "articles:write") }))
      .status,
  ).toBe(404);
  const former = await token("koran-lama", "articles:write");
  expect((await ask("POST", "/articles", { token: former, body: pushed() })).status).toBe(403);
  const newsroom = await token(null, "articles:read");
  expect((await ask("GET", `/articles/${sent.body.id}`, { token: newsroom })).status).toBe(200);
  const stored = await t.db.pool.query("select hash, last_used_at from api_tokens where source is null");
  expect(stored.rows[0].hash.toString("latin1")).not.toContain(newsroom);
  expect(stored.rows[0].last_used_at).not.toBeNull();
  await t.db.pool.query("update api_tokens set revoked_at = now() where source is null");
  const refused = await ask("GET", `/articles/${sent.body.id}`, { token: newsroom });
  expect(refused).toMatchObject({ status: 401, body: { detail: expect.stringContaining("revoked") } });
  expect(t.log.join("")).toMatch(/"token":\d+,"from":"127\.0\.0\.1".*revoked token at the publishers' API/);
  expect(t.log.join("")).not.toContain(newsroom);
});

test("who calls without end is told when to come again", async () => {
  const eager = await api.token("kabar-uji", "articles:read");
  const call = () => api.ask("GET", "/articles/999999", { token: eager });
  const first = await call();
  expect(first).toMatchObject({ status: 404 });
  expect(first.headers.get("ratelimit-policy")).toBe('"token";q=60;w=30');
  const all = await Promise.all(Array.from({ length: 200 }, call));
  const refused = all.find(({ status }) => status !== 404);
  expect(refused).toMatchObject({ status: 429, body: { type: "/api/docs#too-many-requests" } });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
});
