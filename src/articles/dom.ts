import { parseHTML } from "linkedom";

/**
 * The little of the DOM that reading a page needs. The project has no browser types: a server that could
 * write `window` would.
 */

export interface DomNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly textContent: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  readonly parentElement: DomElement | null;
}

export interface DomElement extends DomNode {
  readonly tagName: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

export interface DomDocument {
  readonly body: DomElement | null;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
}

/** Elements that begin a line of their own. */
export const BLOCKS = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGURE FIGCAPTION FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE
  TBODY TD TFOOT TH THEAD TR UL`.split(/\s+/),
);

export function documentOf(html: string): DomDocument {
  return parseHTML(rooted(html)).document;
}

/** The tag <html> may be left out, but the parser then takes the head for the whole document and makes up an empty body. */
function rooted(html: string): string {
  if (/<html[\s>]/i.test(html) || !/<(?:head|body)[\s>]/i.test(html)) return html;
  const doctype = /^\s*<!doctype[^>]{0,500}>/i.exec(html)?.[0] ?? "";
  return `${doctype}<html>${html.slice(doctype.length)}</html>`;
}

/** An element's text, or null if it has more than `most` characters; never looks further than that. */
export function shortText(element: DomElement, most: number): string | null {
  let text = "";
  visit(element, {
    text: (node) => {
      text += node.nodeValue ?? "";
      return text.length <= most;
    },
    enter: () => true,
    leave: () => {},
  });
  return text.length > most ? null : text;
}

/**
 * Visits everything under an element in the order of the page, without recursion, so that depth costs
 * nothing. `enter` says whether to go inside; `leave` is called for what was entered. Ends early when `text`
 * returns false.
 */
export function visit(
  root: DomElement,
  visitor: {
    text(node: DomNode): boolean;
    enter(element: DomElement): boolean;
    leave(element: DomElement): void;
  },
): void {
  let node = root.firstChild;
  while (node !== null) {
    let inside = false;
    if (isText(node)) {
      if (!visitor.text(node)) return;
    } else if (isElement(node)) inside = visitor.enter(node);
    if (inside && node.firstChild !== null) {
      node = node.firstChild;
      continue;
    }
    if (inside && isElement(node)) visitor.leave(node);
    while (node.nextSibling === null) {
      const parent: DomNode | null = node.parentNode;
      if (parent === null || parent === root) return;
      if (isElement(parent)) visitor.leave(parent);
      node = parent;
    }
    node = node.nextSibling;
  }
}

function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}

function isText(node: DomNode): boolean {
  return node.nodeType === 3;
}
