import { setTimeout as sleep } from "node:timers/promises";

/** Waits for `work`, but not longer than `ms`: whether it has ended. Rejects if it fails before that. */
export async function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  try {
    const limit = sleep(ms, false, { signal: timer.signal });
    return await Promise.race([work.then(() => true), limit]);
  } finally {
    timer.abort();
  }
}
