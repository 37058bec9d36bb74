import { type DomElement, visit } from "./dom.ts";
import type { RawLine, TextLink } from "./raw-article.ts";

/**
 * One line for each block of an element, as a reader would see them, with the links inside each line.
 * Iterative and linear.
 */
export function linesOf(root: DomElement | null, base: string | null): RawLine[] {
  const writer = new LineWriter(base);
  if (root !== null) {
    visit(root, {
      text: (node) => {
        writer.write(node.nodeValue ?? "");
        return true;
      },
      enter: (element) => enter(element, writer),
      leave: (element) => leave(element, writer),
    });
  }
  return writer.finish();
}

/** Elements that begin a line of their own. */
export const BLOCKS = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGURE FIGCAPTION FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE
  TBODY TD TFOOT TH THEAD TR UL`.split(/\s+/),
);

/** Never part of a text, whatever they contain. */
const SILENT = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME SVG OBJECT EMBED VIDEO AUDIO CANVAS BUTTON SELECT TEXTAREA INPUT FORM NAV HEAD TITLE META LINK FIGCAPTION AMP-AD AMP-EMBED".split(
    " ",
  ),
);

/**
 * Parts of an article's element that are furniture by their own name: shares, pictures' captions, tags,
 * comments, advertisements.
 */
const FURNITURE_NAME =
  /(?:^|[\s_-])(?:share|sharing|sosmed|socmed|social|caption|photo-?(?:caption|credit)|foto|author|penulis-foto|tags?|tag-?list|comments?|komentar|breadcrumb|ads?|ad-?slot|advert\w*|iklan|banner|newsletter|pagination|paging|video-?player|hidden|sr-only|navigation|widget|popular|terpopuler|rekomendasi|recommend\w*)(?:$|[\s_-])/i;

export function isSilent(element: DomElement): boolean {
  if (SILENT.has(element.tagName.toUpperCase())) return true;
  return FURNITURE_NAME.test(nameOf(element)) || isHidden(element);
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

function enter(element: DomElement, writer: LineWriter): boolean {
  if (isSilent(element)) return false;
  const tag = element.tagName.toUpperCase();
  if (BLOCKS.has(tag) || tag === "BR") writer.breakLine();
  if (tag === "A") writer.openLink(element.getAttribute("href"));
  return true;
}

function leave(element: DomElement, writer: LineWriter): void {
  const tag = element.tagName.toUpperCase();
  if (BLOCKS.has(tag)) writer.breakLine();
  if (tag === "A") writer.closeLink();
}

/**
 * Gathers text into lines as a browser would: runs of white space are one space, none at the ends of a line.
 */
class LineWriter {
  readonly #base: string | null;
  readonly #lines: RawLine[] = [];
  #text = "";
  #links: TextLink[] = [];
  #open: { url: string; start: number } | null = null;

  constructor(base: string | null) {
    this.#base = base;
  }

  write(text: string): void {
    const folded = text.replaceAll(/[\s\u00a0]+/g, " ").replaceAll(/[\u200b\ufeff\u00ad]/g, "");
    this.#text += this.#text === "" || this.#text.endsWith(" ") ? folded.replace(/^ /, "") : folded;
  }

  breakLine(): void {
    const reopened = this.#open;
    this.closeLink();
    const text = this.#text.trimEnd();
    if (text !== "") {
      const links = this.#links.map((link) => ({ ...link, end: Math.min(link.end, text.length) }));
      this.#lines.push({ text, links: links.filter((link) => link.end > link.start) });
    }
    this.#text = "";
    this.#links = [];
    if (reopened !== null) this.#open = { url: reopened.url, start: 0 };
  }

  openLink(href: string | null): void {
    this.closeLink();
    const url = href === null ? null : absolute(href, this.#base);
    this.#open = url === null ? null : { url, start: this.#text.length };
  }

  closeLink(): void {
    if (this.#open === null) return;
    const start = this.#open.start;
    const end = this.#text.trimEnd().length;
    if (end > start) this.#links.push({ start, end, url: this.#open.url });
    this.#open = null;
  }

  finish(): RawLine[] {
    this.breakLine();
    return this.#lines;
  }
}

function absolute(href: string, base: string | null): string | null {
  const url = URL.parse(href.trim(), base ?? undefined);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
