import type { Ear } from "../../chat/said.ts";
import { type Leases, whileHolding } from "../../delivery/lease.ts";
import type { Messenger } from "../../messengers/messenger.ts";
import type { Core } from "../core.ts";

const LEASE_MS = 15_000; // after a process died, another one listens within this time
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export interface RunParts extends Pick<Core, "events" | "clock"> {
  leases: Leases;
  ear: Ear;
  /** The name of this start of this process. */
  holder: string;
  /** The platform calls our web server with what is said there: no process needs to listen. */
  byWebhook(messenger: Messenger): boolean;
  /** Sends on the messenger until disposed. */
  send(messenger: Messenger): AsyncDisposable;
}

/**
 * Sends and listens on a messenger until the signal aborts. On Telegram every worker sends, and the one with the account's lease listens.
 * WhatsApp's socket does both, so only the lease's holder sends, too. Listening that fails is begun anew.
 */
export async function runMessenger(
  messenger: Messenger,
  parts: RunParts,
  signal: AbortSignal,
): Promise<void> {
  const { leases, clock, events, ear, holder } = parts;
  await using anyone = new AsyncDisposableStack();
  if (!messenger.onlyListenerSends) anyone.use(parts.send(messenger));
  if (parts.byWebhook(messenger)) {
    await aborted(signal);
    return;
  }
  const holding = { messenger: messenger.name, holder, ms: LEASE_MS };
  let failures = 0;
  while (!signal.aborted) {
    try {
      await whileHolding(leases, holding, clock, signal, holdTheLine);
    } catch (error) {
      events.fault(`listening on ${messenger.name}`, error);
      await clock.sleep(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++), signal);
    }
  }

  async function holdTheLine(held: AbortSignal, lost: AbortSignal): Promise<void> {
    let sent: PromiseLike<void> | undefined;
    try {
      await using _ears = await messenger.listen(ear);
      failures = 0;
      const sending = messenger.onlyListenerSends ? parts.send(messenger) : null;
      await aborted(held);
      // Sends under way may end before we hang up; but not once the lease is lost: its next holder opens a socket of its own.
      sent = sending?.[Symbol.asyncDispose]();
      await Promise.race([sent, aborted(lost)]);
    } finally {
      await sent;
    }
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
