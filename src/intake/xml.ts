/**
 * XML without its document type declaration, and so without any entity of its own: nothing to expand a billion times, nothing
 * to fetch from elsewhere. A declaration that never ends takes the rest of the text with it.
 */
export function withoutDoctype(xml: string): string {
  const start = prologLength(xml);
  const rest = xml.slice(start);
  return /^<!doctype/i.test(rest) ? xml.slice(0, start) + rest.slice(endOfDeclaration(rest)) : xml;
}

/** The name of the first element ("rss", "rdf:RDF"); null where the text does not begin as XML does. */
export function rootName(xml: string): string | null {
  return /^<([\w:.-]+)/.exec(xml.slice(prologLength(xml)))?.[1] ?? null;
}

/** Of space, declarations and comments. Nothing may follow in this expression: it would try every way to divide the comments. */
function prologLength(xml: string): number {
  return /^(?:\s+|<\?[^>]*>|<!--.*?-->)*/s.exec(xml)?.[0].length ?? 0;
}

/** Where the declaration that the text begins with ends: at the ">" outside of quotes, comments and its internal subset. */
function endOfDeclaration(text: string): number {
  let depth = 0;
  for (let at = "<!doctype".length; at < text.length; at++) {
    const character = text[at];
    if (character === '"' || character === "'") at = closing(text, character, at + 1);
    else if (text.startsWith("<!--", at)) at = closing(text, "-->", at + 4) + 2;
    else if (character === "[") depth++;
    else if (character === "]") depth--;
    else if (character === ">" && depth <= 0) return at + 1;
  }
  return text.length;
}

function closing(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at;
}

/** The text of an element without children, as it stands between its tags: CDATA to the letter, else its entities decoded. */
export function textOf(xml: string): string {
  const cdata = /^\s*<!\[CDATA\[(.*?)(?:\]\]>|$)/s.exec(xml);
  return (
    cdata?.[1] ?? xml.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, decoded)
  ).trim();
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
