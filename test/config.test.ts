import { describe, expect, test } from "vitest";
import { ConfigError, configFrom, readConfig } from "../src/config.ts";

const SESSION_KEY = Buffer.alloc(32, 7).toString("base64");

describe("the configuration", () => {
  test("without anything said, the service runs by itself: embedded PostgreSQL, its queue, the terminal", () => {
    const config = configFrom({}, {});
    expect(config).toMatchObject({
      role: "all",
      telegram: null,
      whatsapp: null,
      database: { folder: "data" },
      redis: null,
    });
    expect(config.summary.budget).toBe(320);
  });

  test("the file that comes with the project is valid", () => {
    expect(readConfig({}).topics.map(({ id }) => id)).toContain("ekonomi");
  });

  test("an empty setting in the environment is an absent one", () => {
    expect(configFrom({}, { TELEGRAM_TOKEN: "", DATABASE_URL: "" })).toMatchObject({ telegram: null });
  });

  test("every fault is named at once, in file and environment, and no value is repeated", () => {
    const wrong = () =>
      configFrom(
        {
          sources: [{ id: "Kabar Uji", name: "Kabar Uji", feed: "ftp://kabar.example", topics: ["ekonomi"] }],
          editors: ["Pak Budi"],
          summary: { budget: 3 },
          sumary: {},
        },
        { TELEGRAM_TOKEN: "rahasia-sekali", WHATSAPP: "yes", PORT: "abc" },
      );
    expect(wrong).toThrow(ConfigError);
    expect(wrong).toThrow(/sources\.0\.id/);
    expect(wrong).toThrow(/sources\.0\.feed/);
    expect(wrong).toThrow(/editors\.0/);
    expect(wrong).toThrow(/summary\.budget/);
    expect(wrong).toThrow(/sumary/);
    expect(wrong).toThrow(/TELEGRAM_TOKEN/);
    expect(wrong).toThrow(/WHATSAPP: write "on" or "off"/);
    expect(wrong).toThrow(/PORT/);
    expect(wrong).not.toThrow(/rahasia/);
  });

  const contradictions: [string, unknown, Record<string, string>, RegExp][] = [
    ["WhatsApp without a key for its session", {}, { WHATSAPP: "on" }, /openssl rand -base64 32/],
    ["half a webhook", {}, { TELEGRAM_WEBHOOK_URL: "https://kabar.example" }, /both or neither/],
    ["a worker without a database to share", {}, { KABARKILAT_ROLE: "worker" }, /DATABASE_URL/],
    [
      "a source with a topic that does not exist",
      { sources: [{ id: "a", name: "A", feed: "https://a.example/rss", topics: ["cuaca"] }] },
      {},
      /"cuaca" is not among the topics/,
    ],
    [
      "two sources with one id",
      { sources: [1, 2].map((n) => ({ id: "a", name: "A", feed: `https://a.example/${n}` })) },
      {},
      /two sources have the id "a"/,
    ],
  ];
  test.each(contradictions)("%s is refused", (_, file, env, message) => {
    expect(() => configFrom(file, env)).toThrow(message);
  });

  test("a missing file is named with what to do", () => {
    expect(() => readConfig({ KABARKILAT_CONFIG: "/tidak/ada.yaml" })).toThrow(/KABARKILAT_CONFIG/);
  });

  test("WhatsApp with its key is on", () => {
    const config = configFrom(
      {},
      { WHATSAPP: "on", WHATSAPP_SESSION_KEY: SESSION_KEY, WHATSAPP_PHONE: "628123456789" },
    );
    expect(config.whatsapp).toEqual({ url: null, phone: "628123456789", sessionKey: SESSION_KEY });
  });
});
