import { describe, expect, test } from "vitest";
import { check } from "../../src/summaries/check.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import type { Summary } from "../../src/summaries/summary.ts";
import { anArticle, bank, bridge, invented } from "./invented.ts";

function kinds(text: string, article = bridge, budget = 1000): string[] {
  return check({ headline: article.title ?? "", text, flash: "" }, article, { budget }).map(
    ({ kind }) => kind,
  );
}

describe("a true summary passes", () => {
  test.each([160, 240, 320, 500])("the built-in one of %i characters", (budget) => {
    for (const article of invented)
      expect(check(summarise(article, { budget }), article, { budget })).toEqual([]);
  });

  test.each([
    ["in other words", "Jembatan di Kabupaten Lembayung ambruk pada Rabu dan tiga truk terjebak."],
    ["a number in words", "Sebanyak 5 desa di Lembayung harus memutar 28 km."],
    ["a number spelt out", "Pemerintah meminta Rp 4.500.000.000 untuk jembatan itu."],
    ["a sum without its space", "Pemerintah meminta Rp4,5 miliar untuk jembatan itu."],
    ["a sum in front", "Rp 4,5 miliar diminta pemerintah untuk jembatan itu."],
    ["a sum in another spelling", "Pemerintah meminta IDR 4,5 miliar untuk jembatan itu."],
    ["a date in words", "Jembatan itu ambruk pada Rabu, 14 Agustus 2024, karena banjir."],
    ["part of a quotation", 'Sutan mengatakan anggaran itu "tidak pernah disetujui" selama dua tahun.'],
    [
      "curly marks",
      "“Kami sudah meminta anggaran perbaikan Rp 4,5 miliar sejak dua tahun lalu,” kata Sutan.",
    ],
    ["a title and a surname", "Kepala Dinas Sutan menyebut jembatan itu belum pernah diganti."],
  ])("%s", (_what, text) => {
    expect(kinds(text)).toEqual([]);
  });
});

test("a list of names is no foreign language", () => {
  const line =
    "Garuda: Fajar Nugraha; Andre Kuswara, Bima Sutan, Danang Wirya, Rahmat Hidayat, Heru Santosa dan Jaya Wibawa.";
  expect(kinds(line, anArticle("Susunan Pemain Garuda", line))).toEqual([]);
});

describe("what the article does not support is found", () => {
  test.each<[what: string, kind: string, text: string]>([
    ["another number", "number", "Jembatan sepanjang 150 meter itu ambruk di Lembayung."],
    ["another scale", "number", "Anggaran perbaikan Rp 4,5 triliun tidak pernah disetujui."],
    ["another unit", "number", "Jembatan sepanjang 120 kilometer itu ambruk di Lembayung."],
    ["a number in words", "number", "Sekitar 3.200 warga dari tujuh desa harus memutar."],
    ["another day", "date", "Jembatan itu ambruk pada Kamis (14/8/2024) pagi."],
    ["another date", "date", "Jembatan itu ambruk pada Rabu (15/8/2024) pagi."],
    ["another year", "date", "Jembatan itu ambruk pada 14 Agustus 2023 pagi."],
    ["a stranger", "name", "Bupati Hendra Lesmana mengunjungi lokasi jembatan yang ambruk."],
    ["half a stranger", "name", "Kepala dinas Sutan Lesmana mengatakan jembatan belum diganti."],
    ["a name from a related link", "related", "Menurut Gubernur Hartawan, jembatan itu akan dibangun lagi."],
    [
      "a reworded quotation",
      "quotation",
      '"Kami sudah meminta uang perbaikan Rp 4,5 miliar sejak dua tahun lalu," kata Sutan.',
    ],
    [
      "narration as a quotation",
      "quotation",
      '"Sekitar 3.200 warga dari lima desa kini harus memutar," kata Sutan.',
    ],
    ["a lost negation", "negation", "Ada korban jiwa dalam peristiwa itu."],
    [
      "a lost negation inside",
      "negation",
      "Jembatan sepanjang 120 meter itu dibangun pada 1987 dan pernah diganti.",
    ],
    [
      "a gained negation",
      "negation",
      "Pemerintah kabupaten tidak berencana memasang jembatan darurat dalam sepekan.",
    ],
    [
      "English",
      "language",
      "The bridge in Lembayung collapsed on Rabu and three trucks are stuck in the river with the load of fertilizer.",
    ],
    ["a cut sentence", "form", "Jembatan gantung di atas Sungai Wairo ambruk setelah"],
    ["an open quotation", "form", 'Sutan berkata, "Kami sudah meminta anggaran.'],
    ["nothing", "form", " "],
    [
      "the call to action",
      "invitation",
      "Jembatan itu ambruk. Gabung ke Saluran WhatsApp Warta untuk berita terbaru.",
    ],
  ])("%s", (_what, kind, text) => {
    expect(kinds(text)).toContain(kind);
  });

  test("a summary over budget", () => {
    expect(kinds(summarise(bridge).text, bridge, 100)).toEqual(["budget"]);
  });

  test("a fault in a made headline or flash", () => {
    const summary = summarise(bank);
    expect(
      check({ ...summary, flash: "Bank Nusa Artha memangkas bunga menjadi 5,25 persen" }, bank, {
        budget: 320,
      }),
    ).toEqual([
      { kind: "number", found: "5,25 persen", why: 'Angka "5,25 persen" tidak ada dalam artikel.' },
    ]);
  });
});

