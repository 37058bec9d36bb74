/**
 * Notices that someone set the wall clock, by comparing it with one that only goes on. Leases are kept by the wall clock: after a
 * leap forward those of the living seem to have ended, and what they are just sending would be sent again.
 */
export interface ClockJumps {
  /**
   * Looks at both clocks; call it at every round. `leapMs`: how far the wall clock was set since the last look, 0 for less than a few
   * seconds. `settled`: no leap within the last `calmMs`, so that a lease which seems to have ended has ended.
   */
  look(wall: Date, steadyMs: number): { leapMs: number; settled: boolean };
}

/** NTP slews smaller differences, and a busy machine may take a moment between reading one clock and the other. */
const NOTICED_MS = 5_000;

export function clockJumps(calmMs: number): ClockJumps {
  let before: { wall: number; steady: number } | undefined;
  let calmAt = -Infinity;
  return {
    look(wall, steadyMs) {
      const difference = before ? wall.getTime() - before.wall - (steadyMs - before.steady) : 0;
      before = { wall: wall.getTime(), steady: steadyMs };
      const leapMs = Math.abs(difference) < NOTICED_MS ? 0 : difference;
      if (leapMs > 0) calmAt = steadyMs + calmMs;
      return { leapMs, settled: steadyMs >= calmAt };
    },
  };
}
