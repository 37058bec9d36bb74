import { withoutDates } from "./dates.ts";
import { oncePerArticle, type Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { isSame, quantities, type Quantity, supports } from "./quantities.ts";

/** Numbers of the text that the article does not have, or has with another unit. Dates are looked at elsewhere. */
export function numberFaults(text: string, evidence: Evidence): Fault[] {
  const known = inArticle(evidence);
  const unknown = quantities(plain(text)).filter((one) => !known.some((other) => supports(other, one)));
  const faults = unknown.map(
    (one) => [named(one), known.find((other) => isSame(other.value, one.value))] as const,
  );
  return Array.from(new Map(faults), ([found, elsewhere]) => ({
    kind: "number",
    found,
    why: elsewhere
      ? `Angka "${found}" tidak cocok dengan artikel, yang menulis "${named(elsewhere)}".`
      : `Angka "${found}" tidak ada dalam artikel.`,
  }));
}

/** With what it counts; what stands after "5,8" and is no unit ("M 5,8 mengguncang …") is nothing counted. */
function named({ text, value, unit }: Quantity): string {
  return unit === null && !Number.isInteger(value) ? text.replace(/[\s-]?\/?\p{L}[\p{L}\s]*$/u, "") : text;
}

const inArticle = oncePerArticle(({ text }) => {
  const article = plain(text);
  return [...quantities(article), ...agesIn(article)];
});

/** Without its dates, and hours written with a point however they stand: "19:30" is "19.30". */
function plain(text: string): string {
  return withoutDates(text).replaceAll(/(?<![\d.,:])(\d{1,2}):(\d{2})(?![\d:])/g, "$1.$2");
}

/** "Rukmana (45)" is 45 years old, unless it scored in that minute: nothing says so, and either may be told of it. */
function agesIn(text: string): Quantity[] {
  return Array.from(text.matchAll(IN_BRACKETS), ({ index, 1: digits = "" }) => ({
    text: digits,
    start: index,
    value: Number(digits),
    unit: "tahun",
  }));
}

const IN_BRACKETS = /(?<=\p{L},?\s)\((\d{1,2})\)/gu;
