import { isReported, preludeIn } from "../articles/invitation.ts";
import { outletWord } from "../articles/outlets.ts";
import { VERB } from "./grammar.ts";

/** Is this a line of a page rather than of its news: "Baca juga", a caption, an invitation? What cleaning may have left over. */
export function isLeftover(sentence: string): boolean {
  return LEFTOVERS.some((pattern) => pattern.test(sentence)) || invites(sentence);
}

/** Does it call the reader to a channel of the newsroom's? Nobody does who is told of ("Pantau grup WhatsApp pelajar, polisi menangkap …"). */
function invites(sentence: string): boolean {
  if (TOLD_BEHIND.test(sentence) || isReported(sentence)) return false;
  const isPrelude =
    outletWord.test(sentence) && preludeIn({ text: sentence, links: [] }) !== null && !hasFigure(sentence);
  return isPrelude || INVITATIONS.some((pattern) => pattern.test(sentence));
}

function hasFigure(sentence: string): boolean {
  return /\d/u.test(sentence);
}

const PICTURE = "video|foto|gambar|tabel|infografis|grafik";
// "video di atas memperlihatkan" is the page's, "video di atas kapal" the news'
const STANDS_THERE = String.raw`(?=["”]?(?:[,.;:!?)]|$)|\s(?:${VERB}|(?:untuk|agar|ini|itu|dan|yang|dengan|tentang|juga|terkait|soal|pada|kita|kami|anda|kamu|hanya)(?!\p{L})))`;

const JOIN = "(?:ber)?gabung(?:lah)?|ikuti(?:lah)?|follow";
const READ = "dapatkan|cek|pantau|simak|install|instal|unduh";
const URGED = String.raw`^[^\p{L}"“]*(?:(?:yuk|ayo|mari|silakan|jangan lupa|segera|langsung|kamu|anda|untuk),? ){0,2}`;
// "Grup A" is a tournament's
const CHANNEL = String.raw`\b(?:whatsapp|telegram|google news|channel|kanal|saluran|grup(?! [a-z]\b)|aplikasi|instagram|youtube|tiktok|facebook|media sosial)\b`;
const TIDINGS = "berita|kabar|info|informasi|update|artikel|konten|liputan";

/** A clause with its own subject and verb behind a comma: not the reader's, nor what the news there does. */
const TOLD_BEHIND = new RegExp(
  String.raw`, (?!(?:[^,]* )?(?:kami|kamu|anda|kalian)(?!\p{L}))(?!(?:dan|lalu|kemudian|serta|atau|untuk|agar|supaya|yang|yuk|ayo|mari|cukup|klik|caranya|jangan|silakan|gratis|semua|setiap|${TIDINGS})(?!\p{L}))(?:[^\s,]+ ){1,8}?(?:${VERB}|kehilangan|kecurian|ketahuan|kedapatan|kena(?!\p{L}))`,
  "iu",
);

const INVITATIONS: readonly RegExp[] = [
  // who "resmi gabung ke" a club invites nobody: an invitation begins with its verb and names where to
  String.raw`${URGED}(?:${JOIN})\b[^.]{0,120}${CHANNEL}`,
  String.raw`${URGED}(?:${READ})\b(?=.*\b(?:${TIDINGS}|terus|selengkapnya|kami)\b)[^.]{0,120}${CHANNEL}`,
  String.raw`${URGED}(?:ikuti|follow) kami\b`,
  String.raw`${URGED}(?:${JOIN}) (?:sekarang |segera )?dan (?:dapatkan|nikmati|simak|baca)\b`,
  String.raw`^(?=[^"“]*\bkami\b)[^"“]*\b(?:${JOIN})\b[^.]{0,40}\b(?:saluran|channel|kanal|whatsapp|telegram)\b`,
  String.raw`^(?:untuk|agar|guna) (?:\p{L}+ )?(?:${TIDINGS})(?: (?:lebih|lanjut|lengkap|terbaru|terkini|lain|lainnya|menarik|cepat|dan|akurat|seputar \p{L}+)){0,5},? (?:silakan |segera )?(?:${JOIN})\b[^.]{0,80}${CHANNEL}`,
].map((pattern) => new RegExp(pattern, "iu"));

const LEFTOVERS: readonly RegExp[] = [
  String.raw`\b(?:baca (?:juga|selengkapnya)|simak (?:juga|video|selengkapnya|ulasan|(?:\p{L}+ ){0,6}berikut)|(?:lebih )?lengkapnya,? (?:simak|berikut)|lihat (?:juga|video)|tonton (?:juga|video))\b`,
  String.raw`\b(?:scroll to|advertisement|gambas|artikel ini telah|telah tayang di|pilihan editor|klik ?di ?sini|artikel (?:ter)?populer|berita pilihan)\b`,
  String.raw`\b(?:dapatkan update|(?:lewat|melalui|di|via) google news|install aplikasi)\b`,
  String.raw`\b(?:${PICTURE}) di bawah ini\b|\b(?:${PICTURE}) (?:di atas|berikut(?: ini)?)${STANDS_THERE}`,
  String.raw`\bartikel ini (?:sebelumnya )?(?:menyebut|ditulis|memuat)\p{L}*\b|^(?:(?:kami|(?:tim )?redaksi)\b.{0,40} )?(?:me)?mohon maaf atas (?:kekeliruan|kesalahan)\b|\bartikel ini\b.*\bmohon maaf|\bmohon maaf\b.*\bartikel ini\b`,
  String.raw`\bartikel (?:ini|berikut) (?:akan |juga )*(?:memberikan|menyajikan|membahas|mengulas|merangkum|menjelaskan|mengupas|membagikan)\b|\b(?:di|dalam|pada|lewat|melalui) artikel (?:ini|berikut)\b`,
  String.raw`^berikut(?: (?!me|ber|di|ter)[\p{L}\d]+){1,12}[.:]?$`,
  String.raw`^berikut (?:ini )?(?:adalah )?(?:\p{L}+ |\d+ )?(?:daftar|deretan|rincian|uraian|ulasan|penjelasan|jadwal|link|cara|tips|contoh|kunci jawaban|ramalan|lirik|rangkuman|alasan|potret|profil|susunan|spesifikasi)\b[^:]*[.:]$`,
  String.raw`^(?:ralat|koreksi|catatan redaksi)\s?:|^\s*(?:foto|video|sumber|penulis|editor|reporter|dok)\s?[:.]|https?:|#\p{L}\S*\s+#\p{L}`,
].map((pattern) => new RegExp(pattern, "iu"));
