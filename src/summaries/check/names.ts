import { numberWords, scaleOf } from "../../articles/number-words.ts";
import { stems } from "../../articles/stem.ts";
import { isSmallWord } from "../../articles/title.ts";
import { splitSentences } from "../sentences.ts";
import { isFunctionWord, words, type Word } from "../words.ts";
import { withoutDates } from "./dates.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { isUnit, withoutMoney } from "./quantities.ts";

/** Names of the text that the article does not have, or whose parts it never says together; of a line in Title Case its words. */
export function nameFaults(text: string, evidence: Evidence): Fault[] {
  if (isTitled(text)) return titledFaults(text, evidence);
  return splitSentences(text).flatMap((sentence) =>
    namesOf(withoutMoney(withoutDates(sentence)), evidence).flatMap((name): Fault[] => {
      const found = name.map((word) => word.text).join(" ");
      const stranger = name.find((word) => !isKnown(word.key, word.text, evidence));
      if (stranger)
        return [
          {
            kind: evidence.related.has(stranger.key) ? "related" : "name",
            found,
            why: whyUnknown(found, stranger, evidence),
          },
        ];
      const apart = name.some(
        (word, i) => i > 0 && !standTogether(name[i - 1]?.key ?? "", word.key, evidence),
      );
      return apart
        ? [{ kind: "name", found, why: `Nama "${found}" tidak ditulis begitu dalam artikel.` }]
        : [];
    }),
  );
}

/** Has every word its capital? Then none tells a name. */
function isTitled(text: string): boolean {
  const weighty = text.split(/\s+/).filter((word) => !isSmallWord(word));
  return (
    weighty.length >= FEWEST_TITLED && weighty.every((word) => /^[^\p{L}\p{N}]*[\p{Lu}\p{N}]/u.test(word))
  );
}

const FEWEST_TITLED = 2;

/** Words of a line in Title Case that the article has in no form: "Tahan" is its "menahan". */
function titledFaults(text: string, evidence: Evidence): Fault[] {
  const known = new Set([...evidence.keys].flatMap(stems));
  return words(withoutMoney(withoutDates(text)))
    .filter(
      ({ key, text: word }) =>
        !isKnown(key, word, evidence) &&
        !isFunctionWord(key) &&
        !/^\d/.test(key) &&
        !isUnit(key) &&
        numberWords([key]) === null &&
        scaleOf(key) === undefined &&
        !stems(key).some((stem) => known.has(stem)),
    )
    .map(({ key, text: found }) => ({
      kind: evidence.related.has(key) ? "related" : "name",
      found,
      why: `Kata "${found}" tidak ada dalam artikel.`,
    }));
}

function whyUnknown(found: string, stranger: Word, evidence: Evidence): string {
  return evidence.related.has(stranger.key)
    ? `Nama "${found}" hanya ada pada tautan "Baca Juga", tidak dalam artikel.`
    : `Nama "${found}" tidak ada dalam artikel.`;
}

/** Runs of capitalised words. The first word of a sentence is one only if the article does not know it as a common word. */
function namesOf(sentence: string, evidence: Evidence): Word[][] {
  const names: Word[][] = [];
  const all = words(sentence);
  let run: Word[] = [];
  let end = -1;
  for (const [i, word] of all.entries()) {
    const opens = i === 0 || /[“"‘'(:]\s?$/.test(sentence.slice(0, word.start));
    const isName =
      /\p{Lu}/u.test(word.text) && !(opens && isCommonStart(word, evidence)) && !isFunctionWord(word.key);
    if (run.length > 0 && (!isName || sentence.slice(end, word.start).trim() !== "")) {
      names.push(run);
      run = [];
    }
    if (isName) run.push(word);
    end = word.end;
  }
  if (run.length > 0) names.push(run);
  return names;
}

/** A word that has its capital only from its place: known to the article, or built like an ordinary Indonesian word. */
function isCommonStart(word: Word, evidence: Evidence): boolean {
  return isKnown(word.key, word.text, evidence) || isFunctionWord(word.key) || COMMON_START.test(word.key);
}

const COMMON_START =
  /^(?:(?:me[mnlry]|men[gy]|ber|ter|di|pe[mnr]|peng|ke|se)\p{Ll}{4,}|\p{Ll}{3,}(?:nya|kan|an)|polisi|warga|pihak|tim|jumlah|harga|usai|kini|dua|tiga|empat|lima|enam|tujuh|delapan|masih|tak|tidak|bukan|belum|hari|tahun|pria|korban|pelaku|menteri|presiden|ketua)$/u;

/** "Prabowo's", "KPK-Polri" and "Rusia," are known by their parts, "KPK" by a "Komisi Pemberantasan Korupsi". */
function isKnown(key: string, text: string, evidence: Evidence): boolean {
  return (
    evidence.keys.has(key) ||
    (/^\p{Lu}{2,6}$/u.test(text) && isSpeltOut(text, evidence.text)) ||
    (/[^\p{L}\p{N}]/u.test(key) &&
      key.split(/[^\p{L}\p{N}]+/u).every((part) => part.length < 2 || evidence.keys.has(part)))
  );
}

/** Begin words with capitals, one behind the other, with its letters? Only small words may stand between: "BMKG". */
function isSpeltOut(acronym: string, text: string): boolean {
  const [first = "", ...rest] = acronym;
  const between = String.raw`[\p{Ll}]+,?\s(?:(?:dan|dan/atau|untuk|di)\s)?`;
  return new RegExp(`(?<!\\p{L})${first}${rest.map((letter) => between + letter).join("")}\\p{Ll}`, "u").test(
    text,
  );
}

const CLOSE = 6;

/** Does the article say one soon after the other? "Presiden Putin" stands for "Presiden Rusia Vladimir Putin". */
function standTogether(first: string, second: string, evidence: Evidence): boolean {
  return (
    evidence.runs.some((run) => {
      for (let at = run.indexOf(first); at !== -1; at = run.indexOf(first, at + 1)) {
        if (run.slice(at + 1, at + 1 + CLOSE).includes(second)) return true;
      }
      return false;
    }) ||
    !evidence.keys.has(first) ||
    !evidence.keys.has(second) ||
    first.includes("-") ||
    second.includes("-")
  );
}
