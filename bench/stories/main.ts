/**
 * Measures how articles are known to belong together, and which wait for an editor, on a collection of yours (JSONL: site, title,
 * date, text):
 *
 *   node bench/stories/main.ts FILE.jsonl [--pairs pairs.tsv]
 *
 * `pairs.tsv` beside this file judges pairs of the collection it was made with; give your own for another one.
 */
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { sensitiveSubjects } from "../../src/articles/sensitive.ts";
import {
  newsLikeness,
  searchTerms,
  textLikeness,
  traceOf,
  type Trace,
} from "../../src/articles/similarity.ts";
import { changesBetween, replacesFacts } from "../../src/articles/story-changes.ts";
import { kinship } from "../../src/articles/story.ts";
import { type Collected, type Judged, readCollection, readJudged } from "./collection.ts";
import { EDITS, inParts } from "./edits.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { pairs: { type: "string" } } });
const [file = ""] = positionals;
const articles = readCollection(file);
const traces = articles.map((article) => traceOf(article));
const judged = readJudged(values.pairs ? pathToFileURL(values.pairs) : new URL("pairs.tsv", import.meta.url));

reportEdits(articles.filter(({ paragraphs }) => paragraphs.join(" ").split(" ").length >= 120));
reportStrangers();
reportNews(judged.filter(([, , verdict]) => verdict !== "unsure"));
reportCandidates(judged.filter(([, , verdict]) => verdict === "news"));
reportSensitive();
reportSpeed();

/** Known as the same text; and of that, as news where a figure changed. */
function reportEdits(long: readonly Collected[]): void {
  print(`\nThe same text, edited (${long.length} articles of 120 words and more)`);
  print("| edit | known | repeat | changed facts |\n|---|---|---|---|");
  for (const [name, edit] of Object.entries(EDITS)) {
    const counts = { all: 0, known: 0, repeat: 0, changed: 0 };
    for (const text of long.map((text) => inParts(text))) {
      const other = edit(text);
      if (!other) continue;
      counts.all++;
      if (kinship(traceOf(text), traceOf(other)) !== "same text") continue;
      counts.known++;
      if (replacesFacts(changesBetween(text, other))) counts.changed++;
      else counts.repeat++;
    }
    print(
      `| ${name} | ${share(counts.known, counts.all)} | ${share(counts.repeat, counts.all)} | ${share(counts.changed, counts.all)} |`,
    );
  }
}

/** Different articles that are taken for the same text. Every pair of the same outlet on neighbouring days is looked at. */
function reportStrangers(): void {
  let pairs = 0;
  const taken: string[] = [];
  for (const [a, b] of closePairs()) {
    pairs++;
    if (kinshipOf(a, b) === "same text")
      taken.push(`  ${a.title} | ${b.title} (${textLikeness(traceAt(a), traceAt(b)).toFixed(2)})`);
  }
  print(`\nDifferent articles within two days taken for the same text: ${taken.length} of ${pairs} pairs`);
  for (const line of taken) print(line);
}

/** Precision and recall of "the same news" among the judged pairs, at the threshold in use and at others. */
function reportNews(pairs: readonly Judged[]): void {
  const news = pairs.filter(([, , verdict]) => verdict === "news").length;
  print(`\nThe same news from another outlet (${pairs.length} judged pairs, ${news} of them the same news)`);
  print("| likeness at least | said to be the same | precision | recall |\n|---|---|---|---|");
  for (const threshold of [0.4, 0.44, 0.47, 0.5, 0.55, 0.6]) {
    row(threshold.toFixed(2), (a, b) => newsLikeness(a, b) >= threshold);
  }
  row("as used", (a, b) => ["same text", "same news"].includes(kinship(a, b) ?? ""));

  function row(name: string, isSame: (a: Trace, b: Trace) => boolean): void {
    const said = pairs.filter(([a, b]) => isSame(traceAtLine(a), traceAtLine(b)));
    const right = said.filter(([, , verdict]) => verdict === "news").length;
    print(`| ${name} | ${said.length} | ${share(right, said.length)} | ${share(right, news)} |`);
  }
}

/** Would the store have fetched the earlier article, among the 30 of the last two days that share most of its words? */
function reportCandidates(pairs: readonly Judged[]): void {
  const terms = traces.map((trace) => new Set(searchTerms(trace)));
  const found = pairs.filter(([a, b]) => {
    const day = articles[b]?.day ?? 0;
    const shared = (line: number): number =>
      [...(terms[b] ?? [])].filter((term) => terms[line]?.has(term)).length;
    const rivals = articles.filter(
      (one) => one.line !== b && one.day !== null && Math.abs(one.day - day) <= 2,
    );
    return rivals.filter(({ line }) => shared(line) > shared(a)).length < 30;
  });
  print(`\nFetched as a candidate: ${found.length} of ${pairs.length}`);
}

function reportSensitive(): void {
  const found = articles
    .map((article) => sensitiveSubjects(article))
    .filter((subjects) => subjects.length > 0);
  const by = (subject: string): number =>
    found.filter((all) => all.some((one) => one.subject === subject)).length;
  print(
    `\nWait for an editor: ${found.length} of ${articles.length} (sexual crime ${by("sexual crime")}, child ${by("child")}, suicide ${by("suicide")})`,
  );
}

function reportSpeed(): void {
  const started = performance.now();
  for (const article of articles) traceOf(article);
  const read = (performance.now() - started) / articles.length;
  const [first] = traces;
  const compared = performance.now();
  if (first) for (const trace of traces) kinship(first, trace);
  const compare = (performance.now() - compared) / articles.length;
  print(`\n${read.toFixed(2)} ms to read a trace, ${compare.toFixed(3)} ms to compare two`);
}

function* closePairs(): Generator<[Collected, Collected]> {
  for (const a of articles) {
    for (const b of articles.slice(a.line + 1)) {
      if (a.day !== null && b.day !== null && Math.abs(a.day - b.day) <= 2) yield [a, b];
    }
  }
}

function kinshipOf(a: Collected, b: Collected): ReturnType<typeof kinship> {
  return kinship(traceAt(a), traceAt(b));
}

function traceAt({ line }: Collected): Trace {
  return traceAtLine(line);
}

function traceAtLine(line: number): Trace {
  const trace = traces[line];
  if (!trace) throw new Error(`the collection has no line ${line}`);
  return trace;
}

function share(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
