import { expect, test } from "vitest";
import { EDITOR, SOURCE, startTestApp } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { type ModelServer, startModelServer, summarises, withStatus } from "../../support/model-server.ts";
import { until } from "../../support/until.ts";

/** The whole service with a language model behind it. */

function settings(server: ModelServer, policy = "auto") {
  return {
    summary: { model: { baseUrl: server.baseUrl, name: "model-uji", timeoutSeconds: 5 } },
    sources: [{ ...SOURCE, policy, everySeconds: 3600 }],
  };
}

const TITLE = "Jembatan Kali Biru Dibuka";
const BRIEF = "Jembatan Kali Biru di Kabupaten Sukamaju dibuka untuk umum pada Senin pagi.";

test("readers get what the model wrote, if it is true", async () => {
  await using server = await startModelServer();
  server.answers(summarises(BRIEF, "Jembatan Kali Biru dibuka"));
  await using t = await startTestApp({ settings: settings(server) });
  await t.says(1, "/langganan semua");
  await t.app.accept(anArticle({ title: TITLE }));
  await until("the reader has it", () => t.sentTo(1).some((text) => text.includes(BRIEF)));
  expect(server.asked).toHaveLength(1);
});

test("an article that a model lies about goes out with the built-in summary, and the reason is on record", async () => {
  await using server = await startModelServer();
  server.answers(summarises("Jembatan Kali Biru di Kabupaten Sukamaju menelan biaya Rp 900 triliun."));
  await using t = await startTestApp({ settings: settings(server) });
  await t.says(1, "/langganan semua");
  await t.app.accept(anArticle({ title: TITLE }));
  await until("the reader has it", () => t.sentTo(1).some((text) => text.includes(TITLE)));
  expect(t.sentTo(1).join("\n")).not.toContain("900");
  const { rows } = await t.db.pool.query("select reasons from alerts");
  expect(rows[0].reasons.join()).toMatch(/Dipakai ringkasan bawaan: .*Rp 900 triliun/);
});

test("an editor who decides is shown why the model's summary was not used", async () => {
  await using server = await startModelServer();
  server.answers(withStatus(404));
  await using t = await startTestApp({ settings: settings(server, "review") });
  await t.app.accept(anArticle({ title: TITLE }));
  await until("the editor is asked", () => t.sentTo(EDITOR).some((text) => text.startsWith("Draf")));
  expect(t.sentTo(EDITOR).join("\n")).toContain(
    "Dipakai ringkasan bawaan: model bahasa menjawab dengan galat 404.",
  );
});
