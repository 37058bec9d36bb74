import type { z } from "zod";
import type { Scope } from "../../publishers/scope.ts";
import * as wire from "./schemas.ts";

/** The publishers' API as a table: the routes are mounted from it, and the OpenAPI document is written from it. */
export interface Operation<Params = unknown, Query = unknown, Body = unknown> {
  id: string;
  method: "get" | "post" | "delete";
  /** Below /api/v1, as OpenAPI writes it. */
  path: string;
  summary: string;
  description?: string;
  scope: Scope;
  params: z.ZodType<Params>;
  query: z.ZodType<Query>;
  /** NoBody: it takes none. */
  body: z.ZodType<Body>;
  /** Takes the header Idempotency-Key, and X-Signature-256 of publishers that sign. */
  keyed?: true;
  /** The answer when it went well; without a schema it is empty. */
  answer: { status: 200 | 201 | 202 | 204; description: string; schema: z.ZodType | null };
  /** Statuses of refusals beyond those that every operation has. */
  refusals: readonly (404 | 409 | 422)[];
}

export function takesBody({ body }: Pick<Operation, "body">): boolean {
  return body !== wire.NoBody;
}

export const API_PATH = "/api/v1";

/** What any operation may answer. */
export const COMMON_REFUSALS = [400, 401, 403, 429, 503] as const;

const none = { params: wire.Nothing, query: wire.Nothing, body: wire.NoBody };
const byId = { params: wire.ById, query: wire.Nothing, body: wire.NoBody };

/** Keeps the schemas' types, which the handlers are checked against. */
const operation = <P, Q, B>(given: Operation<P, Q, B>): Operation<P, Q, B> => given;

export const sendArticle = operation({
  id: "sendArticle",
  method: "post",
  path: "/articles",
  summary: "Send an article, or a correction of one",
  description:
    "When this answers, the article is on disk. Sending it twice does no harm: its address makes it known. The same address with " +
    "another text is a correction.",
  scope: "articles:write",
  params: wire.Nothing,
  query: wire.Nothing,
  body: wire.ArticleSent,
  keyed: true,
  answer: { status: 202, description: "It is on disk.", schema: wire.ArticleTaken },
  refusals: [422],
});

export const readArticle = operation({
  ...byId,
  id: "readArticle",
  method: "get",
  path: "/articles/{id}",
  summary: "What became of an article",
  scope: "articles:read",
  answer: { status: 200, description: "The article's state.", schema: wire.ArticleStatus },
  refusals: [404],
});

export const withdrawArticle = operation({
  ...byId,
  id: "withdrawArticle",
  method: "delete",
  path: "/articles/{id}",
  summary: "Take an article back",
  description:
    "No alert is made of it any more. Where one was, editors are told and decide: an alert that readers have is recalled by them alone.",
  scope: "articles:write",
  answer: { status: 204, description: "It is withdrawn, and the editors know.", schema: null },
  refusals: [404],
});

export const listAlerts = operation({
  id: "listAlerts",
  method: "get",
  path: "/alerts",
  summary: "Alerts, the newest first",
  description:
    "A source's token sees the alerts of its own articles, the newsroom's own token sees all. Readers' digests are none.",
  scope: "alerts:read",
  params: wire.Nothing,
  query: wire.AlertQuery,
  body: wire.NoBody,
  answer: { status: 200, description: "A page of alerts.", schema: wire.AlertPage },
  refusals: [],
});

export const readAlert = operation({
  ...byId,
  id: "readAlert",
  method: "get",
  path: "/alerts/{id}",
  summary: "An alert with its deliveries",
  scope: "alerts:read",
  answer: { status: 200, description: "The alert.", schema: wire.AlertWhole },
  refusals: [404],
});

export const addWebhook = operation({
  ...none,
  id: "addWebhook",
  method: "post",
  path: "/webhooks",
  summary: "Have an endpoint told of alerts",
  description:
    "Messages are signed as Standard Webhooks has it. Events of alerts need the scope alerts:read too, article.failed needs " +
    "articles:read. A source's endpoint hears of its own articles and their alerts.",
  scope: "webhooks:write",
  body: wire.WebhookWanted,
  answer: { status: 201, description: "It is told from now on.", schema: wire.WebhookMade },
  refusals: [409, 422],
});

export const listWebhooks = operation({
  ...none,
  id: "listWebhooks",
  method: "get",
  path: "/webhooks",
  summary: "Your endpoints",
  scope: "webhooks:write",
  answer: { status: 200, description: "All of them.", schema: wire.WebhookList },
  refusals: [],
});

export const readWebhook = operation({
  ...byId,
  id: "readWebhook",
  method: "get",
  path: "/webhooks/{id}",
  summary: "An endpoint and what it was told last",
  scope: "webhooks:write",
  answer: { status: 200, description: "The endpoint.", schema: wire.WebhookWhole },
  refusals: [404],
});

export const removeWebhook = operation({
  ...byId,
  id: "removeWebhook",
  method: "delete",
  path: "/webhooks/{id}",
  summary: "Tell an endpoint nothing more",
  description: "What still waits for it is forgotten.",
  scope: "webhooks:write",
  answer: { status: 204, description: "It is forgotten.", schema: null },
  refusals: [404],
});

export const pingWebhook = operation({
  ...byId,
  id: "pingWebhook",
  method: "post",
  path: "/webhooks/{id}/ping",
  summary: "Send an endpoint a test message",
  description:
    "It goes the way of every message, as webhook.ping; GET the endpoint to see what became of it.",
  scope: "webhooks:write",
  answer: { status: 202, description: "It is on its way.", schema: wire.PingQueued },
  refusals: [404, 409],
});

export const enableWebhook = operation({
  ...byId,
  id: "enableWebhook",
  method: "post",
  path: "/webhooks/{id}/enable",
  summary: "Tell a disabled endpoint again",
  description: "What waited for it goes out now. What happened while it was disabled is not told.",
  scope: "webhooks:write",
  answer: { status: 200, description: "The endpoint.", schema: wire.Webhook },
  refusals: [404],
});

/** Every operation, in the document's order. */
export const operations: readonly Operation[] = [
  sendArticle,
  readArticle,
  withdrawArticle,
  listAlerts,
  readAlert,
  addWebhook,
  listWebhooks,
  readWebhook,
  removeWebhook,
  pingWebhook,
  enableWebhook,
];
