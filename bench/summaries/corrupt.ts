/**
 * Plants one fault in a true text, to see whether the check finds it. This file knows nothing of the check: what is a
 * name, a number or a negation is decided here anew, and only faults that are surely false are planted.
 */

export const KINDS = [
  "name",
  "digits",
  "number word",
  "unit",
  "date",
  "negation",
  "quotation",
  "swapped figures",
  "turned score",
  "speaker",
  "attribution",
  "accusation",
  "allegation",
  "plan",
  "bound",
  "direction",
  "swapped sides",
  "swapped places",
  "standing",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Corruption {
  kind: Kind;
  text: string;
  /** What was put in the place of what. */
  change: string;
}

/** `other` lends names, numbers and words; `pick(n)` chooses one of n (0 to n-1). null where the text has nothing of the kind. */
export function corrupt(
  kind: Kind,
  text: string,
  article: string,
  other: string,
  pick: (n: number) => number,
): Corruption | null {
  const found = [...text.matchAll(PLACES[kind])];
  if (found.length === 0) return null;
  const place = found[pick(found.length)];
  if (!place) return null;
  const [was] = place;
  const becomes = REPLACE[kind](was, article, other, pick);
  if (becomes === null || becomes === was) return null;
  const corrupted = tidy(text.slice(0, place.index) + becomes + text.slice(place.index + was.length));
  return { kind, text: corrupted, change: `${was} → ${becomes}` };
}

const NAME_WORDS = "\\p{Lu}\\p{Ll}{2,}(?: \\p{Lu}\\p{Ll}{2,}){0,2}";
const NAME = new RegExp(`(?<=\\p{Ll},? )${NAME_WORDS}(?![\\p{L}\\d.])`, "gu");
const DIGITS =
  /(?<![\p{L}\d/.,:-])\d+(?:[.,]\d+)*(?![\p{L}\d/:-])(?! (?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember))/gu;
const UNITS = [
  "persen",
  "ribu",
  "juta",
  "miliar",
  "triliun",
  "kilometer",
  "meter",
  "kilogram",
  "ton",
  "orang",
  "tahun",
  "bulan",
  "hari",
  "jam",
  "menit",
];
const WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
const MONTHS = [
  "Januari",
  "Februari",
  "Maret",
  "April",
  "Mei",
  "Juni",
  "Juli",
  "Agustus",
  "September",
  "Oktober",
  "November",
  "Desember",
];
const PRONOUN = /^(?:Dia|Ia|Mereka|Beliau|\p{L}+nya)$/u;
const NUMBER_WORDS = ["dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
const NUMBER_WORD = `(?<![\\p{L}-])(?:${NUMBER_WORDS.join("|")})(?= \\p{Ll})(?! (?:puluh|belas|ratus))`;
const FIGURE = `(?:${DIGITS.source}|${NUMBER_WORD})`;
const SAYING = "kata|ujar|tutur|jelas|ungkap|tegas|imbuh|menurut|Menurut";
/** With one of these in front, what follows is no fact yet. */
const ALLEGING = "diduga|dikabarkan|diklaim|dituduh|dituding|disinyalir|ditengarai|dugaan|terduga";
const PLANNING = "akan|bakal|berencana|terancam|hendak";
const UNSURE = `${ALLEGING}|${PLANNING}|diprediksi|diperkirakan|dijadwalkan|direncanakan|ditargetkan|menargetkan|rencananya|konon|kabarnya|kemungkinan|mungkin|jika|bila|apabila|sedianya|apakah|klaim|mengklaim|mempertimbangkan|siap|menolak`;
const BOUNDS = "lebih dari|kurang dari|hampir|sedikitnya|setidaknya|sekitar|maksimal|minimal";
const ACCUSED =
  "suap|korupsi|menipu|penipuan|membunuh|pembunuhan|menganiaya|penganiayaan|mencuri|memeras|pemerasan|melanggar|pelanggaran|terlibat|bersalah|memukul|memperkosa|pelecehan|menggelapkan|memalsukan|mengancam|merugikan";
/** Words that turn the news where one stands for another of its line. */
const DIRECTIONS = [
  ["naik", "turun"],
  ["menguat", "melemah"],
  ["meningkat", "menurun"],
  ["menaikkan", "menurunkan"],
  ["menolak", "menerima"],
  ["menang", "kalah"],
  ["untung", "rugi"],
  ["membuka", "menutup"],
  ["tertinggi", "terendah"],
];
const STANDINGS = [
  ["saksi", "tersangka", "terdakwa", "terpidana"],
  ["pertama", "kedua", "ketiga", "keempat", "kelima"],
  ["puluhan", "ratusan", "ribuan", "jutaan"],
  ["ini", "depan", "lalu"],
];

const PLACES: Readonly<Record<Kind, RegExp>> = {
  name: NAME,
  digits: DIGITS,
  "number word": new RegExp(NUMBER_WORD, "gu"),
  unit: new RegExp(`(?<=\\d )(?:${UNITS.join("|")})(?!\\p{L})`, "gu"),
  date: new RegExp(
    `(?<!\\p{L})(?:${WEEKDAYS.join("|")})(?!\\p{L})|(?<=\\d )(?:${MONTHS.join("|")})(?!\\p{L})|(?<=\\()\\d{1,2}(?=/\\d)`,
    "gu",
  ),
  negation:
    /(?<!\p{L})(?:(?:tidak|tak|belum|bukan) (?=\p{Ll})(?!hanya|cuma|saja)|(?:batal|gagal|urung) (?=(?:me|di|ber|ter)\p{Ll}{3}))/gu,
  quotation: /(?<=["“])[^"“”]{30,}(?=["”])/gu,
  "swapped figures": new RegExp(`${FIGURE}[^\\d.!?"“”()]{4,120}?${FIGURE}`, "gu"),
  "turned score":
    /(?<=(?:menang|kalah|unggul|skor|takluk|tertinggal)[^.!?]{0,40} )\d{1,2}-\d{1,2}(?![\d/-])/gu,
  speaker: new RegExp(
    `(?<=(?:[,”"] |^)(?:${SAYING}) )${NAME_WORDS}(?=[,.] |[.,]?$)|(?<=(?:^|[.!?] ))${NAME_WORDS}(?= (?:mengatakan|menyatakan|menyebut|menilai|menegaskan|menjelaskan|mengungkapkan|menuturkan|menambahkan) )`,
    "gmu",
  ),
  attribution: new RegExp(
    `(?<=^|[.!?] )Menurut [^,.]{3,60}, (?=\\p{L})|, (?:kata|ujar|menurut) \\p{Lu}[^,.”"]{2,60}(?=[.]$|[.] \\p{Lu})`,
    "gmu",
  ),
  accusation: new RegExp(
    `(?<=^|[.!?] )Menurut [^,.]{3,60}, [^.!?]*(?:${ACCUSED})[^.!?]*[.]|(?<=^|[.!?] )[^.!?"“”]*(?:${ACCUSED})[^.!?"“”]*, (?:kata|ujar|menurut) \\p{Lu}[^,.”"]{2,60}(?=[.]$|[.] \\p{Lu})`,
    "gmu",
  ),
  allegation: new RegExp(
    `(?<!(?:${UNSURE})[^.!?]{0,30})(?<!\\p{L})(?:${ALLEGING}) (?!itu|ini|tersebut|yang|bahwa|awal|sementara|sebagai)\\p{Ll}{4,} \\p{L}+`,
    "gu",
  ),
  plan: new RegExp(
    `(?<!(?:${UNSURE})[^.!?]{0,60})(?<!\\p{L})(?:${PLANNING}) (?=(?:me[mnlry]|di|ber|ter)\\p{Ll}{3})\\p{Ll}+ \\p{L}+`,
    "giu",
  ),
  bound: new RegExp(`(?<!\\p{L})(?:${BOUNDS}) (?:Rp ?)?\\d[\\d.,]*(?<=\\d)`, "giu"),
  direction: new RegExp(`(?<!\\p{L})(?:${DIRECTIONS.flat().join("|")})(?![\\p{L}-])`, "gu"),
  "swapped sides": new RegExp(
    DIRECTIONS.slice(0, 4)
      .flatMap(([one, other]) => [`${one} [^.!?"“”]{3,80}? ${other}`, `${other} [^.!?"“”]{3,80}? ${one}`])
      .map((pair) => `(?<!\\p{L})${pair}(?!\\p{L})`)
      .join("|"),
    "gu",
  ),
  "swapped places": new RegExp(
    `(?<=(?:di|ke|dari) )${NAME_WORDS} [^.!?"“”]{4,100}? (?:di|ke|dari) ${NAME_WORDS}(?! \\p{Lu})`,
    "gu",
  ),
  standing: new RegExp(
    `(?<![\\p{L}-])(?:${STANDINGS.slice(0, -1).flat().join("|")}|(?<=(?:pekan|bulan|tahun) )(?:ini|depan|lalu))(?![\\p{L}-])`,
    "gu",
  ),
};

type Replacement = (
  was: string,
  article: string,
  other: string,
  pick: (n: number) => number,
) => string | null;

const REPLACE: Readonly<Record<Kind, Replacement>> = {
  name: (_was, article, other, pick) =>
    one(
      [...other.matchAll(NAME)].map(([name]) => name).filter((name) => !saysAnyOf(article, name)),
      pick,
    ),
  digits: (was, article, other, pick) =>
    one(
      [...other.matchAll(DIGITS)]
        .map(([digits]) => digits)
        .filter((digits) => digits !== was && !has(article, digits)),
      pick,
    ),
  "number word": (_was, article, _other, pick) =>
    one(
      NUMBER_WORDS.filter((word, i) => !has(article, word) && !has(article, String(i + 2))),
      pick,
    ),
  unit: (_was, article, _other, pick) =>
    one(
      UNITS.filter((unit) => !has(article, unit)),
      pick,
    ),
  date: (was, article, _other, pick) => {
    const from = WEEKDAYS.includes(was)
      ? WEEKDAYS
      : MONTHS.includes(was)
        ? MONTHS
        : Array.from({ length: 28 }, (_, i) => String(i + 1));
    return one(
      from.filter((name) => name !== was && !has(article, name)),
      pick,
    );
  },
  negation: () => "",
  quotation: (was, _article, other, pick) => {
    const words = was.split(" ");
    const inner = words.flatMap((word, i) =>
      i > 0 && i < words.length - 1 && /^\p{Ll}{4,}$/u.test(word) ? [i] : [],
    );
    const at = one(inner, pick);
    const word = one(
      [...other.matchAll(/(?<= )\p{Ll}{5,}(?= )/gu)]
        .map(([found]) => found)
        .filter((found) => !was.includes(found)),
      pick,
    );
    return at === null || word === null ? null : words.with(at, word).join(" ");
  },
  "swapped figures": (was) => {
    const [, first = "", between = "", second = ""] =
      new RegExp(`^(${FIGURE})(.*?)(${FIGURE})$`, "u").exec(was) ?? [];
    // "kelas 5 dan 6" and "5 hingga 6 orang" say the same, or nothing, the other way round
    return first === second ||
      !/\p{L}{3}/u.test(between.replaceAll(/(?<!\p{L})(?:dan|hingga|sampai|atau)(?!\p{L})/gu, ""))
      ? null
      : second + between + first;
  },
  "turned score": (was, article) => {
    const turned = was.split("-").reverse().join("-");
    return has(article, turned) ? null : turned;
  },
  speaker: (was, article, _other, pick) =>
    PRONOUN.test(was)
      ? null
      : one(
          [...article.matchAll(PLACES.speaker)]
            .map(([name]) => name)
            .filter(
              (name) =>
                !saysAnyOf(was, name) &&
                !saysAnyOf(name, was) &&
                !PRONOUN.test(name) &&
                !standTogether(was, name, article),
            ),
          pick,
        ),
  attribution: () => "",
  accusation: (was) =>
    was.replace(/^Menurut [^,.]{3,60}, |, (?:kata|ujar|menurut) \p{Lu}[^,.”"]{2,60}$/u, ""),
  allegation: (was, article) => bareOf(was, ALLEGING, UNSURE, article),
  plan: (was, article) => bareOf(was, PLANNING, UNSURE, article),
  bound: (was, article) => bareOf(was, BOUNDS, `${BOUNDS}|lebih|melebihi|hingga|mencapai`, article),
  "swapped sides": (was) => was.replace(/^(\p{L}+)(.*?)(\p{L}+)$/u, "$3$2$1"),
  "swapped places": (was) => {
    const [, first = "", between = "", second = ""] =
      new RegExp(`^(${NAME_WORDS})(.*)(?<=(?:di|ke|dari) )(${NAME_WORDS})$`, "u").exec(was) ?? [];
    return first === second || /^,? (?:(?:dan|serta|hingga|maupun|atau|ke|di) )*$/u.test(between)
      ? null
      : second + between + first;
  },
  direction: (was, article, _other, pick) => otherOf(DIRECTIONS, was, article, pick),
  standing: (was, article, _other, pick) => otherOf(STANDINGS, was, article, pick),
};

/** Without its first word, unless the article's text says it bare, too: then it is true. */
function bareOf(was: string, words: string, unsure: string, article: string): string | null {
  const bare = was.replace(new RegExp(`^(?:${words}) `, "iu"), "");
  const body = article.slice(article.indexOf("\n") + 1);
  const before = new RegExp(`(?<!\\p{L})(?:${unsure})(?!\\p{L})[^.!?]*$`, "iu");
  for (let at = body.indexOf(bare); at !== -1; at = body.indexOf(bare, at + 1)) {
    const isWord = !/[\p{L}\d.,]$/u.test(body.slice(0, at)) && !/^[.,]?\d/.test(body.slice(at + bare.length));
    if (isWord && !before.test(body.slice(Math.max(0, at - 60), at))) return null;
  }
  return bare;
}

/** Does the article write the two close together, as it does with a name and its office? */
function standTogether(one: string, other: string, article: string): boolean {
  const last = (name: string): string => name.split(" ").at(-1) ?? name;
  const [a, b] = [last(one), last(other)];
  return new RegExp(`${a}.{0,60}${b}|${b}.{0,60}${a}`, "su").test(article);
}

/** Another word of its line that the article has nowhere. */
function otherOf(
  lines: readonly (readonly string[])[],
  was: string,
  article: string,
  pick: (n: number) => number,
): string | null {
  const line = lines.find((words) => words.includes(was)) ?? [];
  return one(
    line.filter((word) => !has(article, word)),
    pick,
  );
}

function one<T>(choices: readonly T[], pick: (n: number) => number): T | null {
  return choices[pick(Math.max(1, choices.length))] ?? null;
}

function saysAnyOf(article: string, name: string): boolean {
  return name.split(" ").some((part) => has(article, part));
}

function has(article: string, word: string): boolean {
  const at = article.toLowerCase().indexOf(word.toLowerCase());
  return at !== -1;
}

/** A sentence whose first word is gone gets its capital back. */
function tidy(text: string): string {
  return text.replaceAll(
    /(^|[.!?] )(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
