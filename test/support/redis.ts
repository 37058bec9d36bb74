import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";

/** A Redis server of the test's own on loopback, emptied and killed at will. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  empty(): Promise<void>;
  /** Kills it, with all that it has. */
  dies(): Promise<void>;
  /** It keeps its connections and answers nobody, for good. */
  hangs(): void;
  /** Its folder is gone, so that it cannot save: until it can it refuses what changes anything. */
  losesItsDisk(): Promise<void>;
  /** Starts it again at the same address, empty. */
  returns(): Promise<void>;
}

/** Why the Redis tests skip on this machine, or false where there is a redis-server. */
export const noRedis: string | false = (() => {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return false;
  } catch {
    return "no redis-server on this machine (Debian: apt-get install redis-server)";
  }
})();

export async function testRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(path.join(tmpdir(), "kk-redis-"));
  const port = await freePort();
  const start = () =>
    spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder], {
      stdio: "ignore",
    });
  let server = start();
  const client = new Redis(port, "127.0.0.1", { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on("error", () => undefined); // not up yet
  await client.ping();
  const dies = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    async empty() {
      await client.flushall();
    },
    dies,
    hangs: () => void server.kill("SIGSTOP"),
    async losesItsDisk() {
      await client.config("SET", "save", "3600 1");
      await rm(folder, { recursive: true });
      await client.bgsave();
      await until("its save has failed", async () =>
        (await client.info("persistence")).includes("rdb_last_bgsave_status:err"),
      );
    },
    async returns() {
      server = start();
      await client.ping();
    },
    async [Symbol.asyncDispose]() {
      client.disconnect();
      await dies();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
