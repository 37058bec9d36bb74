import { afterAll, expect, test } from "vitest";
import type { IncomingArticle } from "../../src/articles/article.ts";
import { EDITOR, startTestApp, type TestApp, testAppForAll } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { redirect, startPublisherServer, withBody, withStatus } from "../support/publisher-server.ts";
import { harvestFestival, roofFell, TWO_SOURCES } from "../support/stories.ts";
import { until } from "../support/until.ts";

/** What waits for an editor, and what editors hear of articles that are gone: one service with a reader, and a site. */
let t: TestApp;
const READER = 1;
const publisher = await startPublisherServer();
afterAll(() => publisher[Symbol.asyncDispose]());
const intake = { alertWithinHours: 12, allowedHosts: [publisher.host] };

testAppForAll({ settings: { sources: TWO_SOURCES, intake }, firstRetryMs: 1 }, async (app) => {
  t = app;
  await t.says(READER, "/langganan semua");
});

const cases: [subject: string, reason: string, title: string, sentence: string][] = [
  [
    "a rape",
    "korban kejahatan seksual",
    "Polisi Tangkap Pria di Sukamaju",
    "Pria berinisial AR itu diduga memerkosa tetangganya pada Sabtu malam, kata polisi.",
  ],
  [
    "a child as a victim",
    "anak sebagai korban",
    "Warga Sukamaju Lapor Polisi",
    "Seorang bocah berusia 7 tahun dianiaya di dekat pasar pada Sabtu malam, kata polisi.",
  ],
  [
    "a suicide",
    "bunuh diri",
    "Warga Sukamaju Ditemukan Meninggal",
    "Pria itu diduga bunuh diri di rumahnya pada Sabtu malam, kata polisi setempat.",
  ],
];

test.each(cases)(
  "%s in a source that sends by itself waits for an editor, who is told why",
  async (_, reason, title, sentence) => {
    const rest =
      "Kepolisian Resor Sukamaju meminta warga tidak menyebarkan identitas korban di media sosial.";
    await t.app.accept(anArticle({ title, text: `${sentence}\n${rest}` }));
    const told = () => t.sentTo(EDITOR).filter((text) => text.includes(`Perlu penyunting: ${reason}`)).length;
    await until("the editor is told why", () => told() === 1);
    await t.app.accept(harvestFestival());
    await until("another article is sent", () => received(t, "Pesta Panen"));
    expect(received(t, title)).toBe(false);

    await t.says(EDITOR, "/antrean");
    await until("/antrean says it, too", () => told() === 2);
    await t.presses(EDITOR, "Siarkan");
    await until("the reader has it from the editor's hand", () => received(t, title));
  },
);

test("by chat, too, an editor reads what to look at: of an address that they name, and of a correction before it goes out", async () => {
  const last = (): string => t.sentTo(EDITOR).at(-1) ?? "";
  const url = `${publisher.url}/bocah`;
  const [, , title = "", sentence = ""] = cases[1] ?? [];
  const text = `${sentence}\nPolisi Sukamaju memeriksa 3 saksi di dekat pasar itu pada Minggu.`;
  publisher.answer("/bocah", withBody(pageOf(title, text), { "content-type": "text/html" }));
  await t.says(EDITOR, `/siarkan ${url}`);
  await until("it asks", () => last().includes("Siarkan?"));
  expect(last()).toMatch(/^Begitulah pembaca akan melihatnya\. Draf 1, untuk .*\.\n⚠️ .*anak sebagai korban/);

  await t.presses(EDITOR, "Siarkan");
  await until("it is sent", () => t.sentTo(EDITOR).some((words) => words.startsWith("Siaran 1 selesai")));
  await t.says(EDITOR, "/ralat 1 Warga Sukamaju Lapor Polisi\nPolisi Sukamaju memeriksa 30 saksi.");
  await until("the correction is asked about", () => last().includes("Kirim ralat siaran 1?"));
  expect(last()).toMatch(/\n⚠️ Angka .30.* tidak ada dalam artikel\.\nKirim ralat/);
  await t.says(
    EDITOR,
    "/ralat 1 Warga Sukamaju Lapor Polisi\nPolisi Sukamaju memeriksa 3 saksi.\nRalat: judul.",
  );
  await until("and a right one, with no mark", () => last().endsWith("baru. Kirim ralat siaran 1?"));
});

