/** Words as they stand in a text: lower case, without accents, numbers apart from letters ("Rp18" is two words). */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase();
  return plain.match(/\p{L}+|\p{N}+(?:[.,]\p{N}+)*/gu) ?? [];
}

/** Words so common that they tell nothing. */
export function isCommon(word: string): boolean {
  return COMMON.has(word);
}

const COMMON = new Set(
  (
    "yang dan di ke dari untuk pada dengan ini itu dalam adalah akan juga tidak oleh sebagai bisa atau ada karena " +
    "saat telah sudah para agar bagi kepada tersebut hingga secara serta maka namun jika bahwa ia dia mereka kami " +
    "kita saya anda aku kamu nya pun lah seperti antara bukan lagi masih hanya tetapi sejak usai sedang soal apa " +
    "apakah bagaimana tentang terhadap sehingga yakni yaitu the of and a"
  ).split(" "),
);
