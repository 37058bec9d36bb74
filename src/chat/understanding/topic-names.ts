import { fold } from "../../articles/fold.ts";
import type { Topic } from "../../articles/topic.ts";
import { isOneErrorAway } from "../../search/typos.ts";
import type { Wish } from "../follows.ts";
import { withoutCourtesy } from "./plain-words.ts";
import type { Wishes } from "./wishes.ts";

/** Topics by their names. */

/**
 * Reads "ekonomi, olahraga dan gaya hidup", "semua" or "kilat", by a topic's id or its name, longest name first. Hyphens and
 * underscores are spaces: a deep link has no others. What comes after "kecuali", "jangan" or a minus is left out.
 */
export function readWishes(text: string, topics: readonly Topic[]): Wishes {
  const known = vocabulary(topics);
  const typed = [...withoutCourtesy(text).matchAll(/(?<minus>(?<![^\s,;])[-–]\s*)?(?<word>[\p{L}\p{N}]+)/gu)];
  const words = typed.map(({ groups }) => groups?.["word"] ?? "");
  const wishes: Wish[] = [];
  const except: Wish[] = [];
  const unknown: string[] = [];
  let leavesOut = false;
  let open: string | null = null; // what leaves out, and has nothing to leave out yet
  for (let i = 0; i < words.length;) {
    const { wish, length } = longest(words, i, known);
    const typedWord = words[i] ?? "";
    const word = typedWord.toLowerCase();
    const out = leavesOut || typed[i]?.groups?.["minus"] !== undefined;
    i += length;
    if (wish === undefined && LEAVES_OUT.has(word)) {
      if (open !== null) unknown.push(open);
      leavesOut = true;
      open = typedWord;
    } else if (wish === undefined && TURNS.has(word)) {
      leavesOut = false;
    } else if (wish !== undefined || !(FILLER.has(word) || (leavesOut && SENT.has(word)))) {
      if (wish === undefined) unknown.push(out ? `-${typedWord}` : typedWord);
      else (out ? except : wishes).push(wish);
      open = null;
    }
  }
  if (open !== null) unknown.push(open);
  const only = unknown.length === 0 && wishes.length > 0 && ONLY.test(text);
  return { wishes, unknown, ...(except.length > 0 && { except }), ...(only && { only }) };
}

const LEAVES_OUT = new Set(
  "kecuali tanpa bukan selain minus jangan jgn stop berhenti hentikan unfollow except without".split(" "),
);
/** "jangan politik, tapi ekonomi" */
const TURNS = new Set(["tapi", "tetapi", "tp", "namun"]);
/** "jangan kirim politik" */
const SENT = new Set(["kirim", "dikirim", "kirimin", "ikuti", "lagi", "usah"]);

const ONLY = /\b(?:hanya|saja|cuma|cuman|aja|doang|only)\b/i;
/** "hanya 2", "ekonomi aja" */
export function isOnly(text: string): boolean {
  return ONLY.test(text);
}

/** A topic that was nearly named: by one of its sections or words ("bola" is Olahraga), or with a typing error. */
export interface NearTopic {
  topic: Topic;
  misspelt: boolean;
}

export function nearTopic(words: string, topics: readonly Topic[]): NearTopic | null {
  const folded = fold(words);
  const among = topics.find((topic) =>
    [...topic.sections, ...topic.words].some((one) => fold(one) === folded),
  );
  if (among !== undefined) return { topic: among, misspelt: false };
  const meant =
    folded.length < 5
      ? undefined
      : topics.find(({ id, name }) => [id, name].some((one) => isOneErrorAway(folded, fold(one))));
  return meant === undefined ? null : { topic: meant, misspelt: true };
}

export const LONGEST_NAME = 5; // words

/** Words that name nothing here. */
const FILLER = new Set([
  "dan",
  "topik",
  "berita",
  "saja",
  "tentang",
  "seputar",
  "hanya",
  "cuma",
  "cuman",
  "aja",
  "doang",
  "only",
  "yang",
  "news",
  "and",
  "untuk",
  "atau",
  "sama",
  "serta",
  "plus",
  "juga",
]);

function vocabulary(topics: readonly Topic[]): ReadonlyMap<string, Wish> {
  const named = topics.flatMap((topic): [string, Wish][] => {
    const wish: Wish = { kind: "topic", topic: topic.id };
    return [
      [fold(topic.id), wish],
      [fold(topic.name), wish],
    ];
  });
  const english = topics.flatMap((topic) =>
    (ENGLISH.get(fold(topic.name)) ?? []).map((name): [string, Wish] => [
      name,
      { kind: "topic", topic: topic.id },
    ]),
  );
  const all = ["semua", "semuanya", "all", "semua berita"].map((name): [string, Wish] => [
    name,
    { kind: "all" },
  ]);
  const breaking = ["kilat", "darurat", "breaking", "breaking news", "berita kilat", "kabar kilat"].map(
    (name): [string, Wish] => [name, { kind: "breaking" }],
  );
  return new Map([...english, ...all, ...breaking, ...named]); // the newsroom's own topics win
}

/** What topics are called in English. */
const ENGLISH = new Map<string, readonly string[]>(
  Object.entries({
    politik: ["politics"],
    ekonomi: ["economy", "economics", "business"],
    bisnis: ["business"],
    olahraga: ["sport", "sports"],
    nasional: ["national"],
    internasional: ["international", "world"],
    hukum: ["law"],
    kriminal: ["crime"],
    kesehatan: ["health"],
    pendidikan: ["education"],
    teknologi: ["technology", "tech"],
    hiburan: ["entertainment"],
    "gaya hidup": ["lifestyle"],
    otomotif: ["automotive"],
    wisata: ["travel"],
  }),
);

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
