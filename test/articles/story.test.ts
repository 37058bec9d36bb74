import { describe, expect, test } from "vitest";
import type { IncomingArticle } from "../../src/articles/article.ts";
import { newsLikeness, searchTerms, textLikeness, Trace, traceOf } from "../../src/articles/similarity.ts";
import { kinOf, kinship } from "../../src/articles/story.ts";
import { contractorQuestioned, harvestFestival, roofFell, roofFellElsewhere } from "../support/stories.ts";

const traced = ({ title, body }: IncomingArticle): Trace =>
  traceOf({ title, paragraphs: body.content.split("\n") });

const edited = (edit: (lines: string[]) => string[], title = roofFell().title): Trace =>
  traceOf({ title, paragraphs: edit(roofFell().body.content.split("\n")) });

const FURNITURE = "Ikuti terus perkembangan berita daerah hanya di halaman kami setiap hari.";

describe("how two articles belong together", () => {
  const first = traced(roofFell());
  const cases: [string, Trace, ReturnType<typeof kinship>][] = [
    ["the very text", first, "same text"],
    ["under another title", edited((lines) => lines, "Belasan Orang Terluka di Pasar"), "same text"],
    ["with template around it", edited((lines) => [FURNITURE, ...lines, FURNITURE]), "same text"],
    ["without its last paragraph", edited((lines) => lines.slice(0, -1)), "same text"],
    ["with another number", traced(roofFell({}, 23)), "same text"],
    ["in another outlet's words", traced(roofFellElsewhere()), "same news"],
    [
      "in another outlet's words, with another number in the title",
      traced(roofFellElsewhere({ title: "23 Pedagang Terluka saat Atap Pasar Cendana di Sukamaju Ambruk" })),
      "same story",
    ],
    ["another event", traced(harvestFestival()), null],
    ["no text at all", traceOf({ title: null, paragraphs: [] }), null],
  ];
  test.each(cases)("%s", (_, other, expected) => {
    expect(kinship(first, other)).toBe(expected);
    expect(kinship(other, first)).toBe(expected);
  });

  test("a follow-up is never taken for the same news", () => {
    expect(["same story", null]).toContain(kinship(first, traced(contractorQuestioned())));
  });
});

