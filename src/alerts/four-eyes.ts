import type { AlertContent } from "./alert.ts";

/** Which alerts need two persons' approval. */
export interface FourEyes {
  /** Ids of sources; `tempel` stands for what editors paste, name by its address, or write themselves. */
  sources: readonly string[];
  breaking: boolean;
}

/**
 * Why an alert needs two, in a sentence for editors; null where one may decide alone. Corrections and recalls never need two: a wrong figure
 * must not stand while a second person is looked for.
 */
export function whyTwo(
  { sources, breaking }: FourEyes,
  alert: { content: Pick<AlertContent, "breaking">; source: string },
): string | null {
  if (breaking && alert.content.breaking) return "Berita kilat perlu persetujuan dua penyunting.";
  return sources.includes(alert.source) ? "Siaran dari sumber ini perlu persetujuan dua penyunting." : null;
}
