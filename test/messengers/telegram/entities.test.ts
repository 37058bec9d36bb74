import { expect, test } from "vitest";
import { parseEntities } from "../../support/telegram-entities.ts";

/** The server that our tests trust objects to what Telegram objects to. */
test.each([
  ["<b>Judul</b> &lt;5% &amp; <i>turun</i>", { text: "Judul <5% & turun" }],
  ["3 > 2 & naik", { text: "3 > 2 & naik" }],
  ["harga <5 ribu", { error: "can't parse entities: Unclosed start tag at byte offset 6" }],
  ["<h1>Judul</h1>", { error: 'can\'t parse entities: Unsupported start tag "h1" at byte offset 0' }],
  ["<b>Judul", { error: "can't parse entities: Can't find end tag corresponding to start tag \"b\"" }],
  ["Judul</b>", { error: "can't parse entities: Unexpected end tag at byte offset 5" }],
  [
    "<b><i>Judul</b></i>",
    { error: 'can\'t parse entities: Unmatched end tag at byte offset 11, expected "</i>", found "</b>"' },
  ],
])("%s", (html, read) => {
  const expected = "error" in read ? { error: `Bad Request: ${read.error}` } : read;
  expect(parseEntities(html)).toEqual(expected);
});
