import { WEEKDAYS } from "../../articles/calendar.ts";
import { newsroomZone, zoneCalled } from "../../time.ts";
import type { Preferred, Setting } from "../preferences.ts";
import { inDigits } from "./number-words.ts";
import { respelt } from "./plain-words.ts";

/** What a reader’s words make of a setting. */

/** Reads what follows one of the four commands, or answers the question what it should be; null where it cannot be understood. */
export function readPreferred(setting: Setting, typed: string): Preferred | null {
  const words = typed.toLowerCase().replaceAll(/\s+/g, " ").trim();
  return readAs(setting, words) ?? readAs(setting, inDigits(respelt(words)));
}

/** "matikan ringkasan", "gak usah jam tenang"; null for anything else. */
export function readTurnedOff(plain: string): Preferred | null {
  const name =
    /^(?:matikan|hapus|batalkan|berhenti|tidak (?:usah|mau|perlu)) (?:pakai )?(?<name>jam tenang|ringkasan|batas|jeda)(?:nya)?(?: (?:lagi|saja|dulu))*$/.exec(
      plain,
    )?.groups?.["name"];
  const setting = name === undefined ? undefined : CALLED.get(name);
  return setting === undefined ? null : readPreferred(setting, "mati");
}

const CALLED: ReadonlyMap<string, Setting> = new Map([
  ["jam tenang", "quiet"],
  ["ringkasan", "digest"],
  ["batas", "most"],
  ["jeda", "pause"],
]);

/** Whether it could only be meant as one, though it cannot be understood: "jam 9 malam", "3", "sampai lebaran". */
export function triesToSay(typed: string): boolean {
  const words = respelt(typed).match(/[\p{L}\p{N}]+/gu) ?? [];
  return (
    words[0] === "sampai" ||
    (words.length > 0 && words.every((word) => /^\d+$/.test(word) || TIMES.has(word)))
  );
}

const TIMES = new Set(
  (
    "jam pukul pagi siang sore malam subuh tengah sampai dari dan atau hari minggu pekan bulan tahun menit sehari seminggu sebulan " +
    "setengah tanggal besok lusa sebentar dulu saja wib wita wit senin selasa rabu kamis jumat sabtu berita maksimal cukup"
  ).split(" "),
);

