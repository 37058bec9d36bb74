import { describe, expect, test } from "vitest";
import { readPlainText } from "../../src/articles/plain-text.ts";
import { candidatesOf } from "../../src/summaries/candidates.ts";
import { check } from "../../src/summaries/check.ts";
import { overtakenBy } from "../../src/summaries/overtaken.ts";
import { splitSentences } from "../../src/summaries/sentences.ts";
import { shorterForms } from "../../src/summaries/shorten.ts";
import { summarise } from "../../src/summaries/summarise.ts";
import { anArticle } from "./invented.ts";

const told = (title: string | null, ...paragraphs: string[]) => summarise(anArticle(title, ...paragraphs));

describe("of a live report the newest entry is told", () => {
  const flood = [
    [
      "Pukul 16.40 WIB",
      "BPBD Sarwo mencatat korban meninggal akibat banjir bandang bertambah menjadi 19 orang.",
    ],
    ["Pukul 14.05 WIB", "BPBD Sarwo mencatat korban meninggal akibat banjir bandang sebanyak 11 orang."],
    ["Pukul 09.30 WIB", "Banjir bandang menerjang Lembah Sarwo dan menewaskan sedikitnya tiga orang."],
  ];

  test.each([
    ["newest first", flood],
    ["oldest first", flood.toReversed()],
  ])("%s, with the time on a line of its own", (_order, entries) => {
    const { text } = told("Banjir Bandang di Lembah Sarwo", ...entries.flat());
    expect(text).toContain("19 orang");
    expect(text).not.toMatch(/11 orang|tiga orang|Pukul/u);
  });

  test("over midnight, with the time in front of the sentence", () => {
    const { text, headline } = told(
      null,
      "22.15 WIB – Kapal penumpang Tirta Laksana terbakar di Selat Wanaraja dan 42 penumpang hilang.",
      "23.40 WIB – Sebanyak 30 penumpang kapal Tirta Laksana ditemukan dan 12 orang masih hilang.",
      "01.05 WIB – Seluruh penumpang kapal Tirta Laksana sudah ditemukan selamat oleh tim gabungan di Selat Wanaraja.",
    );
    expect(`${headline} ${text}`).not.toMatch(/hilang|terbakar|WIB/u);
    expect(text).toContain("ditemukan selamat");
  });

  test("what stands above the entries may be told too, and a timetable is none", () => {
    const above = told(
      "Kericuhan di Stadion Wirasana",
      "Laga Persela Timur melawan Garuda Barat dihentikan karena kericuhan penonton, Sabtu.",
      "20.10 WIB – Polisi menutup pintu stadion dan menahan penonton di dalam tribun selatan.",
      "21.30 WIB – Polisi membuka semua pintu stadion dan memulangkan penonton dengan bus.",
    ).text;
    expect(above).toContain("dihentikan karena kericuhan");
    expect(above).not.toContain("menutup pintu");
    const timetable = told(
      "Jadwal Balap Sagara",
      "19.00 WIB – Latihan bebas",
      "20.00 WIB – Kualifikasi",
      "Balap Sagara digelar di sirkuit jalan raya sepanjang empat kilometer di tepi laut, akhir pekan.",
    ).text;
    expect(timetable).toContain("Balap Sagara digelar");
  });

  test("a time alone is no title", () => {
    expect(readPlainText("Pukul 16.40 WIB\nBPBD mencatat korban bertambah menjadi 19 orang.").title).toBe(
      null,
    );
  });
});

