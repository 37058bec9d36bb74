import { numberWords } from "../../articles/number-words.ts";
import { hasVerb } from "../grammar.ts";
import { splitSentences } from "../sentences.ts";
import { isFunctionWord, keys, words, type Word } from "../words.ts";
import { daysIn } from "./dates.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { isUnit } from "./quantities.ts";

/**
 * Two words, names, figures or days that have taken each other's place: "Kereta dari Surabaya menuju Bandung" for "dari Bandung menuju
 * Surabaya". A place is the word before and the word behind; whatever keeps one of its own neighbours has only moved with it.
 */
export function exchangeFaults(text: string, evidence: Evidence): Fault[] {
  return splitSentences(text).flatMap((sentence): Fault[] => {
    const content = keys(sentence).filter((key) => !isFunctionWord(key));
    if (content.length < FEWEST) return [];
    const origins = evidence.sentences
      .filter(({ keys }) => content.filter((key) => keys.includes(key)).length / content.length >= RETOLD)
      .map((origin) => placesOf(origin.text));
    const own = placesOf(sentence);
    for (const origin of origins) {
      const pair = exchanged(sentence, own, origin);
      if (pair && !origins.some((other) => pair.some((place) => stands(place, other))))
        return [faultOf(pair)];
    }
    return [];
  });
}

// With fewer words two of them hardly have neighbours.
const FEWEST = 4;
// The text must be nearly that sentence, or it says something else with its words.
const RETOLD = 0.8;

interface Place {
  key: string;
  text: string;
  start: number;
  end: number;
  /** The word before and behind that the sentence has once, small words and measures left out; "" at its end. */
  before: string;
  behind: string;
  /** The figure that follows, or the last one; "" where there is no other. */
  figure: string;
}

/** What a sentence has once, where it stands. */
type Places = ReadonlyMap<string, Place>;

function placesOf(sentence: string): Places {
  const all = tokensOf(sentence);
  const several = all.filter(isFigure).length > 1;
  const once = all.filter(({ key }, at) => !all.some((other, i) => i !== at && other.key === key));
  return new Map(
    once.map((token): [string, Place] => {
      const at = all.indexOf(token);
      const own = once.indexOf(token);
      const [before = "", behind = ""] = [once[own - 1]?.key, once[own + 1]?.key];
      const figure = several ? ((all.slice(at).find(isFigure) ?? all.findLast(isFigure))?.key ?? "") : "";
      return [token.key, { ...token, before, behind, figure }];
    }),
  );
}

/** The words that say something, a number or a day as one of them. */
function tokensOf(sentence: string): Word[] {
  const days = daysIn(sentence);
  const all = words(sentence).filter(
    ({ start }) => !days.some((day) => day.start <= start && start < day.start + day.text.length),
  );
  const lower = all.map(({ key }) => key);
  const tokens: Word[] = days.map(({ text, start, key }) => ({ text, key, start, end: start + text.length }));
  for (let at = 0; at < all.length;) {
    const length = numberWords(lower.slice(at, at + LONGEST))?.length ?? placeLength(sentence, all, at);
    const [first, last] = [all[at], all[at + length - 1]];
    at += length;
    if (!first || !last || (length === 1 && (isFunctionWord(first.key) || isUnit(first.key)))) continue;
    const text = sentence.slice(first.start, last.end);
    tokens.push({ text, key: text.toLowerCase(), start: first.start, end: last.end });
  }
  return tokens.sort((a, b) => a.start - b.start);
}

const LONGEST = 16;

/** "ke Stasiun Tawang": how many words have a place's name, 1 where it is none. */
function placeLength(sentence: string, all: readonly Word[], at: number): number {
  if (!LOCATING.has(all[at - 1]?.key ?? "") || !isName(all[at])) return 1;
  const end = all.findIndex(
    (word, i) => i > at && (!isName(word) || sentence.slice(all[i - 1]?.end, word.start) !== " "),
  );
  return (end === -1 ? all.length : end) - at;
}

const LOCATING = new Set(["di", "ke", "dari", "menuju"]);

function isName(word: Word | undefined): boolean {
  return word !== undefined && /^\p{Lu}/u.test(word.text);
}

function exchanged(sentence: string, own: Places, origin: Places): readonly [Place, Place] | null {
  const shared = [...own.values()].flatMap((told): Shared[] => {
    const written = origin.get(told.key);
    return written && !touches(told, written) ? [{ told, written }] : [];
  });
  for (const [i, one] of shared.entries()) {
    for (const other of shared.slice(i + 1)) {
      if (
        touches(one.told, other.written) &&
        touches(other.told, one.written) &&
        !(keepsFigure(one) && keepsFigure(other)) &&
        !turned(one, other.written) &&
        !turned(other, one.written) &&
        isOrdered(sentence.slice(one.told.end, other.told.start), one.told, other.told)
      )
        return [one.told, other.told];
    }
  }
  return null;
}

interface Shared {
  told: Place;
  written: Place;
}

/** "Dimas dihukum 4 tahun dan Rukmana 7 tahun": each has taken its figure along. */
function keepsFigure({ told, written }: Shared): boolean {
  return !isFigure(told) && told.figure !== "" && told.figure === written.figure;
}

/** Has it a neighbour of its own still, on its other side: "sabu 15 kilogram" for "15 kilogram sabu"? */
function turned({ told, written }: Shared, other: Place): boolean {
  const neighbours = ({ before, behind }: Place) => [before, behind].filter((key) => key !== "");
  return neighbours(told).some(
    (key) => key !== other.key && neighbours(written).includes(key) && !neighbours(other).includes(key),
  );
}

/** Has it one of the other's neighbours? */
function touches(told: Place, written: Place): boolean {
  return (
    (told.before !== "" && told.before === written.before) ||
    (told.behind !== "" && told.behind === written.behind)
  );
}

/** Is this article's sentence one where it has the neighbours that it is told with? */
function stands(told: Place, places: Places): boolean {
  const written = places.get(told.key);
  return written !== undefined && touches(told, written);
}

/** Does it matter which of the two comes first? Not in "beras, gula, dan cabai", nor where the two meet. */
function isOrdered(between: string, one: Place, other: Place): boolean {
  if (MUTUAL.test(between)) return false;
  // "Ekspor naik, impor turun"
  const acts = hasVerb(one.key) && hasVerb(other.key);
  if (acts || (isFigure(one) && isFigure(other))) return /\p{L}/u.test(between.replaceAll(JOINING, ""));
  return hasVerb(between) || LEADS.test(between) || /\d/.test(between);
}

function isFigure({ key }: { key: string }): boolean {
  return /\d/.test(key) || numberWords([key.split(" ", 1)[0] ?? ""]) !== null;
}

const JOINING = /(?<!\p{L})(?:dan|serta|atau|hingga|sampai)(?!\p{L})/giu;
const LEADS = /(?<!\p{L})(?:dari|ke|menuju|oleh|atas|kepada|terhadap)(?!\p{L})/iu;
const MUTUAL =
  /(?<!\p{L})(?:bertemu|bersama|saling|melawan|lawan|menghadapi|kontra|versus|vs|imbang|berdamai|bersalaman|beserta|maupun)(?!\p{L})/iu;

function faultOf([one, other]: readonly [Place, Place]): Fault {
  const kind = isFigure(one) || isFigure(other) ? "number" : "direction";
  const why = `"${one.text}" dan "${other.text}" tertukar: letaknya terbalik dari artikel.`;
  return { kind, found: `${one.text} … ${other.text}`, why };
}
