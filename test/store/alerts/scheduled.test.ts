import { expect, test } from "vitest";
import { accept } from "../../../src/articles/accept.ts";
import { readArticle } from "../../../src/articles/read.ts";
import { dueScheduled, sendScheduled } from "../../../src/store/alerts/send.ts";
import { articleDoor } from "../../../src/store/articles/articles.ts";
import { versionsOn } from "../../../src/store/articles/versions.ts";
import { fanOut } from "../../../src/store/ledger/fan-out.ts";
import { summarise } from "../../../src/summaries/summarise.ts";
import { approved, START } from "../../delivery/support.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { roofFell } from "../../support/stories.ts";

const seconds = (so: number): Date => new Date(START.getTime() + so * 1000);
const { url } = roofFell();

test("what is scheduled waits at its moment until its source's newest text is read, which may hold it back", async () => {
  await using db = await testDatabase();
  const id = await scheduledAndChanged(db);
  expect(await dueScheduled(db.pool, seconds(1))).toEqual([]);
  expect(await sendScheduled(db.pool, id, seconds(1), fanOut)).toBeUndefined();
  const version = await versionsOn(db.pool).toDo(1);
  await versionsOn(db.pool).settle(version?.id ?? 0, "same");
  expect(await dueScheduled(db.pool, seconds(2))).toEqual([id]);
  expect(await sendScheduled(db.pool, id, seconds(2), fanOut)).toBeDefined();
});

test("… but not for a page that does not open: after two minutes it goes out as it was approved", async () => {
  await using db = await testDatabase();
  const id = await scheduledAndChanged(db);
  expect(await dueScheduled(db.pool, seconds(119))).toEqual([]);
  expect(await dueScheduled(db.pool, seconds(120))).toEqual([id]);
  expect(await sendScheduled(db.pool, id, seconds(120), fanOut)).toBeDefined();
});

test("what was read just now is waited for, too, until the alert has been held against it", async () => {
  await using db = await testDatabase();
  const id = await scheduledAndChanged(db);
  const version = await versionsOn(db.pool).toDo(1);
  if (!version) throw new Error("no version waits");
  const clean = { ...version.now, title: "Atap Pasar Cendana Ambruk, 23 Pedagang Terluka" };
  await versionsOn(db.pool).replace(version, clean, summarise(clean), "news");
  expect(await dueScheduled(db.pool, seconds(3))).toEqual([]);
  await db.pool.query("update article_versions set received_at = received_at - interval '2 minutes'");
  expect(await dueScheduled(db.pool, seconds(3)), "it is gathered with others").toEqual([id]);
});

/** An alert that is due at the start, and whose source has brought another text, which nobody has read. */
async function scheduledAndChanged(db: TestDatabase): Promise<number> {
  const options = { quiet: false, alertWithinHours: 12 };
  const article = roofFell();
  await accept(articleDoor(db.pool), article, options, START);
  await db.pool.query("update articles set state = 'ready', clean = $1", [
    JSON.stringify(
      readArticle({ ...article.body, title: article.title, url, image: null, publishedAt: null }),
    ),
  ]);
  const id = await approved(db.pool, {}, START, 1);
  await db.pool.query("update alerts set state = 'scheduled', send_at = $1", [START]);
  await accept(articleDoor(db.pool), roofFell({ url }, 23), options, START);
  return id;
}
