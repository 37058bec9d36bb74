import { plainWords } from "./plain-words.ts";

/** The shortest answers: yes, no, a number, and to leave. */

export const NUMBERS = /^\d{1,2}[.)]?(?:(?:\s*[,&]\s*|\s+(?:dan\s+)?)\d{1,2}[.)]?){0,20}$/;

export const YES = new Set(["ya", "y", "iya", "ok", "oke", "yes", "siarkan", "kirim", "setuju", "setujui"]);

/** "stop", "tolong hentikan ya": what would turn a setting off, too, were it not for this. */
export function isLeaving(text: string): boolean {
  return /^(?:berhenti|keluar)$/.test(plainWords(text).join(" "));
}

export const NO = new Set([
  "batal",
  "batalkan",
  "tidak",
  "jangan",
  "no",
  "cancel",
  "tolak",
  "gak",
  "ga",
  "nggak",
  "enggak",
]);

/** "batal", "gak jadi deh", "nanti aja". */
export function isNo(text: string): boolean {
  return NO.has(bare(text)) || DECLINES.test(plainWords(text).join(" "));
}

const DECLINES =
  /^(?:(?:(?:tidak|jangan) (?:jadi|usah|perlu)|tidak|jangan|batalkan|nanti)(?: (?:saja|dulu|lagi))*|tidak mau(?: dulu)?)$/;

/** Lower case, without the marks around it: "STOP!!" is "stop". */
export function bare(text: string): string {
  return text.toLowerCase().replaceAll(MARKS_AROUND, "") || text;
}

/** A run of marks is tried from its first alone: from each, a thousand of them would cost a million steps. */
const MARKS_AROUND = /^[^\p{L}\p{N}?]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu;
