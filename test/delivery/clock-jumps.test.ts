import { expect, test } from "vitest";
import { clockJumps } from "../../src/delivery/clock-jumps.ts";

const looking = () => clockJumps({ stillMs: 90_000, calmMs: 60_000 });
const at = (seconds: number): Date => new Date(1_700_000_000_000 + seconds * 1000);

test("a clock that goes on as clocks do is never noticed", () => {
  const { look } = looking();
  for (let s = 0; s < 600; s += 60)
    expect(look(at(s * 1.01), s * 1000)).toEqual({ leapMs: 0, stoodMs: 0, settled: true });
});

test("after a leap forward no lease counts as ended for as long as a living worker's may take", () => {
  const { look } = looking();
  look(at(0), 0);
  expect(look(at(3_610), 10_000)).toEqual({ leapMs: 3_600_000, stoodMs: 0, settled: false });
  expect(look(at(3_660), 60_000)).toEqual({ leapMs: 0, stoodMs: 0, settled: false });
  expect(look(at(3_670), 70_000)).toEqual({ leapMs: 0, stoodMs: 0, settled: true });
});

test("a leap back is told, and ends no lease too soon", () => {
  const { look } = looking();
  look(at(3_600), 0);
  expect(look(at(10), 10_000)).toEqual({ leapMs: -3_600_000, stoodMs: 0, settled: true });
});

test("a machine that slept has a clock that leapt", () => {
  const { look } = looking();
  look(at(0), 0);
  expect(look(at(28_800), 1_000).settled).toBe(false);
});

test("a process that stood still and goes on takes nothing for given up, its own sends first of all", () => {
  const { look } = looking();
  look(at(0), 0);
  expect(look(at(600), 600_000)).toEqual({ leapMs: 0, stoodMs: 600_000, settled: false });
  expect(look(at(660), 660_000)).toEqual({ leapMs: 0, stoodMs: 0, settled: true });
});
