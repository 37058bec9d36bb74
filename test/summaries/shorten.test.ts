import { describe, expect, test } from "vitest";
import { shorterForms } from "../../src/summaries/shorten.ts";
import { keys } from "../../src/summaries/words.ts";
import { isSubsequence } from "./invented.ts";

describe("a sentence is told shorter", () => {
  const cuts: [what: string, sentence: string, shorter: string][] = [
    [
      "without its connective",
      "Namun, jembatan itu belum pernah diperbaiki pemerintah.",
      "Jembatan itu belum pernah diperbaiki pemerintah.",
    ],
    [
      "without an opening that only goes on",
      "Adapun jembatan itu belum pernah diperbaiki pemerintah.",
      "Jembatan itu belum pernah diperbaiki pemerintah.",
    ],
    [
      "without a source tag in front",
      "Melansir Kantor Berita Sagara, kapal itu tenggelam di lepas pantai.",
      "Kapal itu tenggelam di lepas pantai.",
    ],
    [
      "without a source tag inside",
      "Pada akhir rapat, seperti dilansir Sagara, kedua menteri meninggalkan gedung bersama.",
      "Pada akhir rapat, kedua menteri meninggalkan gedung bersama.",
    ],
    [
      "without brackets",
      "Komisi Penyiaran Daerah (KPD) menegur dua stasiun televisi swasta.",
      "Komisi Penyiaran Daerah menegur dua stasiun televisi swasta.",
    ],
    [
      "without how it was said",
      "Panen padi tahun ini turun, kata Kepala Dinas Pertanian Wirya dalam keterangan tertulis yang diterima di Jakarta, Rabu (14/8/2024).",
      "Panen padi tahun ini turun, kata Kepala Dinas Pertanian Wirya.",
    ],
    [
      "without an aside before its verb",
      "Wirya, yang baru dilantik bulan lalu, mengatakan panen padi tahun ini turun tajam.",
      "Wirya mengatakan panen padi tahun ini turun tajam.",
    ],
    [
      "without a final clause",
      "Pemerintah membangun tiga pelabuhan baru di pesisir selatan, termasuk satu pelabuhan ikan di Teluk Bayan.",
      "Pemerintah membangun tiga pelabuhan baru di pesisir selatan.",
    ],
    [
      "without a final occasion",
      "Bupati meresmikan pasar ikan di pesisir selatan Kabupaten Lembayung setelah tiga tahun dibangun.",
      "Bupati meresmikan pasar ikan di pesisir selatan Kabupaten Lembayung.",
    ],
  ];
  test.each(cuts)("%s", (_what, sentence, shorter) => {
    expect(shorterForms(sentence)).toContain(shorter);
  });
});

