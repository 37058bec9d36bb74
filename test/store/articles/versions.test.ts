import { expect, test } from "vitest";
import type { Version } from "../../../src/alerts/rereading.ts";
import { accept, type Accepted } from "../../../src/articles/accept.ts";
import type { CleanArticle, IncomingArticle } from "../../../src/articles/article.ts";
import { readArticle } from "../../../src/articles/read.ts";
import {
  articleDoor,
  articlesKnownAt,
  articlesToDo,
  type ArticleToDo,
  articleToDo,
  completeArticle,
} from "../../../src/store/articles/articles.ts";
import { buryArticle, deadLetters, revive } from "../../../src/store/articles/dead-letters.ts";
import { versionsOn } from "../../../src/store/articles/rereading.ts";
import { withdrawArticle } from "../../../src/store/publishers/articles.ts";
import { summarise } from "../../../src/summaries/summarise.ts";
import { approved } from "../../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { roofFell } from "../../support/stories.ts";

const nothing = async (): Promise<void> => undefined;
const NOW = new Date("2026-11-23T07:00:00+07:00");
const NEWS = { alertId: 1, news: "gone", at: NOW } as const;
const { url } = roofFell();
const TWO_FEEDS = ["kabar-uji", "kabar-uji-daerah"].map((id) => ({
  id,
  feed: `https://kabar-uji.example/${id}.xml`,
  topics: [],
  breaking: false,
  policy: "review" as const,
}));

test("another text from its own source is a version, once; what other sources say of the address is none", async () => {
  await using db = await testDatabase();
  await bring(db, roofFell());
  await read(db, 1);
  expect(await bring(db, roofFell({ source: "pengumpul", url }, 23))).toEqual({ kind: "repeat", of: 1 });
  expect(await bring(db, roofFell({ url }, 23))).toEqual({ kind: "repeat", of: 1, changed: true });
  expect(await bring(db, roofFell({ url }, 23))).toEqual({ kind: "repeat", of: 1 });
});

test("of an article that has not been read yet, a new text takes the place of the first, also while that is being read", async () => {
  await using db = await testDatabase();
  await bring(db, roofFell());
  const first = await articleToDo(db.pool, 1);
  if (!first) throw new Error("the article does not wait");
  expect(await bring(db, roofFell({ url }, 23))).toEqual({ kind: "repeat", of: 1, changed: true });
  expect(await complete(db, first)).toEqual({ kind: "changed" });
  expect((await articleToDo(db.pool, 1))?.incoming.title).toContain("23");
  await read(db, 1);
  expect(await bring(db, roofFell({ url }, 23))).toEqual({ kind: "repeat", of: 1 });
  expect(await bring(db, roofFell({ url }, 31))).toMatchObject({ changed: true });
});

test("an address that an editor named stays its source's, whose article is its own; the editor's second time is a repeat", async () => {
  await using db = await testDatabase();
  const named = {
    source: "tempel",
    url,
    title: null,
    body: { form: "html" as const, content: "<p>Belum ada.</p>" },
  };
  expect(await bring(db, roofFell(named))).toMatchObject({ kind: "accepted", id: 1 });
  expect(await bring(db, roofFell(named))).toEqual({ kind: "repeat", of: 1 });
  expect(await bring(db, roofFell({ url }))).toMatchObject({ kind: "accepted", id: 2 });
  await bring(db, roofFell({ url: `${url}-lain` }));
  expect(await bring(db, roofFell({ ...named, url: `${url}-lain` }))).toEqual({ kind: "repeat", of: 3 });
});

test("what an article's source changes is a version of it, though an editor was quicker to name it", async () => {
  await using db = await testDatabase();
  await bring(db, roofFell({ source: "tempel", url }));
  await read(db, 1);
  await bring(db, roofFell({ url }));
  await read(db, 2, 1);
  expect(await bring(db, roofFell({ url }, 27))).toEqual({ kind: "repeat", of: 1, changed: true });
  expect((await versionsOn(db.pool, nothing).toDo(1))?.incoming.title).toContain("27");
});

