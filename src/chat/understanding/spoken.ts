import { courtesy, GRATEFUL } from "./courtesy.ts";
import type { Intent } from "./intent.ts";
import { AROUND, INSULTS, only, setOf } from "./known-words.ts";
import { opinionIn } from "./opinion-words.ts";
import { plainWords } from "./plain-words.ts";
import { lessOften, otherTimes, perhaps, readHowToLeave, silence, wrongNumber } from "./pleas.ts";
import { readTurnedOff } from "./settings.ts";
import { lessOf, noMoreOf, readFollow, readUnfollow, topicsAlone } from "./spoken-wishes.ts";
import type { Followable } from "./wishes.ts";

/**
 * What people say in their own words instead of a command, in a private chat; null for everything else, which is searched for. So each
 * rule knows every word that may stand in it: "stop dong, jangan kirim lagi" is understood, "jangan berhenti" is a search.
 */
export function readSpoken(text: string, followable: Followable): Intent | null {
  const words = plainWords(text);
  const plain = words.join(" ");
  const said = courtesy(text, followable);
  if (said !== null) return said;
  if (plain === "") return GRATEFUL.test(text) ? { kind: "thanks" } : null;
  const turnedOff = readTurnedOff(plain);
  if (turnedOff !== null) return { kind: "prefer", wanted: turnedOff };
  if (plain === "jangan ganggu" && /spam/i.test(text)) return { kind: "too-much" };
  if (words.some((word) => ASKING.has(word)) && only(words, ASKING, BEFORE_ASKING))
    return { kind: "ask-search" };
  return (
    unheard(plain, words) ??
    personal(plain, words) ??
    readHowToLeave(words) ??
    looksAtSettings(words) ??
    asksOfSubscription(words) ??
    wrongNumber(plain) ??
    silence(plain, words) ??
    lessOften(plain) ??
    otherTimes(plain, words) ??
    topicsAlone(text, words, followable) ??
    readUnfollow(plain, followable) ??
    readFollow(plain, text, followable) ??
    again(plain, words) ??
    complaint(plain, words, text) ??
    atLast(text, followable) ??
    lessOf(plain, text, followable) ??
    perhaps(plain, text)
  );
}

/** "min mau nanya dong" */
const ASKING = setOf("tanya nanya bertanya tanya-tanya tanya2 nanya2");
const BEFORE_ASKING = setOf("saya mau izin ijin numpang sesuatu dulu sebentar");

/**
 * What follows "langganan" and names nothing to follow: a plea to stop, wherever its word stands ("langganan saya tolong dihentikan", "langganan
 * politik stop"), a wish to come back, a question about us, or courtesy alone. null where it is none of these.
 */
export function readSubscription(rest: string, followable: Followable): Intent | null {
  const words = plainWords(`langganan ${rest}`);
  const plain = words.join(" ");
  const asks = only(words, ASKED_OF, AROUND) && !isAgain(plain);
  return (
    readHowToLeave(words) ??
    silence(plain, words) ??
    noMoreOf(words, followable) ??
    again(plain, words) ??
    (asks ? { kind: "show-topics" } : null)
  );
}

/** "lanjut", said to a list that has more. */
export function asksForMore(text: string): boolean {
  return /^(?:lagi|lanjut|lanjutkan|next|berikutnya|selanjutnya|berita (?:lagi|lain|lainnya)|yang lain|ada lagi(?: tidak)?|mana lagi|apa lagi|mau lagi)$/.test(
    plainWords(text).join(" "),
  );
}

const UNHEARD = setOf(
  "kenapa saya tidak belum dapat terima kirim ada masuk berita pesan lagi berhenti ini sama sekali yang ke sampai mana",
);

/** "kok belum ada berita?": what they follow, and whether they are quiet, tells them. */
function unheard(plain: string, words: readonly string[]): Intent | null {
  const asks =
    /^(?=.*\b(?:kenapa|belum)\b).*\b(?:tidak|belum|berhenti)\b.*\b(?:dapat|terima|kirim|ada|masuk|sampai)\b/.test(
      plain,
    );
  return asks && only(words, UNHEARD) && /berita|pesan|kirim|dapat|terima/.test(plain)
    ? { kind: "show-topics" }
    : null;
}

const DATA = setOf(
  "data akun nomor kontak saya hapus apa saja yang simpan disimpan menyimpan dipakai kalian kamu semua tentang di sini untuk privasi kebijakan dari mau dapat mana",
);
const ASKED_WHY = setOf(
  "kenapa saya dapat kirim terima ini itu berita pesan ke sampai masuk muncul mana dari",
);

function personal(plain: string, words: readonly string[]): Intent | null {
  if (only(words, DATA)) {
    if (/hapus/.test(plain) && /data|akun|nomor|kontak/.test(plain))
      return { kind: "erase", confirmed: false };
    if (/^(?:kebijakan )?privasi$|disimpan|simpan|dipakai|data saya/.test(plain)) return { kind: "data" };
    if (
      /^dapat nomor saya dari mana$|^nomor saya dapat dari mana$|^dari mana (?:kamu |kalian )?dapat nomor saya$/.test(
        plain,
      )
    )
      return { kind: "data" };
  }
  const why =
    words.includes("kenapa") &&
    only(words, ASKED_WHY) &&
    /dapat|kirim|terima|sampai|masuk|muncul/.test(plain);
  return why ? { kind: "why" } : null;
}

