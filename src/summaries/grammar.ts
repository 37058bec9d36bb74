/** What makes a run of Indonesian words a sentence, as far as patterns can tell. */

// Built like verbs, but none.
const NO_VERBS =
  "mereka|menteri|memang|melalui|menurut|menjelang|mengenai|mengapa|mental|mendiang|menengah|merdeka|member|memori|berita|bersama|berbagai|berkat|berdasarkan|dirinya|direktur|direksi|digital|diskusi|dinding|disiplin|dimensi|distrik|dialog|diplomat|dinamika|direktorat|tersebut|terhadap|terkait|terbaik|terbaru|terbesar|tertinggi|tertua|terakhir|terkecil|terlama|terdekat|tercepat|terendah|terpanjang|terpenting|termahal|termasuk|terutama|terlebih";

/** Words that make a sentence of a clause: Indonesian verbs by their prefixes, and the commonest without one. As a pattern. */
export const VERB = String.raw`(?!(?:${NO_VERBS})\b)(?:me[mnlry]\p{Ll}{3,}|ber\p{Ll}{3,}|di(?!a\b|ri\b|mana\b)\p{Ll}{4,}|ter\p{Ll}{4,}|akan|telah|sudah|sedang|tengah|tidak|tak|belum|bukan|harus|bisa|dapat|adalah|ialah|merupakan|menjadi|masih|mulai|ingin|mau|kembali|resmi|sempat|ikut|turun|naik|tiba|tewas|jadi|bakal|hendak|kabur|menang|kalah|gagal|lolos|hilang|datang|pergi|jatuh|mundur|batal|hadir|muncul|lahir|pulang|tampil|gelar|tinggal|duduk|punya|minta|tetap|terus|setuju|sepakat|yakin|anjlok|ambruk|roboh|runtuh|susut|unggul(?= (?:sementara|atas|dengan|lebih|tipis|jauh|telak|dalam|\d)))\b`;

/** Has the clause a word that makes a sentence of it? */
export function hasVerb(clause: string): boolean {
  return HAS_VERB.test(clause);
}

/** The part of a sentence that is its main clause: what stands behind "Setelah sempat ditutup, …". "" if only such a lead-in is there. */
export function mainClause(text: string): string {
  return DEPENDENT_START.test(text) ? text.slice(text.indexOf(", ") + 1 || text.length) : text;
}

/** Is what stays a sentence, and still true without the rest? */
export function isWhole(rest: string, removed: string): boolean {
  return !BINDING.test(removed) && !attributes(removed) && !LIMITED.test(rest) && isSentence(rest);
}

/** Is it only the condition, cause or contrast of a sentence that stands beside it ("Jika pemilik akun di bawah umur.")? */
export function isSideClause(sentence: string): boolean {
  return SIDE_CLAUSE.test(sentence);
}

/** Does the clause say whose word it is ("…, menurut dua pejabat")? Without it an allegation would be told as a fact. */
export function attributes(clause: string): boolean {
  return ATTRIBUTION.test(clause);
}

/** Could this be a sentence if a point stood behind it? It has its verb, and its last words ask for nothing more. */
export function isSentence(text: string): boolean {
  const last = /\S+$/.exec(text)?.[0] ?? "";
  if (
    /[,:;–—-]$/.test(last) ||
    !/\p{L}|\d|[)%\uFFFC]/u.test(last) ||
    NEEDS_MORE.test(last) ||
    NEEDS_OBJECT.test(last)
  )
    return false;
  const opened = text.split(OPENS_CLAUSE).at(-1) ?? text;
  const claimed = text.split(CLAIMS).at(-1) ?? text;
  return (
    hasVerb(mainClause(text).replaceAll(DESCRIBES, "")) &&
    (opened === text || (hasVerb(opened) && opened.trim().split(" ").length > 2)) &&
    (claimed === text || hasVerb(claimed.replaceAll(DESCRIBES, "")))
  );
}

/** Words that open a condition, an exception or a contrast: what stands before them is not true without it. As a pattern. */
export const CONDITION =
  "jika|kalau|apabila|kecuali|terkecuali|asalkan|melainkan|tetapi|tapi|dengan (?:syarat|catatan|ketentuan|pengecualian|jaminan)|(?:selama|sepanjang) (?:tidak|tak)";
/** An opening in which what follows only holds: "Dalam skenario terburuk, …", "Berdasarkan klaim militer, …", "Untuk sementara, …". As a pattern. */
export const FRAME = String.raw`[^,]*(?<!\p{L})(?:[Ss]kenario|[Ss]imulasi|[Ll]atihan|[Gg]ladi|[Kk]laim|[Pp]engakuan|[Dd]ugaan|[Tt]uduhan|[Tt]udingan|[Kk]ajian|[Pp]erkiraan|[Pp]rediksi|[Pp]royeksi|[Rr]amalan|[Aa]sumsi|[Mm]impi|[Ff]ilm|[Nn]ovel|[Ss]inetron|[Dd]rama|[Ss]andiwara|[Ll]aporan|[Kk]eterangan|[Kk]esaksian|[Dd]akwaan|[Gg]ugatan|[Rr]ancangan|[Rr]encana|[Ss]urvei|[Jj]ajak pendapat|[Hh]itung cepat|[Ss]ementara|[Aa]walnya|[Mm]ulanya)(?!\p{L})`;
const BINDING = new RegExp(
  String.raw`\b(?:${CONDITION}|bila|asal(?! \p{Lu})|namun|meski|meskipun|walau|walaupun|kendati|padahal|bukan|daripada|ketimbang)\b`,
  "iu",
);
const ATTRIBUTION =
  /\b(?:menurut|kata|ujar|tutur|ungkap|jelas|tegas|tandas|sebut|lapor|klaim|mengklaim|diklaim|demikian|tambah|imbuh)(?:nya)?\b/iu;
