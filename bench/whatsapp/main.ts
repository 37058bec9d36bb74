import { systemClock } from "../../src/delivery/clock.ts";
import { startWhatsApp, type WhatsAppState } from "../../src/messengers/whatsapp/whatsapp.ts";
import { bookInMemory } from "../../test/support/whatsapp-book.ts";
import { reconnect } from "../../test/support/whatsapp-reconnects.ts";
import { whatsAppServer } from "../../test/support/whatsapp-server.ts";
import { pairedCredentials, sessionsInMemory } from "../../test/support/whatsapp-session.ts";

/**
 * A WhatsApp account that loses its line a thousand times: real Baileys against the server on loopback that the tests have,
 * with the waits between two tries shortened to a thousandth. Prints what is held after each hundred connections, as JSON.
 */
const TIMES = Number(process.argv[2] ?? 1_000);
const EVERY = Math.max(1, Math.floor(TIMES / 10));

await using server = await whatsAppServer();
const states: WhatsAppState[] = [];
const faults: unknown[] = [];
await using whatsApp = await startWhatsApp({
  account: "utama",
  session: sessionsInMemory(pairedCredentials("628110000000")).store,
  book: bookInMemory().book,
  url: server.url,
  pairing: { phone: null },
  onPairing: () => undefined,
  onState: (state) => states.push(state),
  onFault: (fault) => faults.push(fault),
  clock: { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 1_000, signal) },
  patience: { quiet: 60_000_000, stuck: 60_000_000, prepare: 10_000_000 },
});
await whatsApp.listen({ said: async () => [], changed: async () => undefined });
while (!states.some(({ kind }) => kind === "open")) await systemClock.sleep(10);

const started = performance.now();
const held = await reconnect({ states, faults }, server, TIMES, EVERY);
const [first, last] = [held[0], held.at(-1)];
const bytesEach =
  first && last && last.connections > first.connections
    ? Math.round((last.heapBytes - first.heapBytes) / (last.connections - first.connections))
    : null;
const seconds = Math.round((performance.now() - started) / 1_000);
process.stdout.write(`${JSON.stringify({ times: TIMES, seconds, bytesEach, held })}\n`);
