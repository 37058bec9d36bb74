import { expect, test } from "vitest";
import type { Clock } from "../../src/delivery/clock.ts";
import { type Pace, pacer, type Slots } from "../../src/delivery/pace.ts";
import { jumpingClock, START } from "./support.ts";

const T = START.getTime();
const running = new AbortController().signal;

/** Grants what it is told to, in order, and remembers what it was asked for. */
function scripted(...grants: Slots[]): Pace & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    async reserve(_, wanted) {
      asked.push(wanted);
      const slots = grants.shift();
      if (!slots) throw new Error("asked more often than the test expects");
      return slots;
    },
    holdOff: async () => undefined,
  };
}

async function moments(slots: ReturnType<typeof pacer>, count: number, clock: Clock): Promise<number[]> {
  const at: number[] = [];
  for (let i = 0; i < count; i++) {
    expect(await slots.slot(100, running)).toBeNull();
    at.push(clock.now().getTime() - T);
  }
  return at;
}

test("a worker sends at its slots, and fetches a quarter of a second of them at a time", async () => {
  const clock = jumpingClock();
  const pace = scripted({ count: 5, first: T }, { count: 5, first: T + 250 });
  const slots = pacer(pace, "telegram", 20, clock);
  expect(await moments(slots, 9, clock)).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400]);
  expect(pace.asked).toEqual([5, 5]);
});

test("never more slots than there are messages", async () => {
  const pace = scripted({ count: 2, first: T });
  await pacer(pace, "telegram", 1000, jumpingClock()).slot(2, running);
  expect(pace.asked).toEqual([2]);
});

test("the next slots are asked for before the last is used, and only if something is left for them", async () => {
  const clock = jumpingClock();
  const pace = scripted({ count: 2, first: T }, { count: 1, first: T + 100 });
  const slots = pacer(pace, "telegram", 20, clock);
  await slots.slot(3, running);
  expect(pace.asked).toEqual([3]);
  await slots.slot(2, running);
  expect(pace.asked).toEqual([3, 1]);
  await slots.slot(1, running);
  expect(clock.now().getTime() - T).toBe(100);
  expect(pace.asked).toEqual([3, 1]);
});

test("slots that could not be fetched ahead are asked for again, and who needs them hears why", async () => {
  const clock = jumpingClock();
  const pace = scripted({ count: 1, first: T });
  const slots = pacer(pace, "telegram", 20, clock);
  await slots.slot(2, running);
  await expect(slots.slot(1, running)).rejects.toThrow("asked more often");
});

test("a slot that was missed is lost: there is no burst to catch up", async () => {
  const clock = jumpingClock();
  const pace = scripted({ count: 5, first: T }, { count: 2, first: T + 1000 });
  const slots = pacer(pace, "telegram", 20, clock);
  await slots.slot(100, running);
  await clock.sleep(1000);
  await slots.slot(100, running);
  expect(pace.asked).toHaveLength(2);
});

test("where others have reserved the second, it waits until it may ask again", async () => {
  const clock = jumpingClock();
  const pace = scripted({ count: 0, first: T + 1200 }, { count: 1, first: T + 1250 });
  expect(await moments(pacer(pace, "telegram", 20, clock), 1, clock)).toEqual([1250]);
});

test("where there is nothing soon, it does not wait but says when to ask again", async () => {
  const clock = jumpingClock();
  const pace = scripted({ count: 0, first: T + 30_000 });
  const when = await pacer(pace, "telegram", 20, clock).slot(1, running);
  expect(when).toEqual(new Date(T + 29_050));
  expect(clock.now()).toEqual(START);
});
