import type { CleanArticle } from "../articles/article.ts";
import { type Candidate, candidatesOf, sentencesOf } from "./candidates.ts";
import { choose, type Choice } from "./choose.ts";
import { DENIAL } from "./denials.ts";
import { flashOf } from "./flash.ts";
import { headlineFrom } from "./headline.ts";
import { lastResort } from "./last-resort.ts";
import { likelihoods } from "./likelihood.ts";
import { overtakenAmong } from "./overtaken.ts";
import type { Summary } from "./summary.ts";

/** Characters: about what a phone's notification and a chat's first screen show. */
export const DEFAULT_BUDGET = 320;

/**
 * What an article says, in its own words: one to three of its sentences, whole or shortened, in its order, within
 * `budget` characters. Deterministic, no network. The text is empty only if the article has none.
 */
export function summarise(article: CleanArticle, options: { budget?: number } = {}): Summary {
  const budget = options.budget ?? DEFAULT_BUDGET;
  const sentences = sentencesOf(article);
  const possible = candidatesOf(sentences);
  const title = article.title?.trim() || null;
  const lasting = possible.filter(({ text }) => overtakenAmong(sentences, text) === null);
  const telling = tellingOf(lasting, possible.length > 0 ? possible.map(({ text }) => text) : sentences);
  const headline = title ?? headlineFrom(telling);
  // a headline that breaks off is no telling of its sentence, and a denial is told again rather than only what it denies
  const said = title === null && !headline.endsWith("…") && !DENIAL.test(headline) ? headline : null;
  const wish = { budget, likelihoods: likelihoods(sentences, title), said };
  let chosen = choose(possible, wish);
  // An article that is hardly longer than its headline says it twice rather than nothing.
  if (chosen.length === 0 && wish.said !== null) chosen = choose(possible, { ...wish, said: null });
  // of a matter that the article itself tells further on, the last that it says
  if (overtakenAmong(sentences, textOf(chosen)) !== null) {
    const newer = choose(lasting, wish);
    if (newer.length > 0 && overtakenAmong(sentences, textOf(newer)) === null) chosen = newer;
  }
  const text = chosen.length > 0 ? textOf(chosen) : lastResort(untaken(sentences, possible), budget);
  return { headline, text, flash: flashOf(title, telling) };
}

function textOf(chosen: readonly Choice[]): string {
  return chosen.map(({ form }) => form.text).join(" ");
}

/** Without those that the next sentence takes back, unless nothing else is there. */
function untaken(sentences: readonly string[], possible: readonly Candidate[]): readonly string[] {
  const taken = new Set(possible.filter(({ takenBack }) => takenBack).map(({ text }) => text));
  const rest = sentences.filter((sentence) => !taken.has(sentence));
  return rest.length > 0 ? rest : sentences;
}

/** What a headline or flash may tell: of what nothing overtakes, that which the next sentence does not take back; `all` where that is nothing. */
function tellingOf(lasting: readonly Candidate[], all: readonly string[]): readonly string[] {
  const telling = lasting.filter(({ text, takenBack }) => !takenBack || DENIAL.test(text));
  return telling.length > 0 ? telling.map(({ text }) => text) : all;
}
