import type { CleanArticle } from "../../articles/article.ts";
import type { Unsupported, AlertWords } from "../../chat/alert-desk.ts";
import { check } from "../../summaries/check.ts";

/** Words of an alert that its article does not support, with a sentence for the editor. `budget`: characters a summary may have. */
export function faultsOf(
  { headline, summary: text, flash }: AlertWords,
  article: CleanArticle,
  budget: number,
): Unsupported[] {
  const most = Math.max(budget, text.length); // an editor may say more
  return check({ headline, text, flash }, article, { budget: most }).map(({ found, why }) => ({
    found,
    why,
  }));
}
