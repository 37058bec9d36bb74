/**
 * What the invented newspaper "Kabar Nusantara" has to tell. Every person, institution and event here, and most places, are
 * made up; the shape (dateline, captions, related links, credits, calls to action) is that of Indonesian news sites.
 */
export interface DemoArticle {
  slug: string;
  section: string;
  title: string;
  /** What the alert is to say: its headline, its last line (null: the article brings none), its topics. */
  headline: string;
  callToAction: string | null;
  topics: readonly string[];
  breaking: boolean;
  author: string;
  photo: { caption: string; credit: string };
  /** What the feed gives: the whole text, or a teaser, so that the page must be read. */
  inFeed: "whole" | "teaser";
  /** HTML. `{hari}` stands for the day of publication, "Senin (23/11/2026)". */
  body: string;
}

const CHANNEL = "https://whatsapp.com/channel/0029VaKabarNusantaraDemo";

/** The paper's usual last line, as its pages have it. */
const CALL = "Gabung ke Channel WhatsApp Kabar Nusantara untuk update berita terbaru dan terpercaya.";
const CALL_LINE = `<p>${CALL}</p>`;
const CALL_LINE_WITH_LINK = `<p><a href="${CHANNEL}">Gabung ke Channel WhatsApp Kabar Nusantara</a> untuk update berita terbaru dan terpercaya.</p>`;

/** Another one, which makes sense only whole. */
const CALL_BLOCK = `Ingin kabar terbaru langsung di ponselmu? Yuk, ikuti saluran WhatsApp Kabar Nusantara lewat tautan ${CHANNEL}. Pastikan aplikasi WhatsApp sudah terpasang, ya.`;

/** Already in the feed when the paper opens: yesterday's news. */
export const yesterday: DemoArticle = {
  slug: "festival-perahu-hias-sagara",
  section: "Nasional",
  title: "Festival Perahu Hias Sagara Diikuti 42 Kampung Nelayan",
  headline: "Festival Perahu Hias Sagara Diikuti 42 Kampung Nelayan",
  callToAction: CALL,
  topics: ["nasional"],
  breaking: false,
  author: "Ratih Wulandari",
  photo: { caption: "Perahu hias melintas di Teluk Sagara.", credit: "Kabar Nusantara/Bagas Prakoso" },
  inFeed: "teaser",
  body: `
<p><strong>SAGARA, KABARNUSANTARA.ID</strong> – Sebanyak 42 kampung nelayan mengikuti Festival Perahu Hias di Teluk Sagara, {hari}.</p>
<p>Setiap kampung menurunkan satu perahu yang dihias dengan kain, janur, dan lampu dari botol bekas.</p>
<p>Ketua panitia Hendra Sasmita mengatakan, jumlah peserta tahun ini naik dari 35 kampung pada penyelenggaraan sebelumnya.</p>
<p>"Kami tidak membatasi bentuknya, asal semua hiasan bisa dipakai lagi atau didaur ulang," kata Hendra.</p>
<p>Festival ditutup dengan makan bersama di dermaga. Panitia menyediakan 3.000 porsi ikan bakar untuk pengunjung.</p>
${CALL_LINE}`,
};

