import { pointIsPartOf } from "./abbreviations.ts";
import { enclosures } from "./spans.ts";

/**
 * Splits a paragraph of Indonesian news into its sentences: verbatim, trimmed, in order, nothing lost but the space
 * between them. A quotation is never split and stays with its attribution ("Pergi!" kata Budi.).
 *
 * It knows abbreviations, titles, initials, amounts (Rp 1.500), clock times (10.30), domains (Kompas.com) and
 * sentences that lost the space between them ("berakhir.Namun"). The work grows linearly with the text.
 */
export function splitSentences(paragraph: string): string[] {
  const closed = enclosures(paragraph);
  let next = 0;
  const sentences: string[] = [];
  let start = 0;
  for (const match of paragraph.matchAll(MARK)) {
    const at = match.index;
    const end = at + match[0].length;
    while ((closed[next]?.end ?? Infinity) <= at) next++;
    const span = closed[next];
    if (span && span.start < at && end < span.end) continue;
    if (!endsSentence(paragraph, start, at, match[0])) continue;
    push(sentences, paragraph.slice(start, end));
    start = end;
  }
  push(sentences, paragraph.slice(start));
  return sentences;
}

/** Does the text end as a sentence does: with its mark, perhaps inside a closing quotation or bracket? */
export function endsAsSentence(text: string): boolean {
  return /[^\s,;:(–—-]\s?[.!?…]+["”’'»)\]]*$/.test(text);
}

/** Words in the middle of a line that begin a sentence: a heading or a caption without its point stands before them. */
const GLUED_BEHIND =
  "(?:Menurut|Namun|Selain|Sementara|Sebelumnya|Adapun|Meski|Ketika|Setelah|Berdasarkan|Saat (?:ini|itu)|Dalam(?! negeri| dan))";

/** Marks that can end a sentence, with the closing quotation or bracket that belongs to it; an empty line, or nothing. */
const MARK = new RegExp(
  String.raw`[.!?…]+["”’'»)\]]*|\n\s*\n|(?<=[\p{Ll}\d)%]) (?=${GLUED_BEHIND} \p{Ll})`,
  "gu",
);

// Words that begin sentences and hardly ever are the second part of a name: they settle "vitamin C. Selain itu".
const OPENERS = new Set(
  (
    "selain namun tetapi sementara ia dia mereka hal ini itu dalam menurut saat ketika pada untuk dari di ke adapun " +
    "sebelumnya kemudian setelah karena oleh dengan sejak hingga jika bila kini para meski meskipun walau padahal " +
    "bahkan sedangkan sebagai seperti tak tidak ada kami kita saya"
  ).split(" "),
);

function endsSentence(text: string, start: number, at: number, mark: string): boolean {
  if (mark.trim() === "") return true;
  const end = at + mark.length;
  const behind = text.slice(end, end + 40);
  const next = behind.trimStart();
  if (next === "") return true;
  if (!/^(?:[\p{Lu}\p{N}*•–—-]|["“‘'„«([](?!\s))/u.test(next)) return false;
  if (behind.length === next.length && !isGlued(text, at, mark, next)) return false;
  return mark !== "." || !pointBelongsToWord(text, start, at, next);
}

/** "berakhir.Namun" and "2012.Bukan" are two sentences; "KOMPAS.TV", "Kompas.com" and "S.Pd" are one word. */
function isGlued(text: string, at: number, mark: string, next: string): boolean {
  if (!/^["“]?\p{Lu}\p{Ll}/u.test(next) || /^(?:Com|Id|Co|Net|Tv|Org)\b/.test(next)) return false;
  return mark !== "." || /(?:[\p{Ll}\p{N}]{2}|[)%]|-\d)$/u.test(text.slice(Math.max(0, at - 2), at));
}

function pointBelongsToWord(text: string, start: number, at: number, next: string): boolean {
  const word = /[^\s("“‘'[]*$/.exec(text.slice(Math.max(start, at - 24), at))?.[0] ?? "";
  const before = text.slice(Math.max(start, at - word.length - 60), at - word.length);
  const opener = OPENERS.has(/^\p{L}+/u.exec(next)?.[0].toLowerCase() ?? "");
  // initials: "A. Yani", "W.R. Supratman"; behind a comma they are a degree ("Rudi Hartono, S.H.")
  const isDegree = /,\s*$/.test(before);
  if (CALLED.test(before)) return /^\p{Lu}(?!\p{L})/u.test(next);
  const isInitial = /^\p{Lu}$/u.test(word) && /^\p{Lu}\p{Ll}/u.test(next); // "…, M. Rasyid selaku …"
  if ((!isDegree || isInitial) && /^(?:\p{L}\.)*\p{Lu}$/u.test(word)) return !opener && /^\p{L}/u.test(next);
  if (/^\d{1,2}$/.test(word) && isInList(text.slice(Math.max(start, at - LIST_REACH), at), word)) return true;
  return pointIsPartOf(word, { before, next, opener });
}

/** "1. Siapkan bahan", "Klasemen: 1. Garuda 36 poin, 2. Persela 34 poin": the number of a list, in front or inside. */
function isInList(before: string, number: string): boolean {
  const lead = before.slice(0, before.length - number.length);
  return (
    lead.length <= 1 ||
    LEADS_LIST.test(lead) ||
    new RegExp(`(?<![\\d.,])${Number(number) - 1}\\. `).test(lead)
  );
}

const LEADS_LIST = /(?:[:,;]|(?<!\p{L})(?:urut|yakni|yaitu))\s*$/u;
const LIST_REACH = 300;

/** "pelaku berinisial", "dua warga berinisial AS (27) dan": what comes is a whole name of letters. */
const CALLED = /inisial(?:nya)?\s(?:\p{Lu}{1,4}(?:\s\([^)]*\))?,?\s(?:(?:dan|serta)\s)?)*$/u;

function push(sentences: string[], piece: string): void {
  const sentence = piece.trim();
  if (sentence !== "") sentences.push(sentence);
}
