import { splitSentences } from "../../src/summaries/sentences.ts";
import { tokens } from "./rouge.ts";

/**
 * The summarisers ours is measured against, each given the plain text (or the cleaned one) and the same budget of characters. Whole sentences
 * only. They use our sentence splitter, so that they differ from us in choosing alone.
 */
export type Rival = (text: string, budget: number) => string;

/** The first sentences, as long as they fit; the first one cut off if even it does not. */
export const lead: Rival = (text, budget) => {
  const sentences = sentencesOf(text);
  const end = sentences.findIndex((_, i) => sentences.slice(0, i + 1).join(" ").length > budget);
  const fitting = end === -1 ? sentences : sentences.slice(0, end);
  return fitting.length > 0 ? fitting.join(" ") : (sentences[0] ?? "").slice(0, budget);
};

/** Mihalcea and Tarau 2004: PageRank over sentences, an edge's weight their shared words over the logs of their lengths. */
export const textRank: Rival = (text, budget) => {
  const bags = sentencesOf(text).map((sentence) => new Set(tokens(sentence)));
  return best(text, budget, pageRank(bags.map((a) => bags.map((b) => (a === b ? 0 : overlap(a, b))))));
};

/** Erkan and Radev 2004, continuous LexRank: PageRank over sentences, an edge's weight the cosine of their tf-idf vectors. */
export const lexRank: Rival = (text, budget) => {
  const bags = sentencesOf(text).map(tokens);
  const idf = new Map<string, number>();
  for (const word of new Set(bags.flat()))
    idf.set(word, Math.log(bags.length / bags.filter((bag) => bag.includes(word)).length) + 1);
  const vectors = bags.map((bag) => {
    const vector = new Map<string, number>();
    for (const word of bag) vector.set(word, (vector.get(word) ?? 0) + (idf.get(word) ?? 0));
    return vector;
  });
  return best(text, budget, pageRank(vectors.map((a) => vectors.map((b) => (a === b ? 0 : cosine(a, b))))));
};

function sentencesOf(text: string): string[] {
  return text.split(/\n+/).flatMap((line) => splitSentences(line.replaceAll(/\s+/g, " ")));
}

/** The highest ranked sentences that fit, in the text's order. */
function best(text: string, budget: number, ranks: readonly number[]): string {
  const sentences = sentencesOf(text);
  const chosen: number[] = [];
  let room = budget;
  for (const [place] of ranks
    .entries()
    .toArray()
    .sort(([, a], [, b]) => b - a)) {
    const length = sentences[place]?.length ?? 0;
    if (length > room) continue;
    chosen.push(place);
    room -= length + 1;
  }
  return chosen
    .sort((a, b) => a - b)
    .map((place) => sentences[place] ?? "")
    .join(" ");
}

const DAMPING = 0.85;
const ROUNDS = 40;

function pageRank(weights: readonly (readonly number[])[]): number[] {
  const size = weights.length;
  const sums = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = weights.map(() => 1 / size);
  for (let round = 0; round < ROUNDS; round++) {
    ranks = ranks.map((_, i) => {
      const received = ranks.reduce(
        (sum, rank, j) => sum + ((sums[j] ?? 0) > 0 ? (rank * (weights[j]?.[i] ?? 0)) / (sums[j] ?? 1) : 0),
        0,
      );
      return (1 - DAMPING) / size + DAMPING * received;
    });
  }
  return ranks;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  const lengths = Math.log(a.size) + Math.log(b.size);
  return lengths > 0 ? shared / lengths : 0;
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let product = 0;
  for (const [word, weight] of a) product += weight * (b.get(word) ?? 0);
  return product / (norm(a) * norm(b) || 1);
}

function norm(vector: ReadonlyMap<string, number>): number {
  return Math.sqrt(vector.values().reduce((sum, weight) => sum + weight * weight, 0));
}
