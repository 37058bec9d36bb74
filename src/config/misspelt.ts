/**
 * The one of `names` that somebody who wrote `name` has meant; null where it is like none of them, and may be somebody else's. A name
 * with a word too many ("TELEGRAM_BOT_TOKEN") is like the one without it, and so is one with its words in another order ("TOKEN_TELEGRAM").
 */
export function meant(name: string, names: readonly string[]): string | null {
  const typed = name.toUpperCase();
  const near = names
    .map((one) => ({
      one,
      errors: hasAWordTooMany(typed, one) || sorted(typed) === sorted(one) ? 1 : errorsBetween(typed, one),
    }))
    .filter(({ one, errors }) => errors <= (one.length < LONG ? 1 : 2))
    .sort((a, b) => a.errors - b.errors);
  return near[0]?.one ?? null;
}

const LONG = 6; // PORT and HOST are two letters apart from each other and from much else

function hasAWordTooMany(typed: string, name: string): boolean {
  const [words, wanted] = [typed.split("_"), name.split("_")];
  return wanted.length > 1 && words.some((_, at) => words.toSpliced(at, 1).join("_") === name);
}

const sorted = (name: string): string => name.split("_").sort().join("_");

/** How many letters are missing, too many or others (Levenshtein). */
function errorsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
