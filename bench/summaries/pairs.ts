import { readFileSync } from "node:fs";
import { z } from "zod";

/** An article with a summary of it by a person. */
export const Pair = z.object({
  id: z.string().optional(),
  /** Which collection it is from; results are told apart by it. */
  set: z.string().default("pairs"),
  title: z.string().nullable().default(null),
  text: z.string(),
  summary: z.string(),
});
export type Pair = z.infer<typeof Pair>;

/** An article alone. */
export const Text = z.object({ title: z.string().nullable().default(null), text: z.string() });
export type Text = z.infer<typeof Text>;

/** Every line of the JSONL files that has the schema's fields; other lines are not of this kind and left out. */
export function readJsonl<T>(files: readonly string[], schema: z.ZodType<T>): T[] {
  return files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, i) =>
        line.trim() === "" ? [] : (schema.safeParse(json(line, file, i + 1)).data ?? []),
      ),
  );
}

function json(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`${file}, line ${number}: this is not JSON`, { cause });
  }
}

/** The items by the name `of` gives them, in the order the names first appear. */
export function groups<T>(items: readonly T[], of: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(of(item), [...(found.get(of(item)) ?? []), item]);
  return found;
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
