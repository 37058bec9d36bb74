import { expect, test } from "vitest";
import { startTestApp } from "../../support/app.ts";
import { deskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

/** The WhatsApp account at the desk, against a WhatsApp on loopback that waits to be paired. */

test("an admin sees the code that pairs the account, nobody else does, and it is gone once a phone has scanned it", async () => {
  await using whatsapp = await whatsAppServer();
  await using app = await startTestApp({
    environment: {
      WHATSAPP: "on",
      WHATSAPP_URL: whatsapp.url,
      WHATSAPP_SESSION_KEY: Buffer.alloc(32, 1).toString("base64"),
    },
  });
  const [admin, editor] = [await deskPerson(app, "admin"), await deskPerson(app, "editor")];
  await until("the code is there", async () =>
    (await admin.get("/whatsapp")).text.includes("Kode QR untuk memasangkan WhatsApp"),
  );
  const seen = (await editor.get("/whatsapp")).text;
  expect(seen).toContain("Hanya admin yang melihat");
  expect(seen).not.toContain("Kode QR untuk");

  const { rows } = await app.db.pool.query<{ qr: string }>("select qr from whatsapp_connection");
  whatsapp.scans(rows[0]?.qr ?? "");
  await until("it is connected", async () => (await admin.get("/whatsapp")).text.includes("Tersambung"));
  expect((await admin.get("/whatsapp")).text).not.toContain("Kode QR untuk");
});

test("without WhatsApp the page says how it is turned on", async () => {
  await using app = await startTestApp();
  const { text } = await (await deskPerson(app, "editor")).get("/whatsapp");
  expect(text).toContain("WhatsApp belum dinyalakan");
});