test("what a new source's first load brought minutes after its publication is news still where another source brings it", async () => {
  await using db = await testDatabase();
  const justNow = { url, publishedAt: new Date(NOW.getTime() - 60_000) };
  const elsewhere = { source: "pengumpul" };
  await bring(db, roofFell({ ...justNow, ...elsewhere }), "quiet");
  await read(db, 1);
  expect(await bring(db, roofFell({ ...justNow, ...elsewhere }))).toEqual({ kind: "repeat", of: 1 });
  const third = { ...justNow, source: "salin-uji" };
  expect(await bring(db, roofFell(third), "quiet")).toEqual({ kind: "repeat", of: 1 });
  expect(await bring(db, roofFell(third)), "it was in that one's first load, too").toEqual({
    kind: "repeat",
    of: 1,
  });
  const named = { ...justNow, source: "tempel" };
  expect(await bring(db, roofFell(named)), "its editor drafts it").toEqual({ kind: "repeat", of: 1 });
  expect(await articlesToDo(db.pool, 10)).toEqual([]);
  expect(await bring(db, roofFell(justNow))).toEqual({ kind: "repeat", of: 1, changed: true });
  expect(await articlesToDo(db.pool, 10)).toEqual([{ id: 1, quiet: false }]);
  expect(await bring(db, roofFell(justNow)), "once").toEqual({ kind: "repeat", of: 1 });

  const earlier = { url: `${url}-tadi`, publishedAt: new Date(NOW.getTime() - 3_600_000) };
  await bring(db, roofFell({ ...earlier, ...elsewhere }), "quiet");
  expect(await bring(db, roofFell(earlier))).toEqual({ kind: "repeat", of: 2 });
});

test("an article dated into the future is as old as its coming", async () => {
  await using db = await testDatabase();
  const ahead = new Date(NOW.getTime() + 7 * 3_600_000);
  await bring(db, roofFell({ publishedAt: ahead }));
  expect((await articleToDo(db.pool, 1))?.incoming.publishedAt).toEqual(NOW);
  const undated = { url: null, guid: null };
  await bring(db, roofFell({ ...undated, publishedAt: ahead }));
  expect(await bring(db, roofFell({ ...undated, publishedAt: ahead }))).toMatchObject({ kind: "repeat" });
});

test("a text that it had before is a version again, until its source is known to show now this and now that", async () => {
  await using db = await testDatabase();
  await bring(db, roofFell());
  await read(db, 1);
  const came: boolean[] = [];
  for (let turn = 0; turn < 10; turn++) {
    const accepted = await bring(db, roofFell({ url }, turn % 2 === 0 ? 23 : 15));
    came.push("changed" in accepted);
    const version = await versionsOn(db.pool, nothing).toDo(1);
    if (version) await takeOver(db, version);
  }
  expect(came).toEqual([true, true, true, true, true, true, true, false, false, false]);
  const { rows } = await db.pool.query("select count(*) as n from article_versions");
  expect(rows, "each text is kept once").toEqual([{ n: 2 }]);
});

test("a version waits for the sweep until it is read, then it is the article's text and the earlier one is kept", async () => {
  await using db = await testDatabase();
  const versions = versionsOn(db.pool, nothing);
  await bring(db, roofFell());
  await read(db, 1);
  expect(await articlesToDo(db.pool, 10)).toEqual([]);
  await bring(db, roofFell({ url }, 23));
  await bring(db, roofFell({ url }, 31));
  expect(await articlesToDo(db.pool, 10)).toEqual([{ id: 1, quiet: false }]);

  const version = await versions.toDo(1);
  expect(version?.incoming.title).toContain("31");
  expect(version?.known.title).toContain("15");
  if (!version) throw new Error("no version waits");
  const clean = await takeOver(db, version);
  expect(await articlesToDo(db.pool, 10), "editors are still to be told").toEqual([{ id: 1, quiet: false }]);
  const news = await versions.toDo(1);
  expect(news?.known.title, "told again, it is compared with the same").toContain("15");
  expect(news?.now).toEqual(clean);

  await versions.told(version.id, NEWS);
  expect(await articlesToDo(db.pool, 10)).toEqual([]);
  await bring(db, roofFell({ url }, 35));
  expect(await versions.toDo(1), "what editors were told of, they know").toMatchObject({
    known: { title: clean.title },
    toldAt: NOW,
  });
  const { rows } = await db.pool.query("select clean ->> 'title' as title from articles");
  expect(rows).toEqual([{ title: clean.title }]);
});

