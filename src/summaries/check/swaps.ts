import { hasVerb } from "../grammar.ts";
import { splitSentences } from "../sentences.ts";
import { isFunctionWord, words, type Word } from "../words.ts";
import { daysIn, withoutDates } from "./dates.ts";
import { oncePerArticle, type Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { isSame, quantities } from "./quantities.ts";

/**
 * Figures, years and days of the text that have changed places: "harga cabai naik 12 persen" where the article has "harga beras naik 12
 * persen dan harga cabai 30 persen". Compared is what stands beside a figure in its own part of the sentence, and only with others of
 * the same measure in that sentence. A figure that the article also gives where it has no such neighbour is not compared.
 */
export function swapFaults(text: string, evidence: Evidence): Fault[] {
  const told = splitSentences(text).map(partsOf);
  if (told.every((parts) => parts.length === 0)) return [];
  const article = partsOfArticle(evidence);
  return told.flatMap((parts) => parts.flatMap((part) => faultOf(part, parts, article) ?? []));
}

const partsOfArticle = oncePerArticle(({ sentences }) =>
  [...new Set(sentences.map(({ text }) => text))].map(partsOf).filter((parts) => parts.length > 0),
);

function faultOf(part: Part, beside: readonly Part[], article: readonly (readonly Part[])[]): Fault | null {
  if (FORMER.test(part.before)) return null;
  let found: { own: Part; rival: Part } | null = null;
  for (const sentence of article) {
    for (const own of sentence.filter((other) => isSameFigure(other, part))) {
      const rival = rivalOf(part, beside, own, sentence);
      if (rival === null) return null;
      found ??= { own, rival };
    }
  }
  if (found === null) return null;
  const why = `Artikel menulis "${found.own.text}" dan "${found.rival.text}", ringkasan menulis "${part.text}".`;
  return { kind: "number", found: part.text, why };
}

/** A figure with its part of the sentence: what stands with it between two commas or links. */
interface Part {
  figure: Figure;
  text: string;
  /** Of it what stands before the figure. */
  before: string;
  things: ReadonlySet<string>;
  /** Those of the things that are written as names. */
  names: ReadonlySet<string>;
  verbs: ReadonlySet<string>;
  /** Other days and years. */
  times: ReadonlySet<string>;
}

interface Figure {
  value: number | string;
  /** As quantities have it; years and days have their own. */
  unit: string | null;
  start: number;
}

function isSameFigure({ figure: known }: Part, { figure: claimed }: Part): boolean {
  const same =
    typeof known.value === "number" && typeof claimed.value === "number"
      ? isSame(known.value, claimed.value)
      : known.value === claimed.value;
  return same && (claimed.unit === null || known.unit === claimed.unit);
}

/** Whose place the told figure has taken: another part of the article's sentence whose words stand beside it; null if none has. */
function rivalOf(told: Part, beside: readonly Part[], own: Part, sentence: readonly Part[]): Part | null {
  const rivals = sentence.filter(
    ({ figure, text }) =>
      figure.unit === own.figure.unit && figure.value !== own.figure.value && text !== own.text,
  );
  return (
    rivals.find(
      (rival) =>
        (!CALENDAR.has(own.figure.unit) && speaksOf(told, rival, own)) ||
        differ(told.times, rival.times, own.times) ||
        (leansTo(told, rival, own) &&
          beside.some((other) => isSameFigure(rival, other) && leansTo(other, own, rival))),
    ) ?? null
  );
}

/** Names it whom only that one names and not the other's, or says it all that makes the one another than the other? */
function speaksOf(told: Part, one: Part, other: Part): boolean {
  const names = new Set(without(one.names, other.things));
  const own = without(one.things, other.things);
  return (
    differ(told.things, names, new Set(without(other.names, one.things))) ||
    (leansTo(told, one, other) && own.length > 0 && own.every((word) => told.things.has(word)))
  );
}

/** Has the told part words of the one and none of the other, where each has its own? */
function leansTo(told: Part, one: Part, other: Part): boolean {
  const ofOther = [...without(other.things, one.things), ...without(other.verbs, one.verbs)];
  return (
    (differ(told.things, one.things, other.things) || differ(told.verbs, one.verbs, other.verbs)) &&
    !ofOther.some((word) => told.things.has(word) || told.verbs.has(word))
  );
}

function differ(told: ReadonlySet<string>, one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const ofOther = without(other, one);
  return (
    ofOther.length > 0 &&
    without(one, other).some((word) => told.has(word)) &&
    !ofOther.some((word) => told.has(word))
  );
}

function without(some: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...some].filter((word) => !others.has(word));
}

