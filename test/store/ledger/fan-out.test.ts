import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import type { AlertContent } from "../../../src/alerts/alert.ts";
import { NOTHING } from "../../../src/chat/follows.ts";
import { noPreferences, type Preferences } from "../../../src/chat/preferences.ts";
import { alertVectorOf } from "../../../src/search/alert-words.ts";
import { readFilter } from "../../../src/search/filter.ts";
import { openChats } from "../../../src/store/chats/chats.ts";
import { keepFilters, renewFilters } from "../../../src/store/chats/filters.ts";
import { writePreferences } from "../../../src/store/chats/preferences.ts";
import { inTransaction, rows } from "../../../src/store/database.ts";
import { audienceOn } from "../../../src/store/ledger/fan-out.ts";
import { approved, content, listening, START } from "../../delivery/support.ts";
import { testDatabase } from "../../support/database.ts";

const cases: [string, Partial<AlertContent>, string[]][] = [
  ["an alert without topics", {}, ["semua"]],
  ["one on a topic", { topics: ["ekonomi"] }, ["semua", "ekonomi", "dua topik"]],
  ["one on two topics", { topics: ["ekonomi", "cuaca"] }, ["semua", "ekonomi", "dua topik"]],
  ["breaking news", { breaking: true }, ["semua", "kilat"]],
  ["a broadcast for everyone", { toEveryone: true }, ["semua", "kilat", "ekonomi", "dua topik", "olahraga"]],
  ["breaking news on a topic", { breaking: true, topics: ["cuaca"] }, ["semua", "kilat", "dua topik"]],
];

test.for(cases)(
  "%s is heard by those who follow it, each once; the count before says the same",
  async ([, over, hear]) => {
    await using db = await testDatabase();
    await listening(db.pool, [
      { address: "semua" },
      { address: "kilat", follows: "breaking" },
      { address: "ekonomi", follows: { topic: "ekonomi" } },
      { address: "dua topik", follows: { topic: "ekonomi" } },
      { address: "olahraga", follows: { topic: "olahraga" } },
      { address: "pergi" },
    ]);
    await db.pool.query(`
    insert into subscriptions select id, 'topic', 'cuaca', now() from chats where address = 'dua topik';
    update chats set left_at = now() where address = 'pergi'`);
    const counted = await audienceOn(db.pool, () => START).count(content(over), null);
    const alert = await approved(db.pool, over);
    const heard = await rows(
      db.pool,
      z.object({ address: z.string() }),
      "select address from deliveries join chats on chats.id = chat_id where alert_id = $1 order by chats.id",
      [alert],
    );
    expect(heard.map(({ address }) => address)).toEqual(hear);
    expect(counted).toEqual({ now: hear.length, inDigest: 0, byMessenger: { telegram: hear.length } });
  },
);

const HEADLINE = "Kemang terendam setinggi lutut";
const SUMMARY = "Warga mengungsi ke masjid.";
const LEAD = ["Banjir merendam Kemang sejak subuh.", "Hujan turun semalaman, dan rupiah tidak dibicarakan."];

test.each<[words: string, heard: boolean]>([
  ["kemang", true],
  ["banjir kemang", true], // one in the headline, one in the article's first paragraphs
  ["kemang jakarta", true], // its region
  ["ikan kemang", false],
  ["rupiah", false], // occurs, but is not what it is about
  ["rupiah hujan", false],
  ["mengungsi", true],
  ["jembatan", true], // in the article's own title
  ["kemang -subuh", false],
  ['kemang "sejak subuh"', true],
  ['kemang "subuh hujan"', false],
])(
  "who follows %j hears of an alert that is about one of the words and has all of them: %j",
  async (words, heard) => {
    await using db = await testDatabase();
    const [article] = await rows(
      db.pool,
      z.object({ id: z.number() }),
      `insert into articles (source, state, incoming, clean, received_at)
     values ('kabar', 'ready', '{}', $1, now()) returning id`,
      [{ title: "Jembatan dan jalan di Kemang terendam", paragraphs: LEAD }],
    );
    const chat = { messenger: "telegram", address: "1", kind: "private", thread: null, title: null } as const;
    await openChats(db.pool).change(chat, () => ({ ...NOTHING, words: [words] }), START);
    const over = { headline: HEADLINE, summary: SUMMARY, regions: ["Jakarta"] };
    const { now } = await audienceOn(db.pool, () => START).count(content(over), article?.id ?? 0);
    expect(now).toBe(heard ? 1 : 0);
    const alert = await approved(db.pool, over, START, article?.id);
    const { rowCount } = await db.pool.query("select from deliveries where alert_id = $1", [alert]);
    expect(rowCount).toBe(now);
  },
);

test("filters of before ask for one of their words in what an alert is about, too", async () => {
  await using db = await testDatabase();
  const migration = new URL("../../../src/store/migrations/0013_regions.sql", import.meta.url);
  const [, update = ""] = readFileSync(migration, "utf8").split("-- Keyword filters");
  await db.pool.query(
    `insert into filters (words, asked, keys) values
       ('banjir jakarta', $$('banjir') & ('jakarta')$$, '{jakarta}'),
       ('"ibu kota" -bola', $$('ibu' <-> 'kota') & !('bola')$$, '{kota}')`,
  );
  await db.pool.query(`-- ${update}`);
  const about = [
    "'banjir':1A 'jakarta':9",
    "'banjir':8 'jakarta':9",
    "'ibu':1B 'kota':2B",
    "'ibu':8 'kota':9",
  ];
  const heard = await rows(
    db.pool,
    z.object({ words: z.string() }),
    "select said as words from unnest($1::text[]) as said, filters where said::tsvector @@ asked order by said",
    [about],
  );
  expect(heard.map(({ words }) => words)).toEqual([about[0], about[2]]);
});

