import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { catchRates, type CatchRates } from "../../bench/summaries/catch-rates.ts";
import { KINDS, type Kind } from "../../bench/summaries/corrupt.ts";
import { readJsonl, Text } from "../../bench/summaries/pairs.ts";
import { violations } from "../../bench/summaries/violations.ts";
import { clean } from "../../src/articles/clean.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";
import { check } from "../../src/summaries/check.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { anArticle, invented } from "./invented.ts";

/** Faults planted by code that does not know the check (bench/summaries/corrupt.ts), in invented and in real articles. */

test.each([
  [
    "Ekspor mencapai 3.000 ton pada 2023 dan 5.000 ton pada 2024.",
    "Pada 2024 ekspor naik dari 3.000 ton menjadi 5.000 ton.",
  ],
  ["Rukmana (45) dan Dimas (23) ditangkap polisi di Paser.", "Polisi menangkap Dimas, 23 tahun, di Paser."],
  [
    "Rukmana dihukum 7 tahun penjara, sedangkan Dimas 4 tahun penjara.",
    "Dimas dihukum 4 tahun penjara dan Rukmana 7 tahun penjara.",
  ],
  [
    "Gubernur Pramana menyebut harga beras naik 12 persen dan cabai 30 persen.",
    "Cabai dan beras naik, yaitu 30 persen dan 12 persen, kata Pramana.",
  ],
  [
    "Serangan Israel menewaskan 20 orang di Gaza dan 5 orang di Lebanon.",
    "Serangan Israel di Lebanon menewaskan 5 orang.",
  ],
  [
    "Israel menyerang Gaza pada Jumat (27/6) dan Lebanon pada Sabtu (28/6).",
    "Israel kembali menyerang pada Sabtu (28/6).",
  ],
  ["Bus membawa 40 penumpang, 12 di antaranya tewas.", "Sebanyak 12 penumpang bus tewas."],
  ["Dua dari lima korban sudah ditemukan di Paser.", "Dari lima korban, dua sudah ditemukan di Paser."],
  [
    "Harga emas turun dari Rp 1,5 juta menjadi Rp 1,2 juta per gram.",
    "Harga emas kini Rp 1,2 juta per gram, turun dari Rp 1,5 juta.",
  ],
  [
    "Rukmana lahir pada 1965 dan menjadi bupati Paser pada 2010.",
    "Rukmana memimpin Kabupaten Paser sejak 2010.",
  ],
  [
    "Dilansir Warta Lumbung, Dimas memasang tanda baca itu di depan rumahnya.",
    "Dimas memasang tanda baca itu di depan rumahnya.",
  ],
])("“%s” may be told as “%s”", (written, told) => {
  const article = anArticle(null, written, "Pramana dan Dimas tinggal di Kabupaten Paser.");
  expect(check({ headline: "", text: told, flash: "" }, article, { budget: 500 })).toEqual([]);
});

test("an article of nothing but number words is checked at once", () => {
  const article = anArticle(null, ...Array.from({ length: 7 }, () => "lima puluh ribu ".repeat(500)));
  const from = performance.now();
  check({ headline: "", text: "Sebanyak lima puluh ribu orang mengungsi.", flash: "" }, article, {
    budget: 500,
  });
  expect(performance.now() - from).toBeLessThan(5_000);
});

test("planted faults are caught in invented articles, whatever the lot draws", () => {
  const runs = Array.from({ length: 30 }, (_, seed) => catchRates(invented, seed));
  expect(KINDS.filter((kind) => rateOf(runs, kind) < (FLOORS[kind] ?? 0.95))).toEqual([]);
  expect(runs.reduce((sum, { alarms }) => sum + alarms, 0)).toBe(0);
});

