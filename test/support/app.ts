import { Writable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";
import type { Clock } from "../../src/delivery/clock.ts";
import { whatsAppSessions } from "../../src/store/whatsapp/session.ts";
import { startCrew } from "./crew.ts";
import { type TestDatabase, testDatabase, urlOf } from "./database.ts";
import { empty, isIdle, knownByHeart } from "./emptied.ts";
import { type TestRedis, testRedis } from "./redis.ts";
import { startTelegramServer, type TelegramServer } from "./telegram-server.ts";
import { until } from "./until.ts";
import { pairedCredentials } from "./whatsapp-session.ts";
import { type WhatsAppUsers, whatsAppUsers } from "./whatsapp-users.ts";

/**
 * The whole service as `npm start` runs it: real PostgreSQL, the real queue, real grammY. Only Telegram's own end is played, on
 * loopback. With WORKERS=3 in the environment of the tests it is the service as docker-compose.yml has it: the test's process is
 * the web process, and beside it are so many workers on one Redis.
 */
export interface TestApp extends AsyncDisposable {
  readonly app: App;
  readonly db: TestDatabase;
  readonly telegram: TelegramServer;
  /** WhatsApp's users, where the account is on. */
  readonly whatsapp: WhatsAppUsers | null;
  readonly redis: TestRedis | null;
  /** Everything that was logged. */
  readonly log: readonly string[];
  /** A reader, by Telegram's user id: what they say is said in their private chat. */
  says(user: number, text: string): Promise<void>;
  /** Presses the button that reads so, under the newest message that has it. */
  presses(user: number, label: string): Promise<void>;
  /** What a private chat was sent, as its reader sees it. */
  sentTo(user: number): string[];
  /** Ends this start of the service and, after what happens meanwhile, starts another on the same database. */
  restart(meanwhile?: () => Promise<unknown>): Promise<void>;
  /** What is in hand is finished, then it is as it was at its start: nobody listens, nothing was ever said. */
  empties(): Promise<void>;
}

/** The user id of the editor that every test app knows. */
export const EDITOR = 777;

export interface TestAppOptions {
  /** So many worker processes are enough, where how many messages one has on their way is counted. */
  atMost?: number;
  queue?: "postgres" | "redis";
  /** With a paired WhatsApp account beside Telegram. */
  whatsapp?: boolean;
  settings?: Record<string, unknown>;
  environment?: Record<string, string>;
  /** How often forgotten reminders are made again; as the service does it, once a minute, no test can wait for it. */
  sweepEveryMs?: number;
  /** Instead of the machine's; not for worker processes. */
  clock?: Clock;
  /** How soon a failed step is tried again, for tests that wait for its last failure. */
  firstRetryMs?: number;
}

export const TOPICS = [
  { id: "nasional", name: "Nasional" },
  { id: "ekonomi", name: "Ekonomi", sections: ["Bisnis"] },
  { id: "olahraga", name: "Olahraga" },
];

export const SOURCE = {
  id: "kabar-uji",
  name: "Kabar Uji",
  feed: "https://kabar-uji.example/rss",
  policy: "auto",
};

/**
 * One service for all tests of the file, which is empty before each of them and then made ready by `ready`: beginning one costs more than
 * what most tests ask of it.
 */
export function testAppForAll(options: TestAppOptions, ready: (app: TestApp) => void | Promise<void>): void {
  let app: TestApp;
  beforeAll(async () => {
    const readers = { messagesAMinute: 1_000 }; // one person writes in every test, and all of them are one service's minute
    app = await startTestApp({ ...options, settings: { readers, ...options.settings } });
  });
  beforeEach(() => ready(app));
  afterEach(() => app.empties());
  afterAll(() => app[Symbol.asyncDispose]());
}

/** How many worker processes there are beside the test's own; 0: it does everything. */
const WORKERS = Number(process.env["WORKERS"] ?? 0);

export async function startTestApp({
  atMost = WORKERS,
  queue = WORKERS > 0 ? "redis" : "postgres",
  whatsapp: withWhatsApp = false,
  settings = {},
  environment = {},
  sweepEveryMs,
  firstRetryMs,
  clock,
}: TestAppOptions = {}): Promise<TestApp> {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const telegram = stack.use(await startTelegramServer());
  const redis = queue === "redis" ? stack.use(await testRedis()) : null;
  const whatsapp = withWhatsApp ? stack.use(await whatsAppUsers()) : null;
  if (whatsapp) await pair(db, whatsapp.phone);
  const log: string[] = [];

  const content = {
    sources: [{ ...SOURCE, everySeconds: 3600 }],
    topics: TOPICS,
    editors: [`telegram:${EDITOR}`],
    intake: { alertWithinHours: 12 },
    ...settings,
  };
  const env = {
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DATABASE_URL: urlOf(db.connection),
    ...(redis ? { REDIS_URL: redis.url } : {}),
    PORT: "0",
    ...environment,
    ...(whatsapp ? { WHATSAPP: "on", WHATSAPP_URL: whatsapp.url, WHATSAPP_SESSION_KEY: SESSION_KEY } : {}),
  };
  const overrides = {
    ...(sweepEveryMs === undefined ? {} : { sweepEveryMs }),
    ...(firstRetryMs === undefined ? {} : { firstRetryMs }),
  };
  const config = configFrom(content, WORKERS > 0 ? { ...env, KABARKILAT_ROLE: "web" } : env);
  const logTo = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const start = async () => {
    await using starting = new AsyncDisposableStack();
    const started = starting.use(await startApp(config, { ...overrides, ...(clock && { clock }), logTo }));
    if (WORKERS > 0) {
      const onLog = (line: string) => void log.push(line);
      starting.use(
        await startCrew(Math.min(WORKERS, atMost), { settings: content, environment: env, overrides, onLog }),
      );
    }
    const running = starting.move();
    return { app: started, end: () => running.disposeAsync() };
  };
  let running = await start();
  stack.defer(() => running.end());
  let atStart = await knownByHeart(db.pool);
  const all = stack.move();

  return {
    get app() {
      return running.app;
    },
    db,
    telegram,
    whatsapp,
    redis,
    log,
    async says(user, text) {
      await telegram.says({ chat: user, text });
    },
    async presses(user, label) {
      const holds = () =>
        telegram.sentTo(user).findLast(({ buttons }) => buttons.flat().some((b) => b.text.includes(label)));
      await until(`a button "${label}"`, () => holds() !== undefined);
      const message = holds();
      const button = message?.buttons.flat().find((b) => b.text.includes(label));
      if (!message || !button) throw new Error(`no button "${label}"`);
      await telegram.presses(message, button.text);
    },
    sentTo: (user) => telegram.sentTo(user).map(({ text }) => text),
    async restart(meanwhile) {
      await running.end();
      await meanwhile?.();
      running = await start();
    },
    async empties() {
      telegram.failsNoMore();
      await until("every update is answered", () => telegram.unconfirmed() === 0);
      await until("nothing is in hand", async () => running.app.inHand().length === 0 && isIdle(db.pool));
      if ((await knownByHeart(db.pool)) === atStart) {
        await empty(db.pool, { running: true });
      } else {
        await running.end();
        await empty(db.pool, { running: false });
        running = await start();
        atStart = await knownByHeart(db.pool);
      }
      telegram.forgets();
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const SESSION_KEY = Buffer.alloc(32, 1).toString("base64");

/** As if a phone had scanned the QR before. */
async function pair(db: TestDatabase, phone: string): Promise<void> {
  await whatsAppSessions(db.pool, SESSION_KEY).write("main", {
    credentials: pairedCredentials(phone),
    keys: [],
  });
}
