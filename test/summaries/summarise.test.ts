import { describe, expect, test } from "vitest";
import { candidatesOf } from "../../src/summaries/candidates.ts";
import { tellings } from "../../src/summaries/headline.ts";
import { splitSentences } from "../../src/summaries/sentences.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { keys } from "../../src/summaries/words.ts";
import { anArticle, bank, bridge, invented, isSubsequence, match } from "./invented.ts";

describe.each([160, 240, 320, 500])("a summary of at most %i characters", (budget) => {
  test.each(invented.map((article) => [article.title ?? "without a title", article] as const))(
    "%s",
    (_title, article) => {
      const { text } = summarise(article, { budget });
      const sentences = splitSentences(text);
      expect(text.length).toBeLessThanOrEqual(budget);
      expect(sentences.length).toBeGreaterThanOrEqual(1);
      expect(sentences.length).toBeLessThanOrEqual(3);
      const originals = article.paragraphs.flatMap(splitSentences).map(keys);
      const strange = sentences.filter(
        (sentence) => !originals.some((original) => isSubsequence(keys(sentence), original)),
      );
      expect(strange).toEqual([]);
      expect(sentences.filter((sentence) => !/[.!?…]["”]?$/.test(sentence))).toEqual([]);
    },
  );
});

test("the summary begins with what carries the article", () => {
  expect(summarise(bridge).text).toMatch(
    /^Jembatan gantung di atas Sungai Wairo, Kabupaten Lembayung, ambruk/,
  );
  expect(summarise(match).text).toMatch(/^Garuda Selatan bermain imbang 2-2/);
});

test("the same article gives the same summary", () => {
  expect(summarise(bridge)).toEqual(summarise(structuredClone(bridge)));
});

test("a longer budget never gives less", () => {
  const lengths = invented.map((article) =>
    [160, 500].map((budget) => summarise(article, { budget }).text.length),
  );
  expect(lengths.filter(([short = 0, long = 0]) => long < short)).toEqual([]);
});

test("a sentence that points back stands only behind the one it points at", () => {
  const article = anArticle(
    "Wali Kota Tutup Pasar Lama",
    "Wali Kota Arunika, Danang Wirya, menutup pasar lama pada Senin karena bangunannya retak.",
    "Ia meminta pedagang pindah ke pasar baru di Jalan Kenanga mulai pekan depan.",
    "Keduanya adalah pasar terbesar di kota itu.",
  );
  const texts = [90, 120, 180, 240, 320].map((budget) => summarise(article, { budget }).text);
  expect(texts.filter((text) => /^(?:Ia|Keduanya)\b/.test(text))).toEqual([]);
  expect(texts.filter((text) => text.includes("Ia meminta") && !text.includes("Danang Wirya"))).toEqual([]);
  expect(texts.at(-1)).toContain("Ia meminta");
});

test("what a sentence points at behind its beginning is told before it", () => {
  const article = anArticle(
    "Menteri Desa Tolak Mundur",
    "Menteri Desa Yusran Wirya menolak mundur dari jabatannya meski didesak tujuh fraksi di DPR pada Senin siang.",
    "Ketua Komisi V Laras Puspa, yang memimpin rapat sejak pagi, menyebut kerugian dari dana desa fiktif di 113 desa di seluruh Lembayung, Arunika dan Sagara mencapai Rp 212 miliar, sedangkan Yusran menyebut angka Rp 21 miliar.",
    "BPK belum memberikan keterangan tentang perbedaan angka itu.",
  );
  const texts = [180, 240, 320, 500].map((budget) => summarise(article, { budget }).text);
  expect(texts.filter((text) => text.includes("angka itu") && !text.includes("menyebut angka"))).toEqual([]);
});

test("of the others nothing is told without those they stand beside", () => {
  const article = anArticle(
    "Bus Masuk Jurang di Lembayung, 7 Orang Tewas",
    "Sebuah bus pariwisata yang membawa 42 siswa masuk jurang sedalam 15 meter di Kabupaten Lembayung, Minggu petang.",
    "Tujuh orang meninggal dunia, terdiri atas lima siswa, satu guru, dan sopir bus.",
    "Kapolres Lembayung Ratri Mahesa mengatakan, 21 orang lainnya luka-luka dan dirawat di dua rumah sakit di Arunika.",
  );
  const texts = [120, 180, 240, 320].map((budget) => summarise(article, { budget }).text);
  expect(texts.filter((text) => text.includes("lainnya") && !text.includes("Tujuh orang"))).toEqual([]);
});

test("a speaker without a full name stands only where the name was given", () => {
  const article = anArticle(
    "Harga Cabai Naik di Arunika",
    "Harga cabai di Pasar Arunika naik menjadi Rp 90.000 per kilogram pada Senin.",
    "Kepala Dinas Perdagangan Arunika, Puji Lestari, turun ke pasar untuk memeriksa pasokan cabai dari tiga kabupaten tetangga yang terhambat karena jembatan penghubung utama masih diperbaiki sejak bulan lalu.",
    "Menurut Puji, harga cabai di Pasar Arunika akan turun dalam dua pekan.",
  );
  const texts = [80, 120, 160, 200, 320].map((budget) => summarise(article, { budget }).text);
  expect(texts.filter((text) => text.includes("Menurut Puji") && !text.includes("Puji Lestari"))).toEqual([]);
  expect(texts.some((text) => text.includes("Menurut Puji"))).toBe(true);
});

test("furniture, invitations and headings that cleaning left over stay out", () => {
  const article = anArticle(
    "Panen Raya di Lembayung",
    "Baca juga: Harga Gabah Naik di Lima Kabupaten.",
    "Gabung ke Saluran WhatsApp Warta untuk berita panen raya di Lembayung.",
    "Panen raya",
    "Petani Kabupaten Lembayung memulai panen raya padi pada Senin di lahan 4.000 hektare.",
    "SCROLL TO CONTINUE WITH CONTENT",
  );
  expect(summarise(article).text).toBe(
    "Petani Kabupaten Lembayung memulai panen raya padi pada Senin di lahan 4.000 hektare.",
  );
});

test("a second dateline, behind a teaser, stays out", () => {
  const article = anArticle(
    "Panen Raya di Lembayung",
    "Laporan wartawan kami dari lokasi.",
    "LEMBAYUNG, WARTA.ID – Petani Kabupaten Lembayung memulai panen raya padi pada Senin.",
  );
  expect(summarise(article).text).toContain("Petani Kabupaten Lembayung memulai panen raya");
  expect(summarise(article).text).not.toContain("WARTA.ID");
});

describe("an article is never without a summary", () => {
  test.each([
    [
      "one sentence longer than the budget",
      anArticle(
        "X",
        `Pemerintah daerah ${"membangun jalan, jembatan, pasar, dan sekolah ".repeat(12)}di pesisir.`,
      ),
    ],
    ["no sentence with a point", anArticle("X", "Hujan turun sejak pagi", "Warga mengungsi")],
    ["only a heading", anArticle("X", "Hujan")],
    [
      "only a quotation that never closes",
      anArticle("X", '"Kami sudah lama menunggu perbaikan jembatan ini.'),
    ],
    ["a word longer than the budget", anArticle("X", "a".repeat(500))],
  ])("%s", (_what, article) => {
    const { text } = summarise(article, { budget: 160 });
    expect(text).not.toBe("");
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/[.!?…]["”]?$/);
    expect((text.match(/"/g) ?? []).length % 2).toBe(0);
  });

  test("except one without any text", () => {
    expect(summarise(anArticle("Judul Saja")).text).toBe("");
    expect(summarise(anArticle(null)).headline).toBe("");
  });
});

describe("headline and flash", () => {
  test("an article's own title is its headline and, if it is short enough, its flash", () => {
    const { headline, flash } = summarise(bridge);
    expect(headline).toBe(bridge.title);
    expect(flash).toBe(bridge.title);
  });

  test("a title too long for a flash is told shorter", () => {
    const title =
      "Jembatan Gantung di Atas Sungai Wairo Ambruk Diterjang Banjir, Tiga Truk Pengangkut Pupuk Milik Koperasi Terjebak di Tengah Sungai Sejak Rabu Pagi";
    const { flash } = summarise({ ...bridge, title });
    expect(flash.length).toBeLessThanOrEqual(120);
    expect(flash).not.toContain("\n");
    expect(flash).not.toMatch(/\b(?:di|dan|yang|milik)$/i);
  });

  test("without a title the headline comes from the lead, and the summary says more than it", () => {
    const { headline, text, flash } = summarise(bank);
    expect(headline).toBe(
      "Bank Nusa Artha memangkas suku bunga kredit rumah menjadi 6,25 persen mulai 1 Oktober 2024",
    );
    expect(flash.length).toBeLessThanOrEqual(120);
    expect(splitSentences(text)[0]).not.toBe(`${headline}.`);
  });

  test("a lead that nothing else can head is the headline, and is not said again", () => {
    const article = anArticle(
      null,
      "Pabrik kertas di Lembayung terbakar.",
      "Ia mengatakan api bermula dari gudang bahan baku.",
      "Kerugian, menurut dia, belum dihitung.",
    );
    const { headline, text } = summarise(article);
    expect(headline).toBe("Pabrik kertas di Lembayung terbakar");
    expect(text).not.toContain(headline);
  });

  test("a lead as short as a headline is headed by its core, and stands below it with what that leaves out", () => {
    const lead =
      "Danang Wirya, kiper muda asal Lembayung, akhirnya resmi meninggalkan Garuda Selatan, Rabu (14/8).";
    const article = anArticle(
      null,
      lead,
      "Kiper itu pindah ke klub Elang Timur selama tiga musim dengan harga Rp 4 miliar.",
    );
    const { headline, text } = summarise(article);
    expect(headline).toBe("Danang Wirya meninggalkan Garuda Selatan");
    expect(text).toMatch(
      /^Danang Wirya, kiper muda asal Lembayung, akhirnya resmi meninggalkan Garuda Selatan/,
    );
  });

  test("a lead that only teases is headed by the sentence that tells", () => {
    const article = anArticle(
      null,
      "Nasib apes menimpa Danang Wirya.",
      "Polisi Lembayung menahan penjaga gawang Garuda Selatan karena mengemudi tanpa izin.",
    );
    expect(summarise(article).headline).toBe(
      "Polisi Lembayung menahan penjaga gawang Garuda Selatan karena mengemudi tanpa izin",
    );
    expect(summarise(article).text).toMatch(/^Nasib apes menimpa Danang Wirya\./);
  });

  test("an office in front of a name is left out of a headline", () => {
    const article = anArticle(
      null,
      "Presiden Malaysia Harun Idris menemui Perdana Menteri Singapura Lim Boon Keng dalam kunjungannya di Johor, Rabu (14/8/2024).",
    );
    expect(summarise(article).headline).toBe("Harun Idris menemui Lim Boon Keng dalam kunjungannya di Johor");
  });

  test.each([
    [
      "one who only ran for it",
      "Calon Presiden Malaysia Harun Idris ditangkap polisi di Johor setelah debat.",
    ],
    ["who held another one", "Mantan Wakil Presiden Malaysia Harun Idris ditangkap polisi di Johor."],
    ["who is head of a company", "Presiden Malaysia Motors ditangkap polisi di Johor karena suap dua hakim."],
  ])("an office stays in front of %s", (_what, lead) => {
    expect(tellings(lead, 90).filter((line) => !line.includes("Presiden Malaysia"))).toEqual([]);
  });
});

describe("a headline or flash says nothing that its lead does not", () => {
  const titled = (lead: string) => {
    const { headline, flash } = summarise(anArticle(null, lead, "Istana belum memberi keterangan resmi."));
    return [headline, flash];
  };

  test("a negation goes with what it is about", () => {
    const lead =
      "Wakil Menteri Energi Rudi Hartanto tidak mengundurkan diri karena alasan kesehatan, melainkan karena diminta Presiden, kata sumber di istana, Kamis (20/2/2025).";
    for (const line of titled(lead)) expect(line).toContain("karena alasan kesehatan");
    const title =
      "Wakil Menteri Energi Rudi Hartanto Tidak Mengundurkan Diri karena Alasan Kesehatan, melainkan karena Diminta Presiden Fadli";
    expect(summarise(anArticle(title, lead)).flash).toMatch(/karena alasan kesehatan/i);
  });

  test.each([
    ["Dalam skenario terburuk gempa megathrust"],
    ["Dalam simulasi gempa kemarin"],
    ["Berdasarkan klaim militer Norvia"],
  ])("%s stays", (opening) => {
    const lead = `${opening}, sebanyak tiga puluh ribu warga Kota Padang Baru kehilangan rumah dan empat ribu orang meninggal dunia.`;
    for (const line of titled(lead)) expect(line).toContain(opening);
    const title = `${opening}, Sebanyak 30.000 Warga Padang Baru Kehilangan Rumah dan 4.200 Orang Meninggal Dunia dalam Semalam`;
    expect(summarise(anArticle(title, lead)).flash).toContain(opening);
  });

  test("no word is left that asks for the next one", () => {
    const lead =
      "Pelatih Timnas U-23, Andre Kuswara, menyebut Fajar Nugraha tidak dicoret, hanya diistirahatkan selama dua pekan karena cedera hamstring.";
    expect(titled(lead).filter((line) => /\b(?:tidak|tak|belum|bukan)…?$/u.test(line))).toEqual([]);
    const rate =
      "Perusahaan minuman Tirta Sagara menambah kapasitas produksi pabriknya di Lembayung hingga 150 juta botol per tahun pada 2027.";
    expect(titled(rate).filter((line) => /\bper$/u.test(line))).toEqual([]);
    const contrast =
      "Mungkin terdengar tidak masuk akal, tetapi kepolisian menyebut dana untuk rencana yang dibahas Fajar Nugraha itu senilai Rp 3 miliar.";
    expect(titled(contrast).filter((line) => line.endsWith("kepolisian"))).toEqual([]);
  });

  test("where the rest decides, a reader sees that it goes on", () => {
    const lead =
      "Gubernur Hadi Prakasa menyatakan siap mundur dari jabatannya saat ditemui di Balai Kota Sagara yang lama jika terbukti menerima suap.";
    expect(titled(lead).filter((line) => !line.endsWith("…") && !line.includes("jika terbukti"))).toEqual([]);
  });
});

describe("what is told can be understood and stays true", () => {
  const told = (title: string, ...paragraphs: string[]) => summarise(anArticle(title, ...paragraphs)).text;

  test.each([160, 200, 240, 320])("a rumour is not told without its denial in %i characters", (budget) => {
    const article = anArticle(
      "Status Gunung Sarang Naik ke Waspada",
      "Pusat Vulkanologi menaikkan status Gunung Sarang dari Normal menjadi Waspada, Senin (26/1/2026) pagi. Masyarakat dilarang beraktivitas dalam radius 2 kilometer.",
      "Sebelumnya beredar kabar status Gunung Sarang naik ke Awas. Kabar itu dibantah petugas pos pengamatan yang memantau gunung tersebut sejak pekan lalu bersama tim dari kabupaten tetangga.",
    );
    const { text } = summarise(article, { budget });
    expect(text.includes("ke Awas")).toBe(text.includes("Kabar itu dibantah"));
  });

  test("a pronoun has somebody to mean", () => {
    const text = told(
      "Sekolah Gratis Diperluas di Sagara",
      "Yuk, apa kabar sekolah?",
      "Saat ini, Pemprov Sagara memiliki proyek percontohan 40 sekolah swasta gratis di seluruh kota.",
      "Ia menilai putusan itu mendorong perluasan sekolah gratis ke seluruh jenjang pendidikan di Sagara.",
    );
    expect(text).toContain("40 sekolah swasta gratis");
    expect(text).not.toContain("Ia menilai");
  });

  test("a condition alone is no sentence, and a verb alone has nobody who does it", () => {
    const text = told(
      "Warta Video Batasi Usia Penyiar",
      "Warta Video membatasi usia pengguna siaran langsung mulai 22 Juli 2025 di seluruh negara.",
      "Jika pemilik akun siaran langsung Warta Video berusia kurang dari 16 tahun.",
      "Pengguna lain boleh mendampingi.",
      "Bahkan, melorot jauh jumlah pengguna siaran langsung Warta Video sejak 2025.",
    );
    expect(text).not.toMatch(/Jika pemilik|(?<!Bahkan, )melorot/iu);
  });

  test("a sentence about a video above or about what is read most is no news", () => {
    const text = told(
      "Gempa Sagara",
      "Gempa bermagnitudo 6,6 mengguncang Sagara dan merusak puluhan rumah warga pada Jumat siang.",
      "Pada video di atas, pemirsa dapat mendengarkan penjelasan peneliti gempa Sagara.",
      "Artikel terpopuler pekan ini adalah mengenai gempa Sagara dan puluhan rumah warga.",
    );
    expect(text).not.toMatch(/video di atas|terpopuler/iu);
  });

  test("a teaser for the list below is no news", () => {
    const text = told(
      "Tiga Berita Terpopuler",
      "Bank Nusa Artha memangkas bunga kredit rumah menjadi 6,25 persen mulai Oktober.",
      "Lebih lengkapnya, simak tiga berita terpopuler Warta Pesisir berikut ini.",
    );
    expect(text).not.toContain("simak");
  });
});

test("no summary opens with what is only set against a sentence that it does not tell", () => {
  const article = anArticle(
    "Harga Emas Galeri Melonjak, Emas Sagara 0,5 Gram Dijual Lagi",
    "Berapa harga emas Galeri?",
    "Sementara emas Sagara dijual lagi dengan ukuran 0,5 gram hingga 500 gram di semua gerai.",
    "Harga emas Galeri melonjak Rp 58.000 per gram pada perdagangan hari ini.",
  );
  expect(summarise(article).text).not.toMatch(/^Sementara/);
});

test("what is pointed at stands in a form that still names it, however near it stood", () => {
  const [, second] = candidatesOf([
    "Penolakan uang tunai di sebuah toko roti memicu polemik setelah unggahan video seorang pembeli.",
    "Dalam video tersebut, seorang pria memprotes toko roti itu.",
  ]);
  expect(second?.forms[0]).toMatchObject({ need: { noun: "video" }, near: false });
});

test("a bare name behind a connective stands only where the name was given", () => {
  const article = anArticle(
    "Benarkah Asam Lambung Mematikan?",
    "Banyak orang khawatir penyakit asam lambung menyebabkan kematian mendadak.",
    '"Tidak mungkin," ujar Imelda Wirya, dokter penyakit dalam yang sudah dua puluh tahun menangani pasien asam lambung di Rumah Sakit Umum Daerah Kabupaten Lembayung dan mengajar di universitas.',
    "Gejala serangan jantung memang menyerupai penyakit asam lambung.",
    "Namun, Imelda mengungkapkan serangan jantung disertai kematian mendadak lebih sering daripada penyakit asam lambung.",
  );
  const texts = [180, 240, 320].map((budget) => summarise(article, { budget }).text);
  expect(texts.filter((text) => text.includes("Imelda") && !text.includes("Imelda Wirya"))).toEqual([]);
});

test("a day still to come keeps its date, today needs none", () => {
  const told = (sentence: string) =>
    summarise(anArticle("X", sentence), { budget: sentence.length - 4 }).text;
  expect(
    told(
      "Pertandingan Persela melawan Garuda Selatan akan digelar Sabtu (20/6/2026) di Stadion Lembayung (SL).",
    ),
  ).not.toMatch(/Sabtu(?! \()/);
});

test("a standfirst that lost its own line is not the summary", () => {
  const article = anArticle(
    "Remisi Natal",
    "Iklim pembinaan menjadi lebih kondusif berkat remisi ini Jakarta (ANTARA) - Sebanyak 16.078 warga binaan menerima remisi Natal, kata Menteri Pemasyarakatan Rukmana.",
  );
  expect(summarise(article).text).toMatch(/^Sebanyak 16\.078/);
});

test("a flash that ends in the middle of what it names says that it goes on", () => {
  const lead =
    "Kepala Kepolisian Jenderal Sutan Wiraguna menyatakan dua pelaku pembunuhan di Paser telah ditangkap pihak kepolisian daerah Sagara.";
  expect(summarise(anArticle(null, lead)).flash).toMatch(/telah ditangkap pihak kepolisian…$/);
});

test("a headline that breaks off leaves its sentence to the summary", () => {
  const lead =
    "Panitia pemilihan kepala daerah Kabupaten Lembayung menyatakan pasangan Rukmana dan Dimas menang.";
  const { headline, text } = summarise(anArticle(null, lead, "Mereka mendapat 60 persen suara di 120 desa."));
  expect(headline).toMatch(/…$/);
  expect(text).toContain(lead);
});
