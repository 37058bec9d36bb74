import type { CleanArticle } from "./article.ts";
import { CHILD, HARM, NO_CHILD, SEXUAL_CRIME, SUICIDE } from "./sensitive-words.ts";

/** A subject that the press codes put into human hands, and the words that gave it away. */
export interface Sensitive {
  subject: "sexual crime" | "child" | "suicide";
  /** As they stand in the article ("dicabuli"). */
  words: string;
}

/**
 * Which subjects of an article no machine may send: victims of sexual crime, suicide, and children as victims, witnesses
 * or offenders. Each at most once, [] for most articles. It looks for words in all their forms and does not understand: it
 * would rather show an editor ten harmless articles than send one of these (bench/stories has its rates).
 */
export function sensitiveSubjects(article: Pick<CleanArticle, "title" | "paragraphs">): Sensitive[] {
  const sentences = [article.title ?? "", ...article.paragraphs]
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?]["”]?)\s+/))
    .map((sentence) => sentence.toLowerCase().replaceAll(/\s+/g, " "));
  const found: (Sensitive | null)[] = [
    first("sexual crime", sentences, (sentence) => SEXUAL.exec(sentence)?.[0]),
    first("child", sentences, harmedChild),
    first("suicide", sentences, (sentence) => OWN_LIFE.exec(sentence)?.[0]),
  ];
  return found.filter((one) => one !== null);
}

/** Roots in p, t, k and s lose their first letter to the nasal of me- and pe-. */
const SWALLOWED: Readonly<Record<string, string>> = { p: "m", t: "n", k: "ng", s: "ny" };

const SEXUAL = anyOf(SEXUAL_CRIME);
const OWN_LIFE = anyOf(SUICIDE);
const A_CHILD = anyOf(CHILD);
const NOT_A_CHILD = anyOf(NO_CHILD, "gu");
const HARMED = anyOf(HARM);

function first(
  subject: Sensitive["subject"],
  sentences: readonly string[],
  look: (sentence: string) => string | undefined,
): Sensitive | null {
  for (const sentence of sentences) {
    const words = look(sentence);
    if (words !== undefined) return { subject, words: words.trim() };
  }
  return null;
}

/** A child and a harm in one sentence. */
function harmedChild(sentence: string): string | undefined {
  const plain = sentence.replaceAll(NOT_A_CHILD, " ");
  const child = A_CHILD.exec(plain)?.[0];
  const harm = HARMED.exec(plain)?.[0];
  return child !== undefined && harm !== undefined ? `${child.trim()}, ${harm.trim()}` : undefined;
}

/** Whole words only; "~root" stands for all its forms. */
function anyOf(patterns: readonly string[], flags = "u"): RegExp {
  const source = patterns.map((pattern) => pattern.replaceAll(/~(\p{L})(\p{L}+)/gu, forms)).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}-])(?:${source})(?![\\p{L}\\p{N}])`, flags);
}

/** me- and pe- put a nasal before the root, and p, t, k and s give way to it: tusuk, menusuk, penusukan, ditusuk, tertusuk. */
function forms(_: string, initial: string, rest: string): string {
  const nasal = SWALLOWED[initial];
  const plain = `(?:di|ber|ter|ke|se|per|diper|memper|(?:me|pe)(?:m|n|ng)?)?${initial}${rest}`;
  const swallowed = nasal === undefined ? "" : `|(?:me|pe)${nasal}${rest}`;
  return `(?:${plain}${swallowed})\\p{L}*`;
}
