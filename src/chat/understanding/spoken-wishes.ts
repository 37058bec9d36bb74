import { regionNamed } from "../../articles/region.ts";
import type { Wish } from "../follows.ts";
import { knocks } from "./courtesy.ts";
import type { Intent } from "./intent.ts";
import { AROUND, setOf } from "./known-words.ts";
import { plainWords } from "./plain-words.ts";
import { ENDING, LEAVING, PLEADS } from "./pleas.ts";
import { readWishes } from "./topic-names.ts";
import { type Followable, readAnyWishes, type Wishes } from "./wishes.ts";

/** What is to be followed, or followed no longer, in a whole sentence. */

/**
 * What is not to come any more, by "stop gempa" or "jangan kirim berita bola": a plea to whoever follows it, and to everyone else words like
 * others.
 */
export function refusedIn(text: string, followable: Followable): Wishes | null {
  const plain = plainWords(text).join(" ");
  const { what = "" } = (NO_MORE.exec(plain) ?? namedFirst(plain, text))?.groups ?? {};
  const wishes = what === "" ? null : readAnyWishes(what, followable);
  return wishes === null || wishes.wishes.length === 0 || wishes.except !== undefined ? null : wishes;
}

/** "politik jangan", "yang malang hapus saja", "gempa stop"; "banjir berhenti?" asks. */
function namedFirst(plain: string, text: string): RegExpExecArray | null {
  const ends = !text.includes("?") && (!/\bberhenti\b/.test(plain) || /\bstop\b/i.test(text));
  return ends ? NAMED_FIRST.exec(plain) : null;
}

const NAMED_FIRST =
  /^(?:(?:yang|berita|topik|saya) )*(?<what>.+?) (?:jangan|tidak (?:mau|usah|perlu)|berhenti|hapus|batalkan|matikan)(?: (?:kirim|lagi|saja|dulu))*$/;

const LINKS = String.raw`(?:(?:kalau|ada|berita|tentang|topik|semua|setiap|yang|untuk|langganan|kata|dari|saya|pesan) )*`;
const AFTER = String.raw`(?: (?:setiap hari|sekarang|lagi|saja))*`;
const WANTS = new RegExp(
  String.raw`^(?:(?:saya|mau|langsung|gas|gaskeun|yuk|ayo|ok|oke) )*(?<verb>langganan|daftar|ikuti|kabari) ${LINKS}(?<what>.+?)${AFTER}$`,
);
const DAILY = new RegExp(
  String.raw`^(?:(?:saya|mau) )*(?:kirim|terima|dapat) ${LINKS}(?<what>.+?) setiap hari${AFTER}$`,
);
/** "kalau ada gempa kasih tau ya" */
const TOLD_IF_THERE_IS = new RegExp(
  String.raw`^(?:(?:saya|mau) )*kalau ada ${LINKS}(?<what>.+?) kabari(?: saya)?${AFTER}$`,
);
/** "saya mau tau harga cabai setiap hari", "notif kalau timnas main": or something that is told to somebody else ("kalau sudah sampai kabari"). */
const PERHAPS_WANTS = new RegExp(
  String.raw`^(?:(?:(?:saya|mau) )*mau (?:tau|tahu|baca) ${LINKS}(?<daily>.+?) setiap hari|(?:(?:saya|mau) )*kalau ${LINKS}(?<first>.+?) kabari(?: saya)?|(?:kirim )?pesan kalau ${LINKS}(?<last>.+?))${AFTER}$`,
);
const JOINS =
  /^(?:(?:saya|mau|cara|bagaimana|mulai) )*(?:langganan|daftar|gabung|join|ikutan|bergabung)(?: (?:langganan|berita|di sini|saya))?$/;

/** What is new now, or was on a day, is asked for and not followed: "infokan gempa terbaru", "malang hari ini". */
const JUST_NOW =
  /\b(?:terbaru|terkini|barusan|tadi(?: (?:pagi|siang|sore|malam))?|hari ini|malam ini|sekarang|kemarin|kemaren|semalam|(?:minggu|bulan) (?:lalu|ini))$/;

export function asksForJustNow(text: string): boolean {
  return JUST_NOW.test(plainWords(text).join(" "));
}

