/**
 * Typing errors, forgiven one a word: a letter missing, one too many, another in its place, or two that changed places.
 *
 * The archive keeps each word of a title under its pieces, the word itself and what is left when one letter goes. Two words
 * that are one error apart share a piece, so the look-up is exact and needs no extension of PostgreSQL.
 */

/** The words of these that are worth keeping: long enough that one letter does not make another word of them. */
export function forgivable(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => /^[a-z]{4,24}$/.test(word));
}

/** The word and each of its forms with one letter gone. */
export function pieces(word: string): string[] {
  const without = Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
  return [...new Set([word, ...without])];
}

/** Sharing a piece is not enough ("abcd" and "bcda" do). */
export function isOneErrorAway(typed: string, meant: string): boolean {
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start++;
  let end = 0;
  const shorter = Math.min(typed.length, meant.length);
  while (end < shorter - start && typed.at(-1 - end) === meant.at(-1 - end)) end++;

  const ours = typed.slice(start, typed.length - end);
  const theirs = meant.slice(start, meant.length - end);
  if (ours.length <= 1 && theirs.length <= 1) return true;
  return ours.length === 2 && ours[0] === theirs[1] && ours[1] === theirs[0] && theirs.length === 2;
}
