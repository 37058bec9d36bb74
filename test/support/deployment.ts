import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { inject } from "vitest";
import { openPool } from "../../src/store/database.ts";
import { urlOf } from "./database.ts";
import { freePort } from "./free-port.ts";
import { testPostgres } from "./postgres.ts";
import { type ServiceProcess, startProcess } from "./process.ts";
import { type TestRedis, testRedis } from "./redis.ts";
import { startTelegramServer, type TelegramServer } from "./telegram-server.ts";

/**
 * The processes that docker-compose.yml describes: PostgreSQL, Redis, and as many of `node src/main.ts serve` as a test starts, in
 * the role of web or worker. Telegram calls the web process's webhook, through a reverse proxy as it were.
 */
export interface Deployment extends AsyncDisposable {
  readonly telegram: TelegramServer;
  readonly redis: TestRedis;
  readonly pool: pg.Pool;
  /** Where the web process serves. */
  readonly url: string;
  /** The token with which the source "kabar-uji" pushes. */
  readonly publisherToken: string;
  web(): ServiceProcess;
  worker(): ServiceProcess;
  /** PostgreSQL ends where it is, as if its machine had lost power, and starts again. */
  postgresCrashes(): Promise<void>;
}

/** `settings` replaces parts of the configuration file. Starts PostgreSQL and Redis, and none of our processes yet. */
export async function startDeployment(settings: Record<string, unknown> = {}): Promise<Deployment> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "kk-deploy-"));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const postgres = stack.use(await testPostgres(inject("seed")));
  const redis = stack.use(await testRedis());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const telegram = stack.use(
    await startTelegramServer({ proxied: (address) => address.replace("https://kabar-uji.example", url) }),
  );
  const pool = openPool(postgres.connection, 2);
  stack.defer(() => pool.end());
  const running: ServiceProcess[] = [];
  stack.defer(async () => {
    await Promise.all(running.map((one) => one.ends("SIGKILL")));
  });

  const config = path.join(folder, "kabarkilat.yaml");
  await writeFile(
    config,
    JSON.stringify({
      sources: [{ id: "kabar-uji", name: "Kabar Uji", push: true, policy: "review" }],
      topics: [{ id: "nasional", name: "Nasional" }],
      editors: ["telegram:777"],
      ...settings,
    }),
  );
  const publisherToken = "token-penerbit-uji-yang-panjang";
  const env = {
    PATH: process.env["PATH"] ?? "",
    KABARKILAT_CONFIG: config,
    DATABASE_URL: urlOf(postgres.connection),
    REDIS_URL: redis.url,
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_WEBHOOK_URL: "https://kabar-uji.example/telegram",
    TELEGRAM_WEBHOOK_SECRET: "rahasia-webhook-uji",
    PUBLISHER_TOKENS: `kabar-uji:${publisherToken}`,
    PORT: String(port),
  };
  const start = (role: string): ServiceProcess => {
    const started = startProcess({ ...env, KABARKILAT_ROLE: role });
    running.push(started);
    return started;
  };
  const all = stack.move();

  return {
    telegram,
    redis,
    pool,
    url,
    publisherToken,
    web: () => start("web"),
    worker: () => start("worker"),
    postgresCrashes: () => postgres.crashes(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
