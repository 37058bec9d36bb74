import { expect, test } from "vitest";
import {
  bareSpeaker,
  meansPerson,
  namesPerson,
  needOf,
  pointsBack,
  takesBack,
} from "../../src/summaries/references.ts";
import { keys } from "../../src/summaries/words.ts";

test.each([
  "Ia menolak berkomentar.",
  "Keduanya berkendara satu putaran.",
  "Sebanyak 21 orang lainnya luka-luka.",
  "Kapolres Lembayung Ratri mengatakan, dua puluh satu siswa lain dirawat sejak Minggu (29/11).",
  "Dua korban lagi masih dicari.",
  "Sehari sebelumnya emas berada di level Rp 1.696.000 per gram.",
  "Tiga hari kemudian mereka tiba di perbatasan.",
  "Pada hari yang sama, jalan ditutup.",
  "Malam harinya api padam.",
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
  "Adapun tarif ojek, kata dia, masih dikaji.",
  "Diungkapkan olehnya, musik selalu menemani.",
  "Keempat perusahaan itu merugi.",
  "Sebelumnya, kedua gubernur itu bertemu di Sagara.",
  "Saat ini ia menjadi buron.",
  "Sementara, ia tiba pada pagi hari.",
  "Hal senada disampaikan Camat Lembayung.",
  "Nilai proyeknya mencapai Rp 9 miliar.",
  "Istri korban lalu masuk ke kios.",
  "Tentu bukan tokoh aslinya.",
  "Biaya di atas belum termasuk asuransi.",
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
  "Polisi akhirnya menangkap Dimas.",
  "Akibat naiknya harga pupuk, panen turun.",
  "Pekan lalu polisi menangkap Dimas.",
  "Biasanya pasar ramai pada hari Minggu.",
  "Usai bertemu Presiden Wirya, ia pulang.",
  "Jembatan yang dibangun pada 1987 itu ambruk.",
  '"Kami siap," kata Bupati Lembayung, Rukmana.',
  "Lima orang tewas dan 21 orang lainnya luka-luka.",
  "Sebanyak 42 siswa selamat, tiga orang lainnya dirawat.",
  "Dimas bersama tiga orang lainnya ditangkap.",
  "Selain Dimas, dua orang lain diperiksa.",
  "Tiga hari lagi pasar dibuka.",
])("%s stands alone", (sentence) => {
  expect(needOf(sentence)).toBeNull();
});

test.each([
  ["Menurut Puji, harga akan turun.", "puji"],
  ['"Kami siap," kata Marala.', "marala"],
  ['"Kami siap," kata Marala saat tiba di balai kota.', "marala"],
  ["Sebelumnya, Marala mengungkapkan harga akan turun.", "marala"],
  ["Meski belum pasti, Marala mengungkap rencana itu.", "marala"],
  ['"Kami siap," kata Marala Sutan saat tiba.', null],
  ["Ratih menilai permintaan tumbuh.", "ratih"],
  ["Ratih Kusumawardani menilai permintaan tumbuh.", null],
  ["Pemerintah kabupaten menilai permintaan tumbuh.", null],
])("%s lets someone speak by one name: %s", (sentence, name) => {
  expect(bareSpeaker(sentence)).toBe(name);
});

test.each([
  ["Ia menilai putusan itu tepat.", true],
  ["Putusan itu, kata dia, tepat.", true],
  ["Saat ini ia menilai putusan itu tepat.", true],
  ["Bupati menilai putusan itu tepat.", false],
])("%s means a person by a pronoun: %s", (sentence, does) => {
  expect(meansPerson(sentence)).toBe(does);
});

test.each([
  ["Bupati Lembayung Rukmana meninjau pasar.", true],
  ["Kontrak Anggoro di klub itu habis bulan ini.", true],
  ["Rukmana meninjau pasar.", true],
  ["Saat ini, Pemprov Sagara memiliki 40 sekolah gratis.", false],
  ["Pendidikan di barak digelar mulai Senin di Desa Cirata.", false],
  ["Saat ini, Pemprov Sagara memiliki sebuah percontohan (pilot project).", false],
])("%s names somebody: %s", (sentence, does) => {
  expect(namesPerson(sentence)).toBe(does);
});

test.each([
  ["Penyidik mendalami hal itu lewat dua saksi.", { noun: null }],
  ["Warga mengunggah ulang video tersebut.", { noun: "video" }],
  ["Warga merekam video dan mengunggah video tersebut.", null],
  ["Polisi belum berkomentar soal penyebar video itu.", { noun: "video" }],
  ["Warga merekam video dan mengunggah video itu.", null],
  ["Polisi mendatangi rumah itu.", null],
  ["Ukraina bersiap demi lancarnya turnamen tersebut.", null],
])("%s points at what was told before: %s", (sentence, need) => {
  expect(pointsBack(sentence, new Set(keys("Sebuah video beredar di media sosial.")))).toEqual(need);
});

test.each([
  ["Kabar itu dibantah petugas pos pengamatan.", true],
  ["Faktanya, informasi tersebut tidak benar.", true],
  ["Rukmana membantah tudingan itu.", true],
  ["Juru bicara pasar, Heru Santosa, memastikan informasi tersebut tidak benar.", true],
  ["Kepala Dinas Sri Wahyuni menyatakan peristiwa itu tidak pernah terjadi.", true],
  ["Camat menegaskan bahwa kabar penutupan jalan itu hoaks.", true],
  ["Peristiwa itu tidak pernah terjadi sebelumnya.", false],
  ["Hal itu dilakukan salah satunya karena hujan.", false],
  ["Pesan itu menyebut nama pasukan dan memperkuat dugaan bahwa serangan itu bukan demi uang.", false],
  ["Tidak ada yang bisa membantah hal itu.", false],
  ["Kabar itu disambut gembira warga.", false],
  ["Rukmana membantah menerima suap.", false],
])("%s takes back what was said before it: %s", (sentence, does) => {
  expect(takesBack(sentence, "Pemerintah melarang sepeda listrik dan akan menggelar konser.")).toBe(does);
});
