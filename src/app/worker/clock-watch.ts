import { clockJumps } from "../../delivery/clock-jumps.ts";
import { bringBack } from "../../store/upkeep/clock-set-back.ts";
import type { Core } from "../core.ts";

/**
 * Answers at each call whether the clock can be trusted: not for a while after it was set forward or this process stood still. After it was set
 * back, times that lie too far ahead are brought back first, and `broughtBack` is called. Call it every `leaseMs / 8`. Rejects where the store does.
 */
export function openClockWatch({
  pool,
  events,
  clock,
  leaseMs,
  broughtBack,
}: Pick<Core, "pool" | "events" | "clock"> & {
  leaseMs: number;
  broughtBack(): Promise<void>;
}): () => Promise<boolean> {
  const jumps = clockJumps({ stillMs: leaseMs / 2, calmMs: 2 * leaseMs });
  return async () => {
    const { leapMs, stoodMs, settled } = jumps.look(clock.now(), performance.now());
    if (leapMs !== 0) events.fault("clock", new Error(`The clock was set by ${Math.round(leapMs / 1000)} s`));
    if (stoodMs !== 0) events.fault("clock", new Error(`We stood still for ${Math.round(stoodMs / 1000)} s`));
    if (leapMs < 0) {
      await bringBack(pool, clock.now(), leaseMs);
      await broughtBack();
    }
    return settled;
  };
}