describe("what the rest would not be true without stays", () => {
  test.each([
    [
      "a condition",
      "Bantuan akan dicairkan pemerintah daerah pada akhir bulan ini, jika data warga sudah lengkap.",
    ],
    [
      "what it hangs on",
      "Pemerintah mengizinkan lagi ekspor pasir laut mulai April, dengan catatan kebutuhan dalam negeri sudah terpenuhi.",
    ],
    [
      "what was promised for it",
      "Kedua negara menyetujui gencatan senjata selama dua bulan, dengan ketentuan seluruh sandera dibebaskan lebih dulu.",
    ],
    [
      "for whom it does not hold",
      "Sekolah di Lembayung kembali dibuka pada pekan depan, dengan pengecualian sekolah di tiga desa yang masih terendam.",
    ],
    [
      "a contrast",
      "Pemerintah tidak menaikkan tarif listrik, melainkan mengurangi subsidi bagi pelanggan besar.",
    ],
    [
      "the reach of a negation",
      "Bupati Lembayung menyatakan tidak mundur dari jabatannya pada tahun ini karena alasan kesehatan.",
    ],
    [
      "what was asked for",
      "Kejaksaan meminta pemerintah daerah untuk segera menyerahkan seluruh dokumen tender jembatan.",
    ],
    ["who says so", "Harga beras akan turun pada akhir bulan depan, menurut Menteri Pangan Sri Lestari."],
    [
      "that it is forbidden to whom and when",
      "Presiden Ahmad Rukmana melarang semua menteri berbicara kepada media selama masa tenang pemilu.",
    ],
    [
      "a condition behind where it was said",
      "Gubernur Hadi Prakasa menyatakan siap mundur dari jabatannya saat ditemui di Balai Kota jika terbukti menerima suap.",
    ],
    [
      "what has not been handed over",
      "Polisi belum menyerahkan rekaman kamera pengawas perampokan bank itu kepada wartawan.",
    ],
    [
      "that it turned out to be made up",
      "Sebuah video memperlihatkan Menteri Dudung Gunawan menerima uang di sebuah hotel, yang ternyata hasil rekayasa kecerdasan buatan.",
    ],
    [
      "on whom it was tried",
      "Obat buatan Biosagara itu, yang baru diuji pada tikus, menyembuhkan kanker paru dalam tiga bulan.",
    ],
    ["what a price lacks", "Tarif tol ruas Sagara-Melawi naik menjadi Rp 25.000 (belum termasuk pajak)."],
    [
      "which of all of them",
      "Badan Obat menarik semua obat batuk cair anak produksi PT Farma Sagara yang mengandung etilen glikol melebihi batas.",
    ],
    [
      "a side of a war that reports it",
      "Sebanyak 30 tentara Norvia, seperti dilaporkan kelompok pemberontak, tewas dalam serangan di perbatasan Sudavia.",
    ],
    [
      "the rumour's teller",
      "Dilaporkan oleh akun anonim di media sosial, Menteri Dudung menerima suap Rp 2 miliar.",
    ],
    [
      "what somebody must do for it",
      "Setiap warga berhak mendapat vaksin gratis di puskesmas, dengan menunjukkan surat rujukan dokter.",
    ],
    ["a quotation", '"Kami menolak rencana itu, sehingga rapat dihentikan," kata Ketua Dewan Rukmana.'],
  ])("%s", (_what, sentence) => {
    expect(shorterForms(sentence)).toEqual([sentence]);
  });
});

describe("a shorter form says nothing that the sentence does not", () => {
  test.each([
    [
      "an allegation as a fact",
      "Pemberontak menanam ranjau di pelabuhan utama Teluk Bayan sejak bulan lalu menyusul serangan udara, menurut dua pejabat keamanan.",
      "Pemberontak menanam ranjau di pelabuhan utama Teluk Bayan sejak bulan lalu.",
    ],
    [
      "what is for some as if it were for all",
      "Pemerintah Kabupaten Lembayung memperluas batas penghasilan penerima rumah murah untuk wilayah pesisir.",
      "Pemerintah Kabupaten Lembayung memperluas batas penghasilan penerima rumah murah.",
    ],
    [
      "what is still to come as if nothing had to happen before",
      "Kementerian menyatakan para pekerja migran itu akan dipulangkan ke daerah masing-masing setelah pemeriksaan selesai.",
      "Kementerian menyatakan para pekerja migran itu akan dipulangkan ke daerah masing-masing.",
    ],
    [
      "a duty without its means",
      "Setiap kabupaten di pesisir selatan wajib memenuhi 32 persen kebutuhan listriknya melalui tenaga surya.",
      "Setiap kabupaten di pesisir selatan wajib memenuhi 32 persen kebutuhan listriknya.",
    ],
    [
      "that it was undone since",
      "Polisi menetapkan Direktur PT Tambang Sagara Lina Hartati sebagai tersangka kasus izin tambang, yang kemudian dibatalkan Pengadilan Negeri Sagara.",
      "Polisi menetapkan Direktur PT Tambang Sagara Lina Hartati sebagai tersangka kasus izin tambang.",
    ],
    [
      "a deadline as if it were over",
      "Pendaftaran calon pegawai negeri sipil Kabupaten Lembayung ditutup pada Jumat (14/3/2025).",
      "Pendaftaran calon pegawai negeri sipil Kabupaten Lembayung ditutup.",
    ],
    [
      "a match as if it were on",
      "Garuda Selatan menghadapi Elang Timur di Stadion Merapi, Jumat (28/2/2025).",
      "Garuda Selatan menghadapi Elang Timur di Stadion Merapi.",
    ],
    [
      "a day that is still to come",
      "Garuda Selatan akan menjamu Elang Timur di Stadion Merapi, Sabtu (21/9/2024) malam WIB.",
      "Garuda Selatan akan menjamu Elang Timur di Stadion Merapi.",
    ],
    [
      "the day of another day's forecast",
      "Analis Wirya Prakoso memperkirakan rupiah bergerak di kisaran Rp 16.750 hingga Rp 16.900 pada Jumat.",
      "Analis Wirya Prakoso memperkirakan rupiah bergerak di kisaran Rp 16.750 hingga Rp 16.900.",
    ],
    [
      "a date of history as if it were today's",
      "Jembatan gantung di atas Sungai Wairo itu diresmikan Bupati pertama Lembayung pada 17 Agustus 1957.",
      "Jembatan gantung di atas Sungai Wairo itu diresmikan Bupati pertama Lembayung.",
    ],
    [
      "the source's date as the news's",
      "Mengutip dari laman Warta Pesisir, Sabtu, 7 Juni 2025, gunung ini adalah puncak tertinggi di selatan.",
      "7 Juni 2025, gunung ini adalah puncak tertinggi di selatan.",
    ],
    [
      "a fact without the authority for it",
      "Seperti dilaporkan Polres Lembayung, kedua sopir truk itu mabuk saat jembatan ambruk.",
      "Kedua sopir truk itu mabuk saat jembatan ambruk.",
    ],
    [
      "that a permit holds which was withdrawn",
      "Izin tambang itu, yang belakangan dibatalkan Gubernur Rukmana, memicu unjuk rasa warga tiga desa.",
      "Izin tambang itu memicu unjuk rasa warga tiga desa.",
    ],
  ])("%s", (_what, sentence, wrong) => {
    expect(shorterForms(sentence)).not.toContain(wrong);
  });
});

