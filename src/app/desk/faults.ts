import type { AlertContent } from "../../alerts/alert.ts";
import type { CleanArticle } from "../../articles/article.ts";
import { check } from "../../summaries/check.ts";

/** Words of an alert that its article does not support, with a sentence for the editor. `budget`: characters a summary may have. */
export function faultsOf(
  { headline, summary: text, flash }: Pick<AlertContent, "headline" | "summary" | "flash">,
  article: CleanArticle,
  budget: number,
): { found: string; why: string }[] {
  const most = Math.max(budget, text.length); // an editor may say more
  return check({ headline, text, flash }, article, { budget: most }).map(({ found, why }) => ({
    found,
    why,
  }));
}
