import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, configFrom, readConfig } from "../src/config.ts";
import { WEBHOOK_PATH } from "../src/web/server.ts";
import { dataFolder } from "./support/data-folder.ts";

const SESSION_KEY = Buffer.alloc(32, 7).toString("base64");

const TOKEN = "token-yang-cukup-panjang-ini";

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

  test("the example that setup begins with is valid", () => {
    const { topics } = readConfig({ KABARKILAT_CONFIG: "config/example.yaml" });
    expect(topics.map(({ id }) => id)).toContain("ekonomi");
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
    expect(wrong).toThrow(/sources\.\(no\. 1\)\.id/);
    expect(wrong).toThrow(/sources\.\(no\. 1\)\.feed/);
    expect(wrong).toThrow(/editors\.\(no\. 1\)/);
    expect(wrong).toThrow(/summary\.budget/);
    expect(wrong).toThrow(/sumary/);
    expect(wrong).toThrow(/TELEGRAM_TOKEN/);
    expect(wrong).toThrow(/WHATSAPP: write "on" or "off"/);
    expect(wrong).toThrow(/PORT/);
    expect(wrong).not.toThrow(/rahasia/);
  });

  test.each<[string, unknown, Record<string, string>, string]>([
    [
      "a list of which all is commented out",
      { sources: null },
      {},
      "sources: nothing stands here; fill it in",
    ],
    [
      "backups with all their lines commented out",
      { backups: null },
      {},
      "backups: nothing stands here; fill it in",
    ],
    [
      "a model with all its lines commented out",
      { summary: { model: null } },
      {},
      "summary.model: nothing stands here",
    ],
    ["a text for a number", { summary: { budget: "banyak" } }, {}, "summary.budget: wanted here: a number"],
    ["a number for an editor", { editors: [1] }, {}, 'editors.(no. 1): write "telegram:"'],
    ["a misspelt name", { edtors: [] }, {}, 'there is no setting "edtors" here; config/example.yaml'],
    [
      "another word",
      { sources: [{ id: "kabar", name: "A", push: true, policy: "Auto" }] },
      {},
      "sources.kabar.policy: write one of these: auto, review",
    ],
    ["half an address", {}, { DATABASE_URL: "db:5432" }, "DATABASE_URL: write it as postgres://user:"],
    ["half a web address", {}, { PUBLIC_URL: "desk.id" }, "PUBLIC_URL: this is no whole address"],
    ["a port too high", {}, { PORT: "70000" }, "PORT: 65535 at most"],
    ["too little", { summary: { budget: 20 } }, {}, "summary.budget: 80 at least"],
    ["nothing a second", { pacing: { telegram: { perSecond: 0 } } }, {}, "perSecond: more than 0"],
    ["an empty word", { breaking: { titles: [""] } }, {}, "titles.(no. 1): 1 character at least"],
    [
      "a password in a feed's address",
      { sources: [{ id: "a", name: "A", feed: "https://redaksi:rahasia@kabar.example/rss" }] },
      {},
      "sources.a.feed: user and password do not belong into this address",
    ],
    [
      "a setting that is needed",
      { sources: [{ id: "a", push: true }] },
      {},
      "sources.a.name: this is missing",
    ],
    [
      "a Channel that follows a word of ours in Indonesian",
      { whatsapp: { channels: [{ link: "https://whatsapp.com/channel/0029VaKabar", follows: "semua" }] } },
      {},
      "follows: write all, breaking, or a list of topics",
    ],
    [
      "a Channel that follows nothing",
      { whatsapp: { channels: [{ link: "https://whatsapp.com/channel/0029VaKabar", follows: [] }] } },
      {},
      "follows: 1 entry at least",
    ],
    [
      "a template by its title",
      { whatsapp: { template: { name: "Kabar Kilat" } } },
      {},
      "the template's name as Meta shows it",
    ],
    [
      "a phone number as it is dialled at home",
      { editors: ["whatsapp:08123456789"] },
      {},
      "country code (62",
    ],
    ["the same to pair with", {}, { WHATSAPP_PHONE: "08123456789" }, "62812…, not 0812…"],
    [
      "an address for a host",
      { intake: { allowedHosts: ["http://10.0.0.5/"] } },
      {},
      "a host, with its port",
    ],
    [
      "tokens with a comma between them",
      {},
      { PUBLISHER_TOKENS: `a:${TOKEN},b:${TOKEN}` },
      'several entries have ";" between them',
    ],
    ["a mark before .env", {}, { "\u{FEFF}TELEGRAM_TOKEN": "x" }, "(BOM) before TELEGRAM_TOKEN hides it"],
  ])("%s is said in words of whoever mends it", (_what, content, env, words) => {
    expect(() => configFrom(content, env)).toThrow(words);
  });

  test("a misspelt setting of a source is a fault, not a silent default", () => {
    const source = { id: "a", name: "A", feed: "https://a.example/rss", polcy: "auto" };
    expect(() => configFrom({ sources: [source] }, {})).toThrow(/polcy/);
  });

  test("a source's call to action may have no link", () => {
    const source = {
      id: "a",
      name: "A",
      feed: "https://a.example/rss",
      callToAction: { text: "Ikuti saluran kami." },
    };
    expect(configFrom({ sources: [source] }, {}).sources[0]?.callToAction).toEqual({
      text: "Ikuti saluran kami.",
      url: null,
    });
  });

  const contradictions: [string, unknown, Record<string, string>, RegExp][] = [
    ["WhatsApp without a key for its session", {}, { WHATSAPP: "on" }, /openssl rand -base64 32/],
    [
      "half a Cloud API",
      {},
      { WHATSAPP: "cloud", WHATSAPP_CLOUD_TOKEN: "rahasia" },
      /WHATSAPP_CLOUD_APP_SECRET/,
    ],
    [
      "a Channel that is no link to one",
      { whatsapp: { channels: [{ link: "https://chat.whatsapp.com/abcdefgh" }] } },
      {},
      /whatsapp\.channels\.\(no\. 1\)\.link/,
    ],
    [
      "a Channel that follows a topic that does not exist",
      { whatsapp: { channels: [{ link: "https://whatsapp.com/channel/0029VaKabar", follows: ["cuaca"] }] } },
      {},
      /"cuaca" is not among the topics/,
    ],
    ["half a webhook", {}, { TELEGRAM_WEBHOOK_URL: "https://kabar.example" }, /both or neither/],
    [
      "a webhook at a path that nobody hears",
      {},
      { TELEGRAM_WEBHOOK_URL: "https://kabar.example/bot", TELEGRAM_WEBHOOK_SECRET: TOKEN },
      /Telegram calls \/telegram there/,
    ],
    [
      "a database's options, which would take the place of our own",
      {},
      { DATABASE_URL: "postgres://kk@db/kk?options=-c%20statement_timeout%3D5s" },
      /DATABASE_URL: without options/,
    ],
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
    [
      "two topics with one id",
      { topics: ["Ekonomi", "Ekonomi Daerah"].map((name) => ({ id: "ekonomi", name })) },
      {},
      /two topics have the id "ekonomi"/,
    ],
  ];
  contradictions.push(
    [
      "a source that nothing comes from",
      { sources: [{ id: "a", name: "A" }] },
      {},
      /a feed, a sitemap or push: true/,
    ],
    [
      "a source with both feed and sitemap",
      {
        sources: [{ id: "a", name: "A", feed: "https://a.example/rss", sitemap: "https://a.example/s.xml" }],
      },
      {},
      /feed or sitemap, one of them/,
    ],
    [
      "a token without its publisher",
      {},
      { PUBLISHER_TOKENS: `a:${TOKEN}` },
      /no source "a" with push: true/,
    ],
    ["a signing secret without a token", {}, { PUBLISHER_SECRETS: `a:${TOKEN}` }, /"a" has no token/],
    ["a token that is too short", {}, { PUBLISHER_TOKENS: "a:rahasia" }, /24 to 200 letters and digits/],
    ["a token without a name", {}, { PUBLISHER_TOKENS: TOKEN }, /source-id:secret/],
    [
      "one token for two publishers",
      { sources: ["a", "b"].map((id) => ({ id, name: id, push: true })) },
      { PUBLISHER_TOKENS: `a:${TOKEN};b:${TOKEN}` },
      /each publisher needs its own/,
    ],
    ["a public address that is none", {}, { PUBLIC_URL: "kabar.example" }, /PUBLIC_URL/],
  );
  test.each(contradictions)("%s is refused", (_, file, env, message) => {
    expect(() => configFrom(file, env)).toThrow(message);
  });

  test.each([
    ["TELEGRAM_TOKENN", "TELEGRAM_TOKEN"],
    ["TELEGRAM_BOT_TOKEN", "TELEGRAM_TOKEN"],
    ["TOKEN_TELEGRAM", "TELEGRAM_TOKEN"],
    ["telegram_token", "TELEGRAM_TOKEN"],
    ["DATABASE_URI", "DATABASE_URL"],
    ["WHATSAP_SESION_KEY", "WHATSAPP_SESSION_KEY"],
    ["PORTS", "PORT"],
  ])("of %s in .env it is said that %s is meant", (typed, right) => {
    const read = () => configFrom({}, { [typed]: "rahasia-sekali" }, "x", [typed]);
    expect(read).toThrow(`.env: ${typed}: nothing reads it; ${right} is meant`);
    expect(read).not.toThrow(/rahasia/);
    expect(() => configFrom({}, { [typed]: "rahasia-sekali" }), "it is not from .env").not.toThrow();
    expect(() => configFrom({}, { [typed]: "" }, "x", [typed]), "it says nothing").not.toThrow();
  });

  test.each([
    "PROT",
    "PGPORT",
    "HTTPS_PROXY",
    "COMPOSE_PROJECT_NAME",
    "POSTGRES_PASSWORD",
    "OTEL_EXPORTER_OTLP_TIMEOUT",
  ])("%s in .env may be somebody else's", (name) => {
    expect(() => configFrom({}, { [name]: "x" }, "x", [name])).not.toThrow();
  });

  test.each(["TELEGRAM_API_ID", "TELEGRAM_API_HASH", "WHATSAPP_CLOUD_APP_ID", "KABARKILAT_IMAGE"])(
    "%s in .env is another program's",
    (name) => {
      expect(() => configFrom({}, { [name]: "x" }, "x", [name])).not.toThrow();
    },
  );

  test("what is kept in .env beside the right name is nobody's", () => {
    const env = { PUBLIC_URL: "https://desk.koran.example", PUBLIC_URLS: "x" };
    expect(() => configFrom({}, env, "x", Object.keys(env))).not.toThrow();
  });

  test("names are looked at in the file from which the environment was filled", async () => {
    await using stack = new AsyncDisposableStack();
    const folder = await dataFolder(stack, "kk-env-");
    const secrets = path.join(folder, ".env");
    await writeFile(secrets, "# ours\nPORT=8081\nexport PUBLIK_URL='https://desk.koran.example'\n");
    const env = {
      KABARKILAT_CONFIG: "config/example.yaml",
      PORT: "8081",
      PUBLIK_URL: "https://desk.koran.example",
    };
    expect(() => readConfig(env, secrets)).toThrow(
      ".env: PUBLIK_URL: nothing reads it; PUBLIC_URL is meant, or it does not belong there",
    );
    expect(readConfig(env, path.join(folder, "none")).web.port).toBe(8081);
  });

  test("an IPv6 address to listen on may stand in brackets, as addresses of the web write it", () => {
    expect(configFrom({}, { HOST: "[::1]" }).web.host).toBe("::1");
  });

  test("a missing file is named with what to do", () => {
    expect(() => readConfig({ KABARKILAT_CONFIG: "/tidak/ada.yaml" })).toThrow(/KABARKILAT_CONFIG/);
  });

  test("an empty name of the configuration is an absent one", () => {
    expect(() => readConfig({ KABARKILAT_CONFIG: "" })).toThrow("config/kabarkilat.yaml yet");
  });

  test.each(["https://kabar.example", "https://kabar.example/", "https://kabar.example/telegram"])(
    "with the webhook %s Telegram is told the path that is heard",
    (url) => {
      const config = configFrom(
        {},
        { TELEGRAM_TOKEN: `1:${TOKEN}`, TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: TOKEN },
      );
      expect(config.telegram?.webhook?.url).toBe(`https://kabar.example${WEBHOOK_PATH}`);
    },
  );

  test("WhatsApp with its key is on", () => {
    const config = configFrom(
      {},
      { WHATSAPP: "on", WHATSAPP_SESSION_KEY: SESSION_KEY, WHATSAPP_PHONE: "628123456789" },
    );
    expect(config.whatsapp).toEqual({
      url: null,
      phone: "628123456789",
      sessionKey: SESSION_KEY,
      channels: [],
      perDay: null,
    });
  });

  test("publishers have their tokens, two while one replaces the other, and the secret they sign with", () => {
    const config = configFrom(
      { sources: ["a", "b"].map((id) => ({ id, name: id, push: true })) },
      {
        PUBLISHER_TOKENS: `a:${TOKEN}; a:${TOKEN}2;b:${TOKEN}3;`,
        PUBLISHER_SECRETS: `b:${TOKEN}`,
        PUBLIC_URL: "https://kabar.example/",
      },
    );
    expect(config.publishers).toEqual([
      { source: "a", token: TOKEN, signingSecret: null },
      { source: "a", token: `${TOKEN}2`, signingSecret: null },
      { source: "b", token: `${TOKEN}3`, signingSecret: TOKEN },
    ]);
    expect(config.publicUrl).toBe("https://kabar.example");
  });
});

