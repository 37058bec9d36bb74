import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { openNotices } from "../../src/app/messengers/notices.ts";
import { createLog } from "../../src/app/observing/logging.ts";
import { openWhatsApp, WHATSAPP_ACCOUNT } from "../../src/app/whatsapp/whatsapp.ts";
import { configFrom } from "../../src/config.ts";
import { systemClock } from "../../src/delivery/clock.ts";
import type { Recipient } from "../../src/delivery/delivery.ts";
import { createEvents } from "../../src/events.ts";
import { openChats } from "../../src/store/chats/chats.ts";
import { keepInStep } from "../../src/store/desk/people.ts";
import { accountsOn } from "../../src/store/ledger/accounts.ts";
import { noteWhatsAppConnection, whatsAppConnection } from "../../src/store/whatsapp/connection.ts";
import { whatsAppSessions } from "../../src/store/whatsapp/session.ts";
import { testDatabase } from "../support/database.ts";
import { until, WITHIN_MS } from "../support/until.ts";
import { whatsAppServer } from "../support/whatsapp-server.ts";
import { pairedCredentials } from "../support/whatsapp-session.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");
const CHANNEL = "120363000000000001@newsletter";
const ana: Recipient = { messenger: "whatsapp", address: "77001@lid", kind: "private", thread: null };

test("a configured Channel is a chat soon after WhatsApp is connected", async () => {
  await using t = await desk({ channels: [{ link: "https://whatsapp.com/channel/0029VaKabar" }] });

  const chats = openChats(t.database.pool);
  const channel: Recipient = { messenger: "whatsapp", address: CHANNEL, kind: "channel", thread: null };
  await vi.waitFor(async () => expect(await chats.follows(channel)).toMatchObject({ all: true }), WITHIN_MS);
});

test("editors are told when WhatsApp restricts the account", async () => {
  await using t = await desk();
  t.server.says({ lid: "77001" }, "mulai");
  await vi.waitFor(() => expect(t.said).toHaveLength(1), WITHIN_MS);
  t.server.restricts(new Date(Date.now() + 3_600_000));
  t.server.answers({ error: 463 });
  await t.whatsApp.send(ana, { text: ["Gempa"] }, "kirim/1");

  await vi.waitFor(() => expect(t.told.join()).toContain("WhatsApp membatasi akun ini"), WITHIN_MS);
});

test("editors are told when the day's messages are used up", async () => {
  await using t = await desk({ perDay: 1 });
  t.server.says({ lid: "77001" }, "mulai");
  await vi.waitFor(() => expect(t.said).toHaveLength(1), WITHIN_MS);
  await t.whatsApp.send(ana, { text: ["Gempa"] }, "kirim/1");
  await t.whatsApp.send(ana, { text: ["Banjir"] }, "kirim/2");

  await vi.waitFor(() => expect(t.told.join()).toContain("Jatah harian WhatsApp habis"), WITHIN_MS);
});

test("what editors are told reaches them when no news may go out any more", async () => {
  await using t = await desk({ perDay: 1 });
  t.server.says({ lid: "77001", phone: "628111" }, "mulai");
  await vi.waitFor(() => expect(t.said).toHaveLength(1), WITHIN_MS);
  expect(await t.whatsApp.send(ana, { text: ["Gempa"] }, "kirim/1")).toMatchObject({ kind: "sent" });
  await keepInStep(t.database.pool, ["whatsapp:628111"], new Date());
  const notices = openNotices({
    messengers: [t.whatsApp],
    pool: t.database.pool,
    events: t.events,
    clock: systemClock,
  });
  await notices.tellEditors({ text: ["Sumber berubah"] });
  const over = new AbortController();
  const telling = notices.keepTelling(t.whatsApp, over.signal);

  await vi.waitFor(() => expect(t.server.stanzas).toHaveLength(2), WITHIN_MS);
  over.abort();
  await telling;
  expect(await t.whatsApp.send(ana, { text: ["Banjir"] }, "kirim/2")).toMatchObject({ kind: "later" });
});

test("editors are told when another process took the session", async () => {
  await using t = await desk();
  t.server.streamError("440", { tag: "conflict", attrs: { type: "replaced" } });

  await vi.waitFor(() => expect(t.told.join()).toContain("dipakai di tempat lain"), WITHIN_MS);
});

test("the line is said to be down when this process hangs up", async () => {
  await using t = await desk();
  await t.hangsUp();
  await t.close();
  expect(await t.lineIs()).toBe("waiting");
});

test("a process that was stopped, and whose line another one of ours took meanwhile, says nothing of its own end", async () => {
  await using t = await desk();
  const { pool } = t.database;
  const now = new Date();
  await accountsOn(pool).take("whatsapp", "other", new Date(now.getTime() + 60_000), now);
  const open = { state: "open", why: null, qr: null, code: null, at: now } as const;
  expect(await noteWhatsAppConnection(pool, WHATSAPP_ACCOUNT, open, "other")).toBe(true);

  t.server.streamError("440", { tag: "conflict", attrs: { type: "replaced" } });
  await until("its line is gone", () => t.server.connected === 0);
  await t.hangsUp();
  await t.close();
  expect(await t.lineIs()).toBe("open");
  expect(t.told).toEqual([]);
});

/** WhatsApp as the service opens it, connected to a server on loopback. */
async function desk(settings: Record<string, unknown> = {}) {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await testDatabase());
  const server = stack.use(await whatsAppServer());
  const opened = stack.use(new AsyncDisposableStack());
  server.has({ invite: "0029VaKabar", address: CHANNEL, name: "Kabar", followers: 7, role: "OWNER" });
  const credentials = pairedCredentials("628110000000");
  await whatsAppSessions(database.pool, KEY).write(WHATSAPP_ACCOUNT, { credentials, keys: [] });

  const { whatsapp, intake } = configFrom(
    { whatsapp: settings },
    { WHATSAPP: "on", WHATSAPP_SESSION_KEY: KEY, WHATSAPP_URL: server.url },
  );
  if (!whatsapp) throw new Error("WhatsApp is off");
  const events = createEvents(createLog("silent", []), () => new Date());
  const told: string[] = [];
  const said: string[] = [];
  const whatsApp = await openWhatsApp(
    whatsapp,
    intake,
    {
      pool: database.pool,
      start: "test",
      events,
      terminal: { input: new PassThrough(), output: new PassThrough() },
      clock: systemClock,
      editors: () => ({ now: [], former: [] }),
      tellEditors: async (message) => void told.push(JSON.stringify(message.text)),
    },
    (one) => opened.use(one),
  );
  const listening = await whatsApp.listen({
    said: async ({ text }) => {
      said.push(text);
      return [];
    },
    changed: async () => undefined,
  });
  const lineIs = async () => (await whatsAppConnection(database.pool, WHATSAPP_ACCOUNT))?.state;
  await until("it is open", async () => (await lineIs()) === "open");
  const all = stack.move();
  const hangsUp = () => listening[Symbol.asyncDispose]();
  return {
    hangsUp,
    close: () => opened.disposeAsync(),
    lineIs,
    database,
    server,
    events,
    whatsApp,
    told,
    said,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
