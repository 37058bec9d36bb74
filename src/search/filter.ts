import { aboutQueryOf, longest, tsqueryOf, wantedLexemes } from "./lexemes.ts";
import { readQuery, type SearchQuery } from "./query.ts";
import { withShortNames } from "./short-names.ts";
import { isCommon } from "./words.ts";

/**
 * What a reader follows by its words: an alert is heard when it has all of them and none of those left out, and is about at
 * least one (search/alert-words.ts). However it is written: with its short name or the full one, as the dictionary or as people spell it.
 */
export interface Filter {
  /** As it is shown, kept and named again: `banjir jakarta`, `"ibu kota" -bola`. Read again it gives the same filter. */
  words: string;
  /** The tsquery that an alert's lexemes must match, as a literal. */
  asked: string;
  /** No alert matches that has none of these lexemes: what a filter is looked up by. Never empty. */
  keys: readonly string[];
}

/** Longer filters match nothing any more; also the room that a button's 64 bytes leave for "/berhenti ". */
export const LONGEST_FILTER = 54; // bytes

/** Reads what was typed after /ikuti; null where it asks for nothing (common words, marks, exclusions alone) or is too long. */
export function readFilter(typed: string): Filter | null {
  const typedQuery = readQuery(typed);
  const query = withShortNames(typedQuery);
  const all = tsqueryOf(query);
  const about = aboutQueryOf(query);
  const keys = longest(wantedLexemes(query)); // only speed hangs on which word it is
  const words = inWords(typedQuery);
  if (all === null || about === null || Buffer.byteLength(words) > LONGEST_FILTER) return null;
  return { words, asked: `${all} & ${about}`, keys };
}

function inWords({ words, phrases, without }: SearchQuery): string {
  return [
    ...words.filter((word) => !isCommon(word)),
    ...phrases.map((phrase) => `"${phrase.join(" ")}"`),
    ...without.map((word) => `-${word}`),
  ].join(" ");
}
