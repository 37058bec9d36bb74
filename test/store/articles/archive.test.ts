import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Archive } from "../../../src/chat/ports.ts";
import { readQuery } from "../../../src/search/query.ts";
import { indexArticle, openArchive } from "../../../src/store/articles/archive.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

let db: TestDatabase;
let archive: Archive;
beforeAll(async () => {
  db = await testDatabase();
  archive = openArchive(db.pool, new Map([["kabar", "Kabar Nusantara"]]));
  await article("Polisi menangkap pencuri sapi di Garut", "Pelaku dibawa ke kantor polisi.");
  await article("Harga beras naik di Pasar Induk", "Pedagang mengeluh karena panen gagal.");
  await article("Panen raya di Karawang", "Harga gabah turun. Beras melimpah, dan harga di pasar turun.");
  await article("Gempa dan tsunami kecil di Maluku", "Warga mengungsi ke bukit.");
  await article("Tsunami: belajar dari gempa", "Pendidikan kebencanaan dimulai di sekolah.");
  await article("Rahasia dapur redaksi", "Teks ini belum siap.", { state: "accepted" });
  await article("Banjir lama di Demak", "Sungai meluap.", { day: 1 });
  await article("Banjir baru di Demak", "Sungai meluap.", { day: 2 });
});
afterAll(() => db[Symbol.asyncDispose]());

describe("the archive finds", () => {
  test.each([
    ["any form of a word", "penangkapan pencurian sapi", "Polisi menangkap pencuri sapi di Garut"],
    ["a word of the text", "kebencanaan", "Tsunami: belajar dari gempa"],
    ["the title's words before the text's", "harga beras", "Harga beras naik di Pasar Induk"],
    ["a phrase only where it stands", '"gempa dan tsunami"', "Gempa dan tsunami kecil di Maluku"],
    ["nothing with a word left out", "tsunami -maluku", "Tsunami: belajar dari gempa"],
    ["the newer of two as good", "banjir demak", "Banjir baru di Demak"],
    ["one of two that are alike welcome", "tsunami jepang atau maluku", "Gempa dan tsunami kecil di Maluku"],
  ])("%s", async (_, typed, headline) => {
    expect((await found(typed))[0]).toBe(headline);
  });

  test("nothing that is not ready", async () => {
    expect(await found("rahasia dapur redaksi")).toEqual([]);
  });

  test("a phrase nowhere but in the text or in the title, never across", async () => {
    expect(await found('"garut pelaku"')).toEqual([]);
  });
});

test("of titles that have every word the newest comes first, however often another says it", async () => {
  await article("Waduk Cirata surut", "Waduk Cirata surut. Air Waduk Cirata tinggal separuh.", { day: -5 });
  await article("Pasokan air Jawa Barat", "Waduk Cirata penuh lagi.", { day: -3 });
  await article("Waduk Cirata penuh lagi", "Hujan turun sepekan.", { day: -4 });
  expect(await found("waduk cirata")).toEqual([
    "Waduk Cirata penuh lagi",
    "Waduk Cirata surut",
    "Pasokan air Jawa Barat",
  ]);
});

test("an article is known by its outlet, headline and link", async () => {
  const page = await archive.search(readQuery("pencuri sapi"), { offset: 0, limit: 5 });
  expect(page).toMatchObject({
    found: [
      {
        headline: "Polisi menangkap pencuri sapi di Garut",
        outlet: "Kabar Nusantara",
        link: "https://kabar.test/1",
      },
    ],
    more: false,
    near: false,
  });
});

test("where no article has all the words, those that lack one come, and are said to be only near", async () => {
  const page = await archive.search(readQuery("harga beras induk gorontalo"), { offset: 0, limit: 5 });
  expect(page.near).toBe(true);
  expect(page.found.map(({ headline }) => headline)).toEqual(["Harga beras naik di Pasar Induk"]);
});

test.each(["pncuri sapi garut", "pencurri sapi", "pecnuri", "pencuki sapi", "sqpi pencuri"])(
  "a typing error in %j is forgiven, and the answer said to be near",
  async (typed) => {
    const page = await archive.search(readQuery(typed), { offset: 0, limit: 5 });
    expect(page.near).toBe(true);
    expect(page.found.map(({ headline }) => headline)).toEqual(["Polisi menangkap pencuri sapi di Garut"]);
  },
);

test("a word that stands in a title is not taken for another's misspelling", async () => {
  await article("Pencuci piring dicari di Solo", "", { day: -1 });
  const page = await archive.search(readQuery("pencuci garut"), { offset: 0, limit: 5 });
  expect(page.found.map(({ headline }) => headline)).not.toEqual(["Polisi menangkap pencuri sapi di Garut"]);
});

test("a word that many articles have is no misspelling, though no title has it", async () => {
  await article("Penyanyi senior meninggal di Depok", "Dunia musik berduka.", { day: -1 });
  await article("Arti penting menanam pohon", "Sebelum meninggal ia menanam seribu pohon.", { day: -1 });
  for (let i = 0; i < 10; i++)
    await article(`Konser kota ke-${i}`, "Para artis tampil bergantian.", { day: -1 });
  const { near, found } = await archive.search(readQuery("artis meninggal"), { offset: 0, limit: 5 });
  expect({ near, first: found[0]?.headline }).toEqual({
    near: true,
    first: "Penyanyi senior meninggal di Depok",
  });
});

