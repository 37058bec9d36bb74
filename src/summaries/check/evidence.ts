import type { CleanArticle } from "../../articles/article.ts";
import { splitSentences } from "../sentences.ts";
import { brackets } from "../spans.ts";
import { keys } from "../words.ts";

/** What an article says, in the forms the checks look it up in. */
export interface Evidence {
  /** Title, text, dateline and credits, line by line. */
  text: string;
  sentences: readonly { text: string; keys: readonly string[] }[];
  keys: ReadonlySet<string>;
  /** Every word's key in order, once as it stands and once without brackets, for words that stand side by side. */
  runs: readonly (readonly string[])[];
  /** Words of the related links: known, but no support. */
  related: ReadonlySet<string>;
  publishedAt: Date | null;
}

export function evidenceOf(article: CleanArticle): Evidence {
  const lines = [
    article.title ?? "",
    ...article.paragraphs,
    article.dateline ?? "",
    ...article.credits,
  ].filter((line) => line !== "");
  const text = lines.map((line) => line.replaceAll(/\s+/g, " ")).join("\n");
  // by sentence: where two were glued together ("… Donald Trump.Upaya …") the last name of the first is only then a word
  const sentences = lines
    .flatMap((line) => splitSentences(line.replaceAll(/\s+/g, " ")))
    .map((sentence) => ({ text: sentence, keys: keys(sentence) }));
  const run = sentences.flatMap((sentence) => sentence.keys);
  return {
    text,
    sentences,
    keys: new Set([...run, ...keys(text)].flatMap((key) => [key, ...key.split(/[^\p{L}\p{N}]+/u)])),
    runs: [run, sentences.flatMap((sentence) => keys(withoutBrackets(sentence.text)))],
    related: new Set(article.related.flatMap(({ title }) => keys(title))),
    publishedAt: article.publishedAt,
  };
}

function withoutBrackets(text: string): string {
  let bare = text;
  for (const { start, end } of brackets(text).reverse()) bare = `${bare.slice(0, start)} ${bare.slice(end)}`;
  return bare;
}
