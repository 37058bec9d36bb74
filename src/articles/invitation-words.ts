/**
 * The vocabulary of Indonesian invitations, as regular expressions without nested repetition (each is linear
 * or bounded in what it looks at). Rules that use it are in invitation.ts.
 */

export const PLATFORM = /whats[\s-]?app|\bwag?\b(?!\s*\d)|\btelegram(?!\s*(?:kapolri|rahasia|no\b|nomor))/iu;
export const WHATSAPP = /whats[\s-]?app|\bwag?\b/iu;

/** A label before an address: "Telegram: …", "Kabar Nusantara di WhatsApp: …". */
export const LABEL =
  /^[^\p{L}\d]{0,12}[^.!?:]{0,60}(?:whats[\s-]?app|\bwa|telegram)(?:\s[^.!?:]{0,40})?\s?:/iu;
export const ANY_URL = /(?:https?:\/\/|www\.)\S+/gi;
export const PHONE = /(?<!\d)(?:\+?62|0)[\s-]?8\d{1,2}[\s-]?\d{3,4}[\s-]?\d{2,5}/;

const CHANNEL = String.raw`(?:channels?|chanel|saluran|kanal|gru?p|groups?|komunitas|community)`;
const APP = String.raw`(?:whats[\s-]?app|wag?|telegram)`;
/** The verbs with which a channel is joined; after them a bare channel or its name is enough. */
const JOIN_CHANNEL = String.raw`(?:(?:ber)?gabung(?:lah)?|ikuti|follow|join|subscribe|kunjungi|cek)`;
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
  String.raw`\b(?:di|lewat|via|melalui|dari|pada|dan|atau|serta|juga|on)\s{1,3}(?:[\w.,&'-]{1,30}\s{1,3}){0,4}?${APP}`,
  "iu",
);

/** Verbs of joining: what follows is where one goes. */
const JOIN = String.raw`(?:ber)?gabung(?:lah)?|ikut(?:i|ilah)|mengikuti|follow|join|subscribe|like|klik|click|tap|akses|masuk|(?:ber)?langganan|jadilah|terhubung|scan|pindai|pilih|kunjungi|tambahkan|buruan`;
/** Verbs of reading: what follows is what one gets, and it must say from where. */
const READ = String.raw`simak(?:lah)?|dapatkan|baca|nikmati|cek|pantau|temukan|lihat|tonton|update|nantikan|peroleh|raih|ketahui|jangkau|saksikan|get`;
/**
 * An address, a purpose or a condition before the call, up to its comma: "Sahabat Kabar, …", "Untuk berita
 * terbaru, …".
 */
const PURPOSE = String.raw`(?:(?:hai|halo|hi|sahabat|sobat|teman|kawan|pembaca|bagi|untuk|agar|supaya|biar|guna|demi|selain|jika|kalau|apabila|bila|ingin|mau|tak|tidak|gak|nggak|enggak|jangan|nah|oh|info|informasi)\b[^.!;]{0,160}?[,:?]\s{1,3}|\p{L}{2,12}(?:ners|mania|lovers|holic),?\s{1,3}|\p{L}{3,14}(?:\s\p{L}{3,14})?[,!]\s{1,3})`;
/** Words that turn a verb into a call. */
const HORTATIVE = String.raw`(?:(?:yuk|ayo|mari|kita|segera|langsung|silah?kan|caranya|cukup|hanya|dengan|juga|tetap|terus|selalu|dan|nah|kini|sekarang|bisa|dapat|anda|kamu|kalian|jangan lupa|untuk|gratis|makanya)[,!]?\s{1,3}){0,5}`;
const OPENING = String.raw`^[^\p{L}\d]{0,12}(?:${PURPOSE})?${HORTATIVE}`;
export const JOINING = new RegExp(String.raw`${OPENING}(?:${JOIN})\b`, "iu");
export const READING = new RegExp(
  String.raw`${OPENING}(?:${READ})\b|${OPENING}(?:anda|kamu|kalian|pembaca(?:\s\p{L}{2,20}){0,3}?)\s(?:juga\s)?(?:bisa|dapat)\s(?:juga\s)?(?:men|mem|meng|meny)\p{L}{2,12}\b`,
  "iu",
);
/**
 * A reading that ends in joining: "Cek berita lain di Google News dan follow Channel WhatsApp …", "… hanya
 * dengan klik channel ini".
 */