const ASKED_OF = setOf(
  "apa saja ada mana berapa gratis bayar berbayar bagaimana cara caranya baru yuk yang kapan habis berakhir belum masih aktif perpanjang",
);

/** "sudah langganan belum ya", "langganan habis kapan" */
function asksOfSubscription(words: readonly string[]): Intent | null {
  const asks = words.includes("langganan") && words.some((word) => OF_ITS_TERM.has(word));
  return asks && only(words, ASKED_OF, AROUND) ? { kind: "show-topics" } : null;
}

const OF_ITS_TERM = setOf("kapan habis berakhir belum masih aktif perpanjang gratis bayar berbayar");

const SHOWN = setOf("topik kategori langganan ikuti");
const SHOWING = setOf("apa daftar list menu pilihan lihat liat cek status ganti ubah atur mana info");
const TUNED = setOf("pengaturan setting settings setelan");
const TUNING = setOf("waktu jam jadwal pesan");

/** "topik apa aja", "cek langganan", "ganti topik"; "atur jam", "pengaturan saya": what there is and how it stands. */
function looksAtSettings(words: readonly string[]): Intent | null {
  const has = (set: ReadonlySet<string>): boolean => words.some((word) => set.has(word));
  const changes = words.some((word) => /^(?:atur|ubah|ganti|cek|lihat)$/.test(word));
  const tunes = has(TUNED) || (changes && has(TUNING) && !has(SHOWN));
  if (tunes && only(words, TUNED, TUNING, SHOWING, AROUND)) return { kind: "settings" };
  const alone = words.length === 1 && (words[0] === "topik" || words[0] === "kategori");
  const asks = alone || (has(SHOWN) && has(SHOWING));
  return asks && only(words, SHOWN, SHOWING, TOPICS_SHOWN) ? { kind: "show-topics" } : null;
}

const TOPICS_SHOWN = setOf("saja ada yang saya kamu sini di semua tersedia berita dong punya mau");

/** "terlalu ramai, jangan kirim politik lagi": whatever came before. */
function atLast(text: string, followable: Followable): Intent | null {
  const clauses = text.split(/[,.;!?\n]+/).filter((clause) => /\p{L}/u.test(clause));
  const words =
    clauses.length > 1
      ? plainWords((clauses.at(-1) ?? "").replace(/^\s*(?:tapi|tetapi|tp|jadi)\b/i, ""))
      : [];
  const plain = words.join(" ");
  return words.length > 0 ? (silence(plain, words) ?? readUnfollow(plain, followable)) : null;
}

const AGAIN = setOf("lanjutkan kirim mulai lagi berita pesan langganan saya mau kembali jeda selesai akhiri");

/** "aktifkan lagi", "kirim lagi dong" */
function again(plain: string, words: readonly string[]): Intent | null {
  return isAgain(plain) && only(words, AGAIN) ? { kind: "come-back" } : null;
}

function isAgain(plain: string): boolean {
  return /\blanjutkan\b|^(?:mau |saya )*(?:kirim|mulai|langganan)(?: berita)? (?:kembali|lagi)$|(?:selesai|akhiri) jeda/.test(
    plain,
  );
}

const TOO_MUCH = setOf(
  "kenapa kurangi jangan kebanyakan terlalu banyak sering sering-sering berisik bising ganggu bosan capek cape males cukup blokir berita pesan ini saya dapat terima kirim kirimnya masuk masih saja mulu",
);
const INSULTED = setOf("bot ini kamu dasar admin");
const INSULTING = /\b(?:bangsat|brengsek|gobl?o[kg]|tolol|bego|bodoh|kampret|janc[ou]k|bajingan|sialan)\b/;
const SAID_OF = setOf(
  "ini itu berita judul data isi tadi yang salah keliru hoaks hoax bohong ngawur ngaco tidak benar akurat sesat fitnah",
);
/** A part of an alert that somebody finds at fault, in words that editors should read. */
const FAULTY =
  /^(?:(?:ini|itu|berita) )?(?:judul|angka|nama|foto|gambar|link|tautan|tanggal)(?:nya)?(?: (?:berita|ini|itu|yang|tadi))* (?:typo|salah(?: ketik| tulis)?|keliru|error|rusak|tidak (?:di ?)?(?:buka|dibuka|kebuka|muncul|benar|sesuai))(?: (?:ini|itu))?$/;

function complaint(plain: string, words: readonly string[], text: string): Intent | null {
  if (FAULTY.test(plain)) return { kind: "feedback", verdict: "wrong", words: opinionIn(text) };
  if (only(words, INSULTS, INSULTED, TOO_MUCH) && INSULTING.test(plain)) return { kind: "too-much" };
  if (
    only(words, TOO_MUCH, INSULTS) &&
    /kebanyakan|\bkenapa masih (?:saja )?(?:kirim|dapat|terima)|(?:terlalu|jangan) (?:banyak|sering)|^kenapa (?:berita |pesan |kirim )*(?:banyak|sering)|^kurangi\b|berisik|bising|^ganggu$|bosan|capek|cape|males|^cukup$|blokir/.test(
      plain,
    )
  )
    return { kind: "too-much" };
  const wrong =
    words.length > 1 &&
    only(words, SAID_OF) &&
    /salah|keliru|hoaks|hoax|bohong|ngawur|ngaco|tidak (?:benar|akurat)|sesat|fitnah/.test(plain);
  return wrong ? { kind: "feedback", verdict: "wrong", words: null } : null;
}
