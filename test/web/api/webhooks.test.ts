import { describe, expect, test } from "vitest";
import { buryArticle } from "../../../src/store/articles/dead-letters.ts";
import { allTokens, revokeToken } from "../../../src/store/publishers/tokens.ts";
import { EDITOR } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { type Asking, schemaOf, startTestApi, type TestApi } from "../../support/publishers-api.ts";
import { until } from "../../support/until.ts";
import {
  type Behaviour,
  verify,
  webhookReceiver,
  type WebhookReceiver,
} from "../../support/webhook-receiver.ts";

const EVENTS = ["alert.drafted", "alert.sending", "alert.sent", "alert.rejected", "article.failed"];

/** The service with an endpoint of its source on loopback, which the newsroom allows. */
async function withEndpoint(policy: "auto" | "review", more: { firstRetryMs?: number } = {}) {
  await using stack = new AsyncDisposableStack();
  const receiver = stack.use(await webhookReceiver());
  const other = stack.use(await webhookReceiver());
  const api = stack.use(
    await startTestApi({
      ...more,
      settings: {
        sources: [{ id: "kabar-uji", name: "Kabar Uji", push: true, policy }],
        intake: { allowedHosts: [receiver.host, other.host] },
      },
    }),
  );
  const token = await api.token("kabar-uji", "webhooks:write", "alerts:read", "articles:read");
  const all = stack.move();
  return {
    api,
    t: api.t,
    receiver,
    other,
    token,
    ask: (method: string, path: string, how: Asking = {}) => api.ask(method, path, { token, ...how }),
    /** A number from the database: waiting on the API itself would meet its rate limit. */
    async count(sql: string): Promise<number> {
      const { rows } = await api.t.db.pool.query<{ n: number }>(`select count(*) as n from ${sql}`);
      return rows[0]?.n ?? 0;
    },
    async endpoint(of: WebhookReceiver = receiver, events: string[] = EVENTS) {
      const made = await api.ask("POST", "/webhooks", { token, body: { url: of.url, events } });
      expect(made.status).toBe(201);
      return made.body;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const types = ({ came }: WebhookReceiver) => came.map(({ type }) => type);

test("an endpoint hears of an alert's states in order, each once, signed", async () => {
  await using w = await withEndpoint("auto");
  const { secret } = await w.endpoint();
  await w.t.says(1, "/langganan semua");
  await w.t.app.accept(anArticle());
  await until("all is told", () => w.receiver.came.length >= 3);
  expect(types(w.receiver)).toEqual(["alert.drafted", "alert.sending", "alert.sent"]);
  const promised = schemaOf(w.api.document, "#/components/schemas/AlertTold");
  for (const one of w.receiver.came) {
    expect(promised.safeParse(JSON.parse(one.raw)).error).toBeUndefined();
    expect(() => verify(one, secret)).not.toThrow();
    expect(() => verify({ ...one, raw: `${one.raw} ` }, secret)).toThrow("No matching signature");
    expect(one.data).toMatchObject({ id: 1, articleId: 1, headline: expect.stringContaining("Jembatan") });
  }
  expect(new Set(w.receiver.came.map(({ id }) => id)).size).toBe(3);

  const alerts = await w.ask("GET", "/alerts?state=sent");
  expect(alerts.body).toMatchObject({ alerts: [{ id: 1, state: "sent" }], next: null });
  const alert = await w.ask("GET", "/alerts/1");
  expect(alert.body).toMatchObject({ state: "sent", deliveries: { sent: 1, open: 0 } });
  expect(JSON.stringify(alert.body)).not.toMatch(/telegram|decidedBy|createdBy/);
  const stored = await w.t.db.pool.query<{ secret: Buffer }>("select secret from webhooks");
  expect(stored.rows[0]?.secret.toString("latin1")).not.toContain(secret.slice(6));
});

test.each<[string, Behaviour[]]>([
  ["an error", [500, 503]],
  ["a redirect, which is not followed", [302]],
  ["a cut connection", ["cut"]],
])("what fails with %s is told again, the same to the letter, and nothing overtakes it", async (_, fails) => {
  await using w = await withEndpoint("auto", { firstRetryMs: 20 });
  const { secret, id } = await w.endpoint();
  w.receiver.will(...fails);
  await w.t.app.accept(anArticle());
  await until("all is told", () => types(w.receiver).includes("alert.sent"));
  const first = w.receiver.came.slice(0, fails.length + 1);
  expect(new Set(first.map((one) => `${one.id} ${one.raw}`)).size).toBe(1);
  for (const one of first) verify(one, secret);
  expect(types(w.receiver).slice(fails.length)).toEqual(["alert.drafted", "alert.sending", "alert.sent"]);
  await until(
    "it is written down",
    async () => (await w.count("webhook_messages where state = 'waiting'")) === 0,
  );
  expect((await w.ask("GET", `/webhooks/${id}`)).body).toMatchObject({ waiting: 0, failures: 0 });
});

test("an endpoint that does not answer holds up neither delivery nor another endpoint", async () => {
  await using w = await withEndpoint("auto");
  w.receiver.always("silent");
  await w.endpoint();
  await w.endpoint(w.other);
  await w.t.says(1, "/langganan semua");
  await w.t.app.accept(anArticle());
  await until("the reader has it", () => w.t.sentTo(1).some((text) => text.includes("Jembatan")));
  await until("the other is told all", () => types(w.other).includes("alert.sent"));
  expect(types(w.receiver)).toEqual(["alert.drafted"]);
  expect(await w.count("webhooks where failures > 0")).toBe(0); // it is still waited for
});

test("an endpoint hears of an article that could not be read", async () => {
  await using w = await withEndpoint("auto");
  await w.endpoint();
  const { rows } = await w.t.db.pool.query<{ id: number }>(
    "insert into articles (source, incoming, received_at) values ('kabar-uji', $1, now()) returning id",
    [JSON.stringify({ url: "https://kabar-uji.example/rusak", title: null })],
  );
  const id = rows[0]?.id ?? 0;
  await buryArticle(w.t.db.pool, id, "the page could not be read", 5, new Date());
  await until("it is told", () => w.receiver.came.length === 1);
  const [told] = w.receiver.came;
  expect(told?.data).toEqual({ id, url: "https://kabar-uji.example/rusak", title: null });
  const promised = schemaOf(w.api.document, "#/components/schemas/ArticleTold");
  expect(promised.safeParse(JSON.parse(told?.raw ?? "")).error).toBeUndefined();
  expect((await w.ask("GET", `/articles/${id}`)).body).toMatchObject({
    state: "failed",
    why: "the page could not be read",
  });
  await until("it is counted", async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${w.t.app.port}/metrics`)).text();
    return metrics.includes('kabarkilat_webhooks_total{outcome="delivered"} 1');
  });
});

test("what was under way when the service stopped is told again by the next start", async () => {
  await using w = await withEndpoint("auto");
  w.receiver.will("silent");
  await w.endpoint(w.receiver, ["alert.drafted"]);
  await w.t.app.accept(anArticle());
  await until("it is under way", () => w.receiver.came.length === 1);
  await w.t.restart();
  await until("it came again", () => w.receiver.came.length === 2);
  expect(w.receiver.came[1]?.id).toBe(w.receiver.came[0]?.id);
});

test("an endpoint that fails to the last try is disabled, editors are told, and its owner enables it again", async () => {
  await using w = await withEndpoint("review", { firstRetryMs: 0.01 });
  const { id } = await w.endpoint();
  w.receiver.always(500);
  await w.ask("POST", `/webhooks/${id}/ping`);
  await until("it is disabled", async () => (await w.count("webhooks where disabled_at is not null")) === 1);
  await until("an editor is told", () =>
    w.t.sentTo(EDITOR).some((text) => text.includes("Webhook dimatikan")),
  );
  expect(w.receiver.came).toHaveLength(11);
  const { body } = await w.ask("GET", `/webhooks/${id}`);
  expect(body.recent).toMatchObject([{ event: "webhook.ping", state: "failed", attempts: 11, status: 500 }]);
  expect((await w.ask("POST", `/webhooks/${id}/ping`)).status).toBe(409);
  w.receiver.always(204);
  expect(await w.ask("POST", `/webhooks/${id}/enable`)).toMatchObject({
    status: 200,
    body: { disabledAt: null },
  });
  expect((await w.ask("POST", `/webhooks/${id}/ping`)).status).toBe(202);
  await until("it is told again", () => w.receiver.came.length === 12);
});

test("an endpoint that says it is gone is asked no more, and one that is removed hears nothing", async () => {
  await using w = await withEndpoint("review");
  const [gone, removed] = [await w.endpoint(), await w.endpoint(w.other)];
  expect((await w.ask("DELETE", `/webhooks/${removed.id}`)).status).toBe(204);
  expect((await w.ask("GET", `/webhooks/${removed.id}`)).status).toBe(404);
  w.receiver.will(410);
  await w.ask("POST", `/webhooks/${gone.id}/ping`);
  await until("it is disabled", async () => (await w.count("webhooks where disabled_at is not null")) === 1);
  expect((await w.ask("GET", "/webhooks")).body.webhooks).toHaveLength(1);
  await w.t.app.accept(anArticle());
  await until("the draft is there", async () => (await w.count("alerts")) === 1);
  expect([w.receiver.came.length, w.other.came.length]).toEqual([1, 0]);
});

describe("nobody hears what is not theirs", () => {
  test("another source's endpoint hears nothing, the newsroom's own hears all", async () => {
    await using w = await withEndpoint("review");
    const scopes = ["webhooks:write", "alerts:read"] as const;
    const stranger = await w.api.token("warta-uji", ...scopes);
    const newsroom = await w.api.token(null, ...scopes);
    const body = (receiver: WebhookReceiver) => ({ url: receiver.url, events: ["alert.drafted"] });
    await w.ask("POST", "/webhooks", { token: stranger, body: body(w.receiver) });
    const own = await w.ask("POST", "/webhooks", { token: newsroom, body: body(w.other) });
    await w.t.app.accept(anArticle());
    await until("the newsroom hears it", () => w.other.came.length === 1);
    const told = await w.t.db.pool.query("select from webhook_messages");
    expect([told.rowCount, w.receiver.came.length]).toEqual([1, 0]);
    expect((await w.ask("GET", "/alerts", { token: stranger })).body.alerts).toEqual([]);
    expect((await w.ask("GET", "/alerts/1", { token: stranger })).status).toBe(404);
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "/ping"],
      ["POST", "/enable"],
    ] as const)
      expect((await w.ask(method, `/webhooks/${own.body.id}${path}`, { token: stranger })).status).toBe(404);
  });

  test("a webhook needs the scope of what it would tell, and ends with its token", async () => {
    await using w = await withEndpoint("review");
    const token = await w.api.token("kabar-uji", "webhooks:write", "articles:read");
    const add = (events: string[]) =>
      w.ask("POST", "/webhooks", { token, body: { url: w.receiver.url, events } });
    expect((await add(["alert.sent"])).status).toBe(403);
    expect((await add(["article.failed"])).status).toBe(201);
    expect((await w.api.ask("GET", "/webhooks")).status).toBe(403);
    const [made] = (await allTokens(w.t.db.pool)).filter(({ scopes }) => !scopes.includes("alerts:read"));
    expect(await revokeToken(w.t.db.pool, made?.id ?? 0, "uji", new Date())).toEqual({ webhooks: 1 });
    expect(await revokeToken(w.t.db.pool, made?.id ?? 0, "uji", new Date())).toBeNull();
    const seen = await w.ask("GET", "/webhooks");
    expect(seen.body.webhooks).toMatchObject([{ disabledWhy: "Its token was revoked." }]);
  });

  test("an endpoint is at a public https address", async () => {
    await using w = await withEndpoint("review");
    const addresses = [
      ["http://kabar-uji.example/hook", "https"],
      ["https://10.0.0.8/hook", "public"],
      ["https://[::1]/hook", "public"],
      ["https://0x7f000001/hook", "public"],
      ["https://a:b@kabar-uji.example/hook", "user name"],
      ["ftp://kabar-uji.example/hook", "Invalid"],
    ];
    for (const [url = "", why = ""] of addresses) {
      const refused = await w.ask("POST", "/webhooks", { body: { url, events: ["alert.sent"] } });
      expect({ url, status: refused.status }).toEqual({ url, status: 422 });
      expect(refused.body.errors).toEqual([{ field: "url", problem: expect.stringContaining(why) }]);
    }
  });

  test("a name that leads inside is found out when it is looked up, and not called", async () => {
    await using w = await withEndpoint("review");
    const { body } = await w.ask("POST", "/webhooks", {
      body: { url: `https://localhost:${w.receiver.host.split(":")[1]}/x`, events: ["alert.sent"] },
    });
    await w.ask("POST", `/webhooks/${body.id}/ping`);
    await until("it has failed", async () => (await w.count("webhooks where failures > 0")) === 1);
    const inside = await w.ask("GET", `/webhooks/${body.id}`);
    expect(inside.body.recent[0]).toMatchObject({
      status: null,
      why: "The address is inside a private network.",
    });
    expect(w.receiver.came).toEqual([]);
  });
});

