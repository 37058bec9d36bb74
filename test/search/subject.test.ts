import { expect, test } from "vitest";
import { subjectOf } from "../../src/search/subject.ts";

test.each([
  ["min, ada berita banjir?", "banjir"],
  ["apa yang terjadi di Jakarta?", "Jakarta"],
  ["mau tanya, rupiah berapa sekarang?", "rupiah"],
  ["siapa presiden Korea Selatan", "presiden Korea Selatan"],
  ["harga beras naik ga?", "harga beras naik"],
  ["tolong carikan berita tentang timnas U-23 dong", "timnas U-23"],
  ["info gempa terkini", "gempa"],
  ["ada gempa ga di Bantul?", "gempa di Bantul"],
  ["harga cabai tuh nih berapa", "harga cabai"],
  ["timnas  kok kalah", "timnas kalah"],
  ["ada yang baru?", ""],
  ["apa berita utama", ""],
  ["rangkuman berita", ""],
  ["top news", ""],
  ["pemain utama", "pemain utama"],
  ["berita", ""],
])("%j is about %j", (typed, subject) => {
  expect(subjectOf(typed)).toBe(subject);
});

test.each([
  ["berita bener meriah", "bener meriah"],
  ["bener ga gempa di bener meriah", "gempa di bener meriah"],
  ["bener banjir di garut?", "banjir di garut"],
])("a place keeps its whole name: %j is about %j", (typed, subject) => {
  expect(subjectOf(typed, (name) => name === "bener meriah")).toBe(subject);
});

test.each([
  "banjir dan longsor di Garut", // in the middle nothing is touched
  '"apa kabar"',
  "berita ibu kota -nusantara",
  "Rp1,5 triliun",
  "penerbangan GA 716",
])("%j stays as it is", (typed) => {
  expect(subjectOf(typed)).toBe(typed);
});