test("an article of the archive that an editor takes up is a draft like those of news: its outlet, its source's call to action, and why it wants care", async () => {
  const callToAction = { text: "Ikuti Saluran WhatsApp Kabar Uji", url: null };
  await using t = await startTestApp({
    settings: {
      sources: TWO_SOURCES.map((source) => ({ ...source, callToAction })),
      intake,
    },
  });
  const url = `${publisher.url}/bocah`;
  const [, reason, title = "", text = ""] = cases[1] ?? [];
  publisher.answer("/bocah", withBody(pageOf(title, text), { "content-type": "text/html" }));
  await t.app.accept(anArticle({ title, text, url, publishedAt: new Date("2020-11-23T07:00:00Z") }));
  await until("it is filed", async () => {
    const { rowCount } = await t.db.pool.query("select from articles where state = 'ready'");
    return rowCount === 1;
  });
  expect(t.sentTo(EDITOR)).toEqual([]);

  await t.says(EDITOR, `/siarkan ${url}`);
  const last = (): string => t.sentTo(EDITOR).at(-1) ?? "";
  await until("it asks", () => last().includes("Siarkan?"));
  expect(last()).toContain(`⚠️ Perlu penyunting: ${reason}`);
  const { rows } = await t.db.pool.query("select content from alerts");
  expect(rows).toEqual([{ content: expect.objectContaining({ outlet: "Kabar Uji", callToAction }) }]);
});

test("an opinion, by its source's own section, in a source that sends by itself waits for an editor", async () => {
  const opinion = harvestFestival();
  await t.app.accept({ ...opinion, sections: ["Kolom"] });
  await until("the editor is told why", () =>
    t
      .sentTo(EDITOR)
      .some((text) => text.includes("Perlu penyunting: ditandai sebagai opini, bukan berita (“Kolom”)")),
  );
  expect(received(t, "Pesta Panen")).toBe(false);
});

test("a page that its publisher takes down after the alert reaches the editor with a recall ready", async () => {
  const { title, body } = roofFell();
  publisher.answer("/atap", withBody(pageOf(title ?? "", body.content), { "content-type": "text/html" }));
  const teaser = (content: string) =>
    roofFell({ url: `${publisher.url}/atap`, teaser: true, body: { form: "text", content } });
  await t.app.accept(teaser("Atap Pasar Cendana ambruk …"));
  await until("the event is sent", () => received(t, "Pasar Cendana"));

  publisher.answer("/atap", withStatus(410));
  await t.app.accept(teaser("Artikel ini telah dihapus."));
  await until("the editor is told", () => t.sentTo(EDITOR).some((text) => text.includes("Sumber dihapus")));
  expect(t.sentTo(EDITOR).find((text) => text.includes("Sumber dihapus"))).toContain("tarik siarannya");
});

test("where a site leads to its front page what it took down after the alert, editors hear of it once", async () => {
  const { title, body } = roofFell();
  publisher.answer("/atap", withBody(pageOf(title ?? "", body.content), { "content-type": "text/html" }));
  const teaser = (content: string) =>
    roofFell({ url: `${publisher.url}/atap`, teaser: true, body: { form: "text", content } });
  await t.app.accept(teaser("Atap Pasar Cendana ambruk …"));
  await until("the event is sent", () => received(t, "Pasar Cendana"));

  publisher.answer("/atap", redirect(302, "/"));
  publisher.answer("/", withBody("<title>Kabar Uji</title><p>Berita hari ini.</p>"));
  const heard = () => t.sentTo(EDITOR).filter((text) => text.includes("Artikel tidak lagi di alamatnya"));
  await t.app.accept(teaser("Artikel ini telah dipindahkan."));
  await until("the editor is told", () => heard().length === 1);
  await t.app.accept(teaser("Artikel ini sudah dipindahkan."));
  await until("it is looked into", async () => {
    const { rowCount } = await t.db.pool.query("select from article_versions where state = 'failed'");
    return rowCount === 2;
  });
  expect(heard()).toHaveLength(1);
  expect((await t.db.pool.query("select from dead_letters")).rowCount).toBe(0);
});

