import { z } from "zod";
import type { CleanArticle } from "./article.ts";
import { saidIn, standingOf } from "./news-turns.ts";
import { weightOf } from "./similarity-weights.ts";

/** What is kept of an article to tell whether another one says the same. About 6 KB for an article of 400 words. */
export const Trace = z.object({
  /** The title's words that weigh something, each once. */
  title: z.array(z.string()),
  /** Those of the title and the first 60 words. */
  opening: z.array(z.string()),
  /** Those of everything. */
  words: z.array(z.string()),
  /** Hashes of every four words that stand together in the text. */
  shingles: z.array(z.number()),
  /** Counted things of the title ("15 tewas"), by what is counted. */
  figures: z.record(z.string(), z.string()),
  /** How things stand as the title has it, and what it denies (news-turns.ts). */
  states: z.record(z.string(), z.string()).default({}),
  denied: z.array(z.string()).default([]),
});
export type Trace = z.infer<typeof Trace>;

/** Reads an article's trace. Linear in the text; of what is longer than 3,000 words only the beginning counts. */
export function traceOf(article: Pick<CleanArticle, "title" | "paragraphs">): Trace {
  const titleWords = wordsOf(article.title ?? "");
  const textWords = wordsOf(article.paragraphs.join(" ")).slice(0, LONGEST);
  return {
    title: telling(titleWords),
    opening: telling([...titleWords, ...textWords.slice(0, OPENING)]),
    words: telling([...titleWords, ...textWords]),
    shingles: shinglesOf(textWords),
    ...standingOf(saidIn((article.title ?? "").split(/\s+/))),
  };
}

/** Of a title alone. */
export function titleTrace(title: string | null): Trace {
  return traceOf({ title, paragraphs: [] });
}

/**
 * How surely two articles tell the same news, 0 to 1: the mean of how far each title is covered by the other's opening, how
 * alike all their words are (a weighted cosine), and how much of the shorter text stands in the longer (the root of its
 * share of common shingles: outlets share quotations more than words of their own).
 */
export function newsLikeness(a: Trace, b: Trace): number {
  const titles = Math.min(coverage(a.title, b.opening), coverage(b.title, a.opening));
  const shared = Math.sqrt(
    common(a.shingles, b.shingles) / Math.max(1, Math.min(a.shingles.length, b.shingles.length)),
  );
  return (titles + cosine(a.words, b.words) + shared) / 3;
}

/** How far two texts are the same letter for letter, 0 to 1: Broder's resemblance, the Jaccard index of their shingles. */
export function textLikeness(a: Trace, b: Trace): number {
  const both = common(a.shingles, b.shingles);
  const all = a.shingles.length + b.shingles.length - both;
  return all === 0 ? 0 : both / all;
}

/**
 * The words by which an article of the same story is looked for: the rare ones of title and opening, at most 32. Common ones
 * find nothing that these do not, and thousands of articles besides; they serve only where there is hardly another.
 */
export function searchTerms(trace: Trace): string[] {
  const weighty = trace.opening.toSorted((a, b) => weightOf(b) - weightOf(a));
  const rare = weighty.filter((word) => weightOf(word) === weightOf(weighty[0] ?? ""));
  return (rare.length < FEW_TERMS ? weighty.slice(0, FEW_TERMS) : rare).slice(0, SEARCH_TERMS);
}

/** How much of what a text says by its weighty words stands in another one, 0 to 1; 1 where it has no such words. */
export function shareOf(text: string, other: string): number {
  const words = telling(wordsOf(text));
  return words.length === 0 ? 1 : coverage(words, wordsOf(other));
}

const OPENING = 60;
const LONGEST = 3000;
const SEARCH_TERMS = 32;
const FEW_TERMS = 6;
const SHINGLE = 4;

/** Lower case, points and hyphens inside a word kept, "-nya" (its, the) taken off longer words. */
function wordsOf(text: string): string[] {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:[.,:-][\p{L}\p{N}]+)*/gu) ?? [];
  return words.map((word) => word.replace(/(?<=[a-z]{4})nya$/, "").slice(0, 60));
}

function telling(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => weightOf(word) > 0);
}

function shinglesOf(words: readonly string[]): number[] {
  const shingles = new Set<number>();
  for (let i = 0; i + SHINGLE <= words.length; i++) shingles.add(hash(words.slice(i, i + SHINGLE).join(" ")));
  return [...shingles];
}

/** FNV-1a, 32 bits, signed as PostgreSQL's integer is. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}

function coverage(words: readonly string[], by: readonly string[]): number {
  const present = new Set(by);
  const whole = weight(words);
  return whole === 0 ? 0 : weight(words.filter((word) => present.has(word))) / whole;
}

function cosine(a: readonly string[], b: readonly string[]): number {
  const present = new Set(b);
  const size = Math.sqrt(weight(a) * weight(b));
  return size === 0 ? 0 : weight(a.filter((word) => present.has(word))) / size;
}

function weight(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + weightOf(word), 0);
}

function common(a: readonly number[], b: readonly number[]): number {
  const present = new Set(b);
  return a.filter((one) => present.has(one)).length;
}
