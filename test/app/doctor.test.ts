import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { backupName } from "../../src/app/backup-schedule.ts";
import { diagnose, type Finding } from "../../src/app/doctor.ts";
import { doctorCommand } from "../../src/commands/doctor.ts";
import { configFrom } from "../../src/config.ts";
import { addPerson } from "../../src/store/desk/people.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded/postgres.ts";
import { addToken } from "../../src/store/publishers/tokens.ts";
import { switchSending } from "../../src/store/switches.ts";
import { testDatabase, urlOf } from "../support/database.ts";
import { noPgBouncer, pgBouncer } from "../support/pgbouncer.ts";
import { plant } from "../support/postgres.ts";
import { noRedis, testRedis } from "../support/redis.ts";
import { graphServer } from "../support/whatsapp-graph.ts";

const TOKEN = "123456:a-token-nobody-may-ever-read";
const FEED = `<rss version="2.0"><channel><title>Kabar Uji</title><link>https://kabar-uji.example</link>
  <item><title>Jembatan dibuka</title><link>https://kabar-uji.example/1</link></item></channel></rss>`;

interface SetUp {
  environment?: Record<string, string>;
  settings?: Record<string, unknown>;
  surroundings?: Partial<Parameters<typeof diagnose>[1] & object>;
}

async function listening(answer: RequestListener) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A Bot API that knows TOKEN; `answers` changes what its methods say; null: it does not know the method. */
const botApi = (answers: Record<string, unknown> = {}): RequestListener =>
  function answer(request, response) {
    const [, bot, method = ""] = (request.url ?? "").split("/");
    const says: Record<string, unknown> = {
      getMe: { id: 42, username: "kabar_uji_bot" },
      getWebhookInfo: { url: "", pending_update_count: 3 },
      getChatMember: { status: "administrator", can_post_messages: true },
      ...answers,
    };
    const error_code = bot !== `bot${TOKEN}` ? 401 : says[method] === null ? 404 : null;
    response.writeHead(error_code ?? 200, { "content-type": "application/json" });
    response.end(
      JSON.stringify(error_code === null ? { ok: true, result: says[method] } : { ok: false, error_code }),
    );
  };

