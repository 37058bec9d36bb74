/** Spans of time in milliseconds, and Indonesia's clocks. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;
/** One of Indonesia's three zones, by its name in the IANA database. */
export type Zone = (typeof ZONES)[number];

/** The zone of a newsroom that has not said where it is. */
export const JAKARTA: Zone = "Asia/Jakarta";

let newsrooms: Zone = JAKARTA;

/** By its clock the newsroom's days begin, and moments are told to whoever chose no other. */
export function newsroomZone(): Zone {
  return newsrooms;
}

/** A process serves one newsroom and has one such clock, as it has one TZ: it is set by the settings before anything tells the time. */
export function setNewsroomZone(zone: Zone): void {
  newsrooms = zone;
}

export const ZONE_NAMES = ["WIB", "WITA", "WIT"] as const;
/** What people call them. */
export type ZoneName = (typeof ZONE_NAMES)[number];

const NAMES: Readonly<Record<Zone, ZoneName>> = {
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

export function zoneName(zone: Zone): ZoneName {
  return NAMES[zone];
}

/** The zone of that name, in whatever case; undefined where there is none. */
export function zoneCalled(name: string): Zone | undefined {
  return ZONES.find((zone) => NAMES[zone] === name.toUpperCase());
}

/** What the clocks of `zone` show at that moment, as the UTC fields of a date. */
export function localTime(at: Date, zone: Zone = newsroomZone()): Date {
  return new Date(at.getTime() + HOURS_AHEAD[zone] * HOUR_MS);
}

/** The moment at which the clocks of `zone` show that: the reverse of localTime. */
export function momentAt(local: Date, zone: Zone = newsroomZone()): Date {
  return new Date(local.getTime() - HOURS_AHEAD[zone] * HOUR_MS);
}

/** The day that it then is in `zone`: "2026-11-23". */
export function dayOf(at: Date, zone: Zone = newsroomZone()): string {
  return localTime(at, zone).toISOString().slice(0, 10);
}

/** When that day began. */
export function startOfDay(at: Date, zone: Zone = newsroomZone()): Date {
  return momentAt(new Date(dayOf(at, zone)), zone);
}
