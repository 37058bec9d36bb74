/** Sets of the words that may stand in a sentence. */

export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

export function only(words: readonly string[], ...known: readonly ReadonlySet<string>[]): boolean {
  return words.every((word) => known.some((set) => set.has(word)));
}

/** What angry people call us; some of it is in the news, too ("anjing rabies"), and tells nothing alone. */
export const INSULTS = setOf(
  "bangsat brengsek goblok goblog tolol bego bodoh kampret jancok jancuk bajingan sialan anjing anjir anjrit asu babi monyet setan tai taik gila " +
    "edan bacot kontol memek ngentot",
);

/** What may stand beside the word that matters: ourselves, them, and what is sent. */
export const AROUND = setOf(
  "kirim terima dapat berita pesan langganan lagi ini itu semua semuanya sini sekarang saya ke mau perlu butuh usah ganggu bot nomor " +
    "dari kamu kalian anda layanan selamanya total langsung untuk yang di saja hanya jadi mulai pernah tidak jangan dulu sementara sebentar " +
    "ikuti juga jg segera cukup ginian beginian gituan begituan",
);
