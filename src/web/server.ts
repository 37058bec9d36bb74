import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ApiParts } from "./api/ports.ts";
import { apiRoutes } from "./api/routes.ts";
import type { DeskParts } from "./desk/ports.ts";
import { deskRoutes } from "./desk/routes.ts";
import { type PushParts, pushRoutes } from "./publishers-push.ts";
import { type HubParts, hubRoutes } from "./publishers-websub.ts";
import { type WhatsAppWebhook, whatsAppRoutes } from "./whatsapp-webhook.ts";

/** The HTTP server: health, readiness, metrics, webhooks, the publishers' API and the desk. */
export interface WebParts {
  /** Each part of the service and what is wrong with it (null: nothing). */
  readiness(): Promise<Record<string, string | null>>;
  metrics(): Promise<{ contentType: string; body: string }>;
  /** null: no webhook is configured. */
  telegramWebhook: TelegramWebhook | null;
  /** Absent: WhatsApp does not come over the Cloud API. */
  whatsApp?: WhatsAppWebhook | null;
  /** Absent: no publisher may push. */
  push?: PushParts | null;
  /** The publishers' API. */
  api?: ApiParts;
  /** The editors' pages. */
  desk?: DeskParts;
  /** Absent: we are subscribed nowhere, having no public address. */
  hubs?: HubParts | null;
}

/** Telegram's webhook. Requests without our secret are refused before the body is read. */
export interface TelegramWebhook {
  /** Whether the request's secret (X-Telegram-Bot-Api-Secret-Token) is ours. */
  knows(secret: string | undefined): boolean;
  /** Hears an update; answers the HTTP status for Telegram. */
  receive(update: unknown): Promise<200 | 503>;
}

export interface WebServer extends AsyncDisposable {
  readonly port: number;
}

/** The path that setWebhook names; Telegram's secret header and not the path keeps strangers out. */
export const WEBHOOK_PATH = "/telegram";

const UPDATE_LIMIT = 1024 * 1024; // an update is a few kilobytes

const REQUEST_MS = 30_000; // for the last byte of a request: nobody holds a connection by sending slowly

/** Listens on `host`; port 0 takes a free one. Rejects when the port is taken. */
export async function startWeb(where: { host: string; port: number }, parts: WebParts): Promise<WebServer> {
  const app = new Hono();

  app.get("/health", (c) => c.json({ status: "ok" }));

  app.get("/ready", async (c) => {
    const found = await parts.readiness();
    const ready = Object.values(found).every((fault) => fault === null);
    return c.json({ status: ready ? "ok" : "not ready", parts: found }, ready ? 200 : 503);
  });

  app.get("/metrics", async (c) => {
    const { contentType, body } = await parts.metrics();
    return c.body(body, 200, { "content-type": contentType });
  });

  const { telegramWebhook } = parts;
  if (telegramWebhook) {
    const fromTelegram: MiddlewareHandler = async (c, next) =>
      telegramWebhook.knows(c.req.header("x-telegram-bot-api-secret-token"))
        ? await next()
        : c.body(null, 401);
    app.post(WEBHOOK_PATH, fromTelegram, bodyLimit({ maxSize: UPDATE_LIMIT }), async (c) => {
      const update: unknown = await c.req.json().catch(() => undefined);
      if (update === undefined) return c.text("not JSON", 400);
      return c.body(null, await telegramWebhook.receive(update));
    });
  }

  if (parts.whatsApp) app.route("/", whatsAppRoutes(parts.whatsApp));
  if (parts.push) app.route("/", pushRoutes(parts.push));
  if (parts.api) app.route("/", apiRoutes(parts.api));
  if (parts.hubs) app.route("/", hubRoutes(parts.hubs));
  if (parts.desk) app.route("/", deskRoutes(parts.desk));

  const answer = getRequestListener(app.fetch);
  const server = createServer(
    { requestTimeout: REQUEST_MS },
    (request, response) => void answer(request, response),
  );
  server.listen(where.port, where.host);
  await once(server, "listening").catch((cause: unknown) => {
    throw new Error(`The port ${where.port} on ${where.host} cannot be used; PORT and HOST choose another.`, {
      cause,
    });
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : where.port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
