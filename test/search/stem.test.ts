import { describe, expect, test } from "vitest";
import { stems } from "../../src/articles/stem.ts";

describe("the forms of one word share a root", () => {
  test.each([
    "membeli beli pembelian dibeli membelikan",
    "menangkap tangkap penangkapan ditangkap tertangkap",
    "memilih pemilihan dipilih pilihan pilih",
    "mengeluarkan pengeluaran keluar dikeluarkan",
    "menyerang serangan penyerangan diserang",
    "bermain permainan main pemain dimainkan",
    "kenaikan naik menaikkan dinaikkan",
    "pertumbuhan tumbuh bertumbuh menumbuhkan",
    "makanan makan memakan dimakan",
    "menekan ditekan tekanan menekankan",
    "ekonomi perekonomian",
    "pekerja bekerja kerja pekerjaan mengerjakan",
    "pendidikan mendidik didik",
    "polisi kepolisian polisinya",
    "terima menerima diterima penerimaan",
    "periksa memeriksa diperiksa pemeriksaan",
    "menang pemenang kemenangan memenangkan",
    "terbakar kebakaran membakar",
    "bertanya menanyakan pertanyaan ditanya",
    "pengadilan mengadili diadili",
    "belajar pelajar pelajaran",
    "resmi meresmikan diresmikan peresmian",
    "vaksin vaksinasi divaksinasi",
    "legal legalisasi melegalisasi",
    "modern modernisasi",
    "perumahan rumah rumahnya",
    "perubahan berubah mengubah",
    "meninggalkan ditinggalkan tinggal",
    "memerintahkan perintah diperintahkan",
    "mengevakuasi evakuasi dievakuasi",
  ])("%s", (words) => {
    const forms = words.split(" ").map((word) => stems(word));
    for (const form of forms) {
      for (const other of forms) expect(form.filter((root) => other.includes(root))).not.toEqual([]);
    }
  });
});

describe("words that only look alike share none", () => {
  test.each([
    ["selatan", "selat"],
    ["bekasi", "bekas"],
    ["rusia", "berusia"],
    ["pemerintah", "perintah"],
    ["meninggal", "tinggal"],
    ["divisi", "visi"],
    ["masalah", "masa"],
    ["media", "dia"],
    ["kepala", "pala"],
    ["korban", "kor"],
  ])("%s and %s", (one, other) => {
    expect(stems(one).filter((root) => stems(other).includes(root))).toEqual([]);
  });
});

test("what is no Indonesian word stays as it is", () => {
  expect(stems("2026")).toEqual(["2026"]);
  expect(stems("москва")).toEqual(["москва"]);
  expect(stems("xyz")).toEqual(["xyz"]);
});
