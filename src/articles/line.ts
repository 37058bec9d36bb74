import type { RawLine, TextLink } from "./raw-article.ts";

/** Cutting and joining lines without losing what their links lead to. */

export const BOUNDARY: RawLine = { text: "", links: [] };

/** A part of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line of plain text. */
export function plainLine(text: string): RawLine {
  return { text, links: [] };
}

/** The part of a line between two offsets, without white space at its ends; links are cut and moved along. */
export function cut(line: RawLine, start: number, end: number = line.text.length): RawLine {
  while (start < end && isSpace(line.text, start)) start++;
  while (end > start && isSpace(line.text, end - 1)) end--;
  if (start === 0 && end === line.text.length) return line;
  return { text: line.text.slice(start, end), links: clipped(line.links, start, end) };
}

/**
 * Two lines as one. A break made by an inline link is one space in the sentence, and none before the
 * punctuation that follows the link (a colon keeps it: "Sumber :" is how the newsrooms write); after an
 * address the space stays, so that the full stop does not become part of the address.
 */
export function join(a: RawLine, b: RawLine): RawLine {
  const tight = /^[,.;!?)\]”’%]/.test(b.text) && !/https?:\/\/\S+$/.test(a.text.slice(-300));
  const gap = a.text === "" || tight || /[(“‘[]$/.test(a.text) ? "" : " ";
  const offset = a.text.length + gap.length;
  return {
    text: a.text + gap + b.text,
    links: [
      ...a.links,
      ...b.links.map((link) => ({ ...link, start: link.start + offset, end: link.end + offset })),
    ],
  };
}

/**
 * What is left of a line when spans (in order, not overlapping) are taken out: the parts between them, empty
 * ones left out.
 */
export function without(line: RawLine, spans: readonly Span[]): RawLine[] {
  if (spans.length === 0) return [line];
  const parts: RawLine[] = [];
  let from = 0;
  for (const span of spans) {
    parts.push(cut(line, from, span.start));
    from = span.end;
  }
  parts.push(cut(line, from));
  return parts.filter((part) => part.text !== "");
}

function clipped(links: readonly TextLink[], start: number, end: number): TextLink[] {
  return links
    .filter((link) => link.end > start && link.start < end)
    .map((link) => ({
      url: link.url,
      start: Math.max(link.start, start) - start,
      end: Math.min(link.end, end) - start,
    }));
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || code === 160;
}
