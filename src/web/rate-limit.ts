/** A bucket of tokens: so many at once, and one more every so often. Kept in memory, so each process counts its own. */
export interface RateLimit {
  /** Takes a token and answers 0; or, where there is none, the milliseconds until there will be one. */
  take(now: Date): number;
  /** How many tokens there are now, and the milliseconds until the bucket is full again. */
  left(now: Date): { tokens: number; fullInMs: number };
}

export function rateLimit({ perMinute, atOnce }: { perMinute: number; atOnce: number }): RateLimit {
  const every = 60_000 / perMinute;
  let freeAt = 0; // when the bucket would be full again
  return {
    take(now) {
      const time = now.getTime();
      const next = Math.max(freeAt, time) + every;
      const wait = next - time - atOnce * every;
      if (wait > 0) return wait;
      freeAt = next;
      return 0;
    },
    left(now) {
      const fullInMs = Math.max(freeAt - now.getTime(), 0);
      return { tokens: Math.max(Math.floor(atOnce - fullInMs / every), 0), fullInMs };
    },
  };
}
