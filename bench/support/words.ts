/** Invented Indonesian-looking words, as often as words are (Zipf's law): the n-th most frequent one n times rarer than the first. */
export interface Words {
  readonly all: readonly string[];
  /** One word, by its frequency. */
  one(random: () => number): string;
  text(count: number, random: () => number): string;
}

const SYLLABLES =
  "ba be bi bo bu da de di do du ga ge gi go gu ja je ji jo ju ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu wa wi ya yu".split(
    " ",
  );

/** `count` different words of two to four syllables, the most frequent first. */
export function inventWords(count: number, random: () => number): Words {
  const all = new Set<string>();
  const syllable = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? "";
  while (all.size < count) {
    const syllables = 2 + Math.floor(random() * 3);
    all.add(Array.from({ length: syllables }, syllable).join("") + (random() < 0.3 ? "n" : ""));
  }
  const words = [...all];
  const upTo: number[] = [];
  let sum = 0;
  for (let i = 0; i < count; i++) upTo.push((sum += 1 / (i + 10)));
  const one = (random: () => number): string => words[place(upTo, random() * sum)] ?? "";
  return { all: words, one, text: (length, random) => Array.from({ length }, () => one(random)).join(" ") };
}

/** The first place whose sum is at least `wanted`. */
function place(sums: readonly number[], wanted: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
