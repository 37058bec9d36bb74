import { wordsOf } from "./words.ts";

/** What is looked for, in words as wordsOf gives them, in the order they were typed. */
export interface SearchQuery {
  /** Words the article should have. */
  words: readonly string[];
  /** Words that must stand one after the other. */
  phrases: readonly (readonly string[])[];
  /** Words the article must not have. */
  without: readonly string[];
}

const MOST_WORDS = 12; // more narrow nothing down, and each costs a look at the index

/**
 * Reads what a person typed: words, "phrases in quotes" (straight or curly) and -words to leave out. Everything else
 * is only punctuation, so any text is a query; one with nothing to look for has no words and no phrases.
 */
export function readQuery(typed: string): SearchQuery {
  const query = { words: [] as string[], phrases: [] as string[][], without: [] as string[] };
  for (const { groups } of typed.slice(0, 400).matchAll(PART)) {
    const phrase = wordsOf(groups?.["phrase"] ?? "");
    const words = wordsOf(groups?.["word"] ?? "");
    if (groups?.["minus"] !== undefined) query.without.push(...words, ...phrase);
    else if (phrase.length > 1) query.phrases.push(phrase);
    else query.words.push(...phrase, ...words);
  }
  return {
    words: query.words.slice(0, MOST_WORDS),
    phrases: query.phrases.slice(0, 3),
    without: query.without.slice(0, MOST_WORDS),
  };
}

/** A minus counts only before a word that stands apart: "anak-anak" leaves nothing out. */
const PART = /(?<minus>(?<=^|\s)[-–])?(?:["“”„«](?<phrase>[^"“”„«»]*)["“”»]|(?<word>[^\s"“”„«»]+))/gu;
