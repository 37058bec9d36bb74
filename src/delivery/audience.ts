import type { AlertContent } from "../alerts/alert.ts";
import type { MessengerName } from "./delivery.ts";

/**
 * Who hears an alert: every chat that listens and follows everything, or one of the alert's topics, its outlet, words that
 * stand in its headline and summary, or breaking news when it is breaking. Each hears it once, for however many of these
 * reasons. An alert without topics is heard by those who follow everything; an editor's broadcast for everyone by every
 * chat that follows anything. Not counted are chats that paused, have had as many as they want today, or hear of it in
 * their next digest. (The rule itself is SQL, in store/fan-out.ts, so that a million rows are one statement.)
 */
export interface Audience {
  /** How many chats would hear it now, by messenger; those without any are absent. */
  count(content: AudienceContent): Promise<Partial<Record<MessengerName, number>>>;
}

/** What of an alert decides who hears it. */
export type AudienceContent = Pick<
  AlertContent,
  "topics" | "breaking" | "toEveryone" | "headline" | "summary" | "outlet"
>;
