import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";
import { SOURCE, TOPICS } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { testDatabase, urlOf } from "../support/database.ts";
import { until } from "../support/until.ts";
import { graphServer } from "../support/whatsapp-graph.ts";

const ANA = "6281200000001";

test("a reader on the Cloud API subscribes over the webhook and gets the alert", async () => {
  await using db = await testDatabase();
  await using meta = await graphServer();
  await using app = await startApp(
    configFrom(
      { sources: [{ ...SOURCE, everySeconds: 3600 }], topics: TOPICS },
      {
        WHATSAPP: "cloud",
        WHATSAPP_CLOUD_URL: meta.url,
        WHATSAPP_CLOUD_TOKEN: meta.token,
        WHATSAPP_CLOUD_PHONE_ID: meta.phoneId,
        WHATSAPP_CLOUD_APP_SECRET: meta.appSecret,
        WHATSAPP_CLOUD_VERIFY_TOKEN: "kata-sandi-webhook",
        DATABASE_URL: urlOf(db.connection),
        PORT: "0",
      },
    ),
    { logTo: new Writable({ write: (_chunk, _encoding, done) => done() }) },
  );
  const webhook = `http://127.0.0.1:${app.port}/whatsapp`;
  const read = () => meta.sent.map(({ text }) => text?.body ?? "");

  const asked = await fetch(
    `${webhook}?hub.mode=subscribe&hub.verify_token=kata-sandi-webhook&hub.challenge=42`,
  );
  expect(await asked.text()).toBe("42");
  expect(await says("langganan semua", "1")).toBe(200);
  await until("the subscription is confirmed", () => read().length > 0);
  expect(await says("langganan semua", "1")).toBe(200); // Meta tells some things twice
  await app.accept(anArticle({ title: "Jembatan Kali Biru Dibuka" }));
  await until("the alert is read", () =>
    read().some((text) => text.startsWith("*Jembatan Kali Biru Dibuka*")),
  );

  expect(meta.sent.every(({ to }) => to === ANA)).toBe(true);
  expect(read()).toHaveLength(2);

  async function says(text: string, id: string): Promise<number> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const { body, signature } = meta.notification({
      contacts: [{ wa_id: ANA, profile: { name: "Ana" } }],
      messages: [{ id, from: ANA, timestamp, type: "text", text: { body: text } }],
    });
    const headers = { "x-hub-signature-256": signature };
    return (await fetch(webhook, { method: "POST", body: new Uint8Array(body), headers })).status;
  }
});
