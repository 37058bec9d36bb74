/**
 * Notices that someone set the wall clock, by comparing it with one that only goes on, and that this process stood still. Leases are kept by
 * the wall clock: after either those of the living seem to have ended (our own first of all), and what they are just sending would be sent
 * again.
 */
export interface ClockJumps {
  /**
   * Looks at both clocks; call it at every round. `leapMs`: how far the wall clock was set since the last look, 0 for less than a few
   * seconds. `stoodMs`: for how long nobody could look, where that is too long. `settled`: neither within the last `calmMs`, so that a
   * lease which seems to have ended has ended.
   */
  look(wall: Date, steadyMs: number): { leapMs: number; stoodMs: number; settled: boolean };
}

/** NTP slews smaller differences, and a busy machine may take a moment between reading one clock and the other. */
const NOTICED_MS = 5_000;

/** Who looks only `stillMs` after the last look has stood still: one looks much more often, and waits for nothing in between. */
export function clockJumps({ stillMs, calmMs }: { stillMs: number; calmMs: number }): ClockJumps {
  let before: { wall: number; steady: number } | undefined;
  let calmAt = -Infinity;
  return {
    look(wall, steadyMs) {
      const passed = before ? steadyMs - before.steady : 0;
      const difference = before ? wall.getTime() - before.wall - passed : 0;
      before = { wall: wall.getTime(), steady: steadyMs };
      const leapMs = Math.abs(difference) < NOTICED_MS ? 0 : difference;
      const stoodMs = passed < stillMs ? 0 : passed;
      if (leapMs > 0 || stoodMs > 0) calmAt = steadyMs + calmMs;
      return { leapMs, stoodMs, settled: steadyMs >= calmAt };
    },
  };
}
