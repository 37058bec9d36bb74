import { numberWordPattern } from "../../articles/number-words.ts";
import { isFunctionWord } from "../words.ts";
import { withoutDates } from "./dates.ts";
import { oncePerArticle, type Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { quantities, type Quantity, supports } from "./quantities.ts";

/** Where the text stands, as an editor calls it. */
export type Place = "ringkasan" | "judul" | "kilat";

/**
 * Figures that the article gives only as a bound or roughly ("hampir 500 rumah", "lebih dari 12 orang"), or takes back ("bukan 18
 * persen"), and the text gives bare or the other way round. An article that has the figure bare anywhere supports it; its title supports
 * only another line like it.
 */
export function qualifierFaults(text: string, evidence: Evidence, place: Place): Fault[] {
  const claims = inText(text);
  if (claims.length === 0) return [];
  const known = place === "ringkasan" ? inBody(evidence) : inAll(evidence);
  return claims.flatMap((claimed) => {
    const [first, ...others] = known
      .filter(({ quantity }) => supports(quantity, claimed.quantity))
      .map((mention) => ({ mention, is: faultOf(claimed, mention) }));
    if (!first || first.is === null || others.some(({ is }) => is === null)) return [];
    return [
      { kind: "qualifier", found: claimed.words, why: whyOf(first.is, first.mention, claimed.words, place) },
    ];
  });
}

type Sense = "above" | "below" | "about" | "former";

/** Not said by a word of its own: the end of a range, and the whole of which another figure is the part ("dua dari lima"). */
type Placed = "range" | "whole";

interface Mention {
  quantity: Quantity;
  /** What is said of it; null for a bare figure, "other" for something said that is not compared, "from" for one that may be what it was. */
  sense: Sense | Placed | "other" | "from" | null;
  /** The figure with what qualifies it, as it stands. */
  words: string;
  /** What qualifies it. */
  qualifier: string;
}

type Wrong = "lost" | "turned" | "former";

function faultOf(claimed: Mention, known: Mention): Wrong | null {
  if (known.sense === null || known.sense === "other" || known.sense === "from") return null;
  // of two figures without a unit nobody knows that they are a range: they may be a score
  if (known.sense === "range" && known.quantity.unit === null) return null;
  if (claimed.sense === "from") return BOUNDS.has(known.sense) ? "lost" : null;
  if (claimed.sense === null) return known.sense === "former" ? "former" : "lost";
  const turned =
    (claimed.sense === "above" && known.sense === "below") ||
    (claimed.sense === "below" && known.sense === "above");
  return turned ? "turned" : null;
}

const BOUNDS: ReadonlySet<Mention["sense"]> = new Set(["above", "below", "about"]);

function whyOf(wrong: Wrong, known: Mention, words: string, place: Place): string {
  const article = `Artikel menulis "${known.words}"`;
  if (wrong === "lost") return `${article}, ${place} menulis "${words}" tanpa "${known.qualifier}".`;
  if (wrong === "turned") return `${article}, ${place} menulis "${words}".`;
  return `${article}, ${place} menulis "${words}" seolah-olah angka itu masih berlaku.`;
}

const SENSES: Readonly<Record<Sense, string>> = {
  above:
    "lebih dari|di atas|melampaui|melebihi|sedikitnya|setidaknya|setidak-tidaknya|sekurangnya|sekurang-kurangnya|minimal|minimum|" +
    "paling (?:sedikit|tidak|kurang|rendah|cepat|awal)|(?:tidak|tak) kurang dari",
  below:
    "hampir|nyaris|mendekati|kurang dari|di bawah|hingga|sampai|maksimal|maksimum|sebanyak-banyaknya|selambat-lambatnya|" +
    "paling (?:banyak|lama|lambat|tinggi|besar|jauh)|(?:tidak|tak) lebih dari|(?:tidak|tak|belum) (?:sampai|mencapai)",
  about:
    "sekitar|sekira|kurang lebih|lebih kurang|kira-kira|berkisar|kisaran|±|diperkirakan|diprediksi|diproyeksikan|ditaksir|ditargetkan",
  former:
    "bukan(?:lah|nya)?|dari sebelumnya|(?:dari )?semula|dari awalnya|" +
    "sebelumnya (?:diberitakan|dilaporkan|disebut|disebutkan|tercatat|diumumkan|dikabarkan)",
};

// "hingga mencapai Rp 2 miliar", "minimal berusia 17 tahun"
const BETWEEN =
  "(?:(?:mencapai|sebesar|sebanyak|sejumlah|senilai|seharga|selama|sepanjang|seluas|setinggi|seberat|total|ada|terdapat|berusia|usia|umur|hingga|sampai|dari|di|antara|angka|sekitar|ini)\\s)*";
const BEFORE = sensesThen(`\\s${BETWEEN}$`);
// "sedikitnya menewaskan 5 orang": what a text may put between the two
const NEAR_BEFORE = sensesThen("(?:\\s[^\\s\\d.,;:]+){0,4}\\s$");
const OTHER_BEFORE =
  /(?<!\p{L})(?:mendekati|menembus|tembus|melampaui|melebihi|lewat|diperkirakan|diprediksi|ditaksir|perkiraan|estimasi|lebih \p{L}+ (?:dari|daripada)|antara|sebelumnya|awalnya)(?:\s[^\s\d.,;:]+){0,3}\s$|(?<!\p{L})(?:tidak|tak)\s$/iu;
// "dari 5 persen hingga 10 persen": what a range leads up to is a figure like any other
const RANGE =
  /(?:\d|puluh|ratus|ribu|belas|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|\bdari)[^\s.;]*(?:\s[^\s.,;]+){0,4}\s(?:hingga|sampai)\s(?:\p{L}+\s)?$/iu;
// "5-7 orang": its end alone is another figure
const RANGE_START = /(?<![\p{L}\d.,/-])\d+(?:[.,]\d+)*\s?[-–]\s?$/u;
// "dua dari lima korban": nobody said anything of all five
const PART_OF = new RegExp(
  `(?<![\\p{L}\\d.,/-])(?:\\d+|(?:${numberWordPattern()})(?:\\s(?:${numberWordPattern()}))*)(?:\\s\\p{Ll}+)?\\sdari\\s(?:total\\s)?$`,
  "iu",
);
const PLACES: readonly (readonly [Placed, RegExp])[] = [
  ["range", RANGE_START],
  ["whole", PART_OF],
];
// "dari Rp 35.000 menjadi Rp 42.000"
const FROM = /(?<!\p{L})dari\s$/iu;
const BECAME =
  /^\D{0,5}\d+(?:[.,]\d+)*%?(?:\s[^\s.,;:\d]+){0,4}?\s(?:menjadi|jadi|ke)\s(?:Rp\.?\s?|US\$\s?)?\d+(?:[.,]\d+)*/u;
const BEHIND = /^\s(?:lebih(?=[.,;:)]|$)|ke atas|ke bawah)/iu;
const OTHER_BEHIND = /^\s(?:lebih|kurang|paling|maksimal|minimal)/iu;
// "500-an", "Rp 20 ribuan"
const ROUND = /\d-an(?!\p{L})|(?:ribu|juta|miliar|triliun)an(?!\p{L})/iu;
// A year has a bound in time, not in number.
const YEAR = /^(?:19|20)\d\d(?![.,\d])/;
const WINDOW = 80;

