/**
 * Telegram's reading of parse_mode HTML, as far as tags go: which it knows, that they close in order, and its words
 * when they don't (tdlib/td, MessageEntity.cpp, parse_html; SynchronousRequests.cpp puts "Can't parse entities" before).
 */
export function parseEntities(html: string): { text: string } | { error: string } {
  const open: string[] = [];
  let text = "";
  let at = 0;
  for (const tag of html.matchAll(/<(\/?)([^\s>]*)[^>]*(>?)/g)) {
    const [whole, slash, name = "", end] = tag;
    const offset = Buffer.byteLength(html.slice(0, tag.index));
    text += decode(html.slice(at, tag.index));
    at = tag.index + whole.length;
    if (slash === "") {
      if (end === "") return fault(`Unclosed start tag at byte offset ${offset}`);
      if (!TAGS.has(name.toLowerCase()))
        return fault(`Unsupported start tag "${name}" at byte offset ${offset}`);
      open.push(name.toLowerCase());
    } else {
      const expected = open.pop();
      if (expected === undefined) return fault(`Unexpected end tag at byte offset ${offset}`);
      if (name !== "" && name.toLowerCase() !== expected) {
        return fault(
          `Unmatched end tag at byte offset ${offset}, expected "</${expected}>", found "</${name}>"`,
        );
      }
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) return fault(`Can't find end tag corresponding to start tag "${unclosed}"`);
  return { text: text + decode(html.slice(at)) };
}

const TAGS = new Set(
  "a b strong i em s strike del u ins tg-spoiler tg-emoji tg-time span pre code blockquote".split(" "),
);

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(lt|gt|amp|quot));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(String(hex), 16));
  });
}

function fault(reason: string): { error: string } {
  return { error: `Bad Request: can't parse entities: ${reason}` };
}
