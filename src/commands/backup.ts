import { backupName, backUp, restore } from "../app.ts";
import { readConfig } from "../config.ts";
import { stopSignal } from "./serve.ts";
import { inWords, UsageError } from "./usage-error.ts";

const BACKUP_USAGE = `npm run backup
npm run backup -- FILE

  Writes everything Kabar Kilat keeps into a new file, as it is at this moment. The service may go on meanwhile.
  Without a name: backups/kabarkilat-<time>.tar.gz`;

const RESTORE_USAGE = `npm run restore -- FILE [--go-on]

  Reads a backup into the configured database, which must be empty. Stop the service first, and move its data folder away.
  Afterwards sending is stopped until an editor says /lanjutkan, since some of what the backup has as waiting may have been sent
  after it was made, and feeds alert nobody when they are first read.

  --go-on   sending goes on at once: only for a backup that was made when the service had been stopped for good`;

type Print = (text: string) => Promise<void>;

/** Writes a backup; says where it is and what is in it. */
export async function backupCommand(
  args: string[],
  env: Record<string, string | undefined>,
  print: Print,
): Promise<void> {
  const [name, ...more] = args;
  if (name?.startsWith("-") || more.length > 0) throw new UsageError(BACKUP_USAGE);
  const at = new Date();
  const file = name ?? `backups/${backupName(at)}`;
  const stop = stopSignal();
  const written = inWords(() => backUp(readConfig(env), file, at, stop));
  const { rows, tables, bytes } = await written.catch((error: unknown) => {
    throw stop.aborted ? new UsageError("Stopped: no backup was written.", { cause: error }) : error;
  });
  await print(
    `${file}: ${rows} rows of ${tables} tables, ${(bytes / 1024 / 1024).toFixed(1)} MB.\n` +
      "It holds readers' numbers: keep it where only you can read it, and on another machine than this.\n",
  );
}

/** Restores a backup; says what it did with what was still to be sent. */
export async function restoreCommand(
  args: string[],
  env: Record<string, string | undefined>,
  print: Print,
): Promise<void> {
  const goOn = args.includes("--go-on");
  const [file, ...more] = args.filter((arg) => arg !== "--go-on");
  if (file === undefined || file.startsWith("-") || more.length > 0) throw new UsageError(RESTORE_USAGE);
  const { at, rows, open, leftOut } = await inWords(() => restore(readConfig(env), file, goOn, new Date()));
  await print(
    `Restored ${rows} rows, as they were at ${at.toISOString()}. ` +
      (goOn
        ? `Start the service: ${open} deliveries go on.\n`
        : `Start the service; sending is stopped, with ${open} deliveries waiting. Look at /status and /antrean, stop what was sent ` +
          `already with /tarik or /jeda, then say /lanjutkan.\n`) +
      (leftOut.length > 0 ? `Left out, as none of Kabar Kilat's own: ${leftOut.join(", ")}.\n` : ""),
  );
}
