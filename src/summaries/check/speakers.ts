import { hasVerb } from "../grammar.ts";
import { SAYS } from "../references.ts";
import { splitSentences } from "../sentences.ts";
import { isFunctionWord, keys } from "../words.ts";
import type { Evidence } from "./evidence.ts";
import type { Fault } from "./fault.ts";

/**
 * Words put into another's mouth: "Harga akan turun, kata Pramana" where the article only has "Menurut Dimas, harga akan turun". One who says
 * it without a name ("kata dia") may be anybody, and names that the article writes as one ("Menteri Rukmana") are one.
 */
export function speakerFaults(text: string, evidence: Evidence): Fault[] {
  return splitSentences(text).flatMap((sentence): Fault[] => {
    const [who] = speakersIn(sentence);
    if (who === undefined) return [];
    const own = contentOf(who);
    const said = contentOf(sentence).filter((key) => !own.includes(key));
    if (said.length < FEWEST) return [];
    const origins = evidence.sentences.filter(
      ({ keys }) => said.filter((key) => keys.includes(key)).length / said.length >= RETOLD,
    );
    const strangers = origins.map(({ text: origin }) => strangerIn(origin, own, evidence));
    const [first] = strangers;
    if (first === undefined || first === null || strangers.includes(null)) return [];
    const why = `Ringkasan menulisnya sebagai kata ${who}, artikel sebagai kata ${first}.`;
    return [{ kind: "name", found: who, why }];
  });
}

const FEWEST = 3;
// Most of what is said must be that sentence's.
const RETOLD = 0.7;

const STATES =
  "me(?:ngatakan|nyatakan|nyebut|nyebutkan|nilai|negaskan|njelaskan|ngungkapkan|nuturkan|mastikan|nambahkan|nerangkan|maparkan|ngklaim|nuduh|nuding)";
const SPEAKING: readonly RegExp[] = [
  /^Menurut ([^,.:;]{2,80}),/u,
  new RegExp(`[,”"] (?:${SAYS}|menurut) ([^,.:;”"]{2,80})`, "u"),
  new RegExp(`^([^.:;”"]{2,100}?) ${STATES}(?!\\p{L})`, "u"),
];

/** Who speaks in a sentence, by name; nobody where it is only "dia" or "pria itu", or where somebody says nothing. */
function speakersIn(sentence: string): string[] {
  const found = SPEAKING.flatMap((pattern) => pattern.exec(sentence)?.[1]?.trim() ?? []);
  const [first] = found;
  return first !== undefined && isNamed(first) ? found.filter(isNamed) : [];
}

function isNamed(who: string): boolean {
  return contentOf(who).length > 0 && /\p{Lu}/u.test(who) && !POINTING.test(who);
}

const POINTING = /(?<!\p{L})(?:(?:ini|itu|tersebut)$|tidak|tak|belum|enggan)(?!\p{L})/u;

/** Who else says it in this sentence of the article; null where it may be the same one, or names nobody. */
function strangerIn(origin: string, own: readonly string[], evidence: Evidence): string | null {
  const speakers = speakersIn(origin);
  const known = speakers.some((speaker) => areOne(own, contentOf(speaker), evidence));
  return known ? null : (speakers[0] ?? null);
}

/** Do they share a word, one inside the other too ("Kapolri", "Polri"), or does the article write them as parts of one name? */
function areOne(own: readonly string[], others: readonly string[], evidence: Evidence): boolean {
  return own.some((one) =>
    others.some(
      (other) =>
        one.includes(other) ||
        other.includes(one) ||
        evidence.sentences.some(({ keys: line }) => belongs(one, other, line) || belongs(other, one, line)),
    ),
  );
}

const CLOSE = 6;

function belongs(first: string, second: string, run: readonly string[]): boolean {
  return run.some((key, at) => {
    if (key !== first) return false;
    const behind = run.slice(at + 1, at + 1 + CLOSE);
    const end = behind.indexOf(second);
    return end !== -1 && !behind.slice(0, end).some((between) => LINKS.has(between) || hasVerb(between));
  });
}

const LINKS = new Set("dan serta dengan kepada bersama sedangkan sementara bahwa namun tetapi".split(" "));

function contentOf(text: string): string[] {
  return keys(text).filter((key) => !isFunctionWord(key));
}
