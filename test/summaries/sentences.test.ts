import { describe, expect, test } from "vitest";
import { endsAsSentence, splitSentences } from "../../src/summaries/sentences.ts";

describe("a paragraph is split into its sentences", () => {
  const paragraphs: [what: string, ...sentences: string[]][] = [
    ["plain sentences", "Hujan turun sejak pagi.", "Warga mengungsi!", "Mengapa?"],
    ["titles and ranks", "Acara dibuka H. Ahmad Dahlan dan dr. Sinta Dewi.", "Kombes Pol. Bima hadir."],
    [
      "short first names",
      "Kepala Desa Moh. Syafii dan Ketua Dewan Muh. Nasir hadir.",
      "Rektor Abd. Rahman tidak.",
    ],
    [
      "ranks of the army and the police",
      "Letkol Inf. Bagus dan Bripka. Andi hadir.",
      "Mayor Arm. Danu pulang.",
    ],
    ["ways to address somebody", "Korban, Ny. Suminah, selamat.", "Sopir bus, Tn. Suryana, dirawat."],
    ["ships", "Kapal penumpang KMP. Tirta Laut tenggelam.", "KM. Bukit Laut menolong."],
    ["a measure at the end", "Warga berjalan sejauh 5 KM.", "Polisi berjaga."],
    ["initials for a name", "Pelaku berinisial F.", "Polisi menangkapnya."],
    [
      "initials for two names",
      "Polisi menangkap dua orang berinisial AS (27) dan F.",
      "Jaksa menahan mereka.",
    ],
    ["initials that are a word elsewhere", "Pelaku berinisial NY.", "Polisi menangkapnya."],
    ["degrees", "Ia diperiksa Prof. Dr. Ir. Budi Raharjo, M.Sc. di Jakarta.", "Hasilnya sehat."],
    ["titles of the church", "Uskup Mgr. Paulus Rukmana dan Pdt. Dian hadir.", "Warga menyambut."],
    ["a degree at the end", "Sidang dipimpin Rudi Hartono, S.H.", "Terdakwa tidak hadir."],
    ["initials", "Jalan A. Yani dan W.R. Supratman ditutup.", "Polisi berjaga."],
    ["a letter that ends a sentence", "Buah itu kaya vitamin C.", "Selain itu, harganya murah."],
    ["firms", "PT Sinar Laut Tbk. membukukan laba.", "CV. Maju untung."],
    ["addresses and numbers", "Kantornya di Jl. Melati No. 5 lantai 2.", "Telp. tidak diangkat."],
    ["a word that is an abbreviation elsewhere", "Ia gagal dalam segala hal.", "Budi pun pergi."],
    [
      "amounts, fractions and clock times",
      "Harganya Rp 1.500 atau 2.5 persen pada pukul 10.30 WIB.",
      "Murah.",
    ],
    ["dates in brackets", "Gempa terjadi pada Rabu (19/6/2024).", "Tidak ada korban."],
    ["a date before a number", "Gempa berkekuatan 5,6 terjadi pada 2024.", "15 rumah rusak."],
    ["domains", "Menurut Warta.com dan KABAR.TV, harga naik.", "Situs pajak.go.id mati."],
    ["a quotation with an attribution", '"Kami siap. Apa lagi? Ayo!" kata Budi.', "Ia tersenyum."],
    ["a quotation that ends its sentence", 'Ia berkata, "Saya pulang."', "Lalu ia pergi."],
    ["curly quotations", "“Saya pulang. Hari sudah malam,” kata Budi.", "Ia pergi."],
    [
      "a quotation in a quotation",
      "\"Ia bilang 'jangan. Nanti saja' kepada saya,\" kata Rina.",
      "Rina diam.",
    ],
    ["a question inside a quotation", '"Siapa yang tahu?" tanya Budi.', "Tidak ada yang menjawab."],
    ["ellipses", "Saya rasa... kita menang.", "Entahlah…", "Lihat saja."],
    [
      "brackets with sentences in them",
      "Rapat batal (hujan deras. Jalan putus) kemarin.",
      "Besok dicoba lagi.",
    ],
    [
      "a caption that lost its point",
      "Kapal yang dihentikan di Sagara pada 2013",
      "Dalam pernyataan itu, polisi diam.",
    ],
    ["a heading before its text", "Nasib harga listrik", "Sementara itu, tarif air naik."],
    ["a ministry", "Menteri Dalam negeri Hamburg hadir di dalam dan luar kota."],
    ["a quotation with spaces inside its marks", "Album ' Maju! ' terbit pada 2015.", "Ia senang."],
    ["a list's numbers", "1. Siapkan bahan.", "2. Aduk rata."],
    [
      "a list's numbers inside a sentence",
      "Klasemen Liga Sagara: 1. Garuda Muda 36 poin, 2. Persela Bintang 34 poin.",
      "Hitung cepat menempatkan pasangan nomor urut 1. Budi-Ani 34,1 persen dan 2. Darma-Wati 41,7 persen.",
    ],
    ["a number that ends a sentence", "Ia lulus pada usia 20 dan 22.", "Budi pun bangga."],
    ["ordinals", "Ini pekan ke-7.", "Garuda menang."],
    ["et cetera", "Dijual buah, sayur, dll. di pasar.", "Pasar ramai."],
  ];
  test.each(paragraphs)("%s", (_what, ...sentences) => {
    expect(splitSentences(sentences.join(" "))).toEqual(sentences);
  });

  test("that lost the space between them", () => {
    expect(
      splitSentences("Laga berakhir imbang.Namun, pelatih puas.“Kami senang,” katanya.Ia pulang."),
    ).toEqual(["Laga berakhir imbang.", "Namun, pelatih puas.", "“Kami senang,” katanya.", "Ia pulang."]);
    expect(splitSentences("Garuda dibantai dengan skor 0-6.Dalam laga itu hujan turun.")).toHaveLength(2);
  });

  test("whose quotation was never closed", () => {
    expect(splitSentences('"Saya pergi. Ia diam. Hujan turun.')).toHaveLength(3);
  });
});

test("nothing of a paragraph is lost but white space, whatever it is", () => {
  const odd = [
    '"',
    "“A. B” C.",
    "...",
    "a.b.c",
    '" " "',
    "((",
    "No. No. No.",
    "Dr.",
    "1.2.3. X",
    ".\n\n.",
    "‘a’ ’b‘",
    "…”…“",
  ];
  for (const text of odd)
    expect(splitSentences(text).join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
});

// In quadratic time these would take minutes; the test's own time limit tells.
test.each(['"', "(", "A. ", "1.", "dr. ", "“a ", "'a "])(
  "a paragraph of nothing but %j is split in no time",
  (piece) => {
    expect(splitSentences(piece.repeat(20_000)).join("").length).toBeLessThanOrEqual(piece.length * 20_000);
  },
);

test.each([
  ["Hujan turun.", true],
  ['Ia berkata, "Pulang."', true],
  ["Mengapa?", true],
  ["Hujan turun", false],
  ["Hujan turun,", false],
  ["Hujan turun,.", false],
])("%s ends as a sentence: %s", (text, ends) => {
  expect(endsAsSentence(text)).toBe(ends);
});
