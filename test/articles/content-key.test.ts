import { describe, expect, test } from "vitest";
import { contentKey } from "../../src/articles/content-key.ts";
import { readArticle } from "../../src/articles/read.ts";
import { roofFell } from "../support/stories.ts";

const keyWith = (sentence: string): string | null => {
  const { title, url, body } = roofFell();
  const content = `${body.content}\n${sentence}`;
  return contentKey(readArticle({ form: "text", content, title, url, image: null, publishedAt: null }));
};

describe("the key of a text", () => {
  test.each([
    ["a decimal", "Kerugian mencapai Rp 1,5 miliar.", "Kerugian mencapai Rp 15 miliar."],
    ["a share", "Harga naik 3.5 persen sejak pagi.", "Harga naik 35 persen sejak pagi."],
    ["a time", "Pasar dibuka pukul 1.30 siang.", "Pasar dibuka pukul 13.0 siang."],
    ["a score", "Laga berakhir 1-0 untuk tuan rumah.", "Laga berakhir 10 untuk tuan rumah."],
    ["a range", "Ada 10–15 kios yang rusak.", "Ada 1015 kios yang rusak."],
    ["a half", "Air setinggi ½ meter masih menggenang.", "Air setinggi 12 meter masih menggenang."],
    ["a minus", "Suhu di puncak turun hingga -5 derajat.", "Suhu di puncak turun hingga 5 derajat."],
  ])("is another one with another figure: %s", (_, before, after) => {
    expect(keyWith(before)).not.toBeNull();
    expect(keyWith(before)).not.toBe(keyWith(after));
  });

  test.each([
    ["quotation marks", '"Kami tiba," kata Rendra.', "“Kami tiba”, kata Rendra"],
    ["white space and case", "Kerugian mencapai Rp 1,5 miliar.", "kerugian mencapai Rp1,5 miliar"],
    ["dashes", "Ada 10-15 kios - semuanya rusak.", "Ada 10–15 kios — semuanya rusak."],
  ])("is the same with other typography: %s", (_, before, after) => {
    expect(keyWith(before)).toBe(keyWith(after));
  });
});
