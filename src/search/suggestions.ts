import { isCommon, wordsOf } from "./words.ts";

/** What a newsroom's titles are about and none of its topics is: words to give to a topic. Pure. */

export interface Suggestion {
  /** One word or two, as they stand in titles, in lower case. */
  words: string;
  /** How many titles have them. */
  articles: number;
}

/** Fewer titles are chance. */
const FEWEST = 3;
const SHORTEST = 4; // letters; shorter ones are mostly particles and units

/** `known`: the words that topics have already. The most frequent first; `most` at most. */
export function suggestWords(
  titles: readonly string[],
  known: readonly string[],
  most: number,
): Suggestion[] {
  const counts = new Map<string, number>();
  for (const title of titles) {
    const words = wordsOf(title);
    const pairs = words.slice(1).map((word, i) => [words[i] ?? "", word] as const);
    const said = new Set([
      ...words.filter(tells),
      ...pairs.filter(([a, b]) => tells(a) && tells(b)).map(([a, b]) => `${a} ${b}`),
    ]);
    for (const one of said) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const taken = new Set(known.flatMap((words) => [words.toLowerCase(), ...wordsOf(words)]));
  const found = [...counts]
    .filter(
      ([words, n]) => n >= FEWEST && !words.split(" ").some((word) => taken.has(word)) && !taken.has(words),
    )
    .map(([words, articles]) => ({ words, articles }));
  // "pasar" says less than "pasar cendana" where it stands for little else.
  const pairs = found.filter(({ words }) => words.includes(" "));
  const inPair = ({ words, articles }: Suggestion): boolean =>
    pairs.some((pair) => pair.words.split(" ").includes(words) && pair.articles * 2 > articles);
  return found
    .filter((one) => one.words.includes(" ") || !inPair(one))
    .sort((a, b) => b.articles - a.articles || (a.words < b.words ? -1 : 1))
    .slice(0, most);
}

/** Whether a keyword filter looks for this suggestion, or for a part of it: "beras" and "harga beras medium" are about "harga beras". */
export function isAbout(filter: string, suggestion: string): boolean {
  const wanted = wordsOf(filter.replaceAll(/(?:^|\s)-\S+/g, " "));
  const said = wordsOf(suggestion);
  return (
    said.every((word) => wanted.includes(word)) ||
    (wanted.length > 0 && wanted.every((word) => said.includes(word)))
  );
}

function tells(word: string): boolean {
  return word.length >= SHORTEST && !/^\p{N}/u.test(word) && !isCommon(word) && !EMPTY.has(word);
}

/** Words of headlines that no reader would follow. */
const EMPTY = new Set(
  (
    "jadi menjadi minta akui sebut kata ungkap ajak gelar raih siap siapkan tahun hari pekan bulan orang warga ribu juta miliar " +
    "persen meter kilometer pertama kedua ketiga baru lebih capai naik turun mulai resmi dapat harus begini simak foto video " +
    "senin selasa rabu kamis jumat sabtu minggu januari februari maret april juni juli agustus september oktober november desember " +
    "pagi siang sore malam besok kemarin indonesia dua tiga empat lima enam tujuh delapan sembilan puluh"
  ).split(" "),
);
