import type { CallToAction, CleanArticle } from "../articles/article.ts";
import type { Summary } from "../summaries/summary.ts";
import type { AlertContent } from "./alert.ts";

/** What the newsroom says of where an article comes from. */
export interface Origin {
  /** The outlet's name as readers know it, or null for what an editor pasted. */
  outlet: string | null;
  topics: readonly string[];
  regions: readonly string[];
  breaking: boolean;
  /** For articles that bring no call to action of their own. */
  callToAction: CallToAction | null;
}

/** What an alert for this article says. Everything in it is the article's own or the newsroom's configured word. */
export function draft(article: CleanArticle, summary: Summary, origin: Origin): AlertContent {
  return {
    headline: summary.headline,
    summary: summary.text,
    flash: summary.flash,
    credits: article.credits.filter(isSource),
    link: article.link,
    callToAction: article.callToAction ?? origin.callToAction,
    image: article.image,
    outlet: origin.outlet,
    topics: [...origin.topics],
    regions: [...origin.regions],
    toEveryone: false,
    breaking: origin.breaking,
  };
}

/** Readers are told where a story comes from; who wrote and edited it stands on the page. */
function isSource(credit: string): boolean {
  return /^sumber\b/i.test(credit);
}

/**
 * An editor's own words as an alert: the first line is the headline, the rest stands as it was typed. Words of one line
 * have no headline apart.
 */
export function draftWords(words: string): AlertContent {
  const [first = "", ...rest] = words.trim().split("\n");
  const body = rest.join("\n").trim();
  return {
    headline: first.trim(),
    summary: body,
    flash: first.trim(),
    credits: [],
    link: null,
    callToAction: null,
    image: null,
    outlet: null,
    topics: [],
    regions: [],
    toEveryone: true,
    breaking: false,
  };
}
