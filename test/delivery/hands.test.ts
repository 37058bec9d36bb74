import { expect, test } from "vitest";
import type { Delivery } from "../../src/delivery/delivery.ts";
import { handsOn } from "../../src/delivery/hands.ts";
import { manualClock } from "./support.ts";

const deliveries = (count: number): Delivery[] =>
  Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    alertId: 1,
    chatId: i + 1,
    act: "send",
    to: { messenger: "telegram", address: String(i + 1), kind: "private", thread: null },
    attempts: 0,
    failingSince: null,
    earlier: [],
    more: false,
  }));
const ticks = () => new Promise((resolve) => setImmediate(resolve));

/** A claim of three in hand, and what the ledger is told of it. */
function three() {
  const clock = manualClock();
  const told: number[][] = [];
  const keep = async (_: number, kept: readonly Delivery[]) => void told.push(kept.map(({ id }) => id));
  const hands = handsOn({ keep }, clock, (what) => {
    throw new Error(what);
  });
  const [a, b, c] = deliveries(3);
  if (!a || !b || !c) throw new Error("three were made");
  hands.take(7, [a, b, c]);
  const written = (...some: Delivery[]) => hands.written(some.map((delivery) => ({ claim: 7, delivery })));
  return { clock, told, hands, written, a, b, c };
}

test("a claim whose verdicts are all there is let go of at once, and in one go", async () => {
  const { clock, told, hands, written, a, b, c } = three();
  written(a);
  await hands.started(7, []);
  written(b);
  await ticks();
  expect(told).toEqual([]);
  written(c);
  await hands.told();
  clock.advance(10_000);
  await ticks();
  expect(told).toEqual([[]]);
});

test("what is slow does not keep the others of its claim in hand", async () => {
  const { clock, told, hands, written, a, b, c } = three();
  await hands.started(7, []);
  written(a, b);
  clock.advance(249);
  await ticks();
  expect(told).toEqual([]);
  clock.advance(1);
  await ticks();
  expect(told).toEqual([[3]]);
  written(c);
  await hands.told();
  expect(told).toEqual([[3], []]);
});

test("what did not start goes back at once", async () => {
  const { told, hands, b, c } = three();
  await hands.started(7, [b, c]);
  expect(told).toEqual([[1]]);
});
