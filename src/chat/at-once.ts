/** Runs at most `most` works at a time; up to `waiting` more wait in order. Any further one is not run, and resolves with null at once. */
export function atOnce(most: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T | null> {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most) running += 1;
    else if (queue.length < waiting) await new Promise<void>((begin) => queue.push(begin));
    else return null;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next(); // takes over our place
    }
  };
}
