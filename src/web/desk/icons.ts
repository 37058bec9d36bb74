import { raw } from "hono/html";

/** The desk's few signs: outlines on a square of 24, drawn in the colour of the text beside them. */
const OUTLINES = {
  bolt: "M13 3 5 14h6l-1 7 9-12h-6z",
  desk: "M3 13h5l1.5 3h5L16 13h5M5.5 5h13L21 13v6H3v-6z",
  history: "M12 7v5l3.5 2M21 12a9 9 0 1 1-9-9 9 9 0 0 1 9 9z",
  write: "M4 20h4L19.5 8.5 15.5 4.5 4 16zM13 7l4 4",
  source: "M5.5 18.5h.01M5 12a7 7 0 0 1 7 7M5 5a14 14 0 0 1 14 14",
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  topic: "M3.5 12V4h8L21 13.5 13.5 21zM8 8.5h.01",
  archive: "M11 18a7 7 0 1 0-7-7 7 7 0 0 0 7 7zM16 16l5 5",
  phone: "M7 3h10v18H7zM11 18h2",
  failed: "M12 4 2.5 20h19zM12 10v4.5M12 17.5h.01",
  record: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18.5 14.5c1.800.9 2.800 2.800 3 5.5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c.5-4.5 3.300-6.5 7.5-6.5s7 2 7.5 6.5",
  more: "M4 7h16M4 12h16M4 17h16",
} as const;
export type Icon = keyof typeof OUTLINES;

export function icon(name: Icon) {
  return raw(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${OUTLINES[name]}"/></svg>`);
}
