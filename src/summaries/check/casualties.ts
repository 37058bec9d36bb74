import { splitSentences } from "../sentences.ts";
import { words } from "../words.ts";
import { withoutDates } from "./dates.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";
import { quantities, withoutMoney } from "./quantities.ts";

/**
 * Numbers of people whom the text calls dead, missing, hurt, displaced or safe while the article calls as many only something else:
 * "27 meninggal, 14 hilang" is not "14 tewas, 27 hilang". What the article calls nothing of the kind is not compared.
 */
export function casualtyFaults(text: string, evidence: Evidence): Fault[] {
  const claimed = splitSentences(text).flatMap((sentence) => countsOf(sentence, NEAR));
  const known = claimed.some(({ fates }) => fates.size === 1)
    ? fatesByNumber(evidence)
    : new Map<number, Set<Fate>>();
  return claimed.flatMap(({ value, fates, found }): Fault[] => {
    const [fate, ...others] = fates;
    const article = known.get(value);
    if (!fate || others.length > 0 || !article || article.has(fate)) return [];
    if (article.size === 0) return onlySomeOf(value, fate, found, evidence);
    const written = [...article].map((other) => NAMES[other]).join(" dan ");
    const why = `Angka "${found}": artikel menulis ${written}, bukan ${NAMES[fate]}.`;
    return [{ kind: "number", found, why }];
  });
}

/** "Bus membawa 40 penumpang, 12 di antaranya tewas": not all 40 are dead. */
function onlySomeOf(value: number, fate: Fate, found: string, evidence: Evidence): Fault[] {
  const written = evidence.sentences.find(({ text }) => {
    const at = text.search(SOME_OF);
    const counts = at === -1 ? [] : countsOf(text, NEAR_IN_ARTICLE);
    return (
      counts.some((count) => count.value === value && count.start < at) &&
      counts.some((count) => count.value < value && count.fates.has(fate))
    );
  });
  if (!written) return [];
  const why = `Artikel tidak menulis "${found}" semuanya ${NAMES[fate]}: "${written.text}"`;
  return [{ kind: "number", found, why }];
}

const SOME_OF = /(?<!\p{L})di ?antaranya(?!\p{L})/iu;

function fatesByNumber(evidence: Evidence): Map<number, Set<Fate>> {
  const known = new Map<number, Set<Fate>>();
  for (const { text, keys } of evidence.sentences) {
    if (!keys.some((key) => FATES.has(key) || DONE.has(key))) continue;
    for (const { value, fates } of countsOf(text, NEAR_IN_ARTICLE))
      known.set(value, new Set([...(known.get(value) ?? []), ...fates]));
  }
  return known;
}

type Fate = "dead" | "missing" | "hurt" | "displaced" | "safe";

const NAMES: Readonly<Record<Fate, string>> = {
  dead: "meninggal",
  missing: "hilang",
  hurt: "luka",
  displaced: "mengungsi",
  safe: "selamat",
};

/** Said of people, before or behind their number. */
const FATES = new Map<string, Fate>([
  ...["meninggal", "tewas", "wafat", "jiwa"].map((word): [string, Fate] => [word, "dead"]),
  ...["hilang", "dicari"].map((word): [string, Fate] => [word, "missing"]),
  ...["luka", "luka-luka", "terluka", "cedera"].map((word): [string, Fate] => [word, "hurt"]),
  ...["mengungsi", "pengungsi", "diungsikan"].map((word): [string, Fate] => [word, "displaced"]),
  ...["selamat", "diselamatkan"].map((word): [string, Fate] => [word, "safe"]),
]);

/** Done to those whose number follows. */
const DONE = new Map<string, Fate>([
  ["menewaskan", "dead"],
  ["tewaskan", "dead"],
  ["melukai", "hurt"],
  ["menyelamatkan", "safe"],
  ["mengungsikan", "displaced"],
]);

interface Count {
  value: number;
  /** As it stands, with what is counted. */
  found: string;
  start: number;
  /** Several where the sentence leaves open which of them is meant. */
  fates: Set<Fate>;
}

// How many words may stand between a number and what is said of it.
const NEAR = 4;
// The article may say it further away.
const NEAR_IN_ARTICLE = 9;

function countsOf(sentence: string, near: number): Count[] {
  const plain = withoutMoney(withoutDates(sentence));
  const counts = peopleOf(plain);
  for (const word of words(plain)) {
    const done = DONE.get(word.key);
    const fate = done ?? FATES.get(word.key);
    // "korban jiwa" are dead, "40 jiwa" are counted
    if (fate === undefined || (word.key === "jiwa" && !/korban $/i.test(plain.slice(0, word.start))))
      continue;
    const before = counts.findLast(({ start }) => start < word.start);
    const after = counts.find(({ start }) => start > word.start);
    const sides = [
      ...(before && done === undefined
        ? [{ count: before, gap: plain.slice(before.start, word.start) }]
        : []),
      ...(after ? [{ count: after, gap: plain.slice(word.end, after.start) }] : []),
    ].filter(({ gap }) => words(gap).length <= near);
    const joined = sides.filter(({ gap }) => !PARTED.test(gap));
    for (const { count } of joined.length > 0 ? joined : sides) count.fates.add(fate);
  }
  return counts;
}

// "27 orang meninggal, 14 hilang", "5 tewas dan 14 luka": what stands behind it is said of the next number.
const PARTED = /[,;:](?!\d)|\s(?:dan|serta|sedangkan|sementara|tetapi|namun)\s/u;

function peopleOf(plain: string): Count[] {
  return quantities(plain)
    .filter(
      ({ unit, text, start }) =>
        (unit === null || unit === "orang") && !YEAR.test(text) && !AGE.test(plain.slice(0, start)),
    )
    .sort((a, b) => a.start - b.start)
    .map(({ value, text, start }) => ({ value, found: text, start, fates: new Set() }));
}

const YEAR = /^(?:19|20)\d\d(?![.,\d])/;
const AGE = /(?:\(|usia |umur |pukul |ke-)$/iu;
