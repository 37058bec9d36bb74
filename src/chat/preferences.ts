import { DAY_MS, HOUR_MS, localTime, newsroomZone, startOfDay, type Zone } from "../time.ts";

/**
 * When and how often a chat wants to hear from us, and how a reader's words change that. Pure; what follows from it for an
 * alert is SQL in store/ledger/fan-out.ts.
 */
export interface Preferences {
  zone: Zone;
  /** Minutes after midnight; from 21.00 until 5.00 is { from: 1260, until: 300 }. Never equal. */
  quiet: { from: number; until: number } | null;
  /** Alerts collected into one message, at 6.00 and at 18.00, instead of one by one. */
  digest: { morning: boolean; evening: boolean };
  /** Breaking alerts come at once, quiet hours and digest notwithstanding. */
  breakingAnyway: boolean;
  /** Of alerts that are not breaking. */
  mostADay: number | null;
  pausedUntil: Date | null;
}

/** Those of a chat that never said anything. */
export function noPreferences(): Preferences {
  return {
    zone: newsroomZone(),
    quiet: null,
    digest: { morning: false, evening: false },
    breakingAnyway: true,
    mostADay: null,
    pausedUntil: null,
  };
}

/** What /tenang, /ringkasan, /batas and /jeda were told: what is named changes, the rest stays. */
export interface Preferred {
  zone?: Zone;
  quiet?: Preferences["quiet"];
  digest?: Preferences["digest"];
  breakingAnyway?: boolean;
  mostADay?: number | null;
  pause?: Pause;
}

/**
 * From now: so many hours, or until six in the morning: the next six o'clock there is, tomorrow's, or that of the next weekday of that
 * number (Sunday is 0). "over" ends it.
 */
export type Pause = { hours: number } | { untilMorning: "next" | "tomorrow" | number } | "over";

export const SETTINGS = ["quiet", "digest", "most", "pause"] as const;
export type Setting = (typeof SETTINGS)[number];

export function prefer(now: Preferences, { pause, ...wanted }: Preferred, at: Date): Preferences {
  const then = { ...now, ...wanted };
  return pause === undefined ? then : { ...then, pausedUntil: endOf(pause, at, then.zone) };
}

const MORNING_HOUR = 6;

function endOf(pause: Pause, at: Date, zone: Zone): Date | null {
  if (pause === "over") return null;
  if ("hours" in pause) return new Date(at.getTime() + pause.hours * HOUR_MS);
  const local = localTime(at, zone);
  const days =
    pause.untilMorning === "next"
      ? Number(local.getUTCHours() >= MORNING_HOUR)
      : pause.untilMorning === "tomorrow"
        ? 1
        : ((pause.untilMorning - local.getUTCDay() + 6) % 7) + 1;
  return new Date(startOfDay(at, zone).getTime() + days * DAY_MS + MORNING_HOUR * HOUR_MS);
}
