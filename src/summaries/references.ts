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
  const need = NAMELESS_SPEAKER.test(sentence) ? { noun: null } : needOfClause(start);
  if (need) return need;
  const [, leadIn, main] = LEAD_IN.exec(start) ?? [];
  // "Usai bertemu Kim, ia pulang": a name before it may be the one that is meant
  return leadIn && main && !/\s\p{Lu}/u.test(leadIn) ? needOfClause(main) : null;
}

/**
 * The person a sentence lets speak by one bare name ("Menurut Puji, …", "…," kata Marala. "Dian mengatakan …"): a reader must have been told who
 * that is. null where nobody is, or the name is given in full.
 */
export function bareSpeaker(sentence: string): string | null {
  const found = BARE_SPEAKER.exec(sentence);
  return (found?.[1] ?? found?.[2])?.toLowerCase() ?? null;
}

const SAYS = "kata|ujar|tutur|jelas|ungkap|tegas|lanjut|imbuh|tambah|papar|ucap|sebut|terang";
const BARE_SPEAKER = new RegExp(
  `(?:^[Mm]enurut|[,"”] (?:${SAYS})) (\\p{Lu}\\p{Ll}+)(?=[,.]|$)|^(\\p{Lu}\\p{Ll}+) (?:juga |pun |sendiri |lalu |kemudian )?(?:me(?:ngatakan|nyatakan|nyebut|nyebutkan|nilai|ngaku|ngakui|negaskan|njelaskan|ngungkapkan|nuturkan|mastikan|nambahkan|nyampaikan|minta|nerangkan|maparkan|ngimbau|ngingatkan)|berharap|berbicara|bercerita)(?!\\p{L})`,
  "u",
);

const LEAD_IN =
  /^((?:pada|dalam|di|saat|ketika|setelah|sesudah|sebelum|usai|sejak|selama|untuk|dengan|karena|akibat|meski|jika)\s[^,]{3,90}),\s+(.*)$/iu;

function needOfClause(clause: string): Need {
  const first = /^\p{L}+/u.exec(clause)?.[0].toLowerCase() ?? "";
  const owned = first.length > 5 && first.endsWith("nya") && !FREE_NYA.has(first);
  if (owned || POINTING_START.test(clause)) return { noun: null };
  const noun = pointedNoun(clause);
  return noun === null ? null : { noun };
}

const POINTING_START = new RegExp(
  "^(?:" +
    [
      "ia|dia|beliau|mereka|keduanya|ketiganya|semuanya|tersebut|demikian|begitu|begitulah|demikianlah|caranya",
      "(?:hal|langkah|upaya|keputusan|kebijakan|aturan|kondisi|situasi|peristiwa|kejadian|insiden|kasus|acara|kegiatan) (?:itu|ini|tersebut|demikian|serupa)",
      "(?:ini|itu)(?!lah [a-z]+ (?:daftar|cara))|inilah|itulah|itupun|inipun",
      "(?:menurut|bagi|kata|ujar|selain|setelah|sesudah|sebelum|dengan|dalam|atas|akibat|karena|oleh karena|untuk|sejak|dari|meski|walau|di|pada|berkat|terkait|seperti) (?:dia|ia|nya|mereka|beliau|itu|demikian|begitu|sana|situ|sini)\\b",
      "(?:menurut|bagi)nya|karenanya|akibatnya|sebaliknya|pasalnya|sebab|sebabnya|alasannya|artinya|maksudnya|hasilnya|makanya|soalnya|misalnya|contohnya",
      "mulai dari|yakni|yaitu|serta|namun|sementara itu|selain itu|gara-garanya|musababnya|kemudian|lalu|selanjutnya|berikutnya|lantas|sontak|saat itu|ketika itu|waktu itu|kala itu|tak lama|tak berapa lama|tidak lama|usai itu",
      "(?:yang )?(?:pertama|kedua|ketiga|keempat|kelima|terakhir|lainnya|satunya)(?:,| adalah| yaitu| yakni|$)|salah satunya|di antaranya|antara lain|termasuk|apalagi|terlebih|padahal|sehingga|maka|jadi,|atau|dan|tetapi|tapi",
      "pihaknya|keluarganya|kedua (?:pemimpin|belah|pihak|orang|tim|negara|korban|pelaku|tersangka)|yang bersangkutan|lebih lanjut|tidak hanya itu|tak hanya itu|bukan hanya itu|bukan itu",
      "untuk itu|oleh sebab itu|sebab itu|demi itu|nah|ya,|oke|nantinya",
    ].join("|") +
    ")\\b",
  "iu",
);

/** "…," katanya. – a quotation whose speaker stands in another sentence. */
const NAMELESS_SPEAKER =
  /["”]\s*,?\s*(?:(?:kata|ujar|tutur|ungkap|jelas|imbuh|tambah|tegas|sebut|ucap|lanjut|papar|tulis|terang|sambung|pungkas|beber|cetus|kenang|tandas|urai|jawab|katanya|demikian)(?:nya| dia| ia| beliau| mereka)|(?:tambah|imbuh|lanjut|pungkas|tandas)nya|dia|ia)\b/iu;

/** Words with -nya that belong to nobody: adverbs. */
const FREE_NYA = new Set(
  (
    "biasanya akhirnya rupanya sebelumnya setidaknya sayangnya tampaknya nampaknya nyatanya umumnya khususnya sebaiknya " +
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
