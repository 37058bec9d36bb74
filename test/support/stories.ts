import type { IncomingArticle } from "../../src/articles/article.ts";
import { anArticle } from "./articles.ts";

/** One invented event as outlets tell it, and what else can come of it. */

export const TWO_SOURCES = [
  {
    id: "kabar-uji",
    name: "Kabar Uji",
    feed: "https://kabar-uji.example/rss",
    policy: "auto",
    everySeconds: 3600,
  },
  {
    id: "warta-uji",
    name: "Warta Uji",
    feed: "https://warta-uji.example/rss",
    policy: "auto",
    everySeconds: 3600,
  },
];

/** Fifteen hurt when a market's roof fell in. `hurt` is told in title and text. */
export function roofFell(change: Partial<IncomingArticle> = {}, hurt = 15): IncomingArticle {
  return anArticle({
    title: `Atap Pasar Cendana Sukamaju Ambruk, ${hurt} Pedagang Terluka`,
    url: `https://kabar-uji.example/berita/atap-pasar-cendana-${hurt}`,
    text: [
      `SUKAMAJU, KABARUJI.ID - Atap Pasar Cendana di Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi dan melukai ${hurt} pedagang yang sedang membuka lapak.`,
      "Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa mengatakan rangka baja pasar itu roboh sekitar pukul 06.20 WIB setelah hujan lebat semalaman.",
      '"Kami masih memeriksa apakah ada pedagang yang tertimbun di lorong sayur," kata Rendra di lokasi.',
      "Para korban dibawa ke RSUD Wanasari dengan tujuh ambulans. Pasar Cendana ditutup sampai pemeriksaan bangunan selesai.",
      "Pasar itu baru direnovasi dua tahun lalu dengan biaya Rp 9,4 miliar oleh kontraktor PT Griya Lestari.",
    ].join("\n"),
    ...change,
  });
}

/** The same event, told by another outlet in words of its own. */
export function roofFellElsewhere(change: Partial<IncomingArticle> = {}): IncomingArticle {
  return anArticle({
    source: "warta-uji",
    title: "15 Pedagang Terluka saat Atap Pasar Cendana di Sukamaju Ambruk",
    url: "https://warta-uji.example/2026/pasar-cendana-ambruk",
    text: [
      "Sebanyak 15 pedagang terluka ketika atap Pasar Cendana, Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi.",
      "Rangka baja pasar roboh sekitar pukul 06.20 WIB, kata Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa. Hujan lebat mengguyur daerah itu semalaman.",
      '"Kami masih memeriksa apakah ada pedagang yang tertimbun di lorong sayur," ujarnya.',
      "Semua korban dirawat di RSUD Wanasari. Petugas menutup Pasar Cendana hingga pemeriksaan bangunan rampung.",
    ].join("\n"),
    ...change,
  });
}

/** What came of it the same day: another side of the story. */
export function contractorQuestioned(change: Partial<IncomingArticle> = {}): IncomingArticle {
  return anArticle({
    title: "Polisi Periksa Kontraktor Renovasi Pasar Cendana",
    url: "https://kabar-uji.example/berita/kontraktor-pasar-cendana",
    text: [
      "SUKAMAJU, KABARUJI.ID - Kepolisian Resor Sukamaju memeriksa direktur PT Griya Lestari, kontraktor yang merenovasi Pasar Cendana, pada Senin sore.",
      "Kapolres Sukamaju Bagas Prakoso mengatakan penyidik menyita dokumen lelang dan contoh baja dari reruntuhan.",
      '"Kami menduga mutu baja tidak sesuai kontrak," kata Bagas dalam jumpa pers.',
      "Direktur perusahaan itu, Hendro Saputra, membantah dan menyatakan siap mengikuti proses hukum.",
      "Renovasi pasar tersebut dibiayai anggaran daerah dan selesai lebih cepat tiga bulan dari jadwal.",
    ].join("\n"),
    ...change,
  });
}

/** Nothing to do with it. */
export function harvestFestival(change: Partial<IncomingArticle> = {}): IncomingArticle {
  return anArticle({
    title: "Pesta Panen Desa Karangjati Digelar Akhir Pekan Ini",
    url: "https://kabar-uji.example/berita/pesta-panen-karangjati",
    text: [
      "Warga Desa Karangjati menggelar pesta panen padi mulai Sabtu dengan arak-arakan gunungan hasil bumi.",
      "Kepala desa Sutrisna mengatakan panen tahun ini naik karena saluran irigasi baru berfungsi penuh.",
      "Pengunjung dapat mencicipi nasi liwet dan menonton wayang kulit semalam suntuk tanpa dipungut biaya.",
      "Panitia menyiapkan lapangan parkir di tiga titik dan mengimbau pengunjung datang sebelum pukul sembilan malam.",
    ].join("\n"),
    ...change,
  });
}
