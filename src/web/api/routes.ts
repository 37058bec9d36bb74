import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import { alertHandlers } from "./alerts.ts";
import { articleHandlers } from "./articles.ts";
import { type Caller, callers } from "./caller.ts";
import { docsPage } from "./docs-page.ts";
import { openApi } from "./openapi.ts";
import * as op from "./operations.ts";
import type { ApiParts } from "./ports.ts";
import { answerRefused, Refused } from "./problem.ts";
import { webhookHandlers } from "./webhooks.ts";

/** What an operation is asked, checked against its schemas. */
export interface Ask<Params, Query, Body> {
  caller: Caller;
  params: Params;
  query: Query;
  body: Body;
  /** The body's bytes as they came. */
  raw: Uint8Array;
  header(name: string): string | undefined;
}

/** Does an operation and gives its answer, which is checked against the operation's schema. Throws Refused. */
export type Handler<Params = unknown, Query = unknown, Body = unknown> = (
  ask: Ask<Params, Query, Body>,
) => Promise<unknown>;

const BODY_LIMIT = 5 * 1024 * 1024; // as large as a page we would fetch ourselves

/** The publishers' API: /api/v1, its OpenAPI document and its readable page. */
export function apiRoutes(parts: ApiParts): Hono<Env> {
  const app = new Hono<Env>();
  const callerOf = callers(parts);
  const document = openApi(op.operations, parts.version);
  const page = docsPage(op.operations, parts.version);

  const articles = articleHandlers(parts);
  mount(op.sendArticle, articles.send);
  mount(op.readArticle, articles.read);
  mount(op.withdrawArticle, articles.withdraw);
  const alerts = alertHandlers(parts);
  mount(op.listAlerts, alerts.list);
  mount(op.readAlert, alerts.read);
  const webhooks = webhookHandlers(parts);
  mount(op.addWebhook, webhooks.add);
  mount(op.listWebhooks, webhooks.list);
  mount(op.readWebhook, webhooks.read);
  mount(op.removeWebhook, webhooks.remove);
  mount(op.pingWebhook, webhooks.ping);
  mount(op.enableWebhook, webhooks.enable);

  app.get("/api/openapi.json", (c) => c.json(document));
  app.get("/api/docs", (c) => c.html(page.html, 200, { "content-security-policy": page.policy }));
  app.all(`${op.API_PATH}/*`, (c) =>
    answerRefused(c, new Refused("not-found", "No such path or method. /api/docs lists what there is.")),
  );
  return app;

  function mount<P, Q, B>(operation: op.Operation<P, Q, B>, handler: Handler<P, Q, B>): void {
    const path = `${op.API_PATH}${operation.path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
    const tooLarge = (c: Context): Response =>
      answerRefused(c, new Refused("too-large", `A body has ${BODY_LIMIT / 1024 / 1024} MB at most.`));
    // Unknown callers, and those over their rate, are refused before the body is read.
    const admit: MiddlewareHandler<Env> = async (c, next) => {
      c.header("cache-control", "no-store"); // it is the caller's alone, and a secret may be in it
      try {
        const caller = await callerOf(c);
        if (!caller.scopes.includes(operation.scope)) {
          throw new Refused("forbidden", `The token lacks the scope ${operation.scope}.`);
        }
        c.set("caller", caller);
      } catch (error) {
        return answerFault(c, error);
      }
      return await next();
    };
    app.on(
      operation.method,
      path,
      admit,
      bodyLimit({ maxSize: BODY_LIMIT, onError: tooLarge }),
      async (c) => {
        try {
          const answer = await handler(await askOf(c, operation, c.get("caller")));
          const { status, schema } = operation.answer;
          if (schema === null || status === 204) return c.body(null, status);
          return c.json(schema.parse(answer), status); // what leaves is what the document promises
        } catch (error) {
          return answerFault(c, error);
        }
      },
    );
  }

  function answerFault(c: Context, error: unknown): Response {
    if (error instanceof Refused) return answerRefused(c, error);
    parts.onFault(error);
    const detail = "Something failed here; nothing was lost that was answered before. Try again.";
    return answerRefused(c, new Refused("unavailable", detail, { retryAfterSeconds: 5 }));
  }
}

type Env = { Variables: { caller: Caller } };

async function askOf<P, Q, B>(
  c: Context,
  operation: op.Operation<P, Q, B>,
  caller: Caller,
): Promise<Ask<P, Q, B>> {
  const raw = op.takesBody(operation) ? new Uint8Array(await c.req.arrayBuffer()) : new Uint8Array();
  return {
    caller,
    params: checked(operation.params, c.req.param(), "bad-request"),
    query: checked(operation.query, c.req.query(), "bad-request"),
    body: checked(operation.body, op.takesBody(operation) ? jsonOf(raw) : undefined, "invalid"),
    raw,
    header: (name) => c.req.header(name),
  };
}

function checked<T>(schema: z.ZodType<T>, value: unknown, kind: "bad-request" | "invalid"): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((field) => ({ field: field.slice(0, 100), problem: "is not known here" }))
      : [{ field: issue.path.join(".") || "(all)", problem: issue.message }],
  );
  throw new Refused(kind, "See errors for each fault; /api/docs shows the form.", { errors });
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    throw new Refused("not-json", "Send JSON in UTF-8.");
  }
}
