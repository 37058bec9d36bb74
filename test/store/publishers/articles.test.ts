import { expect, test } from "vitest";
import { insertDraft } from "../../../src/store/alerts/alerts.ts";
import { approve } from "../../../src/store/alerts/draft-acts.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { listedAlert } from "../../../src/store/desk/lists.ts";
import { fanOut } from "../../../src/store/ledger/fan-out.ts";
import { withdrawArticle } from "../../../src/store/publishers/articles.ts";
import { content, START } from "../../delivery/support.ts";
import { testDatabase, untilBlocked } from "../../support/database.ts";

const nothing = async (): Promise<void> => undefined;
const KORAN = { id: 1, source: "koran", by: "token:1" };

test("an article that is taken back just while its draft is made leaves the draft waiting with that reason", async () => {
  await using db = await testDatabase();
  await db.pool.query("insert into articles (source, incoming, received_at) values ('koran', '{}', $1)", [
    START,
  ]);
  const { withdrawn } = await inTransaction(db.pool, async (tx) => {
    await tx.query("update articles set state = 'ready' where id = 1"); // as reading it does
    await insertDraft(tx, { articleId: 1, content: content(), createdBy: "sumber:koran" }, START);
    const withdrawn = withdrawArticle(db.pool, KORAN, START, nothing);
    await untilBlocked(db.pool);
    return { withdrawn };
  });
  expect(await withdrawn).toBe(true);
  expect((await listedAlert(db.pool, 1))?.reasons).toEqual(["Sumber menarik artikel ini."]);
});

test("who pressed what they were shown before its source took it back is shown the draft anew", async () => {
  await using db = await testDatabase();
  await db.pool.query(
    "insert into articles (source, incoming, received_at, state) values ('koran', '{}', $1, 'ready')",
    [START],
  );
  await inTransaction(db.pool, (tx) =>
    insertDraft(tx, { articleId: 1, content: content(), createdBy: "sumber:koran" }, START),
  );
  await withdrawArticle(db.pool, KORAN, START, nothing);
  const press = (version: number) =>
    approve(db.pool, 1, { editor: "telegram:1", at: START, version }, fanOut, () => false);
  expect(await press(1)).toEqual({ kind: "changed", by: "sistem:sumber", version: 2 });
  expect(await press(2)).toMatchObject({ kind: "sending" });
});
