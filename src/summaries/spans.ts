/** Stretches of a text that belong together: quotations and brackets. No sentence ends and nothing is cut inside one. */

/** From `start` up to, not including, `end`; both marks are inside. */
export interface Span {
  start: number;
  end: number;
}

/** The quotations of a text in order, nested ones not listed apart. A mark without its partner opens nothing. */
export function quotations(text: string): Span[] {
  if (!/["“”„«'‘’]/.test(text)) return [];
  const double = merge([
    ...paired(text, "“", "”"),
    ...paired(text, "„", "“"),
    ...paired(text, "«", "»"),
    ...straight(text),
  ]);
  return merge([...double, ...single(text, double)]);
}

/** The bracketed stretches of a text in order, outermost only. */
export function brackets(text: string): Span[] {
  if (!/[([]/.test(text)) return [];
  return merge([...paired(text, "(", ")"), ...paired(text, "[", "]")]);
}

/** Quotations and brackets together, in order, outermost only. */
export function enclosures(text: string): Span[] {
  return merge([...quotations(text), ...brackets(text)]);
}

/** Does every double quotation mark and every bracket have its partner? Single marks are not asked: "Jum'at". */
export function isBalanced(text: string): boolean {
  return (
    count(text, '"') % 2 === 0 &&
    count(text, "“") === count(text, "”") &&
    count(text, "(") === count(text, ")") &&
    count(text, "[") === count(text, "]")
  );
}

/** The text with its quoted or bracketed stretches made opaque, so that a pattern finds nothing in them. Same length. */
export function masked(text: string, spans: readonly Span[]): string {
  let mask = text;
  for (const { start, end } of spans)
    mask = mask.slice(0, start) + "\uFFFC".repeat(end - start) + mask.slice(end);
  return mask;
}

/** Is this place inside one of the spans (which are in order and do not overlap)? */
export function within(spans: readonly Span[], at: number): boolean {
  return spans.some((span) => span.start < at && at < span.end);
}

// Further apart than this, two marks are no pair but two mistakes: the longest real quotation seen had 900 characters.
const LONGEST_QUOTATION = 1200;
const LONGEST_SINGLE_QUOTATION = 200;

function paired(text: string, open: string, close: string): Span[] {
  const spans: Span[] = [];
  let start = text.indexOf(open);
  while (start !== -1) {
    const end = text.indexOf(close, start + 1);
    if (end === -1) break;
    if (end - start <= LONGEST_QUOTATION) spans.push({ start, end: end + 1 });
    start = text.indexOf(open, end + 1);
  }
  return spans;
}

/** Straight marks open and close in turn; where their number is odd, only those that look the part. */
function straight(text: string): Span[] {
  const marks = [...text.matchAll(/"/g)].map((mark) => mark.index);
  const even = marks.length % 2 === 0;
  const spans: Span[] = [];
  let open: number | undefined;
  for (const mark of marks) {
    if (open === undefined) {
      if (even || /^"[^\s.,]/.test(text.slice(mark, mark + 2))) open = mark;
    } else if (even || !/(?:^|[\s(])"$/.test(text.slice(mark - 1, mark + 1))) {
      if (mark - open <= LONGEST_QUOTATION) spans.push({ start: open, end: mark + 1 });
      open = undefined;
    } else {
      open = mark; // a second opening: the first one was never closed
    }
  }
  return spans;
}

/** Single marks quote only where they hug their words; otherwise they are apostrophes. */
function single(text: string, taken: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/(?<=^|[\s(])['‘](?=[^\s'’])/g)) {
    const start = match.index;
    if (within(taken, start)) continue;
    const rest = text.slice(start + 1, start + LONGEST_SINGLE_QUOTATION);
    const close = /[^\s]['’](?=$|[\s.,;:!?)])/.exec(rest);
    if (close) spans.push({ start, end: start + 1 + close.index + close[0].length });
  }
  return spans;
}

/** In order, and of two that overlap only the first. */
function merge(spans: Span[]): Span[] {
  let end = 0;
  return spans
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      if (span.start < end) return false;
      end = span.end;
      return true;
    });
}

function count(text: string, mark: string): number {
  let n = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) n++;
  return n;
}
