import { describe, expect, test } from "vitest";
import { readArticle } from "../../src/articles/read.ts";
import { visible } from "../../src/articles/visible.ts";
import { toPlain, toTelegramHtml, toWhatsApp } from "../../src/delivery/rich-text.ts";

describe("what cannot be seen is not there", () => {
  test.each([
    ["a mark that turns what follows around", "\u202E21\u202C tewas", "21 tewas"],
    ["an isolate that does", "\u206721\u2069 tewas", "21 tewas"],
    ["either behind an emoji", "😀\u202E21", "😀21"],
    ["a blank without width in a number", "1\u200B2 korban", "12 korban"],
    ["a joiner in a number", "1\u20602 dan 3\u200D4", "12 dan 34"],
    ["a soft hyphen", "ma\u00ADsuk", "masuk"],
    ["a mark of the byte order", "\uFEFFJudul", "Judul"],
    ["letters that only machines read", "Judul\u{E0041}\u{E0042}", "Judul"],
  ])("%s", (_what, text, seen) => {
    expect(visible(text)).toBe(seen);
  });

  test.each(["👨‍👩‍👧 pulang", "👍🏽 bagus", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 menang", "❤️‍🔥", "می‌خواهم", "Rp 1,2 miliar\n\tnaik"])(
    "%s stays as it is",
    (text) => {
      expect(visible(text)).toBe(text);
    },
  );

  test("however much of it there is", () => {
    expect(visible(`a${"\u{E0041}".repeat(500_000)}b${"\u200D".repeat(500_000)}`)).toBe("ab");
  });
});

const SENTENCE = "Sebanyak \u202E21 orang tewas dan 1\u200B5 luka dalam kebakaran pasar di Sukamaju.";

test.each([
  ["text", SENTENCE],
  ["html", `<article><p>${SENTENCE}</p></article>`],
  [
    "html",
    `<article><p>${SENTENCE.replace("\u202E", "&#8238;").replace("\u200B", "&#x200b;")}</p></article>`,
  ],
] as const)("of an article as %s, title included", (form, content) => {
  const title = "\u202E21 Orang Tewas";
  const about = { url: "https://kabar-uji.example/1", image: null, publishedAt: null };
  const article = readArticle({ form, content, title, ...about });
  expect(article.title).toBe("21 Orang Tewas");
  expect(article.paragraphs).toEqual([
    "Sebanyak 21 orang tewas dan 15 luka dalam kebakaran pasar di Sukamaju.",
  ]);
});

test("nor of what an editor pasted into an alert, in any chat", () => {
  const text = [{ bold: "\u202E21 tewas" }, "\n", { italic: "1\u200B2" }];
  expect(toPlain(text)).toBe("21 tewas\n12");
  expect(toTelegramHtml(text)).toBe("<b>21 tewas</b>\n<i>12</i>");
  expect(toWhatsApp(text)).toBe("*21 tewas*\n_12_");
});
