import { BLOCKS, type DomDocument, type DomElement, visit } from "./dom.ts";
import { bodySelectors } from "./outlets.ts";
import { ENOUGH, type IsSilent, SENTENCE } from "./page-furniture.ts";

/**
 * Finds the element that holds the article's text: where the outlet is known to keep it, where the page says
 * so itself (itemprop, AMP), else the element with the most prose, as Readability would choose it.
 */
export function bodyOf(document: DomDocument, url: string | null, isSilent: IsSilent): DomElement | null {
  return (
    bySelectors(document, [...outletSelectors(url), ...SEMANTIC], isSilent) ??
    densest(document.body, isSilent) ??
    document.body
  );
}

const SEMANTIC = [
  '[itemprop~="articleBody"]',
  "article .article-content",
  ".entry-content",
  ".post-content",
  ".article__content",
  ".article-content",
];

function outletSelectors(url: string | null): readonly string[] {
  const host = url === null ? "" : (URL.parse(url)?.hostname ?? "");
  const outlet = Object.keys(bodySelectors).find((name) => host === name || host.endsWith(`.${name}`));
  return outlet === undefined ? [] : (bodySelectors[outlet] ?? []);
}

function bySelectors(
  document: DomDocument,
  selectors: readonly string[],
  isSilent: IsSilent,
): DomElement | null {
  for (const selector of selectors) {
    const found = [...document.querySelectorAll(selector)];
    const best = found
      .map((element) => ({ element, prose: prose(element, isSilent) }))
      .toSorted((a, b) => b.prose - a.prose)[0];
    if (best !== undefined && best.prose >= ENOUGH) return best.element;
  }
  return null;
}

function prose(element: DomElement, isSilent: IsSilent): number {
  let sum = 0;
  for (const { length } of blocks(element, isSilent)) sum += length;
  return sum;
}

/**
 * Each block of prose speaks for the element around it, half for the next and a quarter for the one above
 * (Readability's weights), so that one pass and a fixed climb are enough. Bare text may be the whole article or, where a page has
 * a div for each paragraph, one of many: it speaks as loudly for the element above, and of two that are equal the inner one wins.
 */
function densest(body: DomElement | null, isSilent: IsSilent): DomElement | null {
  if (body === null) return null;
  const scores = new Map<DomElement, number>();
  for (const { container, bare, length } of blocks(body, isSilent)) {
    let element: DomElement | null = container;
    for (const weight of bare ? [1, 1, 0.5] : [1, 0.5, 0.25]) {
      if (element === null || element === body.parentElement) break;
      scores.set(element, (scores.get(element) ?? 0) + length * weight);
      element = element.parentElement;
    }
  }
  let best: DomElement | null = null;
  for (const [element, score] of scores) if (best === null || score > (scores.get(best) ?? 0)) best = element;
  return best;
}

interface Block {
  /** The element around the block: a paragraph's parent, or the element that holds bare text. */
  readonly container: DomElement;
  /** The container holds the text itself, without a paragraph around it. */
  readonly bare: boolean;
  /** Characters of prose: text outside links, where there is enough of it to be a sentence. */
  readonly length: number;
}

function blocks(root: DomElement, isSilent: IsSilent): Block[] {
  const found: Block[] = [];
  let length = 0;
  let around: { container: DomElement; bare: boolean } = { container: root, bare: true };
  const flush = (element: DomElement) => {
    if (!BLOCKS.has(element.tagName.toUpperCase())) return;
    if (length >= SENTENCE) found.push({ ...around, length });
    length = 0;
  };
  visit(root, {
    text: (node) => {
      const parent = node.parentElement;
      if (parent === null || parent.tagName === "A") return true;
      if (length === 0) around = containerOf(parent, root);
      length += (node.nodeValue ?? "").trim().length;
      return true;
    },
    enter: (element) => {
      flush(element);
      return !isSilent(element);
    },
    leave: flush,
  });
  if (length >= SENTENCE) found.push({ ...around, length });
  return found;
}

function containerOf(parent: DomElement, root: DomElement): { container: DomElement; bare: boolean } {
  let element = parent;
  while (element !== root && !BLOCKS.has(element.tagName.toUpperCase()) && element.parentElement !== null)
    element = element.parentElement;
  const isParagraph = /^(?:P|LI|BLOCKQUOTE|PRE|TD|H[1-6])$/i.test(element.tagName);
  return isParagraph && element !== root && element.parentElement !== null
    ? { container: element.parentElement, bare: false }
    : { container: element, bare: true };
}
