import { describe, expect, test } from "vitest";
import { clean } from "../../src/articles/clean.ts";
import { contentKey } from "../../src/articles/content-key.ts";
import { readPage } from "../../src/articles/page.ts";
import { readPlainText } from "../../src/articles/plain-text.ts";
import { FURNITURE_LINES } from "./furniture-lines.ts";

const read = (...lines: string[]) => clean(readPlainText(lines.join("\n")));

const LEAD = "Warga Desa Sukamaju memanen padi lebih awal karena hujan turun sejak pekan lalu.";
const NEXT = "Kepala desa menyebut hasil panen tahun ini naik dua kali lipat.";

test.each([
  ["a picture's caption with its source", "Panen raya di Desa Sukamaju. Dok. Humas Pemkab Sukamaju", []],
  ["a picture's caption with its site", "Lomba lari antarkampung. Doc. sukamaju.go.id", []],
  [
    "a quotation about an archive, which stays",
    "“Kami memeriksa lima saksi. Dokumentasi panen juga sudah kami sita dari pemilik gudang.”",
    ["“Kami memeriksa lima saksi. Dokumentasi panen juga sudah kami sita dari pemilik gudang.”"],
  ],
  [
    "a sentence about an archive, which stays",
    "Panen dicatat. Dokumentasi itu disimpan di balai desa.",
    ["Panen dicatat. Dokumentasi itu disimpan di balai desa."],
  ],
])("above the text stands %s", (_, line, kept) => {
  expect(read(line, LEAD, NEXT).paragraphs).toEqual([...kept, LEAD, NEXT]);
});

describe("related reading leaves the text and stays beside it", () => {
  test.each([
    ["on its own line", [LEAD, "Baca Juga: Harga Gabah Naik di Tiga Kabupaten", NEXT]],
    ["with the title on the next line", [LEAD, "Baca juga:", "Harga Gabah Naik di Tiga Kabupaten", NEXT]],
    ["glued to the sentence before", [`${LEAD}Baca Juga: Harga Gabah Naik di Tiga Kabupaten`, NEXT]],
    ["in capitals with a dash", [`${LEAD}BACA JUGA - Harga Gabah Naik di Tiga Kabupaten`, NEXT]],
    ["without a colon", [LEAD, "Baca Juga Harga Gabah Naik di Tiga Kabupaten", NEXT]],
  ])("%s", (_, lines) => {
    const article = read(...lines);
    expect(article.related).toEqual([{ title: "Harga Gabah Naik di Tiga Kabupaten", url: null }]);
    expect(article.paragraphs).toEqual([LEAD, NEXT]);
  });

  test.each([
    ["on its own line", `<p>${LEAD}</p><p>BACA JUGA >> LINK</p><p>${NEXT}</p>`],
    ["with a bar", `<p>${LEAD}</p><p>👉 Baca Juga | LINK</p><p>${NEXT}</p>`],
    ["by another name", `<p>${LEAD}</p><p>Artikel terkait LINK</p><p>${NEXT}</p>`],
    ["at a paragraph's end", `<p>${LEAD} Baca juga LINK</p><p>${NEXT}</p>`],
    ["in bold", `<p>${LEAD} <b>Baca juga</b> LINK</p><p>${NEXT}</p>`],
  ])("where a link shows its title no colon is needed: %s", (_, html) => {
    const link = `<a href="https://wartalembah.id/9">Harga gabah naik di tiga kabupaten</a>`;
    expect(clean(readPage(html.replace("LINK", link), null))).toMatchObject({
      related: [{ title: "Harga gabah naik di tiga kabupaten", url: "https://wartalembah.id/9" }],
      paragraphs: [LEAD, NEXT],
    });
  });

  test("a link in a sentence that merely says so is text", () => {
    const html = `<p>${LEAD}</p><p>Warga dapat membaca juga <a href="/9">panduan memanen padi yang baik</a> di balai desa.</p>`;
    expect(clean(readPage(html, null)).paragraphs).toHaveLength(2);
  });

  test.each(["baca-juga", "related-posts", "jnews_inline_related_post"])(
    "a list of other headlines that its page calls %s is no text",
    (name) => {
      const html = `<p>${LEAD}</p><div class="${name}"><ul><li><a href="/9">Harga Gabah Naik</a></li></ul></div><p>${NEXT}</p>`;
      expect(clean(readPage(html, null)).paragraphs).toEqual([LEAD, NEXT]);
    },
  );

  test("with the title lost, the next line is text", () => {
    expect(read(LEAD, "Baca Juga", NEXT)).toMatchObject({ related: [], paragraphs: [LEAD, NEXT] });
  });

  test("inside a line, the title ends where a sentence visibly begins", () => {
    const article = read(
      `${LEAD} Baca juga: Harga Gabah Naik di Tiga Kabupaten Namun, warga tetap khawatir.`,
    );
    expect(article.related[0]?.title).toBe("Harga Gabah Naik di Tiga Kabupaten");
    expect(article.paragraphs).toEqual([LEAD, "Namun, warga tetap khawatir."]);
  });

  test("a headline is never sewn to half a sentence", () => {
    const article = read(
      `${LEAD} Baca juga: Harga Gabah Naik di Tiga Kabupaten Kepala Desa Rahmat menyebut hasil naik. ${NEXT}`,
    );
    expect(article.paragraphs).toEqual([LEAD, NEXT]);
    expect(article.related[0]?.title).not.toContain("menyebut");
  });

  test("a name with a capital inside does not end a title", () => {
    const title = "Cara Mengunci Pesan di WhatsApp yang Jarang Diketahui";
    expect(read(`${LEAD} Baca juga: ${title} Namun, warga khawatir.`)).toMatchObject({
      related: [{ title, url: null }],
      paragraphs: [LEAD, "Namun, warga khawatir."],
    });
  });
});

