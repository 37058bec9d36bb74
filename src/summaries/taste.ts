/** How the chooser leans, in likelihood per word of a sentence. Learnt; bench/summaries/learn.ts says how. */
export interface Taste {
  /** The length of an editor's summary that the chosen sentences are measured against: more makes them longer. */
  expectedWords: number;
  /** What a word counts when it is said again, as a share of its first time. */
  again: number;
  /** The sentence is the article's first. */
  first: number;
  quoting: number;
  asking: number;
  personal: number;
  needy: number;
  /** Promises what it does not tell: "Berikut daftarnya." */
  teasing: number;
  short: number;
  late: number;
}

// Rounded between what the collections ask for: IndoSum likes long and early, BBC Indonesia short and by the title.
export const TASTE: Taste = {
  expectedWords: 90,
  again: 0.2,
  first: 0.05, // the article's first sentence
  quoting: -0.05,
  asking: -0.2,
  personal: -0.2, // "saya", "Anda" outside a quotation: the writer speaks
  needy: 0.02, // leans on the sentence before
  teasing: -0.3,
  short: -0.1, // fewer than eight words
  late: -0.04, // behind the first eight sentences
};

/** How much likelier each word of this sentence is than its words alone tell. */
export function leaningOf(place: number, text: string, taste: Taste): number {
  const plain = text.replaceAll(/["“][^"”]*["”]/g, "");
  return (
    (place === 0 ? taste.first : 0) +
    (place > 7 ? taste.late : 0) +
    (plain.length < text.length ? taste.quoting : 0) +
    (text.endsWith("?") ? taste.asking : 0) +
    (TEASING.test(plain) ? taste.teasing : 0) +
    (PERSONAL.test(plain) ? taste.personal : 0)
  );
}

const TEASING =
  /^(?:berikut|begini|inilah|simak|yuk|lantas|nah)\b|\b(?:sebagai berikut|berikut (?:ini|daftar|adalah|penjelasan|ulasan)|selengkapnya|di sini|ini daftarnya|ini penjelasan\p{L}*|dirangkum|terungkap nasib)\b|^hal (?:senada|serupa|yang sama) (?:juga |pun )?di\p{Ll}+ (?:oleh )?\p{Lu}[^,]*$/iu;
const PERSONAL = /\b(?:saya|aku|kami|kita|kamu|kalian|anda)\b/iu;