test("a wrong magnitude is named once, without the word that happens to follow it", () => {
  const quake = anArticle(
    "Gempa M 5,6 Guncang Paser",
    "Gempa bermagnitudo 5,6 mengguncang Kabupaten Paser, Selasa.",
  );
  const said = {
    headline: "Gempa M 5,8 Guncang Paser",
    flash: "",
    text: "Gempa bermagnitudo 5,8 mengguncang Kabupaten Paser.",
  };
  expect(check(said, quake, { budget: 320 })).toEqual([
    { kind: "number", found: "5,8", why: 'Angka "5,8" tidak ada dalam artikel.' },
  ]);
});

describe("what the article only alleges, denies or foresees is no fact", () => {
  const harbour = anArticle(
    "Bupati Lembayung Bantah Suap Pelabuhan",
    "Bupati Lembayung Rukmana membantah menerima suap Rp 2 miliar dari pengusaha kapal. Penyidik menyebut Dimas Anggoro diduga menyerahkan uang kepada sopir bupati.",
    "PT Kapal Nusa akan memutus hubungan kerja 1.100 buruh galangan pada akhir Maret. Perusahaan Biosagara mengklaim vaksin buatannya efektif 92 persen.",
    "Jaksa sudah menyita kapal. Kejaksaan Negeri Sagara dikabarkan memanggil pemilik galangan kapal itu.",
    "Kejaksaan Negeri Sagara memanggil pemilik galangan kapal itu pada Senin.",
  );

  test.each([
    ["a denial", "Bupati Lembayung Rukmana menerima suap Rp 2 miliar dari pengusaha kapal."],
    ["an allegation", "Dimas Anggoro menyerahkan uang kepada sopir bupati."],
    ["a plan", "PT Kapal Nusa memutus hubungan kerja 1.100 buruh galangan pada akhir Maret."],
    ["a claim", "Vaksin buatan perusahaan Biosagara efektif 92 persen."],
  ])("%s", (_what, text) => {
    expect(kinds(text, harbour)).toEqual(["hedge"]);
  });

  test.each([
    ["kept as it is", "Dimas Anggoro diduga menyerahkan uang kepada sopir bupati."],
    ["in another word", "Rukmana menepis tudingan menerima suap Rp 2 miliar dari pengusaha kapal."],
    [
      "where the article has it as a fact elsewhere",
      "Kejaksaan Negeri Sagara memanggil pemilik galangan kapal.",
    ],
    ["beside what is a fact", "Jaksa sudah menyita kapal milik PT Kapal Nusa."],
  ])("%s it passes", (_what, text) => {
    expect(kinds(text, harbour)).toEqual([]);
  });
});

