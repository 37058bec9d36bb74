import { type Span, without } from "./line.ts";
import type { RawLine } from "./raw-article.ts";

/**
 * What a page's template puts between and behind the paragraphs: advertisements, embeds, counters, scripts,
 * legal lines.
 */

/** Takes such lines out whole, and such marks out of the middle of lines that lost their breaks. */
export function withoutFurniture(lines: readonly RawLine[]): RawLine[] {
  return lines
    .filter((line, at) => goesOn(lines, at) || (!isFurnitureLine(line.text) && !isRepeatedLabel(lines, at)))
    .flatMap((line) => {
      const marks = marksIn(line.text);
      return marks.length === 0 ? [line] : without(line, marks).filter((part) => !isFurnitureLine(part.text));
    });
}

/**
 * Behind one of these headings a page has nothing of the article any more; above the middle they may be a
 * heading of its own.
 */
export function withoutFooter(lines: readonly RawLine[]): RawLine[] {
  const at = lines.findIndex((line, index) => index >= lines.length / 2 && FOOTER.test(line.text));
  return at === -1 ? [...lines] : lines.slice(0, at);
}

/** Is this whole line furniture? */
export function isFurnitureLine(text: string): boolean {
  if (text.length > LONGEST_LINE) return false;
  return LINE.test(text) || CODE.test(text) || SLUG.test(text) || /^[\p{P}\p{S}\s]{4,}$/u.test(text);
}

const LONGEST_LINE = 400;

const LINE = new RegExp(
  [
    "advertisement|iklan|promoted|sponsored|loading\\W*|close ads?(?: x)?|x|selengkapnya|baca selengkapnya\\W*|daftar isi|halaman(?: \\d+| selanjutnya| berikutnya)?",
    "(?:advertisement\\W{1,4})?\\W{0,3}(?:scroll|gulir|geser|swipe) (?:to|ke|untuk)\\b.{0,60}|lanjutkan membaca\\b.{0,60}",
    "(?:konten|artikel) (?:premium|berbayar|sponsor)|berlangganan untuk membaca\\b.{0,60}|(?:nyaman tanpa iklan\\W{0,3})?langganan bisnispro.{0,40}",
    "(?:tulis|kirim|berikan|beri|lihat|tinggalkan)(?: semua)? komentar.{0,20}|dengarkan (?:artikel|berita)(?: ini)?|putar audio|ukuran font|kirim masukan|laporkan|simpan(?: artikel| berita)?|\\W*a ?\\+\\W*|tim redaksi",
    "terpopuler|(?:berita|artikel|video) ter(?:populer|kini|baru)|ter(?:populer|kini|baru) (?:lainnya|hari ini)|trending(?: topic)?|berita (?:populer|rekomendasi)|rekomendasi untuk anda|pilihan (?:redaksi|editor)|most popular",
    "(?:next|prev|previous|sebelumnya|selanjutnya|berikutnya|show all|tampilkan semua)\\W{0,3}|halaman\\W{0,3}(?:\\d{1,2}[\\s|/]{0,3}){1,15}(?:selanjutnya|berikutnya|(?:lihat|tampilkan)? ?semua|all)?|(?:\\d{1,2}[\\s|/]{1,3}){1,15}(?:selanjutnya|berikutnya|next|(?:lihat|tampilkan) semua|show all)",
    "(?:(?:diperbarui|diterbitkan|dipublikasikan|published|updated|terbit|tayang|diunggah)\\W{0,3}(?:pada )?)?(?:(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad)\\W{1,3})?\\d{1,2} \\p{L}{3,9} \\d{4}\\W{1,5}(?:pukul |jam )?\\d{1,2}[.:]\\d{2}(?: ?wi(?:b|ta|t))?",
    "(?:waktu )?baca \\d{1,2} menit|\\d{1,2} menit (?:baca|membaca)|\\d{1,2} min(?:s|utes?)? read",
    "\\W{0,5}(?:yuk\\W{1,2})?(?:simak|saksikan|tonton|jangan lewatkan)\\W{1,3}(?:juga )?video (?:ini|pilihan|terbaru|berikut|menarik|lainnya|di bawah)\\b.{0,40}",
    "(?:artikel|berita|tulisan|konten|naskah) ini (?:diterbitkan atas|ditulis oleh|diproduksi oleh|merupakan hasil kerja|adalah (?:opini|tanggung jawab|hasil kerja)|hasil kerja|telah disunting|dibuat (?:dengan|menggunakan|oleh) (?:bantuan |kecerdasan |ai\\b)).{0,200}|\\W{0,3}ringkasan (?:ini )?(?:dibantu|dibuat|dihasilkan|disusun)\\b.{0,60}|disclaimer\\W.{0,300}",
    "\\[[^\\]]{0,20}(?:gambas|video|foto|gambar|galeri|infografis)\\b[^\\]]{0,80}\\]",
    "(?:view|lihat) (?:this post|postingan ini|unggahan ini) (?:on|di) instagram|a post shared by .{0,120}|sebuah kiriman dibagikan oleh .{0,120}",
    "the post .{5,300} (?:first appeared on|appeared first on|pertama kali tampil pada) .{2,100}|(?:artikel|pos) (?!.{0,200}\\b(?:ini|itu|tersebut)\\b).{5,300} pertama kali tampil pada .{2,100}|\\[caption\\b.{0,390}",
    "(?:(?:post|page|total|jumlah) )?(?:views?|pembaca)\\s?:\\s?[\\d.,]+|dibaca\\s?:?\\s?[\\d.,]+(?: kali)?|table of contents|(?:terkait|related|menyukai ini|bagikan ini)\\W*",
    "\\d+ (?:komentar|shares?|views?|dibaca)|komentar|bagikan(?: artikel)?(?: ini)?\\W*|share(?: this)?\\W*|copy link|salin (?:link|tautan)|print|cetak|facebook|twitter|line",
    "(?:tags?|topik|kata kunci)(?: (?:terkait|berita))?\\s*:.{0,200}|tags .{0,200}|— .{2,60}\\(@\\w{2,30}\\).{0,60}|pic\\.twitter\\.com\\/\\w+|#\\S+(?:\\s+#\\S+)*",
    "(?:artikel|berita|tulisan) ini (?:telah|sudah|juga|bisa|pertama)\\b.{0,40}\\b(?:tayang|naik|terbit|dimuat|dilihat|dibaca)\\b.{0,300}|.{0,20}telah tayang di .{0,200}",
    "(?:\\(c\\)|copyright|hak cipta|©).{0,200}|dilarang (?:keras )?(?:mengambil|mengutip|menyalin|memperbanyak|melakukan).{0,300}",
    "(?:simak|baca) (?:berita |artikel )?selengkapnya di (?:halaman|sini|laman).{0,60}|(?:saksikan|tonton) (?:live|juga|video|siaran)\\b.{0,120}",
    "(?:ikuti|follow|temukan|kunjungi) (?:kami|us)(?: di| on)?\\W*|follow us|hoegeng awards.{0,20}|baca kisah inspiratif kandidat.{0,80}",
    "video\\s*:\\s?(?!.*[.]$).{0,200}|foto(?: ilustrasi)?\\s*:.{0,200}|ilustrasi\\W*(?:\\(.*\\))?|\\((?:foto|sumber foto|credit|image|gambar)\\b.{0,160}\\)|foto\\/.{0,120}",
    "view all|lihat semua|lihat foto|perbesar|tutup iklan|gabung|login|masuk|daftar|subscribe|berlangganan",
  ]
    .map((group) => `(?:${group})`)
    .join("|")
    .replace(/^/, "^(?:")
    .replace(/$/, ")$"),
  "iu",
);

