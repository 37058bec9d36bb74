import { stems } from "../articles/stem.ts";
import type { SearchQuery, Term } from "./query.ts";
import { waysToWrite } from "./spellings.ts";
import { isCommon, wordsOf } from "./words.ts";

/**
 * Text and queries in the forms PostgreSQL's full text search takes, with our stems in place of its own dictionaries:
 * both are written as literals and cast (`$1::tsvector`, `$1::tsquery`), so what is indexed and what is asked for go through
 * the same code.
 */

/**
 * An article's tsvector as a literal: the title's words with weight A, the text's with D. Common words are left out, their
 * places are kept, so that a phrase is found only where it stands. Words past PostgreSQL's last place (16,383)
 * are not indexed.
 */
export function vectorOf(title: string, text: string): string {
  return vectorOfParts([
    { text: title, weight: "A" },
    { text, weight: "D" },
  ]);
}

/** A piece of a text, and how much its words weigh. */
export interface Part {
  text: string;
  weight: "A" | "B" | "D";
}

/** The same of any parts. Between two of them is a gap, so that no phrase runs from one into the next. */
export function vectorOfParts(parts: readonly Part[]): string {
  const places = new Map<string, string[]>();
  let first = 1;
  for (const { text, weight } of parts) {
    const words = wordsOf(text);
    for (const [i, word] of words.entries()) {
      const place = first + i;
      if (place > LAST_PLACE) break;
      if (isCommon(word)) continue;
      for (const lexeme of stems(short(word))) {
        const at = places.get(lexeme);
        const here = `${place}${weight === "D" ? "" : weight}`; // D is what a place without a weight has
        if (at === undefined) places.set(lexeme, [here]);
        else if (at.length < MOST_PLACES) at.push(here);
      }
    }
    first += words.length + 1;
  }
  return [...places].map(([lexeme, at]) => `${quote(lexeme)}:${at.join(",")}`).join(" ");
}

const LAST_PLACE = 16_383;
const MOST_PLACES = 255; // PostgreSQL keeps no more for one lexeme
const LONGEST = 60; // characters of a word; what is longer is no word, and 2 kB would be an error

/**
 * The tsquery for what is looked for, as a literal; null where nothing is left to look for. `missing` is how many of the
 * words an article may lack: 0 asks for all of them, Infinity for any one; numbers alone are never what was looked for. A word may also be
 * met as one of its `spellings`.
 */
export function tsqueryOf(
  query: SearchQuery,
  missing = 0,
  spellings: ReadonlyMap<string, readonly string[]> = new Map(),
): string | null {
  const words = meaningful(query.words);
  const met = (word: string): string => anyForm(word, ...(spellings.get(word) ?? []));
  const phrases = query.phrases.map((phrase) => phraseOf(phrase)).filter((phrase) => phrase !== null);
  const wanted = [...words.map(met), ...phrases, ...query.either.flatMap(anyTerm)];
  if (wanted.length === 0) return null;
  const without = meaningful(query.without).map((word) => `!${anyForm(word)}`);
  const numbers = new Set(words.filter((word) => /^\p{N}/u.test(word)).map(met));
  const telling = wanted.filter((one) => !numbers.has(one));
  const told = missing > 0 && numbers.size > 0 && telling.length > 0 ? [`(${telling.join(" | ")})`] : [];
  return [lacking(wanted, missing), ...told, ...without].join(" & ");
}

/**
 * The tsquery that one of the words, also of a phrase, stands in what an alert is about: a place of weight A or B; of what has several names,
 * one of them whole. null where there are none.
 */
export function aboutQueryOf({ words, phrases, either }: SearchQuery): string | null {
  const loose = meaningful([...words, ...phrases.flat()]).map((word) => anyRoot(rootsOf(word), ":AB"));
  const names = either.flat().map((name) => phraseOf(name, ":AB"));
  const about = [...loose, ...names].filter((one) => one !== null);
  return about.length === 0 ? null : `(${about.join(" | ")})`;
}

/**
 * For each word that is asked for, also inside phrases, the lexemes it may be met as; of what has several names, one word of each is met.
 * Common words ask for nothing.
 */
export function wantedLexemes({ words, phrases, either }: SearchQuery): string[][] {
  return [
    ...meaningful([...words, ...phrases.flat()]).map(rootsOf),
    ...either.map((terms) => terms.flatMap((term) => longest(meaningful(term).map(rootsOf)))),
  ].filter((lexemes) => lexemes.length > 0);
}

/** Nobody knows yet how rare a word will be; the longest is the best guess. */
export function longest(words: readonly (readonly string[])[]): readonly string[] {
  const length = (lexemes: readonly string[]): number => Math.max(...lexemes.map((lexeme) => lexeme.length));
  return words.reduce<readonly string[]>(
    (best, word) => (best.length === 0 || length(word) > length(best) ? word : best),
    [],
  );
}

/** All of them, one left out each time, or any of them. */
function lacking(wanted: readonly string[], missing: number): string {
  if (missing === 0) return wanted.join(" & ");
  if (missing >= wanted.length - 1) return `(${wanted.join(" | ")})`;
  const oneLess = wanted.map((left) => `(${wanted.filter((one) => one !== left).join(" & ")})`);
  return `(${oneLess.join(" | ")})`;
}

function anyTerm(terms: readonly Term[]): string[] {
  const asked = terms.map((term) => phraseOf(term)).filter((term) => term !== null);
  return asked.length === 0 ? [] : [`(${asked.join(" | ")})`];
}

function phraseOf(words: readonly string[], where: "" | ":AB" = ""): string | null {
  const places = words.map((word, place) => ({ word, place })).filter(({ word }) => !isCommon(word));
  const [first, ...rest] = places;
  if (first === undefined) return null;
  let last = first.place;
  const steps = rest.map(({ word, place }) => {
    const step = ` <${place - last}> ${anyRoot(rootsOf(word), where)}`;
    last = place;
    return step;
  });
  return `(${anyRoot(rootsOf(first.word), where)}${steps.join("")})`;
}

function anyForm(...words: readonly string[]): string {
  return anyRoot(words.flatMap(rootsOf), "");
}

function anyRoot(roots: readonly string[], where: "" | ":AB"): string {
  return `(${[...new Set(roots)].map((root) => `${quote(root)}${where}`).join(" | ")})`;
}

/** What a word that is asked for may be met as, however it is written. */
function rootsOf(word: string): string[] {
  return [...new Set(waysToWrite(word).flatMap((one) => stems(short(one))))];
}

function meaningful(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => !isCommon(word));
}

function quote(lexeme: string): string {
  return `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

function short(word: string): string {
  return word.slice(0, LONGEST);
}
