import { tellings } from "./headline.ts";
import { endsAsSentence } from "./sentences.ts";
import { isBalanced } from "./spans.ts";

/**
 * Something to say where no sentence fits as it is: a sentence that lacks its point gets one, a long one is told
 * shorter. Never over budget; "" only without sentences or when not even a word fits.
 */
export function lastResort(sentences: readonly string[], budget: number): string {
  for (const sentence of sentences.filter(isBalanced)) {
    const telling =
      endsAsSentence(sentence) && sentence.length <= budget ? sentence : tellings(sentence, budget - 1)[0];
    if (telling !== undefined && telling !== "")
      return endsAsSentence(telling) ? telling : `${telling.replace(/[\s,;:–—-]+$/, "")}.`;
  }
  return wholeWords(sentences[0] ?? "", budget);
}

function wholeWords(sentence: string, budget: number): string {
  const plain = sentence.replaceAll(/["“”()[\]]/g, "");
  const fitting =
    plain.length < budget
      ? plain
      : plain
          .slice(0, budget)
          .replace(/\s+\S*$/, "")
          .slice(0, budget - 1);
  const text = fitting.replace(/[\s,;:.!?–—-]+$/, "");
  if (text === "") return "";
  return plain.length < budget ? `${text}.` : `${text}…`; // a reader is told that it goes on
}
