import { SHORT_MONTHS } from "../articles/calendar.ts";
import {
  DAY_MS,
  HOUR_MS,
  localTime,
  MINUTE_MS,
  momentAt,
  newsroomZone,
  type Zone,
  zoneCalled,
  zoneName,
} from "../time.ts";

/**
 * A moment as an editor types it: "18.30", "besok 06.00 wita", "25 Nov 18.30", "25/11 18:30 WIT", "30 menit". Without a day it is the next time
 * that the clock says so. Null for what is none of these, and for what is past.
 */
export function readMoment(words: string, now: Date): Date | null {
  const text = words.trim().toLowerCase();
  const inMinutes = /^(\d{1,3}) ?(menit|mnt|jam)(?: lagi)?$/.exec(text);
  if (inMinutes) {
    const minutes = Number(inMinutes[1]) * (inMinutes[2] === "jam" ? 60 : 1);
    return minutes > 0 ? new Date(now.getTime() + minutes * MINUTE_MS) : null;
  }
  const { day, hour, minute, zone: called = "" } = MOMENT.exec(text)?.groups ?? {};
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  const zone = zoneCalled(called) ?? newsroomZone();
  const today = Math.floor(localTime(now, zone).getTime() / DAY_MS) * DAY_MS;
  const time = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS;
  if (day === undefined) {
    const at = momentAt(new Date(today + time), zone);
    return at > now ? at : new Date(at.getTime() + DAY_MS);
  }
  const start = dayNamed(day, today, now);
  if (start === null) return null;
  const at = momentAt(new Date(start + time), zone);
  return at > now ? at : null;
}

/** A moment in words that readMoment takes for the same minute, or the next where it is none: "5/12/2026 18.00 WIB". */
export function momentWords(at: Date, zone: Zone = newsroomZone()): string {
  const local = localTime(new Date(Math.ceil(at.getTime() / MINUTE_MS) * MINUTE_MS), zone);
  const [date = "", time = ""] = local.toISOString().split("T");
  const [year, month, day] = date.split("-").map(Number);
  return `${day}/${month}/${year} ${time.slice(0, 5).replace(":", ".")} ${zoneName(zone)}`;
}

/** The zone an editor named, so that the answer speaks of the same. */
export function zoneNamed(words: string): Zone {
  const { zone } = MOMENT.exec(words.trim().toLowerCase())?.groups ?? {};
  return zoneCalled(zone ?? "") ?? newsroomZone();
}

const MOMENT =
  /^(?:(?<day>hari ini|besok|lusa|\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?|\d{1,2} [a-z]{3,9}(?: \d{4})?)[ ,]+)?(?:(?:pukul|jam|pk\.?) )?(?<hour>\d{1,2})[.:](?<minute>\d{2})(?: ?(?<zone>wib|wita|wit))?$/;

/** The beginning of that day, as if the zone were UTC; a day without a year is the next one of that name. */
function dayNamed(name: string, today: number, now: Date): number | null {
  const relative = { "hari ini": 0, besok: 1, lusa: 2 }[name];
  if (relative !== undefined) return today + relative * DAY_MS;
  const [dayText = "", monthText = "", yearText] = name.split(/[/ -]/);
  const month = /^\d+$/.test(monthText)
    ? Number(monthText) - 1
    : SHORT_MONTHS.findIndex((known) => monthText.startsWith(known.toLowerCase()));
  const thisYear = new Date(today).getUTCFullYear();
  const at = (year: number): number => Date.UTC(year, month, Number(dayText));
  const start = at(yearText ? Number(yearText) : thisYear);
  if (month < 0 || month > 11 || new Date(start).getUTCDate() !== Number(dayText)) return null;
  return yearText === undefined && start + DAY_MS < now.getTime() ? at(thisYear + 1) : start;
}
