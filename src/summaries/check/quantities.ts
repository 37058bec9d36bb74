/** Numbers in Indonesian text: digits and words, with what they count. */

import { numberWordPattern, numberWords, scaleOf } from "../../articles/number-words.ts";

export interface Quantity {
  /** As it stands: "Rp 1,5 triliun", "lima". */
  text: string;
  /** Where it starts in the text. */
  start: number;
  value: number;
  /** A measure or currency in its plainest form ("%", "rp", "km", "orang"), or null: then what is counted is not compared. */
  unit: string | null;
}

/**
 * Every quantity of a text in order. "1.500" is fifteen hundred, "1,5" and "9.97" are fractions, "3 juta" is 3000000, "dua puluh
 * lima" is 25. "satu" counts only before a unit: elsewhere it is hardly a number.
 */
export function quantities(text: string): Quantity[] {
  return [...inDigits(text), ...inWords(text)];
}

/** Does the known quantity say what the claimed one does? One without a unit is only compared by its value, and "12 luka" are 12 people. */
export function supports(known: Quantity, claimed: Quantity): boolean {
  return (
    isSame(known.value, claimed.value) &&
    (claimed.unit === null ||
      known.unit === claimed.unit ||
      (claimed.unit === "orang" && known.unit === null && PEOPLE.test(known.text)))
  );
}

const PEOPLE =
  /\s(?:penumpang|warga|korban|siswa|pemain|personel|tewas|meninggal|luka|terluka|hilang|selamat|mengungsi|pengungsi|pria|wanita|perempuan|pasien|tersangka|terdakwa|saksi|pekerja|buruh|karyawan|pegawai|polisi|prajurit|tentara|jemaah|santri|mahasiswa|pelajar|guru|dokter|wisatawan|pendaki|nelayan|petani|pedagang|penonton|peserta|anggota)$/iu;

export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
}

/** The text with its sums of money blanked out, so that nobody takes "Rp" in "Rp 1,5 miliar" or "AS" in "5 dolar AS" for a name. */
export function withoutMoney(text: string): string {
  return text.replaceAll(SUM, (found) => " ".repeat(found.length));
}

