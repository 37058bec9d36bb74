import { expect, test } from "vitest";
import { decodeText } from "../../src/intake/charset.ts";

const latin = (text: string) => Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));

test.each([
  ["UTF-8 is read as UTF-8", utf8("“Warga” – é"), null, "“Warga” – é"],
  ["a byte order mark is dropped", utf8("\uFEFFWarga"), "text/xml", "Warga"],
  ["a byte order mark wins over the server", utf8("\uFEFFé"), "text/xml; charset=iso-8859-1", "é"],
  ["UTF-8 that the server calls latin-1", utf8("café"), "text/xml; charset=ISO-8859-1", "café"],
  [
    "windows-1252 as the server says",
    latin("caf\xe9 \x93kutip\x94"),
    "text/html; charset=windows-1252",
    "café “kutip”",
  ],
  ["windows-1252 that nobody announced", latin("caf\xe9"), null, "café"],
  ["windows-1252 that is announced as UTF-8", latin("caf\xe9"), "text/html; charset=utf-8", "caf�"],
  [
    "the XML declaration",
    latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>caf\xe9</a>'),
    "text/xml",
    '<?xml version="1.0" encoding="ISO-8859-1"?><a>café</a>',
  ],
  [
    "the page's own meta",
    latin('<meta charset="iso-8859-2">\xb3'),
    "text/html",
    '<meta charset="iso-8859-2">ł',
  ],
  [
    "the server before the declaration",
    latin("<?xml encoding='iso-8859-2'?>\xb3"),
    "a/b; charset=latin1",
    "<?xml encoding='iso-8859-2'?>³",
  ],
  ["UTF-16 with a mark", utf16("\uFEFF<a>é</a>"), null, "<a>é</a>"],
  ["UTF-16 without a mark", utf16("<a>é</a>"), null, "<a>é</a>"],
  ["UTF-16 as the server says", utf16("Warga"), "text/plain; charset=utf-16le", "Warga"],
  ["a charset that does not exist", utf8("é"), "text/html; charset=klingon", "é"],
  ["nothing", new Uint8Array(), null, ""],
])("%s", (_, bytes, contentType, text) => {
  expect(decodeText(bytes, contentType)).toBe(text);
});