test("who else is named in a list stays, whatever is said of one of them", () => {
  const sentence =
    "Ketiga tersangka itu adalah Kepala Dinas Pekerjaan Umum Harun Nasution, Kepala Bidang Jalan Dinas Wirasari yang juga menjabat sekretaris dinas Slamet Riyadi, serta Direktur Karya Beton Budi Hartono yang memberi suap.";
  const forms = shorterForms(sentence);
  expect(forms).toContain(sentence.replace(" yang memberi suap", ""));
  expect(forms.filter((form) => !form.includes("Slamet Riyadi, serta Direktur Karya Beton Budi"))).toEqual(
    [],
  );
});

describe("a shorter form is a sentence", () => {
  test.each([
    [
      "and keeps its verb behind a list",
      "Ketua Dewan Rukmana berkata, dua peraturan yang diusulkan untuk disahkan, yakni tata ruang pesisir dan zonasi laut dapat memberi dampak panjang.",
    ],
    [
      "and keeps what is said of what is named",
      "Pengamat Wirya Prakoso menilai surat edaran yang dibuat Kementerian Ketenagakerjaan Lembayung terkait larangan itu perlu diperketat.",
    ],
    [
      "and does not end with what joins",
      "Garuda Selatan mengawali musim dengan tiga kemenangan beruntun namun setelah itu hanya sekali menang dalam empat laga.",
    ],
    [
      "and keeps what it was changed into",
      "Hakim Distrik Sagara menyatakan telah mengubah larangan perjalanan sementara tersebut menjadi putusan tetap.",
    ],
    [
      "and keeps the other side",
      "Perusahaan rintisan dari Surabaya itu dibangun dengan semangat menghubungkan petani kopi di pegunungan dengan pembeli di kota.",
    ],
    [
      "and does not begin with who goes on",
      "Kemudian, lanjut Wirya, ada niat untuk menggulingkan pemerintah daerah.",
    ],
  ])("%s", (_what, sentence) => {
    expect(shorterForms(sentence)).toEqual([sentence]);
  });
});

test("every form has the sentence's own words in their order", () => {
  const sentence =
    "Sementara itu, Kepala Dinas Kesehatan (Dinkes) Lembayung, yang hadir di lokasi, mengatakan seperti dikutip Sagara bahwa dua desa terendam, sehingga warga mengungsi, Rabu (14/8).";
  const forms = shorterForms(sentence);
  expect(forms.length).toBeGreaterThan(2);
  expect(forms.filter((form) => !isSubsequence(keys(form), keys(sentence)))).toEqual([]);
});