describe("what the article itself takes back is never told without that", () => {
  const budgets = [110, 140, 170, 200, 240, 320];

  test.each([
    [
      "a drill",
      "Gempa bermagnitudo 8,9 mengguncang Pantai Wedoro pukul 09.00 WIB dan menewaskan ribuan warga pesisir.",
      "Itulah skenario simulasi tsunami yang digelar BPBD Wedoro bersama 1.200 pelajar dari sebelas sekolah pada Rabu.",
      "Kepala BPBD Wedoro Sutan Wiraguna mengatakan gempa bermagnitudo 8,9 dapat mengguncang Pantai Wedoro kapan saja.",
    ],
    [
      "a message",
      "Seluruh sekolah di Kota Tirta diliburkan selama dua pekan mulai Senin karena wabah demam babi.",
      "Begitu isi pesan yang beredar di grup orang tua siswa Kota Tirta dan dibagikan ribuan kali sejak akhir pekan.",
      "Wali Kota Tirta Mira Anggraini memastikan seluruh sekolah di Kota Tirta buka seperti biasa mulai Senin.",
    ],
    [
      "what happened long ago",
      "Gempa bermagnitudo 7,8 mengguncang Tirtasari dan menewaskan 1.240 orang dalam hitungan menit.",
      "Peristiwa itu terjadi tepat 20 tahun lalu dan diperingati warga Tirtasari dengan doa bersama di alun-alun kota.",
      "Bupati Tirtasari Wiyono meletakkan karangan bunga bagi 1.240 korban gempa di tugu peringatan Tirtasari.",
    ],
    [
      "a figure that was updated",
      "Gempa bermagnitudo 6,4 mengguncang Labuhan Bajra dan dirasakan kuat oleh warga pada Jumat pagi.",
      "BMKG kemudian memutakhirkan kekuatannya menjadi magnitudo 5,9 setelah data dari sembilan stasiun masuk.",
      "Gempa Labuhan Bajra berpusat di laut dan dirasakan kuat oleh warga di sembilan kecamatan.",
    ],
    [
      "a price that holds in one place only",
      "Harga bahan bakar Pertadex turun Rp 1.500 per liter mulai Selasa di seluruh stasiun pengisian.",
      "Penurunan itu hanya berlaku di Papua dan Maluku karena ongkos angkut ke kedua wilayah itu disubsidi negara.",
      "Direktur Pertamina Niaga mengatakan harga bahan bakar Pertadex mengikuti ongkos angkut dan kurs.",
    ],
    [
      "a ban that was struck down",
      "Pemerintah Kota Surajaya melarang sepeda listrik melintas di jalan protokol mulai 1 Maret tahun ini.",
      "Mahkamah Agung membatalkan aturan itu pada Kamis setelah digugat komunitas pesepeda dan pedagang keliling.",
      "Wali Kota Surajaya mengatakan sepeda listrik di jalan protokol tetap diawasi polisi lalu lintas kota.",
    ],
  ])("%s", (_what, bare, frame, further) => {
    for (const title of ["Kabar dari Daerah", null]) {
      for (const budget of budgets) {
        const { text } = summarise(anArticle(title, bare, frame, further), { budget });
        const first = bare.slice(0, 30);
        expect(text.includes(first) && !text.includes(frame.slice(0, 20))).toBe(false);
      }
    }
    expect(summarise(anArticle(null, bare, frame, further)).headline).not.toContain(bare.slice(0, 30));
  });

  test("what somebody only asks to call off, or may, stands", () => {
    const { headline } = told(
      null,
      "Pemerintah Kota Surajaya melarang sepeda listrik melintas di jalan protokol mulai 1 Maret tahun ini.",
      "Komunitas pesepeda mendesak wali kota mencabut aturan itu karena belum dibahas bersama warga.",
    );
    expect(headline).toContain("melarang sepeda listrik");
  });

  test("a plan that the article calls off further down is shown to an editor", () => {
    const article = anArticle(
      "Band Senja Raya di Stadion Utama",
      "Band Senja Raya akan menggelar konser di Stadion Utama pada 12 Mei dengan 40 ribu penonton.",
      "Tiket konser sudah terjual habis sejak Februari dalam waktu dua jam.",
      "Promotor Nada Kita mengumumkan konser itu dibatalkan karena izin keramaian tidak terbit.",
    );
    expect(overtakenBy(article, { text: article.paragraphs[0] ?? "" })).toContain("dibatalkan");
    expect(overtakenBy(article, { text: "Konser Band Senja Raya dibatalkan." })).toBe(null);
  });

  test("where the article tells two states of a matter, the later one is told", () => {
    const article = anArticle(
      "Perampokan Toko Emas di Sagara",
      "Polisi masih memburu pelaku perampokan toko emas Cahaya di Pasar Sagara yang membawa kabur dua kilogram emas.",
      "Perampokan toko emas Cahaya di Pasar Sagara terjadi pada Senin siang dan terekam kamera pengawas.",
      "Pelaku akhirnya ditangkap di Lembayung setelah delapan jam.",
      "Polisi menyita dua kilogram emas milik toko Cahaya.",
    );
    for (const budget of [120, 160, 220, 320]) {
      const summary = summarise(article, { budget });
      expect(overtakenBy(article, summary)).toBe(null);
    }
  });
});