export const THEN_JOINING =
  /(?:\bdan|\batau|\bserta|\bdengan|,|\bcaranya|\byuk)\s{1,3}(?:segera\s|juga\s|langsung\s)?(?:(?:ber)?gabung|ikuti|mengikuti|follow|join|klik|subscribe|berlangganan)\b/iu;
/** "Informasi lengkap lainnya di …", "Berita terbaru bisa diakses di saluran …". */
export const NOUN_LED =
  /^[^\p{L}\d]{0,12}(?:selengkapnya|lebih banyak (?:berita|informasi|info))\b[^.!?]{0,40}\b(?:di|lewat|via|melalui)\b|^[^\p{L}\d]{0,12}(?:informasi|berita|update|kabar|info|artikel|konten)\b[^.!?]{0,80}\b(?:lain(?:nya)?|ter(?:baru|kini|update)|selengkapnya|menarik|populer|viral|pilihan)\b[^.!?]{0,60}\b(?:di|lewat|via|melalui|klik|ikuti)\b/iu;
/** "Berita Kabar Nusantara juga bisa diikuti di saluran WhatsApp." */
export const NEWS_CAN_BE_HAD = new RegExp(
  String.raw`^[^\p{L}\d]{0,12}(?:${PURPOSE})?(?:berita|artikel|konten|liputan)\b[^.!?]{0,60}\b(?:bisa|dapat)\s(?:juga\s|anda\s|kamu\s){0,2}(?:di)?(?:ikuti|akses|baca|simak|nikmati|temukan|pantau)\b`,
  "iu",
);
/** A bare sign: "Channel WhatsApp: …", "WhatsApp Channel Kabar Nusantara". */
export const SIGN = new RegExp(
  String.raw`^[^\p{L}\d]{0,12}(?:link\s{1,3})?(?:${CHANNEL}[^\p{L}]{1,4}(?:resmi\s)?${APP}|${APP}[^\p{L}]{1,4}${CHANNEL})\b[^.!?]{0,60}$`,
  "iu",
);
/** A channel's name. Case tells it, so whatever looks for one does not ignore case. */
const NAME = String.raw`\p{Lu}[\p{L}\d.+-]{0,30}(?:\s(?:\p{Lu}[\p{L}\d.+-]{0,30}|\d{1,3})){0,3}`;
/** The usual cases of both words, for expressions that tell names by case. (V8 matches `(?i:…)` with alternatives wrongly.) */
const CHANNEL_AS_WRITTEN =
  "(?:[Cc]hannels?|CHANNEL|[Cc]hanel|[Ss]aluran|SALURAN|[Kk]anal|KANAL|[Gg]ru?p|GRUP|[Gg]roups?|GROUP|[Kk]omunitas|[Cc]ommunity)";
