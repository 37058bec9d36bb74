import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { mkdir, open, readdir, readFile, readlink, realpath, rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../../error-code.ts";
import { complaintIn, type PostgresPrograms, postgresPrograms } from "./programs.ts";

/** A folder with a PostgreSQL server of our own in it. */
export interface PostgresFolder {
  readonly home: string;
  /** The folder of its Unix socket, which only its owner can enter: so it needs no password and no port. */
  readonly sockets: string;
  /** The process id of the server, by its own account; null where it has none. */
  pid(): Promise<number | null>;
  /** Starts the server where it does not run. One that runs may be recovering, or be just about to stop. */
  start(): Promise<void>;
  /**
   * Stops the server where it runs, its clients' transactions rolled back; one that hangs as a kill would, after which it recovers at its next
   * start. Rejects where not even that ends it.
   */
  stop(hangs: boolean): Promise<void>;
}

/** The server's only user. */
export const OWNER = "kabarkilat";
const FAST_SECONDS = 10; // PostgreSQL takes INT for a fast shutdown and QUIT for an immediate one; a stop has to fit into a minute
const IMMEDIATE_SECONDS = 7; // it kills what has not ended after five
const NO_PROCESS = 2 ** 31 - 1; // Linux counts to 2^22
const SOCKET_PATH_LIMIT = 103; // sun_path holds 104 bytes on macOS (108 on Linux), with its final zero

/** Whether a server was ever made in this folder. Throws where this user may not see it. */
export function hasServer(home: string): boolean {
  try {
    return statSync(path.join(home, "postgres", "PG_VERSION"), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (codeOf(error) !== "EACCES") throw error;
    throw new Error(
      `This user may not look into ${home}. Call it as the user whom the service runs as: sudo -u USER npm run …`,
      { cause: error },
    );
  }
}

/** Makes the folder and its server where there is none. Throws where it was made by another major version. */
export async function openPostgresFolder(home: string): Promise<PostgresFolder> {
  const data = path.join(home, "postgres");
  const programs = await mkdir(home, { recursive: true })
    .then(() => postgresPrograms(home))
    .catch((cause: unknown) => {
      if (!(cause instanceof Error && "syscall" in cause)) throw cause;
      throw new Error(`The data folder ${home} cannot be used; KABARKILAT_DATA can name another one`, {
        cause,
      });
    });
  if (hasServer(home)) await refuseOtherMajor(programs, data);
  else
    await initialise(programs, data).catch((error: unknown) => {
      if (!hasServer(home)) throw error; // else another start was faster: whose it is the lock decides
    });
  const sockets = await socketFolder(programs, home);

  const isRunning = () =>
    programs.run("pg_ctl", ["status", "-D", data]).then(
      () => true,
      () => false, // it ends with 3 then
    );
  const pid = async (): Promise<number | null> => {
    const file = await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => "");
    return Number.parseInt(file, 10) || null;
  };
  return {
    home,
    sockets,
    pid,
    async start() {
      const socket = path.join(sockets, ".s.PGSQL.5432");
      if (!(await isAnswered(socket)))
        for (const file of [path.join(data, "postmaster.pid"), `${socket}.lock`]) await disown(file, data);
      if (await isRunning()) return;
      const log = path.join(home, "postgres.log");
      await (await open(log, "a", 0o600)).close();
      await programs.own(log);
      const settings = ["listen_addresses=", `unix_socket_directories=${sockets}`, "logging_collector=off"];
      // After a crash it would make some thousand files safe one by one before it answers: seconds, and a minute on a busy disk.
      if (process.platform === "linux") settings.push("recovery_init_sync_method=syncfs");
      const options = settings.map((setting) => `-c '${setting}'`).join(" ");
      try {
        await programs.run("pg_ctl", ["start", "-D", data, "-w", "-t", "60", "-l", log, "-o", options]);
      } catch (cause) {
        if (await isRunning()) return; // another start was faster
        const why = complaintIn(await readFile(log, "utf8").catch(() => ""));
        // oxlint-disable-next-line preserve-caught-error -- pg_ctl itself says only that it did not, and a start prints every cause
        throw new Error(
          `The embedded PostgreSQL did not start (${why ?? "it gives no reason"}); more is in ${log}`,
          { cause: causeOf(cause) },
        );
      }
    },
    async stop(hangs) {
      const ours = await pid();
      if (ours === null || !(await isRunning())) return;
      // Not by pg_ctl stop: that waits for whatever server the folder names, and would end the one that somebody starts as ours goes.
      const isGone = async (): Promise<boolean> => (await pid()) !== ours || !(await isRunning());
      const stop = async (signal: "INT" | "QUIT", seconds: number): Promise<void> => {
        const told = programs.run("pg_ctl", ["kill", signal, String(ours)]).then(() => null);
        const refused = await told.catch((error: unknown) => error);
        const until = performance.now() + seconds * 1000;
        while (!(await isGone())) {
          if (performance.now() > until)
            throw new Error(`The embedded PostgreSQL does not end within ${seconds} s`, { cause: refused });
          await sleep(100);
        }
      };
      const atOnce = () => stop("QUIT", IMMEDIATE_SECONDS);
      await (hangs ? atOnce() : stop("INT", FAST_SECONDS).catch(atOnce));
    },
  };
}

async function refuseOtherMajor(programs: PostgresPrograms, data: string): Promise<void> {
  const folderHas = (await readFile(path.join(data, "PG_VERSION"), "utf8")).trim();
  if (!/^\d+$/.test(folderHas))
    throw new Error(
      `The folder ${data} is not whole: its PG_VERSION says nothing, as in a copy that broke off. Copy the data folder again, or move ` +
        `this one away and call npm run restore -- FILE.`,
    );
  const weHave = /(\d+)(?:\.|beta|rc|$)/.exec(await programs.run("pg_ctl", ["--version"]))?.[1];
  if (folderHas !== weHave) {
    throw new Error(
      `The folder ${data} was made by PostgreSQL ${folderHas}, this release brings ${weHave}. ` +
        `With the release that made it, stop the service and call npm run backup; then move the folder away, and with this release ` +
        `call npm run restore -- FILE --go-on.`,
    );
  }
}

/**
 * Into a folder beside it, renamed when it is whole: a kill in the middle leaves nothing half made. The folder is this process's
 * own, because an initdb outlives the process that was killed over it.
 */
async function initialise(programs: PostgresPrograms, data: string): Promise<void> {
  const fresh = `${data}.new-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await programs.own(fresh);
  const flags = ["--auth=trust", `--username=${OWNER}`, "--encoding=UTF8", "--locale=C", "--data-checksums"];
  try {
    await programs.run("initdb", ["-D", fresh, ...flags]);
    await rename(fresh, data);
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    // oxlint-disable-next-line preserve-caught-error -- its words are in the message, and a start prints every cause
    throw new Error(`The embedded PostgreSQL cannot be made in ${path.dirname(data)} (${why})`, {
      cause: causeOf(cause),
    });
  }
  const home = path.dirname(data);
  const leftOver = (await readdir(home)).filter((name) => name.startsWith(`${path.basename(data)}.new`));
  for (const name of leftOver)
    await rm(path.join(home, name), { recursive: true, force: true, maxRetries: 3 });
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : error);

/**
 * After a power cut a lock file may name a process that is somebody else's by now; PostgreSQL and pg_ctl ask only whether it lives, and would wait for
 * it without end. Its place takes a number that no process has. The rest stays: by it PostgreSQL knows what a killed server left running. A server
 * of ours works in its data folder, and another PostgreSQL in its own.
 */
async function disown(lockFile: string, data: string): Promise<void> {
  const text = await readFile(lockFile, "utf8").catch(() => "");
  const its = `/proc/${Number.parseInt(text, 10)}`;
  const name = await readFile(`${its}/comm`, "utf8").catch(() => null);
  if (name === null) return; // nobody's, or a system that does not tell
  const ours = await realpath(data);
  const where = await readlink(`${its}/cwd`).catch(() => ours); // where we may not look, a PostgreSQL may be ours
  if (name.trim() === "postgres" && where === ours) return;
  await writeFile(lockFile, text.replace(/^\d+/, String(NO_PROCESS)));
}

/** Whether a server listens there, be it one that this process cannot see, as from another container. */
function isAnswered(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(socket);
    const is = (answered: boolean) => {
      line.destroy();
      resolve(answered);
    };
    line.once("connect", () => is(true)).once("error", () => is(false));
  });
}

async function socketFolder(programs: PostgresPrograms, home: string): Promise<string> {
  const beside = path.join(home, "socket");
  const fits = Buffer.byteLength(path.join(beside, ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT;
  const name = `kabarkilat-${createHash("sha256").update(home).digest("hex").slice(0, 16)}`;
  const folder = fits ? beside : path.join(tmpdir(), name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await programs.own(folder);
  return folder;
}
