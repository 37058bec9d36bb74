/**
 * How much a word says about which story an article tells: nothing for "yang", a little for "polisi", much for "Cikereteg".
 *
 * The common words are those in at least one of twenty news texts, graded by how many texts have them: counted over 2,279
 * articles of 14 Indonesian sites from 2016 to 2026. Every other word weighs the most. Finer grades, stemming, and counting the
 * words of the last two days instead were measured (bench/stories) and told same from other stories no better.
 */
export function weightOf(word: string): number {
  return COMMON.get(word) ?? (DATE_LIKE.test(word) ? 1 : RARE);
}

const RARE = 4;

/** Days, hours and years stand in every article; "1.300" and "11,5" stand in few. */
const DATE_LIKE = /^(?:\d{1,2}|20\d\d|\p{L})$/u;

const GRADES: readonly (readonly [weight: number, words: string])[] = [
  [
    0,
    "yang dan di ini dengan dari untuk dalam itu pada juga tersebut ke tidak akan saat menjadi kata ada " +
      "bisa oleh sebagai tahun lebih satu karena indonesia atau sudah adalah seperti hingga telah namun " +
      "hanya mereka lain jakarta bahwa sebelum setelah mengatakan secara masih ujar dia kepada ia lalu tak " +
      "bagi dua kami beberapa hari dapat baru jadi salah hal melakukan merupakan banyak atas sementara para " +
      "orang besar memiliki harus antara selama menurut belum serta saya selasa pun selain",
  ],
  [
    1,
    "mulai dilakukan waktu pertama terhadap membuat melalui sangat dunia kembali memberikan kedua sama " +
      "baik tapi negara kali kita kemudian semua sejak tetap akhir sekitar terjadi bersama lagi saja jika " +
      "langsung agar bukan sejumlah pihak termasuk pemerintah terus tengah utama berbagai tiga diri terkait " +
      "rumah sampai depan kini masyarakat rabu juni ingin tim ketika berada seluruh sehingga bagian bahkan " +
      "awal sebuah masuk tinggi hasil tetapi kalau presiden resmi meski memang penting kota menteri sedang " +
      "jelas tanpa berikut luar senin sendiri tentang kepala apa seorang khusus juta menggunakan terakhir " +
      "lanjut soal kondisi sempat pernah proses dikutip bulan cukup tempat menyebut kamis paling setiap rp " +
      "mencapai mengalami jalan pusat nasional umum biasa informasi punya negeri warga perlu kerja empat " +
      "masa berdasarkan lama yakni selatan media mendapatkan anak maupun kementerian sesuai sosial asal " +
      "nama kasus kawasan laporan menunjukkan melihat daerah jumat keterangan memastikan mengaku pemain " +
      "lokasi minggu berlangsung berhasil perusahaan barat hukum keluarga bawah wilayah jumlah pukul " +
      "semakin wib nanti mungkin mampu lima usai menjelaskan harga ya begitu meminta menarik membawa " +
      "diketahui sekarang maka mengenai hidup posisi mendukung akibat ucap amerika sebesar datang badan " +
      "nomor pt the menyatakan sabtu ungkap menegaskan ketua yaitu menerima air program data lewat persen " +
      "sebanyak mendapat sekaligus bekerja terlihat mana total direktur adanya sisi demikian acara milik " +
      "jauh cara membantu meningkatkan nilai berjalan tutur serikat terutama sistem langkah kantor malam " +
      "jawa anggota menambahkan ekonomi masalah hadir bakal",
  ],
  [
    2,
    "daya keputusan selalu korban tentu menyampaikan pasar terbaru musim penuh pekan kegiatan berharap " +
      "ketiga wakil tahu sumber tampil mudah rasa dilansir digunakan sedangkan naik segera upaya mengikuti " +
      "publik turun tepat mengungkapkan laga disebut cepat uang panjang sang usaha kurang bentuk miliar " +
      "timur pertandingan memilih muda muncul tambah sepanjang lingkungan teknologi turut dikenal " +
      "perjalanan memberi rencana tingkat kecil perubahan mau anda keuangan menjaga pelaku meskipun mobil " +
      "mei berbeda asia angka polisi merasa jam video kabupaten meningkat pernyataan terdapat siap kan " +
      "disampaikan internasional kendaraan berusia bidang digelar menit kuat mantan inggris menghadapi dulu " +
      "bagaimana apakah ikut pasti piala sebab hampir kesempatan diberikan sering kebijakan dekat kemarin " +
      "justru membuka menilai sekali ribu terbaik bermain menuju tanah juli adapun aksi dampak ruang global " +
      "buat sebagian terlalu sedikit belakang pria masing-masing utara pilihan industri tujuan diduga " +
      "layanan jangan demi menjalani keluar bernama momen pasal perhatian hubungan sektor grup selanjut " +
      "aktivitas tinggal dibandingkan produk ibu memperkuat unit enam kejadian jepang sebenar kabar " +
      "kesehatan peningkatan mendorong positif surat barang berita alasan china fokus target mengambil cuma " +
      "dugaan pelatih lengkap pengalaman kebutuhan kemenangan periode liga mata mencari peluang tegas " +
      "dukungan pagi ternyata bahan tercatat menyebabkan bicara tulis timnas sini setempat tambahan biaya " +
      "sana bukti tanggal merah siapa gubernur meraih terlibat dimulai melanjutkan keamanan poin situasi " +
      "pembangunan babak wartawan dasar daftar sulit bola kemungkinan melawan jalur pengguna lapangan balik " +
      "manusia tangan potensi misal tampak berat gedung petugas motor juara kepolisian",
  ],
];

const COMMON = new Map(
  GRADES.flatMap(([weight, words]) => words.split(" ").map((word) => [word, weight] as const)),
);
