import { quotations } from "../summaries/spans.ts";
import { isFunctionWord, words } from "../summaries/words.ts";
import type { AlertContent } from "./alert.ts";

/** A number, a name or a quotation of an alert, and where the article has it. */
export interface Support {
  kind: "number" | "name" | "quotation";
  /** As the alert has it. */
  said: string;
  /** The first place: which line of the article, and from where to where in it. Null where no line has these very words. */
  place: { line: number; start: number; end: number } | null;
}

/**
 * What of an alert can be looked up in the article, each once and in the order of the text. It finds the same words and nothing else: whether
 * the article supports them is for the check (summaries/check.ts) to say.
 */
export function supportsOf(
  { headline, summary, flash }: Pick<AlertContent, "headline" | "summary" | "flash">,
  lines: readonly string[],
): Support[] {
  const found = new Map<string, Support["kind"]>();
  for (const { said, kind } of tellings(summary)) found.set(said, kind);
  // In a headline every word may have a capital, so that nothing tells its names from its words.
  for (const { said, kind } of [headline, flash].flatMap(tellings)) {
    if (kind !== "name" && !found.has(said)) found.set(said, kind);
  }
  return [...found].map(([said, kind]) => ({ kind, said, place: placeOf(said, kind, lines) }));
}

function tellings(text: string): { said: string; kind: Support["kind"] }[] {
  const quoted = quotations(text).map(({ start, end }) => ({ start, end, kind: "quotation" as const }));
  const free = (at: number): boolean => !quoted.some(({ start, end }) => start <= at && at < end);
  return [
    ...quoted,
    ...numbers(text).filter(({ start }) => free(start)),
    ...names(text).filter(({ start }) => free(start)),
  ]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, kind }) => ({ said: text.slice(start, end), kind }));
}

interface Found {
  start: number;
  end: number;
  kind: Support["kind"];
}

/** With its currency before it and its scale or unit behind it, so that "Rp38.000" and "6,1 juta" are one thing each. */
const NUMBER = /(?:Rp ?|US\$ ?|M ?)?\d(?:[\d.,/:–-]*\d)?/g;
const SCALE = /^ (?:ribu|juta|miliar|triliun|persen)\b/;

function numbers(text: string): Found[] {
  return Array.from(text.matchAll(NUMBER), (match) => {
    const end = match.index + match[0].length;
    return { start: match.index, end: end + (SCALE.exec(text.slice(end))?.[0].length ?? 0), kind: "number" };
  });
}

/** Runs of capitalised words that do not merely begin a sentence. */
function names(text: string): Found[] {
  const runs: Found[] = [];
  let run: Found | null = null;
  for (const word of words(text)) {
    const between = run ? text.slice(run.end, word.start) : "";
    const capital = /^\p{Lu}/u.test(word.text);
    if (run && capital && between === " ") run.end = word.end;
    else {
      if (run) runs.push(run);
      run = capital ? { start: word.start, end: word.end, kind: "name" } : null;
    }
  }
  if (run) runs.push(run);
  return runs.flatMap((one) => (startsSentence(text, one.start) ? withoutOpening(text, one) : one));
}

function startsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?]["”’]?\s+|["“‘(]|\n)$/.test(text.slice(0, at));
}

/** A sentence's first word has its capital for that alone: one word is no name, and "Menurut" is not part of one. */
function withoutOpening(text: string, run: Found): Found[] {
  const [first = "", ...rest] = text.slice(run.start, run.end).split(" ");
  if (rest.length === 0) return [];
  return isFunctionWord(first.toLowerCase()) ? [{ ...run, start: run.start + first.length + 1 }] : [run];
}

function placeOf(said: string, kind: Support["kind"], lines: readonly string[]): Support["place"] {
  const bare = kind === "quotation" ? said.slice(1, -1) : said;
  const sought = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(bare)}(?![\\p{L}\\p{N}]|[.,]\\d)`, "iu");
  for (const [line, text] of lines.entries()) {
    const match = sought.exec(text);
    if (match) return { line, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

/** For a pattern; any white space stands for any other. */
function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`);
}
