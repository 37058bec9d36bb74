import { describe, expect, test } from "vitest";
import { type Change, changesBetween, replacesFacts } from "../../src/articles/story-changes.ts";

const text = (...paragraphs: string[]) => ({ title: "Atap Pasar Ambruk", paragraphs });

describe("what a later text says otherwise", () => {
  const cases: [string, string, string, Partial<Change>[]][] = [
    [
      "a number, with what it counts",
      "Sebanyak 15 pedagang terluka dalam kejadian itu.",
      "Sebanyak 23 pedagang terluka dalam kejadian itu.",
      [{ kind: "figure", before: "15 pedagang", after: "23 pedagang" }],
    ],
    [
      "a number in words",
      "Korban tewas dua orang, kata polisi setempat.",
      "Korban tewas tiga orang, kata polisi setempat.",
      [{ kind: "figure", before: "dua orang", after: "tiga orang" }],
    ],
    [
      "a minus",
      "Suhu di puncak turun hingga -5 derajat.",
      "Suhu di puncak turun hingga 5 derajat.",
      [{ kind: "figure", before: "-5 derajat", after: "5 derajat" }],
    ],
    [
      "a name",
      "Keterangan itu disampaikan Rendra Wibawa di lokasi kejadian.",
      "Keterangan itu disampaikan Rendra Wijaya di lokasi kejadian.",
      [{ kind: "name", before: "Wibawa", after: "Wijaya" }],
    ],
    [
      "figures before words",
      "Polisi menduga rangka lapuk, dan ada 15 orang di sana.",
      "Polisi memastikan rangka lapuk, dan ada 16 orang di sana.",
      [
        { kind: "figure", before: "15 orang", after: "16 orang" },
        { kind: "words", before: "menduga", after: "memastikan" },
      ],
    ],
    [
      "a sentence that is gone",
      "Rangka roboh. Polisi datang.",
      "Rangka roboh.",
      [{ before: "Polisi datang.", after: "" }],
    ],
    [
      "a sentence that came",
      "Rangka roboh.",
      "Rangka roboh. Polisi datang.",
      [{ before: "", after: "Polisi datang." }],
    ],
    ["only punctuation and case", "“Kami tiba,” kata Rendra.", '"kami tiba" kata Rendra', []],
    ["only the order", "Rangka roboh. Polisi datang.", "Polisi datang. Rangka roboh.", []],
  ];
  test.each(cases)("%s", (_, before, after, expected) => {
    expect(changesBetween(text(before), text(after))).toMatchObject(expected);
    expect(changesBetween(text(before), text(after))).toHaveLength(expected.length);
  });

  test("the title counts like a sentence", () => {
    const changes = changesBetween(
      { title: "12 Orang Tewas dalam Gempa", paragraphs: [] },
      { title: "15 Orang Tewas dalam Gempa", paragraphs: [] },
    );
    expect(changes).toEqual([{ kind: "figure", before: "12 Orang", after: "15 Orang", turns: true }]);
  });
});

describe("news or not", () => {
  test.each([
    ["another figure", "Ada 15 orang di sana saat itu.", "Ada 16 orang di sana saat itu.", true],
    ["another name", "Itu kata Rendra Wibawa kepada kami.", "Itu kata Rendra Wijaya kepada kami.", true],
    ["other words", "Rangka itu roboh setelah hujan.", "Rangka itu ambruk setelah hujan.", false],
    ["a paragraph more", "Rangka roboh.", "Rangka roboh. Pasar ditutup 14 hari.", false],
  ])("%s", (_, before, after, expected) => {
    expect(replacesFacts(changesBetween(text(before), text(after)))).toBe(expected);
  });
});

/** The usual update: another title and lead over a text that stayed. */
const REST = [
  "Petugas datang ke lokasi setelah menerima laporan warga. Kepala desa Rendra Wibawa mengatakan listrik padam di sebagian kampung.",
  "Menurut Rendra, warga diminta tetap tenang dan mengikuti arahan petugas. Keterangan lebih lengkap menyusul.",
];
const story = (title: string, ...lead: string[]) => ({ title, paragraphs: [lead.join(" "), ...REST] });

