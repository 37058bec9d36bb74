import { expect, test } from "vitest";
import { accept } from "../../../src/articles/accept.ts";
import type { IncomingArticle } from "../../../src/articles/article.ts";
import { searchTerms, traceOf } from "../../../src/articles/similarity.ts";
import { type Kin, kinOf } from "../../../src/articles/story.ts";
import { articleDoor } from "../../../src/store/articles/articles.ts";
import { PLACING, placeInStory, toldIn } from "../../../src/store/articles/stories.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { type TestDatabase, testDatabase, untilBlocked } from "../../support/database.ts";
import { harvestFestival, roofFell, roofFellElsewhere } from "../../support/stories.ts";
import { until } from "../../support/until.ts";

const HOUR = 3_600_000;
const MONDAY = new Date("2026-11-23T07:00:00+07:00");

test("an article joins the story of its kin; a stranger opens one of its own", async () => {
  await using db = await testDatabase();
  const [first, second, stranger] = await fileAll(db, [roofFell(), roofFellElsewhere(), harvestFestival()]);
  expect(await place(db, first, roofFell())).toEqual([]);
  expect(await place(db, second, roofFellElsewhere())).toMatchObject([
    { articleId: first, kinship: "same news" },
  ]);
  expect(await place(db, stranger, harvestFestival())).toEqual([]);
  const { rows } = await db.pool.query("select count(*) as n from articles group by story_id order by n");
  expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
});

test("placing an article again, after its worker died, finds the same kin and changes nothing", async () => {
  await using db = await testDatabase();
  const [first, second] = await fileAll(db, [roofFell(), roofFellElsewhere()]);
  await place(db, first, roofFell());
  const kin = await place(db, second, roofFellElsewhere());
  expect(await place(db, second, roofFellElsewhere())).toEqual(kin);
  const { rows } = await db.pool.query("select count(*) as n from stories");
  expect(rows).toEqual([{ n: 1 }]);
});

test("an article that is placed anew by another text is no kin any more of what came after its first one", async () => {
  await using db = await testDatabase();
  const [first, second] = await fileAll(db, [roofFell(), roofFellElsewhere()]);
  await place(db, first, roofFell());
  await place(db, second, roofFellElsewhere());
  await place(db, first, harvestFestival());
  expect((await db.pool.query("select from story_kin")).rowCount).toBe(0);
});

test("two workers that place the same news at the same moment, neither seeing the other's yet, end in one story", async () => {
  await using db = await testDatabase();
  const [first, second] = await fileAll(db, [roofFell(), roofFellElsewhere()]);
  const queue = await db.pool.connect();
  await queue.query("select pg_advisory_lock($1)", [PLACING]);
  const placing = Promise.all([place(db, first, roofFell()), place(db, second, roofFellElsewhere())]);
  await until("both have looked and wait for their turn", async () => {
    const { rowCount } = await queue.query(
      `select from pg_locks where locktype = 'advisory' and not granted and objid = $1
         and database = (select oid from pg_database where datname = current_database())`,
      [PLACING],
    );
    return rowCount === 2;
  });
  await queue.query("select pg_advisory_unlock($1)", [PLACING]);
  queue.release();
  expect((await placing).flat()).toMatchObject([{ kinship: "same news" }]);
  const { rows } = await db.pool.query("select distinct story_id from articles");
  expect(rows).toHaveLength(1);
});

test("a story that is older than the window is forgotten, and what it was compared by is deleted", async () => {
  await using db = await testDatabase();
  const [first, second] = await fileAll(db, [roofFell(), roofFellElsewhere()]);
  await place(db, first, roofFell());
  expect(await place(db, second, roofFellElsewhere(), new Date(MONDAY.getTime() + 49 * HOUR))).toEqual([]);
  const { rows } = await db.pool.query("select article_id from story_traces");
  expect(rows).toEqual([{ article_id: second }]);
});

test("who decides second whether to speak of a story waits for the first, and sees the alert, whichever came in earlier", async () => {
  await using db = await testDatabase();
  const [first, second] = await fileAll(db, [roofFell(), roofFellElsewhere()]);
  await place(db, first, roofFell());
  await place(db, second, roofFellElsewhere());
  const since = new Date(MONDAY.getTime() - HOUR);

  let decided = false;
  const theLater = inTransaction(db.pool, async (tx) => {
    expect(await toldIn(tx, second, since)).toEqual([]);
    const theEarlier = inTransaction(db.pool, async (other) => {
      const told = await toldIn(other, first, since);
      expect(decided).toBe(true);
      return told;
    });
    await untilBlocked(db.pool);
    await tx.query(
      `insert into alerts (article_id, content, created_by, created_at)
       values ($1, '{"headline": "Atap Pasar Ambruk", "breaking": false}', 'sumber:warta-uji', $2)`,
      [second, MONDAY],
    );
    decided = true;
    return { theEarlier };
  });
  const { theEarlier } = await theLater;
  expect(await theEarlier).toMatchObject([
    { articleId: second, kinship: "same news", state: "draft", source: "warta-uji" },
  ]);
});

async function fileAll(
  db: TestDatabase,
  articles: readonly IncomingArticle[],
): Promise<[number, number, number]> {
  const ids: number[] = [];
  for (const article of articles) {
    const accepted = await accept(
      articleDoor(db.pool),
      article,
      { quiet: false, alertWithinHours: 12 },
      MONDAY,
    );
    if (accepted.kind === "accepted") ids.push(accepted.id);
  }
  const [a = 0, b = 0, c = 0] = ids;
  return [a, b, c];
}

function place(db: TestDatabase, articleId: number, article: IncomingArticle, now = MONDAY): Promise<Kin[]> {
  const trace = traceOf({ title: article.title, paragraphs: article.body.content.split("\n") });
  const since = new Date(now.getTime() - 48 * HOUR);
  const placing = { articleId, source: article.source, trace, terms: searchTerms(trace), since, now };
  return placeInStory(db.pool, placing, (others) => kinOf(trace, others));
}