test("of two workers with the same news one tells editors of it, and where that fails it is told later", async () => {
  await using db = await testDatabase();
  const versions = versionsOn(db.pool, nothing);
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, roofFell({ url }, 23));
  const version = await versions.toDo(1);
  if (!version) throw new Error("no version waits");
  await takeOver(db, version);
  const told: string[] = [];
  const by = (worker: string) => versionsOn(db.pool, async () => void told.push(worker));
  const failing = versionsOn(db.pool, async (tx) => {
    await tx.query("update articles set quiet = true");
    throw new Error("no disk");
  });
  await expect(failing.told(version.id, NEWS)).rejects.toThrow("no disk");
  const quiet = await db.pool.query("select from articles where quiet");
  expect(quiet.rowCount, "what was half told is not told").toBe(0);
  await Promise.all(["a", "b"].map((worker) => by(worker).told(version.id, NEWS)));
  expect(told).toHaveLength(1);

  await bring(db, roofFell({ url }, 31));
  const gone = await versions.toDo(1);
  await expect(failing.settle(gone?.id ?? 0, "gone", NEWS)).rejects.toThrow("no disk");
  await Promise.all(["a", "b"].map((worker) => by(worker).settle(gone?.id ?? 0, "gone", NEWS)));
  expect(told).toHaveLength(2);
});

test("a text that its source took back before it was read is not read afterwards", async () => {
  await using db = await testDatabase();
  const versions = versionsOn(db.pool, nothing);
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, roofFell({ url }, 23));
  await bring(db, roofFell({ url }));
  const newest = await versions.toDo(1);
  expect(newest?.incoming.title).toContain("15");
  await versions.settle(newest?.id ?? 0, "same");
  expect(await versions.toDo(1)).toBeUndefined();
  expect(await bring(db, roofFell({ url }, 23)), "which comes again").toMatchObject({ changed: true });
  const news = await versions.toDo(1);
  if (!news) throw new Error("no version waits");
  await takeOver(db, news);
  await bring(db, roofFell({ url: `${url}?utm_source=rss` }, 31));
  await versions.settle((await versions.toDo(1))?.id ?? 0, "same");
  expect((await versions.toDo(1))?.id, "what editors are still to be told of stays").toBe(news.id);
});

test("what editors are still to be told of stays also where another text came and went before it was read", async () => {
  await using db = await testDatabase();
  const versions = versionsOn(db.pool, nothing);
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, roofFell({ url }, 23));
  const news = await versions.toDo(1);
  if (!news) throw new Error("no version waits");
  await takeOver(db, news);
  await bring(db, roofFell({ url }, 31));
  expect(await bring(db, roofFell({ url }, 23))).toMatchObject({ changed: true });
  expect(await versions.toDo(1)).toMatchObject({ id: news.id, state: "news" });
  await versions.told(news.id, NEWS);
  expect(await versions.toDo(1)).toBeUndefined();
});

test("a version's title is held against that of the last text that was read, or of which editors were told", async () => {
  await using db = await testDatabase();
  const versions = versionsOn(db.pool, nothing);
  const titled = async () => (await versions.toDo(1))?.titled;
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, roofFell({ url }, 23));
  expect(await titled()).toContain("15");
  await versions.settle((await versions.toDo(1))?.id ?? 0, "failed");
  await bring(db, roofFell({ url }, 31));
  expect(await titled(), "nobody was told of 23").toContain("15");
  await versions.settle((await versions.toDo(1))?.id ?? 0, "failed", NEWS);
  await bring(db, roofFell({ url }, 35));
  expect(await titled()).toContain("31");
});

