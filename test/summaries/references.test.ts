import { expect, test } from "vitest";
import { bareSpeaker, needOf } from "../../src/summaries/references.ts";

test.each([
  "Ia menolak berkomentar.",
  "Keduanya berkendara satu putaran.",
  "Hal itu disampaikan di Jakarta.",
  "Menurutnya, harga akan turun.",
  "Menurut dia, harga akan turun.",
  "Setelah itu, rapat ditutup.",
  "Akibatnya, jalan macet.",
  "Harganya naik dua kali lipat.",
  "Salah satunya adalah Budi.",
  "Pada saat rapat, mereka diam.",
  '"Kami siap," katanya.',
  '"Kami siap," kata dia di Jakarta.',
])("%s needs the sentence before it", (sentence) => {
  expect(needOf(sentence)).toEqual({ noun: null });
});

test.each([
  ["Jembatan itu dibangun pada 1987.", "jembatan"],
  ["Perusahaan asal Surabaya tersebut merugi.", "perusahaan"],
  ["Dalam pertemuan itu, Kim menjanjikan dukungan.", "pertemuan"],
])("%s needs its noun before it", (sentence, noun) => {
  expect(needOf(sentence)).toEqual({ noun });
});

test.each([
  "Bupati Lembayung menolak berkomentar.",
  "Hari ini sekolah diliburkan.",
  "Biasanya pasar ramai pada hari Minggu.",
  "Usai bertemu Presiden Wirya, ia pulang.",
  "Jembatan yang dibangun pada 1987 itu ambruk.",
  '"Kami siap," kata Bupati Lembayung, Rukmana.',
])("%s stands alone", (sentence) => {
  expect(needOf(sentence)).toBeNull();
});

test.each([
  ["Menurut Puji, harga akan turun.", "puji"],
  ['"Kami siap," kata Marala.', "marala"],
  ["Ratih menilai permintaan tumbuh.", "ratih"],
  ["Ratih Kusumawardani menilai permintaan tumbuh.", null],
  ["Pemerintah kabupaten menilai permintaan tumbuh.", null],
])("%s lets someone speak by one name: %s", (sentence, name) => {
  expect(bareSpeaker(sentence)).toBe(name);
});
