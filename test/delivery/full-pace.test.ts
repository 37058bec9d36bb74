import { expect, test } from "vitest";
import type { Clock } from "../../src/delivery/clock.ts";
import { type Pace, pacer, USED_OF_LIMIT } from "../../src/delivery/pace.ts";
import { accountsOn } from "../../src/store/ledger/accounts.ts";
import { testDatabase } from "../support/database.ts";
import { seeded } from "../support/dice.ts";
import { START } from "./support.ts";

const LIMIT = 30;
const SECONDS = 60;

test("three workers together use at least 97 % of a limit of 30 a second, without a single 429", async () => {
  await using db = await testDatabase();
  const { sent, refused } = await sendFor(SECONDS, [
    accountsOn(db.pool),
    accountsOn(db.pool),
    accountsOn(db.pool),
  ]);
  expect(refused).toBe(0);
  expect(sent).toBeGreaterThanOrEqual(0.97 * LIMIT * SECONDS);
});

test("three workers that each keep the limit only for themselves are refused", async () => {
  const alone = (): Pace => ({
    reserve: async (_, wanted, __, now) => ({ count: wanted, first: now.getTime() }),
    holdOff: async () => undefined,
  });
  const { refused } = await sendFor(3, [alone(), alone(), alone()]);
  expect(refused).toBeGreaterThan(0);
});

/** Each worker sends as fast as its pacer lets it. On its way, each message takes up to `JITTER_MS` longer than another. */
async function sendFor(seconds: number, paces: readonly Pace[]): Promise<{ sent: number; refused: number }> {
  const end = START.getTime() + 1000 * seconds;
  const clock = sharedClock(paces.length);
  const running = new AbortController().signal;
  const arrivals: number[] = [];
  const random = seeded(7);

  async function work(pace: Pace): Promise<void> {
    const slots = pacer(pace, "telegram", LIMIT * USED_OF_LIMIT, clock);
    while (clock.now().getTime() < end) {
      const later = await slots.slot(100, running);
      if (later === null) arrivals.push(clock.now().getTime() + JITTER_MS * random());
      else await clock.sleep(later.getTime() - clock.now().getTime());
    }
    clock.leave();
  }
  await Promise.all(paces.map(work));
  return { sent: arrivals.length, refused: refusedOf(arrivals.sort((a, b) => a - b)) };
}

const JITTER_MS = 15;

/** A server as strict as can be: in no second, wherever it begins, more than the limit. */
function refusedOf(arrivals: readonly number[]): number {
  return arrivals.filter((at, i) => at - (arrivals[i - LIMIT] ?? -Infinity) < 1000).length;
}

/** A clock for several workers: when all of them sleep, it jumps to the one who wakes first. No time really passes. */
function sharedClock(workers: number): Clock & { leave(): void } {
  let now = START.getTime();
  let present = workers;
  const asleep: { until: number; wake: () => void }[] = [];

  function lookWhoSleeps(): void {
    if (asleep.length < present) return;
    const first = asleep.sort((a, b) => a.until - b.until).shift();
    if (!first) return;
    now = Math.max(now, first.until);
    first.wake();
  }
  return {
    now: () => new Date(now),
    sleep: (ms) =>
      new Promise((wake) => {
        asleep.push({ until: now + Math.max(0, ms), wake });
        lookWhoSleeps();
      }),
    leave() {
      present -= 1;
      lookWhoSleeps();
    },
  };
}