test("a teaser that differs with every load has its page looked at less and less; another title is looked at at once", async () => {
  await using db = await testDatabase();
  const versions = versionsOn(db.pool, nothing);
  const teaser = (words: string, change = {}) =>
    roofFell({ url, teaser: true, body: { form: "text", content: words }, ...change });
  const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
  await bring(db, teaser("Atap ambruk."));
  await read(db, 1);
  const looksAt = async (words: string, minutes: number, change = {}) => {
    const accepted = await accept(
      articleDoor(db.pool),
      teaser(words, change),
      { quiet: false, alertWithinHours: 12 },
      after(minutes),
    );
    const version = await versions.toDo(1);
    if (version) await versions.settle(version.id, "same");
    return accepted.kind === "repeat" && accepted.changed === true;
  };
  expect(await looksAt("Dibaca 10 kali.", 1)).toBe(true);
  expect(await looksAt("Dibaca 11 kali.", 1.5)).toBe(false);
  expect(await looksAt("Dibaca 12 kali.", 2)).toBe(true);
  expect(await looksAt("Dibaca 13 kali.", 3)).toBe(false);
  expect(
    await looksAt("Dibaca 13 kali.", 3, { title: "Atap Pasar Cendana Ambruk, 27 Pedagang Terluka" }),
  ).toBe(true);
  expect(await looksAt("Dibaca 40 kali.", 60)).toBe(true);
  expect(await looksAt("Dibaca 41 kali.", 74)).toBe(false);
  expect(await looksAt("Dibaca 42 kali.", 75)).toBe(true);
});

test("what its source changes in a repeat is a version of the article that it repeats", async () => {
  await using db = await testDatabase();
  const again = `${url}-lagi`;
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, roofFell({ url: again }));
  await read(db, 2, 1);
  expect(await bring(db, roofFell({ url: again }))).toEqual({ kind: "repeat", of: 2 });
  expect(await bring(db, roofFell({ url: again }, 27))).toEqual({ kind: "repeat", of: 1, changed: true });
  expect((await versionsOn(db.pool, nothing).toDo(1))?.known.title).toContain("15");
});

test("what repeats another source's article is read anew when its own source changes it, half a day long", async () => {
  await using db = await testDatabase();
  const copy = (hurt?: number) => roofFell({ source: "pengumpul", url: `${url}-salinan` }, hurt);
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, copy());
  await read(db, 2, 1);
  expect(await bring(db, copy(31))).toEqual({ kind: "repeat", of: 2, changed: true });
  expect((await articleToDo(db.pool, 2))?.incoming.title).toContain("31");
  await read(db, 2, 1);
  await db.pool.query("update articles set received_at = received_at - interval '12 hours'");
  expect(await bring(db, copy(35))).toEqual({ kind: "repeat", of: 2 });
});

test("… but not at every load, where its teaser differs with each", async () => {
  await using db = await testDatabase();
  const loaded = (words: string, minutes: number) =>
    accept(
      articleDoor(db.pool),
      roofFell({
        source: "pengumpul",
        url: `${url}-salinan`,
        teaser: true,
        body: { form: "text", content: words },
      }),
      { quiet: false, alertWithinHours: 12 },
      new Date(NOW.getTime() + minutes * 60_000),
    );
  await bring(db, roofFell());
  await read(db, 1);
  await loaded("Atap ambruk.", 0);
  await read(db, 2, 1);
  expect(await loaded("Dibaca 10 kali.", 10)).toMatchObject({ changed: true });
  await read(db, 2, 1);
  expect(await loaded("Dibaca 11 kali.", 15)).toEqual({ kind: "repeat", of: 2 });
  expect(await loaded("Dibaca 11 kali.", 21)).toMatchObject({ changed: true });
});

test("what a second feed of its site changes is a version, once, though the first one shows the article no longer", async () => {
  await using db = await testDatabase();
  const second = (figure?: number) => bring(db, roofFell({ source: "kabar-uji-daerah", url }, figure));
  await bring(db, roofFell());
  await read(db, 1);
  expect(await second()).toEqual({ kind: "repeat", of: 1 });
  expect(await second(23)).toEqual({ kind: "repeat", of: 1, changed: true });
  expect(await second(23)).toEqual({ kind: "repeat", of: 1 });
  const version = await versionsOn(db.pool, nothing).toDo(1);
  expect(version?.incoming).toMatchObject({ source: "kabar-uji", title: expect.stringContaining("23") });
  if (version) await takeOver(db, version);
  expect(await bring(db, roofFell()), "the first one's, which stayed as it was").toEqual({
    kind: "repeat",
    of: 1,
  });
});

