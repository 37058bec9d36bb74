/**
 * How old something is, as a reader would say it: "baru saja", "12 menit lalu", "3 jam lalu", "kemarin 14.05 WIB",
 * "21 Nov 14.05 WIB", and with the year where it is another one. Days are those of `zone`, an IANA name.
 */
export function age(at: Date, now: Date, zone: Zone = "Asia/Jakarta"): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return "baru saja"; // also what a clock ahead of ours has dated into the future
  if (minutes < 60) return `${minutes} menit lalu`;
  const days = dayNumber(now, zone) - dayNumber(at, zone);
  if (days === 0) return `${Math.floor(minutes / 60)} jam lalu`;

  const then = parts(at, zone);
  const time = clockTime(at, zone);
  if (days === 1) return `kemarin ${time}`;
  const date = `${Number(then.day)} ${monthOf(then)}`;
  return then.year === parts(now, zone).year ? `${date} ${time}` : `${date} ${then.year}`;
}

/** A day: "21 Nov 2026". */
export function dayName(at: Date, zone: Zone = "Asia/Jakarta"): string {
  const then = parts(at, zone);
  return `${Number(then.day)} ${monthOf(then)} ${then.year}`;
}

/** The hour of the day, 0 to 23. */
export function hourOf(at: Date, zone: Zone = "Asia/Jakarta"): number {
  return Number(parts(at, zone).hour);
}

/** "WIB", "WITA" or "WIT". */
export function zoneName(zone: Zone): string {
  return ZONES[zone];
}

/** A time of the day: "14.05 WIB". */
export function clockTime(at: Date, zone: Zone = "Asia/Jakarta"): string {
  const { hour, minute } = parts(at, zone);
  return `${hour}.${minute} ${ZONES[zone]}`;
}

/** A moment, for what is read on another day, too: "21 Nov 2026 14.05 WIB". */
export function momentName(at: Date, zone: Zone = "Asia/Jakarta"): string {
  return `${dayName(at, zone)} ${clockTime(at, zone)}`;
}

/** Indonesia's three zones and what they are called. */
const ZONES = { "Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" } as const;
export type Zone = keyof typeof ZONES;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

function monthOf({ month }: { month: string }): string {
  return MONTHS[Number(month) - 1] ?? "";
}

function dayNumber(at: Date, zone: Zone): number {
  const { year, month, day } = parts(at, zone);
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
}

function parts(at: Date, zone: Zone): Record<"year" | "month" | "day" | "hour" | "minute", string> {
  const found = { year: "", month: "", day: "", hour: "", minute: "" };
  for (const { type, value } of formatter(zone).formatToParts(at)) {
    if (type === "year" || type === "month" || type === "day" || type === "hour" || type === "minute") {
      found[type] = value;
    }
  }
  return found;
}

const formatters = new Map<Zone, Intl.DateTimeFormat>();

function formatter(timeZone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(timeZone, made);
  return made;
}
