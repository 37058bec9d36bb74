/**
 * Measures the built-in summariser and the check on files of your own:
 *
 *   npm run eval:summaries -- [--budget 320] FILE.jsonl…
 *
 * Lines with `summary` ({text, summary, title?, set?}) are pairs: ROUGE F1 against Lead, TextRank and LexRank at the same budget. All
 * lines with `text` are articles: rules broken, and the check's catch rate and false alarms on faults planted in true
 * summaries.
 */
import { parseArgs } from "node:util";
import type { CleanArticle } from "../../src/articles/article.ts";
import { clean } from "../../src/articles/clean.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { catchRates } from "./catch-rates.ts";
import { groups, mean, Pair, readJsonl, Text } from "./pairs.ts";
import { lead, lexRank, textRank } from "./rivals.ts";
import { rouge, type Rouge, VARIANT } from "./rouge.ts";
import { violations } from "./violations.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { budget: { type: "string", default: "320" } },
});
const budget = Number(values.budget);

const SYSTEMS: Readonly<Record<string, (pair: Pair) => string>> = {
  Lead: ({ text }) => lead(text, budget),
  "Lead, cleaned": ({ text }) => lead(clean(readPlainText(text)).paragraphs.join("\n"), budget),
  TextRank: ({ text }) => textRank(text, budget),
  LexRank: ({ text }) => lexRank(text, budget),
  "Kabar Kilat": (pair) => summarise(articleOf(pair), { budget }).text,
};

// Where the file has titles, how it does without them: with a headline of its own, which its summary may not repeat.
const UNTITLED = "Kabar Kilat, title withheld";

function evaluate(files: readonly string[]): void {
  const pairs = readJsonl(files, Pair);
  if (pairs.length > 0) print(VARIANT);
  for (const [set, members] of groups(pairs, (pair) => pair.set)) {
    print(`\n${set}: ${members.length} pairs, ${budget} characters`);
    table(["", "ROUGE-1", "ROUGE-2", "ROUGE-L", "× Lead", "characters"], rows(members));
  }
  const articles = readJsonl(files, Text);
  print(`\n${articles.length} articles`);
  reportRules(articles.map(articleOf));
  reportSpeed(articles);
  const rates = catchRates(articles.map(articleOf));
  table(
    ["check", "planted", "caught", "%"],
    rates.caught.map(({ kind, planted, caught }) => [
      kind,
      String(planted),
      String(caught),
      planted > 0 ? percent(caught / planted) : "–",
    ]),
  );
  print(
    `false alarms: ${rates.alarms} of ${rates.truthful} true summaries (${percent(rates.alarms / rates.truthful)} %)`,
  );
}

function rows(pairs: readonly Pair[]): string[][] {
  let first: number | undefined;
  const titled = pairs.some(({ title }) => title !== null);
  const systems = titled ? { ...SYSTEMS, [UNTITLED]: withoutTitle } : SYSTEMS;
  return Object.entries(systems).map(([name, system]) => {
    const texts = pairs.map(system);
    const scores = texts.map((text, i) => rouge(text, pairs[i]?.summary ?? ""));
    const of = (part: keyof Rouge) => mean(scores.map((score) => score[part]));
    first ??= of("r1");
    const length = mean(texts.map((text) => text.length)).toFixed(0);
    return [
      name,
      of("r1").toFixed(4),
      of("r2").toFixed(4),
      of("rl").toFixed(4),
      (of("r1") / first).toFixed(3),
      length,
    ];
  });
}

function withoutTitle({ text }: Pair): string {
  return summarise(articleOf({ title: null, text }), { budget }).text;
}

function reportRules(articles: readonly CleanArticle[]): void {
  const broken = articles.flatMap((article) => violations(summarise(article, { budget }), article, budget));
  const counts = [...groups(broken, (rule) => rule)].map(([rule, all]) => `${rule} ${all.length}`);
  print(`rules broken: ${counts.join(", ") || "none"}`);
}

/** Cleaning and summarising, on one core. */
function reportSpeed(articles: readonly Text[]): void {
  const before = process.cpuUsage();
  for (const article of articles) summarise(articleOf(article), { budget });
  const { user, system } = process.cpuUsage(before);
  print(`${Math.round((articles.length * 1e6) / (user + system))} articles a second of processor time`);
}

function articleOf({ title, text }: Pick<Text, "title" | "text">): CleanArticle {
  const article = clean(readPlainText(text));
  return { ...article, title: title ?? article.title };
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  for (const line of [head, widths.map((width) => "-".repeat(width)), ...lines]) {
    print(`| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  }
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (positionals.length === 0)
  throw new Error("name one or more files: npm run eval:summaries -- FILE.jsonl…");
if (!(budget >= 40)) throw new Error("--budget takes a number of characters, 40 or more");
evaluate(positionals);
