import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, readdir, stat, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { codeOf } from "../../error-code.ts";
import { localAddress } from "../local-address.ts";
import { type Check, fault, type Finding, off, ok } from "./finding.ts";

const NODE = 24;

export function nodeVersion(version: string): Check {
  const what = "Node.js";
  return {
    what,
    look: async () =>
      Number(version.split(".")[0]) >= NODE
        ? [ok(what, version)]
        : [
            fault(
              what,
              `${version} is too old`,
              `Install Node.js ${NODE} or newer, or start by npm, which brings its own.`,
            ),
          ],
  };
}

/** The file with the secrets is its owner's alone, and so are its copies beside it. */
export function secretFile(file: string): Check {
  const what = "Secrets";
  return {
    what,
    async look() {
      const beside = await readdir(path.dirname(file)).catch(() => []);
      const copies = beside.filter((name) => name.startsWith(`${path.basename(file)}.`)).sort();
      const open: string[] = [];
      for (const one of [file, ...copies.map((name) => path.join(path.dirname(file), name))]) {
        const found = await stat(one).catch(() => null);
        if (found && (found.mode & 0o077) !== 0) open.push(one);
      }
      if (open.length > 0)
        return [
          fault(
            what,
            `other users of this machine can read ${open.join(", ")}`,
            `chmod 600 ${open.join(" ")}`,
          ),
        ];
      return (await stat(file).catch(() => null))
        ? [ok(what, `only its owner can read ${file}`)]
        : [off(what, `there is no ${file}; settings come from the environment`)];
    },
  };
}

const FULL_BYTES = 1024 ** 3;

/** The folder that the service keeps its things in: it can be written, and its disk has room. */
export function dataFolder(folder: string): Check {
  const what = "Data folder";
  return {
    what,
    async look() {
      const home = path.resolve(folder);
      const there = await nearestThat(home);
      const refused = await access(there, constants.W_OK | constants.X_OK).then(() => null, codeOf);
      const { bavail, bsize } = await statfs(there);
      const gigabytes = (bavail * bsize) / 1024 ** 3;
      const room = `${gigabytes.toFixed(1)} GB free`;
      return [
        refused === null
          ? ok(what, there === home ? home : `${home} will be made by the first start`)
          : folderFault({ folder: there, home, owner: await ownerOf(there), refused }),
        bavail * bsize >= FULL_BYTES
          ? ok("Disk", room)
          : fault(
              "Disk",
              `only ${room} where ${home} is`,
              "Delete what is not needed there, or move KABARKILAT_DATA to a larger disk.",
            ),
      ];
    },
  };
}

/** Why `folder`, the data folder or the closest there is above it, cannot be written. What belongs to somebody else is left to them. */
export function folderFault({
  folder,
  home,
  owner,
  refused,
}: {
  folder: string;
  home: string;
  /** null: whoever asks. */
  owner: string | null;
  /** The system's code. */
  refused: string;
}): Finding {
  const what = "Data folder";
  if (refused === "EROFS")
    return fault(
      what,
      `${folder} is on a file system that can only be read`,
      "Mount it for writing, or name another folder in KABARKILAT_DATA; under systemd, add it to ReadWritePaths= in the unit.",
    );
  if (owner === null) return fault(what, `${folder} cannot be written by this user`, `chmod u+rwx ${folder}`);
  if (owner === "root")
    return fault(
      what,
      `${folder} belongs to root, and this user may not write there`,
      `Name a folder of this user's own in KABARKILAT_DATA, or make one: sudo install -d -m 700 -o "$USER" ${home}`,
    );
  return fault(
    what,
    `${folder} belongs to user ${owner}`,
    `Run this as that user: sudo -u ${owner} npm run doctor`,
  );
}

async function ownerOf(folder: string): Promise<string | null> {
  const { uid } = await stat(folder);
  if (uid === process.getuid?.()) return null;
  if (uid === 0) return "root";
  return promisify(execFile)("id", ["-nu", String(uid)]).then(
    ({ stdout }) => stdout.trim(),
    () => `#${uid}`, // as sudo takes it
  );
}

/** The folder itself, or the closest one above it that there is. */
async function nearestThat(folder: string): Promise<string> {
  const there = await stat(folder).catch(() => null);
  if (there?.isDirectory() || path.dirname(folder) === folder) return folder;
  return nearestThat(path.dirname(folder));
}

/** The port is free, or it is our own service that has it. */
export function webPort({ host, port }: { host: string; port: number }): Check {
  const what = "Port";
  return {
    what,
    async look(signal) {
      const refused = await tryPort(host, port);
      if (refused === null) return [ok(what, `${port} on ${host} is free: the service is not running here`)];
      if (refused === "EADDRINUSE") {
        return [
          (await isOurs(host, port, signal))
            ? ok(what, `the service answers on ${host}:${port}`)
            : fault(
                what,
                `another program has ${port} on ${host}`,
                "Stop that program, or set PORT to another one.",
              ),
        ];
      }
      return [portFault(what, host, port, refused)];
    },
  };
}

function portFault(what: string, host: string, port: number, code: string): Finding {
  if (code === "EACCES")
    return fault(
      what,
      `this user may not use ${port}`,
      "Set PORT to one above 1023, and let a proxy pass it on.",
    );
  return fault(
    what,
    `${host} is no address of this machine (${code})`,
    "Set HOST to 127.0.0.1, or to 0.0.0.0 for all addresses.",
  );
}

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(codeOf(error) || error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

async function isOurs(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  const asked = fetch(`${localAddress(host, port)}/health`, { signal });
  return asked.then(
    async (answer) => answer.ok && (await answer.text()) === '{"status":"ok"}',
    () => false,
  );
}
