import { withoutDates } from "./dates.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { isUnit } from "./quantities.ts";

/** Scores and ranges of the text ("3-1", "5-7 orang") whose two numbers the article never gives as a pair, in either order. */
export function scoreFaults(text: string, evidence: Evidence): Fault[] {
  const claimed = [...withoutDates(text).matchAll(SCORE)];
  if (claimed.length === 0) return [];
  const known = new Set(Array.from(withoutDates(evidence.text).matchAll(PAIR), pairOf));
  return claimed
    .filter((found) => !known.has(pairOf(found)))
    .map(([, first = "", second = "", unit]) => {
      const score = `${first}-${second}`;
      const what = isUnit(unit) ? "Rentang" : "Skor";
      return { kind: "number", found: score, why: `${what} "${score}" tidak ada dalam artikel.` };
    });
}

const SCORE = /(?<![\p{L}\p{N}.,:/–-])(\d{1,2})\s?[-–]\s?(\d{1,2})(?![\d/–-]|[.,:]\d)(?:\s?(%|\p{L}+))?/gu;
// An article may write "24 sampai 32" or "3 lawan 1".
const PAIR =
  /(?<!\d)(\d{1,2})\s?(?:[-–—:]|\s(?:sampai|hingga|dan|atau|lawan|berbanding)\s)\s?(?=(\d{1,2})(?!\d))/gu;

function pairOf([, first, second]: RegExpMatchArray): string {
  return [Number(first), Number(second)].sort((a, b) => a - b).join("-");
}
