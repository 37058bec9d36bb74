import { takeCallToAction } from "./call-to-action.ts";
import type { DomDocument, DomElement } from "./dom.ts";
import { BOUNDARY } from "./line.ts";
import { BLOCKS, isHidden, isNoSharing, linesOf, nameOf } from "./page-lines.ts";
import type { RawLine } from "./raw-article.ts";

/**
 * Many templates put the invitation to their channel below the article, outside of the element that holds its text. Where the text has
 * none of its own, these are the lines of the first linked invitation elsewhere on the page; none where there is none. What
 * stands in a page's head, foot, menus and side columns belongs to the site and not to the article; what stands in readers' comments and in
 * advertisements, to strangers. Looks at a few links only.
 *
 * @param base what relative links are relative to
 */
export function invitationBelow(
  document: DomDocument,
  lines: readonly RawLine[],
  base: string | null,
): RawLine[] {
  const links = [...document.querySelectorAll(CHANNEL_LINKS)].slice(0, MOST_LINKS);
  if (links.length === 0 || takeCallToAction(lines).callToAction !== null) return [];
  for (const link of links) {
    const block = blockAround(link);
    if (block === null || isOfOthers(link, block)) continue;
    const found = linesOf(block, base);
    if (found.reduce((sum, { text }) => sum + text.length, 0) > LONGEST) continue;
    if (takeCallToAction(found).callToAction?.url) return [BOUNDARY, ...found];
  }
  return [];
}

const CHANNEL_LINKS =
  'a[href*="whatsapp.com/channel"], a[href*="chat.whatsapp.com"], a[href*="//t.me/"], a[href*="telegram.me/"]';
const MOST_LINKS = 20;
const LONGEST = 600; // characters; a block with more is a column of the page, not an invitation

function blockAround(link: DomElement): DomElement | null {
  let element = link.parentElement;
  while (element !== null && !BLOCKS.has(element.tagName.toUpperCase())) element = element.parentElement;
  return element;
}

/** Of the site, and of readers who comment. */
const OTHERS =
  /(?:^|[\s_-])(?:footer|header|navbar|nav|menu|sidebar|topbar|comments?|commentlist|komentar|respond|disqus\w*|repl(?:y|ies)|ugc)(?:$|[\s_-])/i;

function isOfOthers(link: DomElement, block: DomElement): boolean {
  if (/(?:^|\s)(?:ugc|sponsored)(?:\s|$)/i.test(link.getAttribute("rel") ?? "")) return true;
  for (let element: DomElement | null = block; element !== null; element = element.parentElement) {
    if (element.tagName.toUpperCase() === "BODY") return false;
    if (/^(?:FOOTER|HEADER|NAV|ASIDE)$/i.test(element.tagName)) return true;
    if (OTHERS.test(nameOf(element)) || isNoSharing(element) || isHidden(element)) return true;
  }
  return false;
}
