import { expect, test } from "vitest";
import { bounded } from "../../src/articles/bounded.ts";

test.each([
  ["marks", "!"],
  ["pictures", "🔴"],
])("of a line of a million %s only a few stay, and what stands around them", (_, mark) => {
  const text = textOf(`Jembatan dibuka.${mark.repeat(1_000_000)}Warga senang.`);
  expect(text.startsWith(`Jembatan dibuka.${mark}`)).toBe(true);
  expect(text.endsWith(`${mark}Warga senang.`)).toBe(true);
  expect(text.length).toBeLessThan(200);
  expect(text.isWellFormed()).toBe(true);
});

test("a line without an end is broken between two characters", () => {
  const parts = bounded([{ text: `a${"🔴b".repeat(10_000)}`, links: [] }]).map(({ text }) => text);
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.every((part) => part.isWellFormed())).toBe(true);
});

function textOf(text: string): string {
  return bounded([{ text, links: [] }])
    .map((line) => line.text)
    .join("");
}
