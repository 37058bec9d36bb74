import { expect, test } from "vitest";
import { draft, draftWords } from "../../src/alerts/draft.ts";
import type { CleanArticle } from "../../src/articles/article.ts";

const ARTICLE: CleanArticle = {
  title: "Pasar Baru Dibuka",
  paragraphs: ["Pasar Baru dibuka pada Senin."],
  dateline: null,
  credits: ["Sumber : Antara", "Penulis : Ratih Wulandari"],
  related: [],
  callToAction: null,
  link: "https://kabar.example/pasar",
  image: null,
  publishedAt: null,
  sections: [],
};
const SUMMARY = {
  headline: "Pasar Baru Dibuka",
  text: "Pasar Baru dibuka pada Senin.",
  flash: "Pasar Baru Dibuka",
};
const ORIGIN = { outlet: "Kabar Uji", topics: ["ekonomi"], regions: [], breaking: false, callToAction: null };
const house = { text: "Ikuti saluran WhatsApp Kabar Uji.", url: "https://whatsapp.com/channel/uji" };

test("an article without a call to action gets the newsroom's, or none", () => {
  expect(draft(ARTICLE, SUMMARY, ORIGIN).callToAction).toBeNull();
  expect(draft(ARTICLE, SUMMARY, { ...ORIGIN, callToAction: house }).callToAction).toEqual(house);
});

test("an article's own call to action is never replaced", () => {
  const own = { text: "Gabung ke Channel WhatsApp KabarUji.", url: null };
  expect(
    draft({ ...ARTICLE, callToAction: own }, SUMMARY, { ...ORIGIN, callToAction: house }).callToAction,
  ).toEqual(own);
});

test("readers are told the source and not who typed", () => {
  expect(draft(ARTICLE, SUMMARY, ORIGIN).credits).toEqual(["Sumber : Antara"]);
});

test("an editor's own words keep their lines and are for everyone", () => {
  expect(draftWords("Listrik Padam\n\nMulai pukul 18.00.\nSampai besok.\n")).toMatchObject({
    headline: "Listrik Padam",
    summary: "Mulai pukul 18.00.\nSampai besok.",
    toEveryone: true,
    callToAction: null,
  });
});
