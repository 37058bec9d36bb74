import type { Topic } from "../articles/topic.ts";
import type { Wish } from "./follows.ts";

/** What someone names after /langganan or /berhenti. `unknown` is what was named and is no topic, as typed. */
export interface Wishes {
  wishes: readonly Wish[];
  unknown: readonly string[];
}

/**
 * Reads "ekonomi, olahraga dan gaya hidup", "semua" or "kilat", by a topic's id or its name, longest name first. Hyphens and
 * underscores are spaces: a deep link has no others.
 */
export function readWishes(text: string, topics: readonly Topic[]): Wishes {
  const known = vocabulary(topics);
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const wishes: Wish[] = [];
  const unknown: string[] = [];
  for (let i = 0; i < words.length;) {
    const { wish, length } = longest(words, i, known);
    if (wish !== undefined) wishes.push(wish);
    else if (!FILLER.has(words[i]?.toLowerCase() ?? "")) unknown.push(words[i] ?? "");
    i += length;
  }
  return { wishes, unknown };
}

const LONGEST_NAME = 5; // words

/** Words that name nothing here. */
const FILLER = new Set([
  "dan",
  "topik",
  "berita",
  "saja",
  "tentang",
  "seputar",
  "hanya",
  "news",
  "and",
  "untuk",
]);

function vocabulary(topics: readonly Topic[]): ReadonlyMap<string, Wish> {
  const named = topics.flatMap((topic): [string, Wish][] => {
    const wish: Wish = { kind: "topic", topic: topic.id };
    return [
      [fold(topic.id), wish],
      [fold(topic.name), wish],
    ];
  });
  const all = ["semua", "semuanya", "all", "semua berita"].map((name): [string, Wish] => [
    name,
    { kind: "all" },
  ]);
  const breaking = ["kilat", "darurat", "breaking", "breaking news", "berita kilat", "kabar kilat"].map(
    (name): [string, Wish] => [name, { kind: "breaking" }],
  );
  return new Map([...all, ...breaking, ...named]); // the newsroom's own topics win
}

function longest(
  words: readonly string[],
  from: number,
  known: ReadonlyMap<string, Wish>,
): { wish: Wish | undefined; length: number } {
  for (let length = Math.min(LONGEST_NAME, words.length - from); length > 0; length--) {
    const wish = known.get(fold(words.slice(from, from + length).join(" ")));
    if (wish !== undefined) return { wish, length };
  }
  return { wish: undefined, length: 1 };
}

function fold(name: string): string {
  return (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}
