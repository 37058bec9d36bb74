/**
 * Learns the numbers of src/summaries from pairs of article and human summary:
 *
 *   node bench/summaries/learn.ts PAIRS.jsonl…
 *
 * 1. The likelihood's weights (src/summaries/likelihood.ts): logistic regression, one example for each word of each
 *    article, its answer whether the human summary has the word.
 * 2. The title's weight is raised as long as ROUGE-1 rises: the regression sees words, the chooser whole sentences.
 * 3. The chooser's taste (src/summaries/choose.ts): one number after the other is moved as long as ROUGE-1 rises.
 *
 * Each collection counts alike, whatever its size; a pair with a title is learnt with it and without, each for half. What it prints
 * last is how the same learning does on pairs it has not seen (five-fold). Step 3 gains a little on the pairs seen and
 * nothing on others, so the numbers shipped are rounded, and its last decimals are not followed.
 */
import { clean } from "../../src/articles/clean.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";
import { candidatesOf, sentencesOf, type Candidate } from "../../src/summaries/candidates.ts";
import { choose } from "../../src/summaries/choose.ts";
import { FEATURES, likelihoods, WEIGHTS, wordsKnown, type Known } from "../../src/summaries/likelihood.ts";
import { TASTE, type Taste } from "../../src/summaries/taste.ts";
import { keys } from "../../src/summaries/words.ts";
import { logistic, type Example } from "./logistic.ts";
import { groups, mean, Pair, readJsonl } from "./pairs.ts";
import { rouge } from "./rouge.ts";

const BUDGET = 320;
const FOLDS = 5;

interface Lesson {
  set: string;
  title: string | null;
  sentences: string[];
  candidates: Candidate[];
  summary: string;
}

function learn(files: readonly string[]): void {
  const lessons = readJsonl(files, Pair).flatMap(lessonsOf);
  const { weights, taste } = learnAll(lessons);
  say("weights", weights);
  say("taste", taste);
  say("ROUGE-1 on the pairs learnt from", score(lessons, weights, taste));
  say("ROUGE-1 on pairs not seen", crossValidated(lessons));
}

function learnAll(from: readonly Lesson[]): { weights: Known; taste: Taste } {
  const weights = raiseTitle(from, learnWeights(from));
  return { weights, taste: learnTaste(from, weights) };
}

function lessonsOf(pair: Pair): Lesson[] {
  const sentences = sentencesOf(clean(readPlainText(pair.text)));
  const lesson = {
    set: pair.set,
    title: null,
    sentences,
    candidates: candidatesOf(sentences),
    summary: pair.summary,
  };
  return pair.title === null
    ? [lesson]
    : [lesson, { ...lesson, set: pair.set + WITH_TITLE, title: pair.title }];
}

function learnWeights(from: readonly Lesson[]): Known {
  const examples: Example[] = [];
  for (const members of groups(from, ({ set }) => set).values()) {
    const words = members.flatMap(({ sentences, title, summary }) => {
      const inSummary = new Set(keys(summary));
      return [...wordsKnown(sentences, title)].map(([key, known]) => ({
        features: FEATURES.map((name) => known[name]),
        answer: Number(inSummary.has(key)),
      }));
    });
    for (const word of words) examples.push({ ...word, counts: 10_000 / words.length });
  }
  const learnt = { ...WEIGHTS };
  logistic(examples).forEach((weight, i) => {
    const name = FEATURES[i];
    if (name) learnt[name] = weight;
  });
  return learnt;
}

function raiseTitle(from: readonly Lesson[], learnt: Known): Known {
  const raised = [0, 0.5, 1, 1.5, 2].map((more) => ({ ...learnt, inTitle: learnt.inTitle + more }));
  const scores = raised.map((weights) => total(score(from, weights, TASTE)));
  return raised[scores.indexOf(Math.max(...scores))] ?? learnt;
}

/** Hill climbing from the numbers in use: two rounds over all of them, keeping each step that helps. */
function learnTaste(from: readonly Lesson[], learnt: Known): Taste {
  let best = TASTE;
  let bestScore = total(score(from, learnt, best));
  for (const steps of [STEPS, STEPS]) {
    for (const [name, sizes] of steps) {
      for (const size of sizes) {
        const tried = { ...best, [name]: best[name] + size };
        const reached = total(score(from, learnt, tried));
        // less than this is noise
        if (reached > bestScore + 0.0005) [best, bestScore] = [tried, reached];
      }
    }
  }
  return best;
}

const STEPS: readonly (readonly [keyof Taste, readonly number[]])[] = [
  ["expectedWords", [-30, 30, 60]],
  ["again", [-0.1, 0.1]],
  ["first", [-0.1, -0.05, 0.05, 0.1]],
  ["quoting", [-0.05, 0.05]],
  ["asking", [-0.1, 0.1]],
  ["personal", [-0.1, 0.1]],
  ["needy", [-0.05, 0.05]],
  ["short", [-0.1, 0.1]],
  ["late", [-0.1, -0.05, 0.05]],
];

/** Mean ROUGE-1 of each collection. */
function score(of: readonly Lesson[], learnt: Known, taste: Taste): Record<string, number> {
  return Object.fromEntries(
    [...groups(of, ({ set }) => set)].map(([set, members]) => [
      set,
      mean(members.map((lesson) => rougeOf(lesson, learnt, taste))),
    ]),
  );
}

function rougeOf({ sentences, title, candidates, summary }: Lesson, learnt: Known, taste: Taste): number {
  const chosen = choose(
    candidates,
    { budget: BUDGET, likelihoods: likelihoods(sentences, title, learnt), said: null },
    taste,
  );
  return rouge(chosen.map(({ form }) => form.text).join(" "), summary).r1;
}

/** The mean of the collections' logarithms: a tenth more counts alike wherever it is gained. */
function total(scores: Record<string, number>): number {
  const collections = groups(Object.entries(scores), ([set]) => set.replace(WITH_TITLE, ""));
  return mean([...collections.values()].map((variants) => mean(variants.map(([, r1]) => Math.log(r1)))));
}

const WITH_TITLE = " with title";

function crossValidated(lessons: readonly Lesson[]): Record<string, number> {
  const results: { set: string; r1: number }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = lessons.filter((_, i) => i % FOLDS !== fold);
    const { weights, taste } = learnAll(seen);
    for (const lesson of lessons.filter((_, i) => i % FOLDS === fold)) {
      results.push({ set: lesson.set, r1: rougeOf(lesson, weights, taste) });
    }
  }
  return Object.fromEntries(
    [...groups(results, ({ set }) => set)].map(([set, members]) => [set, mean(members.map(({ r1 }) => r1))]),
  );
}

function say(what: string, numbers: object): void {
  const lines = Object.entries(numbers).map(
    ([name, number]) => `  ${name.padEnd(28)} ${Number(number).toFixed(3)}`,
  );
  process.stdout.write(`${what}\n${lines.join("\n")}\n`);
}

learn(process.argv.slice(2));
