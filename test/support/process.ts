import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type pg from "pg";
import { inject } from "vitest";
import { openPool } from "../../src/store/database.ts";
import { dataFolder } from "./data-folder.ts";
import { MEMORY_FLAGS } from "./memory-flags.ts";
import { plant } from "./postgres.ts";
import { type PublisherServer, rss, rssItem, startPublisherServer, withBody } from "./publisher-server.ts";
import { startTelegramServer, type TelegramServer } from "./telegram-server.ts";
import { until } from "./until.ts";

/**
 * The service as a newsroom has it: `npm start`'s own process in a folder of its own, with the embedded PostgreSQL in ./data. It
 * can be killed. Around it are a publisher with a feed and Telegram's end, both on loopback.
 */
export interface Installation extends AsyncDisposable {
  readonly telegram: TelegramServer;
  readonly publisher: PublisherServer;
  /** What the process gets as its environment, and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs `node src/main.ts serve`; `env` replaces single variables. */
  start(env?: Record<string, string>): ServiceProcess;
  /** The same, and waits until it is ready. */
  started(env?: Record<string, string>): Promise<ServiceProcess>;
  /** DNS answers no more, and every open connection breaks; or it answers again. */
  dns(answers: boolean): Promise<void>;
  /** Puts articles into the feed, each with this word in its title. Without a word it stays as it is. */
  publishes(...slugs: string[]): void;
  /** Resolves when the feed's first load, which alerts nobody, is over. */
  firstLoad(): Promise<void>;
  /** The copies of an article that a private chat was sent. */
  copies(user: number, slug: string): number;
  /** A connection to the embedded server, for as long as the test wants it. */
  readonly pool: pg.Pool;
  /** The process id of the embedded server, by its own account; null where it says that none runs. */
  postmaster(): Promise<number | null>;
}

export interface ServiceProcess {
  readonly pid: number;
  /** Everything it wrote so far. */
  readonly output: string;
  /** Resolves when it says that it is running; rejects, with its output, when it ends before that. */
  ready(): Promise<void>;
  /** Sends a signal and waits for the end. */
  ends(signal?: NodeJS.Signals): Promise<Ending>;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");
const NAMES = new URL("names.ts", import.meta.url).href;
const RUNNING = "Kabar Kilat is running";

/**
 * `settings` replaces parts of the configuration file. `byName`: the publisher and Telegram are reached by names, for as long as DNS answers
 * (names.ts). `fresh`: it has no data folder yet. Starts nothing yet.
 */
export async function installService(
  settings: Record<string, unknown> = {},
  { byName = false, fresh = false } = {},
): Promise<Installation> {
  await using stack = new AsyncDisposableStack();
  const folder = await dataFolder(stack, "kk-serve-");
  const data = path.join(folder, "data");
  if (!fresh) plant(inject("seed"), data);
  stack.defer(() => stopServer(data));
  const telegram = stack.use(await startTelegramServer());
  const publisher = stack.use(await startPublisherServer());
  const running = new Set<ServiceProcess>();
  stack.defer(async () => {
    await Promise.all([...running].map((one) => one.ends("SIGKILL")));
  });

  const answering = path.join(folder, "dns-answers");
  await writeFile(answering, "");
  const named = (address: string, name: string): string =>
    byName ? address.replace("127.0.0.1", name) : address;

  const config = path.join(folder, "kabarkilat.yaml");
  await writeFile(
    config,
    JSON.stringify({
      sources: [
        {
          id: "koran",
          name: "Koran Uji",
          feed: `${named(publisher.url, "koran.uji")}/rss`,
          policy: "auto",
          everySeconds: 1,
        },
      ],
      topics: [{ id: "nasional", name: "Nasional" }],
      editors: ["telegram:777"],
      intake: { allowedHosts: [named(publisher.host, "koran.uji")] },
      ...settings,
    }),
  );
  const env = {
    PATH: process.env["PATH"] ?? "",
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: named(telegram.apiRoot, "telegram.uji"),
    ...(byName && { NODE_OPTIONS: `--import ${NAMES}`, DNS_ANSWERS_WHILE: answering }),
    KABARKILAT_CONFIG: config,
    KABARKILAT_DATA: data,
    PORT: "0",
  };

  const items: string[] = [];
  const publishes = (...slugs: string[]): void => {
    for (const slug of slugs) items.unshift(rssItem(slug, new Date().toUTCString()));
    publisher.answer("/rss", withBody(rss(items)));
  };
  publishes("kemarin");

  const pool = openPool({ host: path.join(data, "socket"), user: "kabarkilat", database: "kabarkilat" }, 2);
  stack.defer(() => pool.end());
  const start = (change: Record<string, string> = {}): ServiceProcess => {
    const started = startProcess({ ...env, ...change });
    running.add(started);
    return started;
  };
  const all = stack.move();

  return {
    telegram,
    publisher,
    env,
    pool,
    start,
    async started(change) {
      const service = start(change);
      await service.ready();
      return service;
    },
    async dns(answers) {
      if (answers) return writeFile(answering, "");
      await rm(answering);
      telegram.cuts();
      publisher.cuts();
    },
    publishes,
    async firstLoad() {
      await until("the feed's first load is archived", async () => {
        const { rowCount } = await pool.query("select from sources where last_ok_at is not null");
        return rowCount === 1;
      });
    },
    copies: (user, slug) =>
      telegram.sentTo(user).filter(({ text }) => text.startsWith(`Berita ${slug}\n`)).length,
    postmaster: () => postmasterOf(data),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Runs `node src/main.ts serve` with this environment and nothing else, and with as much memory as `npm start`. */
export function startProcess(env: Record<string, string>): ServiceProcess {
  const child = spawn(process.execPath, [...MEMORY_FLAGS, MAIN, "serve"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  }
  const ended = once(child, "close"); // after the last of its output
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    get output() {
      return output;
    },
    ready: () =>
      until("the process is ready", () => {
        if (isOver()) throw new Error(`The process has ended (${child.exitCode}):\n${output}`);
        return output.includes(RUNNING);
      }),
    async ends(signal) {
      if (signal) child.kill(signal);
      await ended;
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
}

/** The process id of the server in this data folder, by its own account; null where it says that none runs. */
export async function postmasterOf(data: string): Promise<number | null> {
  const file = path.join(data, "postgres", "postmaster.pid");
  const content = await readFile(file, "utf8").catch(() => "");
  return content === "" ? null : Number(content.split("\n")[0]);
}

/** The processes that a server's first one has begun. */
export async function childrenOf(pid: number | null): Promise<number[]> {
  const { stdout } = await promisify(execFile)("pgrep", ["-P", String(pid)]);
  return stdout.trim().split("\n").map(Number);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What a kill left running. */
async function stopServer(data: string): Promise<void> {
  const pid = await postmasterOf(data);
  if (pid === null || !isAlive(pid)) return;
  process.kill(pid, "SIGQUIT");
  await until("the embedded server is stopped", () => !isAlive(pid));
}
