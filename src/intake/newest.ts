/**
 * The newest of a list, in its own order; where nothing has a date, the first, as feeds are written: taken from both ends, the middle of such a
 * feed would come into sight years later, as news. What lacks a date among others that have one counts as the oldest.
 */
export function newest<T>(
  list: readonly T[],
  most: number,
  publishedAt: (one: T) => Date | null,
): readonly T[] {
  if (list.length <= most) return list;
  const dated = list.map((one, at) => ({ at, time: publishedAt(one)?.getTime() ?? -Infinity }));
  const kept = dated.toSorted((a, b) => (a.time === b.time ? a.at - b.at : b.time - a.time)).slice(0, most);
  return kept.toSorted((a, b) => a.at - b.at).flatMap(({ at }) => list.slice(at, at + 1));
}

/** From both ends of a list, which may begin with its newest or end with it. */
export function ends<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  const behind = Math.floor(most / 2);
  return [...list.slice(0, most - behind), ...list.slice(list.length - behind)];
}
