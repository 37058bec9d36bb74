import { oneLineFrom, tellings } from "./headline.ts";

/** Characters: one line, whole in a notification. */
export const FLASH_LIMIT = 120;

/** The article in one line of at most 120 characters: its title where that fits, else the title or the lead told shorter. */
export function flashOf(title: string | null, sentences: readonly string[]): string {
  const line = title?.replaceAll(/\s+/g, " ").trim() ?? "";
  if (line !== "" && line.length <= FLASH_LIMIT) return line;
  return (
    tellings(line, FLASH_LIMIT)[0] ?? oneLineFrom(sentences.length > 0 ? sentences : [line], FLASH_LIMIT)
  );
}
