import { WEEKDAY_WRITTEN } from "../articles/calendar.ts";
import { attributes, FRAME, isSentence, isWhole, VERB } from "./grammar.ts";
import { losesQualifier } from "./qualifying.ts";
import { SAYS } from "./references.ts";
import { endsAsSentence } from "./sentences.ts";
import { brackets, enclosures, masked, quotations } from "./spans.ts";

/**
 * Shorter forms of a sentence, longest first, without repeats; the sentence itself is the first. Every form is made of
 * the sentence's own words in their order and ends as it does; quotations stay whole. What goes: the connective it opens
 * with, source tags ("seperti dilansir Tass,"), how a statement reached the reporter, brackets, asides, the day, and
 * final clauses and descriptions. Conditions, contrasts, places, negations and who said it never go: without them the
 * rest would not be true.
 */
export function shorterForms(sentence: string): string[] {
  const forms = new Set([sentence]);
  const told = withoutConnective(sentence);
  const cutBy = (step: (form: string) => string, form: string): string => {
    const shorter = step(form);
    if (losesQualifier(told, shorter)) return form;
    if (shorter.length >= SHORTEST && endsAsSentence(shorter)) forms.add(shorter);
    return shorter;
  };
  const core = cutBy(withoutOccasion, cutBy(withoutTags, sentence));
  const bare = [withoutBrackets, withoutAside, withoutDay].reduce((form, step) => cutBy(step, form), core);
  for (const start of [core, bare]) {
    let form = start;
    for (let cuts = 0; cuts < MOST_FINAL_CUTS; cuts++) form = cutBy(withoutLastClause, form);
    for (let cuts = 0; cuts < MOST_FINAL_CUTS; cuts++) form = cutBy(withoutDescription, form);
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

const MOST_FINAL_CUTS = 3;

/** The sentence without the connective it opens with ("Namun, …"); its next word gets the capital. */
export function withoutConnective(sentence: string): string {
  return withoutOpening(sentence, CONNECTIVE);
}

/** A sentence cut down to less than this says too little to stand alone. */
const SHORTEST = 35;

const DATE = String.raw`\d{1,2}\s\p{Lu}\p{Ll}+(?:\s\d{4})?`;
const WEEKDAY = String.raw`(?:${WEEKDAY_WRITTEN})(?:\s*\([^)]*\)|,?\s${DATE})?`;
const DAY = `(?:${WEEKDAY}|${DATE})`;
const CONNECTIVE = new RegExp(
  "^(?:(?:Namun|Akan tetapi|Tetapi|Tapi|Selain itu|Sementara itu|Di sisi lain|Di samping itu|Di lain sisi|Di pihak lain|Oleh karena itu|" +
    "Oleh sebab itu|Karena itu|Dengan demikian|Meski demikian|Meskipun demikian|Meski begitu|Walau begitu|Kendati demikian|Kendati begitu|" +
    "Tak hanya itu|Tidak hanya itu|Bukan hanya itu|Lebih lanjut|Lebih jauh|Selanjutnya|Kemudian|Lalu|Bahkan|Terlebih|Diketahui|" +
    `(?:Seperti|Sebagaimana|Sekadar|Untuk|Perlu) diketahui|Sebagai informasi|(?:Seperti |Sebagaimana )?[Dd]iberitakan sebelumnya),\\s+(?!(?:${SAYS}|sambung)\\s)` +
    "|Adapun\\s+|(?:Sementara|Namun|Sedangkan)\\s+(?=\\p{Lu}\\p{Ll}))",
  "u",
);

// Who answers for a fact stays: only an outlet goes, which is a name, a domain or a kind of paper, and never an authority or a side.
const AUTHORITY =
  "(?:[Pp]olisi|[Kk]epolisian|Pol(?:res|da|sek|ri)|[Kk]ejaksaan|[Pp]engadilan|KPK|BNPB|BPBD|BMKG|BPS|WHO|PBB|TNI|[Kk]ementerian|Kemen\\p{Ll}+|[Bb]adan|[Dd]inas|[Ll]embaga|[Pp]emerintah|[Kk]antor (?!Berita)|[Kk]elompok|[Mm]ilisi|[Pp]ihak|[Tt]im|[Mm]enteri|[Pp]residen|[Gg]ubernur|[Bb]upati|[Jj]uru)";
const REPORTED =
  "(?:(?:[Ss]eperti|[Ss]ebagaimana)\\s+(?:yang\\s+)?)?(?:[Dd]ilansir|[Dd]ikutip|[Dd]ilaporkan|[Dd]iberitakan|[Dd]iwartakan|[Mm]elansir|[Mm]engutip|[Dd]isadur|[Dd]ihimpun|[Dd]inukil)";
const PAPER =
  "(?:laman|situs(?: web)?|media|harian|koran|tabloid|majalah|kantor berita|surat kabar|portal(?: berita)?|stasiun televisi|televisi|kanal|resmi|milik|berita)";
const OUTLET = String.raw`(?:(?:dari|oleh|dalam|di|pada)\s+)?(?:${PAPER}\s+){0,3}(?!${AUTHORITY}(?!\p{L}))(?:\p{Lu}|\p{Ll}+\.?(?:com|id|net|tv|news)(?!\p{L}))[^\s,;]*(?:\s+[^\s,;]+){0,5}`;
const OPENING_TAG = new RegExp(
  String.raw`^${REPORTED}\s+${OUTLET}(?:,?\s+(?:pada\s+)?${DAY})?,\s+(?!${DAY})`,
  "u",
);
const INNER_TAG = new RegExp(
  String.raw`,\s+${REPORTED}\s+${OUTLET}(?:,\s+(?:pada\s+)?${DAY})?(?=[,.!?])`,
  "u",
);

function withoutTags(sentence: string): string {
  const shorter = withoutOpening(withoutConnective(sentence), OPENING_TAG);
  return withoutAsideMatching(shorter, INNER_TAG);
}

// "… dalam keterangan tertulis yang diterima di Jakarta, Rabu (19/6/2024)." – where and how it was said, not what or by whom
const OCCASION = new RegExp(
  `,?\\s+(?:(?:dalam|melalui|lewat) (?:sebuah )?(?:keterangan|siaran pers|rilis|pernyataan|unggahan|konferensi pers|jumpa pers|pesan singkat|sambungan telepon)|(?:saat|ketika|usai) (?:di(?:temui|hubungi|konfirmasi|wawancarai|mintai))|kepada (?:wartawan|awak media|pewarta|media|jurnalis|reporter|detik|kompas|tempo|liputan6|okezone|antara|tribun|cnn))[^"“]*(?=\\.$)`,
  "iu",
);

function withoutOccasion(sentence: string): string {
  const found = OCCASION.exec(masked(sentence, quotations(sentence)));
  // "menyatakan dalam keterangan tertulis bahwa …": there the news itself stands behind the occasion
  if (!found || /\bbahwa\b|,\s(?!pada |di )\p{Ll}/u.test(found[0])) return sentence;
  const told = sentence.slice(0, found.index);
  return isSentence(told) && !FORBIDS.test(told.slice(told.lastIndexOf(", ") + 1))
    ? cut(sentence, found)
    : sentence;
}

// "melarang menteri berbicara kepada media", "belum menyerahkan rekaman kepada wartawan": there it is the very thing
const FORBIDS = /(?<!\p{L})(?:melarang|dilarang|larangan|tidak|tak|belum|jangan|bukan)(?!\p{L})/iu;

function withoutBrackets(sentence: string): string {
  const quoted = quotations(sentence);
  let shorter = sentence;
  for (const span of brackets(sentence).reverse()) {
    if (quoted.some((quote) => quote.start <= span.start && span.end <= quote.end)) continue;
    if (TO_COME.test(sentence) && OTHER_DATE.test(sentence.slice(span.start))) continue;
    const after = shorter.slice(span.end);
    shorter = shorter.slice(0, span.start).trimEnd() + (/^\p{L}/u.test(after) ? " " : "") + after;
  }
  return shorter.trim();
}

// "digelar Sabtu (20/6)": of what is still to come "Sabtu" alone may be another day
const OTHER_DATE = /^\(\d{1,2}[/ ][^)]*\)(?! (?:hari|pagi|siang|sore|malam) ini)/u;
const TO_COME =
  /(?<!\p{L})(?:akan|bakal|hendak|rencananya|berencana|dijadwalkan|jadwal|menjadwalkan|direncanakan|mulai|hingga|sampai|batas|tenggat|berlaku|diberlakukan)(?!\p{L})/iu;

const ASIDE = new RegExp(
  `,\\s+(?:yang|seorang|salah satu|di mana|selaku|sebagai)\\s[^,]{10,120}(?=,\\s+${VERB})`,
  "u",
);

/** "Budi, yang lahir di Medan, mengatakan" without what stands between the commas. */
function withoutAside(sentence: string): string {
  return withoutAsideMatching(sentence, ASIDE);
}

// A final clause that only adds to what is already said. Not among them: jika, kecuali, tetapi, meski, melainkan.
const ADDED =
  /^\s+(?:sehingga|seraya|sambil|sementara|sedangkan|termasuk|seperti|yakni|yaitu|di antaranya|antara lain|menyusul|guna|demi|yang|di mana|dengan|serta (?:me|ber|di)|mulai dari|baik|terutama|khususnya|apalagi)\s/iu;

function withoutLastClause(sentence: string): string {
  const mask = masked(sentence, enclosures(sentence));
  const comma = mask.lastIndexOf(", ");
  if (comma === -1 || !ADDED.test(mask.slice(comma + 1)) || !/[.]$/.test(mask)) return sentence;
  const [rest, removed] = [mask.slice(0, comma), mask.slice(comma)];
  return isSentence(rest) && !attributes(removed) && !decides(rest, removed)
    ? `${sentence.slice(0, comma)}.`
    : sentence;
}

/** The day at the end: an alert is read on it. Not that of something to come, and not one of several. */
export function withoutDay(sentence: string): string {
  const mask = masked(sentence, quotations(sentence));
  const found = FINAL_DAY.exec(mask);
  const rest = mask.slice(0, found?.index);
  return OTHER_DAY.test(rest) ? sentence : cut(sentence, found);
}

// "ditutup" may be still to come, as may a match: then the day is the news
const OTHER_DAY =
  /\b(?:ditutup|dibuka|digelar|diliburkan|libur|digratiskan|gratis|berlaku|diberlakukan|menghadapi|melawan|menjamu|batas|tenggat|akan|bakal|hendak|segera|rencananya|berencana|dijadwalkan|jadwal|menjadwalkan|direncanakan|ditargetkan|memperkirakan|diperkirakan|diprediksi|mulai|hingga|sampai|sejak|agar|jelang|menjelang|pernah|silam|sebelumnya|semula|awalnya|terakhir|Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad)\b/u;

const FINAL_DAY = new RegExp(
  String.raw`(?:,\s+(?:pada\s+)?|\s+pada\s+)(?:hari\s+)?${WEEKDAY}(?:\s+(?:pagi|siang|sore|malam|petang|dini hari))?(?:\s+WI[BT]A?)?(?=\.$)`,
  "u",
);

/** "… meresmikan bendungan yang dibangun sejak 2015." told without what the last linking word opens. */
function withoutDescription(sentence: string): string {
  if (!/[^.]\.$/.test(sentence)) return sentence;
  const mask = masked(sentence, enclosures(sentence));
  const links = [...mask.matchAll(DESCRIPTION)].reverse();
  for (const link of links) {
    const [rest, removed] = [mask.slice(0, link.index), mask.slice(link.index)];
    if (
      rest.length >= SHORTEST_DESCRIBED &&
      !decides(rest, removed) &&
      !saysWhichOf(rest, removed) &&
      !endsInList(rest, removed) &&
      isWhole(rest, removed)
    )
      return `${sentence.slice(0, link.index)}.`;
  }
  return sentence;
}

const SHORTEST_DESCRIBED = 60;

// Words that open a cause, an aim, an occasion or a closer description. Not "di", "pada", "hingga", "dari": a rise in
// one town is no rise everywhere. "Untuk" and "dengan" only before a verb: "diskon untuk lansia" is none for everybody,
// and "berunding dengan serikat pekerja" is nothing without them.
const DESCRIPTION =
  /,?\s(?=(?:(?<=,\s|\p{Lu}\S*\s)yang(?!\s(?:ke\p{Ll}+|pertama|terakhir|ter\p{Ll}+|paling)(?!\p{L}))|(?:untuk|dengan)(?=\s(?:me[mnlry]|ber|ikut|turut|kembali)\p{Ll}*)|guna|demi|agar|supaya|karena|lantaran|akibat|(?:setelah|usai|ketika|saat)(?!\s(?:ini|itu)\b)|sehingga|seraya|sambil|(?<=,\s)sementara|sedangkan|melalui|lewat|(?<=,\s)terkait|menyusul|jelang|menjelang|seiring)\s)/gu;

/** "… adalah Bupati A, Camat B yang juga menjabat sekretaris C, serta D": those behind the description are listed, too. */
function endsInList(rest: string, removed: string): boolean {
  return /^,?\syang\s/.test(removed) && /,\s(?:serta|dan|maupun)\s/u.test(removed) && LISTS.test(rest);
}

const LISTS = new RegExp(`${VERB}.*,\\s`, "u");

/** "kepada WNI | yang tinggal di Sagara", "warga Sagara | yang lahir pada 1958": a kind of people or things is told of, and only some of them. */
function saysWhichOf(rest: string, removed: string): boolean {
  return /^\syang\s/u.test(removed) && KIND.test(rest);
}

const KIND =
  /(?<!\p{L})(?:WN[IA]|WBP|PNS|ASN|PPPK|TKI|PMI|UMKM|TPS|ODGJ|PKL|SPBU|(?:warga(?: negara)?|orang|penduduk|masyarakat|diaspora|wisatawan|turis|migran|pengungsi|mahasiswa|siswa|pekerja|buruh|pengguna|pelanggan|penumpang|pemain|atlet|perusahaan|produk|kendaraan|mobil|kapal|saham) (?:\p{Lu}\S*\s?){1,3})$/u;

/** Is what the first part says true only with the second: as it comes, for those it is for, or as it is put right? */
export function decides(rest: string, removed: string): boolean {
  return (OPEN.test(rest) && HOW.test(removed)) || (ALL.test(rest) && WHICH.test(removed));
}

// What is still open ("akan dipulangkan setelah diperiksa") or must be ("wajib dibayar lewat bank") hangs on when and how.
const OPEN =
  /\b(?:akan|bakal|dapat|bisa|boleh|harus|wajib|perlu|mampu|baru|segera|dijadwalkan|direncanakan|berencana|berhak|mendapat|mendapatkan|mengizinkan|diizinkan|dibolehkan|melarang|dilarang)\b/iu;
const HOW = /^,?\s(?:setelah|usai|ketika|saat|melalui|lewat|dengan|menyusul|seiring)\s/u;

// "menarik semua obat PT Farma yang …": not all of them
const ALL = /\b(?:semua|seluruh|setiap|tiap|tiap-tiap|segala|para)\b/iu;
const WHICH = /^,?\syang\s/u;

/** Takes out what `pattern` finds between two commas, and the second comma too where the verb of the sentence follows. */
function withoutAsideMatching(sentence: string, pattern: RegExp): string {
  const found = pattern.exec(masked(sentence, quotations(sentence)));
  if (!found) return sentence;
  const rest = sentence.slice(found.index + found[0].length);
  return sentence.slice(0, found.index) + (VERB_FOLLOWS.test(rest) ? rest.replace(/^,/, "") : rest);
}

const VERB_FOLLOWS = new RegExp(`^,\\s+${VERB}`, "u");

function withoutOpening(sentence: string, pattern: RegExp): string {
  const found = pattern.exec(masked(sentence, quotations(sentence)));
  if (!found) return sentence;
  const rest = sentence.slice(found[0].length);
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}

function cut(sentence: string, found: RegExpExecArray | null): string {
  return found ? sentence.slice(0, found.index) + sentence.slice(found.index + found[0].length) : sentence;
}

/** "Setelah sempat ditutup, bandara dibuka" without what stands before the comma; the sentence itself if it has none. */
export function withoutLeadIn(sentence: string): string {
  return withoutOpening(sentence, LEAD_IN);
}

const LEAD_IN = new RegExp(
  String.raw`^(?:Setelah|Usai|Saat|Ketika|Dalam|Pada|Di tengah|Berdasarkan|Melalui|Lewat|Sebagai|Selain|Untuk|Guna|Demi|Karena|Akibat|Beberapa waktu lalu|Baru-baru ini|Belakangan ini|Sejak|Selama|Jelang|Menjelang)\s(?!${FRAME})[^,\d]{3,90},\s+(?=\p{Lu}|para |sebanyak |seorang |sejumlah |pemerintah |polisi |warga |pihak )`,
  "u",
);
