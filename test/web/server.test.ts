import { expect, test } from "vitest";
import { startWeb, WEBHOOK_PATH, type WebParts } from "../../src/web/server.ts";
import { answerToUnfinished } from "../support/unfinished.ts";

const HERE = { host: "127.0.0.1", port: 0 };

const parts = (change: Partial<WebParts> = {}): WebParts => ({
  readiness: async () => ({ database: null }),
  metrics: async () => ({ contentType: "text/plain; version=0.0.4", body: "kabarkilat_up 1\n" }),
  telegramWebhook: null,
  ...change,
});

test("health says that the process lives, ready whether its parts do", async () => {
  let fault: string | null = null;
  await using web = await startWeb(HERE, parts({ readiness: async () => ({ database: fault }) }));
  const at = (path: string) => fetch(`http://127.0.0.1:${web.port}${path}`);
  expect((await at("/health")).status).toBe(200);
  expect((await at("/ready")).status).toBe(200);
  fault = "PostgreSQL does not answer";
  const ready = await at("/ready");
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({
    status: "not ready",
    parts: { database: "PostgreSQL does not answer" },
  });
  expect((await at("/health")).status).toBe(200);
});

test("an update with Telegram's secret reaches the ear; what is not JSON is refused; without a webhook there is no such page", async () => {
  const heard: unknown[] = [];
  await using web = await startWeb(
    HERE,
    parts({
      telegramWebhook: {
        knows: (secret) => secret === "benar",
        async receive(update) {
          heard.push(update);
          return 200;
        },
      },
    }),
  );
  const post = (body: string, secret: string) =>
    fetch(`http://127.0.0.1:${web.port}${WEBHOOK_PATH}`, {
      method: "POST",
      body,
      headers: { "x-telegram-bot-api-secret-token": secret },
    });
  expect((await post('{"update_id":1}', "benar")).status).toBe(200);
  expect((await post('{"update_id":2}', "salah")).status).toBe(401);
  expect((await post("bukan json", "benar")).status).toBe(400);
  expect(heard).toEqual([{ update_id: 1 }]);
  await using plain = await startWeb(HERE, parts());
  expect((await fetch(`http://127.0.0.1:${plain.port}${WEBHOOK_PATH}`, { method: "POST" })).status).toBe(404);
});

test("a stranger is told so at every door before their body is read", async () => {
  await using web = await startWeb(
    HERE,
    parts({
      telegramWebhook: { knows: () => false, receive: async () => 200 },
      whatsApp: { verify: () => null, receive: async () => 401 },
      push: {
        publishers: [],
        read: () => expect.unreachable(),
        accept: () => expect.unreachable(),
        receipts: { begin: () => expect.unreachable(), keep: () => expect.unreachable() },
        now: () => new Date(),
        onRefused: () => undefined,
        onFault: () => undefined,
      },
      hubs: {
        verify: async () => false,
        deny: async () => false,
        knows: async () => false,
        deliver: async () => "unknown",
        onFault: () => undefined,
      },
    }),
  );
  const at = (path: string) => answerToUnfinished(`http://127.0.0.1:${web.port}${path}`);
  expect(await at(WEBHOOK_PATH)).toBe(401);
  expect(await at("/whatsapp")).toBe(401);
  expect(await at("/api/articles")).toBe(401);
  expect(await at(`/websub/${"0".repeat(32)}`)).toBe(410);
});

test("a port that is taken is named with what to do", async () => {
  await using web = await startWeb(HERE, parts());
  await expect(startWeb({ ...HERE, port: web.port }, parts())).rejects.toThrow(
    /PORT and HOST choose another/,
  );
});
