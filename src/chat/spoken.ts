import type { Wish } from "./follows.ts";
import type { Intent } from "./intent.ts";
import { inDigits } from "./number-words.ts";
import { plainWords } from "./plain-words.ts";
import { readPreferred, USUAL_NIGHT } from "./preferences.ts";
import { type Followable, inFilterMarks, readAnyWishes, readWishes, type Wishes } from "./wishes.ts";

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
  return (
    unheard(plain, words) ??
    personal(plain, words) ??
    howToLeave(words) ??
    looksAtSettings(words) ??
    wrongNumber(plain) ??
    silence(plain, words) ??
    lessOften(plain, words) ??
    topicsAlone(text, words, followable) ??
    unfollow(plain, followable) ??
    follow(plain, followable) ??
    again(plain, words) ??
    complaint(plain, words) ??
    atLast(text, followable) ??
    perhaps(plain, text)
  );
}

/**
 * What follows "langganan" and names nothing to follow: a plea to stop, wherever its word stands ("langganan saya tolong dihentikan", "langganan
 * politik stop"), a wish to come back, a question about us, or courtesy alone. null where it is none of these.
 */
export function readSubscription(rest: string, followable: Followable): Intent | null {
  const words = plainWords(`langganan ${rest}`);
  const plain = words.join(" ");
  const asks = only(words, ASKED_OF, AROUND) && !isAgain(plain);
  return (
    howToLeave(words) ??
    silence(plain, words) ??
    noMoreOf(words, followable) ??
    again(plain, words) ??
    (asks ? { kind: "show-topics" } : null)
  );
}

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

/** What is not to come any more, by "stop gempa" or "jangan kirim berita bola": a plea to whoever follows it, and to everyone else words like others. */
export function refusedIn(text: string, followable: Followable): Wishes | null {
  const { what = "" } = NO_MORE.exec(plainWords(text).join(" "))?.groups ?? {};
  const wishes = what === "" ? null : readAnyWishes(what, followable);
  return wishes === null || wishes.wishes.length === 0 || wishes.except !== undefined ? null : wishes;
}

/** Followed words as a button says them: `"stop" kontak` cannot be taken for a plea. */
export function asKeywords(words: string): string {
  const plea = soundsLikePlea(words) || readLeaving(words) !== null;
  return inFilterMarks(plea ? words.replace(/^\S+/, '"$&"') : words);
}

