import { WEEKDAY_WRITTEN, WEEKDAYS } from "../../articles/calendar.ts";
import { DAY_MS, localTime } from "../../time.ts";
import { oncePerArticle, type Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/** A day as a text names it. */
interface NamedDay {
  text: string;
  weekday: string | null;
  day: number | null;
  /** 1 to 12. */
  month: number | null;
  year: number | null;
}

/** Days, dates and months of the text that the article does not have. */
export function dateFaults(text: string, evidence: Evidence): Fault[] {
  const known = daysOf(evidence);
  const years = new Set([...evidence.text.matchAll(YEAR)].map(([year]) => Number(year)));
  if (evidence.publishedAt) years.add(evidence.publishedAt.getFullYear());
  const named = namedDays(text).filter((claimed) => !isSupported(claimed, known, years));
  return [...named, ...unwrittenRelatives(text, evidence)].map((claimed) => ({
    kind: "date",
    found: claimed.text,
    why: `Waktu "${claimed.text}" tidak ada dalam artikel.`,
  }));
}

const daysOf = oncePerArticle((evidence) => [...namedDays(evidence.text), ...relativeDays(evidence)]);

/** "besok" and "lusa" where the article neither writes them nor names the day that they are. */
function unwrittenRelatives(text: string, { text: article, publishedAt }: Evidence): { text: string }[] {
  const known = namedDays(article);
  return RELATIVE.filter(({ word, days }) => days > 0 && word.test(text) && !word.test(article)).flatMap(
    (relative) => {
      const [day] = publishedAt ? relativeDays({ text, publishedAt }, [relative]) : [];
      const named =
        day &&
        known.some(
          (other) => other.weekday === day.weekday || (other.day === day.day && other.month === day.month),
        );
      return named ? [] : [{ text: relative.word.exec(text)?.[0] ?? "" }];
    },
  );
}

/** The days that "hari ini", "besok", "kemarin" and "lusa" are, counted from the article's own day. */
function relativeDays(
  { text, publishedAt }: Pick<Evidence, "text" | "publishedAt">,
  relatives = RELATIVE,
): NamedDay[] {
  if (!publishedAt) return [];
  return relatives
    .filter(({ word }) => word.test(text))
    .map(({ word, days }) => {
      const day = localTime(new Date(publishedAt.getTime() + days * DAY_MS));
      return {
        text: word.exec(text)?.[0] ?? "",
        weekday: WEEKDAYS[day.getUTCDay()] ?? null,
        day: day.getUTCDate(),
        month: day.getUTCMonth() + 1,
        year: day.getUTCFullYear(),
      };
    });
}

const RELATIVE = [
  { word: /(?<!\p{L})(?:hari ini|(?:pagi|siang|sore|malam) (?:ini|tadi))(?!\p{L})/iu, days: 0 },
  { word: /(?<!\p{L})besok(?!\p{L})/iu, days: 1 },
  { word: /(?<!\p{L})lusa(?!\p{L})/iu, days: 2 },
  { word: /(?<!\p{L})kemarin(?!\p{L})/iu, days: -1 },
];

/** The text with its days and dates blanked out, so that nobody takes them for amounts or names. A year by itself stays. */
export function withoutDates(text: string): string {
  return text.replaceAll(DATE, (found) => " ".repeat(found.length));
}

/** Every day and date of a text: where it starts, and as a word under which it is compared ("4/12" however it is spelt, else "kamis"). */
export function daysIn(text: string): { text: string; start: number; key: string }[] {
  return Array.from(text.matchAll(DATE), ({ 0: found, index: start }) => {
    const { weekday, day, month, year } = namedDay(found);
    const key =
      month === null ? (weekday ?? "") : [day, month, day === null ? year : null].filter(Number).join("/");
    return { text: found.trim(), start, key };
  });
}

const MONTHS = [
  ["januari", "jan"],
  ["februari", "pebruari", "feb"],
  ["maret", "mar"],
  ["april", "apr"],
  ["mei"],
  ["juni", "jun"],
  ["juli", "jul"],
  ["agustus", "agt", "agu", "ags"],
  ["september", "sept", "sep"],
  ["oktober", "okt"],
  ["november", "nopember", "nov"],
  ["desember", "des"],
];
const MONTH = MONTHS.flat().join("|");
const YEAR = /(?<!\d)(?:19|20)\d{2}(?!\d)/g;

/** A weekday with its date, a date, a month with its year, or a weekday alone. "minggu" in lower case is a week. */
const DATE = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(${WEEKDAY_WRITTEN})(?:\s(?:pagi|siang|sore|malam|petang|dini hari|lalu))?,?\s?)?(?:\(?(?<!\d)(\d{1,2})[/](\d{1,2})(?:[/](\d{4}|\d{2}))?(?![\d/])\)?|\(?(\d{1,2})\s(${upperFirst(MONTH)})(?!\p{L})(?:\s(\d{4}))?\)?)|(?<![\p{L}\d])(${upperFirst(
    MONTHS.flat()
      .filter((name) => name.length > 3 || name === "mei")
      .join("|"),
  )})\s(\d{4})(?!\d)|(?<![\p{L}\d])(${WEEKDAY_WRITTEN})(?!\p{L})`,
  "gu",
);

function namedDays(text: string): NamedDay[] {
  return Array.from(text.matchAll(DATE), ([found]) => namedDay(found));
}

function namedDay(found: string): NamedDay {
  DATE.lastIndex = 0;
  const [, before, day, month, year, dayNumber, monthName, yearNumber, lone, loneYear, alone] =
    DATE.exec(found) ?? [];
  DATE.lastIndex = 0;
  const fullYear = year ?? yearNumber ?? loneYear;
  return {
    text: found.trim(),
    weekday: weekdayOf(before ?? alone),
    day: numberOf(day ?? dayNumber),
    month: numberOf(month) ?? monthOf(monthName ?? lone),
    year: fullYear === undefined ? null : Number(fullYear.length === 2 ? `20${fullYear}` : fullYear),
  };
}

function isSupported(claimed: NamedDay, known: readonly NamedDay[], years: ReadonlySet<number>): boolean {
  if (claimed.day === null && claimed.month === null)
    return known.some((other) => weekdaysOf(other, years).includes(claimed.weekday));
  return known.some(
    (other) =>
      (claimed.day === null || other.day === claimed.day) &&
      other.month === claimed.month &&
      (claimed.year === null ||
        other.year === claimed.year ||
        (other.year === null && years.has(claimed.year))) &&
      (claimed.weekday === null || weekdaysOf(other, years).includes(claimed.weekday)),
  );
}

/** The weekday a day is named with, and the one the calendar gives its date. */
function weekdaysOf({ weekday, day, month, year }: NamedDay, years: ReadonlySet<number>): (string | null)[] {
  if (weekday !== null) return [weekday];
  if (day === null || month === null) return [];
  return (year === null ? [...years] : [year]).map(
    (y) => WEEKDAYS[new Date(Date.UTC(y, month - 1, day)).getUTCDay()] ?? null,
  );
}

function weekdayOf(name: string | undefined): string | null {
  if (name === undefined) return null;
  const plain = name.toLowerCase().replace("'", "");
  return plain === "ahad" ? "minggu" : plain;
}

function monthOf(name: string | undefined): number | null {
  const index = MONTHS.findIndex((names) => names.includes(name?.toLowerCase() ?? ""));
  return index === -1 ? null : index + 1;
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function upperFirst(alternatives: string): string {
  return alternatives
    .split("|")
    .map((name) => name.slice(0, 1).toUpperCase() + name.slice(1))
    .join("|");
}
