import { expect, test } from "vitest";
import { accept, type Accepted } from "../../../src/articles/accept.ts";
import type { IncomingArticle } from "../../../src/articles/article.ts";
import { readArticle } from "../../../src/articles/read.ts";
import type { Speaker } from "../../../src/articles/whose-address.ts";
import {
  articleDoor,
  articlesToDo,
  articleToDo,
  completeArticle,
} from "../../../src/store/articles/articles.ts";
import { buryArticle, deadLetters } from "../../../src/store/articles/dead-letters.ts";
import { versionsOn } from "../../../src/store/articles/rereading.ts";
import { withdrawArticle } from "../../../src/store/publishers/articles.ts";
import { summarise } from "../../../src/summaries/summarise.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { roofFell } from "../../support/stories.ts";

const nothing = async (): Promise<void> => undefined;

const NOW = new Date("2026-11-23T07:00:00+07:00");
const SOURCES: Speaker[] = [
  { id: "kabar-uji", feed: "https://kabar-uji.example/rss", topics: [], breaking: false, policy: "auto" },
  {
    id: "kabar-bola",
    feed: "https://kabar-uji.example/bola",
    topics: ["bola"],
    breaking: false,
    policy: "auto",
  },
  { id: "pengumpul", feed: "https://pengumpul.example/rss", topics: [], breaking: false, policy: "review" },
];
const { url } = roofFell();
const gathered = roofFell({ url, source: "pengumpul" });
const own = roofFell({ url });

test("who has an article in hand as another source's writes nothing down when its owner brings it meanwhile", async () => {
  await using db = await testDatabase();
  await bring(db, gathered);
  const inHand = await articleToDo(db.pool, 1);
  if (!inHand) throw new Error("it does not wait");
  expect(await bring(db, own)).toMatchObject({ kind: "accepted", id: 1, known: true });
  expect(await read(db, inHand)).toEqual({ kind: "changed" });
  expect((await articleToDo(db.pool, 1))?.incoming.source).toBe("kabar-uji");
  await bring(db, roofFell({ url, source: "kabar-bola" }));
  expect(await articleToDo(db.pool, 1)).toMatchObject({ alsoFrom: ["kabar-bola"] });
});

test("what its owner brings with a first load is news for nobody, neither then nor with the next load", async () => {
  await using db = await testDatabase();
  await bring(db, gathered, "quiet");
  await readNow(db);
  expect(await bring(db, own, "quiet")).toEqual({ kind: "repeat", of: 1 });
  expect(await bring(db, own)).toEqual({ kind: "repeat", of: 1 });
  expect(await articlesToDo(db.pool, 10)).toEqual([]);
});

test("what another source's first load brought is its owner's news when that brings it, however slow its feed, but not a day later", async () => {
  await using db = await testDatabase();
  const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
  await bring(db, { ...gathered, publishedAt: hoursAgo(3) }, "quiet");
  await readNow(db);
  expect(await bring(db, own)).toMatchObject({ kind: "accepted", id: 1 });
  expect(await articlesToDo(db.pool, 10)).toEqual([{ id: 1, quiet: false }]);

  const old = `${url}-lama`;
  await bring(db, { ...gathered, url: old, publishedAt: hoursAgo(24) });
  expect(await bring(db, { ...own, url: old })).toEqual({ kind: "repeat", of: 2 });
});

test("a first load does not keep back what another source brought as news", async () => {
  await using db = await testDatabase();
  await bring(db, gathered);
  await bring(db, own, "quiet");
  expect(await articleToDo(db.pool, 1)).toMatchObject({ quiet: false, incoming: { source: "pengumpul" } });
});

test("of an article that was read, its owner's text counts from then on, and no other source's", async () => {
  await using db = await testDatabase();
  await bring(db, gathered);
  await readNow(db);
  await db.pool.query(
    `insert into alerts (article_id, state, content, created_by, created_at) values (1, 'sent', '{}', 'sumber:pengumpul', $1)`,
    [NOW],
  );
  expect(await bring(db, roofFell({ url }, 23))).toEqual({ kind: "repeat", of: 1, changed: true });
  expect((await versionsOn(db.pool, nothing).toDo(1))?.incoming.title).toContain("23");
  expect(await bring(db, roofFell({ url, source: "pengumpul" }, 31))).toEqual({ kind: "repeat", of: 1 });
  const { rows } = await db.pool.query("select a.source, al.source as alert from articles a, alerts al");
  expect(rows).toEqual([{ source: "kabar-uji", alert: "kabar-uji" }]);
});

test("what could not be read as another source's is read as its owner's", async () => {
  await using db = await testDatabase();
  await bring(db, gathered);
  await buryArticle(db.pool, 1, "503", 5, NOW);
  expect(await bring(db, own)).toMatchObject({ kind: "accepted", id: 1 });
  expect(await deadLetters(db.pool, 10)).toEqual([]);
});

test("what was taken back is not read anew", async () => {
  await using db = await testDatabase();
  await bring(db, gathered);
  await readNow(db);
  await withdrawArticle(db.pool, { id: 1, source: "pengumpul", by: "api" }, NOW, nothing);
  await bring(db, own);
  expect(await articlesToDo(db.pool, 10)).toEqual([]);
});

function bring(db: TestDatabase, article: IncomingArticle, quietly?: "quiet"): Promise<Accepted> {
  const options = { quiet: quietly !== undefined, alertWithinHours: 12, sources: SOURCES };
  return accept(articleDoor(db.pool), article, options, NOW);
}

async function readNow(db: TestDatabase): Promise<void> {
  const toDo = await articleToDo(db.pool, 1);
  if (!toDo) throw new Error("it does not wait");
  expect(await read(db, toDo)).toEqual({ kind: "ready" });
}

function read(db: TestDatabase, toDo: NonNullable<Awaited<ReturnType<typeof articleToDo>>>) {
  const { title, body } = toDo.incoming;
  const clean = readArticle({ ...body, title, url, image: null, publishedAt: null });
  const made = { clean, summary: summarise(clean), topics: [], keys: [], repeatOf: null };
  return completeArticle(db.pool, toDo, made, async () => ({ kind: "ready" as const }));
}
