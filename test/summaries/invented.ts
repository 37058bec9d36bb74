import type { CleanArticle } from "../../src/articles/article.ts";

/** Articles invented for these tests, as cleaning leaves them. */

export function anArticle(title: string | null, ...paragraphs: string[]): CleanArticle {
  return {
    title,
    paragraphs,
    dateline: null,
    credits: [],
    related: [],
    callToAction: null,
    link: null,
    image: null,
    publishedAt: null,
    sections: [],
  };
}

export const bridge: CleanArticle = {
  ...anArticle(
    "Jembatan Sungai Wairo Ambruk, Tiga Truk Terjebak",
    "Jembatan gantung di atas Sungai Wairo, Kabupaten Lembayung, ambruk setelah diterjang banjir pada Rabu (14/8/2024) pagi. Tiga truk pengangkut pupuk terjebak di tengah sungai.",
    "Kepala Dinas Pekerjaan Umum Lembayung, Sutan Wiraguna, mengatakan jembatan sepanjang 120 meter itu dibangun pada 1987 dan belum pernah diganti.",
    '"Kami sudah meminta anggaran perbaikan Rp 4,5 miliar sejak dua tahun lalu, tetapi tidak pernah disetujui," kata Sutan di lokasi, Rabu.',
    "Menurut dia, sekitar 3.200 warga dari lima desa kini harus memutar sejauh 28 kilometer untuk mencapai pasar.",
    "Tidak ada korban jiwa dalam peristiwa itu. Namun, dua sopir dirawat di RSUD Lembayung karena luka ringan.",
    "Pemerintah kabupaten berencana memasang jembatan darurat dalam sepekan, seperti dilansir Warta Lembayung.",
  ),
  dateline: "LEMBAYUNG, WARTA.ID",
  credits: ["Sumber : Warta Lembayung"],
  related: [{ title: "Gubernur Hartawan Janjikan 17 Jembatan Baru di Pesisir", url: null }],
  callToAction: { text: "Gabung ke Saluran WhatsApp Warta untuk berita terbaru.", url: null },
};

export const bank: CleanArticle = anArticle(
  null,
  "Bank Nusa Artha memangkas suku bunga kredit rumah menjadi 6,25 persen mulai 1 Oktober 2024, terendah dalam delapan tahun terakhir. Keputusan itu diumumkan Direktur Utama Bank Nusa Artha, Ratih Kusumawardani, di Surabaya, Senin (9/9/2024).",
  "Ratih menilai permintaan rumah pertama tumbuh 18 persen sepanjang semester pertama. Bank menyiapkan dana Rp 12 triliun untuk 40.000 pembeli rumah.",
  '"Kami tidak akan menaikkan bunga sampai akhir tahun depan," ujar Ratih. Ia berharap pengembang ikut menurunkan harga.',
  "Analis Lembaga Kajian Papan, Bagus Prakoso, menyebut pemangkasan itu bukan jaminan harga rumah turun. Sebelumnya, tiga bank lain belum mengikuti langkah tersebut.",
);

export const match: CleanArticle = anArticle(
  "Garuda Selatan Tahan Elang Timur 2-2",
  "Garuda Selatan bermain imbang 2-2 melawan Elang Timur pada pekan ke-7 Liga Nusantara di Stadion Merapi, Sabtu (21/9/2024) malam. Gol penyama kedudukan dicetak Yusuf Rahardian pada menit ke-89.",
  "Elang Timur unggul lebih dahulu melalui tendangan bebas Dimas Anggoro. Keduanya saling menyerang sejak awal babak kedua.",
  'Pelatih Garuda Selatan, Marcelo Duarte, mengaku puas. "Anak-anak tidak menyerah meski tertinggal dua gol," kata Duarte seusai laga.',
  "Garuda Selatan kini berada di peringkat keempat dengan 12 poin. Elang Timur turun ke posisi kelima, terpaut dua poin.",
);

export const bribes: CleanArticle = anArticle(
  "Komisi Periksa Dua Pejabat Lembayung",
  "Komisi Antirasuah memeriksa dua pejabat Lembayung dalam penyelidikan dugaan suap izin tambang pada Selasa (3/9/2024).",
  "Kedua pejabat itu diduga menerima uang dari perusahaan tambang sejak awal tahun lalu. Uang tersebut diduga disimpan dalam tiga rekening milik kerabat mereka.",
  "Pemeriksaan saksi berikutnya menunggu hasil audit negara, kata Hartawan Saputra.",
  "Penyidik menggeledah kantor dinas di Arunika pada pagi hari, lalu membawa semua dokumen ke Sagara dengan dua mobil.",
  "Izin tambang seluas empat ribu hektare itu terbit tanpa rapat bersama warga desa sekitar, menurut Ratna Dewi.",
);

export const invented: readonly CleanArticle[] = [bribes, bridge, bank, match];

/** Do these words stand in the others in the same order, others between them? */
export function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  return some.every((key) => {
    at = all.indexOf(key, at) + 1;
    return at > 0;
  });
}
