/** A number in Indonesian words, read where it begins: its value, and how many of the words belong to it. */
export interface NumberWords {
  value: number;
  length: number;
}

/**
 * The number that the words (in lower case) begin with; null where the first is no part of one. It reads as far as they make one
 * number: "dua ribu lima ratus" is 2500, of "dua tiga orang" only the "dua".
 */
export function numberWords(words: readonly string[]): NumberWords | null {
  let total = 0; // what its scales have closed
  let part = 0; // what stands before the next scale
  let one = 0; // the last word's digit, which "belas", "puluh" or "ratus" may follow
  let smallest = Infinity; // the scale before: the next must be smaller
  let length = 0;
  for (const word of words) {
    const digit = DIGITS.get(word);
    const whole = WHOLES.get(word);
    const scale = SCALES.get(word) ?? ONE_SCALES.get(word);
    if (digit !== undefined && one === 0 && part % 10 === 0 && words[length - 1] !== "sepuluh")
      [part, one] = [part + digit, digit];
    else if (whole !== undefined && part % (whole === 100 ? 1000 : 100) === 0 && one === 0) part += whole;
    else if (word === "belas" && one > 0) [part, one] = [part + 10, 0];
    else if (word === "puluh" && one > 0) [part, one] = [part + one * 9, 0];
    else if (word === "ratus" && one > 0 && part === one) [part, one] = [part * 100, 0];
    else if (scale !== undefined && scale < smallest && ONE_SCALES.has(word) === (part === 0)) {
      [total, part, one, smallest] = [total + Math.max(part, 1) * scale, 0, 0, scale];
    } else break;
    length++;
    if (word === "nol") break;
  }
  return length === 0 ? null : { value: total + part, length };
}

/** The words that number words are made of, as alternatives of a pattern. */
export function numberWordPattern(): string {
  return [
    ...DIGITS.keys(),
    ...WHOLES.keys(),
    ...ONE_SCALES.keys(),
    ...SCALES.keys(),
    "belas",
    "puluh",
    "ratus",
  ].join("|");
}

/** What digits in front of this word are multiplied with ("3 juta"); undefined for any other word. */
export function scaleOf(word: string): number | undefined {
  return SCALES.get(word) ?? SHORT_SCALES.get(word);
}

/** "satu" to "sembilan". */
export const ONES: readonly string[] = "satu dua tiga empat lima enam tujuh delapan sembilan".split(" ");
const DIGITS = new Map(["nol", ...ONES].map((word, value) => [word, value]));
const WHOLES = new Map([
  ["sepuluh", 10],
  ["sebelas", 11],
  ["seratus", 100],
]);
const SCALES = new Map([
  ["ribu", 1e3],
  ["juta", 1e6],
  ["miliar", 1e9],
  ["milyar", 1e9],
  ["triliun", 1e12],
]);
const SHORT_SCALES = new Map([
  ["rb", 1e3],
  ["jt", 1e6],
]);
const ONE_SCALES = new Map([
  ["seribu", 1e3],
  ["sejuta", 1e6],
  ["semiliar", 1e9],
  ["setriliun", 1e12],
]);
