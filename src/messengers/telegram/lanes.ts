/** Runs tasks of one lane one after another, and lanes side by side. A failed task doesn't hold up the next. */
export type Lanes = (lane: string, task: () => Promise<void>) => Promise<void>;

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>();
  return (lane, task) => {
    const done = (tails.get(lane) ?? Promise.resolve()).then(task);
    const tail = done
      .catch(() => {}) // the caller has `done` to hear of it
      .then(() => {
        if (tails.get(lane) === tail) tails.delete(lane);
      });
    tails.set(lane, tail);
    return done;
  };
}