const CURRENCY = String.raw`Rp\.?|IDR|US\$|USD|Sin\$|S\$|SGD|A\$|AUD|RM|\$|€|£|¥`;
const FOREIGN = "AS|persegi|kubik|poin|persen|persentase|Singapura|Australia";
const SUM = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${CURRENCY})\s?\d+(?:[.,]\d+)*(?:\s?[MT](?!\p{L}))?|\d+(?:[.,]\d+)*(?:\s\p{Ll}+)?\s(?:dolar|dollar)\s(?:${FOREIGN})(?!\p{L})`,
  "giu",
);
const DIGITS = new RegExp(
  String.raw`(?:(${CURRENCY})\s?)?(\d+(?:[.,]\d+)*)(?:\s?(ribu|rb|juta|jt|miliar|milyar|triliun)(?:an)?(?!\p{L}))?(?:\s?(%)|[\s-]?\/?(\p{L}+(?:\s(?:${FOREIGN})(?!\p{L}))?))?`,
  "giu",
);

function inDigits(text: string): Quantity[] {
  return Array.from(text.matchAll(DIGITS), (found) => {
    const [whole, currency, digits = "", scale, percent, word] = found;
    return {
      text: whole.trim(),
      start: found.index,
      value: valueOf(digits) * (scaleOf(scale?.toLowerCase() ?? "") ?? moneyScale(currency, word)),
      unit: measureOf(
        unitOf(currency),
        unitOf(percent) ?? (moneyScale(currency, word) > 1 ? null : unitOf(word)),
      ),
    };
  });
}

/** "Rp 500 M" and "Rp 240 T" are sums of money; "5 m" is a length. */
function moneyScale(currency: string | undefined, word: string | undefined): number {
  if (currency === undefined) return 1;
  return word === "M" ? 1e9 : word === "T" ? 1e12 : 1;
}

/** "Rp 2 hari" is no sum of money: a currency in front and another measure behind make a measure of their own. */
function measureOf(currency: string | null, behind: string | null): string | null {
  if (currency === null || behind === null || currency === behind) return currency ?? behind;
  return MONEY.has(behind) || PER.has(behind) ? currency : `${currency} ${behind}`;
}

const MONEY = new Set(["rp", "us$", "s$", "a$", "rm", "€", "£", "¥", "yuan", "won"]);
// "Rp 5.000 per kg" loses its "per" now and then
const PER = new Set(["kg", "l", "m", "ha", "ton", "unit"]);

function valueOf(digits: string): number {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(digits))
    return Number(digits.replaceAll(".", "").replace(",", "."));
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return Number(digits.replaceAll(",", ""));
  const [whole = "", ...parts] = digits.split(/[.,]/);
  return Number(`${whole}.${parts.join("")}`);
}

const NUMBER_WORD = numberWordPattern();
const WORDS = new RegExp(
  String.raw`(?<![\p{L}\d]|[\d]\s|-)((?:${NUMBER_WORD})(?:\s(?:${NUMBER_WORD}))*)(?![\p{L}-])(?:\s(\p{L}+(?:\sAS)?))?`,
  "giu",
);

function inWords(text: string): Quantity[] {
  return Array.from(text.matchAll(WORDS)).flatMap((found) => {
    const [whole, number = "", word] = found;
    const all = number.toLowerCase().split(" ");
    const quantities: Quantity[] = [];
    let start = 0;
    for (let at = 0; at < all.length;) {
      const read = numberWords(all.slice(at, at + LONGEST));
      // a scale alone ("ribu") belongs to digits before it
      const own = all.slice(at, at + (read?.length ?? 1));
      at += own.length;
      const isLast = at === all.length;
      const unit = isLast ? unitOf(word) : null;
      const end = start + own.join(" ").length;
      // "satu" without a unit is a pronoun more often than a number
      if (read && read.value > 0 && (read.value > 1 || unit !== null)) {
        const text = (isLast ? whole.slice(start) : number.slice(start, end)).trim();
        quantities.push({ text, start: found.index + start, value: read.value, unit });
      }
      start = end + 1;
    }
    return quantities;
  });
}

// "dua ratus tiga puluh empat ribu lima ratus enam puluh tujuh" and some more
const LONGEST = 16;

/** Different spellings of one measure. People are counted with many words that mean the same. */
const UNITS = new Map(
  [
    "% persen prosen percent",
    "rp rp. idr rupiah",
    "us$ $ usd dolar dollar",
    "s$ sin$ sgd",
    "a$ aud",
    "rm ringgit",
    "€ euro",
    "£ poundsterling pound",
    "¥ yen",
    "yuan",
    "riyal",
    "baht",
    "rubel",
    "won",
    "km kilometer",
    "m meter",
    "cm sentimeter",
    "mm milimeter",
    "kg kilogram kilo",
    "g gram",
    "ton",
    "l liter",
    "ha hektare hektar",
    "orang jiwa",
    "detik",
    "menit",
    "jam",
    "hari",
    "pekan minggu",
    "bulan",
    "tahun",
    "kali",
    "poin",
    "unit",
    "mw megawatt",
    "gb",
    "mb",
    "°c celsius",
    "magnitudo",
    "desa",
    "rumah",
    "mobil",
    "gol",
    "basis bps",
    "knot",
    "mil",
    "kaki",
    "inci inch inchi",
    "barel barrel",
  ].flatMap((line) =>
    line.split(" ").map((spelling): [string, string] => [spelling, line.split(" ")[0] ?? spelling]),
  ),
);

/** Is it a measure, in any spelling? */
export function isUnit(word: string | undefined): boolean {
  return unitOf(word) !== null;
}

function unitOf(word: string | undefined): string | null {
  if (word === undefined) return null;
  const key = word.toLowerCase();
  if (/^(?:dolar|dollar) as$/.test(key)) return "us$";
  if (/^(?:dolar|dollar) singapura$/.test(key)) return "s$";
  if (/^(?:dolar|dollar) australia$/.test(key)) return "a$";
  if (/^(?:persen poin|poin persen(?:tase)?)$/.test(key)) return "%poin";
  const [first = "", power] = key.split(" ");
  const unit = UNITS.get(first) ?? null;
  return unit !== null && (power === "persegi" || power === "kubik") ? `${unit} ${power}` : unit;
}
