import type { CleanArticle } from "../articles/article.ts";
import { datelineLength } from "../articles/dateline.ts";
import { hasVerb, isSideClause } from "./grammar.ts";
import { isLeftover } from "./leftovers.ts";
import { newestEntry } from "./live.ts";
import {
  bareSpeaker,
  contrasts,
  framesWhatWasTold,
  isPersonal,
  meansPerson,
  namesPerson,
  needOf,
  type Need,
  pointsBack,
  takesBack,
  tellsShareCounted,
} from "./references.ts";
import { endsAsSentence, splitSentences } from "./sentences.ts";
import { shorterForms, withoutConnective } from "./shorten.ts";
import { isBalanced } from "./spans.ts";
import { keys } from "./words.ts";

/** A sentence of the article that could stand in its summary. */
export interface Candidate {
  /** Its place among the article's sentences, from 0. */
  place: number;
  text: string;
  /** The sentence itself and its shorter forms, longest first. */
  forms: readonly Form[];
  /** The next sentence takes it back: it is told with that one or not at all. */
  takenBack: boolean;
}

export interface Form {
  text: string;
  /** What must stand before it. */
  need: Need;
  /** The sentence before it in the article gives it that; where its noun was said, only a form that has the noun does. */
  near: boolean;
  /** It may be a summary's first sentence. */
  opens: boolean;
}

// Beyond this an article only adds detail: no editor's summary of the pairs quotes from further down, and work stays bounded.
const SENTENCES_CONSIDERED = 40;

/** The article's sentences, the first 40, of a live report those of the newest entry: verbatim but for runs of white space and a list's mark in front. */
export function sentencesOf(article: CleanArticle): string[] {
  const sentences: string[] = [];
  for (const paragraph of newestEntry(article.paragraphs)) {
    for (const sentence of splitSentences(paragraph.replaceAll(/\s+/g, " "))) {
      const text = withoutDateline(sentence.replace(/^(?:[•*·–—-]+\s*)+/, ""));
      if (text !== "") sentences.push(text);
    }
    if (sentences.length >= SENTENCES_CONSIDERED) break;
  }
  return sentences.slice(0, SENTENCES_CONSIDERED);
}

/** Some texts have a second dateline further down, behind a teaser or a reporter's line; some have one that cleaning does not know. */
function withoutDateline(line: string): string {
  const sentence = line.replace(STANDFIRST, "");
  if (!/^\p{Lu}.{2,80}[-–—]/u.test(sentence)) return sentence;
  const length = datelineLength(sentence);
  return length > 0 ? sentence.slice(length) : sentence.replace(UNKNOWN_DATELINE, "");
}

/** "Ini sebabnya harga naik Jakarta (ANTARA) - Harga …": a standfirst that lost its own line. */
const STANDFIRST = /^.{10,300}\s\p{Lu}\p{L}+,? \(ANTARA[^)]{0,20}\) [-–—]+ (?=["“]?\p{Lu})/u;

/** "MEDAN.COM,- ", "JAKARTA- ", "Rimanews – ". */
const UNKNOWN_DATELINE =
  /^(?:(?:\p{Lu}{3,}|\p{Lu}+\.\p{Lu}+)(?:,? \p{Lu}{3,})*,?\s?[-–—]+\s+|\p{Lu}[\p{L}.]{3,20} [-–—]+ (?=\p{Lu}\p{Ll}))/u;

/** Those of the sentences that are whole, balanced, and news rather than furniture or an invitation. */
export function candidatesOf(sentences: readonly string[]): Candidate[] {
  const said = new Set<string>();
  return sentences.flatMap((text, place) => {
    const before = { last: sentences[place - 1] ?? null, said };
    const candidate = canStand(text)
      ? [{ place, text, forms: formsOf(text, before), takenBack: isUndone(text, sentences.slice(place + 1)) }]
      : [];
    for (const key of keys(text)) said.add(key);
    return candidate;
  });
}

/** What a sentence has before it in the article. */
interface Before {
  /** The sentence right before it; null for the first. */
  last: string | null;
  /** The words of all of them. */
  said: ReadonlySet<string>;
}

/**
 * Is it true only with the next sentence? A question between the two ("Benarkah?") parts them not, and what "Itulah skenario simulasi …" is
 * said of may be two sentences long.
 */
function isUndone(sentence: string, next: readonly string[]): boolean {
  const answer = next.slice(0, 2).find((one) => !one.endsWith("?")) ?? "";
  return (
    takesBack(answer, sentence) ||
    next.slice(0, 2).some((one) => framesWhatWasTold(one, sentence)) ||
    (tellsShareCounted(next[0] ?? "") && COUNTED.test(sentence))
  );
}

const COUNTED = /\d ?(?:persen|%|suara)/u;

const FEWEST_WORDS = 5;

/** "Pemerintah akan membangun PLTN, benarkah?": passes for the answer. What asks why or how only leads up to one. */
const ASKS_WHETHER =
  /^(?!.*(?<!\p{L})(?:mengapa|kenapa|bagaimana|siapa|berapa|apa|kapan|mana)(?!\p{L})).*\?$/iu;

function canStand(sentence: string): boolean {
  return (
    endsAsSentence(sentence) &&
    !ASKS_WHETHER.test(sentence) &&
    isBalanced(sentence) &&
    /^["“‘']?(?!\d{1,2}(?:\. |[.:]\d\d ))[\p{Lu}\p{N}]/u.test(sentence) &&
    keys(sentence).length >= FEWEST_WORDS &&
    !isLeftover(sentence) &&
    !isSideClause(sentence)
  );
}

function formsOf(text: string, { last, said }: Before): Form[] {
  const bare = withoutConnective(text);
  const speaker = bareSpeaker(bare);
  // "Menurut Puji": known only where the article gave the full name before
  const introduced = speaker !== null && said.has(speaker);
  const lastSaid = new Set(keys(last ?? ""));
  const forms = shorterForms(text).filter((form) => form === text || !isLeftover(form));
  return forms.map((form) => {
    if (last === null) return { text: form, need: null, near: true, opens: !isPersonal(form) }; // nothing before it to point at
    // a connective needs what it connects with, and "Bahkan, melorot …" somebody who does it
    const leans = bare !== text && (form === text || beginsWithVerb(form));
    const pointed = leans ? { noun: null } : (needOf(form) ?? pointsBack(form, said));
    const need = pointed ?? (introduced ? { noun: speaker } : null);
    const meets = pointed === null || !introduced || lastSaid.has(speaker);
    return {
      text: form,
      need,
      near: meets && isNear(form, need, { last, said }),
      opens: need === null && !contrasts(form) && !isPersonal(form),
    };
  });
}

function beginsWithVerb(form: string): boolean {
  const first = /^(?:Me|Ber|Ter)\p{Ll}+(?=\s)(?!.*,\s\p{L})/u.exec(form)?.[0] ?? "";
  return hasVerb(first.toLowerCase());
}

/** A pronoun for a person is understood where the sentence before names one, "rumah sakit itu" where nothing further up has one. */
function isNear(form: string, need: Need, { last, said }: Before): boolean {
  const noun = need?.noun ?? null;
  if (noun === null) return !meansPerson(form) || namesPerson(last ?? "");
  return !said.has(noun);
}
