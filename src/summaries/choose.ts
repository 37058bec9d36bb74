import type { Candidate, Form } from "./candidates.ts";
import { SAME } from "./headline.ts";
import { leaningOf, TASTE, type Taste } from "./taste.ts";
import { WordCounter } from "./word-counter.ts";
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
      if (value > bestValue && !next.takenBack) [best, bestValue] = [now, value];
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
  takenBack: boolean;
}

const MOST_SENTENCES = 3;

// More options than this make no better summaries of the pairs, and the search is cubic in their number.
const MOST_OPTIONS = 36;

function canFollow(next: Option, chosen: readonly Option[]): boolean {
  const last = chosen.at(-1);
  if (!last) return next.form.opens && !next.saidBefore;
  if (last.place === next.place || (last.takenBack && last.place !== next.place - 1)) return false;
  if (next.form.need === null || (next.form.near && last.place === next.place - 1)) return true;
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
  { place, text, forms, takenBack }: Candidate,
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
        takenBack,
      };
    });
}

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
