import type { CleanArticle } from "../articles/article.ts";
import { candidatesOf, sentencesOf } from "./candidates.ts";
import { choose } from "./choose.ts";
import { DENIAL } from "./denials.ts";
import { flashOf } from "./flash.ts";
import { headlineFrom } from "./headline.ts";
import { lastResort } from "./last-resort.ts";
import { likelihoods } from "./likelihood.ts";
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
  const telling = possible.length > 0 ? possible.map(({ text }) => text) : sentences;
  const headline = title ?? headlineFrom(telling);
  // a headline that breaks off is no telling of its sentence, and a denial is told again rather than only what it denies
  const said = title === null && !headline.endsWith("…") && !DENIAL.test(headline) ? headline : null;
  const wish = { budget, likelihoods: likelihoods(sentences, title), said };
  let chosen = choose(possible, wish);
  // An article that is hardly longer than its headline says it twice rather than nothing.
  if (chosen.length === 0 && wish.said !== null) chosen = choose(possible, { ...wish, said: null });
  const text =
    chosen.length > 0 ? chosen.map(({ form }) => form.text).join(" ") : lastResort(sentences, budget);
  return { headline, text, flash: flashOf(title, telling) };
}
