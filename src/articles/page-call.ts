import { takeCallToAction } from "./call-to-action.ts";
import { BLOCKS, type DomDocument, type DomElement } from "./dom.ts";
import { BOUNDARY } from "./line.ts";
import { metaOf } from "./page-facts.ts";
import { type IsSilent, isHidden, isNoSharing, nameOf } from "./page-furniture.ts";
import { linesOf } from "./page-lines.ts";
import type { RawLine } from "./raw-article.ts";
import { type About, namesSite } from "./whose-channel.ts";

/**
 * Many templates put the invitation to their channel below the article, outside of the element that holds its text. Where the text has
 * none of its own, these are the lines of the first linked invitation elsewhere on the page; none where there is none. What
 * stands in a page's head, foot, menus and side columns belongs to the site and not to the article; what stands in readers' comments and in
 * advertisements, to strangers; but what is called like one, as many banners are, is the site's own where it names the site. The names of what holds
 * both the article and the link say nothing. Looks at a few links only.
 */
export function invitationBelow(
  document: DomDocument,
  { body, lines, base, isSilent, ...about }: ArticleOnPage,
): RawLine[] {
  const links = [...document.querySelectorAll(CHANNEL_LINKS)].slice(0, MOST_LINKS);
  if (links.length === 0 || takeCallToAction(lines, about).callToAction !== null) return [];
  const around = new Set(body === null ? [] : withAncestors(body));
  const site = metaOf(document, "og:site_name");
  for (const link of links) {
    const block = blockAround(link);
    if (block === null || isOfOthers(link, block, around)) continue;
    const found = linesOf(block, base, isSilent);
    if (found.reduce((sum, { text }) => sum + text.length, 0) > LONGEST) continue;
    const call = takeCallToAction(found, about).callToAction;
    if (!call?.url || (isInFurniture(block, around) && !namesSite(call.text, base, site))) continue;
    return [BOUNDARY, ...found];
  }
  return [];
}

interface ArticleOnPage extends About {
  /** The element that holds its text. */
  body: DomElement | null;
  lines: readonly RawLine[];
  /** What relative links are relative to. */
  base: string | null;
  isSilent: IsSilent;
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

function isOfOthers(link: DomElement, block: DomElement, around: ReadonlySet<DomElement>): boolean {
  if (/(?:^|\s)(?:ugc|sponsored)(?:\s|$)/i.test(link.getAttribute("rel") ?? "")) return true;
  for (const element of withAncestors(block)) {
    if (around.has(element)) return false;
    if (/^(?:FOOTER|HEADER|NAV|ASIDE)$/i.test(element.tagName)) return true;
    if (OTHERS.test(nameOf(element)) || isHidden(element)) return true;
  }
  return false;
}

function isInFurniture(block: DomElement, around: ReadonlySet<DomElement>): boolean {
  for (const element of withAncestors(block)) {
    if (around.has(element)) return false;
    if (isNoSharing(element)) return true;
  }
  return false;
}

function* withAncestors(start: DomElement): Generator<DomElement> {
  for (let element: DomElement | null = start; element !== null; element = element.parentElement)
    yield element;
}
