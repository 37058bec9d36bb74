import { isReported, isSiteCall } from "./invitation.ts";
import { type Span, without } from "./line.ts";
import { pieces } from "./pieces.ts";
import type { RawLine } from "./raw-article.ts";

/**
 * Takes out sentences that promote other places than a WhatsApp or Telegram channel: Google News, YouTube,
 * apps, newsletters, the site itself. None of them is a call to action, and none is the article.
 */
export function withoutPromotions(lines: readonly RawLine[]): RawLine[] {
  return lines.flatMap((line) => {
    if (!HINT.test(line.text)) return [line];
    const spans = pieces(line.text).filter(({ start, end }) =>
      isPromotion(line.text.slice(start, end).trim()),
    );
    return without(line, joined(spans));
  });
}

const HINT =
  /google|youtube|newsletter|email|aplikasi|unduh|subscribe|lonceng|follow|ikuti|chatbot|klik|selengkapnya|lainnya|hanya di|streaming|tanpa iklan|kapan ?lagi|play ?store|website|di sini|redaksi|berlangganan|whatsapp|telegram/i;

function isPromotion(text: string): boolean {
  if (text.length > 400 || /^["“]/.test(text)) return false;
  return !isReported(text) && (FIXED.test(text) || isSiteCall(text));
}

/** Sentences that call to something without naming the news they bring. */
const FIXED = new RegExp(
  [
    String.raw`[-–•*\s]*(?:ikuti|follow|temukan) (?:juga )?(?:kami|akun|media sosial)\b.{0,80}`,
    String.raw`(?:ikuti|follow|kunjungi) (?:juga )?(?:akun )?(?:instagram|tiktok|facebook|twitter|x|youtube|media sosial|medsos)\b.{0,80}`,
    String.raw`untuk mengikuti,? silah?kan klik.{0,60}|klik di\s?sini (?:untuk|guna) (?:membaca|melihat|menonton) (?:berita|artikel|video)\b.{0,80}|baca juga artikel terkait.{0,120}`,
    String.raw`(?:daftar|langganan|berlangganan|dapatkan)\b.{0,20}\bnewsletter\b.{0,80}`,
    String.raw`(?:segera |ayo |yuk,? )?(?:unduh|download|instal|install) aplikasi .{0,300}`,
    String.raw`.{0,120}\bhubungi chatbot whatsapp\b.{0,120}|.{0,120}silah?kan whatsapp ke nomor.{0,80}`,
    String.raw`.{0,120}\bsubscribe\b.{0,160}|aktifkan (?:juga )?(?:lonceng|notifikasi).{0,160}|.{0,160}aktifkan lonceng.{0,160}`,
    String.raw`jangan (?:lewatkan|lupa) (?:live )?(?:streaming|nonton|saksikan)\b.{0,260}|agar tidak ketinggalan berita.{0,160}|.{0,60}live streaming kompas ?tv.{0,160}`,
    String.raw`.{0,100}tanpa iklan\W.{0,80}|gabung kompas\.com\+.{0,40}|.{0,120}\bdi email kamu\b.{0,60}|daftarkan email.{0,60}|.{0,80}berlangganan newsletter\b.{0,80}`,
    String.raw`(?:baca|simak|klik|cek|lihat|ikuti)\b.{0,80}(?:\bklik\s?|\bselengkapnya |\b)(?:di\s?sini|tautan ini|link ini|tautan berikut|halaman (?:selanjutnya|berikutnya))\W*(?:ini\W*)?`,
    String.raw`selengkapnya (?:klik |baca )?di\s?sini\W*|(?:klik|baca) (?:halaman )?(?:selanjutnya|selengkapnya)\W*`,
    String.raw`.{0,120}kalau bukan sekarang,? kapan ?lagi\W*|ketik komentar.{0,80}|tuliskan komentarmu.{0,160}`,
    String.raw`(?:berita|informasi) (?:terbaru|viral|lain(?:nya)?|terkini|populer|lengkap dan menarik lainnya)\b.{0,60}(?:google\s?news|klik di sini|di tribun ?\S+).{0,60}`,
    String.raw`(?:artikel|berita) ini (?:telah|sudah) (?:lebih dulu )?(?:tayang|terbit|dimuat) di .{0,300}|.{0,40}telah tayang di .{0,60} dengan judul.{0,200}`,
    String.raw`(?:ingin lebih cepat mendapat jawaban|\(?ingin tahu).{0,80}|!{2,}.{0,120}!{2,}`,
  ]
    .map((group) => `(?:${group})`)
    .join("|")
    .replace(/^/, "^(?:")
    .replace(/$/, ")$"),
  "iu",
);

function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans) {
    const last = whole.at(-1);
    if (last?.end === span.start) whole[whole.length - 1] = { start: last.start, end: span.end };
    else whole.push(span);
  }
  return whole;
}
