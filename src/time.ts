/** Spans of time in milliseconds, and Indonesia's clocks. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;
/** One of Indonesia's three zones, by its name in the IANA database. */
export type Zone = (typeof ZONES)[number];

/** By its clock the newsroom's days begin, and moments are told to whoever chose no other. */
export const NEWSROOM_ZONE: Zone = "Asia/Jakarta";

const NAMES: Readonly<Record<Zone, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

/** Ahead of UTC; there is no summer time. */
const HOURS_AHEAD: Readonly<Record<Zone, number>> = {
  "Asia/Jakarta": 7,
  "Asia/Makassar": 8,
  "Asia/Jayapura": 9,
};

/** "WIB", "WITA" or "WIT". */
export function zoneName(zone: Zone): string {
  return NAMES[zone];
}

/** The zone of that name, in whatever case; undefined where there is none. */
export function zoneCalled(name: string): Zone | undefined {
  return ZONES.find((zone) => NAMES[zone] === name.toUpperCase());
}

/** What the clocks of `zone` show at that moment, as the UTC fields of a date. */
export function localTime(at: Date, zone: Zone = NEWSROOM_ZONE): Date {
  return new Date(at.getTime() + HOURS_AHEAD[zone] * HOUR_MS);
}

/** The moment at which the clocks of `zone` show that: the reverse of localTime. */
export function momentAt(local: Date, zone: Zone = NEWSROOM_ZONE): Date {
  return new Date(local.getTime() - HOURS_AHEAD[zone] * HOUR_MS);
}

/** The day that it then is in `zone`: "2026-11-23". */
export function dayOf(at: Date, zone: Zone = NEWSROOM_ZONE): string {
  return localTime(at, zone).toISOString().slice(0, 10);
}

/** When that day began. */
export function startOfDay(at: Date, zone: Zone = NEWSROOM_ZONE): Date {
  return momentAt(new Date(dayOf(at, zone)), zone);
}