/** "kapan cpns dibuka?", "gempa kemarin": an answer is wanted, and no alert. */
export function asksOfNews(text: string): boolean {
  return /\?\s*$/.test(text) || ASKED_OF_NEWS.test(plainWords(text).join(" "));
}

const ASKED_OF_NEWS =
  /\b(?:kapan|berapa|siapa|kenapa|apakah|bagaimana|dimana|kemarin|kemaren|semalam)\b|\b(?:tadi|barusan)\b|\b(?:minggu|bulan) lalu$/;

/**
 * Who is to be reminded, has a subscription or tells of following something may mean another's: "ingatkan saya minum obat", "saya langganan
 * koran", "saya mengikuti lomba".
 */
function perhapsOfElse(plain: string, text: string, verb: string | undefined): boolean {
  const reminds = /\bing[ae]t(?:kan|in)\b/i.test(text) && !/\b(?:kalau|ada|berita|setiap)\b/.test(plain);
  const tells = verb === "ikuti" && /\b(?:meng|di)ikuti\b/i.test(text) && !/\bmau\b/.test(plain);
  return reminds || tells || /^saya langganan (?!berita\b)/.test(plain);
}

export function readFollow(plain: string, text: string, followable: Followable): Intent | null {
  if (JOINS.test(plain)) return knocks(followable);
  if (URGENT_ONLY.test(plain)) return { kind: "follow", wishes: readWishes("kilat saja", followable.topics) };
  const toldWhen = plain.replaceAll(/\b(?:kasih|beri) (?:tau|tahu)\b/g, "kabari");
  const said = TOLD_IF_THERE_IS.exec(toldWhen) ?? WANTS.exec(toldWhen) ?? DAILY.exec(toldWhen);
  if (said === null) return added(plain, followable) ?? perhapsFollow(toldWhen, followable);
  const { what = "", verb } = said.groups ?? {};
  if (what === "" || COMMON_ONLY.test(what) || (verb === "kabari" && JUST_NOW.test(plain))) return null;
  if (verb === "daftar") return ofTopics(what, followable, "follow"); // "daftar harga pangan" is looked for
  const wishes = readAnyWishes(what, followable);
  if (wishes.wishes.length === 0) return null;
  return perhapsOfElse(plain, text, verb) ? namedOrLookedFor(what, wishes) : { kind: "follow", wishes };
}

/**
 * "tambah wilayah malang", "ikut bandung": what has a name of its own alone, since "tambah pasukan" is news. A region called by an ordinary
 * word ("tambah batu") is looked for where it is not said to be one, and offered.
 */
function added(plain: string, followable: Followable): Intent | null {
  const { what = "" } =
    /^(?:(?:saya|mau) )*(?:tambah|ikut) (?:berita )?(?<what>.+?)(?: (?:juga|lagi|saja))*$/.exec(plain)
      ?.groups ?? {};
  const wishes = what === "" ? null : readAnyWishes(what, followable);
  const named = wishes?.unknown.length === 0 && wishes.wishes.every(({ kind }) => kind !== "words");
  if (wishes === null || !named || wishes.wishes.length === 0) return null;
  const ordinary = wishes.wishes.some(
    (wish) => wish.kind === "region" && regionNamed(wish.region, followable.regions)?.kind === "word",
  );
  return ordinary && !NAMES_KIND.test(plain)
    ? { kind: "search", words: what, page: 1, toFollow: true }
    : { kind: "follow", wishes };
}

const NAMES_KIND = /\b(?:berita|wilayah|daerah|provinsi|kota|kabupaten|kab)\b/;

/** What is a topic, an outlet or a region by its name is followed; other words are looked for, and offered. */
function perhapsFollow(plain: string, followable: Followable): Intent | null {
  const { daily, first, last, what = daily ?? first ?? last ?? "" } = PERHAPS_WANTS.exec(plain)?.groups ?? {};
  if (what === "" || COMMON_ONLY.test(what)) return null;
  const wishes = readAnyWishes(what, followable);
  return wishes.wishes.length === 0 ? null : namedOrLookedFor(what, wishes);
}

function namedOrLookedFor(what: string, wishes: Wishes): Intent {
  const named = wishes.unknown.length === 0 && wishes.wishes.every(({ kind }) => kind !== "words");
  return named ? { kind: "follow", wishes } : { kind: "search", words: what, page: 1, toFollow: true };
}