test.each([
  [
    "a profit for a loss",
    "PT Tambang Jaya rugi Rp 842 miliar pada 2024.",
    "PT Tambang Jaya untung Rp 842 miliar pada 2024.",
  ],
  [
    "opened for closed",
    "Bandara Sam Rajawali ditutup akibat abu vulkanik.",
    "Bandara Sam Rajawali dibuka akibat abu vulkanik.",
  ],
  [
    "a warning lifted told as issued",
    "BMKG mencabut peringatan tsunami di Lumbung.",
    "BMKG mengeluarkan peringatan tsunami di Lumbung.",
  ],
  [
    "what is demanded told as the sentence",
    "Surya Wibawa dituntut 7 tahun penjara dalam kasus suap izin tambang.",
    "Surya Wibawa divonis 7 tahun penjara dalam kasus suap izin tambang.",
  ],
  [
    "let go told as held",
    "Polisi melepaskan RD setelah diperiksa 12 jam di Paser.",
    "Polisi menahan RD setelah diperiksa 12 jam di Paser.",
  ],
  [
    "a witness told as a suspect",
    "KPK memeriksa Edwin Prasetya sebagai saksi kasus lobster.",
    "KPK memeriksa Edwin Prasetya sebagai tersangka kasus lobster.",
  ],
  [
    "milder told as harsher",
    "Vonis itu lebih ringan dari tuntutan jaksa.",
    "Vonis itu lebih berat dari tuntutan jaksa.",
  ],
  [
    "another rank",
    "Persela Bintang naik ke peringkat kedua klasemen Liga Nusantara.",
    "Persela Bintang naik ke peringkat ketiga klasemen Liga Nusantara.",
  ],
  [
    "tens told as hundreds",
    "Puluhan warga Desa Karangjati mengungsi akibat longsor.",
    "Ratusan warga Desa Karangjati mengungsi akibat longsor.",
  ],
  ["nearly a hundred", "Korban tewas mendekati 100 orang.", "Korban tewas 100 orang."],
  ["more than a hundred", "Korban tewas melampaui 100 orang.", "Korban tewas 100 orang."],
  [
    "hearsay as a fact",
    "Pemain Fajar Nugraha kabarnya pindah ke klub Malaysia.",
    "Pemain Fajar Nugraha pindah ke klub Malaysia.",
  ],
  [
    "somebody suspected as guilty",
    "Polisi menangkap terduga pembunuh sopir taksi di Paser.",
    "Polisi menangkap pembunuh sopir taksi di Paser.",
  ],
  [
    "a target as reached",
    "Pemerintah menargetkan ekonomi tumbuh 5,2 persen tahun ini.",
    "Ekonomi tumbuh 5,2 persen tahun ini.",
  ],
  [
    "a danger as come true",
    "Gempa itu berpotensi memicu tsunami di pesisir Lumbung.",
    "Gempa itu memicu tsunami di pesisir Lumbung.",
  ],
  [
    "what may be as what is",
    "Gunung Sirah mungkin meletus dalam pekan ini.",
    "Gunung Sirah meletus dalam pekan ini.",
  ],
  [
    "the end of a range",
    "Banjir menghanyutkan 5-7 orang di Paser.",
    "Banjir menghanyutkan 7 orang di Paser.",
  ],
  [
    "the ends of two ranges",
    "Banjir menghanyutkan 5-7 orang dan 7-9 rumah, 9 orang luka.",
    "Banjir menghanyutkan 5-9 orang.",
  ],
  [
    "another zone",
    "Gempa terjadi pukul 08.15 WIB atau 09.15 WITA di Lumbung.",
    "Gempa terjadi pukul 08.15 WITA di Lumbung.",
  ],
  [
    "the night for the morning",
    "Gempa terjadi Senin (1/12) pagi, susulannya Selasa malam.",
    "Gempa terjadi Senin malam.",
  ],
  ["a day that nobody named", "Sidang digelar di Paser.", "Sidang digelar besok di Paser."],
  [
    "for another time",
    "Iuran naik menjadi Rp 150.000 per bulan.",
    "Iuran naik menjadi Rp 150.000 per tahun.",
  ],
  ["for another measure", "Cabai dijual Rp 90.000 per kilogram.", "Cabai dijual Rp 90.000 per ton."],
  [
    "a deputy as the minister",
    "Wakil Menteri Kehutanan Rukmana meninjau kebakaran.",
    "Menteri Kehutanan Rukmana meninjau kebakaran.",
  ],
  [
    "a former regent as the regent",
    "Polisi menangkap mantan bupati Rukmana di Paser.",
    "Polisi menangkap bupati Rukmana di Paser.",
  ],
  [
    "sides that changed places",
    "PT Nusa menggugat PT Sagara soal lahan di Paser.",
    "PT Sagara menggugat PT Nusa soal lahan di Paser.",
  ],
  [
    "the loser as the winner",
    "Persela menang 3-1 atas Garuda di Lumbung.",
    "Garuda menang 3-1 atas Persela di Lumbung.",
  ],
  ["the victim as the culprit", "Rukmana ditembak Dimas di Lumbung.", "Dimas ditembak Rukmana di Lumbung."],
  ["a dozen as tens", "Belasan warga Paser keracunan.", "Puluhan warga Paser keracunan."],
  [
    "two percentages that changed places",
    "Harga beras naik 12 persen, sedangkan cabai 30 persen.",
    "Harga beras naik 30 persen, sedangkan cabai 12 persen.",
  ],
  [
    "one of two figures with the other's word",
    "Pemerintah membuka 1.200 formasi guru dan 300 formasi dokter.",
    "Pemerintah membuka 1.200 formasi dokter.",
  ],
  [
    "sums that changed places",
    "Anggaran jalan Rp 5 miliar dan anggaran jembatan Rp 2 miliar disetujui.",
    "Anggaran jembatan Rp 5 miliar disetujui.",
  ],
  [
    "another's age",
    "Rukmana (45) dan Dimas (23) ditangkap polisi di Paser.",
    "Rukmana (23) ditangkap polisi di Paser.",
  ],
  [
    "another's sentence",
    "Rukmana dihukum 7 tahun penjara, sedangkan Dimas 4 tahun penjara.",
    "Rukmana dihukum 4 tahun penjara.",
  ],
  [
    "scores that changed places",
    "Persela menang 3-1 atas Garuda dan Bintang menang 2-0 atas Elang.",
    "Persela menang 2-0 atas Garuda dan Bintang menang 3-1 atas Elang.",
  ],
  [
    "another year's figure",
    "Ekspor mencapai 3.000 ton pada 2023 dan 5.000 ton pada 2024.",
    "Ekspor mencapai 3.000 ton pada 2024.",
  ],
  [
    "years that changed places",
    "Rukmana lahir pada 1965 dan menjadi bupati pada 2010.",
    "Rukmana lahir pada 2010 dan menjadi bupati pada 1965.",
  ],
  [
    "days that changed places",
    "Sidang digelar Senin (1/12), putusan dibacakan Kamis (4/12).",
    "Sidang digelar Kamis (4/12), putusan dibacakan Senin (1/12).",
  ],
  ["what it was as what it is", "Iuran naik dari Rp 35.000 menjadi Rp 42.000.", "Iuran menjadi Rp 35.000."],
  ["two of five as five", "Dua dari lima korban sudah ditemukan di Paser.", "Lima korban sudah ditemukan."],
  [
    "an allegation as a fact, a name of its words beside it",
    "Komisi Pemberantasan Korupsi memeriksa Rukmana dalam penyelidikan dugaan korupsi kuota haji.",
    "Komisi Pemberantasan Korupsi memeriksa Rukmana dalam penyelidikan korupsi kuota haji.",
  ],
  [
    "an allegation behind a denial",
    "Rukmana tidak terlibat dalam kasus dugaan korupsi pengadaan lahan.",
    "Rukmana tidak terlibat dalam kasus korupsi pengadaan lahan.",
  ],
  [
    "what will not be as what is not",
    "Pemerintah tidak akan menaikkan tarif listrik rumah tangga.",
    "Pemerintah tidak menaikkan tarif listrik rumah tangga.",
  ],
  [
    "a forecast as a fact",
    "Jumlah pemudik di Sagara diprediksi meningkat 12 persen.",
    "Jumlah pemudik di Sagara meningkat 12 persen.",
  ],
  [
    "a bound behind “dari”",
    "Harga cabai naik dari sekitar Rp 45.000 per kilogram.",
    "Harga cabai naik dari Rp 45.000 per kilogram.",
  ],
  [
    "an accusation of a thing",
    "Menurut jaksa, perusahaan tambang itu menyuap dua pejabat daerah.",
    "Perusahaan tambang itu menyuap dua pejabat daerah.",
  ],
  [
    "two directions that changed places",
    "Ekspor kakao naik, impor gula turun.",
    "Ekspor kakao turun, impor gula naik.",
  ],
  [
    "places that changed places in clauses alike",
    "Banjir melanda Paser dan longsor melanda Lembayung.",
    "Banjir melanda Lembayung dan longsor melanda Paser.",
  ],
  [
    "a place of two words for one of one",
    "Rukmana kembali ke Semarang untuk meninjau arus mudik di Stasiun Tawang.",
    "Rukmana kembali ke Stasiun Tawang untuk meninjau arus mudik di Semarang.",
  ],
  ["some of them as all", "Bus membawa 40 penumpang, 12 di antaranya tewas.", "Sebanyak 40 penumpang tewas."],
  [
    "what somebody says of another",
    "Menurut jaksa, Dimas Anggoro menerima uang dari Rukmana di Paser.",
    "Dimas Anggoro menerima uang dari Rukmana di Paser.",
  ],
  [
    "an accusation of another",
    "Rukmana menuduh Dimas mencuri dana desa Rp 2 miliar.",
    "Dimas mencuri dana desa Rp 2 miliar.",
  ],
  [
    "what somebody says of another, said at the end",
    "Pasukan Israel menewaskan 62 orang di Gaza, kata Hamas.",
    "Pasukan Israel menewaskan 62 orang di Gaza.",
  ],
  [
    "figures that changed places in one clause",
    "Kecelakaan bus di Paser menyebabkan tiga orang tewas dan dua belas luka-luka.",
    "Kecelakaan bus di Paser menyebabkan dua belas orang tewas dan tiga luka-luka.",
  ],
  [
    "a depth as a distance",
    "Pusat gempa 45 km barat daya Paser pada kedalaman 10 km.",
    "Pusat gempa 10 km barat daya Paser pada kedalaman 45 km.",
  ],
  [
    "a way the other way",
    "Kereta dari Lumbung menuju Paser anjlok Senin malam.",
    "Kereta dari Paser menuju Lumbung anjlok Senin malam.",
  ],
  [
    "what it became as what it was",
    "Bunga kredit bank itu turun dari 2 persen menjadi 1,6 persen.",
    "Bunga kredit bank itu turun dari 1,6 persen menjadi 2 persen.",
  ],
  [
    "another speaker",
    "Menurut Dimas, harga beras akan turun pekan depan. Pramana, penasihatnya, meragukannya.",
    "Menurut Pramana, harga beras akan turun pekan depan.",
  ],
  [
    "another speaker, said at the end",
    "Warga dua desa menolak tambang itu, kata Dimas. Pramana tidak hadir.",
    "Warga dua desa menolak tambang itu, kata Pramana.",
  ],
  ["a turned score", "Persela 3-1 Garuda.", "Persela 1-3 Garuda."],
  [
    "a turned score of two sides",
    "Persela mengalahkan Garuda 3-1 di Lumbung.",
    "Persela 1-3 Garuda di Lumbung.",
  ],
  ["a win with fewer goals", "Persela mengalahkan Garuda 3-1.", "Persela menang 1-3."],
  [
    "a suspect told as accused",
    "KPK menetapkan Edwin Prasetya sebagai tersangka suap.",
    "KPK menetapkan Edwin Prasetya sebagai terdakwa suap.",
  ],
  [
    "another quarter of the compass",
    "Pusat gempa berada 45 km barat daya Paser.",
    "Pusat gempa berada 45 km timur laut Paser.",
  ],
  ["another week", "Sidang berikutnya digelar pekan depan.", "Sidang berikutnya digelar pekan ini."],
  ["tens of thousands as tens", "Puluhan ribu warga Paser mengungsi.", "Puluhan warga Paser mengungsi."],
  [
    "knee-deep as breast-deep",
    "Banjir setinggi lutut merendam Paser.",
    "Banjir setinggi dada merendam Paser.",
  ],
  [
    "the loser's share of the votes as the winner's",
    "Pasangan Rukmana meraih 52,3 persen suara, sedangkan pasangan Edwin meraih 47,7 persen.",
    "Pasangan Edwin meraih 52,3 persen suara.",
  ],
  [
    "another quarter's growth",
    "Kuartal II ekonomi tumbuh 5,05 persen, kuartal I 5,11 persen.",
    "Kuartal I ekonomi tumbuh 5,05 persen.",
  ],
  ["another medal", "Rukmana meraih medali perak.", "Rukmana meraih medali emas."],
  [
    "put off as decided",
    "Pemerintah menunda kenaikan tarif listrik rumah tangga.",
    "Pemerintah menetapkan kenaikan tarif listrik rumah tangga.",
  ],
  ["an estimate as the figure", "Kerugian ditaksir Rp 5 miliar.", "Kerugian Rp 5 miliar."],
  [
    "points of per cent as per cent",
    "Kemiskinan turun 0,5 poin persen di Paser.",
    "Kemiskinan turun 0,5 persen di Paser.",
  ],
  ["a volume as a length", "Longsor membawa 40 meter kubik tanah.", "Longsor membawa 40 meter tanah."],
  ["another speed", "Angin bertiup 40 kilometer per jam.", "Angin bertiup 40 knot."],
  [
    "for another currency",
    "Rupiah melemah ke Rp 16.250 per dolar AS.",
    "Rupiah melemah ke Rp 16.250 per euro.",
  ],
  [
    "the critic as the criticised",
    "Gubernur Rukmana mengkritik Menteri Edwin soal banjir.",
    "Menteri Edwin mengkritik Gubernur Rukmana soal banjir.",
  ],
  [
    "the bought as the buyer",
    "PT Nusa mengakuisisi 30 persen saham PT Sagara.",
    "PT Sagara mengakuisisi 30 persen saham PT Nusa.",
  ],
  ["his wife as himself", "Istri Bupati Rukmana meninggal di Paser.", "Bupati Rukmana meninggal di Paser."],
  ["his son as himself", "Anak Rukmana, Edwin, ditangkap polisi.", "Rukmana ditangkap polisi."],
  [
    "another office",
    "Perdana Menteri Nusa Sagara mengundurkan diri.",
    "Presiden Nusa Sagara mengundurkan diri.",
  ],
  ["a half as a quarter", "Setengah dari dana itu hilang.", "Seperempat dari dana itu hilang."],
  [
    "what one foresees as what is to come",
    "Menurut Dimas, harga beras di Pasar Paser akan turun pekan depan.",
    "Harga beras di Pasar Paser akan turun pekan depan.",
  ],
  [
    "what one judges as how it is",
    "Aktivitas tambang nikel di Paser berjalan baik, kata Dimas.",
    "Aktivitas tambang nikel di Paser berjalan baik.",
  ],
  [
    "what one wants as what must be",
    "Edwin menilai pemerintah daerah perlu menambah rute kereta malam.",
    "Pemerintah daerah perlu menambah rute kereta malam.",
  ],
  [
    "what somebody foresees as what is to come",
    "Menurut dia, harga beras di Pasar Paser akan melonjak pekan depan.",
    "Harga beras di Pasar Paser akan melonjak pekan depan.",
  ],
  [
    "another's plan as one foresees it",
    "Menurut Dimas, pemerintah daerah akan menaikkan pajak kendaraan pada Januari.",
    "Pemerintah daerah akan menaikkan pajak kendaraan pada Januari.",
  ],
  [
    "what is to be paid for others without who wants it",
    "Menurut Dimas, dana untuk jalan desa perlu dipotong separuh.",
    "Dana untuk jalan desa perlu dipotong separuh.",
  ],
  [
    "another's accusation without its accuser",
    "Menurut Dimas, pelanggaran terjadi di tiga tempat pemungutan suara.",
    "Pelanggaran terjadi di tiga tempat pemungutan suara.",
  ],
  [
    "a rumour as what happened",
    "Menurut rumor yang belum bisa dikonfirmasi, sewa kios di Pasar Paser naik dua kali lipat.",
    "Sewa kios di Pasar Paser naik dua kali lipat.",
  ],
  [
    "what one sees as the cause",
    "Menurut Dimas, kebakaran di Pasar Paser dipicu kabel tua.",
    "Kebakaran di Pasar Paser dipicu kabel tua.",
  ],
  [
    "a judgement about whoever makes it",
    "Menurut Rukmana, ucapan suaminya wajar karena melihat Rukmana sibuk.",
    "Ucapan suaminya wajar karena melihat Rukmana sibuk.",
  ],
  [
    "an accusation in which somebody received a report",
    "Menurut jaksa, Dimas Anggoro menerima uang dan laporan palsu dari Rukmana di Paser.",
    "Dimas Anggoro menerima uang dan laporan palsu dari Rukmana di Paser.",
  ],
  [
    "an accusation beside what the accused says",
    "Menurut jaksa, Dimas Anggoro menerima suap dari Rukmana. Dimas menyatakan akan mundur.",
    "Dimas Anggoro menerima suap dari Rukmana dan menyatakan akan mundur.",
  ],
  [
    "whose player one is and where one plays that changed places",
    "Penyerang dengan status pinjaman dari Persela itu menjadi starter melawan Garuda di Lumbung.",
    "Penyerang dengan status pinjaman dari Lumbung itu menjadi starter melawan Garuda di Persela.",
  ],
  [
    "places in a list that changed places",
    "Acara itu membahas konservasi penyu di Papua Barat dan orang utan di Sarawak.",
    "Acara itu membahas konservasi penyu di Sarawak dan orang utan di Papua Barat.",
  ],
])("%s is caught", (_what, written, told) => {
  const article = anArticle(null, written);
  expect(check({ headline: "", text: told, flash: "" }, article, { budget: 500 })).not.toEqual([]);
  expect(check({ headline: "", text: written, flash: "" }, article, { budget: 500 })).toEqual([]);
});

