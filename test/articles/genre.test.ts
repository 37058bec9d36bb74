import { expect, test } from "vitest";
import { clean } from "../../src/articles/clean.ts";
import { genreOf } from "../../src/articles/genre.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";

const TEXT =
  "Jembatan Kali Biru di Sukamaju dibuka untuk umum pada Senin setelah diperbaiki selama empat bulan.\nWarga Sukamaju kini tidak perlu memutar lewat Desa Wairo untuk mencapai pasar.";

function genre({
  text = TEXT,
  title = "Jembatan Kali Biru Dibuka",
  link = null as string | null,
  sections = [] as string[], // the source's own
}) {
  const article = clean(readPlainText(text));
  return genreOf({ ...article, title, link, sections: [...sections, ...article.sections] });
}

test.each([
  ["a section", { sections: ["Opini"] }, "opinion"],
  ["a section in two words", { sections: ["Berita", "Surat Pembaca"] }, "opinion"],
  ["a paid section", { sections: ["Konten Bersponsor"] }, "advertorial"],
  ["a folder of its address", { link: "https://warta.example/opini/read/12/jembatan-kali-biru" }, "opinion"],
  ["a folder in two words", { link: "https://warta.example/siaran-pers/jembatan-kali-biru" }, "release"],
  ["a label before the title", { title: "Tajuk: Jembatan Kali Biru dan Kita" }, "opinion"],
  ["a label in brackets", { title: "[Advertorial] Jembatan Kali Biru Dibuka" }, "advertorial"],
  ["a label behind the title", { title: "Jembatan Kali Biru Dibuka (ADV)" }, "advertorial"],
  ["a label behind a bar", { title: "Jembatan Kali Biru dan Kita | Kolom" }, "opinion"],
  ["a first line", { text: `ADVERTORIAL\n${TEXT}` }, "advertorial"],
  ["a word before the text", { text: `PARIWARA - ${TEXT}` }, "advertorial"],
  ["a word before the text with a colon", { text: `Rilis: ${TEXT}` }, "release"],
  ["a word behind the text", { text: `${TEXT} (ADV)` }, "advertorial"],
  ["a word and a customer behind the text", { text: `${TEXT} (adv/dinkes)` }, "advertorial"],
  ["a word on the last line", { text: `${TEXT}\n(Advertorial)` }, "advertorial"],
  ["a word behind the text in lower case", { text: `${TEXT} (adv)` }, "advertorial"],
  ["a horoscope's title", { title: "Ramalan Zodiak Hari Ini: Leo Dapat Promosi" }, "service"],
  ["a title of a synopsis", { title: "Sinopsis Film Malam di Istana, Tayang Malam Ini" }, "service"],
  ["a lottery's title", { title: "Prediksi Togel Sagara Malam Ini" }, "service"],
  ["a title of prayer times", { title: "Jadwal Imsakiyah Kota Sagara, 1 Maret 2026" }, "service"],
  ["a title of answers", { title: "3 Kunci Jawaban IPA Kelas 8 Halaman 210" }, "service"],
  ["the day's most read", { title: "Terpopuler: Banjir di Paser, Persela Juara" }, "roundup"],
  ["the most read in brackets", { title: "[POPULER NASIONAL] Banjir di Paser | Persela Juara" }, "roundup"],
  ["the most read, counted", { title: "5 Berita Populer Pasar, Rupiah dan Saham Melemah" }, "roundup"],
  ["a desk's top", { title: "Top 3 Tekno: Harga Ponsel hingga Bocoran Gim" }, "roundup"],
  ["last night's results", { title: "Rekap Hasil Bola Tadi Malam: Persela Menang, Garuda Kalah" }, "roundup"],
  ["a title of a stream", { title: "Link Live Streaming Garuda vs Persela" }, "service"],
])("%s tells what it is", (_what, given, kind) => {
  expect(genre(given)?.kind).toBe(kind);
});

test.each([
  ["news", {}],
  ["a model's name", { title: "ADV 160 Kini Lebih Murah" }],
  ["who is arrested for a lottery", { title: "Bandar Prediksi Togel Ditangkap di Sukamaju" }],
  ["a match's hour", { title: "Jadwal Laga Garuda vs Persela Dimundurkan" }],
  ["what is popular", { title: "Populer di Kalangan Remaja, Gim Ini Diblokir: Ini Alasannya" }],
  ["a ranking", { title: "Top 10 Universitas Dunia: Sagara Naik Peringkat" }],
  ["an album", { title: "Rilis Album Baru, Rara Sukma Keliling Sukamaju" }],
  ["a column of ash", { title: "Kolom Abu Gunung Wairo Setinggi 900 Meter" }],
  [
    "a word in the text",
    { text: `Opini publik terbelah soal jembatan itu.\n${TEXT} Editorial koran lokal memujinya.` },
  ],
  ["a word in the address", { link: "https://warta.example/daerah/opini-publik-terbelah" }],
  ["a section that has the word in it", { sections: ["Rilis Film"] }],
  ["a bracket in the text", { text: `${TEXT} Kecepatannya diukur dengan alat (ADV-2).` }],
])("%s is news", (_what, given) => {
  expect(genre(given)).toBeNull();
});