test("without SECRETS_KEY there are no webhooks, and the answer says what to do", async () => {
  await using api: TestApi = await startTestApi({
    environment: { SECRETS_KEY: "" },
    settings: { sources: [{ id: "kabar-uji", name: "Kabar Uji", push: true }] },
  });
  const token = await api.token("kabar-uji", "webhooks:write");
  const refused = await api.ask("GET", "/webhooks", { token });
  expect(refused).toMatchObject({ status: 503, body: { detail: expect.stringContaining("SECRETS_KEY") } });
});

test("alerts come in pages, none twice and none left out, whatever is added meanwhile", async () => {
  await using w = await withEndpoint("review");
  for (let n = 0; n < 5; n++) await w.t.app.accept(anArticle());
  await until("all are drafted", async () => (await w.count("alerts")) === 5);
  const seen: number[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await w.ask("GET", `/alerts?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    seen.push(...page.body.alerts.map(({ id }: { id: number }) => id));
    cursor = page.body.next;
    if (seen.length === 2) await w.t.app.accept(anArticle());
  }
  expect(seen).toEqual([5, 4, 3, 2, 1]);
  const later = await w.ask("GET", "/alerts?since=2999-01-01T00:00:00Z");
  expect(later.body).toEqual({ alerts: [], next: null });
  expect((await w.ask("GET", "/alerts?limit=1000")).status).toBe(400);
  expect((await w.ask("GET", "/alerts?sate=sent")).status).toBe(400);
});
