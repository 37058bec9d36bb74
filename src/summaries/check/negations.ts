import { splitSentences } from "../sentences.ts";
import { isFunctionWord, keys } from "../words.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/** Negations that the text has lost or gained against the sentence of the article that it retells. */
export function negationFaults(text: string, evidence: Evidence): Fault[] {
  return splitSentences(text).flatMap((sentence) => {
    const own = keys(sentence);
    const origins = originsOf(own, evidence);
    if (origins.length === 0)
      return gained(
        own,
        evidence.sentences.map(({ keys }) => keys),
      );
    return [...lost(own, origins), ...gained(own, origins)];
  });
}

export const NEGATIONS = new Set(
  "tidak tak bukan belum tanpa jangan tiada nggak enggak gak ga ndak tidaklah bukanlah bukannya takkan mustahil batal gagal".split(
    " ",
  ),
);

// A sentence of the article with more than this share of the text's content words is what the text retells.
const RETOLD = 0.6;
// How many words a negation reaches ahead: "tidak akan pernah lagi mundur".
const REACH = 4;

/** The article's sentences that this one retells, the closest first; none if it is put together from many. */
export function originsOf(own: readonly string[], evidence: Evidence): (readonly string[])[] {
  const content = [...new Set(own.filter((key) => !isFunctionWord(key) && !NEGATIONS.has(key)))];
  if (content.length === 0) return [];
  return evidence.sentences
    .map(({ keys }) => ({ keys, share: content.filter((key) => keys.includes(key)).length / content.length }))
    .filter(({ share }) => share >= RETOLD)
    .sort((a, b) => b.share - a.share)
    .map(({ keys }) => keys);
}

function lost(own: readonly string[], origins: readonly (readonly string[])[]): Fault[] {
  const origin = origins[0] ?? [];
  return origin.flatMap((negation, at): Fault[] => {
    if (!NEGATIONS.has(negation)) return [];
    const next = origin[at + 1];
    const previous = origin[at - 1];
    if (next === undefined || NEGATIONS.has(next)) return [];
    // "barang bergerak dan barang tidak bergerak" has both
    const bare = timesOf(own, previous, next) > timesOf(origin, previous, next);
    const dropped = own.some(
      (key, i) =>
        key === next &&
        !isNegated(own, i) &&
        ((own[i - 1] === previous && bare) || (!isFunctionWord(next) && !affirmed(origin, next))) &&
        !origins.slice(1).some((other) => affirmed(other, next) && other.includes(own[i - 1] ?? "")),
    );
    return dropped
      ? [
          {
            kind: "negation",
            found: next,
            why: `Artikel menulis "${negation} ${next}", ringkasan tanpa "${negation}".`,
          },
        ]
      : [];
  });
}

/** How often the two stand side by side. */
function timesOf(words: readonly string[], first: string | undefined, second: string): number {
  return words.filter((key, i) => key === second && words[i - 1] === first).length;
}

function gained(own: readonly string[], origins: readonly (readonly string[])[]): Fault[] {
  return own.flatMap((negation, at): Fault[] => {
    if (!NEGATIONS.has(negation)) return [];
    const ahead = own.slice(at + 1, at + 1 + REACH);
    const supported =
      ahead.length === 0 ||
      origins.some((origin) => origin.some((key, i) => ahead.includes(key) && isNegated(origin, i)));
    return supported
      ? []
      : [
          {
            kind: "negation",
            found: `${negation} ${ahead[0] ?? ""}`,
            why: `Ringkasan menulis "${negation} ${ahead[0] ?? ""}", artikel tidak.`,
          },
        ];
  });
}

function isNegated(words: readonly string[], at: number): boolean {
  return words.slice(Math.max(0, at - REACH), at).some((word) => NEGATIONS.has(word));
}

function affirmed(words: readonly string[], key: string): boolean {
  return words.some((word, i) => word === key && !isNegated(words, i));
}
