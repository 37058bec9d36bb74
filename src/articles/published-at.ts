/**
 * A moment from a date as news pages write it: ISO 8601 and its relatives, or Indonesian ("Selasa, 23
 * Februari 2016 | 14:49 WIB", "19 Jun 2025, 07:32 WIB", "10/06/2025, 20:28 WIB"). A time without a zone is
 * Western Indonesian time (UTC+7), the clock of the newsrooms; a date without a time is null, since it names
 * no moment.
 */
export function publishedAtOf(text: string): Date | null {
  return iso(text) ?? indonesian(text);
}

const ZONES: Readonly<Record<string, number>> = { wib: 7, wita: 8, wit: 9, gmt: 0, utc: 0 };

function iso(text: string): Date | null {
  const match =
    /(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?/.exec(
      text.slice(0, 400),
    );
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = "0", zone] = match;
  return moment(
    [year, month, day, hour, minute, second].map(Number),
    zone === undefined ? 7 : offsetHours(zone),
  );
}

function offsetHours(zone: string): number {
  if (zone === "Z") return 0;
  const [sign, hours, minutes] = [
    zone.startsWith("-") ? -1 : 1,
    Number(zone.slice(1, 3)),
    Number(zone.slice(-2)),
  ];
  return sign * (hours + minutes / 60);
}

const MONTHS = [
  "jan",
  "feb|peb",
  "mar",
  "apr",
  "mei|may",
  "jun",
  "jul",
  "agu|ags|aug",
  "sep",
  "okt|oct",
  "nov|nop",
  "des|dec",
].map((names) => new RegExp(`^(?:${names})`, "i"));

const WRITTEN =
  /(\d{1,2})(?:\s+|-)([A-Za-z]{3,10})\.?(?:\s+|-)(\d{4})[^\d]{1,12}(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?\s*(WIB|WITA|WIT|GMT|UTC)?/i;
const NUMERIC =
  /(\d{1,2})\/(\d{1,2})\/(\d{4})[^\d]{1,12}(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?\s*(WIB|WITA|WIT|GMT|UTC)?/i;

function indonesian(text: string): Date | null {
  const head = text.slice(0, 400);
  const match = WRITTEN.exec(head) ?? NUMERIC.exec(head);
  if (match === null) return null;
  const [, day, monthText = "", year, hour, minute, second = "0", zone = "WIB"] = match;
  const month = /^\d/.test(monthText)
    ? Number(monthText)
    : MONTHS.findIndex((name) => name.test(monthText)) + 1;
  return moment([year, month, day, hour, minute, second].map(Number), ZONES[zone.toLowerCase()] ?? 7);
}

/** null for what no calendar has. */
function moment(parts: readonly number[], offset: number): Date | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (
    year < 1990 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > 31 ||
    hour > 23 ||
    minute > 59 ||
    second > 60
  )
    return null;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - offset * 3_600_000);
}
