import type { Ear } from "../../chat/said.ts";
import type { Clock } from "../../delivery/clock.ts";
import { type Leases, whileHolding } from "../../delivery/lease.ts";
import type { Events } from "../../events.ts";
import type { Messenger } from "../../messengers/messenger.ts";

const LEASE_MS = 15_000; // a messenger whose process died is heard again after this
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** How a worker attends to its messengers. */
export interface Attending {
  leases: Leases;
  clock: Clock;
  events: Events;
  ear: Ear;
  /** This start of this process. */
  holder: string;
  /** What is said there reaches the web server, and no process needs to listen. */
  byWebhook(messenger: Messenger): boolean;
  /** Sends on the messenger until disposed. */
  send(messenger: Messenger): AsyncDisposable;
}

/**
 * Sends and listens on a messenger until the signal aborts. Telegram's Bot API lets every worker send, and only its listening is one
 * process's at a time; WhatsApp's socket does both, so its deliveries are worked off by the holder of the lease alone. Where listening
 * fails it is begun anew.
 */
export async function attend(messenger: Messenger, parts: Attending, signal: AbortSignal): Promise<void> {
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
      // What is under way may end before we hang up; but not once the lease is lost, since whoever has it next opens a line of its own.
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
