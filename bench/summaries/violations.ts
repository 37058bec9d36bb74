import type { CleanArticle } from "../../src/articles/article.ts";
import type { Summary } from "../../src/summaries/summary.ts";

/**
 * The rules every built-in summary keeps, looked at from outside: nothing here is shared with the summariser or the
 * check. Each rule gives its name when it is broken.
 */
export function violations(summary: Summary, article: CleanArticle, budget: number): string[] {
  const { text, flash, headline } = summary;
  const source = article.paragraphs.join("\n");
  const broken: [string, boolean][] = [
    ["empty", text === "" && /\p{L}/u.test(source)],
    ["over budget", text.length > budget],
    ["cut sentence", text !== "" && !/[.!?…]["”’')\]]*$/.test(text)],
    [
      "unbalanced quotation",
      (text.match(/"/g) ?? []).length % 2 === 1 ||
        (text.match(/“/g) ?? []).length !== (text.match(/”/g) ?? []).length,
    ],
    [
      "dateline",
      /^(?:[A-Z][A-Z .]+, )?[A-Z][A-Za-z0-9]*\.(?:com|COM|TV|CO|ID|co\.id)\b.{0,30}?[-–—]/.test(text) ||
        /^\p{Lu}{4,}(?: \p{Lu}+)* ?[-–—] /u.test(text),
    ],
    [
      "furniture",
      /baca juga|scroll to continue|advertisement|gambas:|pilihan editor|artikel ini telah tayang|simak juga|lihat juga video/i.test(
        text,
      ),
    ],
    [
      "call to action",
      /(?:gabung|ikuti|bergabung)[^.]{0,60}(?:whatsapp|telegram)[^.]{0,20}(?:channel|saluran|kanal|grup)|(?:channel|saluran|kanal) (?:whatsapp|telegram) [^.]*(?:gabung|ikuti|klik)/i.test(
        text,
      ),
    ],
    ["call to action", article.callToAction !== null && text.includes(article.callToAction.text)],
    [
      "not the article's words",
      text !== "" && !sentencesOf(text).every((sentence) => isSubsequence(words(sentence), words(source))),
    ],
    ["flash", flash.length > 120 || flash.includes("\n") || (flash === "" && text !== "")],
    ["headline", headline === "" || (article.title === null && headline.length > 90)],
  ];
  return broken.filter(([, is]) => is).map(([name]) => name);
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…]["”’')\]]*)\s+(?=["“‘'(]?\p{Lu})/u);
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Are these words in the source in this order, with gaps of no more than a sentence's length? */
function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  const first = some[0];
  if (first === undefined) return true;
  for (let start = all.indexOf(first); start !== -1; start = all.indexOf(first, start + 1)) {
    let at = start;
    const found = some.every((word) => {
      const next = all.indexOf(word, at);
      if (next === -1 || next - start > 160) return false;
      at = next + 1;
      return true;
    });
    if (found) return true;
  }
  return false;
}
