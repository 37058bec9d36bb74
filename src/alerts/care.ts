import type { CleanArticle } from "../articles/article.ts";
import { type Sensitive, sensitiveSubjects } from "../articles/sensitive.ts";
import { check } from "../summaries/check.ts";
import type { Summary } from "../summaries/summary.ts";

/**
 * Why an alert must not go out without an editor, in sentences for that editor; [] if nothing speaks against it. The press
 * codes' subjects first, then what the article does not support.
 */
export function reasonsToWait(article: CleanArticle, summary: Summary, budget: number): string[] {
  const sensitive = sensitiveSubjects(article).map(
    ({ subject, words }) => `Perlu penyunting: ${SUBJECTS[subject]} (“${words}”).`,
  );
  // A title alone is no alert that a newsroom would send unseen.
  if (summary.text === "") return [...sensitive, "Isi artikel tidak terbaca, hanya judulnya."];
  return [...sensitive, ...check(summary, article, { budget }).map(({ why }) => why)];
}

const SUBJECTS: Readonly<Record<Sensitive["subject"], string>> = {
  "sexual crime": "korban kejahatan seksual",
  child: "anak sebagai korban, saksi, atau pelaku",
  suicide: "bunuh diri",
};