const APP_AS_WRITTEN = "(?:[Ww]hats[Aa]pp|[Ww]hats [Aa]pp|WHATSAPP|WAG?|[Tt]elegram|TELEGRAM)";
const END = String.raw`[^\p{L}\d]{0,12}$`;
/** Nothing but a name behind the channel: "… WhatsApp Channel Kabar Nusantara". */
export const NAMED_CHANNEL = new RegExp(
  String.raw`^[^\d?]{0,60}(?:${CHANNEL_AS_WRITTEN}\s(?:[Rr]esmi\s)?${APP_AS_WRITTEN}|${APP_AS_WRITTEN}\s${CHANNEL_AS_WRITTEN})\s(?:[Rr]esmi\s)?${NAME}(?:\s(?:sekarang|juga|ya|yuk|di sini|disini)){0,2}${END}`,
  "u",
);
/** A call to join a channel, and behind it (see CHANNEL_ALONE and PLATFORM_ALONE) nothing that tells of others. */
const JOINS = String.raw`${OPENING}(?:${JOIN_CHANNEL})\s(?:(?:dan|atau|&|ke|di|dengan|dalam|bersama|juga|terus|segera|sekarang|langsung|saja|${JOIN_CHANNEL})\s){0,4}`;
export const JOINS_CHANNEL = new RegExp(
  String.raw`${JOINS}(?:di|ke)?(?:${CHANNEL}\s(?:resmi\s)?${APP}|${APP}\s${CHANNEL})\b`,
  "iu",
);
export const JOINS_PLATFORM = new RegExp(String.raw`${JOINS}(?:kami\s(?:di|lewat|melalui)\s)?${APP}\b`, "iu");
const BENEFIT = String.raw`[\s,:(–-]{1,3}(?:[Kk]lik|sekarang|juga|ya|yuk|di\s?sini|untuk|agar|supaya|biar|guna|demi|dengan|dan|lewat|melalui|gratis|secara|[Gg]aes|[Gg]uys|[Ss]obat|[Kk]ak)\b[^"“”]{0,200}$`;
export const CHANNEL_ALONE = new RegExp(
  String.raw`^(?:\s(?:[Rr]esmi|RESMI|milik|dari)){0,2}(?:\s["“'‘(]?${NAME}["”'’)]?)?(?:${END}|${BENEFIT})`,
  "u",
);
export const PLATFORM_ALONE = new RegExp(
  String.raw`^(?:\s${NAME})?(?:${END}|\suntuk\s(?:[a-z]{3,15}\s){0,2}(?:berita|informasi|info|kabar|update)\b[^"“”]{0,100}$)`,
  "u",
);

/** A channel's name where it stands beside the words for it: "kanal WhatsApp Persela Lamongan", "saluran Persela di WhatsApp". */
export const CHANNELS_NAME = new RegExp(
  String.raw`(?:${CHANNEL_AS_WRITTEN}\s(?:[Rr]esmi\s)?${APP_AS_WRITTEN}|${APP_AS_WRITTEN}\s${CHANNEL_AS_WRITTEN})\s(?:(?:[Rr]esmi|milik|dari|klub|tim)\s){0,2}["“'‘(]?(${NAME})|${CHANNEL_AS_WRITTEN}\s(?:[Rr]esmi\s)?(${NAME})\s(?:di|lewat|melalui)\s${APP_AS_WRITTEN}`,
  "u",
);

/** What a public body or a company offers its own people is no newsroom's call. */
export const OTHERS_CHANNEL =
  /\b(?:bmkg|bpbd|bnpb|basarnas|pvmbg|kemen\p{L}{2,12}|kementerian|pemkot|pemkab|pemprov|pemerintah|dinas|kelurahan|kecamatan|desa|dusun|r[tw]|sekolah|kampus|universitas|madrasah|polri|pold[a]|polres\p{L}{0,8}|polsek|kpu|bawaslu|bpjs|ojk|pln|pdam|pt kai|kai|pertamina|disdukcapil|rsud|puskesmas|panitia|penyelenggara)\b/iu;
/** What one does there is no reading: "Untuk mendaftar, klik …". */
export const SERVICE =
  /\b(?:mendaftar(?:kan)?|pendaftaran|registrasi|memesan|pemesanan|reservasi|membeli|pembelian|konsultasi|mengadu|pengaduan|aduan|melapor(?:kan)?|donasi|berdonasi)\b/iu;

