import { isWhole, shorterForms, withoutDay, withoutLeadIn } from "./shorten.ts";
import { brackets, quotations, within } from "./spans.ts";
import { contentShare, isFunctionWord, keys, words } from "./words.ts";

/** Characters: what a chat's list shows in two lines. */
export const HEADLINE_LIMIT = 90;

/**
 * A headline of at most 90 characters, made from an article's lead where it came without one: what the lead tells, with
 * something left for the summary's first sentence to add. "" only if there is no sentence at all.
 */
export function headlineFrom(sentences: readonly string[]): string {
  const lead = leadOf(sentences);
  const possible = tellings(lead, HEADLINE_LIMIT);
  const core = possible.find((telling) => telling.length >= SHORTEST && contentShare(lead, new Set(keys(telling))) <= CORE);
  return core ?? oneLineFrom(sentences, HEADLINE_LIMIT);
}

/** The article's lead told in one line within the limit, without a final point. */
export function oneLineFrom(sentences: readonly string[], limit: number): string {
  const lead = leadOf(sentences);
  return tellings(lead, limit)[0] ?? clipped(lead, limit);
}

/** What a sentence or a title tells, in at most `limit` characters without a final point; the longest first, [] if it cannot. */
export function tellings(sentence: string, limit: number): string[] {
  const found = new Set<string>();
  for (const form of [...shorterForms(sentence), withoutLeadIn(sentence)]) {
    const line = withoutPoint(withoutDay(form));
    if (line.length <= limit) found.add(line);
    else for (const cut of cutsOf(line, limit)) found.add(cut);
  }
  return [...found].filter((telling) => telling !== "").sort((a, b) => b.length - a.length);
}

/** The line up to each place within the limit where its news is told. */
function cutsOf(line: string, limit: number): string[] {
  const spans = [...quotations(line), ...brackets(line)];
  return Array.from(line.slice(0, limit + 12).matchAll(LINK), (link) => link.index).filter(
    (at) => at <= limit && at >= SHORTEST_CUT && !within(spans, at) && isWhole(line.slice(0, at), line.slice(at)),
  ).map((at) => line.slice(0, at));
}

const SHORTEST_CUT = 25;

// Words before which a telling can end: what they open is a closer description, not the news. A headline may leave out
// more than a shortened sentence: the place and the time follow below it.
const LINK =
  /[\s,–—-]+(?=(?:di|dari|dalam|pada|untuk|dengan|oleh|saat|ketika|setelah|usai|sejak|selama|karena|lantaran|akibat|agar|supaya|demi|guna|yang|sehingga|sebagai|sementara|sedangkan|seraya|sambil|melalui|lewat|bersama|terkait|menyusul|jelang|menjelang|atas|terhadap|menurut|seperti|termasuk|yakni|yaitu|(?:dan|serta) (?:akan |telah |sudah |juga |ber|me[mnlry]))\s)|,\s/gu;

const SHORTEST = 40;
// A headline that has more of the lead's content words than this leaves the lead nothing to add.
const CORE = 0.65;
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
  const text = withoutPoint(sentence);
  if (text.length <= limit) return text;
  const fitting = words(text).filter((word) => word.end <= limit);
  while (fitting.length > 1 && isFunctionWord(fitting.at(-1)?.key ?? "")) fitting.pop();
  return text.slice(0, fitting.at(-1)?.end ?? limit);
}
