import { WEEKDAYS } from "../articles/calendar.ts";
import { localTime, momentAt } from "../time.ts";

/** A stretch of whole days, as someone named it. */
export interface DaySpan {
  from: Date;
  /** The first moment that is no longer in it. */
  until: Date;
  /** As it was typed, for showing ("minggu ini", "juni 2024"). */
  name: string;
}

/**
 * Finds the days that a search names ("banjir kemarin", "gempa juni 2024"), and what is left of the words without them;
 * null where it names none. Days begin at the newsroom's midnight. A bare year is no day: in "pemilu 2024" it
 * belongs to the name.
 */
export function readDays(typed: string, now: Date): { span: DaySpan; rest: string } | null {
  const today = calendarDay(now);
  for (const { pattern, days } of FORMS) {
    const found = pattern.exec(typed);
    const range = found && days(found.groups ?? {}, today);
    if (!found || !range) continue;
    const rest = `${typed.slice(0, found.index)} ${typed.slice(found.index + found[0].length)}`;
    return {
      span: {
        from: at(range.from),
        until: at(range.until),
        name: found[0].trim().toLowerCase(),
      },
      rest: rest.replaceAll(/\s+/g, " ").trim(),
    };
  }
  return null;
}

/** A calendar day. Months count from 0 and may run over, as Date.UTC has it. */
interface Day {
  year: number;
  month: number;
  day: number;
  /** Where a stretch begins or ends in the middle of a day. */
  hour?: number;
}

interface Days {
  from: Day;
  until: Day;
}

/** A match's named groups. */
type Groups = Record<string, string | undefined>;

const MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember".split(
  " ",
);
/** With what they are cut down to ("nov", "agt"); "mei" is whole, and "mar" a name rather than March. */
const SHORT: Readonly<Record<string, string>> = {
  jan: "januari",
  feb: "februari",
  apr: "april",
  jun: "juni",
  jul: "juli",
  agu: "agustus",
  ags: "agustus",
  agt: "agustus",
  sep: "september",
  sept: "september",
  okt: "oktober",
  nov: "november",
  nop: "november",
  nopember: "november",
  des: "desember",
};
const MONTH = `(?<month>${MONTHS.join("|")})`;
const MONTH_BESIDE_NUMBER = `(?<month>${[...MONTHS, ...Object.keys(SHORT), "mar"].join("|")})`;
const WEEKDAY = `(?<weekday>${WEEKDAYS.join("|")}|jum'at|ahad)`;
const DATE = "(?:tanggal |tgl )?";
const YEAR = String.raw`(?<year>(?:19|20)\d\d)`;
const AGO = String.raw`(?:yang )?lalu`;

/** What says more comes first: "17 agustus 2024" before "agustus 2024", "minggu kemarin" before "kemarin". */
const FORMS: readonly { pattern: RegExp; days: (words: Groups, today: Day) => Days | null }[] = [
  { pattern: form(String.raw`${DATE}(?<day>\d{1,2}) ${MONTH_BESIDE_NUMBER}(?: ${YEAR})?`), days: namedDay },
  { pattern: form(String.raw`${DATE}(?<day>\d{1,2})[/-](?<number>\d{1,2})[/-]${YEAR}`), days: namedDay },
  { pattern: form(String.raw`(?:tanggal|tgl|berita) (?<day>\d{1,2})/(?<number>\d{1,2})`), days: namedDay },
  { pattern: form(`(?:bulan )?${MONTH_BESIDE_NUMBER} ${YEAR}`), days: namedMonth },
  { pattern: form(`(?:bulan )?${MONTH}`), days: namedMonth },
  { pattern: form(`tahun ${YEAR}`), days: ({ year }) => years(Number(year)) },
  {
    pattern: form("(?:hari|pagi|siang|sore|malam) ini|tadi (?:pagi|siang|sore)"),
    days: (_, today) => since(today, 0, 1),
  },
  { pattern: form("semalam|tadi malam"), days: (_, today) => lastNight(today) },
  {
    pattern: form(
      `(?:hari ${WEEKDAY}(?: (?:${AGO}|kemarin|kemaren))?|${WEEKDAY.replace("weekday", "named").replace("minggu|", "")} (?:${AGO}|kemarin|kemaren))`,
    ),
    days: weekdayAgo,
  },
  { pattern: form("kemarin lusa|kemarin dulu"), days: (_, today) => since(today, -2, 1) },
  {
    pattern: form(String.raw`(?<count>\d{1,3}) hari ${AGO}`),
    days: ({ count }, today) => since(today, -Number(count), 1),
  },
  {
    pattern: form(String.raw`(?<count>\d{1,3}) hari terakhir`),
    days: ({ count }, today) => since(today, 1 - Number(count), Number(count)),
  },
  {
    pattern: form("(?:seminggu|sepekan) (?:terakhir|ini)|belakangan ini|akhir-akhir ini"),
    days: (_, today) => since(today, -6, 7),
  },
  { pattern: form("sebulan terakhir"), days: (_, today) => since(today, -29, 30) },
  { pattern: form("(?:minggu|pekan) ini"), days: (_, today) => week(today, 0) },
  { pattern: form(`(?:minggu|pekan) (?:${AGO}|kemarin|kemaren)`), days: (_, today) => week(today, -1) },
  { pattern: form("bulan ini"), days: (_, today) => month(today.year, today.month) },
  {
    pattern: form(`bulan (?:${AGO}|kemarin|kemaren)`),
    days: (_, today) => month(today.year, today.month - 1),
  },
  { pattern: form("tahun ini"), days: (_, today) => years(today.year) },
  { pattern: form(`tahun (?:${AGO}|kemarin|kemaren)`), days: (_, today) => years(today.year - 1) },
  { pattern: form("kemarin|kemaren|kmrn"), days: (_, today) => since(today, -1, 1) },
];

