import { describe, expect, test } from "vitest";
import { check } from "../../src/summaries/check.ts";
import { isLeftover } from "../../src/summaries/leftovers.ts";
import { overtakenBy } from "../../src/summaries/overtaken.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { anArticle } from "./invented.ts";

/** News that looks like what is left out of an alert, and the other way about. */

describe("an invitation is left out, and news that begins like one is told", () => {
  test.each([
    "Akses TikTok diblokir di Lembayung selama setahun mulai Senin karena perundungan.",
    "Akses media sosial di Wairo dibatasi pemerintah setelah kerusuhan di pasar.",
    "Pantau grup WhatsApp pelajar, polisi menangkap tiga orang yang merencanakan tawuran di Sagara.",
    "Unduh aplikasi palsu, nasabah Bank Sagara kehilangan Rp 300 juta dalam semalam.",
    "Bergabung ke Grup A, Timnas Arunika akan menghadapi Lembayung dan Wairo pada Maret.",
    "Ikuti undian di grup B bersama tiga tim Asia tanpa pemain inti.",
    "Cek data lewat aplikasi, Dinas Sosial menemukan 1.200 penerima bantuan ganda.",
    "Fitur jajak pendapat kini hadir di saluran WhatsApp untuk semua pengguna.",
    "Kepala dinas meminta warga tidak ikuti saluran Telegram yang menjual obat palsu.",
  ])("news: %s", (line) => {
    expect(isLeftover(line)).toBe(false);
  });

  test.each([
    "Kabar Nusantara kini hadir di WhatsApp Channel.",
    "Dukung kami dengan bergabung di saluran WhatsApp.",
    "Untuk informasi lebih lanjut ikuti channel WhatsApp kami.",
    "Untuk berita terbaru ikuti saluran WhatsApp Kabar Nusantara.",
    "Gabung dan dapatkan kabar terbaru setiap hari.",
    "Ikuti saluran WhatsApp Kabar Nusantara, berita terbaru dikirim setiap hari.",
    "Pantau terus berita Kabar Nusantara di Google News.",
  ])("an invitation: %s", (line) => {
    expect(isLeftover(line)).toBe(true);
  });
});

describe("of two entries by the clock", () => {
  const told = (...paragraphs: string[]) => summarise(anArticle("Kabar dari Sagara", ...paragraphs)).text;

  test("the later is told, however far apart they are", () => {
    const flood = told(
      "Pukul 06.00 WIB",
      "BPBD Sarwo mencatat korban meninggal akibat banjir bandang sebanyak 3 orang.",
      "Pukul 19.30 WIB",
      "BPBD Sarwo mencatat korban meninggal akibat banjir bandang bertambah menjadi 19 orang.",
    );
    expect(flood).toContain("19 orang");
    expect(flood).not.toContain("3 orang");
  });

  test("where it is not plain which is newer, none is told as the newest", () => {
    const volcano = told(
      "Pukul 20.15 WIB",
      "Badan Geologi menurunkan status Gunung Wiraga di Sagara menjadi Waspada.",
      "Pukul 05.30 WIB",
      "Badan Geologi menaikkan status Gunung Wiraga di Sagara menjadi Awas.",
    );
    expect(volcano).toContain("Waspada");
  });

  test("the last of a timetable is not what happened", () => {
    const text = told(
      "Polisi menutup Jalan Merdeka untuk karnaval dan menyiapkan rekayasa lalu lintas, Minggu.",
      "06.00 – Jalan Merdeka ditutup bagi semua kendaraan bermotor dari dua arah.",
      "09.00 – Karnaval dimulai dari Balai Kota Sagara menuju alun-alun selatan.",
      "18.00 – Jalan Merdeka dibuka kembali bagi semua kendaraan bermotor dari dua arah.",
    );
    expect(text).toContain("Polisi menutup Jalan Merdeka");
    expect(text).not.toContain("dibuka kembali");
  });
});

