import type { ConversationState } from "../state.ts";
import { type Context, isOver, ON_SCREEN_MS } from "./context.ts";
import type { Intent } from "./intent.ts";
import { only, setOf } from "./known-words.ts";
import { inDigits } from "./number-words.ts";
import { plainWords } from "./plain-words.ts";
import { isNo } from "./replies.ts";

/** What is said about our last answer: about one of the articles it listed, or about what it changed. */

/**
 * "yang pertama", "buka yang ketiga", "yang terakhir" among listed articles. A bare number is a choice of the list's own where it has numbered
 * ones, so that nothing is followed by who wants to read on.
 */
export function readOn(text: string, state: ConversationState, context: Context): Intent | null {
  const { listed, choices, awaiting } = state;
  if (listed.length === 0 || awaiting !== null || context.kind !== "private" || isOver(state, context))
    return null;
  const [word = "", ...others] = plainWords(text.replaceAll(/\bke (?=\d\b)/gi, "ke")).filter(
    (one) => !OPENING.has(one),
  );
  if (others.length > 0) return null;
  const number = ORDINALS.get(word) ?? digitIn(choices.length === 0 ? inDigits(word) : word);
  if (number === null || (choices.length > 0 && /^\d/.test(word))) return null;
  return number === 0 || number > listed.length
    ? { kind: "no-such-choice", of: listed.length }
    : { kind: "read-on", nth: number };
}

/** "2", "ke-2" */
function digitIn(word: string): number | null {
  const digit = /^(?:ke-?)?(?<digit>\d)$/.exec(word)?.groups?.["digit"];
  return digit === undefined ? null : Number(digit);
}

const OPENING = setOf(
  "yang itu berita artikel buka bukain baca bacain lihat liat mau saya pilih nomor nomer no dong paling tentang isi isinya detail detailnya lengkap lengkapnya",
);
const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...["pertama kesatu atas teratas", "kedua", "ketiga", "keempat", "kelima"].flatMap((names, i) =>
    names.split(" ").map((name): [string, number] => [name, i + 1]),
  ),
  ...["terakhir", "bawah", "terbawah"].map((name): [string, number] => [name, -1]),
]);

/** "selengkapnya", "linknya mana"; to an alert also "kapan?" and "di mana kejadiannya". */
export function asksForMoreOfIt(words: readonly string[], aboutOurs: boolean): boolean {
  if (words.length === 2 && words.includes("siapa") && words.includes("ini")) return false; // that is who we are
  const source = words.some((word) => REST.has(word)) && only(words, REST, BESIDE_REST);
  return (
    source || (aboutOurs && words.some((word) => QUESTIONS.has(word)) && only(words, QUESTIONS, ASKED_OF_IT))
  );
}

const REST = setOf(
  "selengkapnya lengkapnya detailnya rinciannya link linknya tautan tautannya sumbernya artikelnya isinya lanjutannya kelanjutannya",
);
const BESIDE_REST = setOf(
  "baca kirim mau beri kasih mana ada lihat liat di dari berita itu ini yang saya apa",
);
const QUESTIONS = setOf("kapan mana dimana berapa siapa");
const ASKED_OF_IT = setOf("di jam kejadiannya terjadinya lokasinya tempatnya korbannya itu ini yang");

/**
 * "gak jadi", "salah pencet", "batalkan yang tadi" right after something changed. Not what says more by itself, which is `meant`: a plea to
 * stop ("batalkan langganan"), or an alert's fault in answer to it ("salah itu").
 */
export function takenBack(
  text: string,
  { undo }: ConversationState,
  { since, aboutOurs }: Context,
  meant: () => Intent | null,
): Intent | null {
  if (undo === null || since > ON_SCREEN_MS) return null;
  const words = plainWords(text);
  const said =
    (isNo(text) && words[1] !== "mau") || // "tidak mau" may be a plea
    (words.some((word) => UNDOING.has(word)) && only(words, UNDOING, BESIDE_UNDOING));
  if (!said) return null;
  const { kind } = meant() ?? {};
  const saysMore = kind === "goodbye" || (aboutOurs && kind === "feedback" && !SLIP.test(text));
  return saysMore ? null : { kind: "take-back", says: undo };
}

const SLIP = /\bsalah (?:pencet|tekan|pilih)\b/i;
const UNDOING = setOf("bukan batalkan salah kepencet ketekan urungkan undo balikin kembalikan jadi");
const BESIDE_UNDOING = setOf(
  "yang tadi barusan itu ini saja dulu pencet tekan ketik pilih tidak jangan hapus langganan berhenti ikuti seperti semula sebelumnya terakhir",
);

/** "bukan itu", "salah, bukan yang itu": another answer is wanted. */
export function wantsAnother(text: string): boolean {
  return /^(?:salah )?bukan(?: yang)?(?: (?:itu|ini))?(?: maksud(?: saya|nya|ku)?)?$/.test(
    plainWords(text).join(" "),
  );
}

/** Whether it is asked if something is true: "ini hoax bukan?", "bener ga". Who says "ini hoax" or "tidak benar" reports it. */
export function asksIfTrue(text: string): boolean {
  const words = plainWords(text);
  const plain = words.join(" ");
  if (!only(words, OF_TRUTH) || !TRUTH.test(plain)) return false;
  return /\?\s*$/.test(text) || DOUBTS.test(plain);
}

const OF_TRUTH = setOf(
  "ini itu berita pesan apa apakah benar benarkah bener beneran betul betulkah betulan hoax hoaks hoak fakta asli palsu valid bohong tidak bukan atau yang " +
    "tadi serius masa dari di grup",
);
const TRUTH =
  /\b(?:benar|benarkah|bener|beneran|betul|betulkah|betulan|hoax|hoaks|hoak|fakta|asli|palsu|valid|bohong|serius|masa)\b/;
const DOUBTS =
  /\b(?:benar|bener|betul|hoax|hoaks|hoak|fakta|asli|palsu|valid|bohong) (?:tidak|bukan|apa|atau)\b|^(?:ini |itu )?(?:apa|apakah|benarkah|betulkah|beneran|masa)\b/;

/** Whether a short question may be about what was looked for before: "yang kemarin?", "kalau minggu lalu". */
export function mayGoOn(text: string): boolean {
  const words = plainWords(text);
  return words.length <= 4 && !words.some((word) => ANEW.has(word));
}

const ANEW = setOf("berita apa semua terbaru terkini ada");
