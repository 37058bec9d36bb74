import type { CleanArticle } from "../articles/article.ts";
import { type Part, vectorOfParts } from "./lexemes.ts";

/** What of an alert can be looked for; its article is null where an editor wrote it. */
export interface AlertWords {
  headline: string;
  summary: string;
  regions: readonly string[];
  article: Pick<CleanArticle, "title" | "paragraphs"> | null;
}

/**
 * What keyword filters are held against, as a tsvector: what the alert is about (headline and the article's title with weight
 * A, the summary with B), and around it the article's first paragraphs and its regions. A filter wants all of its words somewhere
 * here, and one of them in what the alert is about: a word that merely occurs in an article is not what it is about.
 */
export function alertVectorOf({ headline, summary, regions, article }: AlertWords): string {
  return vectorOfParts([
    { text: headline, weight: "A" },
    { text: article?.title ?? "", weight: "A" },
    { text: summary, weight: "B" },
    ...leadOf(article?.paragraphs ?? []).map(around),
    ...regions.map(around),
  ]);
}

function around(text: string): Part {
  return { text, weight: "D" };
}

const LEAD = 700; // characters

/** Whole paragraphs, and of the last no more than is left. */
function leadOf(paragraphs: readonly string[]): string[] {
  return paragraphs.slice(0, 10).join("\n").slice(0, LEAD).split("\n");
}
