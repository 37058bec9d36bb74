import type { IncomingArticle } from "../../src/articles/article.ts";

export const CALL_TO_ACTION =
  "Gabung ke Channel WhatsApp Kabar Uji untuk update berita terbaru dan terpercaya.";

let made = 0;

/** An invented article, each another one; what a test cares about it says. */
export function anArticle(change: Partial<IncomingArticle> & { text?: string } = {}): IncomingArticle {
  const n = ++made;
  const { text = bodyOf(n), ...rest } = change;
  return {
    source: "kabar-uji",
    url: `https://kabar-uji.example/berita/${n}`,
    guid: null,
    title: `Jembatan Kali Biru Nomor ${n} Dibuka untuk Umum`,
    body: { form: "text", content: text },
    teaser: false,
    sections: ["Nasional"],
    image: null,
    publishedAt: null,
    ...rest,
  };
}

function bodyOf(n: number): string {
  return [
    `SUKAMAJU, KABARUJI.ID - Jembatan Kali Biru nomor ${n} di Kabupaten Sukamaju dibuka untuk umum pada Senin pagi setelah diperbaiki selama ${n + 3} bulan.`,
    `Bupati Sukamaju Wiratno Hadi mengatakan perbaikan jembatan itu menelan biaya Rp ${n + 2} miliar dari anggaran daerah.`,
    "Baca Juga: Warga Sukamaju Menanti Jembatan Baru",
    `"Warga kini tidak perlu lagi memutar sejauh ${n + 10} kilometer," kata Wiratno di lokasi.`,
    "Jembatan tersebut menghubungkan dua kecamatan yang selama ini hanya dilayani perahu penyeberangan.",
    "Sumber : Antara",
    CALL_TO_ACTION,
  ].join("\n");
}
