import type { Zone } from "./age.ts";

/**
 * When and how often a chat wants to hear from us, and how a reader's words change that. Pure; what follows from it for an
 * alert is SQL in store/fan-out.ts.
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

export const NO_PREFERENCES: Preferences = {
  zone: "Asia/Jakarta",
  quiet: null,
  digest: { morning: false, evening: false },
  breakingAnyway: true,
  mostADay: null,
  pausedUntil: null,
};

/** What /tenang, /ringkasan, /batas and /jeda were told: what is named changes, the rest stays. */
export interface Preferred {
  zone?: Zone;
  quiet?: Preferences["quiet"];
  digest?: Preferences["digest"];
  breakingAnyway?: boolean;
  mostADay?: number | null;
  /** Days from now; 0 ends the pause. */
  pauseDays?: number;
}

export type Setting = "quiet" | "digest" | "most" | "pause";

export function prefer(now: Preferences, { pauseDays, ...wanted }: Preferred, at: Date): Preferences {
  if (pauseDays === undefined) return { ...now, ...wanted };
  const pausedUntil = pauseDays === 0 ? null : new Date(at.getTime() + pauseDays * DAY_MS);
  return { ...now, ...wanted, pausedUntil };
}

const DAY_MS = 86_400_000;

/** Reads what follows one of the four commands; null where it cannot be understood. */
export function readPreferred(setting: Setting, typed: string): Preferred | null {
  const words = typed.toLowerCase().replaceAll(/\s+/g, " ").trim();
  switch (setting) {
    case "quiet":
      return readQuiet(words);
    case "digest":
      return readDigest(words);
    case "most":
      return readMost(words);
    case "pause":
      return readPause(words);
  }
}

const OFF = /^(?:mati|matikan|hapus|off|tidak|batal|selesai|berhenti|akhiri|lanjut|lanjutkan)$/;

const ZONES: Readonly<Record<string, Zone>> = {
  wib: "Asia/Jakarta",
  wita: "Asia/Makassar",
  wit: "Asia/Jayapura",
};

const TIME = String.raw`(?:jam |pukul )?(\d{1,2})(?:[.:](\d{2}))?`;
const SPAN = new RegExp(String.raw`^(?:dari )?${TIME}(?: ?(?:[-–—]|sampai|sd|s\/d|hingga|to) ?)${TIME}$`);

/** "22-5", "jam 21.30 sampai 05.00 wita", "22-5 tanpa kilat", "wit", "mati". */
function readQuiet(typed: string): Preferred | null {
  const { rest, found } = common(typed);
  if (OFF.test(rest)) return { ...found, quiet: null };
  if (rest === "") return Object.keys(found).length > 0 ? found : null;
  const [, fromHour, fromMinute, untilHour, untilMinute] = SPAN.exec(rest) ?? [];
  const from = minuteOfDay(fromHour, fromMinute);
  const until = minuteOfDay(untilHour, untilMinute);
  return from === null || until === null || from === until ? null : { ...found, quiet: { from, until } };
}

/** "pagi", "sore", "pagi dan sore wita", "mati". */
function readDigest(typed: string): Preferred | null {
  const { rest, found } = common(typed);
  if (OFF.test(rest)) return { ...found, digest: { morning: false, evening: false } };
  const wanted = rest.split(/[ ,&+]+/).filter((word) => word !== "" && word !== "dan");
  if (wanted.length === 0 || wanted.some((word) => !MORNING.has(word) && !EVENING.has(word))) return null;
  const digest = {
    morning: wanted.some((word) => MORNING.has(word)),
    evening: wanted.some((word) => EVENING.has(word)),
  };
  return { ...found, digest };
}

const MORNING = new Set(["pagi", "morning"]);
const EVENING = new Set(["sore", "malam", "petang", "evening"]);

/** "5", "5 sehari", "mati". */
function readMost(typed: string): Preferred | null {
  if (OFF.test(typed)) return { mostADay: null };
  const number = Number(/^(\d{1,4})(?: (?:sehari|per hari|berita|kabar|alert))*$/.exec(typed)?.[1] ?? 0);
  return number >= 1 && number <= 1000 ? { mostADay: number } : null;
}

const LONGEST_PAUSE = 90; // days; who wants longer wants /berhenti

/** "sehari", "seminggu", "3 hari", "selesai". */
function readPause(typed: string): Preferred | null {
  if (OFF.test(typed)) return { pauseDays: 0 };
  const [, amount, unit = ""] = /^(?:selama )?(\d{1,2}|se|satu)? ?(hari|minggu)$/.exec(typed) ?? [];
  const count = amount === undefined || /^(?:se|satu)$/.test(amount) ? 1 : Number(amount);
  const days = count * (unit === "minggu" ? 7 : 1);
  return unit !== "" && days >= 1 && days <= LONGEST_PAUSE ? { pauseDays: days } : null;
}

/** What may stand anywhere: the zone, and whether breaking alerts come nevertheless. */
function common(typed: string): { rest: string; found: Preferred } {
  const found: Preferred = {};
  const rest = typed
    .replace(/\b(tanpa|kecuali|dengan|termasuk|plus) (?:berita )?kilat\b/, (_, how: string) => {
      found.breakingAnyway = how === "kecuali" || how === "plus" || how === "dengan";
      return "";
    })
    .replace(/\b(wita|wit|wib)\b/, (zone) => {
      found.zone = ZONES[zone] ?? NO_PREFERENCES.zone;
      return "";
    });
  return { rest: rest.replaceAll(/\s+/g, " ").trim(), found };
}

function minuteOfDay(hour: string | undefined, minute = "0"): number | null {
  if (hour === undefined || Number(hour) > 24 || Number(minute) > 59) return null;
  return (Number(hour) % 24) * 60 + Number(minute);
}
