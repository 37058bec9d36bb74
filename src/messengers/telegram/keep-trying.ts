import { setTimeout as sleep } from "node:timers/promises";
import { GrammyError } from "grammy";

/** Reports something for the log. */
export type Fault = (what: string, error: unknown) => void;

/**
 * Repeats `attempt` until it succeeds, however long Telegram or the network is away. Reports the 1st, 2nd, 4th, 8th …
 * failure in a row, so that a night without network is a dozen lines. Rejects only when `signal` stops it.
 *
 * @param random a number in [0, 1), so that many processes don't come back in the same instant
 */
export async function keepTrying<T>(
  what: string,
  attempt: () => Promise<T>,
  { signal, onFault, random }: { signal: AbortSignal; onFault: Fault; random: () => number },
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (Number.isInteger(Math.log2(failures))) onFault(`${what} failed (${failures} in a row)`, error);
      await sleep(1000 * pauseSeconds(failures, error, random()), undefined, { signal });
    }
  }
}

/** One second, doubled with every failure up to half a minute, between half and all of it; or what Telegram asks for. */
export function pauseSeconds(failures: number, error: unknown, random: number): number {
  const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) : 0;
  return Math.max(asked, Math.min(30, 2 ** (failures - 1)) * (0.5 + random / 2));
}
