/**
 * Bytes from the web as text. A byte order mark decides; then, since hardly any text of another charset is valid UTF-8 by
 * accident and many servers announce a charset they do not use, whatever is valid UTF-8 is UTF-8; then what the server, the XML
 * declaration or the page's own meta says; at last windows-1252. Never throws: a byte that means nothing becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  return new TextDecoder(charsetOf(bytes, contentType)).decode(bytes); // which also drops the byte order mark
}

/** Charsets whose bytes can all be below 0x80 and yet mean something else than in UTF-8. */
const SEVEN_BIT = /^(?:utf-16|iso-2022)/i;

function charsetOf(bytes: Uint8Array, contentType: string | null): string {
  const marked = byteOrderMark(bytes) ?? utf16WithoutMark(bytes);
  if (marked !== null) return marked;
  const announced =
    known(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? "")?.[1]) ?? known(ownDeclaration(bytes));
  if (announced !== null && SEVEN_BIT.test(announced)) return announced;
  return isUtf8(bytes) ? "utf-8" : (announced ?? "windows-1252");
}

function byteOrderMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return a === 0xff && b === 0xfe ? "utf-16le" : null;
}

/** "<" and a second character of ASCII, two bytes each: XML 1.0, appendix F. */
function utf16WithoutMark([a, b, c, d]: Uint8Array): string | null {
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return "utf-16le";
  return a === 0 && b === 0x3c && c === 0 && d !== 0 ? "utf-16be" : null;
}

/** `<?xml encoding="…"?>`, or a meta element within the first 1024 bytes, where HTML wants it. */
function ownDeclaration(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const xml = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1];
  // A declaration that can be read as ASCII is not UTF-16, whatever it says.
  return (xml ?? /<meta[^>]*?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1])?.replace(/^utf-16.*/i, "utf-8");
}

function known(label: string | undefined): string | null {
  if (label === undefined) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
