import { describe, expect, test } from "vitest";
import { renderAlert, renderForms } from "../../src/delivery/render.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { content } from "./support.ts";

const CTA = "Gabung ke Channel WhatsApp Kabar Nusantara untuk update berita terbaru dan terpercaya.";

test("an alert is its headline, summary, credits and link, and its call to action as the last line", () => {
  const alert = content({ callToAction: { text: CTA, url: null } });
  expect(renderForms(alert)).toEqual({
    telegram: `<b>Jembatan Kali Sewu dibuka kembali</b>

Jembatan Kali Sewu dibuka kembali pada Senin pagi. Truk di atas delapan ton masih dialihkan.

Sumber : Kabar Nusantara
https://kabarnusantara.example/jembatan

${CTA}`,
    whatsapp: `*Jembatan Kali Sewu dibuka kembali*

Jembatan Kali Sewu dibuka kembali pada Senin pagi. Truk di atas delapan ton masih dialihkan.

Sumber : Kabar Nusantara
https://kabarnusantara.example/jembatan

${CTA}`,
    plain: `Jembatan Kali Sewu dibuka kembali

Jembatan Kali Sewu dibuka kembali pada Senin pagi. Truk di atas delapan ton masih dialihkan.

Sumber : Kabar Nusantara
https://kabarnusantara.example/jembatan

${CTA}`,
  });
});

test("breaking news says so first", () => {
  const { telegram, whatsapp } = renderForms(content({ breaking: true }));
  expect(telegram).toMatch(/^<b>🔴 BERITA KILAT<\/b>\n<b>Jembatan Kali Sewu dibuka kembali<\/b>\n\n/);
  expect(whatsapp).toMatch(/^\*🔴 BERITA KILAT\*\n\*Jembatan Kali Sewu dibuka kembali\*\n\n/);
});

test("what an alert does not have leaves no gap", () => {
  const words = content({ summary: "", credits: [], link: null, callToAction: null, outlet: null });
  expect(renderForms(words).plain).toBe("Jembatan Kali Sewu dibuka kembali");
  expect(renderForms(content({ credits: ["", " "], link: null })).plain.split("\n\n")).toHaveLength(3);
  expect(renderForms(content({ headline: "", breaking: true })).plain).toMatch(
    /^🔴 BERITA KILAT\n\nJembatan/,
  );
});

const calls: [string, string, string | null, string][] = [
  [
    "its link follows as text",
    CTA,
    "https://whatsapp.com/channel/0029",
    `${CTA} https://whatsapp.com/channel/0029`,
  ],
  ["not twice", "Gabung: https://t.me/kabar", "https://t.me/kabar", "Gabung: https://t.me/kabar"],
  [
    "not twice, written shorter either",
    "Gabung di t.me/kabar ya!",
    "https://t.me/kabar/",
    "Gabung di t.me/kabar ya!",
  ],
  [
    "marks in it stand as they are",
    "Ikuti *Kabar_Nusantara* di <WhatsApp> & Telegram",
    null,
    "Ikuti *Kabar_Nusantara* di <WhatsApp> & Telegram",
  ],
  ["every space as well", "Gabung  ke Channel ", null, "Gabung  ke Channel "],
];
test.for(calls)("the call to action is whole and unchanged: %s", ([, text, url, line]) => {
  const forms = renderForms(content({ callToAction: { text, url } }));
  expect(forms.plain.split("\n").at(-1)).toBe(line);
  expect(forms.whatsapp.split("\n").at(-1)).toBe(line);
  const last = forms.telegram.split("\n").at(-1) ?? "";
  expect(last).not.toMatch(/<[^>]*>/);
  expect(last.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")).toBe(line);
});

describe("an alert that is too long", () => {
  const sentences = Array.from(
    { length: 60 },
    (_, i) => `Kalimat ke-${i} ini menceritakan hal yang penting bagi warga desa.`,
  );

  test("loses whole sentences of its summary, the last first, and nothing else", () => {
    const alert = content({ summary: sentences.join(" "), callToAction: { text: CTA, url: null } });
    const plain = toPlain(renderAlert(alert, 1024).text);
    expect(plain.length).toBeLessThanOrEqual(1024);
    const [headline, summary = "", credit, cta] = plain.split("\n\n");
    expect([headline, credit, cta]).toEqual([
      alert.headline,
      "Sumber : Kabar Nusantara\nhttps://kabarnusantara.example/jembatan",
      CTA,
    ]);
    const kept = sentences.filter((sentence) => summary.includes(sentence));
    expect(summary).toBe(kept.join(" "));
    expect(kept).toEqual(sentences.slice(0, kept.length));
    expect(plain.length + (sentences[kept.length]?.length ?? 0)).toBeGreaterThanOrEqual(1024);
  });

  test("in an editor's own words is never shortened: the editor is told", () => {
    const words = content({ summary: sentences.join(" "), link: null, outlet: null });
    expect(() => renderAlert(words, 1024)).toThrow(/terlalu panjang: [\d.]+ karakter, paling banyak 1\.024/);
  });

  test("is refused where even its headline does not fit beside the call to action", () => {
    expect(() => renderAlert(content({ headline: "x".repeat(4090) }))).toThrow("terlalu panjang");
  });
});
