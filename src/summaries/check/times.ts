import { WEEKDAY_WRITTEN } from "../../articles/calendar.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/**
 * Clock times of the text with another zone than the article gives them, and parts of the day that the article does not name: "Senin
 * malam" for its "Senin pagi". What its own clock times make of the day supports it as well.
 */
export function timeFaults(text: string, evidence: Evidence): Fault[] {
  return [...zoneFaults(text, evidence.text), ...partFaults(text, evidence.text)];
}

const CLOCK = /(?<![\d.,:])(\d{1,2})[.:](\d{2})(?![\d%])(?:\s?(WIB|WITA|WIT))?(?!\p{L})/gu;

function zoneFaults(text: string, article: string): Fault[] {
  const claimed = zonedTimes(text);
  const known = claimed.length === 0 ? [] : zonedTimes(article);
  return claimed.flatMap(({ found, time, zone }) => {
    const zones = known.filter((other) => other.time === time).map((other) => other.zone);
    if (zones.length === 0 || zones.includes(zone)) return [];
    return [
      { kind: "date", found, why: `Artikel menulis "${time} ${zones[0]}", ringkasan menulis "${found}".` },
    ];
  });
}

function zonedTimes(text: string): { found: string; time: string; zone: string }[] {
  return Array.from(text.matchAll(CLOCK)).flatMap(([found, hour, minute, zone]) =>
    zone === undefined ? [] : [{ found, time: `${Number(hour)}.${minute}`, zone }],
  );
}

const PART = "pagi|siang|sore|petang|malam|dini hari|subuh";
const PART_OF_DAY = new RegExp(
  String.raw`(?:(?<!\p{L})(${WEEKDAY_WRITTEN})(?:\s?\([^)]{1,20}\)|,?\s\d{1,2}\s\p{L}+(?:\s\d{4})?)?,?\s)?(?<![\p{L}-])(${PART})(?![\p{L}-])`,
  "gu",
);

/** The hours that a part of the day may mean; they overlap as people's words do. */
const HOURS: Readonly<Record<string, readonly [number, number]>> = {
  "dini hari": [0, 5],
  subuh: [3, 6],
  pagi: [0, 11],
  siang: [10, 15],
  sore: [14, 19],
  petang: [16, 20],
  malam: [17, 24],
};

function partFaults(text: string, article: string): Fault[] {
  const claimed = partsOf(text);
  if (claimed.length === 0) return [];
  const known = partsOf(article);
  const hours = Array.from(article.matchAll(CLOCK), ([, hour]) => Number(hour));
  return claimed.flatMap(({ found, weekday, part }): Fault[] => {
    const ofThatDay = known.filter((other) => weekday !== null && other.weekday === weekday);
    const compared = ofThatDay.length > 0 ? ofThatDay : known;
    const [from, to] = HOURS[part] ?? [0, 24];
    if (compared.some((other) => sameOf(other.part) === sameOf(part))) return [];
    if (ofThatDay.length === 0 && hours.some((hour) => from <= hour && hour <= to)) return [];
    return [{ kind: "date", found, why: `Waktu "${found}" tidak ada dalam artikel.` }];
  });
}

function sameOf(part: string): string {
  return part === "petang" ? "sore" : part === "subuh" ? "pagi" : part;
}

function partsOf(text: string): { found: string; weekday: string | null; part: string }[] {
  return Array.from(text.matchAll(PART_OF_DAY), ([found, weekday, part = ""]) => ({
    found: found.trim(),
    weekday: weekday ?? null,
    part,
  }));
}