describe("what happened stays the headline, whatever is put off or long ago beside it", () => {
  test.each([
    [
      "a match that began late",
      "Persiba Sagara mengalahkan Persela Wairo 2-1 dalam laga puncak Piala Arunika di Stadion Wirasana.",
      "Laga itu ditunda 40 menit karena hujan deras.",
    ],
    [
      "a flight that went on later",
      "Pesawat Tirta Air rute Sagara-Wairo mendarat darurat di Bandara Kenanga setelah mesinnya terbakar.",
      "Penerbangan itu ditunda dua jam sebelum pesawat pengganti datang.",
    ],
    [
      "a murder of old",
      "Polisi menangkap Danu Wirya, pelaku pembunuhan pedagang emas di Pasar Sagara.",
      "Pembunuhan itu terjadi dua tahun lalu dan sempat tidak terungkap.",
    ],
    [
      "another decision",
      "PN Sagara memvonis Direktur Tirta Laksana Danu Wirya lima tahun penjara karena mencemari sungai.",
      "Pemerintah juga mencabut izin perusahaan itu sejak awal tahun.",
    ],
    [
      "a search that was put off",
      "Tim SAR menemukan 12 korban tewas dari kapal Tirta Laksana di perairan Wairo.",
      "Pencarian itu ditunda karena gelombang tinggi.",
    ],
  ])("%s", (_what, lead, besides) => {
    const article = anArticle(
      null,
      lead,
      besides,
      "Keterangan lain disampaikan pejabat Sagara di kantornya.",
    );
    expect(lead).toContain(summarise(article).headline.slice(0, 30));
  });

  test("what is put off by two hours' notice is called off", () => {
    const { headline } = summarise(
      anArticle(
        null,
        "Band Senja Raya akan menggelar konser di Stadion Utama dengan 40 ribu penonton.",
        "Konser itu dibatalkan dua jam sebelum dimulai karena badai.",
        "Stadion Utama ditutup sampai badai berlalu dan penonton dipulangkan dengan bus kota.",
      ),
    );
    expect(headline).not.toContain("akan menggelar konser");
  });

  test("a duty that is put off is told with that, and who tells so is not overtaken", () => {
    const article = anArticle(
      null,
      "Arunika mengenakan tarif 19 persen atas tekstil dari Sagara mulai Agustus.",
      "Presiden Arunika menunda tarif baru itu hingga Jumat.",
      "Menteri Perdagangan Sagara menyebut ekspor tekstil akan terpukul.",
    );
    expect(summarise(article).text).toContain("menunda tarif baru itu");
    const text =
      "Arunika mengenakan tarif 19 persen atas tekstil, tetapi Presiden Arunika menunda tarif itu.";
    expect(overtakenBy(article, { text })).toBe(null);
  });
});

test.each([
  [
    "Ambang batas pencalonan gubernur Arunika dihapus mulai pemilihan tahun depan.",
    "Demikian bunyi putusan Mahkamah Konstitusi Arunika yang dibacakan di Sagara.",
  ],
  [
    "Cuti melahirkan pegawai negeri Arunika diperpanjang menjadi enam bulan.",
    "Begitu isi Peraturan Presiden yang diundangkan pekan ini.",
  ],
])("what a ruling says is told: %s", (lead, besides) => {
  const article = anArticle(null, lead, besides, "Keterangan lain disampaikan pejabat Sagara di kantornya.");
  expect(lead).toContain(summarise(article).flash.slice(0, 30));
});

test("what only a draft says heads no alert", () => {
  const article = anArticle(
    null,
    "Cuti melahirkan pegawai negeri Arunika diperpanjang menjadi enam bulan.",
    "Begitu isi rancangan peraturan yang beredar di kalangan wartawan pekan ini.",
    "Menteri Tenaga Kerja Danu Wirya membahas cuti melahirkan pegawai negeri bersama serikat pekerja.",
  );
  expect(summarise(article).headline).not.toContain("diperpanjang");
});

describe("the check stops no true summary", () => {
  const kinds = (text: string, ...paragraphs: string[]) =>
    check({ headline: "", text, flash: "" }, anArticle("Kabar Sagara", ...paragraphs), { budget: 320 }).map(
      ({ kind }) => kind,
    );

  test.each([
    [
      "what the police found after a confession",
      "Polisi menemukan dua kilogram sabu di gudang beras Pasar Sagara.",
      "Berdasarkan pengakuan tersangka, polisi menemukan dua kilogram sabu di gudang beras Pasar Sagara.",
      [],
    ],
    [
      "what a confession says",
      "Dua kilogram sabu dibeli dari seorang nelayan di Pasar Sagara.",
      "Berdasarkan pengakuan tersangka, dua kilogram sabu dibeli dari seorang nelayan di Pasar Sagara.",
      ["hedge"],
    ],
    [
      "topics are no rumours",
      "Rapat menteri Arunika menyepakati pembangunan pelabuhan bersama di Wairo.",
      "Menurut isu strategis yang dibahas, rapat menteri Arunika menyepakati pembangunan pelabuhan bersama di Wairo.",
      [],
    ],
    [
      "a rumour is one",
      "Rapat menteri Arunika menyepakati pembangunan pelabuhan bersama di Wairo.",
      "Menurut isu yang beredar, rapat menteri Arunika menyepakati pembangunan pelabuhan bersama di Wairo.",
      ["hedge"],
    ],
  ])("%s", (_what, text, line, faults) => {
    expect(kinds(text, line)).toEqual(faults);
  });

  const rain = "Hujan deras turun di Sagara dan banjir terjadi di Wairo.";
  const exchanged = "Hujan deras turun di Wairo dan banjir terjadi di Sagara.";

  test("a place told in front of its clause is one", () => {
    const both = "Hujan deras juga turun di Wairo, sedangkan di Sagara banjir terjadi sejak Minggu.";
    expect(kinds(exchanged, rain, both)).toEqual([]);
    expect(kinds(exchanged, rain)).toContain("direction");
  });
});