test("of a name with a short form an alert is about one of both, whole", async () => {
  await using db = await testDatabase();
  const alert = (headline: string, paragraph: string): string =>
    alertVectorOf({
      headline,
      summary: "",
      regions: [],
      article: { title: headline, paragraphs: [paragraph] },
    });
  const heard = async (vector: string): Promise<boolean> => {
    const asked = readFilter("pemilu")?.asked;
    const { rowCount } = await db.pool.query("select where $1::tsvector @@ $2::tsquery", [vector, asked]);
    return rowCount === 1;
  };
  expect(await heard(alert("Pemilihan umum digelar Rabu", ""))).toBe(true);
  expect(await heard(alert("Pemilu digelar Rabu", ""))).toBe(true);
  expect(await heard(alert("Ketua Umum PSSI dilantik", "Pelantikan digelar setelah pemilu."))).toBe(false);
});

test("filters that mean something else since an upgrade are read anew, the others left alone", async () => {
  await using db = await testDatabase();
  const followed = Array.from({ length: 700 }, (_, i) => `kabar nomor ${i}`);
  await inTransaction(db.pool, (tx) => keepFilters(tx, ["cabe", "gempa", ...followed]));
  await db.pool.query("update filters set asked = $$'cabe'$$, keys = '{cabe}' where words = 'cabe'");
  await db.pool.query("update filters set keys = '{nomor}' where words = $1", [followed[650]]);
  expect(await renewFilters(db.pool, new AbortController().signal)).toBe(2);
  expect(await renewFilters(db.pool, new AbortController().signal)).toBe(0);
  const { rowCount } = await db.pool.query(
    "select from filters where words = 'cabe' and $$'caba':1A$$::tsvector @@ asked and 'caba' = any(keys)",
  );
  expect(rowCount).toBe(1);
});

test("the audience is counted by messenger", async () => {
  await using db = await testDatabase();
  await listening(db.pool, [
    { address: "1" },
    { address: "2" },
    { address: "62811@s.whatsapp.net", messenger: "whatsapp" },
  ]);
  const { byMessenger } = await audienceOn(db.pool, () => START).count(content(), null);
  expect(byMessenger).toEqual({ telegram: 2, whatsapp: 1 });
});

test("who wants digests is counted apart, unless the news is breaking; who paused or has had enough is not counted", async () => {
  await using db = await testDatabase();
  const [atOnce, digest, digestOnly, paused, enough] = await listening(
    db.pool,
    ["1", "2", "3", "4", "5"].map((address) => ({ address })),
  );
  const prefer = (chat: number | undefined, over: Partial<Preferences>) =>
    writePreferences(db.pool, chat ?? 0, { ...noPreferences(), ...over });
  const morning = { morning: true, evening: false };
  await prefer(atOnce, { quiet: { from: 0, until: 1439 } });
  await prefer(digest, { digest: morning });
  await prefer(digestOnly, { digest: morning, breakingAnyway: false });
  await prefer(paused, { digest: morning, pausedUntil: new Date(START.getTime() + 1) });
  await prefer(enough, { mostADay: 1 });
  await approved(db.pool);
  const count = (over: Partial<AlertContent>) => audienceOn(db.pool, () => START).count(content(over), null);
  expect(await count({})).toMatchObject({ now: 1, inDigest: 2 });
  expect(await count({ breaking: true })).toMatchObject({ now: 3, inDigest: 1 });
});

test("what waits for the end of the night counts for the day on which it is heard", async () => {
  await using db = await testDatabase();
  const [chat] = await listening(db.pool, [{ address: "1" }]);
  const prefer = (over: Partial<Preferences>) =>
    writePreferences(db.pool, chat ?? 0, { ...noPreferences(), mostADay: 2, ...over });
  const quiet = { from: 21 * 60, until: 5 * 60 };
  await prefer({ quiet });
  const hear = async (at: string) => {
    const alert = await approved(db.pool, {}, new Date(`2026-01-0${at}+07:00`));
    return (await db.pool.query("select from deliveries where alert_id = $1", [alert])).rowCount;
  };
  expect(await hear("5T20:00"), "one of today").toBe(1);
  expect(await hear("5T20:30"), "the second").toBe(1);
  expect(await hear("5T20:45"), "no more today").toBe(0);
  expect(await hear("5T22:00"), "the first of tomorrow").toBe(1);
  expect(await hear("6T00:30"), "the second").toBe(1);
  expect(await hear("6T06:00"), "the morning has brought two").toBe(0);
  expect(await hear("6T22:00"), "a new day").toBe(1);
  await prefer({ quiet: null });
  expect(await hear("6T22:30"), "which goes on though the night was ended").toBe(1);
  expect(await hear("6T22:45")).toBe(0);
  expect(await hear("7T00:30")).toBe(0);
  expect(await hear("8T00:30")).toBe(1);
  await db.pool.query("update preferences set day = '2027-01-08', heard = 2");
  expect(await hear("8T01:00"), "after a clock was a year ahead").toBe(1);
});
