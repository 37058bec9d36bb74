import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { LET_GO } from "../error-code.ts";

/** How soon an answer is missed, and how long the server may take to open its door then. */
const WAITS = { lookMs: 10_000, knockMs: 10_000 };

/**
 * A client that does not wait without end. Of a server that vanishes when something was just sent to it, Linux says so after a quarter of an
 * hour, and of one that hangs never. So where an answer does not come, we knock: who takes connections is at work, however long a statement
 * takes. Where nobody answers that either, all that was asked fails as with any connection that breaks.
 *
 * @param over aborts when nothing is waited for any more: it ends every client of this class, and those that connect from then on
 */
export function watchedClient(waits = WAITS, over = new AbortController().signal): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      this.once("connect", () => void watch(this, waits));
      const { stream } = this.connection;
      const cut = (): void => void this.connection.stream.destroy(new LetGo());
      over.addEventListener("abort", cut);
      stream.once("connect", () => over.aborted && cut());
      stream.once("close", () => over.removeEventListener("abort", cut));
    }
  };
}

/** We have stopped waiting for PostgreSQL, for good. */
class LetGo extends Error {
  override name = "LetGo";
  readonly code = LET_GO;
  constructor() {
    super("PostgreSQL was let go of");
  }
}

async function watch(
  { host, port, connection }: pg.Client,
  { lookMs, knockMs }: typeof WAITS,
): Promise<void> {
  const { stream } = connection;
  if (!(stream instanceof net.Socket)) return;
  const { remoteAddress, remotePort = port } = stream;
  // By the address and not by the name, which may lead to the one that took over by now.
  const door =
    remoteAddress === undefined
      ? { path: `${host}/.s.PGSQL.${port}` }
      : { host: remoteAddress, port: remotePort };
  let answered = stream.bytesWritten;
  connection.prependListener("readyForQuery", () => (answered = stream.bytesWritten)); // before the next question is written
  const over = new AbortController();
  stream.once("close", () => over.abort());
  while (!over.signal.aborted) {
    const heard = stream.bytesRead;
    await sleep(lookMs, undefined, { ref: false, signal: over.signal }).catch(() => undefined);
    const waits = stream.bytesWritten > answered && stream.bytesRead === heard;
    if (waits && !(await answers(door, knockMs, over.signal)))
      stream.destroy(
        Object.assign(new Error("PostgreSQL has vanished, or hangs: it does not even take connections"), {
          code: "ETIMEDOUT",
        }),
      );
  }
}

/** PostgreSQL's request for encryption, which it answers with a letter before it asks who is there. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

function answers(door: net.NetConnectOpts, withinMs: number, over: AbortSignal): Promise<boolean> {
  const signal = AbortSignal.any([over, AbortSignal.timeout(withinMs)]);
  return new Promise((resolve) => {
    const knocking = net.connect({ ...door, signal }, () => knocking.write(SSL_REQUEST));
    knocking.once("data", () => {
      resolve(true);
      knocking.destroy();
    });
    knocking.on("error", () => undefined).once("close", () => resolve(false));
  });
}