function sensesThen(rest: string): RegExp {
  const groups = Object.entries(SENSES).map(([sense, words]) => `(?<${sense}>${words})`);
  return new RegExp(`(?<![\\p{L}-])(?:${groups.join("|")})${rest}`, "iu");
}

function inArticle(text: string): Mention[] {
  return mentions(text, ({ before, behind, figure }) =>
    RANGE.test(before)
      ? null
      : (saidBefore(before) ?? becameAnother(before, figure + behind, figure.length) ?? saidBehind(behind)),
  );
}

const inBody = oncePerArticle(({ body }) => inArticle(body));
const inAll = oncePerArticle(({ text }) => inArticle(text));

/** Only a figure that is surely bare counts as one. */
function inText(text: string): Mention[] {
  return mentions(text, ({ before, behind, figure }) => {
    const said = saidBefore(before) ?? saidBehind(behind);
    if (said !== null) return said;
    const other = NEAR_BEFORE.test(before) || OTHER_BEFORE.test(before) || OTHER_BEHIND.test(behind);
    if (other) return OTHER;
    return FROM.test(before) || BECAME.test(figure + behind) ? FORMERLY : null;
  });
}

interface Said {
  sense: Mention["sense"];
  qualifier: string;
  /** How many characters it takes before and behind the figure. */
  before: number;
  behind: number;
}

function mentions(
  text: string,
  look: (around: { before: string; figure: string; behind: string }) => Said | null,
): Mention[] {
  const plain = withoutDates(text);
  return quantities(plain)
    .filter((quantity) => quantity.unit !== null || !YEAR.test(quantity.text))
    .map((quantity) => {
      const { start } = quantity;
      const end = start + quantity.text.length;
      const around = {
        before: plain.slice(Math.max(0, start - WINDOW), start),
        figure: quantity.text,
        behind: plain.slice(end, end + WINDOW),
      };
      const said = ROUND.test(quantity.text) ? ROUNDED : (look(around) ?? BARE);
      return {
        quantity,
        sense: said.sense,
        qualifier: said.qualifier,
        words: withoutLink(text.slice(start - said.before, end + said.behind)),
      };
    });
}

const BARE: Said = { sense: null, qualifier: "", before: 0, behind: 0 };
const OTHER: Said = { ...BARE, sense: "other" };
const FORMERLY: Said = { ...BARE, sense: "from" };
const ROUNDED: Said = { ...BARE, sense: "about", qualifier: "-an" };

/** "Rp 3,6 triliun karena" without the word that belongs to what follows. */
function withoutLink(words: string): string {
  return words.replace(/\s\p{L}+$/u, (last) => (isFunctionWord(last.trim().toLowerCase()) ? "" : last));
}

function saidBefore(before: string): Said | null {
  for (const [sense, pattern] of PLACES) {
    const [found] = pattern.exec(before) ?? [];
    if (found !== undefined) return { sense, qualifier: found.trim(), before: found.length, behind: 0 };
  }
  const found = BEFORE.exec(before);
  const [sense, qualifier] =
    Object.entries(found?.groups ?? {}).find(([, words]) => words !== undefined) ?? [];
  if (!found || !isSense(sense) || qualifier === undefined) return null;
  return { sense, qualifier, before: found[0].length, behind: 0 };
}

/** What it was before: "dari Rp 35.000 menjadi Rp 42.000". */
function becameAnother(before: string, onward: string, figure: number): Said | null {
  const [from] = FROM.exec(before) ?? [];
  const [became] = BECAME.exec(onward) ?? [];
  if (from === undefined || became === undefined) return null;
  return { sense: "former", qualifier: from.trim(), before: from.length, behind: became.length - figure };
}

function saidBehind(behind: string): Said | null {
  const found = BEHIND.exec(behind)?.[0];
  if (found === undefined) return null;
  const sense = found.endsWith("bawah") ? "below" : "above";
  return { sense, qualifier: found.trim(), before: 0, behind: found.length };
}

function isSense(word: string | undefined): word is Sense {
  return word !== undefined && word in SENSES;
}
