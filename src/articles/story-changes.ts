import type { CleanArticle } from "./article.ts";
import { type Said, saidIn, saidTogether, turnsNews } from "./news-turns.ts";

/** One thing that a later text says otherwise than an earlier one. "" where it says nothing of it. */
export interface Change {
  /** `figure` and `name` are what a reader must be told of; `words` is everything else. */
  kind: "figure" | "name" | "words";
  before: string;
  after: string;
  /** It stands in title or lead and turns the news: a denial, a state or a figure that came or went. */
  turns?: true;
}

type Text = Pick<CleanArticle, "title" | "paragraphs">;

/**
 * What a later text of an article says otherwise, figures first, then what else turns the news, names, and other words; [] where only
 * punctuation, case or the order of sentences changed. Sentences are compared with the one most like them; inside a pair the words that differ
 * are a change, a sentence without a pair is a change as a whole.
 */
export function changesBetween(before: Text, after: Text): Change[] {
  const [old, young] = [sentencesOf(before), sentencesOf(after)];
  const gone = without(old, young);
  const come = without(young, old);
  if (gone.length + come.length === 0) return [];
  const texts = { before: saidInAll(old), after: saidInAll(young) };
  const changes: Change[] = [];
  for (const sentence of gone) {
    const pair = mostLike(sentence, come);
    if (pair === null) changes.push(...(hasWords(sentence) ? [whole(sentence.text, "")] : []));
    else {
      come.splice(come.indexOf(pair), 1);
      const turns =
        (sentence.leads || pair.leads) && turnsNews(saidIn(sentence.words), saidIn(pair.words), texts);
      changes.push(...marked(wordChanges(sentence.words, pair.words), turns));
    }
  }
  for (const sentence of come.filter(hasWords)) {
    const turns = sentence.leads && turnsNews(null, saidIn(sentence.words), texts);
    changes.push(...marked([whole("", sentence.text)], turns));
  }
  return changes.sort((a, b) => rankOf(a) - rankOf(b));
}

/**
 * A figure or name that was replaced by another, or something in title or lead that turns the news: the later text is news, however
 * alike the rest.
 */
export function replacesFacts(changes: readonly Change[]): boolean {
  return changes.some(
    ({ kind, before, after, turns }) => turns === true || (kind !== "words" && before !== "" && after !== ""),
  );
}

function rankOf({ kind, turns }: Change): number {
  return kind === "words" && turns === true ? 0.5 : ["figure", "name", "words"].indexOf(kind);
}

function marked(changes: Change[], turns: boolean): Change[] {
  return turns ? changes.map((change) => ({ ...change, turns: true })) : changes;
}

function saidInAll(sentences: readonly Sentence[]): Said {
  return saidTogether(sentences.map(({ words }) => saidIn(words)));
}

interface Sentence {
  text: string;
  words: readonly string[];
  key: string;
  /** It is the title's, or among the first two of the text. What ends a text never leads it. */
  leads: boolean;
}

const LEADING = 2;

/** Rough ends are good enough: both texts are cut alike. */
function sentencesOf({ title, paragraphs }: Text): Sentence[] {
  const own = cut(title ?? "");
  const body = paragraphs.flatMap(cut);
  const leading = own.length + Math.min(LEADING, Math.max(1, body.length - 1));
  return [...own, ...body]
    .map((text) => ({ text: text.trim(), words: text.split(/\s+/).filter((word) => word !== "") }))
    .map((sentence, i) => ({ ...sentence, key: sentence.words.map(bare).join(" "), leads: i < leading }));
}

function cut(paragraph: string): string[] {
  return paragraph.split(/(?<=[.!?]["”’)]?)\s+(?=[\p{Lu}"“‘(])/u);
}

/** The sentences that the others do not have, or not as often: some articles say one twice. */
function without(sentences: readonly Sentence[], others: readonly Sentence[]): Sentence[] {
  const known = new Map<string, number>();
  for (const { key } of others) known.set(key, (known.get(key) ?? 0) + 1);
  return sentences.filter(({ key }) => {
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left <= 0;
  });
}

function hasWords({ key }: Sentence): boolean {
  return /[\p{L}\p{N}]/u.test(key);
}

/** Below this share of common words two sentences are not one that was edited but two. */
const ALIKE = 0.5;

function mostLike(sentence: Sentence, others: readonly Sentence[]): Sentence | null {
  let best: Sentence | null = null;
  let likeness = ALIKE;
  const words = new Set(sentence.words.map(bare));
  for (const other of others) {
    const common = new Set(other.words.map(bare).filter((word) => words.has(word))).size;
    const share = (2 * common) / (sentence.words.length + other.words.length);
    if (share >= likeness) [best, likeness] = [other, share];
  }
  return best;
}

/** The stretches in which two sentences differ, along their longest common run of words. */
function wordChanges(before: readonly string[], after: readonly string[]): Change[] {
  const changes: Change[] = [];
  let [i, j, oldFrom, newFrom] = [0, 0, 0, 0];
  const close = (oldTo: number, newTo: number): void => {
    if (oldFrom === oldTo && newFrom === newTo) return;
    changes.push(changeOf(before, [oldFrom, oldTo], after, [newFrom, newTo]));
  };
  for (const [x, y] of commonWords(before, after)) {
    [i, j] = [x, y];
    close(i, j);
    [oldFrom, newFrom] = [i + 1, j + 1];
  }
  close(before.length, after.length);
  return changes;
}

type Range = readonly [from: number, to: number];

function changeOf(before: readonly string[], old: Range, after: readonly string[], young: Range): Change {
  const was = before.slice(...old);
  const is = after.slice(...young);
  const kind = kindOf(was, old[0] > 0) === "words" ? kindOf(is, young[0] > 0) : kindOf(was, old[0] > 0);
  if (kind !== "figure") return { kind, before: plain(was), after: plain(is) };
  // A figure alone tells an editor little: what it counts follows it.
  return {
    kind,
    before: plain(before.slice(old[0], old[1] + 1)),
    after: plain(after.slice(young[0], young[1] + 1)),
  };
}

const NUMBER_WORD =
  /^(?:se|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)?(?:belas|puluh|ratus|ribu|juta|miliar|triliun)$|^(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|nol)$/;

function kindOf(words: readonly string[], inside: boolean): Change["kind"] {
  if (words.some((word) => /\p{N}/u.test(word) || NUMBER_WORD.test(bare(word)))) return "figure";
  const named = inside ? words : words.slice(1); // a sentence's first word has its capital from its place
  return named.some((word) => /^[("“‘']*\p{Lu}/u.test(word)) ? "name" : "words";
}

function whole(before: string, after: string): Change {
  return { kind: "words", before, after };
}

/** Pairs of places of a longest common subsequence. Sentences are short; a monster of 2,000 words is only compared at its start. */
function commonWords(a: readonly string[], b: readonly string[]): [number, number][] {
  const [x, y] = [a.slice(0, LONGEST).map(bare), b.slice(0, LONGEST).map(bare)];
  const length = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0;
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) {
      const row = length[i];
      if (row) row[j] = x[i] === y[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    if (x[i] === y[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

const LONGEST = 2000;

function bare(word: string): string {
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[–−]/g, "-")
    .replaceAll(/^(?:(?!-\p{N})[^\p{L}\p{N}])+|[^\p{L}\p{N}%]+$/gu, "");
}

function plain(words: readonly string[]): string {
  return words.join(" ").replace(/[.,;:]+$/, "");
}