describe("furniture leaves the text", () => {
  const TITLE = "Panen Raya di Desa Sukamaju Lebih Awal";
  const QUOTE = '"Kami bersyukur," kata Sari Wulan saat ditemui di balai desa.';
  const LAST = "Pemerintah daerah menyiapkan gudang bagi hasil panen yang melimpah itu.";
  const TEXT = [LEAD, NEXT, QUOTE, LAST];
  const html = (lines: readonly string[]) =>
    `<title>${TITLE}</title><article><h1>${TITLE}</h1>${lines.map((line) => `<p>${line}</p>`).join("")}</article>`;

  test("in all its forms, in a text as on a page of an outlet that nobody knows, and nothing else does", () => {
    const faults = FURNITURE_LINES.flatMap((line) => {
      const lines = [LEAD, NEXT, line, QUOTE, LAST];
      const texts = [read(...lines), clean(readPage(html(lines), "https://wartalembah.example/panen"))];
      return texts
        .map(({ paragraphs }) => paragraphs.filter((text) => text !== TITLE))
        .filter((paragraphs) => paragraphs.join("\n") !== TEXT.join("\n"))
        .map((paragraphs) => ({ line, left: paragraphs.filter((text) => !TEXT.includes(text)) }));
    });
    expect(faults).toEqual([]);
  });

  test.each([
    "Rekomendasi: minum air putih delapan gelas sehari.",
    "Video itu beredar luas sejak Senin malam.",
    "Selanjutnya: petani menjemur gabah selama dua hari.",
    "Baca juga kitab itu setiap malam, pesan kakeknya.",
    "Polisi menyebut pelaku menyuruh korban subscribe kanal YouTube.",
    "Artikel tentang batik itu pertama kali tampil pada majalah desa tahun 1998.",
    "Dibaca: 12 bab dalam satu malam oleh para santri di Sukamaju.",
    "Warga dapat mengunduh aplikasi Sukamaju Siaga di ponsel masing-masing.",
    "Informasi lebih lanjut dapat ditanyakan lewat nomor WhatsApp 0812-3456-7890.",
  ])("a sentence that begins like it stays: %s", (sentence) => {
    expect(read(LEAD, NEXT, sentence, LAST).paragraphs).toEqual([LEAD, NEXT, sentence, LAST]);
  });

  test.each([
    "ADVERTISEMENT",
    "SCROLL TO CONTINUE WITH CONTENT",
    "[Gambas:Video 20detik]",
    "Artikel ini telah tayang di Wartalembah.com dengan judul Panen Raya",
    "panen-raya-di-desa-sukamaju-lebih-awal",
    "#panen #sukamaju",
    "(nds/krs)",
    "(Rina Lestari)",
    "Petani memanen padi di Desa Sukamaju, Selasa (10/6/2025). (Rina Lestari/Antara)",
    "Simak berita selengkapnya di halaman selanjutnya.",
    "function muat(nama){",
    "Copyright © Warta Lembah 2025",
  ])("%s", (furniture) => {
    expect(read(LEAD, NEXT, furniture).paragraphs).toEqual([LEAD, NEXT]);
  });

  test("a list's items stay, whatever they end with", () => {
    const items = ["1. Warga negara Indonesia;", "2. Usia paling rendah 20 tahun;"];
    expect(read(LEAD, ...items).paragraphs).toEqual([LEAD, ...items]);
  });

  test("tags below a byline code go with it", () => {
    expect(read(LEAD, NEXT, "(hal/rrd)", "panen raya", "sukamaju").paragraphs).toEqual([LEAD, NEXT]);
  });

  test("marks inside a text that lost its line breaks go, and the text around them stays", () => {
    expect(read(`${LEAD} ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT ${NEXT}`).paragraphs).toEqual([
      LEAD,
      NEXT,
    ]);
  });
});

