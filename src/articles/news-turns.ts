import { type Figure, figuresIn, type Token, tokenOf } from "./counted.ts";

/**
 * What turns news into other news, read from words alone: a matter that stands elsewhere by now (hunted, caught), a denial that
 * came or went, a figure. Lists of words miss what nobody wrote into them; what they hold they judge alike every time.
 */

/** What a stretch of text says of how things stand. */
export interface Said {
  figures: readonly Figure[];
  /** "search: found", "fate: dead". */
  states: readonly State[];
  /** Words after a "tidak" or "belum". */
  denied: readonly string[];
  words: ReadonlySet<string>;
}

interface State {
  matter: string;
  value: string;
}

/** Reads words as they stand in the text, with their punctuation. */
export function saidIn(words: readonly string[]): Said {
  const tokens = words.map(tokenOf).filter(({ word }) => word !== "");
  const denials = deniedIn(tokens);
  const states = tokens.flatMap(({ word }, i) => (denials.has(i) ? [] : (STATES.get(word) ?? [])));
  return {
    figures: figuresIn(tokens),
    states,
    denied: [...denials].map((i) => withoutNya(tokens[i]?.word ?? "")),
    words: new Set(tokens.flatMap(({ word }, i) => (denials.has(i) ? [] : [withoutNya(word)]))),
  };
}

/** What several stretches say together. */
export function saidTogether(parts: readonly Said[]): Said {
  return {
    figures: parts.flatMap(({ figures }) => figures),
    states: parts.flatMap(({ states }) => states),
    denied: parts.flatMap(({ denied }) => denied),
    words: new Set(parts.flatMap(({ words }) => [...words])),
  };
}

/**
 * Does a sentence turn the news? It does with a figure that the earlier text had nowhere, with a matter that stands where the earlier
 * text had it nowhere (or no longer stands where the later one has it nowhere), and with what it denies and did not, or no longer denies.
 *
 * @param before the sentence it was; null where it is new: then only what it adds can turn the news
 * @param texts all that the two texts say
 */
export function turnsNews(before: Said | null, after: Said, texts: { before: Said; after: Said }): boolean {
  if (addsFigure(after, texts.before)) return true;
  if (before === null) return hasStateNotIn(texts.before, withoutDoubt(after));
  return (
    hasStateNotIn(texts.before, after) ||
    hasStateNotIn(texts.after, before) ||
    isReversed(before, after) ||
    isReversed(after, before) ||
    (after.denied.length > before.denied.length && deniesAnew(after, texts.before))
  );
}

/** How a title says that things stand: what is kept of it to be held against another one. */
export interface Standing {
  /** By what is counted. */
  figures: Record<string, string>;
  /** By the matter, the furthest it has come. */
  states: Record<string, string>;
  denied: string[];
}

export function standingOf(said: Said): Standing {
  const counted = said.figures.filter(({ counts }) => counts !== null).toReversed(); // the first one wins
  const furthest = said.states.toSorted((a, b) => rankOf(a) - rankOf(b));
  return {
    figures: Object.fromEntries(counted.map(({ counts, value }) => [counts, value])),
    states: Object.fromEntries(furthest.map(({ matter, value }) => [matter, value])),
    denied: [...said.denied],
  };
}

/** Do two titles contradict each other? Each of them has its own words, so what only one speaks of is no contradiction. */
export function contradicts(
  a: Standing & { title: readonly string[] },
  b: Standing & { title: readonly string[] },
): boolean {
  return differ(a.figures, b.figures) || differ(a.states, b.states) || deniesWhat(a, b) || deniesWhat(b, a);
}

/** Whether each figure and state in which a later title turns an earlier one stands in another title; false where it also turns what is denied. */
export function saysTurns(
  other: Standing & { title: readonly string[] },
  earlier: Standing & { title: readonly string[] },
  later: Standing & { title: readonly string[] },
): boolean {
  const turned = [
    ...turnedIn(earlier.figures, later.figures).map(([about, value]) => other.figures[about] === value),
    ...turnedIn(earlier.states, later.states).map(([about, value]) => other.states[about] === value),
  ];
  const isDenied = deniesWhat(earlier, later) || deniesWhat(later, earlier);
  return turned.length > 0 && turned.every(Boolean) && !isDenied;
}

function differ(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return turnedIn(b, a).length > 0;
}