/** "lanjut", said to a list that has more. */
export function asksForMore(text: string): boolean {
  return /^(?:lagi|lanjut|lanjutkan|next|berikutnya|selanjutnya|berita (?:lagi|lain|lainnya)|yang lain|ada lagi|mau lagi)$/.test(
    plainWords(text).join(" "),
  );
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

function only(words: readonly string[], ...known: readonly ReadonlySet<string>[]): boolean {
  return words.every((word) => known.some((set) => set.has(word)));
}

/** What may stand beside the word that matters: ourselves, them, and what is sent. */
const AROUND = setOf(
  "kirim terima dapat berita pesan langganan lagi ini itu semua semuanya sini sekarang saya ke mau perlu butuh usah ganggu bot nomor " +
    "dari kamu kalian anda layanan selamanya total langsung untuk yang di saja hanya jadi mulai pernah tidak jangan dulu sementara sebentar " +
    "ikuti juga jg segera cukup ginian beginian gituan begituan",
);

// --- courtesy ----------------------------------------------------------------

/** Lower case, without marks. */
function bareOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[,.!?]+/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const THANKS =
  /^(?:(?:terima ?kasih|makasih|makasi|mksh|trims|suwun|matur nuwun|thanks?|thx|thank you|tq|ok|oke|okay|sip|siip|baik|baiklah|mantap|siap|bagus|keren)(?: (?:banyak|ya|kak|min|pak|bu|infonya|atas infonya|beritanya|you|banget))*(?: |$))+$/;

const GRATEFUL = /makasi|terima ?kasih|suwun|\b(?:thanks|thx|trims|mksh|tks|tq)\b/i; // where nothing is said but courtesy

/** Nobody is spoken to. */
const MUTTERING =
  /^(?:(?:wk)+w?|(?:ha)+h?|(?:he)+h?|(?:hi){2,}|lol|oh|ooh?|oh (?:gitu|begitu|ya|ok|oke)|gitu|begitu|ya udah|yaudah|ya sudah|hm+|selamat tidur)$/;

/** "P" is how many an Indonesian knocks at a door. */
const GREETING =
  /^(?:p|ping|test?|tes|min|admin|kak|(?:ha(?:l+)o+|hai+|hi|hello|hey|hei|permisi|punten|kulo nuwun|apa kabar|assalamu ?[’']?alaikum(?: wr wb)?|(?:selamat )?(?:pagi|siang|sore|malam))(?: (?:min|admin|kak|ka|pak|bu|mas|mbak|gan|sis|bro|semua|semuanya|redaksi|kabar kilat|ya))*)$/;
const WHO =
  /^(?:maaf )?(?:(?:kamu|anda|ini|kalian) (?:siapa|apa|bot|robot|apaan)(?: (?:ya|sih|ini))?|siapa (?:ini|kamu|anda|kalian)(?: ya)?|ini nomor siapa(?: ya)?|nomor siapa ini|(?:apa )?ini bot(?: ya)?|kabar kilat(?: itu)? apa|apa itu kabar kilat|what is this|who are you|who is this)$/;
const HOW =
  /^(?:(?:bagaimana|gimana) cara(?:nya| pakainya| pakai| langganan| berlangganan)?|cara(?:nya| pakainya)? (?:gimana|bagaimana)|cara (?:pakai|pakainya|menggunakan|langganan|berlangganan)|bisa apa (?:aja|saja)|kamu bisa apa|tolong bantu|bingung|apa|apaan|gimana|bagaimana|(?:apa )?maksud(?:nya|mu)(?: apa| gimana)?|help me|how does this work)(?: (?:ya|sih|min|kak|bot ini|nya))*$/;

const HUMAN =
  /^(?:(?:mau|saya|bisa|tolong|cara|min) )*(?:hubungi|menghubungi|kontak|ngomong|bicara|ngobrol|chat) (?:(?:sama|dengan|ke|langsung) )*(?:admin|redaksi|operator|cs|manusia|orang)(?:nya)?\b/;

const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u200D]/gu;

/** A picture without words: folded hands thank, a wave greets. */
function pictures(text: string, followable: Followable): Intent | null {
  const alone = PICTURE.test(text) && text.replaceAll(PICTURE, "").trim() === "";
  if (!alone) return null;
  if (/[🙏👌🙌]/u.test(text)) return { kind: "thanks" };
  return text.includes("👋") ? knocks(followable) : null;
}

function courtesy(text: string, followable: Followable): Intent | null {
  const shown = pictures(text, followable);
  if (shown !== null) return shown;
  const said = bareOf(text.replaceAll(PICTURE, " "));
  if (HUMAN.test(said)) return { kind: "who" };
  if (MUTTERING.test(said)) return { kind: "silence" };
  if (THANKS.test(said)) return { kind: "thanks" };
  if (GREETING.test(said)) return knocks(followable);
  if (WHO.test(said)) return { kind: "who" };
  return HOW.test(said) ? { kind: "help" } : null;
}

function knocks({ topics }: Followable): Intent {
  return { kind: "start", wishes: readWishes("", topics) };
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

// --- their data, and why -------------------------------------------------------

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

// --- less, or nothing ----------------------------------------------------------

const LEAVING = setOf("berhenti matikan");
/** These end a subscription, too, where it is named. */
const ENDING = setOf("batalkan hapus");
const PAUSING = setOf("jeda pause libur istirahat senyap tunda tahan");
const SPAN =
  /(?:selama )?(?:(?:\d{1,2}|satu|dua|tiga|empat|lima|enam|tujuh) (?:jam|hari|minggu|bulan)|sejam|sehari|seminggu|sepekan|sebulan|hari ini|malam ini|sampai (?:besok|senin|selasa|rabu|kamis|jumat|sabtu|minggu|pekan)(?: pagi| depan)?)/;
const PLEADS =
  /\b(?:jangan (?:pernah )?(?:lagi )?(?:kirim|ganggu|terima|langganan|pesan)|tidak (?:mau|usah|perlu|butuh|jadi)|untuk tidak (?:lagi )?kirim)\b/;
const ASKED_HOW = setOf("cara caranya bagaimana supaya biar agar kalau batalkan hapus");
const ASKED_OF = setOf("apa saja ada mana berapa gratis bayar berbayar bagaimana cara caranya baru yuk yang");

/** "gimana cara berhenti?" is told how, and not sent away. */
function howToLeave(words: readonly string[]): Intent | null {
  const asks = words.some((word) => /^(?:cara(?:nya)?|bagaimana)$/.test(word));
  const ends = words.some((word) => LEAVING.has(word) || ENDING.has(word));
  return asks && ends && only(words, ASKED_HOW, LEAVING, AROUND) ? { kind: "how-to-leave" } : null;
}

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

const TOPICS_SHOWN = setOf("saja ada yang saya kamu sini di semua tersedia berita dong punya");

function silence(plain: string, words: readonly string[]): Intent | null {
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

/** "jangan kirim jam 10 malam sampai 5 pagi" */
function hours(plain: string): Intent | null {
  const { from = "", until = "", zone = "" } = HOURS.exec(plain)?.groups ?? {};
  const rest = plain
    .replace(HOURS, " ")
    .split(" ")
    .filter((word) => word !== "");
  if (from === "" || !refuses(rest) || !only(rest, NIGHT, AROUND, LEAVING, PAUSING)) return null;
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
  const annoyed = words.some((word) => LEAVING.has(word)) ? [ANNOYED] : [];
  if (
    !only(words, LEAVING, AROUND, ...annoyed) ||
    /\b(?:tidak|jangan)(?: \w+)? (?:berhenti|matikan)\b/.test(plain)
  )
    return null;
  const pleads =
    words.some((word) => LEAVING.has(word)) ||
    (PLEADS.test(plain) && /\b(?:lagi|kirim|terima|berita|pesan|langganan|dapat|ganggu)\b/.test(plain));
  return pleads ? { kind: "goodbye" } : null;
}

/** "salah nomor jangan kirim lagi"; who says no more than that is asked. */
function wrongNumber(plain: string): Intent | null {
  const { what, rest } = WRONG_NUMBER.exec(plain)?.groups ?? {};
  if (rest !== undefined) return leave(rest, rest.split(" "));
  return what === undefined ? null : { kind: "unsure", words: null };
}

const WRONG_NUMBER = /^(?:ini )?salah(?<what> (?:nomor|sambung|kirim|alamat|orang))?(?: (?<rest>.+))?$/;

/** "terlalu ramai, jangan kirim politik lagi": whatever came before. */
function atLast(text: string, followable: Followable): Intent | null {
  const clauses = text.split(/[,.;!?\n]+/).filter((clause) => /\p{L}/u.test(clause));
  const words = clauses.length > 1 ? plainWords(clauses.at(-1) ?? "") : [];
  const plain = words.join(" ");
  return words.length > 0 ? (silence(plain, words) ?? unfollow(plain, followable)) : null;
}

/** A plea of which not every word is known: whether it is one is asked, with a way on to the search that it may be. */
function perhaps(plain: string, text: string): Intent | null {
  const reports = /^(?:ini )?(?:salah|keliru)\b/.test(plain);
  return (maybePleads(text) || plain === "tidak mau") && !reports
    ? { kind: "unsure", words: null, search: text }
    : null;
}

/** "hapus saya dari daftar penerima" */
const LISTED = /\b(?:langganan|daftar|list|penerima)\b|\b(?:dari|dr) (?:\w+ )?(?:pesan|grup|sini)\b/;
const LISTS = setOf("daftar list penerima grup dr kontak");
const STRIKING = setOf("batalkan hapus keluar keluarkan coret");
const ANNOYED = setOf("berisik bising bosan capek cape males malas jenuh risih");

const QUITS =
  /^(?:(?:saya|mau) )*(?:keluar(?:kan)?|remove|opt out)(?: (?:saya|nomor|bot|grup|ini|sini|dari|layanan|langganan|lagi|saja|sekarang|juga))*$/;

const RARELY = setOf(
  "kirim berita pesan sekali sehari setiap hari pagi sore malam hanya saja mau saya jadi satu dalam digabung dirangkum ringkasan rangkuman dan dua kali 1x 2x x 1 2 cukup untuk tidak",
);
const AROUND_COUNT =
  /\b(?:saya|mau|hanya|cukup|kirim|maks|max|maksimal|maximal|paling banyak|batasi|berita|pesan|sehari|per hari|setiap hari|saja)\b/g;

/** "sehari sekali aja", "kirim pagi dan sore aja", "maksimal 5 berita", "sehari 3 aja" */
function lessOften(plain: string, words: readonly string[]): Intent | null {
  if (only(words, RARELY) && !/\btidak (?:mau|kirim|terima|dapat)\b/.test(plain)) {
    const twice =
      /\b(?:2x|dua kali|2 kali|2 x) (?:sehari|setiap hari)\b|\bsehari (?:2x|dua kali|2 kali)\b/.test(plain);
    const once =
      /\b(?:sekali|satu kali|1 kali|1x) (?:sehari|setiap hari|saja)\b|\bsehari (?:sekali|satu kali|1x|1 kali)\b|dirangkum|digabung/.test(
        plain,
      );
    const morning = /\bpagi\b/.test(plain);
    const evening = /\b(?:sore|malam)\b/.test(plain);
    if (twice) return { kind: "prefer", wanted: { digest: { morning: true, evening: true } } };
    if (once || ((morning || evening) && /\b(?:kirim|ringkasan|rangkuman)\b/.test(plain)))
      return { kind: "prefer", wanted: { digest: { morning: morning || !evening, evening } } };
  }
  const count =
    /\b(?:sehari|per hari|setiap hari)\b|^(?:hanya )?(?:maksimal|maks|max|paling banyak|batasi)\b/.test(plain)
      ? inDigits(plain).replaceAll(AROUND_COUNT, " ").trim()
      : "";
  const wanted = /^\d+$/.test(count) ? readPreferred("most", count) : null;
  return wanted === null ? null : { kind: "prefer", wanted };
}

// --- what they follow ----------------------------------------------------------

const LINKS = String.raw`(?:(?:kalau|ada|berita|tentang|topik|semua|setiap|yang|untuk|langganan|kata|dari|saya|pesan) )*`;
const AFTER = String.raw`(?: (?:setiap hari|sekarang|lagi|saja))*`;
const WANTS = new RegExp(
  String.raw`^(?:(?:saya|mau|langsung) )*(?<verb>langganan|daftar|ikuti|kabari) ${LINKS}(?<what>.+?)${AFTER}$`,
);
const DAILY = new RegExp(
  String.raw`^(?:(?:saya|mau) )*(?:kirim|terima|dapat) ${LINKS}(?<what>.+?) setiap hari${AFTER}$`,
);
const JOINS =
  /^(?:(?:saya|mau|cara|bagaimana|mulai) )*(?:langganan|daftar|gabung|join|ikutan|bergabung)(?: (?:langganan|berita|di sini))?$/;

function follow(plain: string, followable: Followable): Intent | null {
  if (JOINS.test(plain)) return knocks(followable);
  if (URGENT_ONLY.test(plain)) return { kind: "follow", wishes: readWishes("kilat saja", followable.topics) };
  const toldWhen = plain.replaceAll(/\b(?:kasih|beri) (?:tau|tahu)\b/g, "kabari");
  const { what = "", verb } = WANTS.exec(toldWhen)?.groups ?? DAILY.exec(toldWhen)?.groups ?? {};
  if (what === "" || COMMON_ONLY.test(what)) return null;
  if (verb === "daftar") return ofTopics(what, followable, "follow"); // "daftar harga pangan" is looked for
  const wishes = readAnyWishes(what, followable);
  return wishes.wishes.length > 0 ? { kind: "follow", wishes } : null;
}

/** "ekonomi aja", "hanya politik", "semua kecuali olahraga", "tambah ekonomi": nothing but topics, and what is to become of them. */
function topicsAlone(text: string, words: readonly string[], followable: Followable): Intent | null {
  const named = readTopics(text, followable);
  const { wishes, except = [], unknown, only } = named;
  if (unknown.length > 0 || except.some(isAll)) return null;
  const drops = wishes.length > 0 && words.some((word) => DROPPING.has(word));
  if (drops || (except.length > 0 && wishes.length === 0))
    return { kind: "unfollow", wishes: { wishes: drops ? wishes : except, unknown } };
  const clear = only || except.length > 0 || words.some((word) => ADDING.has(word));
  return clear && wishes.length > 0 && (except.length > 0 || !wishes.some(isAll))
    ? { kind: "follow", wishes: named }
    : null;
}

function isAll({ kind }: Wish): boolean {
  return kind === "all";
}

/** The topics that are named, without the words that ask for them: "saya mau yang ekonomi". */
export function readTopics(text: string, { topics }: Followable): Wishes {
  const words = plainWords(text).filter(
    (word) => ![ADDING, DROPPING, ASKING_FOR].some((set) => set.has(word)),
  );
  return readWishes(words.join(" "), topics);
}

const DROPPING = setOf("cabut lepas copot keluar");
const ADDING = setOf("tambah pilih ikut ikutan ikuti");
const ASKING_FOR = setOf("saya mau kirim terima dapat langganan kasih beri tertarik suka dari");

/** "cuma yang penting aja" */
const URGENT_ONLY =
  /^(?=.*\b(?:hanya|saja|cukup)\b)(?:(?:saya|mau|kirim|hanya|cukup|yang|berita) )*(?:kilat|darurat|penting|penting-penting)(?: saja)*$/;
const COMMON_ONLY = /^(?:lagi|ini|itu|semua orang|saya|mau)$/;
const NO_MORE = new RegExp(
  String.raw`^(?:(?:saya|mau) )*(?<verb>jangan|tidak (?:mau|usah|perlu)|berhenti|hapus|batalkan|matikan|kurangi)(?: lagi)? (?<asked>(?:(?:ikuti|langganan|kirim|terima|dapat|berita|topik|tentang|pesan|saya|ke|dari|yang|lagi) )*)(?<what>.+?)(?: (?:lagi|saja|sekarang|saya))*$`,
);

/** "gak usah kirim berita politik lagi"; other words than a topic's only where it is said that they are followed. */
function unfollow(plain: string, followable: Followable): Intent | null {
  const { what = "", asked = "", verb = "" } = NO_MORE.exec(plain)?.groups ?? {};
  if (what === "") return null;
  if (!/ikuti|langganan/.test(asked) || verb === "jangan") return ofTopics(what, followable, "unfollow");
  const wishes = readAnyWishes(what, followable);
  return wishes.except === undefined ? { kind: "unfollow", wishes } : { kind: "unsure", words: null };
}

const REFUSAL = setOf("tidak mau usah perlu jangan");

/** "langganan politik stop", "langganan ekonomi gak usah": a topic, and that it is not wanted. */
function noMoreOf(words: readonly string[], followable: Followable): Intent | null {
  const ends = (word: string): boolean => LEAVING.has(word) || ENDING.has(word);
  const refused = words.some(ends) || PLEADS.test(words.join(" "));
  const what = words.filter((word) => !ends(word) && !REFUSAL.has(word) && !AROUND.has(word));
  return refused ? ofTopics(what.join(" "), followable, "unfollow") : null;
}

function ofTopics(what: string, { topics }: Followable, kind: "follow" | "unfollow"): Intent | null {
  const wishes: Wishes = readWishes(what, topics);
  if (wishes.wishes.length === 0 || wishes.unknown.length > 0) return null;
  return kind === "unfollow" && wishes.except !== undefined
    ? { kind: "unsure", words: null }
    : { kind, wishes };
}

// --- and then ------------------------------------------------------------------

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
  "kurangi jangan kebanyakan terlalu banyak sering sering-sering berisik bising ganggu bosan capek cape males cukup blokir berita pesan ini saya dapat terima kirim kirimnya masuk",
);
const SAID_OF = setOf(
  "ini itu berita judul data isi tadi yang salah keliru hoaks hoax bohong ngawur ngaco tidak benar akurat sesat fitnah",
);

function complaint(plain: string, words: readonly string[]): Intent | null {
  if (
    only(words, TOO_MUCH) &&
    /kebanyakan|(?:terlalu|jangan) (?:banyak|sering)|^kurangi\b|berisik|bising|^ganggu$|bosan|capek|cape|males|^cukup$|blokir/.test(
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
