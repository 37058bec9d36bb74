import type { TypedWords } from "../state.ts";

/** An alert's words as an editor types them. */

/** The first line is the headline, a line "Ralat: …" what was wrong, all other lines the summary. */
export function readTypedWords(text: string): TypedWords {
  const lines = text.trim().split("\n");
  const isNote = (line: string): boolean => /^ralat\s*:/i.test(line.trim());
  const note = lines
    .find(isNote)
    ?.trim()
    .replace(/^ralat\s*:\s*/i, "");
  const [headline = "", ...rest] = lines.filter((line) => !isNote(line));
  return {
    headline: headline.trim(),
    summary: rest.join("\n").trim(),
    flash: headline.trim(),
    ...(note ? { correction: note } : {}),
  };
}

/** The same words as they would be typed. */
export function asTypedWords({ headline, summary, correction }: TypedWords): string {
  return [headline, summary, correction === undefined ? "" : `Ralat: ${correction}`]
    .filter((line) => line !== "")
    .join("\n");
}
