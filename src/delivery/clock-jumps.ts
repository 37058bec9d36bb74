/**
 * Notices that the wall clock was set (by comparing it with a monotonic one) and that this process stood still. Leases use the wall clock:
 * after either event the leases of live workers, our own first, seem to have ended, and their deliveries would be sent a second time.
 */
export interface ClockJumps {
  /**
   * Call it at every round with both clocks. `leapMs`: how far the wall clock was set since the last call, 0 for less than a few seconds.
   * `stoodMs`: how long this process stood still, 0 where it did not. `settled`: neither happened within the last `calmMs`, so a lease that
   * seems to have ended really has.
   */
  look(wall: Date, steadyMs: number): { leapMs: number; stoodMs: number; settled: boolean };
}

/** NTP slews smaller differences, and a busy machine may take a moment between reading one clock and the other. */
const NOTICED_MS = 5_000;

/** `stillMs`: a call that comes so long after the last one means that the process stood still. Call it much more often than that. */
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