describe("an update over a text that stayed is news", () => {
  test.each([
    [
      "what was denied is so",
      story(
        "Gempa M 7,1 guncang Teluk Biru, tidak berpotensi tsunami",
        "BMKG menyebut gempa tidak berpotensi tsunami.",
      ),
      story("Gempa M 7,1 guncang Teluk Biru, berpotensi tsunami", "BMKG menyebut gempa berpotensi tsunami."),
    ],
    [
      "what was so is denied",
      story("Bandara Teluk Biru ditutup", "Bandara Teluk Biru ditutup sejak pagi."),
      story("Bandara Teluk Biru tidak ditutup", "Bandara Teluk Biru tidak ditutup sejak pagi."),
    ],
    [
      "who was hunted is caught",
      story(
        "Polisi buru perampok minimarket",
        "Polisi masih memburu perampok sebuah minimarket di Teluk Biru.",
      ),
      story(
        "Polisi tangkap perampok minimarket",
        "Polisi telah menangkap perampok sebuah minimarket di Teluk Biru.",
      ),
    ],
    [
      "a ruling instead of a delay",
      story("Hakim tunda putusan mantan bupati", "Hakim menunda putusan perkara mantan bupati."),
      story("Hakim bebaskan mantan bupati", "Hakim membebaskan mantan bupati."),
    ],
    [
      "what was alleged is told as a fact",
      story("Polisi: kebakaran diduga disengaja", "Kebakaran pasar diduga disengaja oleh pelaku."),
      story("Polisi: kebakaran disengaja", "Kebakaran pasar disengaja oleh pelaku."),
    ],
    [
      "a death toll in the title",
      story("Gempa M 7,1 Guncang Teluk Biru", "Gempa mengguncang Teluk Biru."),
      story("Gempa M 7,1 Guncang Teluk Biru, 2 Orang Tewas", "Gempa mengguncang Teluk Biru."),
    ],
    [
      "a death toll in the lead, in words",
      story("Gempa Guncang Teluk Biru", "Gempa mengguncang Teluk Biru."),
      story(
        "Gempa Guncang Teluk Biru",
        "Gempa mengguncang Teluk Biru.",
        "Dua warga dilaporkan tewas tertimpa tembok.",
      ),
    ],
    [
      "the number of the hurt is that of the dead",
      story("Gempa Guncang Teluk Biru", "Gempa di Teluk Biru melukai dua warga."),
      story(
        "Gempa Guncang Teluk Biru",
        "Gempa di Teluk Biru melukai dua warga.",
        "Belakangan dua warga tewas di rumah sakit.",
      ),
    ],
    [
      "a title in new words",
      story("Gempa Guncang Teluk Biru", "Gempa mengguncang Teluk Biru."),
      story("Kepala Sekolah Ditemukan Meninggal di Reruntuhan", "Gempa mengguncang Teluk Biru."),
    ],
  ])("%s", (_, before, after) => {
    expect(replacesFacts(changesBetween(before, after))).toBe(true);
  });

  const first = story(
    "Gempa guncang Teluk Biru",
    "Gempa di Teluk Biru menewaskan dua warga.",
    "Belum ada pengungsi.",
  );
  test.each([
    [
      "nor is a title that tells what the text told",
      { ...first, title: "Gempa guncang Teluk Biru, dua warga tewas" },
    ],
    [
      "nor are other words for the same",
      story(
        "Gempa guncang Teluk Biru",
        "Gempa di Teluk Biru mengakibatkan dua warga meninggal.",
        "Tak ada pengungsi.",
      ),
    ],
    [
      "nor are a date, an hour and an age",
      story(
        "Gempa guncang Teluk Biru",
        "Gempa di Teluk Biru menewaskan dua warga, Rabu (11/3/2026) pukul 04.12 WIT.",
        "Belum ada pengungsi.",
        "Korban ialah Rendra (22).",
      ),
    ],
    ["nor is a title that counts its own points", { ...first, title: "Gempa guncang Teluk Biru: 7 fakta" }],
    [
      "nor is what denies nothing",
      story(
        "Gempa guncang Teluk Biru",
        "Gempa di Teluk Biru tidak hanya menewaskan dua warga.",
        "Belum ada pengungsi.",
      ),
    ],
    [
      "nor is what was added further down",
      { ...first, paragraphs: [...first.paragraphs, "Polisi tangkap 3 penjarah."] },
    ],
  ])("%s", (_, after) => {
    expect(replacesFacts(changesBetween(first, after))).toBe(false);
  });
});

test("what turns the news comes before names and other words", () => {
  const changes = changesBetween(
    text("Menurut Rendra Wibawa, warga senang karena pasar tidak ditutup sore ini.", ...REST),
    text("Menurut Rendra Wijaya, warga lega karena pasar ditutup sore ini.", ...REST),
  );
  expect(changes.map(({ before }) => before)).toEqual(["senang", "tidak", "Wibawa"]);
});

test("two texts without a line in common are compared in time that grows with their length", () => {
  const words = (seed: number) =>
    Array.from({ length: 4000 }, (_, i) => `kata${(i * 7919 + seed) % 5000}`).join(" ");
  // A comparison of every line with every other one would meet the test's own time limit.
  expect(changesBetween(text(words(1)), text(words(2)))).not.toEqual([]);
});