test("where no page stands at a teaser's address, nothing is sent unseen; where it comes up seconds after the feed, it is read", async () => {
  await t.app.accept(roofFell({ url: `${publisher.url}/ditarik`, teaser: true }));
  const doubt = "Halaman artikel ini tidak ada di situsnya, mungkin sudah ditarik";
  await until("the editor is told why it waits", () => t.sentTo(EDITOR).some((text) => text.includes(doubt)));
  expect(received(t, "Pasar Cendana")).toBe(false);

  const { title, body } = harvestFestival();
  let asked = 0;
  publisher.answer("/terbit", (request, response) => {
    const page = withBody(pageOf(title ?? "", body.content), { "content-type": "text/html" });
    (++asked === 1 ? withStatus(404) : page)(request, response);
  });
  await t.app.accept(harvestFestival({ url: `${publisher.url}/terbit`, teaser: true }));
  await until("the other one is sent", () => received(t, "Pesta Panen"));
});

test("an address that an editor names before its article stands there is told all the same when its feed has it", async () => {
  const url = `${publisher.url}/panen`;
  const html = { "content-type": "text/html" };
  publisher.answer("/panen", withBody("<title>Tunggu sebentar</title><h1>Tunggu sebentar …</h1>", html));
  await t.says(EDITOR, `/siarkan ${url}`);
  await until("the editor hears that there is none", () =>
    t.sentTo(EDITOR).some((text) => text.includes("Isi halaman itu tidak terbaca")),
  );
  const missing = "Maaf, halaman yang Anda cari belum tersedia di situs kami untuk saat ini. ".repeat(5);
  publisher.answer("/panen", withBody(pageOf("Halaman Tidak Ditemukan di Situs Ini", missing), html));
  await t.says(EDITOR, `/siarkan ${url}`);
  await t.presses(EDITOR, "Batal");
  await until("it is rejected", async () => {
    const { rowCount } = await t.db.pool.query("select from alerts where state = 'rejected'");
    return rowCount === 1;
  });

  const { title, body } = harvestFestival();
  publisher.answer("/panen", withBody(pageOf(title ?? "", body.content), html));
  await t.app.accept(harvestFestival({ url, teaser: true }));
  await until("the article is sent", () => received(t, "Pesta Panen"));
  expect(received(t, "Tidak Ditemukan")).toBe(false);
});

test("where another page stands at a teaser's address, an editor gets title and teaser, and what comes after it is not lost", async () => {
  const subscribers = `Artikel ini hanya untuk pelanggan. ${"Masuk atau berlangganan untuk membaca berita pilihan redaksi setiap hari. ".repeat(4)}`;
  for (const { title, path } of [
    { title: roofFell().title, path: "/atap" },
    { title: harvestFestival().title, path: "/panen" },
  ]) {
    const page = `<html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${subscribers}</p></article></body></html>`;
    publisher.answer(path, withBody(page, { "content-type": "text/html" }));
  }
  const teaser = ({ title, body, ...article }: IncomingArticle, path: string) => ({
    ...article,
    title,
    url: `${publisher.url}${path}`,
    teaser: true,
    body: { ...body, content: body.content.split("\n")[0] ?? "" },
  });
  await t.app.accept(teaser(roofFell(), "/atap"));
  await t.app.accept(teaser(harvestFestival(), "/panen"));
  const told = (words: string) =>
    t.sentTo(EDITOR).some((text) => text.includes(words)) &&
    t.sentTo(EDITOR).some((text) => text.includes("Halaman di alamat ini tampaknya bukan artikel ini."));
  await until("the editor has both", () => told("Atap Pasar Cendana") && told("Pesta Panen"));
  expect(t.sentTo(EDITOR).some((text) => text.includes("hanya untuk pelanggan"))).toBe(false);
  expect(received(t, "Pasar Cendana") || received(t, "Pesta Panen")).toBe(false);
});

test("an alert that is too long to be sent waits for an editor, who is told so", async () => {
  const { body, ...article } = harvestFestival();
  const credits = Array.from({ length: 200 }, (_, n) => `Sumber : Kantor Berita Nomor ${n}`).join("\n");
  await t.app.accept({ ...article, body: { ...body, content: `${body.content}\n${credits}` } });
  await until("the editor is told why", () =>
    t.sentTo(EDITOR).some((text) => text.includes("Pesan ini terlalu panjang")),
  );
  expect(t.sentTo(EDITOR).some((text) => text.includes("Pesta Panen"))).toBe(true);
  expect(received(t, "Pesta Panen")).toBe(false);
});

function received(t: TestApp, words: string): boolean {
  return t.sentTo(READER).some((text) => text.includes(words));
}

function pageOf(title: string, text: string): string {
  const paragraphs = text
    .split("\n")
    .map((line) => `<p>${line}</p>`)
    .join("");
  return `<html><head><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs}</article></body></html>`;
}