describe("a figure keeps what qualifies it in the article", () => {
  const flood = anArticle(
    "Banjir Rendam Permukiman di Lembayung",
    "Banjir merendam hampir 500 rumah di Lembayung dan memaksa lebih dari 120 warga mengungsi. Kerugian ditaksir hingga Rp2 miliar. Air naik sampai dua meter.",
    "Sedikitnya lima orang hilang. Sekitar 40 ekor sapi hanyut. Biaya perbaikan kurang dari 10 persen anggaran daerah. Laporan kerugian paling lambat 14 hari.",
    "Perahu yang dikirim bukan 18 unit melainkan 8 unit. Sebelumnya diberitakan 31 desa terendam.",
    "Nyaris 70 sekolah diliburkan. Dari semuanya, 70 sekolah rusak ringan. Bantuan beras naik dari 5 ton hingga 9 ton.",
  );
  const whys = (summary: Partial<Summary>) =>
    check({ headline: "", text: "Banjir merendam permukiman di Lembayung.", flash: "", ...summary }, flood, {
      budget: 1000,
    }).map(({ why }) => why);

  test.each([
    ["hampir", "Banjir merendam 500 rumah di Lembayung."],
    ["lebih dari", "Banjir itu memaksa 120 warga Lembayung mengungsi."],
    ["hingga", "Banjir membawa kerugian Rp 2 miliar."],
    ["sampai", "Air di Lembayung naik dua meter."],
    ["sedikitnya", "Banjir Lembayung: lima orang hilang."],
    ["sekitar", "Banjir itu menghanyutkan 40 ekor sapi."],
    ["kurang dari", "Biaya perbaikan mencapai 10 persen anggaran daerah."],
    ["paling lambat", "Laporan kerugian ditunggu 14 hari."],
    ["bukan", "Pemerintah mengirim 18 unit perahu."],
    ["diberitakan", "Banjir merendam 31 desa di Lembayung."],
  ])("that lost '%s' is found", (_what, text) => {
    expect(kinds(text, flood)).toContain("qualifier");
  });

  test("the reason names the figure, what the article writes and where it was lost", () => {
    expect(whys({ text: "Banjir merendam 500 rumah di Lembayung." })).toEqual([
      'Artikel menulis "hampir 500 rumah", ringkasan menulis "500 rumah" tanpa "hampir".',
    ]);
    expect(whys({ headline: "Banjir Lembayung, 120 Warga Mengungsi" })).toEqual([
      'Artikel menulis "lebih dari 120 warga", judul menulis "120 Warga" tanpa "lebih dari".',
    ]);
    expect(whys({ flash: "Banjir Lembayung, lebih dari 500 rumah terendam" })).toEqual([
      'Artikel menulis "hampir 500 rumah", kilat menulis "lebih dari 500 rumah".',
    ]);
    expect(whys({ text: "Banjir merendam 31 desa di Lembayung." })).toEqual([
      'Artikel menulis "Sebelumnya diberitakan 31 desa", ringkasan menulis "31 desa" seolah-olah angka itu masih berlaku.',
    ]);
  });

  test.each([
    ["kept as it is", "Hampir 500 rumah di Lembayung terendam."],
    ["said in another word", "Nyaris 500 rumah di Lembayung terendam."],
    ["said further ahead", "Banjir itu setidaknya membuat hilang lima orang."],
    ["said behind the figure", "Sebanyak 120 warga lebih mengungsi dari Lembayung."],
    ["left out where the article leaves it out elsewhere", "Banjir merusak 70 sekolah di Lembayung."],
    ["of a range", "Bantuan beras naik menjadi 9 ton."],
    ["of another figure", "Pemerintah mengirim 8 unit perahu."],
    ["with what took its place", "Perahu yang dikirim bukan 18 unit melainkan 8 unit."],
  ])("%s it passes", (_what, text) => {
    expect(kinds(text, flood)).toEqual([]);
  });
});

test("a currency that stands at another figure is no name", () => {
  const article = anArticle(
    "Kurs Naik",
    "Bantuan Rp600 ribu dibayarkan kepada warga. Perusahaan Biosagara meminjam US$ 5 juta dari bank.",
  );
  expect(kinds("Bantuan Rp 600 ribu dibayarkan kepada warga.", article)).toEqual([]);
  expect(kinds("Perusahaan Biosagara meminjam 5 juta dolar AS dari bank.", article)).toEqual([]);
  expect(kinds("Perusahaan Biosagara meminjam Rp 5 juta dari bank.", article)).toEqual(["number"]);
});

