import { createHash, timingSafeEqual } from "node:crypto";

/** Where Telegram brings updates, and the word it proves itself with. */
export interface Webhook {
  /** Public, https, port 443, 80, 88 or 8443. */
  url: string;
  /** 1–256 characters of A–Z, a–z, 0–9, _ and - (Bot API, setWebhook). Comes back in every request's header. */
  secret: string;
}

/** Whether a request to the webhook comes from Telegram. Takes equally long however much of the secret was guessed. */
export function isFromTelegram(header: string | undefined, { secret }: Webhook): boolean {
  return header !== undefined && timingSafeEqual(digest(header), digest(secret));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
