import { Document } from "yaml";

/**
 * The line of the configuration that gives a topic these words beside those it has, each once whatever its case; indented as topics stand
 * there. Pure.
 */
export function wordsLine(has: readonly string[], more: readonly string[]): string {
  const known = new Set(has.map((word) => word.toLowerCase()));
  const words = [...has];
  for (const word of more) {
    if (!known.has(word.toLowerCase())) words.push(word);
    known.add(word.toLowerCase());
  }
  const list = new Document(words);
  const flow = list.toString({ lineWidth: 0, collectionStyle: "flow", flowCollectionPadding: false }).trim();
  return `    words: ${flow}`;
}
