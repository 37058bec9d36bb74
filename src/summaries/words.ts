/** Words of a text as the ranking, the shortening and the check see them. */

export interface Word {
  /** As it stands: "Kompas.com", "1.500", "kunjungan-kunjungan". */
  text: string;
  /** Lower case, the one under which it is compared. */
  key: string;
  /** Where it starts and ends in the text. */
  start: number;
  end: number;
}

/** The words in order. Points, commas, slashes and hyphens inside a word or number stay in it. */
export function words(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0],
    key: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Only the keys, where places do not matter. */
export function keys(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** Words that join others and say nothing by themselves. */
export function isFunctionWord(key: string): boolean {
  return FUNCTION_WORDS.has(key);
}

/** How many of the text's content words (0 to 1) are among `others`; 1 for a text without any. */
export function contentShare(text: string, others: ReadonlySet<string>): number {
  const content = keys(text).filter((key) => !isFunctionWord(key));
  return content.length === 0 ? 1 : content.filter((key) => others.has(key)).length / content.length;
}

const WORD = /[\p{L}\p{N}]+(?:['’.,:/-][\p{L}\p{N}]+)*/gu;

// Chosen by hand from the most frequent words of Indonesian news. Negations are not here: they carry meaning.
const FUNCTION_WORDS = new Set(
  (
    "yang dan di ke dari dalam pada untuk dengan ini itu oleh sebagai adalah juga atau karena tersebut para akan telah " +
    "sudah bisa dapat ada saat ketika setelah sebelum hingga sampai agar seperti serta antara atas bagi kepada terhadap " +
    "tentang namun tetapi tapi sementara maka jika bila kalau apabila sejak selama lebih masih lagi pun saja hanya " +
    "sangat secara seorang sebuah suatu satu salah ia dia mereka kami kita saya aku kamu anda beliau nya hal bahwa yaitu " +
    "yakni ialah merupakan menjadi jadi kata ujar menurut lalu kemudian selain bahkan sehingga supaya walau meski " +
    "meskipun walaupun padahal adapun sedangkan sedang tengah pernah harus mau ingin begitu demikian sendiri lain " +
    "semua setiap tiap banyak beberapa berbagai mulai akhirnya the of and to in"
  ).split(" "),
);
