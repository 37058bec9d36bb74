import { createHash } from "node:crypto";

/**
 * The id of a WhatsApp message, derived from the delivery's key: the same delivery always has the same id, so phones
 * take a repeat after a crash for the message they have. In the form of WhatsApp Web's own ids, as Baileys makes them:
 * "3EB0" and 18 hexadecimal digits.
 */
export function messageId(key: string): string {
  return `3EB0${createHash("sha256").update(key).digest("hex").toUpperCase().slice(0, 18)}`;
}
