import { SHORT_MONTHS } from "../articles/calendar.ts";
import { DAY_MS, localTime, MINUTE_MS, newsroomZone, type Zone, zoneName } from "../time.ts";

/**
 * How old something is, as a reader would say it: "baru saja", "12 menit lalu", "3 jam lalu", "kemarin 14.05 WIB",
 * "21 Nov 14.05 WIB", and with the year where it is another one. Days are those of `zone`.
 */
export function age(at: Date, now: Date, zone: Zone = newsroomZone()): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / MINUTE_MS);
  if (minutes < 1) return "baru saja"; // also what a clock ahead of ours has dated into the future
  if (minutes < 60) return `${minutes} menit lalu`;
  const days = dayNumber(now, zone) - dayNumber(at, zone);
  if (days === 0) return `${Math.floor(minutes / 60)} jam lalu`;

  const time = clockTime(at, zone);
  if (days === 1) return `kemarin ${time}`;
  const then = localTime(at, zone);
  const year = then.getUTCFullYear();
  const date = `${then.getUTCDate()} ${monthOf(then)}`;
  return year === localTime(now, zone).getUTCFullYear() ? `${date} ${time}` : `${date} ${year}`;
}

/** A day: "21 Nov 2026". */
export function dayName(at: Date, zone: Zone = newsroomZone()): string {
  const then = localTime(at, zone);
  return `${then.getUTCDate()} ${monthOf(then)} ${then.getUTCFullYear()}`;
}

/** The hour of the day, 0 to 23. */
export function hourOf(at: Date, zone: Zone = newsroomZone()): number {
  return localTime(at, zone).getUTCHours();
}

/** A time of the day: "14.05 WIB". */
export function clockTime(at: Date, zone: Zone = newsroomZone()): string {
  const time = localTime(at, zone).toISOString().slice(11, 16).replace(":", ".");
  return `${time} ${zoneName(zone)}`;
}

/** A moment as it is read now: "14.05 WIB", and with its day where that is another one. */
export function shortMoment(at: Date, now: Date, zone: Zone = newsroomZone()): string {
  return dayNumber(at, zone) === dayNumber(now, zone) ? clockTime(at, zone) : momentName(at, zone);
}

/** A moment, for what is read on another day, too: "21 Nov 2026 14.05 WIB". */
export function momentName(at: Date, zone: Zone = newsroomZone()): string {
  return `${dayName(at, zone)} ${clockTime(at, zone)}`;
}

function monthOf(local: Date): string {
  return SHORT_MONTHS[local.getUTCMonth()] ?? "";
}

function dayNumber(at: Date, zone: Zone): number {
  return Math.floor(localTime(at, zone).getTime() / DAY_MS);
}
