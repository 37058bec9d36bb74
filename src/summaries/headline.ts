import { isSentence, isWhole } from "./grammar.ts";
import { shorterForms, withoutDay, withoutLeadIn } from "./shorten.ts";
import { brackets, isBalanced, quotations, within } from "./spans.ts";
import { contentShare, isFunctionWord, keys, words } from "./words.ts";

/** A sentence with more than this share of its content words in the headline says the same again. */
export const SAME = 0.85;

/** Characters: what a chat's list shows in two lines. */
export const HEADLINE_LIMIT = 90;

/**
 * A headline of at most 90 characters, made from an article's lead where it came without one: what the lead tells, with
 * something left for the summary's first sentence to add. "" only if there is no sentence at all.
 */
export function headlineFrom(sentences: readonly string[]): string {
  const lead = leadOf(sentences);
  const possible = tellings(lead, HEADLINE_LIMIT).map((telling) => ({
    telling,
    share: contentShare(lead, new Set(keys(telling))),
  }));
  const leaves = (most: number) =>
    possible.find(({ telling, share }) => telling.length >= SHORTEST && share <= most)?.telling;
  return leaves(0.65) ?? leaves(SAME) ?? oneLineFrom(sentences, HEADLINE_LIMIT);
}

/** The article's lead told in one line within the limit, without a final point. */
export function oneLineFrom(sentences: readonly string[], limit: number): string {
  const lead = leadOf(sentences);
  return tellings(lead, limit)[0] ?? clipped(lead, limit);
}

/** What a sentence or a title tells, in at most `limit` characters without a final point; the longest first, [] if it cannot. */
export function tellings(sentence: string, limit: number): string[] {
  const forms = [...shorterForms(sentence), withoutLeadIn(sentence)].flatMap((form) => {
    const line = withoutPoint(withoutDay(form));
    return [line, line.replaceAll(OFFICE, "")];
  });
  for (const test of [isWhole, isSentence]) {
    const found = new Set(
      forms.flatMap((form) => (form.length <= limit ? [form] : cutsOf(form, limit, test))),
    );
    found.delete("");
    if (found.size > 0) return [...found].sort((a, b) => b.length - a.length);
  }
  return [];
}

// "Presiden Rusia Vladimir Putin": a headline names the person. Only where the country tells the office from the name.
const OFFICE =
  /(?:(?:Mantan |Wakil )?(?:Presiden|Perdana Menteri|PM|Pemimpin|Kanselir|Raja|Menteri Luar Negeri|Menlu|Menteri Pertahanan) (?:Amerika Serikat|AS|Rusia|China|Tiongkok|Korea Utara|Korea Selatan|Korut|Korsel|Jepang|India|Israel|Iran|Irak|Palestina|Ukraina|Turki|Prancis|Perancis|Jerman|Inggris|Italia|Spanyol|Malaysia|Singapura|Filipina|Thailand|Vietnam|Australia|Indonesia|RI|Republik Indonesia) )(?=\p{Lu}\p{Ll}+ \p{L})/gu;

/** The line up to each place within the limit where its news is told. */
function cutsOf(line: string, limit: number, test: (rest: string, removed: string) => boolean): string[] {
  const spans = [...quotations(line), ...brackets(line)];
  return Array.from(line.slice(0, limit + 20).matchAll(LINK), (link) => link.index)
    .filter(
      (at) =>
        at <= limit && at >= SHORTEST_CUT && !within(spans, at) && test(line.slice(0, at), line.slice(at)),
    )
    .map((at) => line.slice(0, at));
}

const SHORTEST_CUT = 25;

// Words before which a telling can end: what they open is a closer description, not the news. A headline may leave out
// more than a shortened sentence: the place and the time follow below it.
const LINK =
  /[\s,–—-]+(?=(?:di|dari|dalam|pada|untuk|dengan|oleh|saat|ketika|setelah|usai|sejak|selama|karena|lantaran|akibat|agar|supaya|demi|guna|yang|sehingga|sebagai|sementara|sedangkan|seraya|sambil|melalui|lewat|bersama|terkait|menyusul|jelang|menjelang|atas|terhadap|menurut|seperti|termasuk|yakni|yaitu|bagi|kepada|(?:dan|serta) (?:akan |telah |sudah |juga |ber|me[mnlry]))\s)|,\s/gu;

const SHORTEST = 40;
// A lead that opens with a quotation or a question is told by one of the next sentences.
const FIRST = 4;

function leadOf(sentences: readonly string[]): string {
  return sentences.slice(0, FIRST).find((sentence) => !/^["“‘']|\?$/.test(sentence)) ?? sentences[0] ?? "";
}

function withoutPoint(sentence: string): string {
  return sentence.replace(/(?<!\.)\.$/, "");
}

/** The last resort for a sentence that has nowhere to end: whole words, none of them left hanging. */
function clipped(sentence: string, limit: number): string {
  const text = withoutPoint(shorterForms(sentence).at(-1) ?? "");
  if (text.length <= limit) return text;
  const fitting = words(text).filter((word) => word.end <= limit);
  const whole = fitting.findLast((word) => word.end >= SHORTEST && isSentence(text.slice(0, word.end)));
  const line = text.slice(0, (whole ?? fitting.findLast((word) => !isFunctionWord(word.key)))?.end ?? limit);
  return isBalanced(line) ? line : line.replace(/\s*["“([][^"“([]*$/, "");
}
