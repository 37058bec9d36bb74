import type { DeliveryOptions, DeliveryPorts, Sender } from "./options.ts";
import { type Batch, startSending } from "./sending.ts";

/** Claims one batch, sends it, and resolves when every verdict is written. */
export async function deliverBatch(
  messenger: Sender,
  ports: DeliveryPorts,
  options: DeliveryOptions,
  signal: AbortSignal,
): Promise<Batch> {
  await using sending = startSending(messenger, ports, options);
  return await sending.batch(signal);
}

/**
 * What a delivery job does: batch after batch until nothing is due, sending is stopped or held off, or the signal aborts. It waits for
 * deliveries that are due within a second. Resolves, with all verdicts written, with the time when there may be more to send; null: not
 * before a new reminder.
 */
export async function deliverDue(
  messenger: Sender,
  ports: DeliveryPorts,
  options: DeliveryOptions,
  signal: AbortSignal,
): Promise<Date | null> {
  const { ledger, clock } = ports;
  await using sending = startSending(messenger, ports, options);
  for (;;) {
    const { more } = await sending.batch(signal);
    if (more && !signal.aborted) continue;
    // A send without an answer is given up only after many seconds: wait for it only when there is nothing else to do.
    let next = await ledger.nextDue(messenger.name, clock.now());
    if (signal.aborted || untilMs(next) > LINGER_MS) {
      await sending.settled();
      next = await ledger.nextDue(messenger.name, clock.now());
      if (signal.aborted || untilMs(next) > LINGER_MS) return next;
    }
    await clock.sleep(Math.max(BREATH_MS, untilMs(next)), signal);
  }

  function untilMs(next: Date | null): number {
    return next === null ? Infinity : next.getTime() - clock.now().getTime();
  }
}

const LINGER_MS = 1_000; // so that a second alert to the same chats needs no job of its own
const BREATH_MS = 50; // where another worker has claimed what is due, we ask again, but not in a tight loop
