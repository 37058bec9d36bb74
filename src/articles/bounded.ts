import { cut, without } from "./line.ts";
import type { RawLine } from "./raw-article.ts";

/**
 * A text within what cleaning and summarising are made for: what their rules cost grows with the square of a line's length, and a line of a
 * hundred thousand exclamation marks would keep everyone else waiting for minutes. Of 1,682 real articles the longest has 14,000
 * characters and a dozen marks in a row. A line that is too long becomes several; what is beyond all measure is left out. Linear.
 */
export function bounded(lines: readonly RawLine[]): RawLine[] {
  const kept: RawLine[] = [];
  let left = MOST_TEXT;
  for (const line of lines.slice(0, MOST_LINES)) {
    for (const part of without(line, endlessMarks(line.text)).flatMap(pieces)) {
      left -= part.text.length;
      if (left < 0) return kept;
      kept.push(part);
    }
    if (line.text === "") kept.push(line);
  }
  return kept;
}

const MOST_TEXT = 60_000;
const MOST_LINES = 5_000;
const LONGEST_LINE = 8_000;

/** What follows so many characters without a letter or digit among them, as far as it goes on so. */
function endlessMarks(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(MANY), ({ 1: kept = "", index }) => {
    const start = index + kept.length;
    return { start, end: endOfMarks(text, start) };
  });
}

function endOfMarks(text: string, from: number): number {
  let end = from;
  for (MORE.lastIndex = from; MORE.test(text);) end = MORE.lastIndex;
  return end;
}

// None of them repeats without a bound: each character of a repeat takes room on a stack, and a million of them all of it.
const MARK = String.raw`[^\p{L}\p{N}]`;
const MANY = new RegExp(`(?<!${MARK})(${MARK}{60})${MARK}`, "gu");
const MORE = new RegExp(`${MARK}{1,1000}`, "uy");

/** Broken where a sentence ends, else where a word does. */
function pieces(line: RawLine): RawLine[] {
  const found: RawLine[] = [];
  let from = 0;
  while (line.text.length - from > LONGEST_LINE) {
    const most = from + LONGEST_LINE;
    const ends = [line.text.lastIndexOf(". ", most) + 1, line.text.lastIndexOf(" ", most)];
    const end = ends.find((at) => at > from + LONGEST_LINE / 2) ?? betweenCharacters(line.text, most);
    found.push(cut(line, from, end));
    from = end;
  }
  return [...found, cut(line, from)].filter(({ text }) => text !== "");
}

/** A character beyond the first 65,536 is two units, which mean nothing apart. */
function betweenCharacters(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}
