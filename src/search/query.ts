import { isCommon, wordsOf } from "./words.ts";

/** What is looked for, in words as wordsOf gives them, in the order they were typed. */
export interface SearchQuery {
  /** Words the article should have. */
  words: readonly string[];
  /** Words that must stand one after the other. */
  phrases: readonly Term[];
  /** Of each of these one is enough. */
  either: readonly (readonly Term[])[];
  /** Words the article must not have. */
  without: readonly string[];
}

/** A word, or several that must stand one after the other. */
export type Term = readonly string[];

const MOST_PHRASES = 3;
const MOST_WORDS = 12; // more narrow nothing down, and each costs a look at the index

/**
 * Reads what a person typed: words, "phrases in quotes" (straight or curly) and -words to leave out; "atau" between two of them makes one of the
 * two enough ("banjir jakarta atau bekasi" is a flood in either). Everything else is only punctuation, so any text is a query; one with nothing
 * to look for has no words and no phrases.
 */
export function readQuery(typed: string): SearchQuery {
  const groups: Term[][] = [];
  const without: string[] = [];
  let joins = false;
  for (const { groups: part } of typed.slice(0, 400).matchAll(PART)) {
    const phrase = wordsOf(part?.["phrase"] ?? "");
    const words = wordsOf(part?.["word"] ?? "");
    if (part?.["minus"] !== undefined) without.push(...words, ...phrase);
    else if (OR.has(part?.["word"]?.toLowerCase() ?? "")) joins = groups.length > 0;
    else
      for (const term of phrase.length > 1 ? [phrase] : [...phrase, ...words].map((word) => [word])) {
        if (!joins) groups.push([term]);
        else if (!isEmptyTerm(term)) groups.at(-1)?.push(term); // "di jakarta atau di bekasi"
        joins &&= isEmptyTerm(term);
      }
  }
  const alone = groups.filter((terms) => terms.length === 1).flat();
  return {
    words: alone
      .filter((term) => term.length === 1)
      .flat()
      .slice(0, MOST_WORDS),
    phrases: alone.filter((term) => term.length > 1).slice(0, MOST_PHRASES),
    either: groups
      .filter((terms) => terms.length > 1)
      .map((terms) => terms.slice(0, MOST_PHRASES))
      .slice(0, MOST_PHRASES),
    without: without.slice(0, MOST_WORDS),
  };
}

/** Whether there is nothing to look for. */
export function isEmpty({ words, phrases, either }: SearchQuery): boolean {
  return words.length + phrases.length + either.length === 0;
}

function isEmptyTerm(term: Term): boolean {
  return term.every(isCommon);
}

const OR = new Set(["atau", "ato"]);

/** A minus counts only before a word that stands apart: "anak-anak" leaves nothing out. */
const PART = /(?<minus>(?<=^|\s)[-–])?(?:["“”„«](?<phrase>[^"“”„«»]*)["“”»]|(?<word>[^\s"“”„«»]+))/gu;