test("a secret that was pasted with a space, or read from a file with its line's end, is the secret", () => {
  const token = `123456:${"A".repeat(35)}`;
  for (const pasted of [`${token} `, `${token}\n`, ` ${token}\r\n`])
    expect(configFrom({}, { TELEGRAM_TOKEN: pasted }).telegram?.token).toBe(token);
  expect(configFrom({}, { TELEGRAM_TOKEN: " \n" }).telegram).toBeNull();
});

test("a pace that Telegram answers with 429 is refused, unless the bot pays for it or has a server of its own", () => {
  const faults = (pacing: object, env: Record<string, string> = {}): string => {
    try {
      configFrom({ pacing: { telegram: pacing } }, { TELEGRAM_TOKEN: `1:${"a".repeat(30)}`, ...env });
      return "";
    } catch (error) {
      return String(error);
    }
  };
  expect(faults({ perSecond: 31 })).toContain("pacing.telegram.paid: true");
  expect(faults({ perSecond: 500, paid: true })).toBe("");
  expect(faults({ perSecond: 500 }, { TELEGRAM_API_ROOT: "http://127.0.0.1:8081" })).toBe("");
});

describe("an address that would fail later, in words that name no variable or show a password, is a fault at the start", () => {
  test.each<[string, string]>([
    ["DATABASE_URL", "postgres://kk:100%secure-geheim@db/kk"],
    ["DATABASE_URL", "postgres://kk:p@ss#geheim@db/kk"],
    ["DATABASE_URL", "postgres://kk:1/geheim@db/kk"],
    ["DATABASE_URL", "postgres://kk:/geheim@db/kk"],
    ["REDIS_URL", "redis://:p@ss#geheim@cache"],
    ["REDIS_URL", "redis://:geheim%zz@cache"],
    ["OTEL_EXPORTER_OTLP_HEADERS", "authorization=geheim%"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://kk:geheim@127.0.0.1:4318"],
    ["TELEGRAM_API_ROOT", "http://kk:geheim@127.0.0.1:8081"],
    ["TELEGRAM_API_ROOT", "http://127.0.0.1:8081/?geheim"],
    ["WHATSAPP_CLOUD_URL", "https://geheim@graph.example"],
    ["PUBLIC_URL", "https://kabar.example/geheim"],
    ["PUBLIC_URL", "https://kabar.example/?geheim=1"],
    ["PUBLIC_URL", "https://kabar.example/#geheim"],
    ["PUBLIC_URL", "https://kk:geheim@kabar.example"],
  ])("%s=%s", (name, value) => {
    const wrong = () => configFrom({}, { [name]: value });
    expect(wrong).toThrow(ConfigError);
    expect(wrong).toThrow(`the environment: ${name}: `);
    expect(wrong).not.toThrow(/geheim/);
  });

  test.each<[string, string]>([
    ["DATABASE_URL", "postgres://kk:100%25%23%40aman@db:5432/kk?sslmode=require"],
    ["DATABASE_URL", "postgres://kk@localhost/kk?host=%2Fvar%2Frun%2Fpostgresql"],
    ["DATABASE_URL", "postgres:///kk?host=/var/run/postgresql"],
    ["REDIS_URL", "rediss://:p%40ss@cache:6379/1"],
    ["OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20abc,x-team=kk"],
    ["TELEGRAM_API_ROOT", "http://127.0.0.1:8081/bot-api/"],
    ["PUBLIC_URL", "https://kabar.example:8443/"],
  ])("and %s=%s is none", (name, value) => {
    expect(() => configFrom({}, { [name]: value })).not.toThrow();
  });
});