/** What the later has otherwise than the earlier, of that which both speak of. */
function turnedIn(
  earlier: Readonly<Record<string, string>>,
  later: Readonly<Record<string, string>>,
): [about: string, value: string][] {
  return Object.entries(later).filter(([about, value]) => (earlier[about] ?? value) !== value);
}

function deniesWhat({ denied }: Standing, other: Standing & { title: readonly string[] }): boolean {
  return denied.some((word) => other.title.includes(word) && !other.denied.includes(word));
}

function addsFigure({ figures }: Said, earlier: Said): boolean {
  const known = earlier.figures.filter(({ news }) => news);
  return figures.some((figure) => figure.news && !known.some((one) => isSameFigure(one, figure)));
}

function isSameFigure(a: Figure, b: Figure): boolean {
  return a.value === b.value && (!a.people || !b.people || a.counts === b.counts);
}

function hasStateNotIn(text: Said, { states }: Pick<Said, "states">): boolean {
  return states.some(
    ({ matter, value }) => !text.states.some((known) => known.matter === matter && known.value === value),
  );
}

/** A new sentence may wonder about anything. */
function withoutDoubt({ states }: Said): Pick<Said, "states"> {
  return { states: states.filter(({ matter }) => matter !== DOUBT) };
}

function isReversed({ denied }: Said, other: Said): boolean {
  return denied.some((word) => other.words.has(word) && !other.denied.includes(word));
}

function deniesAnew({ denied }: Said, text: Said): boolean {
  return denied.some((word) => !text.denied.includes(word));
}

/** "-nya" (its, the), which a trace's words are without, too. */
function withoutNya(word: string): string {
  return word.replace(/(?<=[a-z]{4})nya$/, "");
}

/** Where a denied word stands. "tidak hanya" and "belum lama ini" deny nothing. */
function deniedIn(tokens: readonly Token[]): Set<number> {
  const denied = new Set<number>();
  for (const [i, { word, ends }] of tokens.entries()) {
    if (!DENIALS.has(word) || ends) continue;
    let next = i + 1;
    while (AUXILIARIES.has(tokens[next]?.word ?? "")) next++;
    if (next < tokens.length && !DENYING_NOTHING.has(tokens[next]?.word ?? "")) denied.add(next);
  }
  return denied;
}

function rankOf({ matter, value }: State): number {
  return Object.keys(MATTERS[matter] ?? {}).indexOf(value);
}

const DOUBT = "doubt";

/** Matters, where each may stand, from what comes first to what comes last, and the words that say so. */
const MATTERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  search: {
    missing: "hilang dicari mencari pencarian",
    found: "ditemukan temukan menemukan",
  },
  hunt: {
    hunted: "buru diburu memburu buron kejar mengejar dikejar",
    caught:
      "tangkap ditangkap menangkap tertangkap bekuk dibekuk membekuk ringkus diringkus meringkus ciduk diciduk menciduk " +
      "amankan diamankan mengamankan",
  },
  case: {
    suspected: "tersangka",
    tried: "didakwa dakwa dituntut tuntut menuntut",
    convicted: "vonis divonis memvonis dihukum menghukum",
    freed: "bebas bebaskan dibebaskan membebaskan",
  },
  warning: {
    issued: "keluarkan dikeluarkan mengeluarkan terbitkan diterbitkan menerbitkan",
    lifted: "cabut dicabut mencabut akhiri diakhiri mengakhiri",
  },
  plan: { off: "tunda ditunda menunda batalkan dibatalkan membatalkan" },
  access: { closed: "tutup ditutup menutup", open: "dibuka" },
  fate: {
    safe: "selamat",
    hurt: "luka luka-luka terluka cedera kritis",
    dead: "tewas meninggal wafat tewaskan menewaskan",
  },
  [DOUBT]: { open: "diduga duga menduga dugaan kemungkinan mungkin dikabarkan", ongoing: "masih" },
};

const STATES = new Map<string, State>(
  Object.entries(MATTERS).flatMap(([matter, values]) =>
    Object.entries(values).flatMap(([value, words]) =>
      words.split(" ").map((word) => [word, { matter, value }] as const),
    ),
  ),
);

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const DENIALS = setOf("tidak tak bukan belum batal urung");
const AUXILIARIES = setOf("ada akan bisa dapat ikut jadi juga kunjung lagi pernah perlu sempat");
const DENYING_NOTHING = setOf("cuma hanya lama saja sekadar");
