import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "../../src/app/observing/logging.ts";
import { secretsOf } from "../../src/app/observing/secrets.ts";
import { configFrom } from "../../src/config.ts";

const SECRETS: Record<string, string> = {
  TELEGRAM_TOKEN: "700:telegram-token-secret-aaaa",
  TELEGRAM_WEBHOOK_SECRET: "webhook-secret-bbbb",
  WHATSAPP_SESSION_KEY: Buffer.alloc(32, 1).toString("base64"),
  SECRETS_KEY: Buffer.alloc(32, 2).toString("base64"),
  MODEL_API_KEY: "model-key-cccc",
  PUBLISHER_TOKENS: "kabar-uji:publisher-token-of-24-letters",
  PUBLISHER_SECRETS: "kabar-uji:publisher-secret-dddd",
  DATABASE_URL: "postgres://kabar:pa%3Assword-eeee@db/kabar",
  REDIS_URL: "redis://:redis-password-ffff@queue",
  OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=collector-key-gggg",
};

const config = configFrom(
  { sources: [{ id: "kabar-uji", name: "Kabar Uji", push: true }] },
  {
    ...SECRETS,
    WHATSAPP: "on",
    TELEGRAM_WEBHOOK_URL: "https://kabar.example/",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
  },
);

test("no secret of the configuration reaches the log: not by a message, a field, an error, its stack or its cause", () => {
  const secrets = secretsOf(config);
  const hidden = [
    SECRETS["TELEGRAM_TOKEN"],
    "webhook-secret-bbbb",
    SECRETS["WHATSAPP_SESSION_KEY"],
    SECRETS["SECRETS_KEY"],
    "model-key-cccc",
    "publisher-token-of-24-letters",
    "publisher-secret-dddd",
    "pa%3Assword-eeee",
    "pa:ssword-eeee",
    "redis-password-ffff",
    "collector-key-gggg",
  ].map(String);
  expect(new Set(secrets).isSupersetOf(new Set(hidden))).toBe(true);
  let written = "";
  const to = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const log = createLog("info", secrets, to);
  for (const secret of hidden) {
    log.warn({ err: new Error(`at ${secret}`, { cause: new Error(secret) }) }, "fault");
    log.info({ address: `https://x/${secret}`, nested: { deep: [secret] } }, `said ${secret}`);
    log.warn({ err: secret }, "thrown");
  }
  expect(written.split("\n")).toHaveLength(3 * hidden.length + 1);
  for (const secret of hidden) expect(written).not.toContain(secret);
});
