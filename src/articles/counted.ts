import { type NumberWords, numberWords, scaleOf } from "./number-words.ts";

/** The figures of a title or a sentence, which of them may be news, and what became of the people whom they count. */

/** A word as it is compared. */
export interface Token {
  word: string;
  /** A comma or stop stands behind it: what it says is over. */
  ends: boolean;
  /** It stands in brackets by itself, as ages and dates do. */
  aside: boolean;
}

export function tokenOf(raw: string): Token {
  const word = raw
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/^[^\p{L}\p{N}$]+|[^\p{L}\p{N}%]+$/gu, "");
  return { word, ends: /[,.;:?!)]["”’]?$/.test(raw), aside: /^\(.*\)/.test(raw) };
}

export interface Figure {
  value: string;
  /** What it counts: of people what became of them ("tewas"), else the next word; null where that tells nothing. */
  counts: string | null;
  /** It counts people by what became of them. */
  people: boolean;
  /** It may be what is new: it is no date, hour or age, and not the "5" of "5 fakta". */
  news: boolean;
}

/** All figures, in order. */
export function figuresIn(tokens: readonly Token[]): Figure[] {
  const figures: Figure[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const number = numberAt(tokens, i);
    if (number === null) continue;
    const { value, end } = number;
    const people = peopleAt(tokens, i, end);
    const next = isOver(tokens, end - 1) ? "" : (tokens[end]?.word ?? "");
    const counts = people ?? (/^\p{L}{3,}$/u.test(next) ? next : null);
    figures.push({
      value,
      counts,
      people: people !== null,
      news: people !== null || !isNoNews(tokens, i, next),
    });
    i = end - 1;
  }
  return figures;
}

function isNoNews(tokens: readonly Token[], i: number, next: string): boolean {
  const { word, aside } = tokens[i] ?? { word: "", aside: true };
  const ahead = tokens[i - 1]?.word ?? "";
  const isDate = /\//.test(word) || /^(?:19|20)\d\d$/.test(word) || MONTHS.has(next) || HOURS.has(next);
  return (
    aside ||
    isDate ||
    word === "satu" ||
    word === "seorang" ||
    NO_NEWS_AFTER.has(ahead) ||
    NO_NEWS_BEFORE.has(next)
  );
}

/** Digits or number words, with their "ribu" or "miliar": their value, and where they end. */
function numberAt(tokens: readonly Token[], start: number): { value: string; end: number } | null {
  const word = tokens[start]?.word ?? "";
  let value = digitsOf(word);
  if (value === null && /^\d[\d.,/:-]*$/.test(word)) return { value: word, end: start + 1 }; // a score, a date
  let end = start + 1;
  if (value === null) {
    const read = wordsAt(tokens, start);
    [value, end] = [read?.value ?? null, start + (read?.length ?? 0)];
  }
  if (value === null) return null;
  const scale = isOver(tokens, end - 1)
    ? undefined
    : scaleAt(tokens[end]?.word ?? "", isMoney(tokens, start));
  return scale === undefined ? { value: String(value), end } : { value: String(value * scale), end: end + 1 };
}

/** "Rp 500 M" and "Rp 240 T" are sums of money; "5 m" is a length. */
function scaleAt(word: string, money: boolean): number | undefined {
  return scaleOf(word.replace(/(?<=a|u|r|n)an$/, "")) ?? (money ? SHORT_SCALES.get(word) : undefined);
}

function isMoney(tokens: readonly Token[], start: number): boolean {
  return CURRENCIES.has(tokens[start - 1]?.word ?? "") || /^(?:rp|us\$|\$)/.test(tokens[start]?.word ?? "");
}

function digitsOf(word: string): number | null {
  const digits = /^(?:rp\.?|us\$|\$|m)?(\d+(?:[.,]\d+)*)%?$/.exec(word)?.[1];
  if (digits === undefined) return null;
  if (/^\d{1,3}(?:\.\d{3})+$/.test(digits)) return Number(digits.replaceAll(".", ""));
  return Number.parseFloat(digits.replace(",", "."));
}

/** Number words up to where their clause ends. "seorang" is one. */
function wordsAt(tokens: readonly Token[], start: number): NumberWords | null {
  const first = tokens[start]?.word ?? "";
  if (first === "seorang") return { value: 1, length: 1 };
  const words: string[] = [];
  for (let i = start; words.length < LONGEST && (i === start || !isOver(tokens, i - 1)); i++)
    words.push(tokens[i]?.word ?? "");
  return numberWords(words);
}

// "dua ratus tiga puluh empat ribu lima ratus enam puluh tujuh" and some more
const LONGEST = 16;

/** What became of the people whom the figure counts: "2 orang dilaporkan tewas", "korban tewas menjadi lima". */
function peopleAt(tokens: readonly Token[], start: number, end: number): string | null {
  if (CURRENCIES.has(tokens[start - 1]?.word ?? "") || /^rp|\$|%/.test(tokens[start]?.word ?? ""))
    return null;
  for (let i = end; i < end + LOOK_AHEAD && !isOver(tokens, i - 1); i++) {
    const word = tokens[i]?.word ?? "";
    if (PEOPLE.has(word)) return PEOPLE.get(word) ?? null;
    if (NO_PEOPLE.has(word)) return null;
    if (ENDS_COUNTING.has(word) || numberAt(tokens, i) !== null) break;
  }
  let before = start - 1;
  while (before >= 0 && LEADS_TO_FIGURE.has(tokens[before]?.word ?? "") && !isOver(tokens, before)) before--;
  const word = tokens[before]?.word ?? "";
  return before < 0 || isOver(tokens, before) ? null : (DOING.get(word) ?? PEOPLE.get(word) ?? null);
}

function isOver(tokens: readonly Token[], i: number): boolean {
  return tokens[i]?.ends ?? true;
}

const LOOK_AHEAD = 3;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const PEOPLE = new Map([
  ...["tewas", "meninggal", "wafat", "gugur"].map((word) => [word, "tewas"] as const),
  ...["luka", "luka-luka", "terluka", "cedera"].map((word) => [word, "luka"] as const),
  ["hilang", "hilang"] as const,
  ...["mengungsi", "pengungsi", "diungsikan"].map((word) => [word, "mengungsi"] as const),
  ...["selamat", "diselamatkan"].map((word) => [word, "selamat"] as const),
]);
const DOING = new Map([
  ...["menewaskan", "tewaskan"].map((word) => [word, "tewas"] as const),
  ...["melukai", "lukai"].map((word) => [word, "luka"] as const),
  ...["menyelamatkan", "selamatkan"].map((word) => [word, "selamat"] as const),
]);
const LEADS_TO_FIGURE = setOf(
  "jadi menjadi bertambah mencapai capai tembus sebanyak sedikitnya setidaknya hingga total sekitar kini naik lebih dari sudah telah hanya tercatat",
);
const ENDS_COUNTING = setOf("dan serta atau usai setelah akibat saat karena hingga sementara");
const NO_PEOPLE = setOf(
  "hari jam menit bulan tahun minggu pekan malam km kilometer meter persen kali kg ton hektare rumah unit mobil motor",
);
const CURRENCIES = setOf("rp us$ $ usd");

const NO_NEWS_AFTER = setOf("pukul jam tanggal usia umur berusia salah nomor");
const NO_NEWS_BEFORE = setOf("fakta hal cara alasan poin tips potret foto rekomendasi manfaat");
const HOURS = setOf("wib wita wit");
const MONTHS = setOf(
  "januari februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul agu agt sep " +
    "okt nov des",
);

const SHORT_SCALES = new Map([
  ["m", 1e9],
  ["t", 1e12],
]);