describe("credits are kept as they stood", () => {
  test.each([
    "Sumber : Antara/Kabar Kini",
    "Penulis : Rina Lestari | Editor : Budi Santoso",
    "Laporan Wartawan Warta Lembah, Rina Lestari",
    "sumber : Antara",
  ])("%s", (credit) => {
    expect(read(LEAD, NEXT, credit)).toMatchObject({ paragraphs: [LEAD, NEXT], credits: [credit] });
  });

  test("glued to the end of a text", () => {
    expect(read(`${LEAD} ${NEXT} Pewarta: Rina Lestari Editor: Budi Santoso`)).toMatchObject({
      paragraphs: [`${LEAD} ${NEXT}`],
      credits: ["Pewarta: Rina Lestari", "Editor: Budi Santoso"],
    });
  });
});

test("sentences broken at their links are whole again", () => {
  const article = read(
    "SUKAMAJU",
    ", WARTALEMBAH.com -",
    "Ribuan petani",
    "Lembah Hijau",
    "memadati",
    "Balai Desa Sukamaju",
    ", Selasa (10/6/2025).",
    NEXT,
  );
  expect(article.dateline).toBe("SUKAMAJU, WARTALEMBAH.com");
  expect(article.paragraphs).toEqual([
    "Ribuan petani Lembah Hijau memadati Balai Desa Sukamaju, Selasa (10/6/2025).",
    NEXT,
  ]);
});

test.each([
  [
    "between office and name",
    ["Presiden", "Wirya", "Subrata memimpin rapat tentang tanggul laut di Istana."],
    "Presiden Wirya Subrata memimpin rapat tentang tanggul laut di Istana.",
  ],
  [
    "before the short form of a name",
    ["Bupati yakin dapat memenuhi putusan", "Mahkamah Adat", "(MA) yang menggratiskan sekolah."],
    "Bupati yakin dapat memenuhi putusan Mahkamah Adat (MA) yang menggratiskan sekolah.",
  ],
  [
    "before the name that ends them",
    ["Sukamaju kalah dari Sukasari pada laga terakhir grup", "Piala Lembah 2026", "Zona Barat."],
    "Sukamaju kalah dari Sukasari pada laga terakhir grup Piala Lembah 2026 Zona Barat.",
  ],
])("sentences broken at their links %s are whole again", (_, lines, whole) => {
  expect(read("Kabar dari Sukamaju", "Sukamaju", "-", ...lines, NEXT).paragraphs).toEqual([whole, NEXT]);
});

test("a heading that is an office is not sewn to the sentence about its holder", () => {
  expect(read(LEAD, "Presiden Wirya", "Wirya memimpin rapat di Istana.").paragraphs).toEqual([
    LEAD,
    "Presiden Wirya",
    "Wirya memimpin rapat di Istana.",
  ]);
});

test("a place on a line of its own with a dash below it is a dateline, known or not", () => {
  expect(read("Sukamakmur", "-", "Hujan turun sejak pagi.", NEXT)).toMatchObject({
    dateline: "Sukamakmur",
    paragraphs: ["Hujan turun sejak pagi.", NEXT],
  });
});

test("a table of contents before the dateline is no text", () => {
  const contents = ["Daftar Isi", "Jadwal Panen", "1. Sukamaju", "2. Sukasari", "Syarat Ikut Panen"];
  expect(read(...contents, `Bandung - ${LEAD}`, NEXT)).toMatchObject({
    dateline: "Bandung",
    paragraphs: [LEAD, NEXT],
  });
});

