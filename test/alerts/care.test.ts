import { describe, expect, test } from "vitest";
import { reasonsToWait } from "../../src/alerts/care.ts";
import { anArticle } from "../summaries/invented.ts";

const article = anArticle(
  "Jembatan Kali Biru Dibuka",
  "Jembatan Kali Biru di Sukamaju dibuka untuk umum pada Senin setelah diperbaiki selama 4 bulan.",
);
const summary = {
  headline: "Jembatan Kali Biru Dibuka",
  text: "Jembatan Kali Biru di Sukamaju dibuka untuk umum pada Senin setelah diperbaiki selama 4 bulan.",
  flash: "Jembatan Kali Biru Dibuka",
};

test("nothing speaks against an article that says what its summary says", () => {
  expect(reasonsToWait(article, summary, 320)).toEqual([]);
});

test("a summary with a number that the article does not have waits, and says which", () => {
  const wrong = { ...summary, text: summary.text.replace("4 bulan", "9 bulan") };
  expect(reasonsToWait(article, wrong, 320).join(" ")).toContain("9 bulan");
});

test("a subject of the press codes waits, and says which words gave it away", () => {
  const sensitive = { ...article, title: "Siswi Dicabuli di Sukamaju" };
  const reasons = reasonsToWait(
    sensitive,
    { ...summary, headline: sensitive.title, flash: sensitive.title },
    320,
  );
  expect(reasons).toEqual([
    "Perlu penyunting: korban kejahatan seksual (“dicabuli”).",
    "Perlu penyunting: anak sebagai korban, saksi, atau pelaku (“siswi, dicabuli”).",
  ]);
});

test.each([
  [
    "otherwise than the text waits, which is of another moment",
    "Tiga Belas",
    ["Sebanyak 19 pedagang terluka."],
    true,
  ],
  [
    "as the text does, which counts others besides, does not",
    "13",
    ["Sebanyak tiga belas pedagang terluka.", "Lalu 6 warga terluka."],
    false,
  ],
  ["whom the text counts nowhere does not", "13", ["Jumlah korban masih didata."], false],
])("a title that counts people %s", (_, hurt, paragraphs, waits) => {
  const fell = { ...article, title: `Atap Pasar Ambruk, ${hurt} Pedagang Terluka`, paragraphs };
  const text = paragraphs.join(" ");
  const reasons = reasonsToWait(fell, { headline: fell.title, text, flash: fell.title }, 320);
  expect(reasons.filter((why) => why.startsWith("Angka dalam judul"))).toEqual(
    waits ? ["Angka dalam judul (13) tidak ada dalam isi artikel, yang menyebut 19."] : [],
  );
});

test.each([
  ["14 Keluarga Mengungsi", "Sebanyak 20 keluarga mengungsi ke balai desa.", true],
  [
    "14 Keluarga Mengungsi",
    "Sebanyak 20 keluarga mengungsi, di antaranya 14 keluarga dari Kali Biru.",
    false,
  ],
  ["10.000 Rumah Terendam", "Banjir merendam 10.120 rumah.", false],
  ["25 Pedagang Mendapat Bantuan", "Kebakaran itu membuat 26 pedagang mendapat bantuan.", true],
  ["Harga Cabai Naik Rp 48.000 per Kilogram", "Harga cabai naik Rp 49.000 per kilogram.", true],
  ["Tanggul Dibangun Rp 1,3 Triliun", "Tanggul itu dibangun dengan Rp 1,37 triliun.", false],
  ["14 Desa Terendam", "Banjir merendam satu desa terparah setinggi 2 meter.", false],
])("a title “%s” over “%s” waits: %s", (title, text, waits) => {
  const flood = { ...article, title, paragraphs: [text] };
  const reasons = reasonsToWait(flood, { headline: title, text, flash: title }, 320);
  expect(reasons.some((why) => why.startsWith("Angka dalam judul"))).toBe(waits);
});

test("what is labelled as an advertisement, a release or an opinion waits, and says by which label", () => {
  const opinion = { ...article, sections: ["Daerah", "Tajuk"] };
  expect(reasonsToWait(opinion, summary, 320)).toEqual([
    "Perlu penyunting: ditandai sebagai opini, bukan berita (“Tajuk”).",
  ]);
  const paid = { ...article, paragraphs: ["ADVERTORIAL", ...article.paragraphs] };
  expect(reasonsToWait(paid, summary, 320)).toEqual([
    "Perlu penyunting: ditandai sebagai iklan, bukan berita (“ADVERTORIAL”).",
  ]);
  const release = { ...article, sections: ["Siaran Pers"] };
  expect(reasonsToWait(release, summary, 320)).toEqual([
    "Perlu penyunting: ditandai sebagai siaran pers, bukan liputan sendiri (“Siaran Pers”).",
  ]);
});

