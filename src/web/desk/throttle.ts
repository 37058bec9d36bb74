/** How long whoever failed so often waits until the next try, in seconds; 0: not at all. Doubles, up to a quarter of an hour. Pure. */
export function waitAfter(failures: { count: number; last: Date | null }, now: Date): number {
  const { count, last } = failures;
  if (count < FREE || last === null) return 0;
  const wait = Math.min(LONGEST_S, 2 ** (count - FREE + 1));
  return Math.max(0, Math.ceil(wait - (now.getTime() - last.getTime()) / 1000));
}

const FREE = 4; // anyone mistypes a few times
const LONGEST_S = 900;