/** A subject other than the reader, a passive or a report: somebody tells of joining, and nobody invites. */
export const REPORTED =
  /[,”"]["”]?\s?(?:\p{L}{1,20}\s){0,2}(?:kata|ujar|ucap|tutur|bunyi|jelas|imbuh|tambah|tegas|ungkap|papar|terang|sebut|tulis|demikian|pungkas|lanjut)(?:nya)?\b|\b(?:pelaku|korban|tersangka|terdakwa|polisi|warga|masyarakat|pengguna|peserta|siswa|penumpang|nasabah|pelanggan|konsumen|menurut|mengaku|diarahkan|diminta|disebar|tersebar|beredar|bernama|dikutip|dilansir|mengatakan|menyebut|meminta|mengajak|mengimbau|dihubungi|dikonfirmasi|menghubungi|berbunyi|hoaks|penipuan|oknum|ditangkap|dibekuk|diringkus|diciduk|tertipu|ditipu|kehilangan)\b/iu;
/** Others than newsroom and reader, or something that happened: a sentence with such a word tells of a channel. */
export const TELLS =
  /\b(?:ia|dia|mereka|beliau|itu|tersebut|para|milik\p{L}{0,3}|sejak|telah|pernah|setelah|ketika|oleh|seorang|sejumlah|beberapa|(?<!lebih )banyak|masuk(?:nya|kan)?|di(?:suruh|ajak|kirim\p{L}{0,3}|bagikan|sebar\p{L}{0,3}|buat|undang|masukkan|umumkan|sampaikan)|muncul|meng(?:ajak|undang|irim\p{L}{0,3}|aku)|mem(?:buat|buka|bagikan|inta)|menyebar\p{L}{0,3})\b/iu;
/** Who is spoken to, or how. */
export const SPOKEN_TO =
  /\b(?:anda|kamu|kalian|pembaca|sahabat|sobat|kawan|teman|guys|gaes|\p{L}{2,12}(?:ners|lovers|mania)|yuk|ayo|mari|silah?kan|jangan lupa)\b/iu;
export const URGES = /\b(?:yuk|ayo|mari|jangan lupa)\b/iu;
/** A call to join at the beginning of a sentence or of a clause in it; the second form is a call only where a reader is spoken to. */
const CLAUSE = String.raw`(?:^|[,.:;!?)\]–-]|\b(?:yuk|ayo|mari|silah?kan|segera|langsung|lupa|dan|atau|terus|juga|dengan|untuk|selengkapnya|lainnya|terbaru|tinggal|cukup|bisa|dapat)\b)[^\p{L}\d]{0,6}`;
export const CLAUSE_JOINS = new RegExp(
  String.raw`${CLAUSE}(?:ikuti|gabung|bergabunglah|follow|join|subscribe|langganan|klik (?:di\s?sini|tautan|link))\b`,
  "iu",
);
export const CLAUSE_READS = new RegExp(
  String.raw`(?:,|\bdan|\byuk)\s(?:baca|simak|dapatkan|temukan|pantau|nikmati|cek)\b`,
  "iu",
);
export const CLAUSE_OF_JOINING = new RegExp(
  String.raw`${CLAUSE}(?:mengikuti|bergabung|berlangganan)\b`,
  "iu",
);
/** "Sudah gabung saluran WhatsApp kami?", "Kabar Nusantara kini hadir di WhatsApp Channel.": the call itself follows. */
export const PRELUDE = new RegExp(
  String.raw`\b(?:gabung|ikuti|mengikuti|follow|(?:ber)?langganan)\b[^.!?]{0,80}\?\W*$|^\W{0,6}(?:ingin|mau)\b[^.!?]{0,60}\bberita\b[^.!?]{0,60}${APP}[^.!?]{0,20}\?\W*$|\b(?:kini|sekarang|juga|sudah)\s(?:[\w.]{2,20}\s){0,4}(?:hadir|ada|tersedia)\sdi\s(?:${CHANNEL}\s)?${APP}\b`,
  "iu",
);
export const CALL_BEHIND_PRELUDE =
  /^[^\p{L}\d]{0,12}(?:yuk|ayo|mari|segera|langsung)?[,!]?\s{0,2}(?:ikuti|follow|gabung|join|klik)\b/iu;

