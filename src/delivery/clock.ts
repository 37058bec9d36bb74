import { setTimeout as delay } from "node:timers/promises";

/** Time, as an argument. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or as soon as the signal aborts: the caller checks the signal. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => delay(Math.max(0, ms), undefined, signal ? { signal } : {}).catch(() => undefined),
};
