import type { Candidate, Form } from "./candidates.ts";
import { SAME } from "./headline.ts";
import { contentShare, keys } from "./words.ts";

/** A sentence in one of its forms, as chosen. */
export interface Choice {
  place: number;
  form: Form;
}

export interface Wish {
  /** Characters. */
  budget: number;
  /** How likely each word is to be in an editor's summary. */
  likelihoods: ReadonlyMap<string, number>;
  /** A headline made from the article: the first sentence must say more than this. null where readers see a real title. */
  said: string | null;
}

/** How the chooser leans, in likelihood per word of a sentence. Learnt; bench/summaries/learn.ts says how. */
export interface Taste {
  /** The length of an editor's summary that the chosen sentences are measured against: more makes them longer. */
  expectedWords: number;
  /** What a word counts when it is said again, as a share of its first time. */
  again: number;
  first: number;
  dated: number;
  quoting: number;
  asking: number;
  personal: number;
  needy: number;
  /** Promises what it does not tell: "Berikut daftarnya." */
  teasing: number;
  short: number;
  late: number;
}

export const TASTE: Taste = {
  expectedWords: 75,
  again: 0.2,
  first: 0.05, // the article's first sentence
  dated: 0, // says when it happened
  quoting: -0.05,
  asking: -0.2,
  personal: -0.2, // "saya", "Anda" outside a quotation: the writer speaks
  needy: 0.03, // leans on the sentence before
  teasing: -0.3,
  short: -0.1, // fewer than eight words
  late: -0.04, // behind the first eight sentences
};

/**
 * The one to three sentences, in article order, that are expected to share most with an editor's summary and together
 * fit the budget, each making sense where it stands. Empty when none fits.
 */
export function choose(candidates: readonly Candidate[], wish: Wish, taste: Taste = TASTE): Choice[] {
  const counter = new WordCounter(wish.likelihoods);
  const options = shortlist(
    candidates.flatMap((candidate) => optionsOf(candidate, wish, taste, counter)),
    taste,
    counter,
  );
  let best: readonly Option[] = [];
  let bestValue = 0;
  const extend = (chosen: readonly Option[], from: number, room: number) => {
    for (let i = from; i < options.length; i++) {
      const next = options[i];
      if (!next || next.form.text.length > room || !canFollow(next, chosen)) continue;
      const now = [...chosen, next];
      const value = valueOf(now, taste, counter);
      if (value > bestValue) [best, bestValue] = [now, value];
      if (now.length < MOST_SENTENCES) extend(now, i + 1, room - next.form.text.length - 1);
    }
  };
  extend([], 0, wish.budget);
  return best.map(({ place, form }) => ({ place, form }));
}

interface Option extends Choice {
  keys: readonly string[];
  /** The same words as the counter numbers them. */
  words: readonly number[];
  /** What the sentence as such adds to or takes from each of its words' likelihood. */
  leaning: number;
  saidBefore: boolean;
}

const MOST_SENTENCES = 3;

// More options than this make no better summaries of the pairs, and the search is cubic in their number.
const MOST_OPTIONS = 36;

function canFollow(next: Option, chosen: readonly Option[]): boolean {
  const last = chosen.at(-1);
  if (!last) return next.form.need === null && !next.saidBefore;
  if (last.place === next.place) return false;
  if (next.form.need === null || last.place === next.place - 1) return true;
  const { noun } = next.form.need;
  return noun !== null && chosen.some(({ keys }) => keys.includes(noun));
}

/** Of many options the most valuable ones, still in article order. */
function shortlist(options: Option[], taste: Taste, counter: WordCounter): Option[] {
  if (options.length <= MOST_OPTIONS) return options;
  const values = new Map(options.map((option) => [option, valueOf([option], taste, counter)]));
  const least = [...values.values()].sort((a, b) => b - a)[MOST_OPTIONS - 1] ?? 0;
  return options.filter((option) => (values.get(option) ?? 0) >= least);
}

function optionsOf(
  { place, text, forms }: Candidate,
  { budget, said }: Wish,
  taste: Taste,
  counter: WordCounter,
): Option[] {
  const leaning = leaningOf(place, text, taste);
  const saidKeys = new Set(said === null ? [] : keys(said));
  return forms
    .filter((form) => form.text.length <= budget)
    .map((form) => {
      const own = keys(form.text);
      return {
        place,
        form,
        keys: own,
        words: own.map((key) => counter.number(key)),
        leaning: leaning + (form.need === null ? 0 : taste.needy) + (own.length < 8 ? taste.short : 0),
        saidBefore: said !== null && contentShare(form.text, saidKeys) > SAME,
      };
    });
}

function leaningOf(place: number, text: string, taste: Taste): number {
  const plain = text.replaceAll(/["“][^"”]*["”]/g, "");
  return (
    (place === 0 ? taste.first : 0) +
    (place > 7 ? taste.late : 0) +
    (DATED.test(text) ? taste.dated : 0) +
    (plain.length < text.length ? taste.quoting : 0) +
    (text.endsWith("?") ? taste.asking : 0) +
    (TEASING.test(plain) ? taste.teasing : 0) +
    (PERSONAL.test(plain) ? taste.personal : 0)
  );
}

const DATED = /\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b|\(\d+\/\d+/;
const TEASING =
  /^(?:berikut|begini|inilah|simak|yuk|lantas|nah)\b|\b(?:sebagai berikut|berikut (?:ini|daftar|adalah|penjelasan|ulasan)|selengkapnya|di sini|ini daftarnya|ini penjelasan\p{L}*|dirangkum|terungkap nasib)\b/iu;
const PERSONAL = /\b(?:saya|aku|kami|kita|kamu|kalian|anda)\b/iu;

/** Expected F1 of the words shared with an editor's summary: each word counts once, length costs. */
function valueOf(chosen: readonly Option[], { again, expectedWords }: Taste, counter: WordCounter): number {
  let shared = 0;
  let length = 0;
  counter.startOver();
  for (const { words, leaning } of chosen) {
    length += words.length;
    shared += leaning * words.length;
    for (const word of words)
      shared += counter.isFirst(word) ? counter.likelihood(word) : counter.likelihood(word) * again;
  }
  return (2 * shared) / (length + expectedWords);
}

/** Numbers words, so that thousands of combinations can be valued without hashing a string. */
class WordCounter {
  readonly #numbers = new Map<string, number>();
  readonly #likelihoods: number[] = [];
  /** The round in which each word was last seen. */
  readonly #seen: number[] = [];
  readonly #known: ReadonlyMap<string, number>;
  #round = 0;

  constructor(known: ReadonlyMap<string, number>) {
    this.#known = known;
  }

  number(key: string): number {
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    this.#likelihoods[number] = this.#known.get(key) ?? 0;
    this.#seen[number] = 0;
    return number;
  }

  likelihood(number: number): number {
    return this.#likelihoods[number] ?? 0;
  }

  startOver(): void {
    this.#round++;
  }

  /** Is this the word's first time since we started over? */
  isFirst(number: number): boolean {
    if (this.#seen[number] === this.#round) return false;
    this.#seen[number] = this.#round;
    return true;
  }
}
