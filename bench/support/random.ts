/** The same "random" numbers in every run: mulberry32, public domain. `pick(n)` is 0 to n-1. */
export function seeded(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  };
}

/** The same as numbers in [0, 1), as Math.random gives them. */
export function fractionsOf(pick: (n: number) => number): () => number {
  return () => pick(2 ** 30) / 2 ** 30;
}