test.each([
  ["Persela mengalahkan Garuda 3-1.", "Garuda kalah 1-3 dari Persela."],
  ["Garuda dikalahkan Persela di Lumbung.", "Persela mengalahkan Garuda di Lumbung."],
  ["Wakil Menteri Kehutanan Rukmana dan Menteri Kehutanan Dimas hadir.", "Menteri Kehutanan Dimas hadir."],
  ["Gempa terjadi pukul 20.15 WIB di Lumbung.", "Gempa terjadi malam hari di Lumbung."],
  ["Sebanyak 3 orang tewas dan 12 luka-luka di Paser.", "Di Paser 12 orang luka-luka, 3 orang tewas."],
  [
    "Petugas menyita 15 kilogram sabu dan 40 kilogram ganja.",
    "Petugas menyita ganja 40 kilogram dan sabu 15 kilogram.",
  ],
  ["Harga beras, gula, dan cabai naik di Paser.", "Harga cabai, beras, dan gula naik di Paser."],
  ["Pramana bertemu Dimas di Paser.", "Dimas bertemu Pramana di Paser."],
  [
    "Menurut jadwal, lelang surat utang akan digelar lagi pada 12 Februari.",
    "Lelang surat utang akan digelar lagi pada 12 Februari.",
  ],
  [
    "Dimas menjelaskan, jalan desa di Paser tidak bisa dilewati kendaraan.",
    "Jalan desa di Paser tidak bisa dilewati kendaraan.",
  ],
  [
    "Menurut Dimas, sekitar 3.200 warga di Paser kini harus memutar 28 kilometer.",
    "Sekitar 3.200 warga di Paser kini harus memutar 28 kilometer.",
  ],
  [
    "Ia menambahkan, pameran serupa akan segera digelar lagi di Paser bulan depan.",
    "Pameran serupa akan segera digelar lagi di Paser bulan depan.",
  ],
  [
    "Menurut Dimas, keju desa mengandung senyawa yang penting bagi tulang anak.",
    "Keju desa mengandung senyawa yang penting bagi tulang anak.",
  ],
  [
    "Menurut Dimas, perjanjian dua desa itu dibuat untuk menyusun aturan air yang efektif dan adil.",
    "Perjanjian dua desa itu dibuat untuk menyusun aturan air yang efektif dan adil.",
  ],
  ["Dimas menyatakan akan pulang ke Paser pekan depan.", "Dimas akan pulang ke Paser pekan depan."],
  [
    "Jumlah kasus pembunuhan di Paser naik menjadi 60 kasus, menurut Dimas.",
    "Jumlah kasus pembunuhan di Paser naik menjadi 60 kasus.",
  ],
  [
    "Warga dua desa menolak tambang itu, kata Kepala Desa Rukmana.",
    "Menurut Rukmana, warga dua desa menolak tambang itu.",
  ],
  [
    "Warga dua desa menolak tambang itu, kata dia. Pramana hadir.",
    "Warga dua desa menolak tambang itu, kata Pramana.",
  ],
  [
    "Bantuan datang baik dari Paser maupun dari Lembayung.",
    "Bantuan datang baik dari Lembayung maupun dari Paser.",
  ],
  [
    "Rukmana berangkat dari Paser dan tiba di Lembayung. Ia berangkat dari Lembayung dan tiba di Paser.",
    "Rukmana berangkat dari Lembayung dan tiba di Paser.",
  ],
  [
    "Menurut data badan statistik, ekspor kakao dari Paser menguat dua pekan.",
    "Dari data badan statistik, ekspor kakao dari Paser menguat dua pekan.",
  ],
  [
    "Dari semua lot, 39 barang bergerak dan 7 barang tidak bergerak laku.",
    "Sebanyak 39 barang bergerak dan 7 barang tidak bergerak laku.",
  ],
  ["Persela menang 3-1 atas Garuda di Lumbung.", "Garuda takluk 1-3 dari Persela di Lumbung."],
  ["Persela menang 3-1 atas Garuda di Lumbung.", "Garuda 1-3 Persela di Lumbung."],
  ["Rukmana mengkritik Edwin soal banjir.", "Edwin dikritik Rukmana soal banjir."],
  ["Istri Bupati Rukmana meninggal. Rukmana meninggal sehari kemudian.", "Rukmana meninggal."],
  ["Banjir menghanyutkan 5-7 orang.", "Banjir menghanyutkan 5 hingga 7 orang."],
  ["Sidang digelar besok di Paser.", "Sidang digelar Selasa di Paser."],
  ["Sidang digelar Selasa (2/12) di Paser.", "Sidang digelar besok di Paser."],
])("“%s” told as “%s” is no fault", (written, told) => {
  // a Monday evening in Jakarta
  const article = { ...anArticle(null, written), publishedAt: new Date("2025-12-01T12:00:00Z") };
  expect(check({ headline: "", text: told, flash: "" }, article, { budget: 500 })).toEqual([]);
});

