/** What the pages of oversight call things. */

export const FOLLOWS: Readonly<Record<string, string>> = {
  all: "Semua berita",
  breaking: "Berita kilat",
  topic: "Topik",
  words: "Kata kunci",
  outlet: "Media",
  region: "Wilayah",
};

export const OUTCOMES: Readonly<Record<string, string>> = {
  unknown: "Belum pasti",
  left: "Belum pasti, dibiarkan",
  gone: "Pergi atau memblokir",
  refused: "Ditolak platform",
  withdrawn: "Dibatalkan",
};

export function whyLeft(why: string): string {
  if (why === "asked") return "Berhenti berlangganan";
  return why === "" ? "Tidak diketahui" : why;
}
