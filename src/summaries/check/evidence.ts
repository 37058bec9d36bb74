import type { CleanArticle } from "../../articles/article.ts";
import { splitSentences } from "../sentences.ts";
import { brackets } from "../spans.ts";
import { keys } from "../words.ts";

/** What an article says, in the forms the checks look it up in. */
export interface Evidence {
  /** Title, text, dateline and credits, line by line. */
  text: string;
  /** The same without the title: a headline drops "diduga", "akan" and "sedikitnya" as a matter of course. */
  body: string;
  sentences: readonly { text: string; keys: readonly string[]; inTitle: boolean }[];
  keys: ReadonlySet<string>;
  /** Every word's key in order, once as it stands and once without brackets, for words that stand side by side. */
  runs: readonly (readonly string[])[];
  /** Words of the related links: known, but no support. */
  related: ReadonlySet<string>;
  publishedAt: Date | null;
}

export function evidenceOf(article: CleanArticle): Evidence {
  const [title = "", ...body] = [
    article.title ?? "",
    ...article.paragraphs,
    article.dateline ?? "",
    ...article.credits,
  ].map((line) => line.replaceAll(/\s+/g, " "));
  const lines = [title, ...body].filter((line) => line !== "");
  const text = lines.join("\n");
  // by sentence: where two were glued together ("… Donald Trump.Upaya …") the last name of the first is only then a word
  const sentences = [title, ...body].flatMap((line, i) =>
    splitSentences(line).map((sentence) => ({ text: sentence, keys: keys(sentence), inTitle: i === 0 })),
  );
  const run = sentences.flatMap((sentence) => sentence.keys);
  return {
    text,
    body: body.filter((line) => line !== "").join("\n"),
    sentences,
    keys: new Set([...run, ...keys(text)].flatMap((key) => [key, ...key.split(/[^\p{L}\p{N}]+/u)])),
    runs: [run, sentences.flatMap((sentence) => keys(withoutBrackets(sentence.text)))],
    related: new Set(article.related.flatMap(({ title }) => keys(title))),
    publishedAt: article.publishedAt,
  };
}

/** What is made of an article's evidence is made once, though its summary, flash and headline are looked at one by one. */
export function oncePerArticle<T>(make: (evidence: Evidence) => T): (evidence: Evidence) => T {
  const made = new WeakMap<Evidence, { value: T }>();
  return (evidence) => {
    const known = made.get(evidence) ?? { value: make(evidence) };
    made.set(evidence, known);
    return known.value;
  };
}

function withoutBrackets(text: string): string {
  let bare = text;
  for (const { start, end } of brackets(text).reverse()) bare = `${bare.slice(0, start)} ${bare.slice(end)}`;
  return bare;
}
