import { randomBytes, randomInt } from "node:crypto";
import type { FreshSecrets } from "./files.ts";

/** Secrets for a newsroom that has none yet. */
export function freshSecrets(): FreshSecrets {
  return {
    WHATSAPP_SESSION_KEY: randomBytes(32).toString("base64"),
    WHATSAPP_CLOUD_VERIFY_TOKEN: randomBytes(16).toString("hex"),
    SECRETS_KEY: randomBytes(32).toString("base64"),
    POSTGRES_PASSWORD: randomBytes(24).toString("hex"),
  };
}

/** What an editor sends to the bot to be known: a stranger who writes at the same moment must not be taken for one. */
export const meetingCode = (): string => `redaksi-${randomInt(100_000_000).toString().padStart(8, "0")}`;
