import type { DeliveryOptions, DeliveryPorts, Sender } from "./options.ts";
import { type Batch, startSending } from "./sending.ts";

/** Claims one batch, sends it, and resolves when every verdict is written. Deliveries as they are, nothing beside them. */
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
 * What a delivery job does: batch after batch until nothing is due, sending is stopped or held off, or the signal aborts.
 * Resolves, with all verdicts written, with when there may be something to send again; null: not until someone says so.
 * What is due within a second it waits for itself.
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
    // A send without an answer takes long to be given up: that is waited for only when there is nothing else to do.
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

const LINGER_MS = 1_000; // a second alert to the same people needs no job of its own
const BREATH_MS = 50; // another worker has what is due in hand; we need not ask without pause
