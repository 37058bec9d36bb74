/** Throws that a seed decides, so that a random walk can be walked again. */
export interface Dice {
  /** From 0 to n-1. */
  pick(n: number): number;
  of<T>(some: readonly T[]): T;
}

export function diceOf(seed: number): Dice {
  const random = seeded(seed);
  const pick = (n: number): number => Math.floor(random() * n);
  return {
    pick,
    of(some) {
      const chosen = some[pick(some.length)];
      if (chosen === undefined) throw new RangeError("there is nothing to choose from");
      return chosen;
    },
  };
}

/** The same numbers from 0 to 1 for the same seed: mulberry32, public domain. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