describe("news is told in whole sentences, and only news", () => {
  test("a club that a player joins, a channel that is opened and a video on board are news", () => {
    for (const sentence of [
      "Gelandang Rasyid Wiraguna resmi gabung ke Garuda Selatan dengan nilai transfer Rp 4 miliar.",
      "Badan Cuaca membuka saluran WhatsApp untuk peringatan dini gempa bagi semua warga pesisir.",
      "Sebuah video di atas kapal feri Tirta Laksana memperlihatkan petugas menerima uang sopir truk.",
      "Penyidik menemukan foto di atas meja tersangka yang memperlihatkan tumpukan uang suap.",
    ]) {
      const article = anArticle("Kabar Sagara", sentence, "Keterangan lain menyusul.");
      expect(summarise(article).text).toContain(sentence);
      expect(check({ headline: "", text: sentence, flash: "" }, article, { budget: 320 })).toEqual([]);
    }
  });

  test("what leads to a list, a page or a channel is none", () => {
    const { text } = told(
      "Delapan Tim Lolos ke Perempat Final",
      "Berikut daftar delapan tim yang lolos ke perempat final Piala Sagara 2025.",
      "Garuda Selatan menjadi tim terakhir yang lolos ke perempat final setelah menang 2-1.",
      "Artikel ini akan memberikan panduan lengkap menonton perempat final Piala Sagara.",
      "Siaran langsung perempat final hanya ada di Warta TV, klikdi sini.",
      "Yuk, ikuti saluran WhatsApp Warta untuk kabar perempat final Piala Sagara.",
    );
    expect(text).toBe("Garuda Selatan menjadi tim terakhir yang lolos ke perempat final setelah menang 2-1.");
  });

  test("nor is it one without where it was taken from", () => {
    const [, teaser] = candidatesOf([
      "Mendengarkan musik setiap pagi memengaruhi suasana hati dan pikiran seseorang sepanjang hari.",
      "Melansir laman Warta, berikut tiga alasan musik membuat kehidupan seseorang terasa lebih baik.",
    ]);
    expect(teaser?.forms.filter(({ text }) => text.startsWith("Berikut"))).toEqual([]);
  });

  test("a question is not told", () => {
    const { text } = told(
      "Menteri Energi soal Nuklir",
      "Menteri Energi Surya Dharmawan menjawab pertanyaan kami di kantornya, Jumat.",
      "Pemerintah akan membangun pembangkit nuklir di Bangka pada 2030, benarkah?",
      "Keputusan soal pembangkit nuklir di Bangka ada di tangan presiden, kata Surya Dharmawan.",
    );
    expect(text).not.toContain("2030");
  });

  test("what only cuts off says that it goes on", () => {
    const long = `Gubernur Wiraguna menilai ${"pembangunan ekonomi kerakyatan berkelanjutan ".repeat(9)}penting`;
    expect(told("Kenangan", `${long}.`).text).toMatch(/…$/);
  });

  test("what says which one is meant stays", () => {
    expect(
      shorterForms(
        "Jutaan orang dari berbagai negara berdatangan ke Makkah untuk menunaikan rukun Islam yang kelima.",
      ).filter((form) => !form.includes("kelima") && form.includes("rukun")),
    ).toEqual([]);
    expect(
      shorterForms(
        "Pemerintah Sagara mengeluarkan peringatan perjalanan bagi warganya di Lembayung terkait wahana paralayang di sana.",
      ).filter((form) => !form.includes("paralayang")),
    ).toEqual([]);
    expect(
      shorterForms(
        "Kedutaan besar di Lembayung mengumumkan siaga satu kepada diaspora WNI yang tinggal di Sagara bagian utara.",
      ).filter((form) => !form.includes("Sagara")),
    ).toEqual([]);
  });

  test("an initial behind a comma begins a name", () => {
    const line =
      "Kelima tersangka itu adalah Heliyanto, M. Rasyid selaku direktur, dan M. Rayhan selaku pemilik.";
    expect(splitSentences(`${line} Mereka ditahan.`)).toEqual([line, "Mereka ditahan."]);
  });

  test("what stands beside others is not told without them", () => {
    const { text } = summarise(
      anArticle(
        "Penyanyi Hamdan Wirya Meninggal",
        "Penyanyi Hamdan Wirya meninggal dunia dalam usia 76 tahun, Selasa, setelah lama sakit.",
        "Kariernya dimulai di sebuah band sekolah pada dekade 1960-an bersama tiga temannya dari Sagara yang kini sudah tiada.",
        "Baru pada 1969 Hamdan Wirya tampil di televisi.",
      ),
      { budget: 160 },
    );
    expect(text).not.toContain("Baru pada");
  });
});