/** Lines of a script that a scrape took for text. */
const CODE =
  /^(?:function\s+\w*\s*\(|(?:var|let|const)\s+\w+\s*=|(?:else\s+)?if\s*\(|\}|\{|return\s*\(?\w*\b.*[;)]$|else\s*\{|window\.|document\.|\$\(|<\/?\w+[ >])|[{}]\s*$|[)"']\s*;\s*$/;
/** "intip-apa-saja-kegiatan-capres": a picture's name. */
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+){3,30}(?:\.(?:jpe?g|png|webp))?$/;

/** The middle of a sentence that was broken at its links, whatever its words: lower case, and the next line goes on in it. */
function goesOn(lines: readonly RawLine[], at: number): boolean {
  return /^\p{Ll}/u.test(lines[at]?.text ?? "") && /^[\p{Ll},.;)]/u.test(lines[at + 1]?.text ?? "");
}

/**
 * Two equal short lines without a full stop, one after the other: the label of a player and of its picture.
 */
function isRepeatedLabel(lines: readonly RawLine[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  if (text === "" || text.length > 160 || /[.”"]$/.test(text)) return false;
  return text === lines[at - 1]?.text || text === lines[at + 1]?.text;
}

const MARK =
  /(?:\bADVERTISEMENT\b|\bAdvertisement\b(?=\s|$))(?:\s+SCROLL TO (?:CONTINUE WITH|RESUME) CONTENT\b)?|\bSCROLL TO (?:CONTINUE WITH|RESUME) CONTENT\b|\[Gambas:[^\]]{1,80}\]|View this post on Instagram|A post shared by [^()]{1,80}\([^)]{1,60}\)|Scroll ke bawah untuk membaca berita|(?<=\s)Copyright © .*$|(?<=\s)Dilarang keras mengambil konten.*$|(?<=[.!?”"]\s{1,3})Tags?:?\s+(?=\p{Lu}).{0,300}$|(?<=[.!?”"])\s*(?:#[\p{L}\d_]+\s*){2,}$/gu;
const MARK_HINT = /advertisement|SCROLL TO|\[Gambas|instagram|Scroll ke|Copyright|Dilarang keras|Tags?|#/i;

function marksIn(text: string): Span[] {
  if (!MARK_HINT.test(text)) return [];
  return [...text.matchAll(MARK)].map((mark) => ({ start: mark.index, end: mark.index + mark[0].length }));
}

const FOOTER =
  /^(?:berita (?:lainnya|terkait|terkini|terpopuler|populer|rekomendasi)|artikel (?:lainnya|terkait)|video (?:terpopuler|lainnya|terkait)|newsticker|follow us|terpopuler|terkini|rekomendasi(?: untuk anda)?|komentar|tinggalkan (?:komentar|balasan)|baca (?:lainnya|artikel menarik lainnya)|topik terkait|tag terkait|most popular|trending)\W*$/i;
