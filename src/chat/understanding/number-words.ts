import { numberWords, ONES } from "../../articles/number-words.ts";

/** Number words as digits, up to ninety-nine: "dua belas berita" is "12 berita", "dua puluh lima" is "25". */
export function inDigits(text: string): string {
  return text.replaceAll(NUMBER, (said) => String(valueOf(said)));
}

/** Numbers in plain words that say what is chosen: "pilih nomor satu dan 3", "yang kedua", "1-3"; null where anything else is said. */
export function numbersChosen(words: readonly string[]): number[] | null {
  const said = inDigits(words.join(" "))
    .replaceAll(/\b(?:ke-?(?=\d)|pertama\b)/g, (ordinal) => (ordinal === "pertama" ? "1" : ""))
    .replaceAll(/(\d+) ?(?:-|sampai|sd) ?(\d+)/g, "$1-$2")
    .split(" ")
    .filter((word) => word !== "" && !CHOOSING.has(word));
  if (said.length === 0 || !said.every((word) => /^\d{1,2}(?:-\d{1,2})?$/.test(word))) return null;
  const numbers = said.map((word) => {
    const [from = 0, until = from] = word.split("-").map(Number);
    return Array.from({ length: Math.max(0, until - from + 1) }, (_, i) => from + i);
  });
  return numbers.some(({ length }) => length === 0) ? null : numbers.flat(); // "22-5" are hours
}

const ONE = `(?:${ONES.join("|")})`;
const NUMBER = new RegExp(
  String.raw`(?<!\p{L})(?:ke(?=${ONE}(?!\p{L})))?(?:sepuluh|sebelas|${ONE} belas|${ONE} puluh(?: ${ONE})?|nol|${ONE})(?!\p{L})`,
  "gu",
);

function valueOf(said: string): number {
  return numberWords(said.replace(/^ke/, "").split(" "))?.value ?? 0;
}

const CHOOSING = new Set(
  "pilih pilihan pilihnya nomor nomer nomornya no nmr angka opsi jawab jawaban balas yang dan sama serta saja saya mau ambil ikuti langganan".split(
    " ",
  ),
);
