import type { AlertContent } from "./alert.ts";

/** Which alerts a newsroom lets go out with two persons' approval only. */
export interface FourEyes {
  /** Ids of sources; `tempel` stands for what editors paste, name by its address, or write themselves. */
  sources: readonly string[];
  breaking: boolean;
}

/**
 * Why an alert needs two, in a sentence for editors; null where one may decide alone. Corrections and recalls are never asked this:
 * every minute that a wrong figure stands costs more than a second pair of eyes is worth.
 */
export function whyTwo(
  { sources, breaking }: FourEyes,
  alert: { content: Pick<AlertContent, "breaking">; source: string },
): string | null {
  if (breaking && alert.content.breaking) return "Berita kilat perlu persetujuan dua penyunting.";
  return sources.includes(alert.source) ? "Siaran dari sumber ini perlu persetujuan dua penyunting." : null;
}
