import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { startEmbeddedPostgres } from "../../src/store/embedded/postgres.ts";

/** A real PostgreSQL of the bench's own in a temporary folder, gone when disposed. */
export interface BenchPostgres extends AsyncDisposable {
  readonly connection: { host: string; user: string; database: string };
  /** For DATABASE_URL. */
  readonly url: string;
  /** CPU time of all its processes so far, in seconds; null where there is no /proc to read it from. */
  cpuSeconds(): number | null;
  /** "fast": asks it to stop, as an operator would. "immediate": no clean-up, as if it had crashed. And up again. */
  restart(how: "fast" | "immediate"): Promise<void>;
}

export async function benchPostgres(): Promise<BenchPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), "kk-bench-"));
  let server = await startEmbeddedPostgres(folder);
  const { connection } = server;
  return {
    connection,
    url: `postgres://${connection.user}@localhost/${connection.database}?host=${encodeURIComponent(connection.host)}`,
    cpuSeconds: () => cpuSecondsOf(folder),
    async restart(how) {
      if (how === "immediate") return crash(folder, connection);
      await server[Symbol.asyncDispose]();
      server = await startEmbeddedPostgres(folder);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * SIGQUIT is PostgreSQL's immediate shutdown: all of its processes end where they are, and the next start recovers from the
 * log. That start is the embedded server's own doing.
 */
async function crash(folder: string, connection: pg.ClientConfig): Promise<void> {
  const pid = postmasterOf(folder);
  process.kill(pid, "SIGQUIT");
  while (isAlive(pid)) await delay(10);
  while (!(await answers(connection))) await delay(50);
}

async function answers(connection: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  const there = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => undefined);
  return there;
}

function postmasterOf(folder: string): number {
  return Number(readFileSync(path.join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const TICKS_PER_SECOND = 100; // USER_HZ, the unit of /proc/PID/stat; 100 on every Linux that Node runs on

/** The postmaster, its children, and those that it has already buried. */
function cpuSecondsOf(folder: string): number | null {
  try {
    const postmaster = postmasterOf(folder);
    const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const ticks = all.flatMap((pid) => ticksOf(Number(pid), postmaster));
    return ticks.reduce((sum, n) => sum + n, 0) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

function ticksOf(pid: number, postmaster: number): number[] {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return []; // it has just ended
  }
  // proc_pid_stat(5), from the third field on: state ppid … utime(14) stime cutime cstime
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const at = (field: number) => Number(fields[field - 3]);
  if (pid === postmaster) return [at(14), at(15), at(16), at(17)];
  return at(4) === postmaster ? [at(14), at(15)] : [];
}