/** Instructions for an app's own menus. */
export const HOW_TO =
  /\b(?:cara(?:\s(?!klik|nya))|langkah|tips|trik|menu|ikon|tombol(?! (?:di bawah|berikut))|tab|setelan|pengaturan|fitur|pembaruan (?:whatsapp|telegram|aplikasi)|status whatsapp|whatsapp web|opsi|layar(?= (?:utama|ponsel|kunci|beranda|hp))|chatbot|yang ingin (?:anda|kamu|di\p{L}+)|undang|info gru?p)\b/iu;

export const OTHER_PLACE =
  /google\s?news|youtube|instagram|facebook|tiktok|twitter|\bnewsletter\b|play\s?store|app\s?store|\bemail\b|podcast|spotify/iu;

export const WISH =
  /^[^\p{L}\d]{0,12}(?:ingin|mau|(?:tak|tidak|gak|nggak|enggak|ga) (?:mau|ingin)|jangan|tetap|selalu|stay|biar|agar|supaya|butuh|kini|sekarang)\b/iu;
export const HORTATIVE_ONLY = /^[^\p{L}]{0,6}(?:ayo|yuk|mari|buruan|segera)[!,.\s]*$/iu;
/** "Halo Sobat Kabar!", "Jadilah yang pertama tahu!", "Jangan sampai ketinggalan!" */
export const GREETING =
  /^[^\p{L}\d]{0,12}(?:(?:hai|halo|hi|hei|sobat|sahabat)\b[^.!?]{0,40}|(?:(?:yuk|ayo),? )?jadi(?:lah)?\s(?:yang|orang)\s(?:pertama|paling)\b[^.!?]{0,60}|(?:(?:yuk|ayo),? )?(?:jangan|tak|tidak|gak|nggak|enggak|ga)\s(?:sampai\s|mau\s|ingin\s)?(?:ketinggalan|kelewatan|terlewat|kudet)\b[^.!?]{0,60}|(?:don['’]t miss|stay (?:updated|tuned|informed|connected))\b[^.!?]{0,40})[!?.,\s]{1,4}$/iu;
export const LEAD_SIGN =
  /\b(?:setiap hari|ponsel(?:mu)?|kami|terbaru|terkini|pilihan|breaking news|update|ketinggalan|(?:ter)?cepat|terpercaya|langsung|lebih cepat|gratis|eksklusif|menarik|lainnya)\b/iu;

export const SEQUEL =
  /^[^\p{L}\d]{0,12}(?:caranya|cara\b|klik|tap|pastikan|(?:anda|kamu|kalian) (?:harus|perlu|wajib|bisa)|jangan lupa|jangan sampai|pilih|lalu|kemudian|setelah|link|tautan|berikut|gratis|aktifkan|silah?kan|cukup|scan|pindai|ikuti|follow|gabung|bergabung|join|selain itu|unduh|install|download|dan|buka|atau|ayo|yuk|di sini|disini)\b/iu;
export const SEQUEL_SIGN =
  /\binstall?\b|\bklik\b|\blink\b|\btautan\b|\b(?:channel|saluran|kanal|grup)(?:nya)?\b|di\s?sini|\bjoin\b|\bgabung\b|notifikasi|lonceng|https?:|t\.me\/|terpasang|terinstall?/iu;

/**
 * The sentence about installing the app, alone, where a scrape lost the invitation before it. Tutorials say
 * "menginstal".
 */
export const INSTALL_ONLY =
  /^[^\p{L}\d]{0,6}(?:pastikan\s(?:\p{L}{2,20}\s){1,2}sudah|(?:anda|kamu|kalian)\sharus)\sinstall\saplikasi\s(?:whatsapp|telegram)\b[^.!?]{0,40}[.!?"”)\s]*$/iu;
