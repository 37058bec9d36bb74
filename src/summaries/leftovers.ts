import { VERB } from "./grammar.ts";

/** Is this a line of a page rather than of its news: "Baca juga", a caption, an invitation? What cleaning may have left over. */
export function isLeftover(sentence: string): boolean {
  return LEFTOVERS.some((pattern) => pattern.test(sentence));
}

const PICTURE = "video|foto|gambar|tabel|infografis|grafik";
// "video di atas memperlihatkan" is the page's, "video di atas kapal" the news'
const STANDS_THERE = String.raw`(?=["”]?(?:[,.;:!?)]|$)|\s(?:${VERB}|(?:untuk|agar|ini|itu|dan|yang|dengan|tentang|juga|terkait|soal|pada|kita|kami|anda|kamu|hanya)(?!\p{L})))`;
const CALLING =
  "gabung|bergabung|bergabunglah|ikuti|follow|dapatkan|akses|cek|pantau|simak|install|instal|unduh";
const URGING = "yuk|ayo|mari|silakan|jangan lupa|segera|langsung|kamu|anda|untuk";
const CHANNEL =
  "whatsapp|telegram|google news|channel|kanal|saluran|grup|aplikasi|instagram|youtube|tiktok|facebook|media sosial";

const LEFTOVERS: readonly RegExp[] = [
  String.raw`\b(?:baca (?:juga|selengkapnya)|simak (?:juga|video|selengkapnya|ulasan|(?:\p{L}+ ){0,6}berikut)|(?:lebih )?lengkapnya,? (?:simak|berikut)|lihat (?:juga|video)|tonton (?:juga|video))\b`,
  String.raw`\b(?:scroll to|advertisement|gambas|artikel ini telah|telah tayang di|pilihan editor|klik ?di ?sini|artikel (?:ter)?populer|berita pilihan)\b`,
  // who "resmi gabung ke" a club invites nobody: an invitation begins with its verb and names where to
  String.raw`^[^\p{L}"“]*(?:(?:${URGING}),? ){0,2}(?:${CALLING})\b[^.]{0,120}\b(?:${CHANNEL})\b|^[^\p{L}"“]*(?:(?:${URGING}),? ){0,2}(?:ikuti|follow) kami\b`,
  String.raw`\b(?:dapatkan update|(?:lewat|melalui|di|via) google news|install aplikasi)\b`,
  String.raw`\b(?:${PICTURE}) di bawah ini\b|\b(?:${PICTURE}) (?:di atas|berikut(?: ini)?)${STANDS_THERE}`,
  String.raw`\bartikel ini (?:sebelumnya )?(?:menyebut|ditulis|memuat)\p{L}*\b|^(?:(?:kami|(?:tim )?redaksi)\b.{0,40} )?(?:me)?mohon maaf atas (?:kekeliruan|kesalahan)\b|\bartikel ini\b.*\bmohon maaf|\bmohon maaf\b.*\bartikel ini\b`,
  String.raw`\bartikel (?:ini|berikut) (?:akan |juga )*(?:memberikan|menyajikan|membahas|mengulas|merangkum|menjelaskan|mengupas|membagikan)\b|\b(?:di|dalam|pada|lewat|melalui) artikel (?:ini|berikut)\b`,
  String.raw`^berikut(?: (?!me|ber|di|ter)[\p{L}\d]+){1,12}[.:]?$`,
  String.raw`^berikut (?:ini )?(?:adalah )?(?:\p{L}+ |\d+ )?(?:daftar|deretan|rincian|uraian|ulasan|penjelasan|jadwal|link|cara|tips|contoh|kunci jawaban|ramalan|lirik|rangkuman|alasan|potret|profil|susunan|spesifikasi)\b[^:]*[.:]$`,
  String.raw`^(?:ralat|koreksi|catatan redaksi)\s?:|^\s*(?:foto|video|sumber|penulis|editor|reporter|dok)\s?[:.]|https?:|#\p{L}\S*\s+#\p{L}`,
].map((pattern) => new RegExp(pattern, "iu"));