describe("two outlets, each in its own words", () => {
  const BLAST = [
    "Kapolres Wirasari AKBP Toni Gunawan mengatakan ledakan terjadi saat pekerja mencampur bahan. Polisi memeriksa pemilik pabrik.",
    "Suara ledakan terdengar hingga radius tiga kilometer dari Desa Sukamaju.",
  ];
  const blast = (title: string, lead: string): Trace => traceOf({ title, paragraphs: [lead, ...BLAST] });
  const hike = (title: string, lead: string): Trace =>
    traceOf({
      title,
      paragraphs: [
        lead,
        "Kepala Kantor SAR Surajaya Hendra Wibowo mengatakan tim menyisir lembah di sebelah timur jalur Cemara Kandang.",
      ],
    });
  const OFFSHORE =
    "Kepala Pusat Gempa Bumi dan Tsunami BMKG Darma Wijaya mengatakan gempa berada di laut pada jarak 45 km barat daya Teluk Biru.";
  const quake = (title: string, lead: string, rest = OFFSHORE): Trace =>
    traceOf({ title, paragraphs: [lead, rest] });
  const twoDead = blast(
    "Ledakan Pabrik Petasan di Sukamaju, Dua Pekerja Tewas",
    "Ledakan menghancurkan pabrik petasan di Desa Sukamaju, Kabupaten Wirasari. Dua pekerja tewas di tempat.",
  );
  const lost = hike(
    "Pendaki Hilang di Gunung Lawira Belum Ditemukan",
    "Tim SAR gabungan belum menemukan Bagas Pratama, pendaki yang hilang di Gunung Lawira sejak Sabtu.",
  );
  const warned = quake(
    "BMKG Keluarkan Peringatan Dini Tsunami Usai Gempa M 7,1 di Teluk Biru",
    "BMKG mengeluarkan peringatan dini tsunami setelah gempa magnitudo 7,1 mengguncang Teluk Biru. Warga diminta menjauhi pantai.",
  );

  test.each([
    [
      "more are dead, in number words",
      twoDead,
      blast(
        "Korban Ledakan Pabrik Petasan Sukamaju Bertambah, Lima Pekerja Tewas",
        "Korban tewas dalam ledakan pabrik petasan di Desa Sukamaju, Kabupaten Wirasari, menjadi lima pekerja.",
      ),
    ],
    [
      "more are dead, counted with another word",
      blast(
        "19 Orang Tewas dalam Ledakan Pabrik Petasan di Sukamaju",
        "Ledakan pabrik petasan di Sukamaju menewaskan 19 orang.",
      ),
      blast(
        "Ledakan Pabrik Petasan Sukamaju: 27 Tewas",
        "Sebanyak 27 pekerja tewas dalam ledakan pabrik petasan di Sukamaju.",
      ),
    ],
    [
      "more are dead, the number last",
      twoDead,
      blast(
        "Ledakan Pabrik Petasan di Sukamaju Tewaskan Sedikitnya 5 Pekerja",
        "Ledakan pabrik petasan di Desa Sukamaju, Kabupaten Wirasari, menewaskan lima pekerja.",
      ),
    ],
    [
      "another day",
      hike(
        "Sidang Ledakan Pabrik Petasan Sukamaju Digelar 10 Juni",
        "Pengadilan Wirasari menggelar sidang perkara ledakan pabrik petasan di Desa Sukamaju. Pemilik pabrik didampingi dua pengacara.",
      ),
      hike(
        "Sidang Ledakan Pabrik Petasan di Sukamaju Digelar 17 Juni",
        "Sidang perkara ledakan pabrik petasan di Desa Sukamaju digelar Pengadilan Wirasari pekan depan.",
      ),
    ],
    [
      "who was lost is found",
      lost,
      hike(
        "Pendaki Hilang di Gunung Lawira Ditemukan Selamat",
        "Tim SAR gabungan menemukan Bagas Pratama, pendaki yang hilang di Gunung Lawira, dalam keadaan selamat.",
      ),
    ],
    [
      "a warning is lifted",
      warned,
      quake(
        "BMKG Cabut Peringatan Dini Tsunami Usai Gempa M 7,1 di Teluk Biru",
        "Peringatan dini tsunami akibat gempa magnitudo 7,1 di Teluk Biru dicabut BMKG. Warga boleh kembali ke rumah.",
      ),
    ],
  ])("what contradicts the earlier title is no repeat: %s", (_, earlier, later) => {
    expect(newsLikeness(earlier, later)).toBeGreaterThan(0.47);
    expect(kinship(earlier, later)).toBe("same story");
    expect(kinship(later, earlier)).toBe("same story");
  });

  test.each([
    [
      "the same number in digits, and another word for dead",
      twoDead,
      blast(
        "2 Pekerja Meninggal dalam Ledakan Pabrik Petasan Sukamaju",
        "Dua orang meninggal akibat ledakan pabrik petasan di Desa Sukamaju, Kabupaten Wirasari.",
      ),
    ],
    [
      "one title says more than the other",
      warned,
      quake(
        "Gempa M 7,1 di Teluk Biru, Peringatan Dini Tsunami untuk Warga Pesisir",
        "Peringatan dini tsunami berlaku setelah gempa magnitudo 7,1 mengguncang Teluk Biru. Warga diminta menjauhi pantai.",
        "Gempa berpusat di laut 45 km barat daya Teluk Biru, kata Kepala Pusat Gempa Bumi dan Tsunami BMKG Darma Wijaya.",
      ),
    ],
    [
      "the same denial",
      lost,
      hike(
        "Tim SAR Belum Temukan Pendaki yang Hilang di Gunung Lawira",
        "Bagas Pratama, pendaki yang hilang di Gunung Lawira sejak Sabtu, belum ditemukan tim SAR gabungan.",
      ),
    ],
  ])("what says the same stays a repeat: %s", (_, earlier, later) => {
    expect(kinship(earlier, later)).toBe("same news");
    expect(kinship(later, earlier)).toBe("same news");
  });
});

test("a trace of an earlier release, which knew less of titles, is still read", () => {
  const { states: _states, denied: _denied, ...earlier } = traced(roofFell());
  expect(kinship(Trace.parse(earlier), traced(roofFellElsewhere()))).toBe("same news");
});

test("kin come closest first, strangers not at all", () => {
  const others = [harvestFestival(), roofFellElsewhere(), roofFell({}, 16)].map((article, i) => ({
    articleId: i + 1,
    storyId: 10 + i,
    source: article.source,
    trace: traced(article),
  }));
  expect(kinOf(traced(roofFell()), others)).toEqual([
    { articleId: 3, storyId: 12, source: "kabar-uji", kinship: "same text" },
    { articleId: 2, storyId: 11, source: "warta-uji", kinship: "same news" },
  ]);
});

test("an article is looked for by names and rare words, not by words that every article has", () => {
  const terms = searchTerms(traced(roofFell()));
  expect(terms).toEqual(expect.arrayContaining(["cendana", "ambruk", "wanasari"]));
  expect(terms).not.toContain("yang");
  expect(terms.length).toBeLessThanOrEqual(32);
});

test("a very long text costs no more than its first 3,000 words", () => {
  const long = traceOf({
    title: null,
    paragraphs: [Array.from({ length: 200_000 }, (_, i) => `kata${i}`).join(" ")],
  });
  expect(long.shingles.length).toBeLessThan(3000);
  expect(textLikeness(long, long)).toBe(1);
});
