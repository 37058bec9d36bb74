import { z } from "zod";

/** What an endpoint can ask to be told of. The names follow the alert's states; the triggers on alerts and articles write them. */
export const ALERT_EVENTS = [
  "alert.drafted",
  "alert.scheduled",
  "alert.sending",
  "alert.sent",
  "alert.paused",
  "alert.stopped",
  "alert.corrected",
  "alert.recalled",
  "alert.rejected",
] as const;
export const WebhookEvent = z.enum([...ALERT_EVENTS, "article.failed"]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** Sent when its owner asks for it, whatever the endpoint listens to. */
export const PING = "webhook.ping";

/** One thing to tell one endpoint. */
export interface WebhookMessage {
  id: number;
  event: string;
  data: Record<string, unknown>;
  /** When it happened. */
  at: Date;
  /** Tries so far. */
  attempts: number;
  /** The first try; null: none yet. */
  triedAt: Date | null;
}

/** The header webhook-id: the same at every try, so that who hears a message twice can tell. */
export function messageId({ id }: Pick<WebhookMessage, "id">): string {
  return `msg_${id}`;
}

/** The body: the same bytes at every try. */
export function bodyOf({ event, data, at }: Pick<WebhookMessage, "event" | "data" | "at">): string {
  return JSON.stringify({ type: event, timestamp: at.toISOString(), data });
}