/** What happens today, in the order in which the paper publishes it. */
export const articles: readonly DemoArticle[] = [
  {
    slug: "harga-cabai-rawit-pasar-induk-sagara",
    section: "Ekonomi",
    title: "Harga Cabai Rawit di Pasar Induk Sagara Turun Jadi Rp38.000 per Kilogram",
    headline: "Harga Cabai Rawit di Pasar Induk Sagara Turun Jadi Rp38.000 per Kilogram",
    callToAction: CALL,
    topics: ["ekonomi"],
    breaking: false,
    author: "Dimas Arya Nugraha",
    photo: {
      caption: "Pedagang menata cabai rawit di Pasar Induk Sagara.",
      credit: "Kabar Nusantara/Ratih Wulandari",
    },
    inFeed: "teaser",
    body: `
<p><strong>SAGARA, KABARNUSANTARA.ID</strong> – Harga cabai rawit merah di Pasar Induk Sagara turun menjadi Rp38.000 per kilogram pada {hari}, setelah dua pekan bertahan di atas Rp70.000.</p>
<p>Penurunan itu terjadi seiring masuknya 18 ton cabai dari sentra panen di Lembah Arum sejak akhir pekan lalu.</p>
<p>Kepala Unit Pengelola Pasar Induk Sagara, Sri Mulatsih, mengatakan pasokan harian kini dua kali lipat dibandingkan awal bulan.</p>
<p>"Awal bulan kami hanya menerima 9 ton sehari. Sekarang truk sudah antre sejak pukul 02.00," ujar Sri.</p>
<p><strong>Baca Juga: <a href="/ekonomi/petani-lembah-arum-panen-raya">Petani Lembah Arum Panen Raya, Jalan Desa Dipenuhi Truk Cabai</a></strong></p>
<p>Harga bawang merah ikut turun tipis dari Rp34.000 menjadi Rp31.000 per kilogram, sedangkan telur ayam tetap Rp28.500.</p>
<p>Pedagang berharap harga tidak jatuh terlalu dalam. Menurut Wahyu, pedagang di blok C, petani masih untung selama harga di tingkat kebun di atas Rp22.000.</p>
<p>Dinas Perdagangan Kota Sagara memperkirakan harga stabil hingga akhir Desember apabila curah hujan tidak mengganggu panen.</p>
<p><em>Sumber : Dinas Perdagangan Kota Sagara</em></p>
${CALL_LINE_WITH_LINK}`,
  },
  {
    slug: "gempa-lembah-arum",
    section: "Bencana",
    title: "BREAKING NEWS: Gempa Magnitudo 5,6 Guncang Lembah Arum, Tidak Berpotensi Tsunami",
    headline: "Gempa Magnitudo 5,6 Guncang Lembah Arum, Tidak Berpotensi Tsunami",
    callToAction: CALL,
    topics: ["bencana"],
    breaking: true,
    author: "Tim Redaksi",
    photo: { caption: "Ilustrasi seismograf.", credit: "Dok. Kabar Nusantara" },
    inFeed: "whole",
    body: `
<p><strong>LEMBAH ARUM, KABARNUSANTARA.ID</strong> – Gempa bumi bermagnitudo 5,6 mengguncang Kabupaten Lembah Arum pada {hari} pagi. Gempa tidak berpotensi tsunami.</p>
<p>Pusat gempa berada di darat, 12 kilometer tenggara Kota Lembah Arum, pada kedalaman 10 kilometer.</p>
<p>Guncangan dirasakan selama sekitar lima detik hingga Sagara dan membuat warga keluar rumah.</p>
<p>Kepala Badan Penanggulangan Bencana Daerah Lembah Arum, Yusuf Pranata, mengatakan belum ada laporan korban jiwa.</p>
<p>"Tim sedang menyisir tujuh desa. Kami minta warga tetap tenang dan menjauhi bangunan yang retak," kata Yusuf.</p>
<p>Tiga gempa susulan tercatat dalam satu jam pertama, yang terbesar bermagnitudo 3,9.</p>
${CALL_LINE}`,
  },
  {
    slug: "bahari-fc-puncaki-klasemen",
    section: "Olahraga",
    title: "Bahari FC Kalahkan Gunung Putri United 3-1, Puncaki Klasemen Liga Nusantara",
    headline: "Bahari FC Kalahkan Gunung Putri United 3-1, Puncaki Klasemen Liga Nusantara",
    callToAction: CALL,
    topics: ["olahraga"],
    breaking: false,
    author: "Galih Permana",
    photo: {
      caption: "Selebrasi Rendi Saputra usai mencetak gol kedua.",
      credit: "Kabar Nusantara/Bagas Prakoso",
    },
    inFeed: "teaser",
    body: `
<p>KABARNUSANTARA.ID - Bahari FC naik ke puncak klasemen Liga Nusantara setelah mengalahkan Gunung Putri United 3-1 di Stadion Teluk Sagara, {hari}.</p>
<p>Dua gol Rendi Saputra pada menit ke-23 dan ke-61 serta satu gol Marko Lestaluhu memastikan tiga angka bagi tuan rumah.</p>
<p>Tim tamu sempat menyamakan kedudukan melalui tendangan bebas Ilham Akbar pada menit ke-40.</p>
<div class="baca-juga">Baca Juga: <a href="/olahraga/jadwal-liga-nusantara-pekan-13">Jadwal Liga Nusantara Pekan Ke-13, Derbi Pesisir Digelar Sabtu</a></div>
<p>Pelatih Bahari FC Anton Wirayuda memuji kesabaran para pemainnya setelah turun minum.</p>
<p>"Kami tidak panik. Anak-anak tahu ruang akan terbuka kalau bola terus dipindahkan," kata Anton.</p>
<p>Dengan kemenangan ini Bahari FC mengumpulkan 27 poin dari 12 laga, unggul satu angka atas Rajawali Timur.</p>
<p>Penulis : Galih Permana | Editor : Ratih Wulandari</p>
${CALL_LINE_WITH_LINK}`,
  },
  {
    slug: "uji-coba-kereta-sagara-lembah-arum",
    section: "Nasional",
    title: "Kereta Sagara–Lembah Arum Mulai Diuji Coba, Waktu Tempuh Jadi 55 Menit",
    headline: "Kereta Sagara–Lembah Arum Mulai Diuji Coba, Waktu Tempuh Jadi 55 Menit",
    callToAction: CALL,
    topics: ["nasional"],
    breaking: false,
    author: "Maya Puspitasari",
    photo: { caption: "Rangkaian kereta uji coba di Stasiun Sagara Kota.", credit: "Humas Kereta Pesisir" },
    inFeed: "teaser",
    body: `
<p><strong>JAKARTA, KABARNUSANTARA.ID</strong> – Kereta penumpang rute Sagara–Lembah Arum mulai diuji coba pada {hari} dengan waktu tempuh 55 menit, lebih singkat dari perjalanan darat yang memakan waktu hampir tiga jam.</p>
<p>Uji coba berlangsung selama 30 hari dengan empat perjalanan setiap hari dan belum membawa penumpang umum.</p>
<p>Direktur Operasi Kereta Pesisir, Laksmi Handayani, mengatakan jalur sepanjang 71 kilometer itu melewati tiga terowongan dan 24 jembatan.</p>
<p>"Tiket akan dijual mulai Rp25.000. Kami ingin pelajar dan pedagang menjadi penumpang pertama," ujar Laksmi.</p>
<p>ADVERTISEMENT</p>
<p><strong>Baca Juga: <a href="/nasional/stasiun-lembah-arum-dibangun-kembali">Stasiun Lembah Arum Dibangun Kembali Setelah 40 Tahun</a></strong></p>
<p>Jalur lama rute tersebut berhenti beroperasi pada 1984 akibat longsor. Pembangunan kembali dimulai tiga tahun lalu dan menyerap 2.300 pekerja setempat.</p>
<p>Pemerintah daerah menyiapkan 15 angkutan pengumpan dari stasiun menuju pasar, sekolah, dan rumah sakit.</p>
${CALL_LINE}`,
  },
  {
    slug: "talua-merin-jalur-pelayaran",
    section: "Internasional",
    title: "Talua dan Kepulauan Merin Sepakati Jalur Pelayaran Bersama",
    headline: "Talua dan Kepulauan Merin Sepakati Jalur Pelayaran Bersama",
    callToAction: null,
    topics: ["internasional"],
    breaking: false,
    author: "Maya Puspitasari",
    photo: { caption: "Pelabuhan Port Talua.", credit: "Kantor Berita Pasifik" },
    inFeed: "whole",
    body: `
<p><strong>PORT TALUA, KABARNUSANTARA.ID</strong> – Dua negara kepulauan di Pasifik, Talua dan Kepulauan Merin, menyepakati jalur pelayaran bersama sepanjang 480 mil laut, {hari}.</p>
<p>Kesepakatan itu mengakhiri perundingan selama enam tahun mengenai batas wilayah tangkapan ikan kedua negara.</p>
<p>Perdana Menteri Talua Sela Vatu menyebut perjanjian tersebut memberi kepastian bagi 11.000 nelayan di kedua sisi.</p>
<p>"Laut yang dulu kami perebutkan kini menjadi jalan pulang yang sama," kata Sela, seperti dikutip Kantor Berita Pasifik.</p>
<p>Presiden Kepulauan Merin Tomas Arue mengatakan kapal patroli gabungan akan mulai bertugas pada Maret mendatang.</p>
<p>Perjanjian berlaku selama 20 tahun dan dapat diperpanjang atas persetujuan parlemen masing-masing.</p>
<p>Sumber : Kantor Berita Pasifik</p>`,
  },
  {
    slug: "alat-peringatan-banjir-ponsel-bekas",
    section: "Teknologi",
    title: "Mahasiswa Sagara Ciptakan Alat Peringatan Banjir dari Ponsel Bekas",
    headline: "Mahasiswa Sagara Ciptakan Alat Peringatan Banjir dari Ponsel Bekas",
    callToAction: CALL_BLOCK,
    topics: ["teknologi"],
    breaking: false,
    author: "Dimas Arya Nugraha",
    photo: {
      caption: "Nadia Kusuma memeriksa alat di tepi Sungai Cimara.",
      credit: "Kabar Nusantara/Dimas Arya",
    },
    inFeed: "teaser",
    body: `
<p>SAGARA, KABARNUSANTARA.ID - Tiga mahasiswa Politeknik Sagara menciptakan alat peringatan dini banjir dari ponsel bekas yang biayanya kurang dari Rp400.000 per unit.</p>
<p>Alat itu membaca tinggi muka air setiap dua menit dan mengirim pesan ke grup WhatsApp warga bila sungai naik melewati ambang.</p>
<p>Ketua tim, Nadia Kusuma, mengatakan sepuluh alat sudah dipasang di sepanjang Sungai Cimara sejak Agustus.</p>
<p>"Warga di RT 05 punya waktu 40 menit lebih awal untuk memindahkan barang pada banjir bulan lalu," kata Nadia, {hari}.</p>
<p>SCROLL TO CONTINUE WITH CONTENT</p>
<p>Ponsel yang dipakai berasal dari sumbangan warga. Satu baterai cadangan membuat alat bertahan 12 hari tanpa listrik.</p>
<p>Pemerintah kota berencana memesan 60 unit untuk enam kelurahan rawan banjir tahun depan.</p>
<p><strong>Baca Juga: <a href="/teknologi/warga-cimara-latihan-evakuasi">Warga Cimara Latihan Evakuasi dengan Peta Buatan Sendiri</a></strong></p>
<p>${CALL_BLOCK.replace(CHANNEL, `<a href="${CHANNEL}">${CHANNEL}</a>`)}</p>`,
  },
  {
    slug: "hujan-lebat-pesisir-utara",
    section: "Cuaca",
    title: "Hujan Lebat Diperkirakan Guyur Pesisir Utara hingga Rabu, Nelayan Diminta Tunda Melaut",
    headline: "Hujan Lebat Diperkirakan Guyur Pesisir Utara hingga Rabu, Nelayan Diminta Tunda Melaut",
    callToAction: CALL,
    topics: ["bencana"],
    breaking: false,
    author: "Ratih Wulandari",
    photo: { caption: "Awan gelap di atas Pelabuhan Sagara.", credit: "Kabar Nusantara/Bagas Prakoso" },
    inFeed: "teaser",
    body: `
<p><strong>SAGARA, KABARNUSANTARA.ID</strong> – Hujan lebat disertai angin kencang diperkirakan mengguyur pesisir utara hingga Rabu, kata Stasiun Cuaca Maritim Sagara, {hari}.</p>
<p>Gelombang setinggi 2,5 sampai 4 meter berpeluang terjadi di perairan Teluk Sagara dan sekitarnya.</p>
<p>Prakirawan Stasiun Cuaca Maritim Sagara, Intan Permatasari, meminta nelayan dengan perahu kecil menunda melaut.</p>
<p>"Angin bisa mencapai 25 knot pada sore hari. Kami sarankan perahu di bawah 10 gros ton tetap di dermaga," ujar Intan.</p>
<p>Baca Juga: <a href="/cuaca/posko-banjir-rob-disiagakan">Posko Banjir Rob Disiagakan di Tiga Kecamatan</a></p>
<p>Dinas Perhubungan menunda enam jadwal penyeberangan ke Pulau Naira sampai gelombang turun di bawah 2 meter.</p>
<p>Warga di bantaran sungai diminta memantau ketinggian air, terutama pada malam hari saat pasang laut mencapai puncak.</p>
<p>Sumber : Stasiun Cuaca Maritim Sagara</p>
${CALL_LINE_WITH_LINK}`,
  },
];
