/** Sets of the words that may stand in a sentence. */

export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

export function only(words: readonly string[], ...known: readonly ReadonlySet<string>[]): boolean {
  return words.every((word) => known.some((set) => set.has(word)));
}

/** What may stand beside the word that matters: ourselves, them, and what is sent. */
export const AROUND = setOf(
  "kirim terima dapat berita pesan langganan lagi ini itu semua semuanya sini sekarang saya ke mau perlu butuh usah ganggu bot nomor " +
    "dari kamu kalian anda layanan selamanya total langsung untuk yang di saja hanya jadi mulai pernah tidak jangan dulu sementara sebentar " +
    "ikuti juga jg segera cukup ginian beginian gituan begituan",
);
