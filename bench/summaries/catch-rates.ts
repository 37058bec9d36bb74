import type { CleanArticle } from "../../src/articles/article.ts";
import { candidatesOf, sentencesOf } from "../../src/summaries/candidates.ts";
import { check } from "../../src/summaries/check.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { seeded } from "../support/random.ts";
import { corrupt, KINDS, type Kind } from "./corrupt.ts";

export interface CatchRates {
  caught: { kind: Kind; planted: number; caught: number }[];
  /** True summaries looked at, and those of them that the check stopped. */
  truthful: number;
  alarms: number;
}

// Lets whole sentences through that are too long for an alert: what is measured is truth.
const BUDGET = 5000;

/**
 * True summaries of every article (the built-in one at two lengths and three of its sentences drawn by lot), and each of them with one fault
 * of each kind planted, its material lent by another article.
 */
export function catchRates(articles: readonly CleanArticle[], seed = 7): CatchRates {
  const pick = seeded(seed);
  const counts = new Map(KINDS.map((kind) => [kind, { kind, planted: 0, caught: 0 }]));
  let truthful = 0;
  let alarms = 0;
  articles.forEach((article, i) => {
    const own = textOf(article);
    const lender = textOf(articles[(i + 37) % articles.length] ?? article);
    for (const text of trueSummaries(article, pick)) {
      truthful++;
      if (isStopped(text, article)) {
        alarms++;
        continue;
      }
      for (const kind of KINDS) {
        const planted = corrupt(kind, text, own, lender, pick);
        const count = counts.get(kind);
        if (!planted || !count) continue;
        count.planted++;
        if (isStopped(planted.text, article)) count.caught++;
      }
    }
  });
  return { caught: [...counts.values()], truthful, alarms };
}

function trueSummaries(article: CleanArticle, pick: (n: number) => number): string[] {
  const sentences = candidatesOf(sentencesOf(article)).map(({ text }) => text);
  const drawn = [0, 1, 2].map(() => sentences[pick(Math.max(1, sentences.length))] ?? "");
  return [summarise(article).text, summarise(article, { budget: 500 }).text, ...drawn].filter(
    (text) => text !== "",
  );
}

function isStopped(text: string, article: CleanArticle): boolean {
  return check({ headline: article.title ?? text, text, flash: "" }, article, { budget: BUDGET }).length > 0;
}

function textOf(article: CleanArticle): string {
  return [article.title ?? "", ...article.paragraphs].join("\n");
}
