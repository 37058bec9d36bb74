import { isCommon } from "../../search/words.ts";
import { REGION } from "./region-names.ts";

/** Keyword filters as people write them. */

export const OR = ["atau", "ato", "/", "|", "dan/atau"];

export const WITHOUT = new Set(["tanpa", "kecuali", "bukan", "selain"]);
const TOKENS = /-?["“”][^"“”]*["“”]|[,;\n]|[^\s,;"“”]+/gu;

/** Words, quotations and commas; "banjir/longsor" are two words and what joins them. */
export function tokensOf(text: string): string[] {
  return text.replaceAll(/(?<=\p{L})\/(?=\p{L})/gu, " / ").match(TOKENS) ?? [];
}

/**
 * What readers write in words as a filter has it: "banjir tanpa jakarta" is "banjir -jakarta", "banjir atau longsor" is two filters, "banjir,
 * longsor". What we tell of a filter (“timnas” tanpa “basket”) can so be said to us. Quotation marks keep their words as they are.
 */
export function inFilterWords(text: string): string {
  const tokens = tokensOf(text);
  const list = REGION.test(text.trim()); // "wilayah jateng atau jabar" is one list already
  const words: string[] = [];
  let leavesOut = false;
  for (const [i, token] of tokens.entries()) {
    const word = token.toLowerCase();
    if (WITHOUT.has(word)) leavesOut = true;
    else if (/^[,;\n]$/.test(token)) {
      leavesOut &&= /^(?:dan$|["“”])/i.test(tokens[i + 1] ?? "");
      if (!leavesOut) words.push(token);
    } else if (OR.includes(word) && !list) words.push(leavesOut ? "" : ",");
    else if (!leavesOut) words.push(token);
    else if (!isCommon(word)) words.push(`-${token.replace(/^-/, "")}`);
  }
  return words.join(" ");
}

/** A followed filter's words, so that inFilterWords leaves them as they are. */
export function inFilterMarks(words: string): string {
  const parts = words.split(/("[^"]*")/);
  const marked = (part: string): string =>
    part.replaceAll(/(?<!\S)(?:tanpa|kecuali|bukan|selain|atau|ato)(?!\S)/g, '"$&"');
  return parts.map((part, i) => (i % 2 === 0 ? marked(part) : part)).join("");
}