// A negation or a limit may be about the very part that would go: "tidak mundur karena sakit".
const LIMITED =
  /\b(?:tidak|tak|bukan|belum|jangan|tanpa|hanya|cuma|sekadar|lebih|paling|terlalu|cukup|begitu|sangat|baik|antara)\b/iu;
const NEEDS_MORE =
  /^(?:tidak|tak|belum|bukan|jangan|akan|kecuali|dan|atau|serta|di|ke|dari|pada|dalam|oleh|untuk|dengan|yang|para|sebuah|seorang|suatu|sang|si|bahwa|adalah|sesuai|sama|bersama|seiring|sepakat|siap|gagal|mampu|wajib|layak|rela|enggan|sulit|mudah|perlu|upaya|rencana|cara|waktu|kesempatan|tinggal|ada|lahir|duduk|masuk|datang|pergi|pulang|keluar|hasil|bagian|satu|naik|turun|mulai|hingga|sampai|orang|mereka|warga|salah|lain|hal|apa|siapa|itu|ini|saat|sesaat|detik|menit|jam|hari|pekan|bulan|tahun|tanggal|juga|pun|lagi|saja|kali|pernah|lebih|paling|makin|semakin|kian|hanya|tepatnya|nan|antara|sepanjang|senilai|sebesar|sebanyak|sekitar|selama|hampir|seputar|soal|tentang|setiap|sejumlah|dua|tiga|namun|tetapi|tapi|bahkan|melainkan|sedangkan|sementara|karena|sehingga|agar|supaya|ketika|jika|kalau|apabila|muncul|terjadi|per|bertajuk|berjudul|bernama|berinisial|beranggotakan)$/iu;
const NEEDS_OBJECT =
  /^(?:di(?!a$|ri$)\p{Ll}{4,}|ber\p{Ll}{3,}an|me(?!ninggal|ningkat|lemah|nguat|nurun|lonjak|rosot|rugi|mbaik|mburuk|lambat|luas|ngungsi|nyerah|nikah|rah|nipis|ledak|letus)[mnlry]\p{Ll}{3,}|akan|telah|sudah|sedang|tengah|harus|bisa|dapat|ialah|merupakan|resmi|sempat|ikut|bakal|hendak|tetap|terus|punya|minta|gelar|ingin|mau|kembali|jadi|terkesan|terlihat|tampak|tampaknya|terdengar|teringat|terbuat|berhasil|bertemu|berada|berjumpa|bersama)$/iu;
// What follows one of these is a clause of its own, which must be whole as well.
const SAYS =
  "bahwa|mengatakan|menyatakan|menyebut|menyebutkan|menilai|mengaku|mengakui|menegaskan|menjelaskan|mengungkapkan|mengungkap|menuturkan|memastikan|berharap|meminta|menginstruksikan|memerintahkan|mengajak|mengimbau|menugaskan|mengizinkan|melarang|memaksa|menuntut(?! .*(?:penjara|pidana|hukuman|kurungan|ganti rugi))|mendesak|menuding|menuduh|membuat|menyebabkan|mengakibatkan|membantu|mendorong|memungkinkan|menduga|memperkirakan|melihat|menurut";
const OPENS_CLAUSE = new RegExp(
  String.raw`\b(?:${SAYS}|agar|supaya|sehingga|karena|ketika|saat|setelah|jika|dan|yang|di mana|tetapi|tapi|namun)\b`,
  "iu",
);
// What it says must have a verb that does not only say which one is meant: "menilai aturan yang dibuat Dewan" says nothing yet.
// Sources lose the space behind it now and then ("menyebutputusan").
const CLAIMS = new RegExp(String.raw`\b(?:${SAYS})(?!(?:nya|kan|i)\b)`, "iu");

const SIDE_CLAUSE =
  /^["“]?(?:jika|kalau|apabila|bila|meski|meskipun|walau|walaupun|kendati|karena|lantaran|agar|supaya|sehingga)\b(?!.*(?:,|\b(?:maka|namun|tetapi|tapi)\b))(?! (?:begitu|demikian|itu)\b)/iu;

// A verb that only says which one is meant: "korban tewas", "penonton yang berada di tribun".
const DESCRIBES = new RegExp(
  String.raw`(?<!\p{L})(?:berkekuatan|bermagnitudo|berinisial|bernama|berjudul|bertajuk)(?!\p{L})|\b(?:yang|untuk|seperti|sebagaimana|[Kk]orban)\s+(?:(?:hanya|gagal|batal|sempat|kembali|tidak|tak|telah|akan|sudah|pernah|tengah|sedang|bakal|juga|ikut|masih|bisa|dapat|baru|baru saja|kini|hari ini|saat ini|kemarin|selalu|kerap|sering|dulu|awalnya|pada awalnya|semula|sebelumnya|sejak awal)\s+)*(?:${VERB})`,
  "gu",
);
const HAS_VERB = new RegExp(`(?<![\\p{L}-])${VERB}`, "u");
const DEPENDENT_START =
  /^["“]?(?:jika|kalau|apabila|bila|meski|meskipun|walau|walaupun|kendati|ketika|saat|setelah|sebelum|usai|karena|lantaran|diduga (?:akibat|karena)|untuk|demi|guna|dengan|dalam|sejak|menurut|selain|agar|sebagai|melalui|lewat|berdasarkan|akibat|di|pada|tidak hanya|tak hanya|bukan hanya|(?:tak|tidak|sama) seperti|berbeda dengan|bukan|baik|selama|hingga|seperti|jangankan|setiap kali)\b/iu;
