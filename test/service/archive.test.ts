import { expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { silence, startPublisherServer } from "../support/publisher-server.ts";
import { until } from "../support/until.ts";

test("the news does not wait behind what only the archive gets, however many of its pages hang", async () => {
  await using publisher = await startPublisherServer();
  await using t = await startTestApp({
    settings: { intake: { alertWithinHours: 12, allowedHosts: [publisher.host] } },
  });
  await t.says(1, "/langganan semua");
  const yesterday = new Date(Date.now() - 24 * 3_600_000);
  for (let n = 0; n < 40; n++) {
    publisher.answer(`/arsip/${n}`, silence);
    const url = `${publisher.url}/arsip/${n}`;
    await t.app.accept(anArticle({ url, text: "Cuplikan.", teaser: true, publishedAt: yesterday }));
  }
  await until("some are being read", () => publisher.asked.some(({ path }) => path.startsWith("/arsip")));
  await t.app.accept(anArticle({ title: "Gempa Guncang Sukamaju" }));
  await until("the news is delivered", () => t.sentTo(1).some((text) => text.includes("Gempa Guncang")));
  const { rowCount } = await t.db.pool.query("select from articles where state = 'accepted'");
  expect(rowCount).toBe(40);
});
