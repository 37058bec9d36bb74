import { expect, test } from "vitest";
import { toPlain, toTelegramHtml, toWhatsApp } from "../../src/delivery/rich-text.ts";

test("Telegram gets its own marks alone: what the words bring is escaped", () => {
  const text = [{ bold: "A < B & C" }, " <b>bukan</b> ", { italic: "&amp;" }];
  expect(toTelegramHtml(text)).toBe("<b>A &lt; B &amp; C</b> &lt;b&gt;bukan&lt;/b&gt; <i>&amp;amp;</i>");
  expect(toPlain(text)).toBe("A < B & C <b>bukan</b> &amp;");
});

const headlines: [string, string, string][] = [
  ["plain words", "Harga naik", "*Harga naik*"],
  ["its own mark", "Skor 5*2 imbang", "Skor 5*2 imbang"],
  ["another mark once", "Akun kabar_nusantara pulih", "*Akun kabar_nusantara pulih*"],
  ["another mark twice, which would format between them", "Film _Laskar_ tayang", "Film _Laskar_ tayang"],
  ["a backtick once", "Jum`at libur", "*Jum`at libur*"],
  ["a tilde twice", "Harga ~lama~ baru", "Harga ~lama~ baru"],
  ["spaces outside the marks", " Harga naik ", " *Harga naik* "],
  ["each line for itself", "Satu\n\nDua", "*Satu*\n\n*Dua*"],
  ["three backticks", "Kode ``` rahasia", "Kode ``` rahasia"],
];
test.for(headlines)("bold on WhatsApp: %s", ([, bold, whatsapp]) => {
  expect(toWhatsApp([{ bold }])).toBe(whatsapp);
});

test("italic on WhatsApp has its own mark", () => {
  expect(toWhatsApp([{ italic: "miring" }, " ", { italic: "a_b" }])).toBe("_miring_ a_b");
});