test("a quotation in large type above the dateline is not sewn to it", () => {
  const article = read(
    "Bupati Tinjau Stasiun Sukamaju",
    '"Sebanyak 2 juta orang diperkirakan bergerak ke selatan,',
    `Sukamaju (ANTARA) - ${LEAD}`,
    NEXT,
  );
  expect(article.dateline).toBe("Sukamaju (ANTARA)");
  expect(article.paragraphs.filter((paragraph) => paragraph.includes("ANTARA"))).toEqual([]);
});

describe("what is beyond all measure is no article", () => {
  test("of a hundred thousand marks in a row a few stay, and what stands around them", () => {
    for (const mark of ["!", ".", "“", "- ", "\u{1F600}"]) {
      const { paragraphs } = read(LEAD, `${NEXT} ${mark.repeat(100_000)} ${NEXT}`);
      expect(paragraphs.join(" ").length).toBeLessThan(LEAD.length + 2 * NEXT.length + 200);
      expect(paragraphs.at(0)).toBe(LEAD);
      expect(paragraphs.at(-1)).toMatch(new RegExp(`${NEXT}$`));
    }
  });

  test("a text without line breaks is broken where sentences end, and nothing of it is lost", () => {
    const whole = Array.from({ length: 150 }, (_, n) => LEAD.replace("Sukamaju", `Sukamaju ${n}`)).join(" ");
    const { paragraphs } = read(whole);
    expect(paragraphs.length).toBeGreaterThan(1);
    expect(paragraphs.every((one) => one.length <= 8_000 && one.endsWith("."))).toBe(true);
    expect(paragraphs.join(" ")).toBe(whole);
  });

  test.each(["a", "1 ", "Sukamaju ", `${LEAD} `, `${LEAD}\n`])(
    "an endless one of %j is read as far as articles go",
    (piece) => {
      const { paragraphs } = read(piece.repeat(2_000_000 / piece.length));
      expect(Math.max(...paragraphs.map(({ length }) => length))).toBeLessThanOrEqual(8_000);
      expect(paragraphs.join("").length).toBeGreaterThan(50_000);
      expect(paragraphs.join("").length).toBeLessThanOrEqual(60_000);
    },
  );
});

test("headings and list items are not sewn to sentences", () => {
  const lines = [LEAD, "Cara Memanen Padi Basah", NEXT, "Bahan:", "Sabit", "Karung"];
  expect(read(...lines).paragraphs).toEqual(lines);
});

describe("the first line is the title only if it looks like one", () => {
  test.each([
    ["Panen Raya di Desa Sukamaju Lebih Awal", true],
    ["Petani Sukamaju panen lebih awal akibat hujan", true],
    ["SUKAMAJU, WARTALEMBAH.COM - Warga memanen padi", false],
    ["Warga memanen padi lebih awal.", false],
    ["Laporan Wartawan Warta Lembah, Rina Lestari", false],
  ])("%s: %s", (first, isTitle) => {
    expect(read(first, LEAD, NEXT).title).toBe(isTitle ? first : null);
  });

  test("a page copied whole is read from below its date", () => {
    const article = read(
      "Warta Lembah daerah",
      "Panen Raya di Desa Sukamaju Lebih Awal",
      "Wartalembah - 10 Juni 2025, 17:48 WIB",
      LEAD,
    );
    expect(article).toMatchObject({ title: "Panen Raya di Desa Sukamaju Lebih Awal", paragraphs: [LEAD] });
    expect(article.publishedAt?.toISOString()).toBe("2025-06-10T10:48:00.000Z");
  });
});

test("the same text has the same content key, whatever its title, case, spaces and dateline", () => {
  const body = [LEAD, NEXT, LEAD.replace("Sukamaju", "Sukasari"), NEXT.replace("dua", "tiga")];
  const one = contentKey(read("SUKAMAJU, WARTALEMBAH.COM - ", ...body));
  expect(
    contentKey(
      read("Panen Raya di Desa Sukamaju Lebih Awal", ...body.map((line) => `  ${line.toUpperCase()} `)),
    ),
  ).toBe(one);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(contentKey(read(LEAD))).toBeNull();
});
