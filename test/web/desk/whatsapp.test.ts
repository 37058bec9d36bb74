import { expect, test } from "vitest";
import {
  askWhatsApp,
  heardByWhatsApp,
  noteWhatsAppConnection,
} from "../../../src/store/whatsapp/connection.ts";
import { startTestApp } from "../../support/app.ts";
import { testDatabase } from "../../support/database.ts";
import { deskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

/** The WhatsApp account at the desk, against a WhatsApp on loopback that waits to be paired. */

/** The service with a linked device on that WhatsApp, not paired yet. */
const linkedTo = (url: string) =>
  startTestApp({
    environment: {
      WHATSAPP: "on",
      WHATSAPP_URL: url,
      WHATSAPP_SESSION_KEY: Buffer.alloc(32, 1).toString("base64"),
    },
  });

test("an admin sees the code that pairs the account, nobody else does, and it is gone once a phone has scanned it", async () => {
  await using whatsapp = await whatsAppServer();
  await using app = await linkedTo(whatsapp.url);
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

test("an admin connects the account again after its session was used elsewhere, and pairs it anew; nobody else does", async () => {
  await using whatsapp = await whatsAppServer();
  await using app = await linkedTo(whatsapp.url);
  const [admin, chief] = [await deskPerson(app, "admin"), await deskPerson(app, "chief")];
  const shows = (words: string): Promise<void> =>
    until(`the page says “${words}”`, async () => (await admin.get("/whatsapp")).text.includes(words));
  const scans = async (): Promise<void> => {
    await shows("Kode QR untuk memasangkan WhatsApp");
    const { rows } = await app.db.pool.query<{ qr: string }>("select qr from whatsapp_connection");
    whatsapp.scans(rows[0]?.qr ?? "");
    await shows("Tersambung");
  };
  await scans();

  whatsapp.streamError("440", { tag: "conflict", attrs: { type: "replaced" } });
  await shows("Sesi ini dipakai di tempat lain");
  expect((await chief.post("/whatsapp/sambungan", { what: "connect" })).status).toBe(403);
  expect((await admin.post("/whatsapp/sambungan", { what: "connect" })).text).toContain(
    "sedang menyambung lagi",
  );
  await shows("Tersambung");
  expect(whatsapp.greeted.at(-1), "with the session there is").toBe("login");

  await admin.post("/whatsapp/sambungan", { what: "pair" });
  await scans();
  expect(whatsapp.greeted.filter((kind) => kind === "registration")).toHaveLength(2);
  const { rows } = await app.db.pool.query("select act from audit where subject = 'whatsapp' order by id");
  expect(rows.map(({ act }) => act)).toEqual(["connect again", "pair again"]);
});

test("what an admin asked of WhatsApp long ago is not done when a process has it again", async () => {
  await using db = await testDatabase();
  const at = new Date();
  const stopped = { state: "stopped", why: null, qr: null, code: null, at } as const;
  await noteWhatsAppConnection(db.pool, "main", stopped, "test");
  expect(await askWhatsApp(db.pool, "lain", "pair", "test", at)).toBe(false);
  expect(await askWhatsApp(db.pool, "main", "pair", "test", at)).toBe(true);
  const later = { since: new Date(at.getTime() + 1) };
  expect(await heardByWhatsApp(db.pool, "main", later)).toBe(null);
  expect(await heardByWhatsApp(db.pool, "main", { since: at }), "and not later either").toBe(null);
  await askWhatsApp(db.pool, "main", "connect", "test", at);
  expect(await heardByWhatsApp(db.pool, "main", { since: at })).toBe("connect");
  expect(await heardByWhatsApp(db.pool, "main", { since: at }), "once").toBe(null);
});

test("with Meta's Cloud API the page is there, too, under the address of its webhook", async () => {
  await using app = await startTestApp({
    environment: {
      WHATSAPP: "cloud",
      WHATSAPP_CLOUD_URL: "http://127.0.0.1:9",
      WHATSAPP_CLOUD_TOKEN: "token-uji",
      WHATSAPP_CLOUD_PHONE_ID: "100000000000001",
      WHATSAPP_CLOUD_APP_SECRET: "0123456789abcdef0123456789abcdef",
      WHATSAPP_CLOUD_VERIFY_TOKEN: "kata-sandi-webhook",
    },
  });
  expect((await (await deskPerson(app, "editor")).get("/whatsapp")).text).toContain("Cloud API milik Meta");
});

test("without WhatsApp the page says how it is turned on", async () => {
  await using app = await startTestApp();
  const { text } = await (await deskPerson(app, "editor")).get("/whatsapp");
  expect(text).toContain("WhatsApp belum dinyalakan");
});
