import type { CleanArticle } from "./article.ts";
import { contradicts } from "./news-turns.ts";
import type { Announced } from "./read.ts";
import { titleTrace } from "./similarity.ts";

/**
 * The article under its page's own heading, where that contradicts the title that came with the address: a feed is slower or faster than its
 * site, and the heading is of its text's moment. null where the two go together.
 */
export function underItsHeading({ article, heading }: Announced): CleanArticle | null {
  const { title } = article;
  if (title === null || heading === null) return null;
  return contradicts(titleTrace(title), titleTrace(heading)) ? { ...article, title: heading } : null;
}
