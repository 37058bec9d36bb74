import { type FeedEntry, parseEntries } from "./feed-entries.ts";

/** A head longer than this belongs to no feed, and would be parsed once for every entry. */
const MAX_HEAD = 20_000;

/**
 * Reads a broken feed entry by entry: each complete <item> or <entry> is parsed alone, under the feed's own head with its
 * namespaces and base. An entry that is still broken is counted; one that was cut off is not an entry.
 */
export function parseEachEntry(xml: string, limit: number): { entries: FeedEntry[]; broken: number } {
  const start = xml.search(ENTRY_START);
  if (start === -1 || start > MAX_HEAD) return { entries: [], broken: 0 };
  const head = xml.slice(0, start);
  const pieces = xml.slice(start).split(ENTRY_END).slice(0, -1).slice(0, limit);
  const entries = pieces.flatMap((piece) => parseEntries(head + onlyEntry(piece), 1)?.entries ?? []);
  return { entries, broken: pieces.length - entries.length };
}

const ENTRY_START = /<(?:item|entry)[\s>]/i;
const ENTRY_END = /<\/(?:item|entry)\s*>/i;

/** What stands before the end tag, from the last start tag on: an earlier one was never closed. */
function onlyEntry(piece: string): string {
  const from = Math.max(piece.lastIndexOf("<item"), piece.lastIndexOf("<entry"), 0);
  const entry = piece.slice(from);
  // The commonest break of all: a "<" that was meant as "less than".
  const mended = entry.replaceAll(/<(?=[\s\d=])/g, "&lt;");
  return `${mended}</${entry.startsWith("<entry") ? "entry" : "item"}>`;
}