describe("what turns the news round is found", () => {
  const market = anArticle(
    "Rupiah Ditutup Melemah",
    "Nilai tukar rupiah terhadap dolar AS ditutup melemah 35 poin pada perdagangan Rabu.",
    "IHSG turun 1,2 persen. Investor asing mencatat jual bersih Rp 845,3 miliar. Suhu 24 sampai 32 derajat.",
    "Hakim menolak gugatan pedagang. Harga cabai tidak naik pekan ini.",
  );
  const game = anArticle(
    "Persewangi Kalahkan Garuda Selatan 3-1",
    "Persewangi menaklukkan Garuda Selatan dengan skor 3-1 di Stadion Merapi. Garuda Selatan unggul lebih dulu pada menit ke-2.",
    "Persewangi naik ke peringkat ketiga, sedangkan Garuda Selatan turun ke posisi kedelapan.",
  );
  const flood = anArticle(
    "Banjir Lembayung: 27 Orang Meninggal, 14 Hilang",
    "Jumlah korban meninggal akibat banjir di Lembayung bertambah menjadi 27 orang, sedangkan 14 orang masih hilang. Sebanyak 103 orang luka-luka dan 2.450 warga mengungsi.",
    "Tim menyelamatkan 31 orang. Polisi memeriksa 5 saksi.",
  );

  test.each([
    ["a fall told as a rise", market, "direction", "Rupiah terhadap dolar AS ditutup menguat 35 poin."],
    ["of one among several", market, "direction", "Rupiah melemah dan IHSG naik 1,2 persen."],
    ["selling told as buying", market, "direction", "Investor asing mencatat beli bersih Rp 845,3 miliar."],
    ["a refusal told as a grant", market, "direction", "Hakim mengabulkan gugatan pedagang."],
    ["a win told as a defeat", game, "direction", "Persewangi takluk 1-3 di Stadion Merapi."],
    ["another score of the same numbers", game, "number", "Persewangi menaklukkan Garuda Selatan 2-1."],
    ["missing told as dead", flood, "number", "Banjir di Lembayung menewaskan 14 orang."],
    ["dead told as missing", flood, "number", "Banjir di Lembayung membuat 27 orang hilang."],
    ["injured told as dead", flood, "number", "Banjir di Lembayung: 103 orang meninggal."],
    ["saved told as displaced", flood, "number", "Banjir di Lembayung membuat 31 orang mengungsi."],
  ])("%s", (_what, article, kind, text) => {
    expect(kinds(text, article)).toEqual([kind]);
  });

  test.each([
    ["the same in another word", market, "Rupiah terhadap dolar AS turun 35 poin pada perdagangan Rabu."],
    ["both directions in one sentence", market, "Rupiah melemah, IHSG turun 1,2 persen."],
    ["a range that the article writes out", market, "Suhu 24-32 derajat."],
    ["a score from the other side", game, "Garuda Selatan takluk 1-3 dari Persewangi."],
    ["a win in another word", game, "Persewangi menang 3-1 atas Garuda Selatan."],
    ["those who died and are missing", flood, "Banjir menewaskan 27 orang dan 14 lainnya hilang."],
    [
      "those who died as a list",
      flood,
      "Lembayung: 27 tewas, 103 orang terluka, 14 hilang, 2.450 mengungsi.",
    ],
    ["of whom the article says no such thing", flood, "Banjir di Lembayung: 5 saksi selamat."],
  ])("%s passes", (_what, article, text) => {
    expect(kinds(text, article)).toEqual([]);
  });
});

test("every reason is a sentence an editor can read", () => {
  const faults = check(
    {
      headline: "",
      text: 'Bupati Hendra berkata, "Kami akan membangun 17 jembatan tahun depan," pada Jumat.',
      flash: "",
    },
    bridge,
    { budget: 20 },
  );
  expect(faults.length).toBeGreaterThan(3);
  for (const { why } of faults) expect(why).toMatch(/^\p{Lu}.*\.$/u);
});

test("a fault said twice is reported once", () => {
  const text = "Harga naik 99 persen di Lembayung. Kemudian turun 99 persen di Lembayung.";
  expect(kinds(text)).toEqual(["number"]);
});

describe("a headline that an editor typed", () => {
  const arrest = anArticle(
    "Kasus Suap di Paser",
    "Komisi Pemberantasan Korupsi menahan Rukmana (45) di Kabupaten Paser pada Senin (1/12/2025) pukul 19.30 WIB. Uang Rp 4,5 miliar disita.",
    "Badan Meteorologi, Klimatologi, dan Geofisika mencatat gempa mengguncang Paser. Sebanyak 4.500 orang mengungsi.",
  );
  const warnings = (headline: string) =>
    check({ headline, text: "Sebanyak 4.500 orang mengungsi.", flash: "" }, arrest, { budget: 320 }).map(
      ({ why }) => why,
    );

  test.each([
    "KPK Tahan Rukmana di Paser",
    "KPK Sita Rp4,5 M",
    "BMKG Catat Gempa Guncang Paser",
    "4,5 Ribu Orang Mengungsi di Paser",
    "Rukmana, 45 Tahun, Ditahan KPK",
    "KPK tahan Rukmana pukul 19:30 WIB",
  ])("is right as “%s”", (headline) => {
    expect(warnings(headline)).toEqual([]);
  });

  test.each([
    ["KPK Tahan Wibawa di Paser", 'Kata "Wibawa" tidak ada dalam artikel.'],
    ["KPK Tahan Rukmana di Lumbung", 'Kata "Lumbung" tidak ada dalam artikel.'],
    ["BNPB Catat Gempa Guncang Paser", 'Kata "BNPB" tidak ada dalam artikel.'],
    ["KPK Sita Rp4,5 T", 'Angka "Rp4,5 T" tidak ada dalam artikel.'],
  ])("is warned of what the article does not have: “%s”", (headline, why) => {
    expect(warnings(headline)).toEqual([why]);
  });
});
