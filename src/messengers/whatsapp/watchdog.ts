import { S_WHATSAPP_NET, type WASocket } from "@whiskeysockets/baileys";
import type { Clock } from "../../delivery/clock.ts";

/** How long each silence may last, in milliseconds. */
export interface Patience {
  /** Without a frame for this long, WhatsApp is asked for a sign of life. WhatsApp Web pings every 15 to 30 s. */
  quiet: number;
  /** … and has this long to give one; whatsmeow waits 10 s too. */
  answer: number;
  /** How long Baileys may hold its own locks. A send may wait for a query (30 s) and a store's retries (30 s) in turn. */
  stuck: number;
}

export const PATIENCE: Patience = { quiet: 20_000, answer: 10_000, stuck: 180_000 };

/**
 * Watches a socket until `over`, or until it is deaf:
 *
 *   "silent"  nothing comes in and a ping stays unanswered: the line is dead, and TCP would notice in a quarter of an hour;
 *   "stuck"   pings are answered, but a lock inside Baileys is never given back, so that messages arrive and nobody hears of
 *             them, for days (WhiskeySockets/Baileys#2491). An empty task that does not get through shows it.
 */
export async function untilDeaf(
  sock: WASocket,
  patience: Patience,
  clock: Clock,
  over: AbortSignal,
): Promise<"silent" | "stuck" | "over"> {
  let heard = true;
  sock.ws.on("frame", () => (heard = true));

  for (;;) {
    await clock.sleep(patience.quiet, over);
    if (!heard && !over.aborted) await sock.query(ping(), patience.answer).catch(() => undefined);
    if (over.aborted) return "over";
    if (!heard) return "silent";
    heard = false;
    if (!(await getsThrough(sock, patience.stuck, clock, over))) return over.aborted ? "over" : "stuck";
  }
}

function ping() {
  return {
    tag: "iq",
    attrs: { to: S_WHATSAPP_NET, type: "get", xmlns: "w:p" },
    content: [{ tag: "ping", attrs: {} }],
  };
}

async function getsThrough(sock: WASocket, ms: number, clock: Clock, over: AbortSignal): Promise<boolean> {
  const nothing = async (): Promise<void> => undefined;
  const me = sock.user?.id;
  const through = Promise.all([
    sock.messageMutex.mutex(nothing),
    me === undefined ? undefined : sock.authState.keys.transaction(nothing, me),
  ]);
  const done = new AbortController();
  const late = clock.sleep(ms, AbortSignal.any([over, done.signal]));
  try {
    return await Promise.race([through.then(() => true), late.then(() => false)]);
  } finally {
    done.abort();
  }
}
