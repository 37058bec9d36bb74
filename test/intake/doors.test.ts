import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";
import { CALL_TO_ACTION } from "../support/articles.ts";
import { testDatabase, urlOf } from "../support/database.ts";
import { freePort } from "../support/free-port.ts";
import { startHubServer } from "../support/hub-server.ts";
import { rss, rssItem, startPublisherServer, withBody } from "../support/publisher-server.ts";
import { startTelegramServer } from "../support/telegram-server.ts";
import { until } from "../support/until.ts";

const TOKEN = "token-kabar-uji-yang-panjang";
const READER = 4711;

/** The whole service with the doors of this folder open, a reader who follows everything, and a publisher with a hub. */
async function openService() {
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await testDatabase());
  const telegram = stack.use(await startTelegramServer());
  const publisher = stack.use(await startPublisherServer());
  const hub = stack.use(await startHubServer());
  publisher.answer("/rss", withBody(rss([]), { link: `<${hub.url}>; rel=hub` }));
  publisher.answer("/peta.xml", withBody("<urlset></urlset>"));
  const log: string[] = [];
  // The public address must be known before the service has its port.
  const port = await freePort();
  const config = configFrom(
    {
      sources: [
        { id: "kabar-uji", name: "Kabar Uji", push: true, policy: "auto" },
        { id: "koran", name: "Koran", feed: `${publisher.url}/rss`, policy: "auto", everySeconds: 3600 },
        { id: "peta", name: "Peta", sitemap: `${publisher.url}/peta.xml`, policy: "auto", everySeconds: 1 },
      ],
      intake: { allowedHosts: ["127.0.0.1"] },
    },
    {
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      DATABASE_URL: urlOf(db.connection),
      PORT: String(port),
      PUBLISHER_TOKENS: `kabar-uji:${TOKEN}`,
      PUBLIC_URL: `http://127.0.0.1:${port}/`,
    },
  );
  const logTo = new Writable({ write: (chunk, _encoding, done) => (log.push(String(chunk)), done()) });
  const app = stack.use(await startApp(config, { logTo }));
  await telegram.says({ chat: READER, text: "/langganan semua" });
  await until("the reader's subscription", () => telegram.sentTo(READER).length > 0);
  const all = stack.move();
  return {
    db,
    publisher,
    hub,
    log,
    app,
    sent: () => telegram.sentTo(READER).map(({ text }) => text),
    push: (body: unknown) =>
      fetch(`http://127.0.0.1:${port}/api/articles`, {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify(body),
      }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const MARKET = [
  "SAGARA, KORANUJI.ID - Pasar Induk Sagara dibuka kembali besok pagi setelah lantai dua selesai dicat oleh para pedagang sendiri.",
  "Kepala pasar Sri Mulatsih menyebut 214 kios sayur dan ikan akan menempati lapak baru mulai pukul 04.00 setiap hari.",
  "Pengunjung diminta masuk lewat gerbang timur karena jalan di sisi barat masih ditutup untuk perbaikan saluran air.",
  CALL_TO_ACTION,
];
const TEXT = [
  "SUKAMAJU, KABARUJI.ID - Jembatan Kali Biru di Kabupaten Sukamaju dibuka untuk umum pada Senin pagi setelah diperbaiki selama empat bulan.",
  "Bupati Sukamaju Wiratno Hadi mengatakan perbaikan jembatan itu menelan biaya Rp 3 miliar dari anggaran daerah.",
  "Jembatan tersebut menghubungkan dua kecamatan yang selama ini hanya dilayani perahu penyeberangan.",
];
const HTML = [...TEXT, CALL_TO_ACTION].map((line) => `<p>${line}</p>`).join("\n");

test("what a publisher pushes, a hub brings and a sitemap names becomes an alert; the token is in no log", async () => {
  await using service = await openService();
  const alertOf = (words: string) => service.sent().find((text) => text.includes(words));

  const answer = await service.push({
    url: "https://kabar-uji.example/1",
    title: "Jembatan Kali Biru Dibuka untuk Umum",
    html: HTML,
  });
  expect(answer.status).toBe(202);
  await until("the pushed alert", () => alertOf("Jembatan Kali Biru Dibuka") !== undefined);
  expect(alertOf("Jembatan Kali Biru Dibuka")).toMatch(new RegExp(`${CALL_TO_ACTION}$`));

  await until("the hub's subscription", () => service.hub.asked.length > 0);
  await until(
    "its first delivery",
    async () => (await service.hub.distributes(rss([rssItem("hujan", new Date().toUTCString())]))) === 202,
  );
  await until("the hub's alert", () => alertOf("Berita hujan") !== undefined);

  await until("the sitemap's first look", async () => {
    const health = await service.app.sourceHealth();
    return health.find(({ id }) => id === "peta")?.lastOkAt != null;
  });
  const page = `${service.publisher.url}/pasar`;
  service.publisher.answer(
    "/pasar",
    withBody(
      `<html><body><h1>Pasar Sagara Dibuka Kembali Besok Pagi</h1><article>${MARKET.map((line) => `<p>${line}</p>`).join("\n")}</article></body></html>`,
      { "content-type": "text/html" },
    ),
  );
  service.publisher.answer(
    "/peta.xml",
    withBody(
      `<urlset><url><loc>${page}</loc><news:news><news:title>Pasar Sagara Dibuka Kembali Besok Pagi</news:title><news:publication_date>${new Date().toISOString()}</news:publication_date></news:news></url></urlset>`,
    ),
  );
  await until("the sitemap's alert", () => alertOf("Pasar Sagara Dibuka") !== undefined);
  expect(alertOf("Pasar Sagara Dibuka")).toMatch(new RegExp(`${CALL_TO_ACTION}$`));
  expect(service.publisher.asked.map(({ path }) => path)).toContain("/robots.txt");
  expect(service.log.join("")).not.toContain(TOKEN);
});
