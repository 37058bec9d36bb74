import { channelOf } from "./channel-address.ts";
import { BLOCKS, type DomDocument, type DomElement, visit } from "./dom.ts";

/** Is an element no part of a text, whatever it contains? */
export type IsSilent = (element: DomElement) => boolean;

/** Never part of a text, whatever they contain. */
const SILENT = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME SVG OBJECT EMBED VIDEO AUDIO CANVAS BUTTON SELECT TEXTAREA INPUT NAV HEAD TITLE META LINK FIGCAPTION AMP-AD AMP-EMBED".split(
    " ",
  ),
);

/** Parts of an article's element that are furniture by their own name: shares, pictures' captions, tags, comments, advertisements. */
const FURNITURE_NAME =
  /(?:^|[\s_-])(?:share|sharing|sosmed|socmed|social|caption|photo-?(?:caption|credit)|foto|author|penulis-foto|tags?|tag-?list|comments?|komentar|breadcrumb|ads?|ad-?slot|advert\w*|iklan|banner|newsletter|pagination|paging|video-?player|hidden|sr-only|navigation|(?<!elementor-)widget|popular|terpopuler|rekomendasi|recommend\w*|related|baca-?juga|toc)(?:$|[\s_-])/i;
const COMMENTS = /(?:^|[\s_-])(?:comments?|komentar)(?:$|[\s_-])/i;

/**
 * What is silent on a page: by its kind, by what its author calls it, or because nobody sees it. Names mislead: themes give the article the class of
 * its tags ("tag-gempa"), of its layout ("overflow-hidden"), of what holds it ("widget Blog"). So a name counts only where there is
 * more prose beside it than inside. Linear.
 */
export function furnitureOn({ body }: DomDocument): IsSilent {
  const misnamed = body === null ? new Set<DomElement>() : misnamedIn(body);
  return (element) => isSilentByItself(element) || (isNamed(element) && !misnamed.has(element));
}

/** What a page's author calls an element: its classes and id. */
export function nameOf(element: DomElement): string {
  return `${element.getAttribute("class") ?? ""} ${element.getAttribute("id") ?? ""}`;
}

/** Furniture by its name other than the buttons for sharing, among which a newsroom's own invitation may stand. */
export function isNoSharing(element: DomElement): boolean {
  const name = nameOf(element);
  return FURNITURE_NAME.test(name) && !/shar(?:e|ing)|so[sc](?:med|ial)/i.test(name);
}

/** Where a page says in the element itself that nobody sees it. What its style sheets hide, or write in white on white, cannot be known here. */
export function isHidden(element: DomElement): boolean {
  const style = element.getAttribute("style") ?? "";
  return (
    element.hasAttribute("hidden") ||
    /^\s*true\s*$/i.test(element.getAttribute("aria-hidden") ?? "") ||
    UNSEEN.test(style) ||
    (OUT_OF_FLOW.test(style) && FAR_OUTSIDE.test(style))
  );
}

const UNSEEN =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:opacity|font-size)\s*:\s*0*\.?0+(?:%|[a-z]{1,4})?\s*(?:;|!|$)|text-indent\s*:\s*-(?:\d{3,}|\d{2,}(?:\.\d+)?(?:em|rem|%|vw)))/i;
const OUT_OF_FLOW = /(?:^|[;\s])position\s*:\s*(?:absolute|fixed)/i;
/** Two digits of pixels only nudge a thing. */
const FAR_OUTSIDE =
  /(?:^|[;\s])(?:left|top|right|bottom|margin-left|margin-top)\s*:\s*-(?:\d{3,}|\d{2,}(?:\.\d+)?(?:em|rem|%|vw|vh))/i;

function isSilentByItself(element: DomElement): boolean {
  return (SILENT.has(element.tagName.toUpperCase()) && !isOnChannelLink(element)) || isHidden(element);
}

/** A button inside of a link to a channel is what the link says. */
function isOnChannelLink({ tagName, parentElement }: DomElement): boolean {
  if (tagName.toUpperCase() !== "BUTTON" || parentElement?.tagName.toUpperCase() !== "A") return false;
  return channelOf(parentElement.getAttribute("href") ?? "") !== null;
}

/** Old sites have a form around the whole page. */
function isNamed(element: DomElement): boolean {
  return element.tagName.toUpperCase() === "FORM" || FURNITURE_NAME.test(nameOf(element));
}

export const SENTENCE = 40; // characters; shorter runs of text are menus, labels and headings
export const ENOUGH = 250; // characters of prose below which an element is a teaser, not an article

/** An element with a name, or the page's body: its prose, and that of it which stands in none of those inside. */
interface Named {
  readonly element: DomElement;
  own: number;
  total: number;
  readonly inside: Named[];
}

/** Those named like furniture that hold at least as much prose as stands beside them. Comments never: they may be longer than any article. */
function misnamedIn(body: DomElement): Set<DomElement> {
  const misnamed = new Set<DomElement>();
  const open: Named[] = [{ element: body, own: 0, total: 0, inside: [] }];
  let length = 0;
  const flush = (element: DomElement) => {
    const around = open.at(-1);
    if (!around || !BLOCKS.has(element.tagName.toUpperCase())) return;
    if (length >= SENTENCE) around.own += length;
    length = 0;
  };
  const close = () => {
    const named = open.pop();
    if (!named) return;
    named.total += named.own;
    for (const { element, total } of named.inside)
      if (total >= ENOUGH && total >= named.own) misnamed.add(element);
    const around = open.at(-1);
    around?.inside.push(named);
    if (around) around.total += named.total;
  };
  visit(body, {
    text: (node) => {
      if (node.parentElement?.tagName !== "A") length += (node.nodeValue ?? "").trim().length;
      return true;
    },
    enter: (element) => {
      flush(element);
      if (isSilentByItself(element) || isAside(element) || COMMENTS.test(nameOf(element))) return false;
      if (isNamed(element)) open.push({ element, own: 0, total: 0, inside: [] });
      return true;
    },
    leave: (element) => {
      flush(element);
      if (open.at(-1)?.element === element) close();
    },
  });
  flush(body);
  while (open.length > 0) close();
  return misnamed;
}

/** The site's, and no article's. */
function isAside(element: DomElement): boolean {
  return /^(?:ASIDE|FOOTER|HEADER)$/i.test(element.tagName);
}
