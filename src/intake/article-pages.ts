import { parseHTML } from "linkedom";
import type { DomElement } from "../articles/dom.ts";
import { bodyOf } from "../articles/page-body.ts";
import { furnitureOn } from "../articles/page-furniture.ts";
import { tamed } from "../articles/page-tame.ts";

/**
 * One page of an article that stands on several: the text of the following pages after that of the first. What they repeat of it
 * (caption, invitation, headline) and their links from page to page are left out. Pure; what cannot be read adds nothing.
 */
export function joinedPages(first: string, following: readonly string[]): string {
  const { document } = parseHTML(tamed(first));
  const body = bodyOf(document, null, furnitureOn(document));
  if (!body || !isContainer(body)) return first;
  const said = new Set<string>();
  for (const block of blocksOf(body)) {
    const text = textOf(block);
    if (turnsPage(text)) block.remove();
    said.add(text);
  }
  for (const html of following) {
    const page = parseHTML(tamed(html)).document;
    const next = bodyOf(page, null, furnitureOn(page));
    if (!next || !isContainer(next)) continue;
    for (const block of blocksOf(next)) {
      const text = textOf(block);
      if (said.has(text) || turnsPage(text)) block.remove();
      said.add(text);
    }
    body.innerHTML += next.innerHTML;
  }
  return document.toString();
}

/**
 * Has a page most of what an article's first page says? What is offered as the article on one page may be an error page or a wall, with the status
 * of a page. Where the first has no text that we can tell, so it has. Pure.
 */
export function holdsTextOf(page: string, first: string): boolean {
  const { document } = parseHTML(tamed(first));
  const body = bodyOf(document, null, furnitureOn(document));
  if (!body || !isContainer(body)) return true;
  const sentences = solid(body).split(/(?<=[.!?])/);
  const there = solid(parseHTML(tamed(page)).document.documentElement);
  const lengthOf = (texts: readonly string[]) => texts.join("").length;
  return 2 * lengthOf(sentences.filter((one) => there.includes(one))) >= lengthOf(sentences);
}

/** "1 2 3 Selanjutnya", "Halaman 2/3", "Tampilkan Semua": nothing but ways to other pages. */
function turnsPage(text: string): boolean {
  return text.length <= 100 && text.replaceAll(WAYS, "") === "";
}

const WAYS =
  /halaman|selanjutnya|berikutnya|sebelumnya|tampilkan|semua|show|all|next|prev|dari|\d|[\s/:|«»‹›,.-]/gi;

interface Container extends DomElement {
  innerHTML: string;
  querySelectorAll(selector: string): Iterable<Block>;
}

interface Block {
  readonly textContent: string | null;
  remove(): void;
}

/** The elements of linkedom can do more than our few words for them say. */
function isContainer(element: DomElement): element is Container {
  return "innerHTML" in element && "querySelectorAll" in element;
}

function blocksOf(container: Container): Block[] {
  return [...container.querySelectorAll("div, nav, ul, p, li, h1, h2, h3, figure, figcaption, blockquote")];
}

/** Its text without any space, of which two templates put in as much as they like. */
function solid({ textContent }: Pick<Block, "textContent">): string {
  return (textContent ?? "").replaceAll(/\s+/g, "");
}

function textOf(block: Block): string {
  return (block.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}
