import { readFileSync } from "node:fs";
import { z } from "zod";
import { clean } from "../../src/articles/clean.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";

/** The articles of a JSONL file and the pairs that people judged, as the bench compares them. */

const Line = z.object({
  site: z.string(),
  url: z.string().nullish(),
  title: z.string().nullable(),
  date: z.string().nullable(),
  text: z.string(),
});

export interface Collected {
  line: number;
  site: string;
  title: string | null;
  paragraphs: string[];
  /** The day it was published, in days since 1970; null where nothing says so. */
  day: number | null;
}

export function readCollection(file: string): Collected[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((json, line) => {
      const { site, url, title, date, text } = Line.parse(JSON.parse(json));
      return {
        line,
        site,
        title,
        paragraphs: clean(readPlainText(text)).paragraphs,
        day: dayOf(`${date ?? ""} ${url ?? ""}`),
      };
    });
}

const Judged = z.tuple([z.coerce.number(), z.coerce.number(), z.enum(["news", "story", "unsure"])]);
export type Judged = z.infer<typeof Judged>;

export function readJudged(file: URL): Judged[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => Judged.parse(line.split("\t")));
}

const MONTHS = "jan feb mar apr mei jun jul agu sep okt nov des".split(" ");
const ENGLISH: Readonly<Record<string, string>> = {
  may: "mei",
  aug: "agu",
  agt: "agu",
  oct: "okt",
  dec: "des",
};

/** The first date in any of the forms that scrapes have. */
function dayOf(text: string): number | null {
  const iso = /(20\d\d)[-/](\d{1,2})[-/](\d{1,2})/.exec(text);
  if (iso) return days(iso[1], Number(iso[2]), iso[3]);
  const numbers = /(\d{1,2})\/(\d{1,2})\/(20\d\d)/.exec(text);
  if (numbers) return days(numbers[3], Number(numbers[2]), numbers[1]);
  const words = /(\d{1,2})[+\s]+(\p{L}{3})\p{L}*[+\s]+(20\d\d)/u.exec(text);
  const name = words?.[2]?.toLowerCase() ?? "";
  const month = MONTHS.indexOf(ENGLISH[name] ?? name) + 1;
  return words && month > 0 ? days(words[3], month, words[1]) : null;
}

function days(year: string | undefined, month: number, day: string | undefined): number {
  return Date.UTC(Number(year), month - 1, Number(day)) / 86_400_000;
}
