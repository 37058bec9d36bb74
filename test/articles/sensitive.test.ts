import { describe, expect, test } from "vitest";
import { sensitiveSubjects } from "../../src/articles/sensitive.ts";

const subjects = (text: string) =>
  sensitiveSubjects({ title: null, paragraphs: [text] }).map(({ subject }) => subject);

describe("subjects that wait for an editor, in every form of the word", () => {
  test.each([
    ["Pria itu memerkosa tetangganya.", ["sexual crime"]],
    ["Polisi menyelidiki dugaan pemerkosaan di Sukamaju.", ["sexual crime"]],
    ["Korban rudapaksa melapor ke polisi.", ["sexual crime"]],
    ["Ia mencabuli tiga muridnya.", ["sexual crime", "child"]],
    ["Dugaan pencabulan itu terjadi di rumah pelaku.", ["sexual crime"]],
    ["Mahasiswi itu dilecehkan di dalam bus.", ["sexual crime"]],
    ["Ia mengaku menyetubuhi korban berkali-kali.", ["sexual crime"]],
    ["Seorang pria ditemukan tewas gantung diri di kebunnya.", ["suicide"]],
    ["Perempuan itu nekat mengakhiri hidupnya.", ["suicide"]],
    ["Ia melompat dari lantai 7 apartemen.", ["suicide"]],
    ["Bocah enam tahun itu dianiaya ayah tirinya.", ["child"]],
    ["Seorang pelajar ditangkap karena membawa celurit.", ["child"]],
    ["AS (14) menjadi korban penusukan.", ["child"]],
    ["Balita berusia 2 tahun itu ditelantarkan orang tuanya.", ["child"]],
    ["Siswi SMP itu dirundung teman-temannya.", ["child"]],
    ["Polisi mengamankan remaja pelaku pengeroyokan.", ["child"]],
  ])("%s", (text, expected) => {
    expect(subjects(text)).toEqual(expected);
  });
});

describe("what only sounds like one", () => {
  test.each([
    "Anak perusahaan itu menjadi korban penipuan.",
    "Anak buahnya ditangkap KPK.",
    "Serangan bom bunuh diri menewaskan delapan tentara.",
    "Gol bunuh diri bek itu membuat timnya kalah.",
    "Anak-anak mengikuti lomba mewarnai pada pukul 09.00 WIB.",
    "Pelajar mendapat penyuluhan tentang tembakau.",
    "Rapat digelar Senin (15) untuk membahas korban banjir.",
    "Harga sawit turun lantaran permintaan melemah.",
  ])("%s", (text) => {
    expect(subjects(text)).toEqual([]);
  });
});

test("it says which words gave it away, each subject once", () => {
  const found = sensitiveSubjects({
    title: "Guru Cabuli Muridnya",
    paragraphs: ["Guru itu mencabuli murid.", "Pencabulan terjadi di sekolah."],
  });
  expect(found).toEqual([
    { subject: "sexual crime", words: "cabuli" },
    { subject: "child", words: "muridnya, cabuli" },
  ]);
});

test("a long text of one sentence is read in little time", () => {
  expect(subjects("anak itu pergi ke pasar membeli me di pe ber ter ".repeat(20_000))).toEqual([]);
});