describe("a rumour whose denial is not told waits", () => {
  const rumour = {
    ...article,
    title: "Beredar Kabar Pasar Sukamaju Tutup Tiga Hari, Ini Kata Pengelola",
    paragraphs: [
      "Pesan berantai yang menyebut Pasar Sukamaju tutup selama tiga hari mulai Kamis ramai beredar sejak Selasa malam.",
      "Pesan itu juga meminta warga segera membeli beras untuk sepekan.",
      "Juru bicara pengelola pasar, Heru Santosa, memastikan informasi tersebut tidak benar dan meminta warga tidak panik.",
    ],
  };
  const told = { flash: "", headline: rumour.title, text: rumour.paragraphs[0] ?? "" };

  test("and says which", () => {
    expect(reasonsToWait(rumour, told, 320)).toEqual([
      `Artikel memuat bantahan (“${rumour.paragraphs[2]}”), judul dan ringkasan tidak menyebutnya.`,
    ]);
  });

  test("not where the summary tells it", () => {
    const whole = { ...told, text: `${rumour.paragraphs[0]} ${rumour.paragraphs[2]}` };
    expect(reasonsToWait(rumour, whole, 320)).toEqual([]);
  });

  test("not where the headline tells it", () => {
    const title = "Kabar Pasar Sukamaju Tutup Tiga Hari Tidak Benar";
    expect(reasonsToWait({ ...rumour, title }, { ...told, headline: title }, 320)).toEqual([]);
  });
});

describe("what the article itself overtakes waits", () => {
  const waits = (told: string, ...later: string[]) =>
    reasonsToWait(
      { ...article, title: "Kabar dari Sukamaju", paragraphs: [told, ...later] },
      { headline: "Kabar dari Sukamaju", flash: "", text: told },
      320,
    );
  const quake =
    "Gempa mengguncang Kabupaten Sukamaju pada Senin pagi dan menewaskan lima orang, kata BPBD setempat.";
  const flood =
    "Banjir bandang menerjang Kota Sukamaju dan menewaskan tujuh orang, kata Wali Kota Amir Hamzah.";

  test.each([
    [
      "a newer number of dead",
      quake,
      "Pada pukul 10.00, BPBD memperbarui data korban tewas menjadi sembilan orang.",
      "Hingga Senin malam, jumlah korban meninggal bertambah menjadi 12 orang setelah tiga jasad ditemukan.",
    ],
    [
      "the latest data",
      quake,
      "Gempa itu merusak 214 rumah.",
      "Data terbaru BPBD mencatat korban tewas sudah mencapai 12 orang.",
    ],
    [
      "a number put right",
      flood,
      "Ribuan warga mengungsi.",
      "Belakangan, Amir meralat keterangannya dan menyebut korban meninggal hanya empat orang.",
    ],
    [
      "a warning that was lifted",
      "BMKG mengeluarkan peringatan dini tsunami untuk pesisir Sukamaju setelah gempa pada Senin.",
      "Warga berlarian ke bukit.",
      "Peringatan tersebut dicabut pada pukul 12.10 karena muka laut tetap tenang.",
    ],
    [
      "somebody hunted who was caught",
      "Seorang pria melepaskan tembakan di Mal Sukamaju, dan polisi menyebut pelaku masih berkeliaran di dalam gedung.",
      "Pengunjung diminta bersembunyi.",
      "Polisi menyatakan pelaku sudah ditangkap dan situasi aman.",
    ],
    [
      "people buried who were found",
      "Longsor menimbun tujuh rumah di Desa Sukamaju, dan tujuh orang dilaporkan tertimbun.",
      "Tim SAR mengerahkan tiga ekskavator.",
      "Hingga sore, semua korban sudah ditemukan dalam keadaan selamat di rumah kerabat mereka.",
    ],
  ])("%s", (_what, told, ...later) => {
    expect(waits(told, ...later).join(" ")).toContain(`“${later.at(-1)}”`);
  });

  test.each([
    [
      "where the newest number is told",
      `${quake} Kini korban tewas bertambah menjadi 12 orang.`,
      "Rumah sakit penuh.",
    ],
    ["where only an older quake had more", quake, "Pada 1998, gempa serupa menewaskan 300 orang."],
    [
      "where somebody else was caught",
      "Polisi masih memburu pelaku perampokan toko emas di Sukamaju.",
      "Dua pelaku lain sudah ditangkap.",
    ],
    [
      "where the search goes on",
      "Tiga pendaki dilaporkan hilang di Gunung Sukamaju.",
      "Ketiga pendaki belum ditemukan.",
    ],
  ])("not %s", (_what, told, ...later) => {
    expect(waits(told, ...later)).toEqual([]);
  });
});

test("a title alone waits", () => {
  const empty = { ...article, paragraphs: [] };
  expect(reasonsToWait(empty, { ...summary, text: "" }, 320)).toEqual([
    "Isi artikel tidak terbaca, hanya judulnya.",
  ]);
});
