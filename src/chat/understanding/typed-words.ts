/** An alert's words as an editor types them. */
export interface TypedWords {
  headline: string;
  summary: string;
  flash: string;
  correction?: string;
}

/** The first line is the headline, a line "Ralat: …" what was wrong, all other lines the summary. */
export function wordsOf(text: string): TypedWords {
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
