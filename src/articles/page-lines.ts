import { channelOf } from "./channel-address.ts";
import { BLOCKS, type DomElement, visit } from "./dom.ts";
import { invitationIn } from "./invitation.ts";
import type { IsSilent } from "./page-furniture.ts";
import type { RawLine, TextLink } from "./raw-article.ts";
import { visible } from "./visible.ts";
import { webAddress } from "./web-address.ts";

/**
 * One line for each block of an element, as a reader would see them, with the links inside each line.
 * Iterative and linear.
 */
export function linesOf(root: DomElement | null, base: string | null, isSilent: IsSilent): RawLine[] {
  const writer = new LineWriter(base);
  if (root !== null) {
    visit(root, {
      text: (node) => {
        writer.write(node.nodeValue ?? "");
        return true;
      },
      enter: (element) => !isSilent(element) && enter(element, writer),
      leave: (element) => leave(element, writer),
    });
  }
  return writer.finish();
}

function enter(element: DomElement, writer: LineWriter): true {
  const tag = element.tagName.toUpperCase();
  if (BLOCKS.has(tag) || tag === "BR") writer.breakLine();
  if (tag === "A") writer.openLink(element.getAttribute("href"));
  if (tag === "IMG" || tag === "AMP-IMG") writer.picture(element.getAttribute("alt") ?? "");
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
    const folded = visible(text).replaceAll(/\s+/g, " ");
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
    const url = href === null ? null : (webAddress(href, this.#base)?.href ?? null);
    this.#open = url === null ? null : { url, start: this.#text.length };
  }

  /** A picture that stands for an invitation says it in its alternative text. */
  picture(alt: string): void {
    const url = this.#open?.url;
    if (url === undefined || channelOf(url) === null) return;
    const text = alt.trim();
    if (invitationIn({ text, links: [{ start: 0, end: text.length, url }] }) !== null) this.write(text);
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
