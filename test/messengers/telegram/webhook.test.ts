import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Telegram } from "../../../src/messengers/telegram/telegram.ts";
import { earThat, echo, startStage } from "./setup.ts";

test("with a webhook, updates are brought to us and answered before Telegram is told they were heard", async () => {
  await using stage = await startStage();
  const { server, open } = stage;
  let telegram: Telegram | null = null;
  await using site = await startSite(async (update, secret) =>
    telegram?.knows(secret) ? telegram.receive(update) : 401,
  );
  const opened = await open({ webhook: { url: site.url, secret: "rahasia" } });
  telegram = opened;
  const { ear, said } = earThat(echo);
  await using _listening = await opened.listen(ear);
  await server.until(() => server.callsOf("setWebhook").length === 1);
  await server.says({ chat: 11, text: "/start" });
  expect(said).toHaveLength(1);
  expect(server.sentTo(11)).toHaveLength(1);
  expect(server.callsOf("getUpdates")).toHaveLength(0);
});

test("nobody but Telegram can bring an update, and where nobody listens it is to come again", async () => {
  await using stage = await startStage();
  const { open } = stage;
  const telegram = await open({ webhook: { url: "https://contoh.id/telegram", secret: "rahasia" } });
  expect(["tebakan", undefined, "rahasia"].map(telegram.knows)).toEqual([false, false, true]);
  expect(await telegram.receive({})).toBe(503);
  expect((await open()).knows("rahasia")).toBe(false);
});

async function startSite(receive: (update: unknown, secret: string | undefined) => Promise<number>) {
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const secret = request.headers["x-telegram-bot-api-secret-token"];
    const update: unknown = JSON.parse(await text(request));
    response.writeHead(await receive(update, typeof secret === "string" ? secret : undefined)).end();
  };
  const site = createServer((request, response) => void take(request, response));
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  const address = site.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/telegram`,
    async [Symbol.asyncDispose]() {
      site.closeAllConnections();
      site.close();
      await once(site, "close");
    },
  };
}