test("where a word is missing, one that may have been meant for several is no help", async () => {
  await article("Kota tua dibuka", "", { day: -1 });
  await article("Sumbangan sejuta bibit, tiga juta warga", "", { day: -1 });
  const page = await archive.search(readQuery("diogo jota"), { offset: 0, limit: 5 });
  expect(page.found).toEqual([]);
});

test("nothing stands behind the matches that are ranked, and nothing is looked through for it", async () => {
  const page = await archive.search(readQuery("banjir"), { offset: 500, limit: 5 });
  expect(page).toEqual({ found: [], more: false, near: false });
});

test("articles with the same new words, indexed at once, do not lock each other out", async () => {
  const words = ["kuskus", "trenggiling", "anoa", "maleo", "babirusa", "tarsius"];
  const titles = Array.from({ length: 12 }, (_, i) => (i % 2 ? words : words.toReversed()).join(" "));
  await expect(Promise.all(titles.map((title) => article(title, "", { day: -3 })))).resolves.toHaveLength(12);
});

test("pages follow one another without gap or repeat, and past the last there is nothing", async () => {
  const query = readQuery("demak OR sungai meluap");
  const first = await archive.search(query, { offset: 0, limit: 1 });
  const second = await archive.search(query, { offset: 1, limit: 1 });
  const third = await archive.search(query, { offset: 2, limit: 1 });
  expect([first, second, third].map(({ found, more }) => [found[0]?.headline, more])).toEqual([
    ["Banjir baru di Demak", true],
    ["Banjir lama di Demak", false],
    [undefined, false],
  ]);
});

test("the newest come first", async () => {
  const { found, more } = await archive.latest({ offset: 0, limit: 2 });
  expect(found.map(({ headline }) => headline)).toEqual(["Banjir baru di Demak", "Banjir lama di Demak"]);
  expect(more).toBe(true);
});

test.each([
  ["quotes and backslashes", "d'Artagnan \\ 'kutip' \"ganda\""],
  ["a word of ten thousand letters", "a".repeat(10_000)],
  ["a hundred thousand words", "banjir bandang ".repeat(50_000)],
  ["other scripts and emoji", "مرحبا 東京 👍 москва"],
  ["nothing", ""],
])("%s can be indexed", async (_, text) => {
  await expect(article(`Uji ${text.slice(0, 50)}`, text, { day: -1 })).resolves.toBeTypeOf("number");
});

const corpus = new URL("../../../shared/corpus/articles.jsonl", import.meta.url);

describe.skipIf(!existsSync(corpus))("with real titles as queries (skipped without ../shared/corpus)", () => {
  const Line = z.object({ title: z.string().nullable(), text: z.string() });
  const kept: { id: number; title: string }[] = [];

  beforeAll(async () => {
    const lines = (await readFile(corpus, "utf8")).trim().split("\n");
    const titles = new Set<string>();
    for (const line of lines.filter((_, i) => i % 4 === 0)) {
      const { title, text } = Line.parse(JSON.parse(line));
      if (title === null || title.split(/\s+/).length < 4 || titles.has(title)) continue;
      titles.add(title);
      kept.push({ id: await article(title, text, { day: -2 }), title });
    }
  });

  test.each<[name: string, atLeast: number, change: (words: string[], at: number) => string[]]>([
    ["a word dropped", 0.95, (words, at) => words.toSpliced(at % words.length, 1)],
    [
      "a word mistyped",
      0.85,
      (words, at) => words.with(at % words.length, mistyped(words[at % words.length] ?? "")),
    ],
    ["active turned passive", 0.95, (words) => words.map(passive)],
  ])("%s: the article is among the first five", async (_, atLeast, change) => {
    let hits = 0;
    for (const [i, { id, title }] of kept.entries()) {
      const query = readQuery(change(title.replaceAll(/["“”]/g, " ").split(/\s+/), i).join(" "));
      const { found } = await archive.search(query, { offset: 0, limit: 5 });
      if (found.some((one) => one.id === id)) hits++;
    }
    expect(kept.length).toBeGreaterThan(300);
    expect(hits / kept.length).toBeGreaterThanOrEqual(atLeast);
  });

  const mistyped = (word: string) => `${word.slice(0, 2)}q${word.slice(3)}`;
  const passive = (word: string) =>
    word
      .replace(/^meng(?=[gh])|^mem(?=b)|^men(?=[cdj])|^me(?=[lrwy])/i, "di")
      .replace(/^men(?=[aeiou])/i, "dit");
});

async function article(
  title: string,
  text: string,
  { state = "ready", day = 0 }: { state?: string; day?: number } = {},
): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>(
    `insert into articles (source, state, incoming, clean, received_at)
     values ('kabar', $1, '{}', $2, $3)
     returning id`,
    [state, { title }, new Date(Date.UTC(2026, 10, 20 + day))],
  );
  const id = rows[0]?.id ?? 0;
  await db.pool.query(
    "update articles set clean = clean || jsonb_build_object('link', $2::text) where id = $1",
    [id, `https://kabar.test/${id}`],
  );
  await indexArticle(db.pool, id, title, text);
  return id;
}

async function found(typed: string): Promise<string[]> {
  const page = await archive.search(readQuery(typed), { offset: 0, limit: 5 });
  return page.found.map(({ headline }) => headline);
}
