import type { IncomingArticle } from "../../src/articles/article.ts";

/** What the invented newspapers of the pictures tell, beside the demo's: a full queue, with headlines as long as they come. */

interface Told {
  source: string;
  section: string;
  title: string;
  text: readonly string[];
}

const CALL = "Gabung ke Channel WhatsApp Kabar Nusantara untuk update berita terbaru dan terpercaya.";

export const TOLD: readonly Told[] = [
  {
    source: "kabar-nusantara",
    section: "Nasional",
    title: "Atap Pasar Cendana Sukamaju Ambruk, 15 Pedagang Terluka",
    text: [
      "SUKAMAJU, KABARNUSANTARA.ID - Atap Pasar Cendana di Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi dan melukai 15 pedagang yang sedang membuka lapak.",
      "Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa mengatakan rangka baja pasar itu roboh sekitar pukul 06.20 WIB setelah hujan lebat semalaman.",
      '"Kami masih memeriksa apakah ada pedagang yang tertimbun di lorong sayur," kata Rendra di lokasi.',
      "Para korban dibawa ke RSUD Wanasari dengan tujuh ambulans. Pasar Cendana ditutup sampai pemeriksaan bangunan selesai.",
      "Pasar itu baru direnovasi dua tahun lalu dengan biaya Rp 9,4 miliar oleh kontraktor PT Griya Lestari.",
    ],
  },
  {
    source: "warta-pesisir",
    section: "Nasional",
    title: "15 Pedagang Terluka saat Atap Pasar Cendana di Sukamaju Ambruk",
    text: [
      "Sebanyak 15 pedagang terluka ketika atap Pasar Cendana, Kecamatan Wanasari, Kabupaten Sukamaju, ambruk pada Senin pagi.",
      "Rangka baja pasar roboh sekitar pukul 06.20 WIB, kata Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa. Hujan lebat mengguyur daerah itu semalaman.",
      '"Kami masih memeriksa apakah ada pedagang yang tertimbun di lorong sayur," ujarnya.',
      "Semua korban dirawat di RSUD Wanasari. Petugas menutup Pasar Cendana hingga pemeriksaan bangunan rampung.",
    ],
  },
  {
    source: "warta-pesisir",
    section: "Ekonomi",
    title:
      "Pemerintah Kabupaten Teluk Sagara Siapkan Bantuan Solar Bersubsidi bagi 1.240 Nelayan Kecil di Tujuh Kecamatan Mulai Desember, Pendaftaran Dibuka Pekan Ini",
    text: [
      "Pemerintah Kabupaten Teluk Sagara menyiapkan bantuan solar bersubsidi bagi 1.240 nelayan kecil di tujuh kecamatan mulai Desember.",
      "Kepala Dinas Perikanan Lestari Ayuningtyas mengatakan setiap nelayan memperoleh 60 liter sebulan dengan kartu nelayan.",
      '"Pendaftaran dibuka di kantor kecamatan sampai Jumat, tanpa biaya apa pun," kata Lestari.',
      "Anggaran yang disiapkan mencapai Rp 2,7 miliar untuk enam bulan pertama.",
    ],
  },
  {
    source: "kabar-nusantara",
    section: "Nasional",
    title: "Polisi Tangkap Dua Tersangka Perundungan Siswa SMP di Karangjati",
    text: [
      "Kepolisian Sektor Karangjati menangkap dua tersangka perundungan terhadap seorang siswa SMP berusia 13 tahun pada Minggu malam.",
      "Kepala Kepolisian Sektor Karangjati Ajun Komisaris Bagas Prakoso mengatakan keduanya ditangkap di rumah masing-masing.",
      "Korban kini didampingi petugas perlindungan anak dan keluarganya.",
      '"Kami meminta warga tidak menyebarkan video maupun nama anak yang terlibat," ujar Bagas.',
    ],
  },
  {
    source: "kabar-nusantara",
    section: "Cuaca",
    title: "BMKG Sagara: Gelombang 4 Meter di Perairan Selatan hingga Rabu",
    text: [
      "Stasiun Meteorologi Maritim Sagara memperkirakan gelombang setinggi 2,5 sampai 4 meter di perairan selatan hingga Rabu malam.",
      "Prakirawan Dewi Anggraini meminta nelayan dengan perahu kecil menunda melaut.",
      "Angin bertiup dari barat daya dengan kecepatan hingga 45 kilometer per jam.",
      "Penyeberangan Sagara menuju Pulau Lintang ditutup sejak pukul 14.00 WIB dan dibuka lagi setelah cuaca membaik.",
    ],
  },
  {
    source: "radar-arum",
    section: "Olahraga",
    title: "Putri Arum Raih Emas Panjat Tebing",
    text: [
      "Atlet Lembah Arum Nabila Kusuma meraih medali emas nomor kecepatan pada kejuaraan panjat tebing nasional di Sagara, Minggu.",
      "Nabila mencatat waktu 6,71 detik, lebih cepat dari catatan terbaiknya bulan lalu.",
      '"Saya berlatih di dinding buatan ayah sejak umur delapan tahun," katanya setelah lomba.',
      "Kejuaraan diikuti 86 atlet dari 19 daerah.",
    ],
  },
];

export function article({ source, section, title, text }: Told, minutesAgo: number): IncomingArticle {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return {
    source,
    url: `https://${source.replace("-", "")}.example/${slug}`,
    guid: null,
    title,
    body: { form: "text", content: [...text, CALL].join("\n") },
    teaser: false,
    sections: [section],
    image: null,
    publishedAt: new Date(Date.now() - minutesAgo * 60_000),
  };
}
