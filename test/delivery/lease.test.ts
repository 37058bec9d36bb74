import { expect, test } from "vitest";
import { type Leases, whileHolding } from "../../src/delivery/lease.ts";
import { type ManualClock, manualClock } from "./support.ts";

const HOLDING = { messenger: "whatsapp", holder: "a", ms: 3000 } as const;

/** One lease in memory; `broken` makes the database fail. */
function memory(clock: ManualClock): Leases & { holder: string | null; broken: boolean } {
  let until = 0;
  return {
    holder: null,
    broken: false,
    async take(_, holder, to) {
      if (this.broken) throw new Error("no database");
      if (this.holder !== null && this.holder !== holder && until > clock.now().getTime()) return false;
      this.holder = holder;
      until = to.getTime();
      return true;
    },
    async drop(_, holder) {
      if (this.holder === holder) this.holder = null;
    },
  };
}

/** Work that goes on until it is told to stop, and says in the log when it runs. */
function worker() {
  const clock = manualClock();
  const leases = memory(clock);
  const log: string[] = [];
  const stop = new AbortController();
  return {
    clock,
    leases,
    log,
    begin: () =>
      whileHolding(leases, HOLDING, clock, stop.signal, async (held) => {
        log.push("starts");
        await new Promise<void>((resolve) => held.addEventListener("abort", () => resolve(), { once: true }));
        log.push("stops");
      }),
    stop: () => stop.abort(),
  };
}

async function pass(clock: ManualClock, ms: number): Promise<void> {
  for (let i = 0; i < ms; i += 100) {
    clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("work runs as long as the lease is renewed, and gives it back when it is told to stop", async () => {
  const { clock, leases, log, begin, stop } = worker();
  const done = begin();
  await pass(clock, 20_000);
  expect([leases.holder, log]).toEqual(["a", ["starts"]]);
  stop();
  await done;
  expect([leases.holder, log]).toEqual([null, ["starts", "stops"]]);
});

test("who does not get the lease waits, and takes over when the holder falls silent", async () => {
  const { clock, leases, log, begin, stop } = worker();
  await leases.take("whatsapp", "dead", new Date(clock.now().getTime() + 3000), clock.now());
  const done = begin();
  await pass(clock, 2900);
  expect(log).toEqual([]);
  await pass(clock, 1200);
  expect(log).toEqual(["starts"]);
  stop();
  await done;
});

test("a holder that cannot renew stops before anyone else can have the lease, and starts again when it can", async () => {
  const { clock, leases, log, begin, stop } = worker();
  const done = begin();
  await pass(clock, 100);
  leases.broken = true;
  await pass(clock, 2000);
  expect(log).toEqual(["starts", "stops"]);
  leases.broken = false;
  await pass(clock, 1200);
  expect(log).toEqual(["starts", "stops", "starts"]);
  stop();
  await done;
});

test("a lease that someone else has taken stops the work at once", async () => {
  const { clock, leases, log, begin, stop } = worker();
  const done = begin();
  await pass(clock, 100);
  leases.holder = "b";
  await pass(clock, 1000);
  expect([leases.holder, log]).toEqual(["b", ["starts", "stops"]]);
  stop();
  await done;
});

test("work that ends by itself is over; work that fails says so; both give the lease back", async () => {
  const clock = manualClock();
  const leases = memory(clock);
  const signal = new AbortController().signal;
  await whileHolding(leases, HOLDING, clock, signal, async () => undefined);
  expect(leases.holder).toBeNull();
  const failing = whileHolding(leases, HOLDING, clock, signal, () => Promise.reject(new Error("logged out")));
  await expect(failing).rejects.toThrow("logged out");
  expect(leases.holder).toBeNull();
});
