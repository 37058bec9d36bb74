/**
 * The vocabulary of Indonesian invitations, as regular expressions without nested repetition (each is linear
 * or bounded in what it looks at). Rules that use it are in invitation.ts.
 */

export const PLATFORM = /whats[\s-]?app|\bwa\b(?!\s*\d)|\btelegram(?!\s*(?:kapolri|rahasia|no\b|nomor))/iu;
export const WHATSAPP = /whats[\s-]?app|\bwa\b/iu;

/**
 * A channel's or group's address. A WhatsApp channel's id has 24 characters, so that a word glued to the
 * address is no part of it.
 */
export const CHANNEL_URL =
  /(?:https?:\/\/)?(?:www\.)?(?:whatsapp\.com\/channel\/(?:0029[0-9A-Za-z]{20}|[0-9A-Za-z]+)|chat\.whatsapp\.com\/(?:invite\/)?[0-9A-Za-z]+|(?<![\w.])(?:t|telegram)\.me\/[+\w/-]*[\w])/i;
export const SHARE_URL = /t\.me\/share|telegram\.me\/share|[?&]text=/i;
export const ANY_URL = /(?:https?:\/\/|www\.)\S+/gi;
export const PHONE = /(?<!\d)(?:\+?62|0)[\s-]?8\d{1,2}[\s-]?\d{3,4}[\s-]?\d{2,5}/;

const CHANNEL = String.raw`(?:channels?|chanel|saluran|kanal|gru?p|groups?|komunitas|community)`;
const APP = String.raw`(?:whats[\s-]?app|wa|telegram)`;
/**
 * A channel noun and a platform close to each other, in either order ("disaluran WhatsApp", "Saluran Kabar di
 * WhatsApp", "WA Channel").
 */
export const CHANNEL_OF_PLATFORM = new RegExp(
  String.raw`(?:\b|\bdi|\bke)${CHANNEL}\b[^\p{L}]{1,4}(?:[\w.:'&-]{1,30}[^\p{L}]{1,4}){0,4}?${APP}|\b${APP}[^\p{L}]{1,4}(?:[\w.'&-]{1,30}[^\p{L}]{1,4}){0,2}?${CHANNEL}\b`,
  "iu",
);

export const NEWS =
  /\b(?:(?:ber)?berita(?:nya)?|informasi|info|kabar|update|breaking news|news|artikel|konten|liputan|headline|peristiwa|isu|tulisan)\b/iu;
export const MORE =
  /\b(?:lain(?:nya)?|ter(?:baru|kini|update|populer|lengkap|hangat|percaya|viral|cepat)|pilihan|menarik|populer|viral|selengkapnya|setiap hari|harian|eksklusif|langsung)\b/iu;
/** Something comes by the platform: "di … WhatsApp", "lewat WA". */
export const VIA_PLATFORM = new RegExp(
  String.raw`\b(?:di|lewat|via|melalui|dari|pada|dan|atau|serta|juga)\s{1,3}(?:[\w.,&'-]{1,30}\s{1,3}){0,4}?${APP}`,
  "iu",
);

/** Verbs of joining: what follows is where one goes. */
const JOIN = String.raw`(?:ber)?gabung(?:lah)?|ikut(?:i|ilah)|mengikuti|follow|join|subscribe|klik|tap|akses|masuk|(?:ber)?langganan|jadilah|terhubung|scan|pindai|pilih|kunjungi|tambahkan|buruan`;
/** Verbs of reading: what follows is what one gets, and it must say from where. */
const READ = String.raw`simak(?:lah)?|dapatkan|baca|nikmati|cek|pantau|temukan|lihat|tonton|update|nantikan|peroleh|raih|ketahui|jangkau`;
/**
 * An address, a purpose or a condition before the call, up to its comma: "Sahabat Kabar, …", "Untuk berita
 * terbaru, …".
 */
const PURPOSE = String.raw`(?:(?:hai|halo|hi|sahabat|sobat|teman|kawan|pembaca|bagi|untuk|agar|supaya|biar|guna|demi|selain|jika|kalau|apabila|bila|ingin|mau|tak|tidak|jangan|nah|oh)\b[^.!;]{0,160}?[,:?]\s{1,3}|\p{L}{2,12}(?:ners|mania|lovers|holic),?\s{1,3})`;
/** Words that turn a verb into a call. */
const HORTATIVE = String.raw`(?:(?:yuk|ayo|mari|kita|segera|langsung|silah?kan|caranya|cukup|hanya|dengan|juga|tetap|terus|selalu|dan|nah|kini|sekarang|bisa|dapat|anda|kamu|kalian|jangan lupa|untuk|gratis|makanya)[,!]?\s{1,3}){0,5}`;
const OPENING = String.raw`^[^\p{L}\d]{0,12}(?:${PURPOSE})?${HORTATIVE}`;
export const JOINING = new RegExp(String.raw`${OPENING}(?:${JOIN})\b`, "iu");
export const READING = new RegExp(
  String.raw`${OPENING}(?:${READ})\b|${OPENING}(?:anda|kamu|kalian)\s(?:juga\s)?(?:bisa|dapat)\s(?:juga\s)?(?:men|mem|meng|meny)\p{L}{2,12}\b`,
  "iu",
);
/**
 * A reading that ends in joining: "Cek berita lain di Google News dan follow Channel WhatsApp …", "… hanya
 * dengan klik channel ini".
 */
export const THEN_JOINING =
  /(?:\bdan|\batau|\bserta|\bdengan|,|\bcaranya|\byuk)\s{1,3}(?:segera\s|juga\s|langsung\s)?(?:(?:ber)?gabung|ikuti|follow|join|klik|subscribe)\b/iu;
