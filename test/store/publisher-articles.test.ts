import { expect, test } from "vitest";
import { insertDraft } from "../../src/store/alerts.ts";
import { inTransaction } from "../../src/store/database.ts";
import { listedAlert } from "../../src/store/desk-lists.ts";
import { withdrawArticle } from "../../src/store/publisher-articles.ts";
import { content, START } from "../delivery/support.ts";
import { testDatabase, untilBlocked } from "../support/database.ts";

test("an article that is taken back just while its draft is made leaves the draft waiting with that reason", async () => {
  await using db = await testDatabase();
  await db.pool.query("insert into articles (source, incoming, received_at) values ('koran', '{}', $1)", [
    START,
  ]);
  const { withdrawn } = await inTransaction(db.pool, async (tx) => {
    await tx.query("update articles set state = 'ready' where id = 1"); // as reading it does
    await insertDraft(tx, { articleId: 1, content: content(), createdBy: "sumber:koran" }, START);
    const withdrawn = withdrawArticle(db.pool, 1, "koran", "token:1", START);
    await untilBlocked(db.pool);
    return { withdrawn };
  });
  expect(await withdrawn).toEqual({ toTell: true });
  expect((await listedAlert(db.pool, 1))?.reasons).toEqual(["Sumber menarik artikel ini."]);
});
