import { MINUTE_MS, momentAt, zoneCalled } from "../time.ts";

/**
 * The moment of publication as feeds and pages write it: ISO 8601, RFC 822 ("Wed, 19 Jun 2024 17:48:00 +0700"), and the Indonesian
 * forms of both ("Rabu, 19 Juni 2024 | 17.48 WIB", "19/06/2024 17:48"), with words around it or none. A time without a zone is the
 * newsroom's. What is no date, or none of our age, is null; so is a day without a time, which names no moment and
 * would make the evening's news a day old.
 */
export function publishedAtOf(text: string): Date | null {
  const head = text.slice(0, LONGEST);
  const iso = ISO.exec(head);
  if (iso) return moment({ year: iso[1], month: Number(iso[2]), day: iso[3], time: iso[4] });
  const words = DAY_NAME_YEAR.exec(head);
  if (words) return moment({ year: words[3], month: monthNamed(words[2]), day: words[1], time: words[4] });
  const american = NAME_DAY_YEAR.exec(head);
  if (american)
    return moment({ year: american[3], month: monthNamed(american[1]), day: american[2], time: american[4] });
  const numbers = DAY_MONTH_YEAR.exec(head);
  if (!numbers) return null;
  return moment({ year: numbers[3], month: Number(numbers[2]), day: numbers[1], time: numbers[4] });
}

const LONGEST = 400;

/** The first three letters tell English and Indonesian months apart from one another; "Peb" and "Nop" are old spellings. */
const MONTHS: Record<string, number> = {
  jan: 1, feb: 2, peb: 2, mar: 3, apr: 4, mei: 5, may: 5, jun: 6, jul: 7, agu: 8, ags: 8, agt: 8, aug: 8, sep: 9, okt: 10, oct: 10,
  nov: 11, nop: 11, des: 12, dec: 12,
}; // prettier-ignore
const NAME = `((?:${Object.keys(MONTHS).join("|")})\\p{L}{0,6})`;

const ISO = /(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)(.*)$/s;
const DAY_MONTH_YEAR = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)(.*)$/s;
const DAY_NAME_YEAR = new RegExp(
  `(?<!\\d)(\\d{1,2})[\\s-]+${NAME}\\.?[\\s-]+(\\d{4}|\\d{2})(?!\\d)(.*)$`,
  "isu",
);
const NAME_DAY_YEAR = new RegExp(`(?<!\\p{L})${NAME}\\.?\\s+(\\d{1,2}),?\\s+(\\d{4})(?!\\d)(.*)$`, "isu");

function monthNamed(name = ""): number {
  return MONTHS[name.slice(0, 3).toLowerCase()] ?? 0;
}

interface Parts {
  year: string | undefined;
  month: number;
  day: string | undefined;
  /** What follows the day: separators, the time, the zone; or nothing. */
  time: string | undefined;
}

const TIME = /^[^\d]{0,12}(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]m\b)?\s*(.*)$/is;

function moment({ year, month, day, time }: Parts): Date | null {
  const [, hour, minute, second = "0", half, zone = ""] = TIME.exec(time ?? "") ?? [];
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === "pm" ? 12 : 0) : Number(hour);
  const fullYear = year?.length === 2 ? 2000 + Number(year) : Number(year);
  const local = new Date(
    Date.UTC(fullYear, month - 1, Number(day), hours, Number(minute), Math.min(Number(second), 59)),
  );
  // Date.UTC carries 31 February over into March; a source that says so did not mean March.
  const exists =
    local.getUTCMonth() === month - 1 &&
    local.getUTCDate() === Number(day) &&
    hours < 24 &&
    Number(minute) < 60;
  if (!exists || fullYear < 1990 || fullYear > 2100) return null;
  return inZone(local, zone);
}

/** What RFC 822 names, in minutes east of Greenwich. */
const ABROAD: Record<string, number> = {
  z: 0, ut: 0, utc: 0, gmt: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420,
}; // prettier-ignore

function inZone(local: Date, zone: string): Date {
  const [, name = "", sign, hours = "0", minutes = "0"] =
    /^\(?([a-z]*)\s*(?:([+-])(\d{1,2}):?(\d{2})?)?/i.exec(zone.trim()) ?? [];
  const ahead = sign
    ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes))
    : ABROAD[name.toLowerCase()];
  return ahead === undefined
    ? momentAt(local, zoneCalled(name))
    : new Date(local.getTime() - ahead * MINUTE_MS);
}
