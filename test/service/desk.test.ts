import { afterAll, expect, test } from "vitest";
import { EDITOR, SOURCE, startTestApp, type TestApp, testAppForAll } from "../support/app.ts";
import { anArticle, CALL_TO_ACTION } from "../support/articles.ts";
import { startPublisherServer, withBody, withStatus } from "../support/publisher-server.ts";
import { until } from "../support/until.ts";

/** What an editor does from a chat, with a site to name addresses of. */
let t: TestApp;
const publisher = await startPublisherServer();
afterAll(() => publisher[Symbol.asyncDispose]());

const OPTIONS = { firstRetryMs: 20, settings: { intake: { allowedHosts: [publisher.host] } } };
testAppForAll(OPTIONS, (app) => void (t = app));

const PAGE = `<!doctype html><html><head><title>Pasar Baru Sukamaju Dibuka</title></head><body><article>
<h1>Pasar Baru Sukamaju Dibuka</h1>
${anArticle()
  .body.content.split("\n")
  .map((line) => `<p>${line}</p>`)
  .join("\n")}
</article></body></html>`;
const HTML = { "content-type": "text/html; charset=utf-8" };

test("an editor broadcasts an address: the page's alert is shown, confirmed, sent once, and not a second time", async () => {
  publisher.answer("/pasar-baru", withBody(PAGE, HTML));
  await t.says(1, "/langganan semua");

  await t.says(EDITOR, `/siarkan ${publisher.url}/pasar-baru`);
  await until("the preview is shown", () =>
    t
      .sentTo(EDITOR)
      .some((text) => text.startsWith("Pasar Baru Sukamaju Dibuka") && text.endsWith(CALL_TO_ACTION)),
  );
  expect(t.sentTo(1).some((text) => text.includes("Pasar Baru"))).toBe(false);
  await t.presses(EDITOR, "Siarkan");
  await until("the reader has it", () =>
    t.sentTo(1).some((text) => text.includes("Pasar Baru Sukamaju Dibuka")),
  );

  await t.says(EDITOR, `/siarkan ${publisher.url}/pasar-baru#komentar`);
  await until("the editor hears that it was", () =>
    t.sentTo(EDITOR).some((text) => /Artikel ini (?:sedang dikirim|sudah terkirim) \(siaran 1\)/.test(text)),
  );
  expect(t.sentTo(1).filter((text) => text.includes("Pasar Baru Sukamaju Dibuka"))).toHaveLength(1);
});

test("a page that cannot be had is answered in words, and nothing is drafted", async () => {
  await t.says(EDITOR, `/siarkan ${publisher.url}/tidak-ada`);
  await until("the editor is told", () => t.sentTo(EDITOR).at(-1)?.includes("tidak dapat diambil") ?? false);
  await t.says(EDITOR, "/siarkan http://169.254.169.254/latest/meta-data");
  await until(
    "the inside is closed",
    () => t.sentTo(EDITOR).filter((s) => s.includes("tidak dapat diambil")).length === 2,
  );
  const { rowCount } = await t.db.pool.query("select 1 from alerts");
  expect(rowCount).toBe(0);
});

test("a draft whose worker was killed before editors were told of it is shown to them by the sweep, once", async () => {
  await using t = await startTestApp({ settings: { sources: [{ ...SOURCE, policy: "review" }] } });
  const shown = () => t.sentTo(EDITOR).filter((text) => text.startsWith("Pasar Baru Sukamaju Dibuka")).length;
  const untold = async () => (await t.db.pool.query("select from alerts where untold")).rowCount;
  await t.app.accept(anArticle({ title: "Pasar Baru Sukamaju Dibuka" }));
  await until("it is shown", async () => shown() === 1 && (await untold()) === 0);
  await t.db.pool.query("update alerts set untold = true"); // as the kill leaves it
  await t.app.sweep();
  await until("it is shown again", async () => shown() === 2 && (await untold()) === 0);
  await t.app.sweep();
  expect(shown()).toBe(2);
});

test("a step that fails for good is listed, and goes on where an editor starts it again", async () => {
  publisher.answer("/rusak", withStatus(500));
  await t.says(1, "/langganan semua");
  await t.app.accept(
    anArticle({ url: `${publisher.url}/rusak`, title: "Pasar Baru Sukamaju Dibuka", teaser: true, text: "" }),
  );
  await until(
    "it is given up",
    async () => (await t.db.pool.query("select 1 from dead_letters")).rowCount === 1,
  );
  await t.says(EDITOR, "/gagal");
  await until("it is listed", () => t.sentTo(EDITOR).at(-1)?.includes("Pasar Baru Sukamaju Dibuka") ?? false);

  publisher.answer("/rusak", withBody(PAGE, HTML));
  const { rows } = await t.db.pool.query("select id from dead_letters");
  await t.says(EDITOR, `/ulangi ${rows[0].id}`);
  await until("the reader has it", () =>
    t.sentTo(1).some((text) => text.includes("Pasar Baru Sukamaju Dibuka")),
  );
  expect((await t.db.pool.query("select 1 from dead_letters")).rowCount).toBe(0);
});

test("where a site is down, what its feed gave of an article waits for an editor, who reads that it is no more than that", async () => {
  publisher.answer("/sibuk", withStatus(502));
  await t.says(1, "/langganan semua");
  await t.app.accept(
    anArticle({ url: `${publisher.url}/sibuk`, title: "Gempa Guncang Sukamaju", teaser: true }),
  );
  await until("an editor is told", () =>
    t.sentTo(EDITOR).some((text) => text.includes("Gempa Guncang Sukamaju")),
  );
  await t.says(EDITOR, "/antrean");
  await until("with the reason", () => t.sentTo(EDITOR).at(-1)?.includes("hanya cuplikan") ?? false);
  expect(publisher.asked.filter(({ path }) => path === "/sibuk")).toHaveLength(5);
  const { rows } = await t.db.pool.query(
    "select state, (select count(*)::int from dead_letters) as dead from alerts",
  );
  expect(rows).toEqual([{ state: "draft", dead: 0 }]);
});

test("one stop halts all sending, and what waited goes on when it is lifted", async () => {
  await t.says(1, "/langganan semua");
  await t.says(EDITOR, "/hentikan");
  await until("the editor is told", () => t.sentTo(EDITOR).at(-1)?.includes("dihentikan") ?? false);
  await t.app.accept(anArticle({ title: "Kabar Tertahan" }));
  await until("it waits in the ledger", async () => {
    const { rowCount } = await t.db.pool.query("select 1 from deliveries where state = 'waiting'");
    return rowCount === 1;
  });
  expect(t.sentTo(1).some((text) => text.includes("Kabar Tertahan"))).toBe(false);
  await t.says(EDITOR, "/lanjutkan");
  await until("the reader has it", () => t.sentTo(1).some((text) => text.includes("Kabar Tertahan")));
  const { rows } = await t.db.pool.query("select act from audit where subject = 'sending' order by id");
  expect(rows).toEqual([{ act: "stop" }, { act: "resume" }]);
});

test("the same words drafted twice at once are one draft", async () => {
  const words = "/siarkan Jalan Kali Biru Ditutup\nJalan ditutup sampai sore karena perbaikan.";
  await Promise.all([t.says(EDITOR, words), t.says(EDITOR, words)]);
  await until(
    "both are answered",
    () => t.sentTo(EDITOR).filter((text) => text.startsWith("Jalan Kali Biru")).length === 2,
  );
  const { rowCount } = await t.db.pool.query("select from alerts");
  expect(rowCount).toBe(1);
});
