import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/** Real Indonesian news to measure against, beside the project and never in it. Tests that use it skip where it is absent. */

const corpus = new URL("../../../shared/corpus/", import.meta.url);

export const corpusIsHere = existsSync(new URL("articles.jsonl", corpus));

export function corpusText(name: string): string {
  return readFileSync(new URL(name, corpus), "utf8");
}

const Labelled = z.object({ text: z.string(), label: z.enum(["cta", "promo", "news"]) });
export const labelledSentences = () => rows("cta.jsonl", Labelled);

const Scraped = z.object({ site: z.string(), text: z.string() });
export const scrapedArticles = () => rows("articles.jsonl", Scraped);

const Page = z.object({
  file: z.string(),
  url: z.url(),
  title: z.string(),
  date: z.number(),
  content: z.string(),
});
export const expectedPages = () => z.array(Page).parse(JSON.parse(corpusText("html/expected.json")));

function rows<T>(name: string, row: z.ZodType<T>): T[] {
  return corpusText(name)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => row.parse(JSON.parse(line)));
}