test("… but a second feed that words it otherwise, or is slower than the first, changes nothing", async () => {
  await using db = await testDatabase();
  const second = (figure?: number, content?: string) => {
    const article = roofFell({ source: "kabar-uji-daerah", url }, figure);
    const body = { ...article.body, ...(content === undefined ? {} : { content }) };
    return bring(db, { ...article, body });
  };
  await bring(db, roofFell());
  await read(db, 1);
  expect(await second(15, "Atap pasar ambruk.")).toEqual({ kind: "repeat", of: 1 });
  expect(await second(15, "Atap pasar ambruk.")).toEqual({ kind: "repeat", of: 1 });
  for (const figure of [23, 31]) {
    expect(await bring(db, roofFell({ url }, figure))).toMatchObject({ changed: true });
    const version = await versionsOn(db.pool, nothing).toDo(1);
    if (version) await takeOver(db, version);
  }
  expect(await second(23)).toEqual({ kind: "repeat", of: 1 });
  expect(await second(31)).toEqual({ kind: "repeat", of: 1 });
});

test("what a second feed of its site changes at another address is a version of what was told", async () => {
  await using db = await testDatabase();
  const elsewhere = { source: "kabar-uji-daerah", url: `${url}-pindah` };
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, roofFell(elsewhere));
  await read(db, 2, 1);
  expect(await bring(db, roofFell(elsewhere, 27))).toEqual({
    kind: "repeat",
    of: 1,
    changed: true,
  });
});

test.each(["taken back by its source", "set aside for good"])(
  "what repeats an article that is %s before anybody was told is read anew, and repeats it no more",
  async (how) => {
    await using db = await testDatabase();
    const again = `${url}-lagi`;
    await bring(db, roofFell());
    if (how === "taken back by its source") await read(db, 1);
    await bring(db, roofFell({ url: again }));
    await read(db, 2, 1);
    if (how === "set aside for good") await buryArticle(db.pool, 1, "503", 5, NOW);
    else await withdrawArticle(db.pool, { id: 1, source: "kabar-uji", by: "token:1" }, NOW, nothing);
    expect(await articlesToDo(db.pool, 10)).toEqual([{ id: 2, quiet: false }]);
    const toDo = await articleToDo(db.pool, 2);
    expect(toDo && (await complete(db, toDo, 1))).toEqual({ kind: "ready" });
  },
);

test("what its source took back before it was read keeps no other article of the same text from being told", async () => {
  await using db = await testDatabase();
  await bring(db, roofFell());
  await withdrawArticle(db.pool, { id: 1, source: "kabar-uji", by: "token:1" }, NOW, nothing);
  const keyed = async (id: number) => {
    const toDo = await articleToDo(db.pool, id);
    if (!toDo) throw new Error(`article ${id} does not wait`);
    const clean = cleaned(toDo.incoming);
    const made = { clean, summary: summarise(clean), topics: [], keys: ["text:sama"], repeatOf: null };
    await completeArticle(db.pool, toDo, made, async () => undefined);
  };
  await keyed(1);
  await bring(db, roofFell({ url: `${url}-lagi` }));
  await keyed(2);
  const { rows } = await db.pool.query("select state, repeat_of from articles where id = 2");
  expect(rows).toEqual([{ state: "ready", repeat_of: null }]);
});

test("… but not where readers have it", async () => {
  await using db = await testDatabase();
  await bring(db, roofFell());
  await read(db, 1);
  await approved(db.pool, {}, NOW, 1);
  await bring(db, roofFell({ url: `${url}-lagi` }));
  await read(db, 2, 1);
  await withdrawArticle(db.pool, { id: 1, source: "kabar-uji", by: "token:1" }, NOW, nothing);
  expect(await articlesToDo(db.pool, 10)).toEqual([]);
});

test("where one of its two addresses has gone on, the other's text, which stayed as it was, is no version", async () => {
  await using db = await testDatabase();
  const again = `${url}-lagi`;
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, roofFell({ url: again }));
  await read(db, 2, 1);
  expect(await bring(db, roofFell({ url: again }, 27))).toMatchObject({ of: 1, changed: true });
  expect(await bring(db, roofFell())).toEqual({ kind: "repeat", of: 1 });
  const version = await versionsOn(db.pool, nothing).toDo(1);
  expect(version?.incoming.title).toContain("27");
  if (version) await takeOver(db, version);
  expect(await bring(db, roofFell())).toEqual({ kind: "repeat", of: 1 });
  expect(await bring(db, roofFell({ url: again }, 15)), "and back").toMatchObject({ of: 1, changed: true });
});

