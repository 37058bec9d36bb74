import { numberWordPattern } from "../articles/number-words.ts";
import { hasVerb } from "./grammar.ts";
import { masked, quotations } from "./spans.ts";
import { isFunctionWord, keys } from "./words.ts";

/**
 * What a sentence must have before it to be understood: "Keduanya berkendara …" says nothing to a reader who has not met
 * the two.
 *
 *   null               nothing, it stands alone
 *   { noun: null }     the sentence before it in the article
 *   { noun: "remaja" } that sentence, or any other with this word ("Remaja itu ditangkap")
 */
export type Need = { noun: string | null } | null;

/** Looks at how the sentence begins: Indonesian points back with its subject far more than with anything else. */
export function needOf(sentence: string): Need {
  const start = sentence.replace(/^["“”‘'(\s]+/, "");
  const need = isNamelesslySaid(sentence) || speaksOfOthers(start) ? { noun: null } : needOfClause(start);
  if (need) return need;
  const main = mainOf(start);
  return main === start ? null : needOfClause(main);
}

/** What stands behind "Sebelumnya, …", "Saat ini …" or "Meski belum pasti, …", where the subject is. */
function mainOf(start: string): string {
  const timed = start.replace(TIMED, "");
  const [, leadIn, main] = LEAD_IN.exec(timed) ?? [];
  // "Usai bertemu Kim, ia pulang": a name before it may be the one that is meant
  return leadIn && main && !/\s\p{Lu}/u.test(leadIn) ? main : timed;
}

const TIMED =
  /^(?:sebelumnya|kini|sementara|awalnya|akhirnya|belakangan|sejauh ini|(?:saat|hari|kali|pekan|bulan|tahun|musim) ini|(?:hingga|sampai) (?:kini|saat ini|hari ini))(?:,| pun,?)?\s+/iu;

/**
 * The person a sentence lets speak by one bare name ("Menurut Puji, …", "…," kata Marala. "Dian mengatakan …"): a reader must have been told who
 * that is. null where nobody is, or the name is given in full.
 */
export function bareSpeaker(sentence: string): string | null {
  const found = BARE_SPEAKER.exec(sentence) ?? BARE_SPEAKER.exec(mainOf(sentence));
  return (found?.[1] ?? found?.[2])?.toLowerCase() ?? null;
}

/** Does it speak of one person by a pronoun ("Ia menilai …", "…," katanya)? Then the sentence before must name one. */
export function meansPerson(sentence: string): boolean {
  return PERSONAL_START.test(sentence) || PERSONAL_START.test(mainOf(sentence)) || isNamelesslySaid(sentence);
}

const PERSONAL_START =
  /^["“”‘'(\s]*(?:ia|dia|beliau|menurutnya|(?:menurut|kata|ujar|bagi) (?:dia|ia|beliau))\b/iu;

function isNamelesslySaid(sentence: string): boolean {
  return NAMELESS_SPEAKER.test(sentence) || NAMELESS_INSIDE.test(sentence);
}

/** Could a pronoun in the next sentence mean somebody in this one? Judged by offices, trades, kinship and names that are no place or body. */
export function namesPerson(sentence: string): boolean {
  if (PERSON.test(sentence) || ACTS.test(sentence)) return true;
  return Array.from(sentence.matchAll(CAPITALISED)).some(
    ({ 0: name, index }) => !NO_PERSON.test(name) && !PLACED.test(sentence.slice(0, index)),
  );
}

const PERSON =
  /\b(?:se?orang|pria|wanita|perempuan|lelaki|laki-laki|korban|pelaku|tersangka|terdakwa|terpidana|saksi|warga|anak|bocah|remaja|gadis|ibu|bapak|ayah|suami|istri|putr[ai]|kakek|nenek|mente?ri|presiden|raja|ratu|gubernur|bupati|wali kota|camat|lurah|kepala|ketua|sekretaris|direktur|manajer|anggota|wakil|mantan|eks|juru bicara|jubir|humas|pengacara|advokat|kuasa hukum|jaksa|hakim|polisi|kapol\w+|panglima|komandan|jenderal|pengamat|analis|ekonom|pakar|ahli|peneliti|ilmuwan|dokter|dosen|guru|siswa|mahasiswa|pelatih|pemain|kiper|bek|gelandang|penyerang|striker|pebalap|pembalap|petinju|petenis|aktor|aktris|artis|penyanyi|musisi|sutradara|presenter|komedian|selebgram|desainer|politikus|politisi|ustaz|kiai|pendeta|uskup|paus|sopir|pengemudi|pilot(?! project)|nakhoda|pedagang|petani|nelayan|pemilik|pengusaha|bos|ceo|turis|wisatawan|penumpang|pendaki|ia|dia|beliau)\b/iu;
// "Griezmann mengukir": a word alone that acts at the sentence's start
const ACTS = new RegExp(
  `^["“]?(?!Pem|Kement|Perusahaan|Partai|Dinas|Badan|Bank|Tim )\\p{Lu}\\p{Ll}+ (?:me[mnlry]|ber)\\p{Ll}{3,}`,
  "u",
);
const CAPITALISED = /(?<=\S )\p{Lu}\p{L}*(?:[ -]\p{Lu}[\p{L}.'’]*)*/gu;
const NO_PERSON =
  /^(?:\p{Lu}{2,}$|(?:Pem(?:prov|kot|kab|erintah|da)|Kementerian|Kemen\p{Ll}+|Dinas|Badan|Bank|PT|CV|Partai|Fraksi|Komisi|Polda|Polres|Polsek|Mabes|Pengadilan|Kejaksaan|Mahkamah|Universitas|Sekolah|Rumah Sakit|Stadion|Bandara|Liga|Piala|Timnas|Klub|FC|Jalan|Gunung|Sungai|Pulau|Desa|Kota|Kabupaten|Kecamatan|Provinsi|Undang|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember|Rp|WIB|WITA|WIT|Indonesia|Jakarta|Jawa|Sumatera|Kalimantan|Sulawesi|Papua|Bali)(?!\p{L}))/u;
const PLACED = /\b(?:di|ke|dari|asal|PT|Desa|Kota|Kabupaten|Kecamatan|Provinsi|Jalan|Stadion) $/u;

/**
 * What a sentence points at somewhere behind its beginning ("penyidik mendalami hal itu", "pemilik mobil tersebut") and only those before it
 * tell, whose words are `said`.
 */
export function pointsBack(sentence: string, said: ReadonlySet<string>): Need {
  const plain = sentence.replaceAll(/["“][^"”]*["”]/g, " ");
  for (const { index } of plain.matchAll(POINTER)) {
    const words = keys(plain.slice(0, index));
    if (words.at(-1) === "hal") return { noun: null };
    const nouns = words.slice(-3).filter((word) => !isFunctionWord(word));
    if (nouns.some((noun) => words.slice(0, -3).includes(noun))) continue;
    const noun = nouns.findLast((one) => said.has(one));
    if (noun !== undefined) return { noun };
  }
  return null;
}

const POINTER = /(?<=\p{L} )(?:tersebut\b|itu(?=[.,]|$))|(?<=\bhal )(?:itu|ini)\b/gu;

/** Sets it against something that was said before, and has no clause of its own to set it against ("Sementara emas UBS dijual …")? */
export function contrasts(sentence: string): boolean {
  return CONTRAST.test(sentence);
}

const CONTRAST = /^["“]?(?:sedangkan|sementara)(?! (?:itu|ini)\b)(?!.*\S, (?!Rp)\p{L})/iu;

/** Does the writer speak, outside of quotations ("Saya masih ingat …")? Only the article's page shows who that is. */
export function isPersonal(sentence: string): boolean {
  return PERSONAL.test(masked(sentence, quotations(sentence)));
}

const PERSONAL = /(?<!\p{L})(?:saya|aku)(?!\p{L})/iu;

/** Verbs that stand before whoever is quoted. */
export const SAYS = "kata|ujar|tutur|jelas|ungkap|tegas|lanjut|imbuh|tambah|papar|ucap|sebut|terang";
const BARE_SPEAKER = new RegExp(
  `(?:^[Mm]enurut|[,"”] (?:${SAYS})) (\\p{Lu}\\p{Ll}+)(?=[,.]|$| \\p{Ll})|^(\\p{Lu}\\p{Ll}+) (?:juga |pun |sendiri |lalu |kemudian )?(?:me(?:ngatakan|nyatakan|nyebut|nyebutkan|nilai|ngaku|ngakui|negaskan|njelaskan|ngungkap|ngungkapkan|nuturkan|mastikan|nambahkan|nyampaikan|minta|nerangkan|maparkan|ngimbau|ngingatkan)|berharap|berbicara|bercerita)(?!\\p{L})`,
  "u",
);

/** "21 orang lainnya luka-luka", "Dua korban lagi dicari": beside some that only what was said before has counted. */
function speaksOfOthers(sentence: string): boolean {
  const { before } = OTHERS.exec(sentence.replaceAll(/\([^)]*\)/g, ""))?.groups ?? {};
  return before !== undefined && !BESIDE.test(before);
}

const COUNT = `(?<![\\p{L}\\d])(?:\\d[\\d.]*|${numberWordPattern()}|seorang|(?:puluh|ratus|ribu)an)(?![\\p{L}\\d])`;
const COUNTABLE =
  "orang|korban|warga|penumpang|pekerja|pendaki|awak|siswa|santri|anak|tersangka|pelaku|rumah|unit";
const OTHERS = new RegExp(
  `^(?<before>.{0,300}?)(?:${COUNT} )+(?:(?:\\p{Ll}+ ){0,2}(?<!(?:antara|sama) )lain(?:nya)?|(?:${COUNTABLE}) lagi)(?!\\p{L})`,
  "iu",
);
/** They stand beside some that the sentence itself counts or names. */
const BESIDE = new RegExp(
  `${COUNT}|(?<!\\p{L})(?:selain|(?:dan|serta|bersama|maupun|atau|dengan|dari|daripada|dibanding|dibandingkan) $)`,
  "iu",
);

const LEAD_IN =
  /^((?:pada|dalam|di|saat|ketika|setelah|sesudah|sebelum|usai|sejak|selama|untuk|dengan|karena|akibat|meski|jika)\s[^,]{3,90}),\s+(.*)$/iu;

function needOfClause(clause: string): Need {
  const first = /^\p{L}+/u.exec(clause)?.[0].toLowerCase() ?? "";
  const owned = first.length > 5 && first.endsWith("nya") && !FREE_NYA.has(first);
  if (owned || POINTING_START.test(clause) || GOES_ON.test(clause) || isOwned(clause)) return { noun: null };
  const noun = pointedNoun(clause);
  return noun === null ? null : { noun };
}

/** "Nilai proyeknya mencapai": of what was told before. */
function isOwned(clause: string): boolean {
  const [, owned = "", next = ""] = SECOND_OWNED.exec(clause) ?? [];
  const free = owned === "" || FREE_NYA.has(owned.toLowerCase()) || owned.startsWith("di"); // "Ketika ditanya lebih lanjut"
  return !free && (hasVerb(next) || /^(?:cukup|sangat|lebih|hanya|sama|mirip)$/.test(next));
}

const SECOND_OWNED = /^\p{L}+ (\p{Ll}{3,}nya) (?:(?:pun|juga) )?(\p{Ll}+)/u;

/** "Istri korban lalu masuk": after something that was told before. */
const GOES_ON =
  /^(?:[^\s,.]+ ){1,3}(?<!(?:hari|pekan|minggu|bulan|tahun|musim|abad|jam|menit|pagi|siang|sore|malam|waktu|beberapa|yang|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu) )(?:lalu|kemudian|lantas) \p{Ll}/iu;

const POINTING_START = new RegExp(
  "^(?:" +
    [
      "ia|dia|beliau|mereka|keduanya|ketiganya|semuanya|tersebut|demikian|begitu|begitulah|demikianlah|caranya",
      "(?:biaya|harga|data|daftar|catatan|penjelasan|uraian|tarif) di (?:atas|bawah ini)",
      "(?:hal|langkah|upaya|keputusan|kebijakan|aturan|kondisi|situasi|peristiwa|kejadian|insiden|kasus|acara|kegiatan) (?:itu|ini|tersebut|demikian|serupa|senada|yang sama)",
      "(?:ini|itu)(?!lah [a-z]+ (?:daftar|cara))|inilah|itulah|itupun|inipun",
      "(?:menurut|bagi|kata|ujar|selain|setelah|sesudah|sebelum|dengan|dalam|atas|akibat|karena|oleh karena|untuk|sejak|dari|meski|walau|di|pada|berkat|terkait|seperti) (?:dia|ia|nya|mereka|beliau|itu|demikian|begitu|sana|situ|sini)\\b",
      "(?:menurut|bagi)nya|karenanya|akibatnya|sebaliknya|pasalnya|sebab|sebabnya|alasannya|artinya|maksudnya|hasilnya|makanya|soalnya|misalnya|contohnya",
      // "Sehari sebelumnya, …", "Pada hari yang sama, …", "Esok harinya …"
      "(?:(?:se|\\p{L}+ )(?:jam|hari|malam|pekan|minggu|bulan|tahun)|(?:hari|malam|pekan|minggu|bulan|tahun|musim)) (?:sebelumnya|sesudahnya|setelahnya|kemudian|berikutnya)|(?:(?:ke)?esok|malam|siang|sore|pagi) harinya|(?:(?:pada|di|dalam|dari) )?(?:saat|hari|waktu|tempat|kesempatan|lokasi|acara|perkara|kasus|laporan) yang (?:sama|bersamaan)|pada saat bersamaan",
      "mulai dari|yakni|yaitu|serta|namun|sementara itu|selain itu|gara-garanya|musababnya|kemudian|lalu|selanjutnya|berikutnya|lantas|sontak|saat itu|ketika itu|waktu itu|kala itu|tak lama|tak berapa lama|tidak lama|usai itu",
      "(?:yang )?(?:pertama|kedua|ketiga|keempat|kelima|terakhir|lainnya|satunya)(?:,| adalah| yaitu| yakni|$)|salah satunya|di antaranya|antara lain|termasuk|apalagi|terlebih|padahal|sehingga|maka|jadi,|atau|dan|tetapi|tapi",
      "\\p{L}+ oleh(?:nya| dia)|pihaknya|keluarganya|ke(?:dua|tiga|empat|lima|enam|tujuh|delapan) (?!kali)|yang bersangkutan|lebih lanjut|tidak hanya itu|tak hanya itu|bukan hanya itu|bukan itu",
      // "Di daerah lain harga tetap", "Baru pada 1969 ia tampil"
      "(?:di|ke|dari|pada|untuk) (?:daerah|wilayah|kota|negara|provinsi|kabupaten|tempat|sektor|kelas|laga|pertandingan|partai|pasar|kelompok|kategori|jenis) lain(?:nya)?|baru (?:pada(?! (?:menit|babak))|setelah|sejak|ketika)",
      "tentu bukan|untuk itu|oleh sebab itu|sebab itu|demi itu|nah|ya,|oke|nantinya",
    ].join("|") +
    ")\\b",
  "iu",
);

/** "…," katanya. – a quotation whose speaker stands in another sentence. */
const NAMELESS_SPEAKER =
  /["”]\s*,?\s*(?:(?:kata|ujar|tutur|ungkap|jelas|imbuh|tambah|tegas|sebut|ucap|lanjut|papar|tulis|terang|sambung|pungkas|beber|cetus|kenang|tandas|urai|jawab|katanya|demikian)(?:nya| dia| ia| beliau| mereka)|(?:tambah|imbuh|lanjut|pungkas|tandas)nya|dia|ia)\b/iu;

/** "Tarif, kata dia, masih dikaji." */
const NAMELESS_INSIDE =
  /[,"”] (?:kata|ujar|tutur|jelas|ungkap|tegas|lanjut|imbuh|tambah|papar|ucap|terang|sambung)(?:nya| dia| ia| beliau| mereka)(?=[,.])/u;

/**
 * Does the sentence take back what `before` it was said, or is that only true with it ("Faktanya, …", "Kabar itu dibantah …", "Penurunan itu
 * hanya berlaku di …", "BMKG memutakhirkan kekuatannya menjadi …", "Aturan itu dibatalkan …")?
 */
export function takesBack(sentence: string, before: string): boolean {
  return (
    SETS_RIGHT.test(sentence) ||
    LIMITS.test(sentence) ||
    UPDATES.test(sentence) ||
    annuls(sentence, before) ||
    denies(sentence)
  );
}

/**
 * Does it say of what was told `before` that it only was foretold, claimed, played or long ago ("Itulah skenario simulasi …", "Begitu isi pesan
 * …")? "Pembunuhan itu terjadi dua tahun lalu" says so of the murder, not of the arrest told before it.
 */
export function framesWhatWasTold(sentence: string, before: string): boolean {
  if (FRAMES.some((pattern) => pattern.test(sentence))) return true;
  const what = LONG_AGO.exec(sentence)?.groups?.["what"]?.toLowerCase();
  if (what === undefined || OF_ITS_OWN_DAY.test(before)) return false;
  return EVENT.test(what) || keys(before)[0] === what;
}

/** Does it call off what was decided or planned in the sentence `before` it, by its noun or as "aturan itu"? */
function annuls(sentence: string, before: string): boolean {
  const what = annulledIn(sentence);
  return what !== null && tellsDecision(before) && (DECISION.test(what) || keys(before).includes(what));
}

/** Does the sentence tell of a plan or a decision, which can be called off? A match that was won cannot. */
export function tellsDecision(sentence: string): boolean {
  return DECIDES.test(sentence);
}

/** What was told before and is called off here ("aturan" in "Mahkamah Agung membatalkan aturan itu", "konser" in "Konser itu ditunda"); or null. */
export function annulledIn(sentence: string): string | null {
  const found = ANNULS.exec(sentence);
  if (!found) return null;
  const end = found.index + found[0].length;
  if (ONLY_WANTED.test(sentence.slice(0, end)) || CONDITIONAL.test(sentence.slice(end))) return null;
  if (BRIEFLY.test(sentence.slice(end))) return null;
  return (found.groups?.["object"] ?? found.groups?.["subject"] ?? null)?.toLowerCase() ?? null;
}

/** Does it say of how much of the whole a running count before it holds ("Suara yang masuk baru 68 persen.")? */
export function tellsShareCounted(sentence: string): boolean {
  return SHARE_COUNTED.test(sentence);
}

const SHARE_COUNTED =
  /(?<!\p{L})(?:suara|data|TPS|surat suara)(?: yang)?(?: (?:sudah|telah))? (?:masuk|terkumpul|dihitung|terhitung)(?!\p{L})[^.]{0,60}\d[\d.,]* ?(?:persen|%)/iu;

/** Does it say that something told before it is not so ("Kabar itu dibantah …", "Bupati memastikan kejadian itu tidak pernah ada")? */
export function denies(sentence: string): boolean {
  return DENIALS.some((pattern) => pattern.test(sentence));
}

const HOWEVER = "(?:(?:Namun|Tetapi|Tapi|Akan tetapi|Padahal),? )?";
const IN_FACT =
  "(?:faktanya|kenyataannya|(?:setelah|hasil) (?:penelusuran|(?:di)?(?:telusur|cek|periksa)\\p{L}*))";
const SETS_RIGHT = new RegExp(`^${HOWEVER}${IN_FACT}(?!\\p{L})`, "iu");

const LIMITS = new RegExp(
  `^${HOWEVER}(?:\\p{L}+ ){1,4}(?:itu|ini|tersebut) (?:hanya|cuma|baru|khusus|terbatas)(?: akan)? (?:berlaku|diberlakukan|diberikan|diperuntukkan|ditujukan|dibuka|menyasar|untuk|bagi|sebatas|pada|di)(?!\\p{L})`,
  "iu",
);
const UPDATES =
  /(?<!\p{L})(?:(?:memutakhirkan|memperbarui|merevisi|mengoreksi) (?:\p{L}+ ){0,3}(?:\p{L}+nya|itu|tersebut|ini)|(?:\p{L}+nya|itu|tersebut|ini) (?:\p{L}+ ){0,2}(?:dimutakhirkan|diperbarui|direvisi|dikoreksi)) (?:\p{L}+ ){0,3}(?:men)?jadi(?!\p{L})/iu;

const CALLED_OFF = "dibatalkan|batal|ditunda|dicabut|ditangguhkan|dianulir|urung";
const ANNULS = new RegExp(
  `(?<!\\p{L})(?:membatalkan|mencabut|menunda|menangguhkan|menganulir) (?<object>\\p{L}+)(?: \\p{L}+){0,2} (?:itu|tersebut|ini)(?!\\p{L})|(?:^|[,.] |(?:mengumumkan|menyatakan|memastikan|menyebut|mengatakan|bahwa) )(?<subject>\\p{L}+)(?: \\p{L}+){0,2} (?:itu|tersebut|ini) (?:\\p{L}+ ){0,2}(?:${CALLED_OFF})(?!\\p{L})`,
  "iu",
);
// who asks for it, or has it in mind, has not called it off
const ONLY_WANTED =
  /(?<!\p{L})(?:tidak|tak|belum|bukan|jangan|akan|bakal|bisa|dapat|harus|perlu|mesti|mestinya|semestinya|seharusnya|sebaiknya|layak|jika|bila|kalau|apabila|agar|supaya|untuk|(?:me)?minta|diminta|(?:men)?desak|didesak|menuntut|mengusulkan|usul|berharap|mempertimbangkan|berencana|rencana|mengancam|terancam|menolak|gugatan|menggugat|digugat agar|sempat|pernah)(?!\p{L})/iu;

const CONDITIONAL = /(?<!\p{L})(?:jika|bila|kalau|apabila)(?!\p{L})/iu;

/** "ditunda 40 menit" was held. */
const BRIEFLY = new RegExp(
  `^ (?:sekitar |selama |hampir |lebih dari )*(?:(?:\\d[\\d,]*|beberapa|setengah|${numberWordPattern()}) )?(?:${numberWordPattern()} )?(?:menit|jam|sejam|semenit)(?!\\p{L})(?! (?:sebelum|menjelang|setelah|sesudah|usai|kemudian|lalu))|^ (?:hingga|sampai|ke|menjadi) pukul \\d`,
  "iu",
);
const DECISION =
  /^(?:aturan|peraturan|kebijakan|keputusan|putusan|vonis|larangan|ketentuan|rencana|langkah|pengangkatan|penunjukan)$/u;
const DECIDES =
  /(?<!\p{L})(?:akan|bakal|berencana|rencana|rencananya|dijadwalkan|direncanakan|hendak|segera|mulai|berlaku|(?:me|di)(?:larang|wajibkan|berlakukan|batasi|blokir|bekukan|bebaskan|buka|vonis|hukum|setujui|sahkan|tetapkan|putuskan|naikkan|turunkan|terbitkan|kenakan|jatuhkan|cabut|tutup|tunjuk|angkat|lantik|pecat|izinkan|hapus|umumkan|keluarkan)|me(?:mberlakukan|mbatasi|mblokir|mbekukan|mbebaskan|mbuka|mvonis|nghukum|nyetujui|ngesahkan|netapkan|mutuskan|naikkan|nurunkan|nerbitkan|ngenakan|njatuhkan|ncabut|nutup|nunjuk|ngangkat|mecat|ngizinkan|nghapus|ngumumkan|ngeluarkan|njadwalkan))(?!\p{L})/iu;

const EVENT = /^(?:itulah|peristiwa|kejadian|insiden|tragedi|musibah|bencana)$/u;
/** An event told with its own day, or with those who look into one or remember it, is of today. */
const OF_ITS_OWN_DAY =
  /(?<!\p{L})(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|hari ini|kemarin|polisi|polres|polda|kepolisian|jaksa|kejaksaan|hakim|pengadilan|PN|KPK|pelaku|tersangka|terdakwa|buron(?:an)?|saksi|menangkap|ditangkap|memvonis|divonis|mengungkap|menggugat|mengenang|memperingati)(?!\p{L})|\(\d{1,2}\/\d/iu;
const LONG_AGO =
  /^(?:(?<what>itulah)|(?<what>\p{L}+)(?: \p{L}+)? (?:itu|tersebut|ini)) (?:yang )?terjadi(?!\p{L})[^.]*(?:tahun|dekade|abad) (?:yang )?(?:lalu|silam)(?!\p{L})/iu;

// "Demikian bunyi putusan Mahkamah Konstitusi": what a ruling or a report says was told for good
const IN_FORCE =
  "(?! (?:(?!rancangan|draf|konsep|usulan|dugaan)\\p{L}+ )?(?:(?:ke)?putusan|ketetapan|peraturan|perpres|perda|perppu|permen|pasal|ayat|undang-undang|UU|surat (?:edaran|keputusan)|maklumat|instruksi|perjanjian|kesepakatan|laporan|siaran pers|keterangan (?:resmi|pers|tertulis))(?!\\p{L}))(?!\\p{L})";
const FRAMES: readonly RegExp[] = [
  `^(?:begitu|begitulah|demikian|demikianlah|itulah|itu) (?:\\p{L}+ ){0,2}?(?:(?:isi|bunyi)${IN_FORCE}|klaim|narasi|ramalan|skenario|simulasi|adegan|cuplikan|penggalan|petikan|sinopsis|lelucon|mimpi|tuduhan|tudingan|dakwaan)(?!\\p{L})`,
  "^itulah yang (?:terjadi|tergambar|dikisahkan|diceritakan) (?:dalam|di|pada) (?:\\p{L}+ )?(?:film|drama|serial|sinetron|novel|buku|gim|game|latihan|simulasi|gladi)(?!\\p{L})",
].map((pattern) => new RegExp(pattern, "iu"));

const CLAIM =
  "kabar|informasi|isu|klaim|tuduhan|tudingan|pernyataan|pengumuman|unggahan|konten|rumor|narasi|pesan|video|foto|gambar|poster|surat|laporan|dugaan|data|angka";
const UNTRUE =
  "lelucon|rekayasa(?! lalu)|hasil (?:suntingan|manipulasi|editan)|buatan (?:AI|kecerdasan)|dibantah|(?:tidak|tak|belum) (?:benar|terbukti)|(?:tidak|tak) pernah (?:terjadi|ada)(?! sebelum)|keliru|hoaks|hoax|bohong|palsu|menyesatkan|fitnah|ditepis|disangkal|diralat";
const STATES =
  "me(?:mastikan|nyatakan|negaskan|ngatakan|nyebut|nyebutkan|njelaskan|ngungkapkan|nuturkan|nerangkan|ngaku|ngklarifikasi|luruskan)";
const POINTED_AT = "(?: (?!yang )\\p{L}+){0,3} (?:itu|ini|tersebut)";
const DENIALS: readonly RegExp[] = [
  `^${HOWEVER}${IN_FACT}[^.]*\\b(?:${UNTRUE})(?!\\p{L})`,
  `^${HOWEVER}(?:\\p{L}+ )?(?:${CLAIM})${POINTED_AT} (?:\\p{L}+ ){0,3}(?:${UNTRUE}|bukan|salah(?! satu| seorang))(?!\\p{L})`,
  `(?:^${HOWEVER}|\\b${STATES},? (?:(?:bahwa|jika|kalau) )?)(?:\\p{L}+ )?(?:${CLAIM}|hal|peristiwa|kejadian|insiden|aksi)${POINTED_AT} (?:\\p{L}+ ){0,3}(?:${UNTRUE})(?!\\p{L})`,
  // "tidak ada yang bisa membantah hal itu" denies nothing
  "(?<!\\b(?:tidak|tak|belum|bisa|dapat|mampu) )(?<!\\p{L})(?:membantah|menepis|menampik|menyangkal|meluruskan|mengklarifikasi|meralat) (?!bahwa )(?:\\p{L}+ ){0,2}(?:itu|ini|tersebut)(?!\\p{L})",
  "(?<!\\p{L})(?:meralat|diralat)(?!\\p{L})",
].map((pattern) => new RegExp(pattern, "iu"));

/** Words with -nya that belong to nobody: adverbs. */
const FREE_NYA = new Set(
  (
    "biasanya nantinya akhirnya rupanya sebelumnya setidaknya sayangnya tampaknya nampaknya nyatanya umumnya khususnya sebaiknya " +
    "seharusnya sebenarnya tentunya awalnya mulanya kabarnya sepertinya kelihatannya pastinya intinya anehnya untungnya " +
    "sesungguhnya idealnya pokoknya uniknya menariknya bukannya semestinya selamanya ternyata sejatinya faktanya " +
    "sedianya rencananya biasanya singkatnya normalnya lazimnya kiranya masalahnya"
  ).split(" "),
);

/** The head of the subject in "Pria itu", "Perusahaan tersebut", "Tim asal Italia itu". */
function pointedNoun(clause: string): string | null {
  const [, phrase, pointer] = POINTED.exec(clause) ?? [];
  // "Jembatan yang dibangun pada 1987 itu": it closes the clause and points nowhere
  if (!phrase || !pointer || /\syang\s/i.test(phrase)) return null;
  const before = keys(phrase);
  // "hari ini", "tahun ini" and "saat ini" point at the day of the article, which the reader knows
  if (pointer.toLowerCase() === "ini" && TIMES.has(before.at(-1) ?? "")) return null;
  return before.find((word) => !isFunctionWord(word)) ?? null;
}

const POINTED = /^((?:[^\s,.]+ ){1,5}?)(itu|tersebut|ini)(?=[\s,.]|$)/iu;
const TIMES = new Set(
  "hari pagi siang sore malam petang pekan minggu bulan tahun musim saat kali dini detik kini sekarang abad".split(
    " ",
  ),
);
