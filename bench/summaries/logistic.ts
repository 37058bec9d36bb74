/** Logistic regression by Newton's method, small enough to read: what learn.ts needs and no more. */

export interface Example {
  features: readonly number[];
  /** 1 for yes, 0 for no. */
  answer: number;
  /** How many examples this one stands for. */
  counts: number;
}

const ROUNDS = 12;
// Keeps weights of features that hardly occur small.
const RIDGE = 0.01;

/** The weights, one for each feature, under which the answers are likeliest. Put a feature that is always 1 among them. */
export function logistic(examples: readonly Example[]): number[] {
  const size = examples[0]?.features.length ?? 0;
  let weights = zeros(size);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight) => -RIDGE * weight);
    const curvature = weights.map((_, row) => zeros(size).map((_, column) => (row === column ? RIDGE : 0)));
    for (const { features, answer, counts } of examples) {
      const likelihood = 1 / (1 + Math.exp(-dot(weights, features)));
      const error = counts * (answer - likelihood);
      const bend = counts * likelihood * (1 - likelihood);
      features.forEach((feature, row) => {
        if (feature === 0) return;
        add(gradient, row, error * feature);
        const line = curvature[row] ?? [];
        features.forEach((other, column) => add(line, column, bend * feature * other));
      });
    }
    const step = solve(curvature, gradient);
    weights = weights.map((weight, i) => weight + (step[i] ?? 0));
  }
  return weights;
}

/** Gauss and Jordan with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  rows.forEach((_, column) => {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best));
    rows[rows.indexOf(pivot)] = rows[column] ?? pivot;
    rows[column] = pivot;
    rows.forEach((row, i) => {
      if (i === column) return;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      row.forEach((_, k) => add(row, k, -factor * (pivot[k] ?? 0)));
    });
  });
  return rows.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1));
}

function zeros(size: number): number[] {
  return Array.from({ length: size }, () => 0);
}

function add(numbers: number[], at: number, amount: number): void {
  numbers[at] = (numbers[at] ?? 0) + amount;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
