import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./free-port.ts";
import type { Connection } from "./postgres.ts";
import { until } from "./until.ts";

/** Why the tests with PgBouncer skip on this machine, or false where it is there. */
export const noPgBouncer: string | false = (() => {
  try {
    execFileSync("pgbouncer", ["--version"], { stdio: "ignore" });
    return false;
  } catch {
    return "no pgbouncer on this machine (Debian: apt-get install pgbouncer)";
  }
})();

/** A real PgBouncer with its usual settings, before this database. */
export async function pgBouncer(
  { host, port = 5432, user, password = "", database }: Connection,
  mode: "session" | "transaction",
): Promise<{ connection: Connection } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), "kk-bouncer-"));
  const listenPort = await freePort();
  const file = path.join(folder, "pgbouncer.ini");
  const there = `host=${host} port=${port} user=${user}${password === "" ? "" : ` password=${password}`}`;
  await writeFile(
    file,
    `[databases]\n${database} = ${there}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${listenPort}\n` +
      `unix_socket_dir =\nauth_type = any\npool_mode = ${mode}\n`,
  );
  // Like PostgreSQL it refuses to run as root; PostgreSQL's own user may enter the folder of its socket.
  const as = process.getuid?.() === 0 ? await ownerOf(host) : null;
  if (as) for (const one of [folder, file]) await chown(one, as.uid, as.gid);
  let said = "";
  const running = spawn("pgbouncer", [file], { ...as, stdio: ["ignore", "ignore", "pipe"] });
  running.stderr.on("data", (bytes) => void (said += String(bytes)));
  await until(`PgBouncer listens (${said})`, () => said.includes("process up"));
  return {
    connection: { host: "127.0.0.1", port: listenPort, user, database },
    async [Symbol.asyncDispose]() {
      const ended = once(running, "exit");
      running.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function ownerOf(host: string): Promise<{ uid: number; gid: number }> {
  if (!host.startsWith("/")) return { uid: NOBODY, gid: NOBODY };
  const { uid, gid } = await stat(host);
  return { uid, gid };
}

const NOBODY = 65_534;
