import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { catchRates, type CatchRates } from "../../bench/summaries/catch-rates.ts";
import { KINDS } from "../../bench/summaries/corrupt.ts";
import { readJsonl, Text } from "../../bench/summaries/pairs.ts";
import { violations } from "../../bench/summaries/violations.ts";
import { clean } from "../../src/articles/clean.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { invented } from "./invented.ts";

/** Faults planted by code that does not know the check (bench/summaries/corrupt.ts), in invented and in real articles. */

test("planted faults are caught in invented articles, whatever the lot draws", () => {
  const runs = Array.from({ length: 60 }, (_, seed) => catchRates(invented, seed));
  expect(KINDS.filter((kind) => rateOf(runs, kind) < 0.95)).toEqual([]);
  expect(runs.reduce((sum, { alarms }) => sum + alarms, 0)).toBe(0);
});

const file = fileURLToPath(new URL("../../../shared/corpus/articles.jsonl", import.meta.url));

describe.skipIf(!existsSync(file))(
  "on every eighth article of the corpus (skipped where ../shared/corpus is absent)",
  () => {
    const articles = existsSync(file)
      ? readJsonl([file], Text)
          .filter((_, i) => i % 8 === 0)
          .map(({ title, text }) => ({ ...clean(readPlainText(text)), title }))
      : [];

    test("at least 95 % of planted faults are caught, and at most 2 % of true summaries stopped", () => {
      const rates = catchRates(articles);
      expect(KINDS.filter((kind) => rateOf([rates], kind) < 0.95)).toEqual([]);
      expect(rates.alarms / rates.truthful).toBeLessThanOrEqual(0.02);
    });

    test.each([160, 240, 320, 500])("no rule is broken by a summary of %i characters", (budget) => {
      const broken = articles.flatMap((article) => {
        const summary = summarise(article, { budget });
        return violations(summary, article, budget).map((rule) => `${rule}: ${summary.text}`);
      });
      expect(broken).toEqual([]);
    });
  },
  60_000,
);

function rateOf(runs: readonly CatchRates[], kind: string): number {
  const counts = runs.flatMap(({ caught }) => caught.filter((count) => count.kind === kind));
  const planted = counts.reduce((sum, count) => sum + count.planted, 0);
  // a rate of nothing is no proof
  if (planted < 5) return 0;
  return counts.reduce((sum, count) => sum + count.caught, 0) / planted;
}
