import type { z } from "zod";
import { ALERT_EVENTS, messageId } from "../../publishers/message.ts";
import type { Caller } from "./caller.ts";
import type { ApiParts, WebhookOnFile, WebhookOwner, WebhookPorts } from "./ports.ts";
import { Refused } from "./problem.ts";
import type { Handler } from "./routes.ts";
import type { WebhookWanted } from "./schemas.ts";

type ById = { id: number };

/** Endpoints of publishers that are told of alerts. */
export function webhookHandlers(parts: Pick<ApiParts, "webhooks" | "now">) {
  const add: Handler<unknown, unknown, z.infer<typeof WebhookWanted>> = async ({ caller, body }) => {
    const webhooks = setUp(parts.webhooks);
    mayHear(caller, body.events);
    const fault = webhooks.faultOf(body.url);
    if (fault !== null) {
      throw new Refused("invalid", "This address cannot be told anything.", {
        errors: [{ field: "url", problem: fault }],
      });
    }
    const owner = ownerOf(caller);
    const events = [...new Set(body.events)];
    const made = await webhooks.add(owner, { url: body.url, events }, parts.now());
    if (made === "too many") {
      throw new Refused("conflict", "There are 20 endpoints already. Remove one that is not used.");
    }
    const webhook = await known(webhooks, owner, made.id);
    return { ...shown(webhook), secret: made.secret };
  };

  const list: Handler = async ({ caller }) => {
    const all = await setUp(parts.webhooks).all(ownerOf(caller));
    return { webhooks: all.map(shown) };
  };

  const read: Handler<ById> = async ({ caller, params }) => {
    const webhooks = setUp(parts.webhooks);
    const webhook = await known(webhooks, ownerOf(caller), params.id);
    const recent = (await webhooks.told(webhook.id)).map((message) => ({
      ...message,
      id: messageId(message),
      at: message.at.toISOString(),
      settledAt: message.settledAt?.toISOString() ?? null,
    }));
    return { ...shown(webhook), recent };
  };

  const remove: Handler<ById> = async ({ caller, params }) => {
    const removed = await setUp(parts.webhooks).remove(ownerOf(caller), params.id, parts.now());
    if (!removed) throw noWebhook();
    return null;
  };

  const ping: Handler<ById> = async ({ caller, params }) => {
    const webhooks = setUp(parts.webhooks);
    const { id, disabledAt } = await known(webhooks, ownerOf(caller), params.id);
    if (disabledAt) throw new Refused("conflict", "The endpoint is disabled. POST …/enable first.");
    return { messageId: messageId({ id: await webhooks.ping(id) }) };
  };

  const enable: Handler<ById> = async ({ caller, params }) => {
    const webhooks = setUp(parts.webhooks);
    const owner = ownerOf(caller);
    mayHear(caller, (await known(webhooks, owner, params.id)).events);
    await webhooks.enable(owner, params.id, parts.now());
    return shown(await known(webhooks, owner, params.id));
  };

  return { add, list, read, remove, ping, enable };
}

function setUp(webhooks: WebhookPorts | null): WebhookPorts {
  if (webhooks) return webhooks;
  throw new Refused(
    "no-webhooks",
    "The newsroom has to set SECRETS_KEY before endpoints can be told anything.",
  );
}

function ownerOf({ source, tokenId }: Caller): WebhookOwner {
  if (tokenId !== null) return { source, tokenId };
  throw new Refused("forbidden", "Tokens of the environment have no webhooks."); // they lack the scope too
}

/** A webhook tells nothing that its token may not read. */
function mayHear({ scopes }: Caller, events: readonly string[]): void {
  const ofAlerts = events.some((event) => ALERT_EVENTS.some((one) => one === event));
  const missing = [
    ...(ofAlerts && !scopes.includes("alerts:read") ? ["alerts:read"] : []),
    ...(events.includes("article.failed") && !scopes.includes("articles:read") ? ["articles:read"] : []),
  ];
  if (missing.length === 0) return;
  throw new Refused(
    "forbidden",
    `To hear of these events the token needs the scope ${missing.join(" and ")}.`,
  );
}

async function known(webhooks: WebhookPorts, owner: WebhookOwner, id: number): Promise<WebhookOnFile> {
  const webhook = await webhooks.one(owner, id);
  if (!webhook) throw noWebhook();
  return webhook;
}

function shown({
  id,
  url,
  events,
  madeAt,
  failures,
  failingSince,
  disabledAt,
  disabledWhy,
  waiting,
}: WebhookOnFile) {
  return {
    id,
    url,
    events,
    createdAt: madeAt.toISOString(),
    failures,
    failingSince: failingSince?.toISOString() ?? null,
    disabledAt: disabledAt?.toISOString() ?? null,
    disabledWhy,
    waiting,
  };
}

function noWebhook(): Refused {
  return new Refused("not-found", "No endpoint of yours has this number.");
}
