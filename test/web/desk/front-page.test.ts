import { expect, test } from "vitest";
import { draftWords } from "../../../src/alerts/draft.ts";
import { insertDraft } from "../../../src/store/alerts/alerts.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { EDITOR, SOURCE, startTestApp } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { deskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

test("a draft is said to be as its article only as long as nobody has changed its words", async () => {
  await using app = await startTestApp({
    settings: { sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }] },
  });
  await app.app.accept(anArticle());
  const editor = await deskPerson(app, "editor");
  const { get, post } = editor;
  await until("its draft waits", async () => (await get("/")).text.includes("✓ Sesuai artikel"));
  await post("/siaran/1/ubah", { version: "1", headline: "977 rumah rusak" });
  const { text } = await get("/");
  expect(text).toContain("977 rumah rusak");
  expect(text).not.toContain("✓ Sesuai artikel");
});

test("of more drafts than the front page shows, breaking news is on top however old it is, and the newest are there; nothing is announced that is shown", async () => {
  await using app = await startTestApp();
  await inTransaction(app.db.pool, async (tx) => {
    for (let n = 1; n <= 201; n++) {
      const content = { ...draftWords(`Kabar nomor ${n}`), breaking: n === 1 };
      await insertDraft(tx, { articleId: null, content, createdBy: "sumber:kabar-uji" }, new Date());
    }
  });
  const editor = await deskPerson(app, "editor");
  const { text } = await editor.get("/");
  const [, queue = ""] = text.split('aria-labelledby="draf"');
  const headlines = [...queue.matchAll(/>(Kabar nomor \d+)</g)].map(([, headline]) => headline);
  expect(headlines).toHaveLength(200);
  expect(headlines.slice(0, 2)).toEqual(["Kabar nomor 1", "Kabar nomor 3"]);
  expect(headlines.at(-1)).toBe("Kabar nomor 201");
  expect(queue).toContain("dan 1 draf lebih lama");
  const live = /data-live="(draf:\d+)"/.exec(text)?.[1] ?? "";
  expect(await editor.hears(live)).toMatch(
    /^event: draf:201\ndata: <span data-waiting="201 200 [\d ]+ 2 1" hidden>/,
  );

  await app.says(EDITOR, "/antrean");
  const shown = (): string[] => app.sentTo(EDITOR).filter((one) => one.includes("Kabar nomor"));
  await until("three are shown", () => shown().length === 3);
  expect(shown()[0], "in the chat, too").toMatch(/Kabar nomor 1\b/);
});

test("while all sending is stopped every page says how many alerts go out when it goes on, and since when the first has waited", async () => {
  await using app = await startTestApp();
  await app.says(5, "/langganan semua");
  await until("a reader follows", () => app.sentTo(5).length > 0);
  const editor = await deskPerson(app, "editor");
  await editor.post("/hentikan");
  expect((await editor.get("/siaran")).text).not.toContain("siaran menunggu");
  for (const headline of ["Jembatan Kali Sewu dibuka", "Pasar Cendana ambruk"]) {
    const id = await inTransaction(app.db.pool, (tx) =>
      insertDraft(
        tx,
        { articleId: null, content: draftWords(headline), createdBy: "telegram:1" },
        new Date(),
      ),
    );
    await editor.post(`/siaran/${id}/siarkan`, { version: "1" });
  }
  await app.db.pool.query("update alerts set decided_at = '2026-11-01T02:10:00Z' where id = 1");
  const waiting = "2 siaran menunggu, yang terlama disetujui 1 Nov 2026 09.10 WIB";
  expect((await editor.get("/siaran")).text).toContain(waiting);
  await app.says(EDITOR, "/status");
  await until("the chat says so", () => app.sentTo(EDITOR).some((one) => one.includes(waiting)));

  await app.says(EDITOR, "/lanjutkan");
  await until("both are sent", async () => {
    const { rowCount } = await app.db.pool.query("select from alerts where state = 'sent'");
    return rowCount === 2;
  });
  await editor.post("/hentikan");
  expect((await editor.get("/siaran")).text, "nothing is left to wait").not.toContain("siaran menunggu");
});
