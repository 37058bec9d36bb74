import type { Clock } from "./clock.ts";

/** As `work`, but rejects with `why` after `ms`. The result of `work` is then ignored. */
export function within<T>(ms: number, work: Promise<T>, clock: Clock, why: string): Promise<T> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(() => {
    throw new Error(why);
  });
  late.catch(() => undefined);
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => done.abort());
}
