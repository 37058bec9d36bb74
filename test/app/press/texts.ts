import type { Dice } from "../../support/dice.ts";

/** Invented news: each article has a name of its own, by which an alert is known to be about it, and one figure. */

/** What an article is about. Its text follows from this, the figure and how much was added to it. */
export interface Subject {
  /** Nothing else is called so. */
  name: string;
  place: string;
  person: string;
  what: string;
  happens: string;
  people: string;
  befalls: string;
  further: string[];
}

export function written(
  subject: Subject,
  figure: number,
  added: number,
): { title: string; paragraphs: string[] } {
  const { name, place, person, what, happens, people, befalls, further } = subject;
  return {
    title: `${what} ${name} di ${place} ${happens}, ${figure} ${people} ${befalls}`,
    paragraphs: [
      `${what} ${name} di Kecamatan ${place} ${happens.toLowerCase()} pada Senin pagi dan membuat ${figure} ${people.toLowerCase()} ${befalls.toLowerCase()}.`,
      `Camat ${place} ${person} menyampaikan keterangan itu kepada wartawan di kantornya.`,
      ...further.slice(0, further.length - MOST_ADDED + added),
    ],
  };
}

/** The figure that a headline, a message or a text has of an article. */
export function figureIn(text: string): number | null {
  const found = new RegExp(`(\\d+) (?:${PEOPLE.join("|")})`, "i").exec(text);
  return found ? Number(found[1]) : null;
}

/** The nth subject, of which nobody has heard. */
export function newSubject(dice: Dice, nth: number): Subject {
  const word = (): string => Array.from({ length: 3 }, () => dice.of(SYLLABLES)).join("");
  const own = `${SYLLABLES[nth % 16] ?? ""}${SYLLABLES[Math.floor(nth / 16) % 16] ?? ""}`;
  const sentence = (_: unknown, i: number): string =>
    (SENTENCES[(i + nth) % SENTENCES.length] ?? "").replaceAll("#", () => capital(word()));
  return {
    name: capital(`${word()}${own}`),
    place: capital(word()),
    person: `${capital(word())} ${capital(word())}`,
    what: WHAT[nth % WHAT.length] ?? "",
    happens: HAPPENS[(nth * 3) % HAPPENS.length] ?? "",
    people: PEOPLE[(nth * 5) % PEOPLE.length] ?? "",
    befalls: BEFALLS[(nth * 7) % BEFALLS.length] ?? "",
    further: Array.from({ length: 9 + MOST_ADDED }, sentence),
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const MOST_ADDED = 3;
const SYLLABLES = [
  "wa",
  "no",
  "ri",
  "ja",
  "lu",
  "ke",
  "ba",
  "ti",
  "mo",
  "su",
  "ga",
  "pe",
  "du",
  "ra",
  "si",
  "yo",
];
const WHAT = ["Jembatan", "Pasar", "Tanggul", "Festival", "Koperasi", "Pabrik", "Pelabuhan", "Terminal", "Bendungan", "Perpustakaan", "Museum", "Kebun", "Gudang"]; // prettier-ignore
const HAPPENS = ["Ambruk", "Dibuka", "Ditutup", "Terbakar", "Diresmikan", "Terendam", "Dipindahkan", "Diperluas", "Dijual", "Direnovasi", "Dirazia"]; // prettier-ignore
const PEOPLE = ["Pekerja", "Keluarga", "Perajin", "Nelayan", "Pedagang", "Buruh", "Petani"];
const BEFALLS = ["Dipulangkan", "Mengungsi", "Menunggu Kepastian", "Mendapat Bantuan", "Pindah Tempat", "Berunjuk Rasa", "Dilatih Ulang", "Didata", "Dipekerjakan"]; // prettier-ignore
/** "#" is a name of this article's own, so that no two articles share many words. */
const SENTENCES = [
  "Kabel dari # dan # sudah lama dikeluhkan para pengguna #.",
  "Air dari # merendam dusun # dan # sejak semalam.",
  "Motif # dari # ditampilkan lagi di ruang #.",
  "Pinjaman # dipakai untuk membeli mesin # dan jaring #.",
  "Pesanan dari # naik sesudah pameran # di kota #.",
  "Petugas # memasang karung di # dan mengalihkan truk ke #.",
  "Listrik # padam dua jam sebelum gardu # dan # menyala.",
  "Serikat # meminta upah # dihitung sesuai aturan #.",
  "Panitia # membuka pintu # sampai # selesai.",
  "Anggaran # akan dibahas dewan # dan bupati #.",
  "Harga # di toko # dan # belum berubah.",
  "Mahasiswa # menghitung kekuatan tiang # bersama #.",
];
