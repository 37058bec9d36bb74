import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

/** The hubs' door (W3C WebSub, 5.3 and 7): GET verifies a subscription, POST brings what is new. */
export interface HubParts {
  verify(callback: string, topic: string, leaseSeconds: number | null): Promise<boolean>;
  deny(callback: string, topic: string, reason: string | null): Promise<boolean>;
  /** Whether anybody here subscribes to this. */
  knows(callback: string): Promise<boolean>;
  deliver(callback: string, sent: HubMessage): Promise<"taken" | "ignored" | "unknown">;
  onFault(error: unknown): void;
}

export interface HubMessage {
  body: Uint8Array;
  contentType: string | null;
  signature: string | null;
}

/** Below PUBLIC_URL; what follows it is the subscription's own. */
export const HUB_PATH = "/websub";

const CONTENT_LIMIT = 5 * 1024 * 1024; // as large as a feed we would fetch ourselves

export function hubRoutes(parts: HubParts): Hono {
  const app = new Hono();
  const where = `${HUB_PATH}/:callback{[0-9a-f]{32}}`;

  app.get(where, async (c) => {
    try {
      return await verified(c, c.req.param("callback"), parts);
    } catch (error) {
      parts.onFault(error);
      return c.text("try again", 503);
    }
  });

  // 410 ends the subscription. A stranger is told so before a byte of the body is read.
  const subscribed: MiddlewareHandler = async (c, next) => {
    try {
      if (!(await parts.knows(c.req.param("callback") ?? ""))) return c.text("no such subscription", 410);
    } catch (error) {
      parts.onFault(error);
      return c.text("try again", 503);
    }
    return await next();
  };

  app.post(
    where,
    subscribed,
    bodyLimit({ maxSize: CONTENT_LIMIT, onError: (c) => c.text("too large", 413) }),
    async (c) => {
      try {
        const outcome = await parts.deliver(c.req.param("callback"), {
          body: new Uint8Array(await c.req.arrayBuffer()),
          contentType: c.req.header("content-type") ?? null,
          signature: c.req.header("x-hub-signature-256") ?? c.req.header("x-hub-signature") ?? null,
        });
        // A wrong signature is answered like a right one, so that guessing teaches nothing.
        return outcome === "unknown" ? c.text("no such subscription", 410) : c.body(null, 202);
      } catch (error) {
        parts.onFault(error);
        return c.text("try again", 503);
      }
    },
  );
  return app;
}

async function verified(c: Context, callback: string, parts: HubParts): Promise<Response> {
  const [mode, topic, challenge] = ["mode", "topic", "challenge"].map((name) => c.req.query(`hub.${name}`));
  if (topic === undefined) return c.text("hub.topic is missing", 400);
  if (mode === "denied") {
    const known = await parts.deny(callback, topic, c.req.query("hub.reason")?.slice(0, 500) ?? null);
    return known ? c.body(null, 200) : c.text("no such subscription", 404);
  }
  if (mode !== "subscribe" || !challenge) return c.text("nobody asked for this", 404);
  const lease = /^\d{1,9}$/.exec(c.req.query("hub.lease_seconds") ?? "")?.[0];
  const wanted = await parts.verify(callback, topic, lease === undefined ? null : Number(lease));
  return wanted ? c.text(challenge, 200) : c.text("nobody asked for this", 404);
}
