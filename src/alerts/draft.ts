import type { CallToAction, CleanArticle } from "../articles/article.ts";
import type { Summary } from "../summaries/summary.ts";
import type { AlertContent } from "./alert.ts";

/** The properties of an alert beside its words. */
export interface Origin {
  /** The outlet's name as readers know it, or null for what an editor pasted. */
  outlet: string | null;
  topics: readonly string[];
  regions: readonly string[];
  breaking: boolean;
  /** For articles that bring no call to action of their own. */
  callToAction: CallToAction | null;
}

/** An alert as its article makes it, before anyone has decided about it. */
export interface NewAlert {
  content: AlertContent;
  createdBy: string;
  source: string;
  /** Why it must wait for an editor, and why a model's summary was not used, in sentences for that editor. */
  reasons: readonly string[];
  /** The source's policy allows it to go out without an editor, and nothing speaks against it. */
  approved: boolean;
}

/** The content of an alert for this article. Everything in it is from the article or from the configuration. */
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

/** Only credits of sources are shown; who wrote and edited an article is on its page. */
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
