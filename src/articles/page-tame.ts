/**
 * Makes HTML harmless before it is parsed: what a parser builds grows with the number and the depth of its
 * elements, and hostile pages nest a million. An article's page has a few thousand elements, some thirty
 * deep.
 */
export function tamed(html: string): string {
  const shorter = html.slice(0, MOST_CHARACTERS);
  const text = withoutCode(shorter).replaceAll(STRAY, "&lt;");
  const body = /<(?:html|body|head)\b/i.test(text.slice(0, 5000))
    ? text
    : `<!doctype html><html><head></head><body>${text}</body></html>`;
  return isHarmless(body) ? body : `<html><body>${flattened(body)}</body></html>`;
}

/** A "<" that opens no tag: a parser would make a node of each. */
const STRAY = /<(?!\/?[a-z]|!doctype)/gi;

const MOST_CHARACTERS = 5_000_000; // intake's own limit for a page
const MOST_ELEMENTS = 40_000; // opening and closing tags; the heaviest page seen has 6,000
const MOST_ENTITIES = 20_000; // a parser makes a piece of text of each and joins them
const DEEPEST = 400; // parsers and selectors below recurse or climb by depth

/**
 * Cuts out comments and what is never text. Searches forward only, so an unclosed element costs one pass.
 * JSON-LD stays.
 */
function withoutCode(html: string): string {
  let kept = "";
  let from = 0;
  OPENING.lastIndex = 0;
  for (let open = OPENING.exec(html); open !== null; open = OPENING.exec(html)) {
    const name = open[1]?.toLowerCase();
    const closing = name === undefined ? "-->" : `</${name}`;
    if (name === "script" && /ld\+json/i.test(html.slice(open.index, open.index + 200))) continue;
    const close = indexOfIgnoringCase(html, closing, OPENING.lastIndex);
    kept += html.slice(from, open.index);
    if (close === -1) return kept;
    from = name === undefined ? close + 3 : html.indexOf(">", close) + 1 || html.length;
    OPENING.lastIndex = from;
  }
  return kept + html.slice(from);
}

const OPENING = /<!--|<(script|style|noscript|iframe|template|svg|object)\b/gi;

function indexOfIgnoringCase(text: string, needle: string, from: number): number {
  const pattern = new RegExp(needle, "gi");
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

function isHarmless(html: string): boolean {
  let depth = 0;
  let elements = 0;
  let entities = 0;
  for (let at = html.indexOf("&"); at !== -1; at = html.indexOf("&", at + 1)) {
    if (++entities > MOST_ENTITIES) return false;
  }
  for (const [tag, name = ""] of html.matchAll(TAG)) {
    if (++elements > MOST_ELEMENTS || depth > DEEPEST) return false;
    if (UNNESTED.has(name.toLowerCase()) || tag.endsWith("/>")) continue;
    depth = tag.startsWith("</") ? Math.max(0, depth - 1) : depth + 1;
  }
  return true;
}

const TAG = /<\/?([a-z][a-z0-9]{0,20})\b[^<>]{0,5000}>/gi;
/**
 * Elements without content, and those whose end tag may be left out: they close one another and make no
 * depth.
 */
const UNNESTED = new Set(
  "area base br col embed hr img input link meta p li option source track wbr td tr th dd dt".split(" "),
);

/** Keeps paragraphs and drops every other element: enough to read a page that nobody wrote for reading. */
function flattened(html: string): string {
  return html
    .slice(0, MOST_FLATTENED)
    .replaceAll(/<\/?([a-z][a-z0-9]{0,20})\b[^<>]{0,5000}>/gi, (_, name: string) =>
      BLOCK.test(name) ? "\n" : "",
    )
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, 5000)
    .map((line) => `<p>${line.replaceAll(/[<&]/g, " ")}</p>`)
    .join("");
}

const MOST_FLATTENED = 500_000;

const BLOCK = /^(?:p|div|br|li|ul|ol|h[1-6]|section|article|table|tr|td|blockquote|body|html)$/i;