/** "ekonomi aja", "hanya politik", "semua kecuali olahraga", "tambah ekonomi": nothing but topics, and what is to become of them. */
export function topicsAlone(text: string, words: readonly string[], followable: Followable): Intent | null {
  const named = readTopics(text, followable);
  const { wishes, except = [], unknown, only } = named;
  if (wishes.some(isAll) && unknown.some((one) => one.startsWith("-")))
    return { kind: "unsure", words: null, search: text };
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
  /^(?=.*\b(?:hanya|saja|cukup)\b)(?:(?:saya|mau|kirim|hanya|cukup|yang|berita|pesan|kalau) )*(?:kilat|darurat|penting|penting2|penting-penting)(?: saja)*$/;
const COMMON_ONLY = /^(?:lagi|ini|itu|semua orang|saya|mau)$/;
const NO_MORE = new RegExp(
  String.raw`^(?:(?:saya|mau) )*(?<verb>jangan|tidak (?:mau|usah|perlu)|berhenti|hapus|batalkan|matikan)(?: lagi)? (?<asked>(?:(?:ikuti|langganan|kirim|terima|dapat|berita|topik|tentang|pesan|saya|ke|dari|yang|lagi) )*)(?<what>.+?)(?: (?:lagi|saja|sekarang|saya))*$`,
);

/** "gak usah kirim berita politik lagi"; other words than a topic's only where it is said that they are followed. */
export function readUnfollow(plain: string, followable: Followable): Intent | null {
  const { what = "", asked = "", verb = "" } = NO_MORE.exec(plain)?.groups ?? {};
  if (what === "") return null;
  if (!/ikuti|langganan/.test(asked) || verb === "jangan") return ofTopics(what, followable, "unfollow");
  const wishes = readAnyWishes(what, followable);
  return wishes.except === undefined ? { kind: "unfollow", wishes } : { kind: "unsure", words: null };
}

/**
 * Less of it, or no liking for it, is no order to end it: "kurangi politik", "bola mulu", "ga suka politik". Where a plea stands in it, too
 * ("ga suka stop"), it names nothing, and whether all is to end is asked.
 */
export function lessOf(plain: string, text: string, followable: Followable): Intent | null {
  const { before, after, what = before ?? after ?? "" } = LESS_OF.exec(plain)?.groups ?? {};
  if (asksToEnd(what.split(" ")))
    return before === undefined ? null : { kind: "unsure", words: null, search: text };
  const wishes = what === "" ? null : readAnyWishes(what, followable);
  return wishes === null || wishes.wishes.length === 0 || wishes.except !== undefined
    ? null
    : { kind: "less-of", wishes };
}

const LESS_OF =
  /^(?:saya )?(?:(?:kurangi|tidak (?:suka|tertarik|minat)|bosan|males|malas|muak|skip|no|jangan (?:kebanyakan|terlalu banyak|banyak-banyak)) (?:(?:berita|sama|dengan|yang|lihat|baca) )*(?<before>.+?)(?: (?:lagi|saja))*|(?:(?:kenapa|berita|jangan) )*(?<after>.+?) (?:mulu|kebanyakan|terlalu banyak|(?:di)?kurangi|dikit|sedikit|skip)(?: saja)*)$/;

const REFUSAL = setOf("tidak mau usah perlu jangan");

/** "langganan politik stop", "langganan ekonomi gak usah": a topic, and that it is not wanted. */
export function noMoreOf(words: readonly string[], followable: Followable): Intent | null {
  const what = words.filter((word) => !ends(word) && !REFUSAL.has(word) && !AROUND.has(word));
  return asksToEnd(words) ? ofTopics(what.join(" "), followable, "unfollow") : null;
}

function asksToEnd(words: readonly string[]): boolean {
  return words.some(ends) || PLEADS.test(words.join(" "));
}

function ends(word: string): boolean {
  return LEAVING.has(word) || ENDING.has(word);
}

function ofTopics(what: string, { topics }: Followable, kind: "follow" | "unfollow"): Intent | null {
  const wishes: Wishes = readWishes(what, topics);
  if (wishes.wishes.length === 0 || wishes.unknown.length > 0) return null;
  return kind === "unfollow" && wishes.except !== undefined
    ? { kind: "unsure", words: null }
    : { kind, wishes };
}