function form(words: string): RegExp {
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:pada |sejak |di )?(?:${words.replaceAll(" ", String.raw`\s+`)})(?![\p{L}\p{N}])`,
    "iu",
  );
}

function namedDay({ day, month: name, number, year }: Groups, today: Day): Days | null {
  const month = name === undefined ? Number(number) - 1 : monthOf(name);
  const named = { year: Number(year ?? today.year), month, day: Number(day) };
  const exists = month < 12 && same(calendarDay(at(named)), named);
  if (!exists) return null;
  const from = year === undefined && isAfter(named, today) ? { ...named, year: named.year - 1 } : named;
  return since(from, 0, 1);
}

function monthOf(name: string): number {
  const typed = name.toLowerCase();
  return typed === "mar" ? 2 : MONTHS.indexOf(SHORT[typed] ?? typed);
}

/** The last day of that name: today, or in the six days before; with "lalu", never today. */
function weekdayAgo({ weekday, named }: Groups, today: Day): Days {
  const name = (weekday ?? named ?? "").toLowerCase();
  const day = name === "ahad" ? 0 : name === "jum'at" ? 5 : WEEKDAYS.indexOf(name);
  const todays = new Date(Date.UTC(today.year, today.month, today.day)).getUTCDay();
  const back = (todays - day + 7) % 7;
  return since(today, -(named !== undefined && back === 0 ? 7 : back), 1);
}

/** Without a year, the last month of that name that has begun. */
function namedMonth({ month: name = "", year }: Groups, today: Day): Days {
  const index = monthOf(name);
  if (year !== undefined) return month(Number(year), index);
  return month(index > today.month ? today.year - 1 : today.year, index);
}

function since(day: Day, shift: number, count: number): Days {
  return { from: { ...day, day: day.day + shift }, until: { ...day, day: day.day + shift + count } };
}

/** What happened in the night is still reported the morning after. */
function lastNight(today: Day): Days {
  return { from: { ...today, day: today.day - 1, hour: 18 }, until: { ...today, hour: 12 } };
}

/** Weeks begin on Monday (ISO 8601, as Indonesian calendars of working weeks have it). */
function week(today: Day, shift: number): Days {
  const sinceMonday = (new Date(Date.UTC(today.year, today.month, today.day)).getUTCDay() + 6) % 7;
  return since(today, 7 * shift - sinceMonday, 7);
}

function month(year: number, index: number): Days {
  return { from: { year, month: index, day: 1 }, until: { year, month: index + 1, day: 1 } };
}

function years(year: number): Days {
  return { from: { year, month: 0, day: 1 }, until: { year: year + 1, month: 0, day: 1 } };
}

function calendarDay(moment: Date): Day {
  const local = localTime(moment);
  return { year: local.getUTCFullYear(), month: local.getUTCMonth(), day: local.getUTCDate() };
}

function at({ year, month, day, hour = 0 }: Day): Date {
  return momentAt(new Date(Date.UTC(year, month, day, hour)));
}

function same(a: Day, b: Day): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

function isAfter(a: Day, b: Day): boolean {
  return Date.UTC(a.year, a.month, a.day) > Date.UTC(b.year, b.month, b.day);
}