const file = fileURLToPath(new URL("../../../shared/corpus/articles.jsonl", import.meta.url));

test.each([
  [
    "a bound",
    "36 Orang Tewas di Paser",
    "Sedikitnya 36 orang tewas dalam ledakan pabrik di Paser.",
    "Ledakan pabrik di Paser menewaskan 36 orang.",
  ],
  [
    "an allegation",
    "Kebakaran Gudang di Paser Dipicu Percikan Api Las",
    "Kebakaran gudang di Paser diduga dipicu percikan api las.",
    "Kebakaran gudang di Paser dipicu percikan api las.",
  ],
])("a title that drops %s does not free the summary of it", (_what, title, written, told) => {
  const article = anArticle(title, written);
  expect(check({ headline: title, text: told, flash: "" }, article, { budget: 500 })).not.toEqual([]);
  expect(check({ headline: title, text: written, flash: title }, article, { budget: 500 })).toEqual([]);
});

describe.skipIf(!existsSync(file))(
  "on every eighth article of the corpus (skipped where ../shared/corpus is absent)",
  () => {
    const articles = existsSync(file)
      ? readJsonl([file], Text)
          .filter((_, i) => i % 8 === 0)
          .map(({ title, text }) => ({ ...clean(readPlainText(text)), title }))
      : [];

    test("at least 95 % of planted faults are caught, and at most 2 % of true summaries stopped", () => {
      const rates = catchRates(articles);
      expect(KINDS.filter((kind) => rateOf([rates], kind) < (FLOORS[kind] ?? 0.95))).toEqual([]);
      expect(rates.alarms / rates.truthful).toBeLessThanOrEqual(0.02);
    });

    test.each([160, 240, 320, 500])("no rule is broken by a summary of %i characters", (budget) => {
      const broken = articles.flatMap((article) => {
        const summary = summarise(article, { budget });
        return violations(summary, article, budget).map((rule) => `${rule}: ${summary.text}`);
      });
      expect(broken).toEqual([]);
    });
  },
  180_000,
);

/** Of what words alone tell less of; who said it is left out as a matter of course: docs/measured.md says how much is caught. */
const FLOORS: Readonly<Partial<Record<Kind, number>>> = {
  allegation: 0.9,
  plan: 0.9,
  bound: 0.85,
  speaker: 0.8,
  "swapped places": 0.6,
  "turned score": 0,
  // real articles have few of them
  accusation: 0,
  "swapped sides": 0,
  attribution: 0,
};

function rateOf(runs: readonly CatchRates[], kind: string): number {
  const counts = runs.flatMap(({ caught }) => caught.filter((count) => count.kind === kind));
  const planted = counts.reduce((sum, count) => sum + count.planted, 0);
  // a rate of nothing is no proof
  if (planted < 5) return 0;
  return counts.reduce((sum, count) => sum + count.caught, 0) / planted;
}
