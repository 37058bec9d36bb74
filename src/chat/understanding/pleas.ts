import { inFilterMarks } from "./filter-words.ts";
import type { Intent } from "./intent.ts";
import { AROUND, INSULTS, only, setOf } from "./known-words.ts";
import { inDigits } from "./number-words.ts";
import { plainWords } from "./plain-words.ts";
import { readPreferred, USUAL_NIGHT } from "./settings.ts";

/** To hear less, or nothing. */

/** What follows "berhenti" and names nothing that is followed: "berhenti dong", "berhenti seminggu". */
export function readLeaving(rest: string): Intent | null {
  if (QUOTED.test(rest)) return null;
  const words = plainWords(`berhenti ${rest}`);
  return silence(words.join(" "), words);
}

const QUOTED = /["“”]/;
const SENDING = /\b(?:di)?kirim(?:in|i)?\b/i;

/** Whether words to follow could as well be a plea to stop. What stands in quotation marks is meant as it stands. */
export function soundsLikePlea(text: string): boolean {
  const bare = text.replaceAll(QUOTATION, " ");
  return SENDING.test(bare) || plainWords(bare).some((word) => word === "berhenti" || word === "jangan");
}

/** The same of a whole sentence: something is to end, and after it stands what we do or whom it is for ("hapus saya dari sini"). */
export function maybePleads(text: string): boolean {
  return PERHAPS.test(plainWords(text.replaceAll(QUOTATION, " ")).join(" "));
}

const QUOTATION = /["“][^"“”]*["”]/g;
const PERHAPS =
  /\b(?:berhenti|jangan|hapus|keluar|keluarkan|coret|matikan|batalkan|tidak (?:mau|usah|perlu|butuh|langganan|pernah|merasa))\b.*\b(?:saya|nomor|daftar|list|kirim|pesan|langganan)\b|\btidak langganan\b|\bnomor saya\b.*\b(?:hapus|keluarkan|coret)\b/;

/** Followed words as a button says them: `"stop" kontak` cannot be taken for a plea. */
export function asKeywords(words: string): string {
  const plea = soundsLikePlea(words) || readLeaving(words) !== null;
  return inFilterMarks(plea ? words.replace(/^\S+/, '"$&"') : words);
}

export const LEAVING = setOf("berhenti matikan");
/** These end a subscription, too, where it is named. */
export const ENDING = setOf("batalkan hapus");
const PAUSING = setOf("jeda pause libur istirahat senyap tunda tahan");
const SPAN =
  /(?:selama )?(?:(?:\d{1,2}|satu|dua|tiga|empat|lima|enam|tujuh) (?:jam|hari|minggu|bulan)|sejam|sehari|seminggu|sepekan|sebulan|hari ini|malam ini|sampai (?:besok|senin|selasa|rabu|kamis|jumat|sabtu|minggu|pekan)(?: pagi| depan)?)/;
export const PLEADS =
  /\b(?:jangan (?:pernah )?(?:lagi )?(?:kirim|ganggu|terima|langganan|pesan)|tidak (?:mau|usah|perlu|butuh|jadi)|untuk tidak (?:lagi )?kirim)\b/;
const ASKED_HOW = setOf("cara caranya bagaimana supaya biar agar kalau batalkan hapus");

/** "gimana cara berhenti?" is told how, and not sent away. */
export function readHowToLeave(words: readonly string[]): Intent | null {
  const asks = words.some((word) => /^(?:cara(?:nya)?|bagaimana)$/.test(word));
  const ends = words.some((word) => LEAVING.has(word) || ENDING.has(word));
  return asks && ends && only(words, ASKED_HOW, LEAVING, AROUND) ? { kind: "how-to-leave" } : null;
}

export function silence(plain: string, words: readonly string[]): Intent | null {
  return pause(plain) ?? hours(plain) ?? quiet(plain, words) ?? leave(plain, words);
}

/** "matiin dulu malam ini", "libur seminggu" */
function pause(plain: string): Intent | null {
  const span = SPAN.exec(plain)?.[0];
  const rest = plain
    .replace(SPAN, " ")
    .split(" ")
    .filter((word) => word !== "");
  if (!only(rest, LEAVING, PAUSING, AROUND)) return null;
  const pausing = rest.some((word) => PAUSING.has(word));
  if (span === undefined) {
    if (/^(?:senyap|pause)$/.test(plain)) return { kind: "which-setting", setting: "pause", said: "" };
    // Who says for how long they do not know is obeyed at once and loses nothing: it can be ended, and made longer.
    if (/\b(?:sementara|sebentar)\b/.test(plain) && rest.some((word) => LEAVING.has(word)))
      return { kind: "prefer", wanted: { pause: { hours: WEEK } } };
    return pausing && /dulu|sementara|mau|jeda|pause/.test(plain)
      ? { kind: "which-setting", setting: "pause", said: "" }
      : null;
  }
  if (!pausing && !rest.some((word) => LEAVING.has(word)) && !PLEADS.test(plain)) return null;
  const wanted = readPreferred("pause", span);
  return wanted === null ? null : { kind: "prefer", wanted };
}

const WEEK = 7 * 24; // hours

const NIGHT = setOf("malam tengah tidur jam kalau pas waktu hari");

const PARTS_OF_DAY = setOf("pagi siang sore malam dan jam kalau pas waktu hari pagi-pagi");

const CLOCK = String.raw`(?:(?:jam|pukul) )?\d{1,2}(?: \d{2})?(?: (?:pagi|siang|sore|malam))?`;
const HOURS = new RegExp(
  String.raw`\b(?:(?:dari|antara|mulai) )?(?<from>${CLOCK}) (?:sampai|sd|dan) (?<until>${CLOCK})(?<zone> wib| wita| wit)?\b`,
);

/** One end of a night is named, the other is the usual one. "setelah 3 hari" names none. */
const EDGE = new RegExp(
  String.raw`\b(?:(?<before>sebelum)|setelah|sesudah|lewat|di atas) (?<clock>(?:jam|pukul) \d{1,2}(?: \d{2})?(?<part> (?:pagi|siang|sore|malam))?|\d{1,2}(?: \d{2})? (?:pagi|siang|sore|malam))(?<zone> wib| wita| wit)?\b`,
);
/** "setelah jam 9": in the morning, or at night? */
const EITHER_HALF = /^(?:jam|pukul) (?:[1-9]|1[0-2])\b/;

/** "jangan kirim jam 10 malam sampai 5 pagi", "jangan kirim sebelum jam 6 pagi" */
function hours(plain: string): Intent | null {
  const edge = EDGE.exec(plain)?.groups;
  const {
    from = edge?.["before"] ? "22" : (edge?.["clock"] ?? ""),
    until = edge?.["before"] ? (edge["clock"] ?? "") : "5",
    zone = edge?.["zone"] ?? "",
  } = HOURS.exec(plain)?.groups ?? {};
  const rest = plain
    .replace(HOURS, " ")
    .replace(EDGE, " ")
    .split(" ")
    .filter((word) => word !== "");
  if (from === "" || !refuses(rest) || !only(rest, NIGHT, AROUND, LEAVING, PAUSING)) return null;
  if (edge && !edge["before"] && !edge["part"] && EITHER_HALF.test(from))
    return { kind: "which-setting", setting: "quiet", said: "" };
  const span = `${from} sampai ${until}`.replaceAll(/(\d{1,2}) (\d{2})/g, "$1.$2");
  const wanted = readPreferred("quiet", span + zone);
  return wanted === null ? null : { kind: "prefer", wanted };
}

function refuses(words: readonly string[]): boolean {
  return PLEADS.test(words.join(" ")) || words.some((word) => LEAVING.has(word) || PAUSING.has(word));
}

/** "jangan kirim malam-malam"; from when to when a morning is, is asked: "gak mau dikirim pagi". */
function quiet(plain: string, words: readonly string[]): Intent | null {
  const day = /\b(?:pagi|siang|sore)\b/.test(plain) && only(words, PARTS_OF_DAY, AROUND);
  if (day && PLEADS.test(plain)) return { kind: "which-setting", setting: "quiet", said: "" };
  const night = /malam|tidur/.test(plain) && only(words, NIGHT, AROUND, LEAVING, PAUSING);
  return night && refuses(words) ? { kind: "prefer", wanted: { quiet: USUAL_NIGHT } } : null;
}

/** Every word must belong to such a plea, and none may ask for the contrary ("jangan berhenti"). */
function leave(plain: string, words: readonly string[]): Intent | null {
  if (QUITS.test(plain)) return { kind: "goodbye" };
  if (
    LISTED.test(plain) &&
    words.some((word) => STRIKING.has(word)) &&
    only(words, STRIKING, LISTS, AROUND)
  ) {
    return /\b(?:tidak|jangan)\b/.test(plain) ? null : { kind: "goodbye" };
  }
  const annoyed = refuses(words) ? [ANNOYED, INSULTS] : [];
  if (
    !only(words, LEAVING, AROUND, ...annoyed) ||
    !words.every(namesNothing) ||
    /\b(?:tidak|jangan)(?: \w+)? (?:berhenti|matikan)\b/.test(plain)
  )
    return null;
  const pleads =
    words.some((word) => LEAVING.has(word)) ||
    (PLEADS.test(plain) && /\b(?:lagi|kirim|terima|berita|pesan|langganan|dapat|ganggu)\b/.test(plain));
  return pleads ? { kind: "goodbye" } : null;
}

/** What is to stop may be the thing itself ("stop babi"), and not us, where an insult means one, too: beside "lagi" or "kamu" it is us. */
function namesNothing(word: string, at: number, words: readonly string[]): boolean {
  return !MEANT_TOO.has(word) || AT_AN_END.has(words[at - 1] ?? "") || words[at + 1] === "kamu";
}

const MEANT_TOO = setOf("anjing babi monyet setan gila edan bodoh tai");
const AT_AN_END = setOf("lagi saja sekarang kamu langsung");

/** "salah nomor jangan kirim lagi"; who says no more than that is asked. */
export function wrongNumber(plain: string): Intent | null {
  const { what, rest } = WRONG_NUMBER.exec(plain)?.groups ?? {};
  if (rest !== undefined) return leave(rest, rest.split(" "));
  return what === undefined ? null : { kind: "unsure", words: null };
}

const WRONG_NUMBER = /^(?:ini )?salah(?<what> (?:nomor|sambung|kirim|alamat|orang))?(?: (?<rest>.+))?$/;

/** A plea of which not every word is known: whether it is one is asked, with a way on to the search that it may be. */
export function perhaps(plain: string, text: string): Intent | null {
  const reports = /^(?:ini )?(?:salah|keliru)\b/.test(plain);
  const words = plain.split(" ");
  const rude =
    refuses(words) &&
    words.some((word) => MEANT_TOO.has(word)) &&
    only(words, LEAVING, AROUND, ANNOYED, INSULTS);
  return (maybePleads(text) || rude || plain === "tidak mau") && !reports
    ? { kind: "unsure", words: null, search: text }
    : null;
}

/** "hapus saya dari daftar penerima" */
const LISTED = /\b(?:langganan|daftar|list|penerima)\b|\b(?:dari|dr) (?:\w+ )?(?:pesan|grup|sini)\b/;
const LISTS = setOf("daftar list penerima grup dr kontak");
const STRIKING = setOf("batalkan hapus keluar keluarkan coret");
const ANNOYED = setOf("berisik bising bosan capek cape males malas jenuh risih muak");

const QUITS =
  /^(?:(?:saya|mau) )*(?:keluar(?:kan)?|remove|opt out)(?: (?:saya|nomor|bot|grup|ini|sini|dari|layanan|langganan|lagi|saja|sekarang|juga))*$/;

/** What has no hours or days of its own to choose: "jangan kirim hari minggu", "kirim siang aja", "seminggu sekali". */
export function otherTimes(plain: string, words: readonly string[]): Intent | null {
  const sends =
    /\b(?:kirim|terima|ganggu|pesan)\b/.test(plain) &&
    /\b(?:saja|hanya|pas|kalau|setiap|jangan|tidak|jam|pukul)\b/.test(plain);
  const asks =
    (sends || /\b(?:seminggu|sepekan|sebulan) (?:se|satu |1 |dua |2 )kali\b/.test(plain)) &&
    only(words, SOME_TIME, AROUND);
  // "jangan kirim lagi setiap hari" names no time, and may well be a plea.
  const named = PLEADS.test(plain) ? plain.replace(/\bsetiap hari\b/, " ").split(" ") : words;
  return asks && named.some((word) => TIMES.has(word)) && !TODAY.test(plain) ? { kind: "other-times" } : null;
}

const TIMES = setOf(
  "senin selasa rabu kamis jumat sabtu minggu weekend weekday akhir pekan libur kerja kantor kuliah sekolah siang pagi sore malam subuh besok lusa jam pukul " +
    "seminggu sepekan sebulan setiap",
);
const SOME_TIME = new Set([
  ...TIMES,
  ...setOf(
    "hari pas waktu saat kalau sekali kali satu dua cukup dan sama antara sampai ketika lagi cuti puasa ramadan",
  ),
  ...Array.from({ length: 25 }, (_, hour) => String(hour)),
]);
const TODAY = /\b(?:hari|pagi|siang|sore|malam|minggu) (?:ini|lalu|kemarin)\b/; // the archive is asked for

const RARELY = setOf(
  "kirim berita pesan sekali sehari setiap hari pagi sore malam hanya saja mau saya jadi satu dalam digabung dirangkum ringkasan rangkuman rangkum ringkas dapat terima dan dua kali 1x 2x x 1 2 cukup untuk tidak",
);
/** Digests have their hours, and say which: "kirim tiap jam 7 pagi" asks for the morning's. */
const AT_HOUR =
  /\b(?:jam|pukul) \d{1,2}(?: [03]0)? (?=pagi|sore|malam)|(?<=pagi|sore|malam) (?:jam|pukul) \d{1,2}(?: [03]0)?$/g;
const AROUND_COUNT =
  /\b(?:saya|mau|hanya|cukup|kirim|maks|max|maksimal|maximal|paling banyak|batasi|berita|pesan|sehari|per hari|setiap hari|saja)\b/g;

/** "sehari sekali aja", "kirim pagi dan sore aja", "maksimal 5 berita", "sehari 3 aja" */
export function lessOften(typed: string): Intent | null {
  const plain = typed.replaceAll(AT_HOUR, "");
  if (only(plain.split(" "), RARELY) && !/\btidak (?:mau|kirim|terima|dapat)\b/.test(plain)) {
    const twice =
      /\b(?:2x|dua kali|2 kali|2 x) (?:sehari|setiap hari)\b|\bsehari (?:2x|dua kali|2 kali)\b/.test(plain);
    const once =
      /\b(?:sekali|satu kali|1 kali|1x) (?:sehari|setiap hari|saja)\b|\bsehari (?:sekali|satu kali|1x|1 kali)\b|dirangkum|digabung/.test(
        plain,
      );
    const morning = /\bpagi\b/.test(plain);
    const evening = /\b(?:sore|malam)\b/.test(plain);
    if (twice) return { kind: "prefer", wanted: { digest: { morning: true, evening: true } } };
    if (
      once ||
      ((morning || evening) && /\b(?:kirim|mau (?:dapat|terima)|ringkas(?:an)?|rangkum(?:an)?)\b/.test(plain))
    )
      return { kind: "prefer", wanted: { digest: { morning: morning || !evening, evening } } };
    if ((morning || evening) && /\b(?:setiap|saja|cukup)\b/.test(plain))
      return { kind: "which-setting", setting: "digest", said: "" };
  }
  const count =
    /\b(?:sehari|per hari|setiap hari)\b|^(?:hanya )?(?:maksimal|maks|max|paling banyak|batasi)\b/.test(plain)
      ? inDigits(plain).replaceAll(AROUND_COUNT, " ").trim()
      : "";
  const wanted = /^\d+$/.test(count) ? readPreferred("most", count) : null;
  return wanted === null ? null : { kind: "prefer", wanted };
}
