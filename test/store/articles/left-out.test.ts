import { expect, test } from "vitest";
import { accept } from "../../../src/articles/accept.ts";
import { readArticle } from "../../../src/articles/read.ts";
import { newsOfSource } from "../../../src/store/alerts/source-news.ts";
import { articleDoor, articlesToDo } from "../../../src/store/articles/articles.ts";
import { leftOutOn, noteLeftOut } from "../../../src/store/articles/left-out.ts";
import { approved, START } from "../../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { roofFell } from "../../support/stories.ts";

const nothing = async (): Promise<void> => undefined;
const news = (after: number) => ({ alertId: 1, news: "gone", at: minutes(after) }) as const;

const minutes = (so: number): Date => new Date(START.getTime() + so * 60_000);
/** What a feed lists, the newest first: the third is the article that was told. */
const FEED = [0, 1, 2, 3, 4, 5].map((i) => ({
  url: i === 2 ? roofFell().url : `https://kabar-uji.example/berita/${i}`,
  publishedAt: minutes(-10 * i),
}));
const WITHOUT = FEED.toSpliced(2, 1);

test("what was told and its feed lists no longer, though it lists older ones, has its page looked at once", async () => {
  await using db = await testDatabase();
  await wasTold(db);
  const seen = (listed: typeof FEED) => noteLeftOut(db.pool, "kabar-uji", listed, minutes(1));
  expect(await seen(FEED)).toEqual([]);
  expect(await seen(WITHOUT)).toEqual([1]);
  expect(await articlesToDo(db.pool, 10), "the sweep knows it").toEqual([{ id: 1, quiet: false }]);
  expect(await seen(WITHOUT)).toEqual([]);
  expect(await leftOutOn(db.pool, nothing).toDo(1)).toBe(roofFell().url);
  await leftOutOn(db.pool, nothing).looked(1);
  expect(await articlesToDo(db.pool, 10)).toEqual([]);
  expect(await seen(WITHOUT)).toEqual([]);
  expect(await seen(FEED), "it was a slow copy of the feed").toEqual([]);
  expect(await seen(WITHOUT)).toEqual([1]);
});

test("… but not what has only grown old, nor what nobody was told of, nor what another site lists", async () => {
  await using db = await testDatabase();
  await wasTold(db);
  const seen = (listed: typeof FEED, source = "kabar-uji") =>
    noteLeftOut(db.pool, source, listed, minutes(1));
  expect(await seen(FEED.slice(0, 2))).toEqual([]);
  expect(await seen([...FEED.slice(0, 2), ...FEED.slice(4)]), "two that stay at its foot").toEqual([]);
  expect(await seen(WITHOUT, "warta-uji")).toEqual([]);
  await db.pool.query("update alerts set state = 'rejected'");
  expect(await seen(WITHOUT)).toEqual([]);
});

test("the desk shows that its page is gone", async () => {
  await using db = await testDatabase();
  const alert = await wasTold(db);
  await noteLeftOut(db.pool, "kabar-uji", WITHOUT, minutes(1));
  await leftOutOn(db.pool, nothing).looked(1, news(2));
  expect((await newsOfSource(db.pool, alert))?.version).toEqual({ state: "gone", at: minutes(2) });
  for (const listed of [FEED, WITHOUT])
    expect(await noteLeftOut(db.pool, "kabar-uji", listed, minutes(3)), "that is told once").toEqual([]);
});

test("of two workers that find its page gone one tells editors so, and neither where its feed lists it again meanwhile", async () => {
  await using db = await testDatabase();
  await wasTold(db);
  await noteLeftOut(db.pool, "kabar-uji", WITHOUT, minutes(1));
  const told: string[] = [];
  const finds = (worker: string) => leftOutOn(db.pool, async () => void told.push(worker)).looked(1, news(2));
  await noteLeftOut(db.pool, "kabar-uji", FEED, minutes(1));
  await finds("late");
  expect(told).toEqual([]);
  await noteLeftOut(db.pool, "kabar-uji", WITHOUT, minutes(2));
  const failing = async () => Promise.reject(new Error("no disk"));
  await expect(leftOutOn(db.pool, failing).looked(1, news(2))).rejects.toThrow("no disk");
  expect(await leftOutOn(db.pool, nothing).toDo(1), "it is still to be told").toBeDefined();
  await Promise.all(["a", "b"].map(finds));
  expect(told).toHaveLength(1);
});

test("a page that is known to be gone is not asked when its feed leaves it out as well", async () => {
  await using db = await testDatabase();
  await wasTold(db);
  await db.pool.query("update articles set left_out = 'look'");
  await leftOutOn(db.pool, nothing).looked(1, news(1));
  await db.pool.query("update articles set left_out = null");
  expect(await noteLeftOut(db.pool, "kabar-uji", WITHOUT, minutes(2))).toEqual([]);
});

async function wasTold(db: TestDatabase): Promise<number> {
  const article = roofFell({ publishedAt: minutes(-20) });
  await accept(articleDoor(db.pool), article, { quiet: false, alertWithinHours: 12 }, START);
  const clean = readArticle({ ...article.body, ...article });
  await db.pool.query("update articles set state = 'ready', clean = $1", [JSON.stringify(clean)]);
  return approved(db.pool, {}, START, 1);
}