test("an address that an article only names as its own keeps nobody out", async () => {
  await using db = await testDatabase();
  const named = "https://kabar-uji.example/berita/salah";
  await bring(db, roofFell());
  await read(db, 1, null, named);
  expect(await articlesKnownAt(db.pool, `${named}?utm_source=rss`, 2)).toEqual([1]);
  expect(await bring(db, roofFell({ source: "warta-uji", url: named }))).toMatchObject({ kind: "accepted" });
});

test("a version that cannot be read is set aside for an editor, who starts it again", async () => {
  await using db = await testDatabase();
  await bring(db, roofFell());
  await read(db, 1);
  await bring(db, roofFell({ url }, 23));
  await buryArticle(db.pool, 1, "503", 5, NOW);
  expect(await articlesToDo(db.pool, 10)).toEqual([]);
  const [letter] = await deadLetters(db.pool, 10);
  expect(letter).toMatchObject({ subject: 1, error: "503" });
  await revive(db.pool, letter?.id ?? 0);
  expect(await articlesToDo(db.pool, 10)).toEqual([{ id: 1, quiet: false }]);
});

test("a dead letter is tried again with the next text from its source, and is none any more; so is a version's", async () => {
  await using db = await testDatabase();
  await bring(db, roofFell());
  await buryArticle(db.pool, 1, "503", 5, NOW);
  expect(await bring(db, roofFell())).toEqual({ kind: "repeat", of: 1 });
  expect(await bring(db, roofFell({ url }, 23))).toEqual({ kind: "repeat", of: 1, changed: true });
  expect(await deadLetters(db.pool, 10)).toEqual([]);
  await read(db, 1);
  await bring(db, roofFell({ url }, 31));
  await buryArticle(db.pool, 1, "503", 5, NOW);
  expect(await bring(db, roofFell({ url }, 35))).toMatchObject({ changed: true });
  expect(await deadLetters(db.pool, 10)).toEqual([]);
});

test("… what its source brings too late to be news for the archive alone, and other words of one teaser not at once", async () => {
  await using db = await testDatabase();
  const teaser = (words: string, title?: string): IncomingArticle => {
    const body = { form: "text" as const, content: words };
    return roofFell({ url, teaser: true, body, ...(title === undefined ? {} : { title }) });
  };
  await bring(db, teaser("Tiga menit lalu"));
  const later = new Date(NOW.getTime() + 60_000);
  await buryArticle(db.pool, 1, "503", 5, later);
  expect(await bring(db, teaser("Empat menit lalu"))).toEqual({ kind: "repeat", of: 1 });
  expect(await bring(db, teaser("Empat menit lalu", "Judul lain"), "quiet")).toMatchObject({ changed: true });
  expect(await articleToDo(db.pool, 1)).toMatchObject({ quiet: true, incoming: { title: "Judul lain" } });
});

function bring(db: TestDatabase, article: IncomingArticle, quietly?: "quiet"): Promise<Accepted> {
  const options = {
    quiet: quietly !== undefined,
    alertWithinHours: 12,
    sources: article.source.endsWith("daerah") ? TWO_FEEDS : [],
  };
  return accept(articleDoor(db.pool), article, options, NOW);
}

async function read(
  db: TestDatabase,
  id: number,
  repeatOf: number | null = null,
  link?: string,
): Promise<void> {
  const toDo = await articleToDo(db.pool, id);
  if (!toDo) throw new Error(`article ${id} does not wait`);
  await complete(db, toDo, repeatOf, link);
}

function complete(db: TestDatabase, toDo: ArticleToDo, repeatOf: number | null = null, link?: string) {
  const own = cleaned(toDo.incoming);
  const clean = { ...own, link: link ?? own.link };
  const made = { clean, summary: summarise(clean), topics: [], keys: [], repeatOf };
  return completeArticle(db.pool, toDo, made, async () => ({ kind: "ready" as const }));
}

async function takeOver(db: TestDatabase, version: Version): Promise<CleanArticle> {
  const clean = cleaned(version.incoming);
  await versionsOn(db.pool, nothing).replace(version, clean, summarise(clean), "news");
  return clean;
}

function cleaned({ title, url, body }: IncomingArticle): ReturnType<typeof readArticle> {
  return readArticle({ ...body, title, url, image: null, publishedAt: null });
}
