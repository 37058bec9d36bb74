/** The wait until the next try in seconds after so many failures; doubles, up to a quarter of an hour. Pure. */
export function waitAfter(failures: { count: number; last: Date | null }, free: number, now: Date): number {
  const { count, last } = failures;
  if (count < free || last === null) return 0;
  const wait = Math.min(LONGEST_S, 2 ** Math.min(20, count - free + 1));
  return Math.max(0, Math.ceil(wait - (now.getTime() - last.getTime()) / 1000));
}

/** Failures without a wait: anyone mistypes a few times, and a whole newsroom may share one address. */
export const FREE = { name: 4, from: 40 } as const;

const LONGEST_S = 900;
