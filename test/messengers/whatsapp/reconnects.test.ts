import { expect, test } from "vitest";
import { systemClock } from "../../../src/delivery/clock.ts";
import { account, ready } from "../../support/whatsapp-account.ts";
import { reconnect } from "../../support/whatsapp-reconnects.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

/** What a connection may leave behind for good, in bytes. A forgotten socket or listener of Baileys' is over 100,000. */
const ALLOWED = 15_000;

test("reconnects leave nothing behind", async () => {
  await using server = await whatsAppServer();
  await using ours = await account({
    url: server.url,
    clock: { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 1_000, signal) },
    patience: { quiet: 60_000_000, answer: 10_000, stuck: 60_000_000, prepare: 10_000_000 },
  });
  await ready(ours);

  const [first, ...later] = await reconnect(ours, server, 90, 30);
  const last = later.at(-1);
  if (!first || !last) throw new Error("nothing was measured");

  expect((last.heapBytes - first.heapBytes) / (last.connections - first.connections)).toBeLessThan(ALLOWED);
  expect(last.resources).toBeLessThanOrEqual(first.resources + 5);
  expect(server.connected).toBe(1);
}, 120_000);
