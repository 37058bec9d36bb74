import type { Recipient } from "../../delivery/delivery.ts";

/** The chat that last met a 429, and until when Telegram told it to wait. */
export interface Flood {
  address: string;
  until: Date;
}

/**
 * Whose limit a 429 is: everyone's (true) or this chat's alone. Telegram has both (core.telegram.org/bots/faq, "My bot
 * is hitting limits": 30 a second in all, 20 a minute in a group) and answers both with the same words, so this is a
 * judgement. Private chats have no limit that a paced sender meets, so there it is the account's. A single group or
 * channel is most likely at its own limit, and must not hold up the rest for its minute; but a second chat that is
 * limited while the first still waits, and nothing got through in between, shows that it is the account after all.
 */
export function isEveryones(to: Recipient, last: Flood | null, now: Date): boolean {
  if (to.kind === "private") return true;
  return last !== null && last.address !== to.address && last.until > now;
}
