import { fold } from "./fold.ts";
import { outletNames, outletWord } from "./outlets.ts";

/** What Indonesian headlines look like, told apart from sentences. */

/** Words that stay in lower case inside a title; they say nothing about its case. */
const SMALL_WORDS = new Set(
  `a ada agar akan akibat antara atas atau bagi bagaimana bahwa bak belum bila bisa buat dalam dan dari daripada demi dengan
  di gegara guna hanya harus hingga ini itu jadi jangan jelang jika juga kala kalau karena ke kepada ketika lagi lalu lewat
  lebih maka masih melalui mau namun nan oleh pada para pasca per pun saat saja sambil sampai sang sebagai sebelum secara
  sejak sekaligus selama seperti serta setelah si soal sudah supaya tak tanpa tapi tapi telah tentang terhadap terkait tetapi tiba
  tidak untuk usai via versus vs yang ya`.split(/\s+/),
);

/** A word that carries no case of its own: small words, numbers, marks. */
export function isSmallWord(word: string): boolean {
  return !/\p{L}/u.test(word) || SMALL_WORDS.has(word.toLowerCase().replaceAll(/[^\p{L}]/gu, ""));
}

/** Title Case: at least three in four of its weighty words begin with a capital or a digit. */
export function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => !isSmallWord(word));
  const capitals = words.filter((word) => /^[^\p{L}\p{N}]*[\p{Lu}\p{N}]/u.test(word)).length;
  return words.length > 0 && capitals / words.length >= 0.75;
}

/**
 * Could this line be a headline? 3 to 25 words and 15 to 160 characters that begin with a capital, digit or
 * quotation mark and do not end like a sentence or a list's introduction. Agencies write headlines in
 * sentence case; such a line must hold no sentence mark at all.
 */
export function looksLikeTitle(line: string): boolean {
  if (line.length < 15 || line.length > 160) return false;
  const words = line.split(/\s+/).length;
  if (words < 3 || words > 25) return false;
  if (!/^["“'‘([#]*[\p{Lu}\p{N}]/u.test(line)) return false;
  if (/(?<!\.)\.["”']?$|[:;,\-–—]$/.test(line)) return false;
  return isTitleCase(line) || (line.length <= 110 && !/[.!?]\s|[.!]$/.test(line));
}

/**
 * "Judul - Kompas.com", "Judul | Tempo Gaya", "Judul : Okezone Celebrity": the last part goes if it is short and names an
 * outlet. `site` is what the page calls itself. Where nobody tells, a dash alone is no proof: headlines have them too, and only
 * a domain, an outlet's whole name or a bar will do.
 */
export function withoutSite(title: string, site: string | null): string {
  const match = /^(.{12,}?)\s+([-|–—»]|::?)\s+([^|]{2,40})$/.exec(title);
  const [, rest, mark, last] = match ?? [];
  if (rest === undefined || last === undefined) return title;
  const named = outletWord.test(last) && last.split(" ").length <= 4 && (site !== null || mark === "|");
  const isSite =
    (site !== null && fold(site).includes(fold(last))) ||
    /\.(?:com|co|id|co\.id|tv|net|news)$/i.test(last) ||
    outletNames.some((name) => fold(name) === fold(last)) ||
    named;
  return isSite ? withoutSite(rest, site) : title;
}