const LINK = "dan|serta|sedangkan|sementara|tetapi|namun|menjadi";
const PARTED = new RegExp(String.raw`[,;:](?!\d)|(?<=\(\d{1,3}(?:\stahun)?\))|\s(?=(?:${LINK})\s)`, "gu");
const OPENING = new RegExp(String.raw`^[\s,;:]*(?:(?:${LINK})\s)?`, "u");
// There the figures are parts of one another, or given in the order of names further up.
const SHARED = /(?<!\p{L})(?:antaranya|masing-masing|berturut-turut)(?!\p{L})/iu;

// "Pada 2024 ekspor naik dari 3.000 ton": nobody says when it was so many
const FORMER = /(?<!\p{L})(?:dari|dibanding|dibandingkan|daripada)\s$/iu;

// A sentence with more of them is a table.
const MOST_FIGURES = 12;

/** The parts of a sentence that have a figure; [] where none can be told from another. */
function partsOf(sentence: string): Part[] {
  if (!/\d/.test(sentence) && quantities(sentence).length === 0) return [];
  if (SHARED.test(sentence)) return [];
  const figures = figuresIn(sentence);
  if (figures.length > MOST_FIGURES) return [];
  const parts: Part[] = [];
  let from = 0;
  for (const end of [...Array.from(sentence.matchAll(PARTED), ({ index }) => index), sentence.length]) {
    const own = figures.filter(({ start }) => from <= start && start < end);
    const next = figures.find(({ start }) => start >= end);
    // what "Rukmana, 45 tahun" counts stands before the comma
    if (own.length === 0 && next && /^,\s*$/.test(sentence.slice(end, next.start))) continue;
    const first = parts[0];
    for (const figure of own) parts.push(withSubject(partOf(figure, sentence, from, end), first));
    from = end;
  }
  return parts;
}

function figuresIn(sentence: string): Figure[] {
  const figures = quantities(withoutDates(sentence)).map(({ value, unit, text, start }) => ({
    value,
    unit: unit === null && YEAR.test(text) ? "year" : unit,
    start,
  }));
  const days = daysIn(sentence).map(({ key, start }) => ({ value: key, unit: "day", start }));
  return [...figures, ...days].sort((a, b) => a.start - b.start);
}

// When something was is said of much around it: of days and years only two that changed places count.
const CALENDAR: ReadonlySet<string | null> = new Set(["day", "year"]);
const YEAR = /^(?:19|20)\d\d(?![.,\d])/;

function partOf(figure: Figure, sentence: string, from: number, end: number): Part {
  const text = sentence.slice(from, end);
  const content = words(withoutDates(text)).filter(({ key }) => !isFunctionWord(key) && !/\d/.test(key));
  const things = content.filter(({ key }) => !hasVerb(key));
  const times = [
    ...daysIn(text).map(({ key }) => key),
    ...(withoutDates(text).match(/(?<![\d.,])(?:19|20)\d\d(?![.,]?\d)/g) ?? []),
    ...(text.toLowerCase().match(/(?<!\p{L})(?:kuartal|triwulan|semester) (?:[ivx]+|\d)(?![\p{L}\d])/gu) ??
      []),
  ];
  return {
    figure,
    text: text.replace(OPENING, "").trim(),
    before: sentence.slice(from, figure.start),
    things: new Set(things.map(({ key }) => key)),
    names: new Set(things.filter(isName).map(({ key }) => key)),
    verbs: new Set(content.filter(({ key }) => hasVerb(key)).map(({ key }) => key)),
    times: new Set(times.filter((time) => time !== String(figure.value))),
  };
}

/**
 * "Rukmana membeli 3 sapi dan 5 kambing", "… dan menyumbang 5 kambing": who does the one does the other, and what has no verb has the first
 * one's.
 */
function withSubject(part: Part, first: Part | undefined): Part {
  if (!first) return part;
  const ahead = words(part.before).filter(({ key }) => !isFunctionWord(key) && !/\d/.test(key));
  const own = ahead.filter(({ key }) => !hasVerb(key));
  const shares = own.length === 0 || (hasVerb(ahead[0]?.key ?? "") && !own.some(isName));
  const verb = words(first.text).findIndex(({ key }) => hasVerb(key));
  const subject = shares ? words(first.text).slice(0, Math.max(verb, 0)) : [];
  return {
    ...part,
    things: new Set([...part.things, ...subject.map(({ key }) => key)]),
    verbs: part.verbs.size === 0 ? first.verbs : part.verbs,
  };
}

function isName({ text }: Word): boolean {
  return /^\p{Lu}/u.test(text);
}