/** Everything in order; then `change` breaks it. */
async function clinic() {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const folder = await mkdtemp(path.join(tmpdir(), "doctor-"));
  stack.defer(() => rm(folder, { recursive: true }));
  const site = stack.use(
    await listening((request, response) => {
      if (request.url === "/rss") return response.end(FEED);
      if (request.url === "/page") return response.end("<html><body>Selamat datang</body></html>");
      return response.writeHead(404).end();
    }),
  );
  const telegram = stack.use(await listening(botApi()));
  const all = stack.move();
  return {
    db,
    folder,
    site,
    use: <T extends AsyncDisposable>(one: T): T => all.use(one),
    async examines({ environment = {}, settings = {}, surroundings = {} }: SetUp = {}): Promise<Finding[]> {
      const config = configFrom(
        {
          sources: [{ id: "kabar-uji", name: "Kabar Uji", feed: `${site.url}/rss` }],
          editors: ["telegram:777"],
          intake: { allowedHosts: [`127.0.0.1:${site.port}`] },
          ...settings,
        },
        {
          DATABASE_URL: urlOf(db.connection),
          PORT: "0",
          TELEGRAM_TOKEN: TOKEN,
          TELEGRAM_API_ROOT: telegram.url,
          ...environment,
        },
      );
      return diagnose(config, {
        nodeVersion: process.versions.node,
        secrets: path.join(folder, ".env"),
        now: () => new Date(),
        withinMs: 10_000,
        ...surroundings,
      });
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const faultsIn = (found: readonly Finding[]): string[] =>
  found.flatMap(({ what, state, said, mend }) => (state === "fault" ? `${what}: ${said} → ${mend}` : []));

type Room = Awaited<ReturnType<typeof clinic>>;

async function withBot(room: Room, answers: Record<string, unknown>) {
  const { url } = room.use(await listening(botApi(answers)));
  return { TELEGRAM_API_ROOT: url };
}

/** An endpoint that has the model "qwen" for whoever has the key. */
async function models(room: Room) {
  return room.use(
    await listening((request, response) => {
      const known = request.url === "/models" && request.headers.authorization === "Bearer kunci-model";
      response.writeHead(known ? 200 : 401).end(JSON.stringify({ data: known ? [{ id: "qwen" }] : [] }));
    }),
  );
}

/** A number of the Cloud API in order, with a service that answers its webhook. */
async function withCloud(room: Room) {
  const meta = room.use(await graphServer());
  const verify = "kata-sandi-webhook";
  const service = room.use(
    await listening((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
      if (pathname === "/health") return response.end('{"status":"ok"}');
      const known = pathname === "/whatsapp" && searchParams.get("hub.verify_token") === verify;
      return response.writeHead(known ? 200 : 403).end(known ? searchParams.get("hub.challenge") : "");
    }),
  );
  return {
    meta,
    settings: { whatsapp: { template: { name: "kabar_kilat" } } },
    environment: {
      WHATSAPP: "cloud",
      WHATSAPP_CLOUD_URL: meta.url,
      WHATSAPP_CLOUD_TOKEN: meta.token,
      WHATSAPP_CLOUD_PHONE_ID: meta.phoneId,
      WHATSAPP_CLOUD_APP_SECRET: meta.appSecret,
      WHATSAPP_CLOUD_VERIFY_TOKEN: verify,
      PUBLIC_URL: service.url,
    },
  };
}

test("a set-up in order has no fault", async () => {
  await using room = await clinic();
  const found = await room.examines();
  expect(faultsIn(found)).toEqual([]);
  const said = found.map(({ what, said }) => `${what}: ${said}`);
  expect(said).toContain("Telegram: the token is @kabar_uji_bot's");
  expect(said).toContain("Source kabar-uji: 1 article in its feed");
  expect(said).toContain("Schema: up to date");
});

describe("a broken set-up is explained, and nothing else is blamed", () => {
  const broken: [string, (room: Room) => Promise<SetUp>, RegExp][] = [
    [
      "a token that Telegram does not know",
      async () => ({
        environment: { TELEGRAM_TOKEN: "99:another-token-of-twenty-letters" },
      }),
      /Telegram: does not know this token → .*BotFather/,
    ],
    [
      "Telegram out of reach",
      async () => ({ environment: { TELEGRAM_API_ROOT: "http://127.0.0.1:9" } }),
      /Telegram: cannot be reached/,
    ],
    [
      "Telegram that never answers",
      async (room) => {
        const { url } = room.use(await listening(() => undefined));
        return { environment: { TELEGRAM_API_ROOT: url } };
      },
      /Telegram: (gave no answer|cannot be reached)/,
    ],
    [
      "another program's webhook",
      async (room) => ({
        environment: await withBot(room, { getWebhookInfo: { url: "https://lain.example/bot" } }),
      }),
      /Telegram updates: a webhook is set, but this service is configured to poll.*another program/,
    ],
    [
      "a Bot API server that knows the token but not this method",
      async (room) => ({ environment: await withBot(room, { getWebhookInfo: null }) }),
      /Telegram updates: answers with error 404 → .*TELEGRAM_API_ROOT/,
    ],
    [
      "a channel in which the bot is no admin",
      async (room) => {
        await room.db.pool.query(
          "insert into chats (messenger, address, kind, joined_at) values ('telegram', '-1001', 'channel', now())",
        );
        return { environment: await withBot(room, { getChatMember: { status: "member" } }) };
      },
      /Telegram channels: the bot may not post in 1 of 1 → .*admin/,
    ],
    [
      "a token of another bot than the chats'",
      async (room) => {
        await room.db.pool.query(
          `insert into chats (messenger, address, kind, joined_at) values ('telegram', '11', 'private', now())`,
        );
        await room.db.pool.query(
          "insert into accounts (messenger, bot, bot_name) values ('telegram', '99', 'lama_bot')",
        );
        return {};
      },
      /Telegram bot: .*belong to bot 99 \(@lama_bot\), but TELEGRAM_TOKEN is of bot 123456 \(@kabar_uji_bot\) → .*TELEGRAM_MOVED_TO=123456/,
    ],
    [
      "PostgreSQL that is not there",
      async () => ({ environment: { DATABASE_URL: "postgres://a:geheim@127.0.0.1:9/kk" } }),
      /PostgreSQL: cannot be reached: nothing listens there/,
    ],
    [
      "a database that is not there",
      async (room) => ({
        environment: { DATABASE_URL: urlOf({ ...room.db.connection, database: "tidak_ada" }) },
      }),
      /PostgreSQL: has no such database → .*createdb/,
    ],
    [
      "a database that takes no changes",
      async (room) => {
        const name = room.db.connection.database;
        await room.db.pool.query(`alter database ${name} set default_transaction_read_only = on`);
        return {};
      },
      /PostgreSQL: takes no changes/,
    ],
    [
      "a database that a newer release has changed",
      async (room) => {
        await room.db.pool.query("insert into migrations (name) values ('9999_later.sql')");
        return {};
      },
      /Schema: a newer release has been here \(9999_later.sql\)/,
    ],
    [
      "a port that another program has",
      async (room) => ({ environment: { PORT: String(room.site.port) } }),
      /Port: another program has \d+ on 127.0.0.1 → .*PORT/,
    ],
    [
      "a source that has moved away",
      async (room) => ({
        settings: { sources: [{ id: "hilang", name: "Hilang", feed: `${room.site.url}/tidak-ada` }] },
      }),
      /Source hilang: .*HTTP 404/,
    ],
    [
      "a source whose address is a page",
      async (room) => ({
        settings: { sources: [{ id: "laman", name: "Laman", feed: `${room.site.url}/page` }] },
      }),
      /Source laman: what is there is no feed/,
    ],
    [
      "a public address that leads elsewhere",
      async (room) => ({ environment: { PUBLIC_URL: room.site.url } }),
      /PUBLIC_URL: leads to something else \(HTTP 404\)/,
    ],
    [
      "WhatsApp that was never paired",
      async () => ({
        environment: { WHATSAPP: "on", WHATSAPP_SESSION_KEY: Buffer.alloc(32, 1).toString("base64") },
      }),
      /WhatsApp: no session/,
    ],
    [
      "no editor",
      async () => ({ settings: { editors: [] } }),
      /Editors: none: nobody can approve or broadcast.* → npm run setup/,
    ],
    [
      "editors whom nobody can tell anything",
      async () => ({ settings: { editors: ["whatsapp:6281200000001"] } }),
      /Editors: none has an account on a messenger that is on/,
    ],
    [
      "no messenger",
      async () => ({ environment: { TELEGRAM_TOKEN: "" }, settings: { editors: ["console:redaksi"] } }),
      /Messengers: neither Telegram nor WhatsApp is configured.* → npm run setup/,
    ],
    [
      "a source that pushes and has no token",
      async () => ({ settings: { sources: [{ id: "cms", name: "CMS", push: true }] } }),
      /Source cms: only pushes, and has no token.* → .*npm run tokens/,
    ],
    [
      "a source whose clock is a day behind",
      async (room) => {
        for (const hours of [1, 2, 3, 4, 5]) {
          await room.db.pool.query(
            `insert into articles (source, incoming, received_at, published_at)
             values ('kabar-uji', '{}', now() - $1 * interval '1 hour', now() - ($1 + 24) * interval '1 hour')`,
            [hours],
          );
        }
        return {};
      },
      /Source kabar-uji: dates its articles over 12 h before they come.* → .*alertWithinHours/,
    ],
    [
      "Channels that nothing posts to",
      async () => ({
        settings: { whatsapp: { channels: [{ link: "https://whatsapp.com/channel/0029VaKabarUji" }] } },
      }),
      /WhatsApp Channels: 1 configured, and nothing that posts to them/,
    ],
    [
      "a model that refuses our key",
      async (room) => ({
        settings: { summary: { model: { baseUrl: (await models(room)).url, name: "qwen" } } },
        environment: { MODEL_API_KEY: "geheim" },
      }),
      /Summary model: refuses our key; the built-in summariser writes meanwhile → .*MODEL_API_KEY/,
    ],
    [
      "a model that is not there",
      async (room) => ({
        settings: { summary: { model: { baseUrl: (await models(room)).url, name: "lain" } } },
        environment: { MODEL_API_KEY: "kunci-model" },
      }),
      /Summary model: does not have the model.* → It has: qwen/,
    ],
    [
      "backups that stopped days ago",
      async (room) => {
        const home = path.join(room.folder, "data");
        await mkdir(path.join(home, "backups"), { recursive: true });
        const old = backupName(new Date(Date.now() - 9 * 24 * 3_600_000));
        await writeFile(path.join(home, "backups", old), "");
        return { environment: { DATABASE_URL: "", KABARKILAT_DATA: home } };
      },
      /Backups: the newest is of .* → .*npm run backup/,
    ],
    [
      "sending that was stopped and forgotten",
      async (room) => {
        await switchSending(room.db.pool, false, "telegram:777", new Date());
        return {};
      },
      /Sending: stopped since .* → .*lanjutkan/,
    ],
    [
      "a token that Meta lets in no more",
      async (room) => {
        const { environment, settings } = await withCloud(room);
        return { settings, environment: { ...environment, WHATSAPP_CLOUD_TOKEN: "EAAG-geheim-expired" } };
      },
      /WhatsApp Cloud API: refuses the token.*error 190.* → .*WHATSAPP_CLOUD_TOKEN/,
    ],
    [
      "a phone number that Meta does not know",
      async (room) => {
        const { environment, settings } = await withCloud(room);
        return { settings, environment: { ...environment, WHATSAPP_CLOUD_PHONE_ID: "62811" } };
      },
      /WhatsApp Cloud API: knows no such phone number.* → .*WHATSAPP_CLOUD_PHONE_ID/,
    ],
    [
      "a phone number that Meta has restricted",
      async (room) => {
        const { meta, environment, settings } = await withCloud(room);
        meta.facts = { ...meta.facts, status: "RESTRICTED" };
        return { settings, environment };
      },
      /WhatsApp Cloud API: the number's state is RESTRICTED/,
    ],
    [
      "the Cloud API without a template",
      async (room) => ({ environment: (await withCloud(room)).environment }),
      /WhatsApp template: none is configured.* → .*whatsapp.template/,
    ],
    [
      "the Cloud API with a verify token that the running service does not have",
      async (room) => {
        const { environment, settings } = await withCloud(room);
        return {
          settings,
          environment: { ...environment, WHATSAPP_CLOUD_VERIFY_TOKEN: "geheim-yang-lain-sekali" },
        };
      },
      /WhatsApp webhook: PUBLIC_URL\/whatsapp does not answer/,
    ],
    [
      "secrets that everyone can read",
      async (room) => {
        await writeFile(path.join(room.folder, ".env"), "A=b\n");
        await chmod(path.join(room.folder, ".env"), 0o644);
        return {};
      },
      /Secrets: other users .* → chmod 600/,
    ],
    [
      "an older copy of the secrets that everyone can read",
      async (room) => {
        await writeFile(path.join(room.folder, ".env"), "A=b\n", { mode: 0o600 });
        await writeFile(path.join(room.folder, ".env.before-2026"), "A=b\n");
        await chmod(path.join(room.folder, ".env.before-2026"), 0o644);
        return {};
      },
      /Secrets: other users .* → chmod 600 [^ ]*\.env\.before-2026$/,
    ],
    [
      "an old Node.js",
      async () => ({ surroundings: { nodeVersion: "20.11.0" } }),
      /Node.js: 20.11.0 is too old/,
    ],
  ];

  test.each(broken)("%s", async (_name, change, expected) => {
    await using room = await clinic();
    const faults = faultsIn(await room.examines(await change(room)));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
    expect(faults[0]).not.toMatch(/geheim|a-token-nobody/);
  });

  test("a clock that is an hour ahead", async () => {
    await using room = await clinic();
    const found = await room.examines({
      surroundings: { now: () => new Date(Date.now() + 3_600_000) },
    });
    expect(faultsIn(found).join("\n")).toMatch(/Clock: 3\d{3} s ahead of Telegram's/);
    expect(faultsIn(found).join("\n")).toMatch(/PostgreSQL's clock: 3\d{3} s from ours/);
  });

  test.skipIf(noPgBouncer)("a pooler in transaction mode; one in session mode is none", async () => {
    await using room = await clinic();
    const behind = async (mode: "session" | "transaction") => {
      const { connection } = room.use(await pgBouncer(room.db.connection, mode));
      return faultsIn(await room.examines({ environment: { DATABASE_URL: urlOf(connection) } }));
    };
    expect((await behind("transaction")).join()).toMatch(
      /PostgreSQL: gives our connections no sessions of their own: a pooler in transaction mode .* → .*pool_mode = session/,
    );
    expect(await behind("session")).toEqual([]);
  });

  test.skipIf(noRedis)("a Redis that forgets, but not where that is for its provider to set", async () => {
    await using room = await clinic();
    const redis = room.use(await testRedis());
    const client = new Redis(redis.url);
    await client.call("ACL", "SETUSER", "sewa", "on", ">uji", "~*", "&*", "+@all", "-config");
    client.disconnect();
    const environment = { REDIS_URL: redis.url.replace("//", "//sewa:uji@") };
    const found = await room.examines({ environment });
    expect(faultsIn(found)).toEqual([]);
    expect(found.find(({ what }) => what === "Redis")?.said).toMatch(/forgets.*in PostgreSQL/);
  });

  test.skipIf(noRedis)("a Redis that is another one's replica", async () => {
    await using room = await clinic();
    const redis = room.use(await testRedis());
    const client = new Redis(redis.url);
    await client.call("REPLICAOF", "127.0.0.1", "1");
    client.disconnect();
    const faults = faultsIn(await room.examines({ environment: { REDIS_URL: redis.url } }));
    expect(faults[0]).toMatch(/replica: it takes no reminders.*the primary/);
  });

  test.skipIf(noRedis)("a Redis that cannot write to its disk", async () => {
    await using room = await clinic();
    const redis = room.use(await testRedis());
    await redis.losesItsDisk();
    const faults = faultsIn(await room.examines({ environment: { REDIS_URL: redis.url } }));
    expect(faults[0]).toMatch(/cannot write to its disk.*MISCONF.*Make room on its disk/);
  });

  test.skipIf(noRedis)("a Redis that evicts, is full and forgets, and one that is gone", async () => {
    await using room = await clinic();
    const redis = room.use(await testRedis());
    const client = new Redis(redis.url);
    await client.config("SET", "maxmemory-policy", "allkeys-lru");
    await client.config("SET", "maxmemory", "100kb");
    client.disconnect();
    const environment = { REDIS_URL: redis.url };
    const faults = faultsIn(await room.examines({ environment }));
    expect(faults).toHaveLength(3);
    expect(faults[0]).toMatch(/maxmemory-policy allkeys-lru.*noeviction/);
    expect(faults[1]).toMatch(/has filled .* of the 0\.1 MB .*Raise maxmemory/);
    expect(faults[2]).toMatch(/appendonly no.*appendonly yes/);
    await redis.dies();
    expect(faultsIn(await room.examines({ environment })).join()).toMatch(/Redis: cannot be reached/);
  });
});

test("a number of the Cloud API in order has no fault, and nothing is sent to find out", async () => {
  await using room = await clinic();
  const { meta, ...cloud } = await withCloud(room);
  const found = await room.examines(cloud);
  expect(faultsIn(found)).toEqual([]);
  expect(found.map(({ what, said }) => `${what}: ${said}`)).toContain(
    "WhatsApp Cloud API: the token may send as Kabar Uji",
  );
  expect(meta.sent).toEqual([]);
});

test("people and tokens of the database count like those of the files", async () => {
  await using room = await clinic();
  const { pool } = room.db;
  const ratna = { name: "Ratna", role: "editor", maySend: true, identities: ["telegram:5"] } as const;
  await addPerson(pool, ratna, "test", new Date());
  await addToken(pool, { name: "cms", source: "cms", scopes: ["articles:write"] }, "test", new Date());
  const found = await room.examines({
    settings: { editors: [], sources: [{ id: "cms", name: "CMS", push: true }] },
  });
  expect(faultsIn(found)).toEqual([]);
});

test("the embedded database is looked at beside the service that uses it", async () => {
  await using room = await clinic();
  const home = path.join(room.folder, "data");
  plant(inject("seed"), home);
  await using _service = await startEmbeddedPostgres(home);
  const found = await room.examines({ environment: { DATABASE_URL: "", KABARKILAT_DATA: home } });
  expect(faultsIn(found)).toEqual([]);
  expect(found.find(({ what }) => what === "PostgreSQL")?.said).toContain("writable");
});

test("the command says what is wrong with the configuration, in words or as JSON", async () => {
  const run = async (args: string[]) => {
    let printed = "";
    const env = { KABARKILAT_CONFIG: "/nowhere/kabarkilat.yaml" };
    const well = await doctorCommand(args, env, async (text) => void (printed += text));
    return { well, printed };
  };
  const inWords = await run([]);
  expect(inWords.well).toBe(false);
  expect(inWords.printed).toMatch(/✗ Configuration: .*There is no configuration .*npm run setup/);
  const { well, found } = z
    .object({ well: z.boolean(), found: z.array(z.object({ what: z.string(), state: z.string() })) })
    .parse(JSON.parse((await run(["--json"])).printed));
  expect(well).toBe(false);
  expect(found[0]).toMatchObject({ what: "Configuration", state: "fault" });
  await expect(run(["--jsn"])).rejects.toThrow("npm run --silent doctor");
});
