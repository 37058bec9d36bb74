import { documentOf } from "./dom.ts";
import { bodyOf } from "./page-body.ts";
import { invitationBelow } from "./page-call.ts";
import { factsOf, type PageFacts } from "./page-facts.ts";
import { furnitureOn } from "./page-furniture.ts";
import { linesOf } from "./page-lines.ts";
import { tamed } from "./page-tame.ts";
import type { RawArticle } from "./raw-article.ts";

export type Page = RawArticle & Pick<PageFacts, "titles">;

/**
 * Reads an article's page, or a fragment of HTML such as a feed's content:encoded, without fetching anything.
 * The lines are the page's own main text, a block each, with the links inside them, and, unless told otherwise, the invitation that its
 * template puts below it; `url` (where it was found) makes relative addresses absolute and stands in where the page names no canonical one.
 * Broken HTML is read as far as it goes; never throws. Linear: of a page beyond the limits in page-tame.ts only the first part is read.
 */
export function readPage(html: string, url: string | null, { callBelow = true } = {}): Page {
  const document = documentOf(tamed(html));
  const facts = factsOf(document, url);
  const base = facts.link ?? url;
  const isSilent = furnitureOn(document);
  const body = bodyOf(document, base, isSilent);
  const lines = linesOf(body, base, isSilent);
  const below = callBelow ? invitationBelow(document, { ...facts, body, lines, base, isSilent }) : [];
  return { ...facts, lines: [...lines, ...below] };
}

/** As `readPage`, by the text that the page states in JSON-LD: some show theirs by script alone. null where it states none. */
export function readStated(html: string, url: string | null, { callBelow = true } = {}): Page | null {
  if (!html.includes("articleBody")) return null;
  const document = documentOf(tamed(html));
  const facts = factsOf(document, url);
  if (facts.stated === null) return null;
  const base = facts.link ?? url;
  const isSilent = furnitureOn(document);
  const { body } = documentOf(tamed(facts.stated.replaceAll("\n", "<br>")));
  const lines = linesOf(body, base, isSilent);
  const below = callBelow ? invitationBelow(document, { ...facts, body: null, lines, base, isSilent }) : [];
  return { ...facts, lines: [...lines, ...below] };
}
