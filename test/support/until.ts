/** Whoever has waited so long has failed: many times what anything takes, also on a machine that is busy otherwise. */
export const WITHIN_MS = 60_000;

/** Waits for a condition to hold, looking often; fails with what was waited for. Never a wait for a time. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = WITHIN_MS,
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