/** "Informasi lengkap lainnya di …", "Berita terbaru bisa diakses di saluran …". */
export const NOUN_LED =
  /^[^\p{L}\d]{0,12}(?:informasi|berita|update|kabar|info|artikel|konten)\b[^.!?]{0,80}\b(?:lain(?:nya)?|ter(?:baru|kini|update)|selengkapnya|menarik|populer|viral|pilihan)\b[^.!?]{0,60}\b(?:di|lewat|via|melalui|klik|ikuti)\b/iu;
/** A bare sign: "Channel WhatsApp: …", "WhatsApp Channel Kabar Nusantara". */
export const SIGN = new RegExp(
  String.raw`^[^\p{L}\d]{0,12}(?:link\s{1,3})?(?:${CHANNEL}[^\p{L}]{1,4}(?:resmi\s)?${APP}|${APP}[^\p{L}]{1,4}${CHANNEL})\b[^.!?]{0,60}$`,
  "iu",
);
/**
 * Nothing but a name behind the channel: "… WhatsApp Channel Kabar Nusantara". Case tells the name, so the
 * words come in their usual cases.
 */
export const NAMED_CHANNEL =
  /^[^\d?]{0,60}(?:(?:[Cc]hannels?|CHANNEL|[Ss]aluran|SALURAN|[Kk]anal|KANAL|[Gg]ru?p|[Gg]roups?|[Kk]omunitas)\s(?:[Ww]hats\s?[Aa]pp|WHATSAPP|WA|[Tt]elegram|TELEGRAM)|(?:[Ww]hats\s?[Aa]pp|WHATSAPP|WA|[Tt]elegram|TELEGRAM)\s(?:[Cc]hannels?|CHANNEL|[Gg]roups?|[Gg]ru?p|[Cc]ommunity))\s(?:[Rr]esmi\s)?\p{Lu}[\p{L}\d.+-]{0,30}(?:\s\p{Lu}[\p{L}\d.+-]{0,30}){0,3}(?:\s(?:sekarang|juga|ya|yuk|di sini|disini)){0,2}[.!)"”\s]*$/u;

/** A subject other than the reader, a passive or a report: somebody tells of joining, and nobody invites. */
export const REPORTED =
  /[,”"]["”]?\s?(?:\p{L}{1,20}\s){0,2}(?:kata|ujar|ucap|tutur|jelas|imbuh|tambah|tegas|ungkap|papar|terang|sebut|tulis|demikian|pungkas|lanjut)(?:nya)?\b|\b(?:pelaku|korban|tersangka|terdakwa|polisi|warga|masyarakat|pengguna|peserta|siswa|penumpang|nasabah|pelanggan|konsumen|menurut|mengaku|diarahkan|diminta|disebar|tersebar|beredar|bernama|dikutip|dilansir|mengatakan|menyebut|meminta|mengajak|mengimbau|dihubungi|dikonfirmasi|menghubungi|hoaks|penipuan)\b/iu;
/** Instructions for an app's own menus. */
export const HOW_TO =
  /\b(?:cara(?:\s(?!klik|nya))|langkah|tips|trik|menu|ikon|tombol|tab|setelan|pengaturan|fitur|pembaruan|status whatsapp|whatsapp web|opsi|layar|chatbot|yang ingin)\b/iu;

export const OTHER_PLACE =
  /google\s?news|youtube|instagram|facebook|tiktok|twitter|\bnewsletter\b|play\s?store|app\s?store|\bemail\b|podcast|spotify/iu;

export const WISH =
  /^[^\p{L}\d]{0,12}(?:ingin|mau|tak (?:mau|ingin)|tidak ingin|jangan|tetap|biar|agar|supaya|butuh|kini|sekarang)\b/iu;
export const HORTATIVE_ONLY = /^[^\p{L}]{0,6}(?:ayo|yuk|mari|buruan|segera)[!,.\s]*$/iu;
export const LEAD_SIGN =
  /\b(?:setiap hari|ponsel(?:mu)?|kami|terbaru|terkini|pilihan|breaking news|update|ketinggalan|(?:ter)?cepat|terpercaya|langsung|lebih cepat|gratis|eksklusif|menarik)\b/iu;

export const SEQUEL =
  /^[^\p{L}\d]{0,12}(?:caranya|cara\b|klik|tap|pastikan|(?:anda|kamu|kalian) (?:harus|perlu|wajib|bisa)|jangan lupa|jangan sampai|pilih|lalu|kemudian|setelah|link|tautan|berikut|gratis|aktifkan|silah?kan|cukup|scan|pindai|selain itu|unduh|install|download|dan|buka|atau|ayo|yuk|di sini|disini)\b/iu;
export const SEQUEL_SIGN =
  /\binstall?\b|\bklik\b|\blink\b|\btautan\b|\bchannel\b|\bsaluran\b|\bkanal\b|di\s?sini|\bjoin\b|\bgabung\b|notifikasi|lonceng|https?:|t\.me\/|terpasang|terinstall?/iu;

/**
 * The sentence about installing the app, alone, where a scrape lost the invitation before it. Tutorials say
 * "menginstal".
 */
export const INSTALL_ONLY =
  /^[^\p{L}\d]{0,6}(?:pastikan\s(?:\p{L}{2,20}\s){1,2}sudah|(?:anda|kamu|kalian)\sharus)\sinstall\saplikasi\s(?:whatsapp|telegram)\b[^.!?]{0,40}[.!?"”)\s]*$/iu;
