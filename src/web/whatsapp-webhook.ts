import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

/** The webhook of the WhatsApp Cloud API. */
export interface WhatsAppWebhook {
  /** Answers Meta's question when the webhook is set up; null for anybody else. */
  verify(query: Record<string, string | undefined>): string | null;
  /** Hears a notification; the status is for Meta, which tells us again after any but 200. */
  receive(body: Uint8Array, signature: string | undefined): Promise<200 | 401 | 503>;
}

/** The path to give Meta, below PUBLIC_URL. */
const PATH = "/whatsapp";

const NOTIFICATION_LIMIT = 4 * 1024 * 1024; // Meta's own bound is 3 MB

export function whatsAppRoutes({ verify, receive }: WhatsAppWebhook): Hono {
  const routes = new Hono();
  routes.get(PATH, (c, next) => {
    if (!("hub.verify_token" in c.req.query())) return next(); // nobody of Meta's: the desk has a page of this name
    const challenge = verify(c.req.query());
    return challenge === null ? c.body(null, 403) : c.text(challenge);
  });
  const signed: MiddlewareHandler = async (c, next) =>
    c.req.header("x-hub-signature-256") === undefined ? c.body(null, 401) : await next();
  routes.post(PATH, signed, bodyLimit({ maxSize: NOTIFICATION_LIMIT }), async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    return c.body(null, await receive(body, c.req.header("x-hub-signature-256")));
  });
  return routes;
}
