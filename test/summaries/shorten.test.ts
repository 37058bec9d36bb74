import { describe, expect, test } from "vitest";
import { shorterForms } from "../../src/summaries/shorten.ts";
import { isSubsequence } from "./invented.ts";
import { keys } from "../../src/summaries/words.ts";

describe("a sentence is told shorter", () => {
  const cuts: [what: string, sentence: string, shorter: string][] = [
    [
      "without its connective",
      "Namun, jembatan itu belum pernah diperbaiki pemerintah.",
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
    ["a quotation", '"Kami menolak rencana itu, sehingga rapat dihentikan," kata Ketua Dewan Rukmana.'],
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
