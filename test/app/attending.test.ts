import { expect, test } from "vitest";
import { runMessenger } from "../../src/app/messengers/run-messenger.ts";
import { createLog } from "../../src/app/observing/logging.ts";
import type { Leases } from "../../src/delivery/lease.ts";
import { createEvents } from "../../src/events.ts";
import type { Messenger } from "../../src/messengers/messenger.ts";
import { type ManualClock, manualClock } from "../delivery/support.ts";

/** The lease as PostgreSQL keeps it, and how each process reaches it. */
function lease() {
  let holder: string | null = null;
  let until = 0;
  const seenBy = (reach: () => Promise<void>): Leases => ({
    async take(_, who, to, now) {
      await reach();
      if (holder !== null && holder !== who && until > now.getTime()) return false;
      holder = who;
      until = to.getTime();
      return true;
    },
    async drop(_, who) {
      await reach();
      if (holder === who) holder = null;
    },
  });
  return { seenBy };
}

/** A process that attends to WhatsApp, and writes down when its line opens and closes and when its sends have ended. */
function attending(name: string, clock: ManualClock, leases: Leases, log: string[], failing: Error[] = []) {
  const stop = new AbortController();
  const inFlight = Promise.withResolvers<void>();
  const line: AsyncDisposable = {
    async [Symbol.asyncDispose]() {
      log.push(`${name} closes`);
      inFlight.resolve(); // a send on a line that is down is lost, and ends
    },
  };
  const messenger: Messenger = {
    name: "whatsapp",
    onlyListenerSends: true,
    send: async () => ({ kind: "later", why: "" }),
    async listen() {
      const failure = failing.shift();
      if (failure) throw failure;
      log.push(`${name} opens`);
      return line;
    },
    async [Symbol.asyncDispose]() {},
  };
  const over = runMessenger(
    messenger,
    {
      leases,
      clock,
      events: createEvents(createLog("silent", []), () => clock.now()),
      ear: { said: async () => [], changed: async () => undefined },
      holder: name,
      byWebhook: () => false,
      send: () => ({
        async [Symbol.asyncDispose]() {
          await inFlight.promise;
          log.push(`${name}'s sends have ended`);
        },
      }),
    },
    stop.signal,
  );
  return { answered: inFlight.resolve, stop: () => stop.abort(), over };
}

async function pass(clock: ManualClock, ms: number): Promise<void> {
  for (let i = 0; i < ms; i += 100) {
    clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test.each([
  ["refuses", () => Promise.reject(new Error("no database"))],
  ["says nothing more", () => new Promise<void>(() => undefined)],
])(
  "where one process's database %s while it sends, its line is down before the next process opens one",
  async (_how, gone) => {
    const clock = manualClock();
    const { seenBy } = lease();
    const log: string[] = [];
    let reach = async (): Promise<void> => undefined;
    const a = attending(
      "A",
      clock,
      seenBy(() => reach()),
      log,
    );
    await pass(clock, 1_000);
    const b = attending(
      "B",
      clock,
      seenBy(async () => undefined),
      log,
    );
    reach = gone;
    await pass(clock, 30_000);
    expect(log).toEqual(["A opens", "A closes", "A's sends have ended", "B opens"]);

    for (const one of [a, b]) one.stop();
    b.answered();
    await b.over;
  },
);

test("a process that is told to stop hangs up when what it sends has its answers", async () => {
  const clock = manualClock();
  const log: string[] = [];
  const a = attending(
    "A",
    clock,
    lease().seenBy(async () => undefined),
    log,
  );
  await pass(clock, 1_000);
  a.stop();
  await pass(clock, 20_000);
  expect(log).toEqual(["A opens"]);
  a.answered();
  await a.over;
  expect(log).toEqual(["A opens", "A's sends have ended", "A closes"]);
});

test("a process that is told to stop and then loses the lease hangs up at once", async () => {
  const clock = manualClock();
  const log: string[] = [];
  let reach = async (): Promise<void> => undefined;
  const a = attending(
    "A",
    clock,
    lease().seenBy(() => reach()),
    log,
  );
  await pass(clock, 1_000);
  a.stop();
  reach = () => Promise.reject(new Error("no database"));
  await pass(clock, 20_000);
  expect(log).toEqual(["A opens", "A closes", "A's sends have ended"]);
  await a.over;
});

test("a messenger whose listening failed is listened to again", async () => {
  const clock = manualClock();
  const log: string[] = [];
  const failing = [new Error("the database broke off"), new Error("and again")];
  const a = attending(
    "A",
    clock,
    lease().seenBy(async () => undefined),
    log,
    failing,
  );
  await pass(clock, 5_000);
  expect(log).toEqual(["A opens"]);
  a.stop();
  a.answered();
  await a.over;
});
