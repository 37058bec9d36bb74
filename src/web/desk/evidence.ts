import type { Support } from "../../alerts/supports.ts";

/** A paragraph in pieces, those marked that stand as evidence (`n`: which). Of two that overlap only the first is marked. */
export function marked(
  paragraph: string,
  line: number,
  supports: readonly Support[],
): { text: string; n: number | null }[] {
  const places = supports
    .flatMap(({ place }, n) => (place?.line === line ? [{ ...place, n }] : []))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const pieces: { text: string; n: number | null }[] = [];
  let done = 0;
  for (const { start, end, n } of places) {
    if (start < done) {
      pieces.push({ text: "", n }); // inside a longer one: a place to go to all the same
      continue;
    }
    pieces.push({ text: paragraph.slice(done, start), n: null }, { text: paragraph.slice(start, end), n });
    done = end;
  }
  return [...pieces, { text: paragraph.slice(done), n: null }].filter(
    ({ text, n }) => n !== null || text !== "",
  );
}
