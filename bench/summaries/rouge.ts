/** The variant, in words for whoever reads the numbers. */
export const VARIANT =
  "ROUGE F1: lower case, words are runs of letters and digits, no stemming, no stop words, one reference; ROUGE-1 and -2 with clipped counts, ROUGE-L over the whole texts; the mean of all pairs.";

export interface Rouge {
  r1: number;
  r2: number;
  rl: number;
}

export function rouge(candidate: string, reference: string): Rouge {
  const a = tokens(candidate);
  const b = tokens(reference);
  return { r1: ngramF1(a, b, 1), r2: ngramF1(a, b, 2), rl: f1(longestCommon(a, b), a.length, b.length) };
}

export function tokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function ngramF1(a: readonly string[], b: readonly string[], n: number): number {
  const counts = new Map<string, number>();
  for (const gram of ngrams(b, n)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  let shared = 0;
  for (const gram of ngrams(a, n)) {
    const left = counts.get(gram) ?? 0;
    if (left > 0) {
      shared++;
      counts.set(gram, left - 1);
    }
  }
  return f1(shared, a.length - n + 1, b.length - n + 1);
}

function ngrams(words: readonly string[], n: number): string[] {
  return words.slice(n - 1).map((_, i) => words.slice(i, i + n).join(" "));
}

function f1(shared: number, a: number, b: number): number {
  return shared === 0 ? 0 : (2 * shared) / (a + b);
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const word of a) {
    const next = [0];
    b.forEach((other, j) =>
      next.push(word === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0)),
    );
    row = next;
  }
  return row.at(-1) ?? 0;
}
