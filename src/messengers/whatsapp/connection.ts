import {
  type ConnectionState,
  makeWASocket,
  type UserFacingSocketConfig,
  type WASocket,
} from "@whiskeysockets/baileys";
import type { Clock } from "../../delivery/clock.ts";
import { afterLoss, type Loss, lossOf, waitFor } from "./disconnect.ts";
import { forgetUnfinishedPairing, type Session } from "./session.ts";
import { type Patience, untilDeaf } from "./watchdog.ts";

/** What a person must do to make this installation a device of the account: scan the QR, or type the code. */
export type Pairing = { qr: string } | { code: string };

export type ConnectionLife =
  | { kind: "connecting" }
  | { kind: "pairing" }
  | { kind: "open" }
  | { kind: "waiting"; ms: number; status: number }
  | { kind: "stopped"; why: string; pairAgain: boolean };

export interface ConnectionOptions {
  /** Opens the session. Tried until it can be. */
  session: () => Promise<Session>;
  config: Omit<UserFacingSocketConfig, "auth">;
  /** A phone number in digits asks for a pairing code, null for a QR. */
  phone: string | null;
  patience: Patience;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** Every new socket, before anything comes in on it: the place for listeners. Baileys removes them at its end. */
  onSocket: (sock: WASocket) => void;
  /** What Baileys says of the account beside the connection's life. */
  onUpdate: (update: Partial<ConnectionState>) => void;
  /** The socket just ended: nothing more comes in on it. */
  onLoss: () => void;
  onPairing: (pairing: Pairing) => void;
  onLife: (life: ConnectionLife) => void;
  onFault: (error: unknown) => void;
}

export interface Connection extends AsyncDisposable {
  /** The socket while it is open; null at any other time. */
  readonly open: WASocket | null;
}

/** Open for this long, a connection was a good one, and the next loss is the first again (milliseconds). */
const STABLE = 60_000;

/** In place of WhatsApp's code while the database does not give us the session. */
const NO_SESSION = 0;

/** A dead line is not waited for when we hang up (milliseconds). */
const FAREWELL = 2_000;

/**
 * Keeps one socket connected until disposed.
 *
 *   connecting ──▶ (pairing) ──▶ open ──loss──▶ waiting ──▶ connecting
 *        └────────────loss────────────┴──▶ waiting or stopped (disconnect.ts decides)
 *   (a session that the database does not give) ──▶ waiting ──▶ connecting
 *
 * There is never a second socket: the old one is ended, and everything it wrote is stored, before the next begins.
 */
export function keepConnected(options: ConnectionOptions): Connection {
  const { clock, onLife, onFault } = options;
  const over = new AbortController();
  let open: WASocket | null = null;

  const running = run().catch(onFault);
  return {
    get open() {
      return open;
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      await running;
    },
  };

  async function run(): Promise<void> {
    const session = await opened();
    if (!session) return;
    let attempts = 0;
    while (!over.signal.aborted) {
      onLife({ kind: "connecting" });
      const { loss, lasted } = await live(session);
      await session.stored().catch(onFault);
      if (over.signal.aborted) return;

      if (lasted >= STABLE) attempts = 0;
      const next = afterLoss(loss, attempts++, options.random());
      if (next.kind === "stop") return onLife({ kind: "stopped", why: next.why, pairAgain: next.pairAgain });
      onLife({ kind: "waiting", ms: next.inMs, status: loss.status });
      await clock.sleep(next.inMs, over.signal);
    }
  }

  /** null: hung up meanwhile. */
  async function opened(): Promise<Session | null> {
    for (let attempts = 0; !over.signal.aborted; attempts++) {
      try {
        return await options.session();
      } catch (error) {
        onFault(error);
      }
      const ms = waitFor(attempts, options.random());
      onLife({ kind: "waiting", ms, status: NO_SESSION });
      await clock.sleep(ms, over.signal);
    }
    return null;
  }

  /** One socket, from its first byte to its end. */
  async function live(session: Session): Promise<{ loss: Loss; lasted: number }> {
    forgetUnfinishedPairing(session.state.creds);
    const sock = makeWASocket({ ...options.config, auth: session.state });
    const ended = Promise.withResolvers<Loss>();
    const gone = new AbortController();
    let lasted = (): number => 0;
    let watched: Promise<unknown> | undefined; // before it is open, Baileys' own time limits watch it
    let asked = false;

    over.signal.addEventListener("abort", () => ended.resolve({ status: 428, byWhatsApp: false }), {
      signal: gone.signal,
    });
    sock.ev.on("creds.update", () => session.changed());
    sock.ev.on("connection.update", (update) => {
      if (gone.signal.aborted) return;
      options.onUpdate(update);
      if (update.qr !== undefined) {
        if (!asked) onLife({ kind: "pairing" });
        if (options.phone === null) options.onPairing({ qr: update.qr });
        else if (!asked) askForCode(sock, options.phone);
        asked = true;
      }
      if (update.connection === "open") {
        const since = clock.now().getTime();
        lasted = () => clock.now().getTime() - since;
        open = sock;
        onLife({ kind: "open" });
        watched = watch(sock, gone.signal).then((loss) => loss && ended.resolve(loss));
      }
      if (update.connection === "close") ended.resolve(lossOf(update.lastDisconnect?.error));
    });
    options.onSocket(sock);

    const loss = await ended.promise;
    open = null;
    gone.abort();
    options.onLoss();
    await Promise.race([sock.end(undefined), clock.sleep(FAREWELL)]);
    await watched;
    return { loss, lasted: lasted() };
  }

  async function watch(sock: WASocket, over: AbortSignal): Promise<Loss | null> {
    const how = await untilDeaf(sock, options.patience, clock, over);
    if (how === "over") return null;
    onFault(new Error(`WhatsApp tidak terdengar lagi (${how}), sambungan dibangun ulang`));
    return { status: 408, byWhatsApp: false };
  }

  function askForCode(sock: WASocket, phone: string): void {
    sock.requestPairingCode(phone).then((code) => options.onPairing({ code }), onFault);
  }
}
