import { isFunctionWord, keys } from "./words.ts";

/**
 * How likely each word of an article is to stand in an editor's summary of it, by what is known of the word: where it
 * is first said, how often, whether the title has it. A good summary then says the likely words in little space.
 */
export function likelihoods(
  sentences: readonly string[],
  title: string | null,
  weights: Known = WEIGHTS,
): Map<string, number> {
  const result = new Map<string, number>();
  for (const [key, known] of wordsKnown(sentences, title)) result.set(key, sigmoid(dot(weights, known)));
  return result;
}

/** What is known of a word, each as a number near 0 to 1 (see WEIGHTS). */
export interface Known {
  always: number;
  inFirstSentence: number;
  inSecondSentence: number;
  early: number;
  inTitle: number;
  often: number;
  name: number;
  joins: number;
  joinsOften: number;
  number: number;
  outsideQuotations: number;
  share: number;
}

// Learnt by logistic regression from pairs of article and human summary with `node bench/summaries/learn.ts`, which says
// how; rounded. Read: being first said early and outside quotations counts most, then the title, then being said often.
export const WEIGHTS: Known = {
  always: -5.0,
  inFirstSentence: -3.8, // a correction: `early` alone would make too much of the step from first to second sentence
  inSecondSentence: -0.9,
  early: 7.0, // 1 for the first sentence, 1/2 for the second …
  inTitle: 3.1, // 1.6 learnt and 1.5 more: choosing whole sentences by the title pays more than single words tell
  often: 0.4, // log of the number of sentences that have it
  name: 0.3, // capitalised in the middle of a sentence
  joins: 0.15, // a function word: frequent in every text
  joinsOften: -0.3,
  number: 0.1,
  outsideQuotations: 1.1,
  share: 2.7, // of the sentences
};

/** Every word of the sentences with what is known of it. */
export function wordsKnown(sentences: readonly string[], title: string | null): Map<string, Known> {
  const titled = new Set(keys(title ?? ""));
  const seen = new Map<
    string,
    { first: number; second: boolean; count: number; name: boolean; outside: boolean }
  >();
  sentences.forEach((sentence, place) => {
    const names = new Set(Array.from(sentence.matchAll(NAME), (match) => match[0].toLowerCase()));
    const outside = !/["“]/.test(sentence);
    for (const key of new Set(keys(sentence))) {
      const word = seen.get(key) ?? { first: place, second: false, count: 0, name: false, outside: false };
      word.count++;
      word.second ||= place === 1;
      word.name ||= names.has(key);
      word.outside ||= outside;
      seen.set(key, word);
    }
  });
  const known = new Map<string, Known>();
  for (const [key, word] of seen) {
    const joins = isFunctionWord(key);
    known.set(key, {
      always: 1,
      inFirstSentence: Number(word.first === 0),
      inSecondSentence: Number(word.second),
      early: 1 / (1 + word.first),
      inTitle: Number(titled.has(key)),
      often: Math.log(word.count),
      name: Number(word.name),
      joins: Number(joins),
      joinsOften: joins ? Math.log(word.count) : 0,
      number: Number(/\d/.test(key)),
      outsideQuotations: Number(word.outside),
      share: word.count / sentences.length,
    });
  }
  return known;
}

const NAME = /(?<=[\p{Ll}\p{N},] )\p{Lu}[\p{L}\p{N}-]*/gu;

function dot(weights: Known, known: Known): number {
  let sum = 0;
  for (const name of FEATURES) sum += weights[name] * known[name];
  return sum;
}

export const FEATURES = [
  "always",
  "inFirstSentence",
  "inSecondSentence",
  "early",
  "inTitle",
  "often",
  "name",
  "joins",
  "joinsOften",
  "number",
  "outsideQuotations",
  "share",
] as const satisfies readonly (keyof Known)[];

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
