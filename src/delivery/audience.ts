import type { AlertContent } from "../alerts/alert.ts";
import type { MessengerName } from "./delivery.ts";

/**
 * Who hears an alert: every listening chat that follows everything, one of the alert's topics or regions, its outlet, words that it is
 * about (search/filter.ts), or breaking news when it is breaking. A chat hears it once, however many of these match. An editor's broadcast
 * for everyone goes to every chat that follows anything. Chats that are paused, or have reached their daily limit, are left out. The rule
 * itself is SQL (store/ledger/fan-out.ts), so that a million rows are one statement.
 */
export interface Audience {
  /** `articleId` is the article it tells of; null for an editor's own words. */
  count(content: AudienceContent, articleId: number | null): Promise<Reach>;
}

/** How many chats would hear an alert if it were approved now. */
export interface Reach {
  /** By itself, at once or when their quiet hours are over. */
  now: number;
  /** Listed in their next digest. */
  inDigest: number;
  /** Those of `now` on each messenger; one without any is absent. */
  byMessenger: Partial<Record<MessengerName, number>>;
}

/** What of an alert decides who hears it. */
export type AudienceContent = Pick<
  AlertContent,
  "topics" | "regions" | "breaking" | "toEveryone" | "headline" | "summary" | "outlet"
>;