function readAs(setting: Setting, words: string): Preferred | null {
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

const OFF = /^(?:mati|matikan|hapus|off|tidak|batal|batalkan|selesai|berhenti|akhiri|lanjut|lanjutkan)$/;

const TIME = String.raw`(?:jam |pukul )?(\d{1,2})(?:[.:](\d{2}))?(?: ?(pagi|siang|sore|malam))?`;
const SPAN = new RegExp(
  String.raw`^(?:dari )?${TIME}(?: ?(?:[-–—]|sampai|sampe|sd|s\/d|hingga|to) ?)${TIME}$`,
);

/** What most people mean by the night. */
export const USUAL_NIGHT = { from: 22 * 60, until: 5 * 60 };

const NIGHTLY =
  /^(?:(?:setiap|tiap|kalau|pas|waktu) )?(?:malam(?: hari)?(?: sampai (?:pagi|subuh))?|tidur)(?: saja)?$/;

/** "22-5", "jam 21.30 sampai 05.00 wita", "10 malam sampai 5 pagi", "malam", "22-5 tanpa kilat", "wit", "mati". */
function readQuiet(typed: string): Preferred | null {
  const { rest, found } = common(typed);
  if (OFF.test(rest)) return { ...found, quiet: null };
  if (rest === "") return Object.keys(found).length > 0 ? found : null;
  if (NIGHTLY.test(rest)) return { ...found, quiet: USUAL_NIGHT };
  const clocked = rest.replace("tengah malam", "0").replace(/(?<=(?:sampai|[-–—]) ?)(?:pagi|subuh)$/, "5");
  const [, fromHour, fromMinute, fromPart, untilHour, untilMinute, untilPart] = SPAN.exec(clocked) ?? [];
  const from = minuteOfDay(fromHour, fromMinute, fromPart);
  const until = minuteOfDay(untilHour, untilMinute, untilPart);
  return from === null || until === null || from === until ? null : { ...found, quiet: { from, until } };
}

/** "pagi", "sore", "pagi dan sore wita", "mati". */
function readDigest(typed: string): Preferred | null {
  const { rest, found } = common(typed);
  if (OFF.test(rest)) return { ...found, digest: { morning: false, evening: false } };
  if (/^(?:keduanya|dua[ -]?duanya)(?: saja)?$/.test(rest))
    return { ...found, digest: { morning: true, evening: true } };
  const wanted = rest.split(/[ ,&+/]+/).filter((word) => word !== "" && !BESIDE.has(word));
  if (wanted.length === 0 || wanted.some((word) => !MORNING.has(word) && !EVENING.has(word))) return null;
  const digest = {
    morning: wanted.some((word) => MORNING.has(word)),
    evening: wanted.some((word) => EVENING.has(word)),
  };
  return { ...found, digest };
}

/** "setiap jam 6 pagi sama sore": there are no other hours than those. */
const BESIDE = new Set("dan sama serta saja setiap hari jam pukul 6 06.00 18.00".split(" "));
const MORNING = new Set(["pagi", "morning"]);
const EVENING = new Set(["sore", "malam", "petang", "evening"]);

/** "5", "maksimal lima sehari", "mati". */
function readMost(typed: string): Preferred | null {
  if (OFF.test(typed) || /^(?:tanpa|tidak ada) batas(?:an)?$/.test(typed)) return { mostADay: null };
  const [, count = "0"] =
    /^(?:(?:maks|maksimal|maximal|max|paling banyak|cukup|hanya|batasi) )*(\d{1,4})(?: (?:sehari|per hari|setiap hari|tiap hari|berita|kabar|pesan|saja))*$/.exec(
      typed,
    ) ?? [];
  const number = Number(count);
  return number >= 1 && number <= 1000 ? { mostADay: number } : null;
}

const LONGEST_PAUSE = 90 * 24; // hours; who wants longer wants /berhenti
const HOURS: Readonly<Record<string, number>> = {
  jam: 1,
  hari: 24,
  minggu: 7 * 24,
  pekan: 7 * 24,
  bulan: 30 * 24,
};

const MONDAY = 1; // a week's first day

/** "sehari", "seminggu", "3 hari", "2 jam", "malam ini", "sampai besok", "sampai senin", "selesai". */
function readPause(typed: string): Preferred | null {
  if (OFF.test(typed)) return { pause: "over" };
  const words = typed.replace(/^(?:dulu|selama|untuk) /, "").replace(/ (?:dulu|saja|aja)$/, "");
  if (/^(?:(?:malam|hari) ini|sampai pagi)$/.test(words)) return { pause: { untilMorning: "next" } };
  if (/^(?:sampai|sampe|hingga) (?:minggu|pekan) depan$/.test(words))
    return { pause: { untilMorning: MONDAY } };
  const [, day] = /^(?:sampai|sampe|hingga) (?:hari )?(\p{L}+)(?: pagi| depan)?$/u.exec(words) ?? [];
  if (day === "besok") return { pause: { untilMorning: "tomorrow" } };
  if (day !== undefined)
    return WEEKDAYS.includes(day) ? { pause: { untilMorning: WEEKDAYS.indexOf(day) } } : null;
  const [, amount = "se", unit = ""] = /^(\d{1,2}|se)? ?(jam|hari|minggu|pekan|bulan)$/.exec(words) ?? [];
  const hours = (amount === "se" ? 1 : Number(amount)) * (HOURS[unit] ?? 0);
  return hours >= 1 && hours <= LONGEST_PAUSE ? { pause: { hours } } : null;
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
      found.zone = zoneCalled(zone) ?? newsroomZone();
      return "";
    });
  return { rest: rest.replaceAll(/\s+/g, " ").trim(), found };
}

/** "10 malam" is 22.00, "12 malam" midnight, "5 pagi" 5.00; "siang" is from ten in the morning until the afternoon. */
function minuteOfDay(typed: string | undefined, minute = "0", part?: string): number | null {
  if (typed === undefined || Number(typed) > 24 || Number(minute) > 59) return null;
  const hour = Number(typed) % 24;
  const late =
    (part === "malam" && hour >= 6 && hour < 12) ||
    (part === "siang" && hour >= 1 && hour <= 6) ||
    (part === "sore" && hour < 12);
  const midnight = part === "malam" && hour === 12;
  return ((late ? hour + 12 : midnight ? 0 : hour) % 24) * 60 + Number(minute);
}
