import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "../../src/app/observing/logging.ts";
import { openWhatsAppCloud } from "../../src/app/whatsapp/cloud.ts";
import { configFrom } from "../../src/config.ts";
import { systemClock } from "../../src/delivery/clock.ts";
import type { Recipient } from "../../src/delivery/delivery.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { createEvents } from "../../src/events.ts";
import { whatsAppAccountBook } from "../../src/store/whatsapp/account-book.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { until } from "../support/until.ts";
import { type GraphServer, graphServer } from "../support/whatsapp-graph.ts";

const ana: Recipient = {
  messenger: "whatsapp",
  address: "6281299@s.whatsapp.net",
  kind: "private",
  thread: null,
};

/** What one process of the service sends, and tells its editors. */
function aProcess(db: TestDatabase, meta: GraphServer) {
  const { whatsappCloud } = configFrom(
    {},
    {
      WHATSAPP: "cloud",
      WHATSAPP_CLOUD_URL: meta.url,
      WHATSAPP_CLOUD_TOKEN: meta.token,
      WHATSAPP_CLOUD_PHONE_ID: meta.phoneId,
      WHATSAPP_CLOUD_APP_SECRET: meta.appSecret,
      WHATSAPP_CLOUD_VERIFY_TOKEN: "kata-sandi-webhook",
    },
  );
  if (!whatsappCloud) throw new Error("the Cloud API is off");
  const told: string[] = [];
  const cloud = openWhatsAppCloud(whatsappCloud, {
    pool: db.pool,
    start: "test",
    events: createEvents(createLog("silent", []), () => new Date()),
    terminal: { input: new PassThrough(), output: new PassThrough() },
    clock: systemClock,
    editors: () => ({ now: [], former: [] }),
    tellEditors: async (message) => void told.push(toPlain(message.text)),
  });
  return { cloud, told, sends: (key: string) => cloud.send(ana, { text: ["Gempa"] }, key) };
}

test("editors are told of each cause for which Meta refuses, once over processes and restarts, and when it takes messages again", async () => {
  await using db = await testDatabase();
  await using meta = await graphServer();
  await whatsAppAccountBook(db.pool, "cloud").wroteToUs([ana.address], new Date());
  const processes = [aProcess(db, meta), aProcess(db, meta), aProcess(db, meta)] as const;
  await using stack = new AsyncDisposableStack();
  for (const { cloud } of processes) stack.use(cloud);
  const told = () => processes.flatMap((one) => one.told);

  meta.answers({ code: 190, status: 401 });
  for (const one of [...processes, ...processes]) await one.sends("kirim/1");
  await until("it is told", () => told().length > 0);
  meta.answers({ code: 131042 });
  for (const one of processes) await one.sends("kirim/1");
  await until("the other cause is told", () => told().length > 1);
  expect(told()).toEqual([
    expect.stringContaining("token WhatsApp ditolak"),
    expect.stringContaining("pembayaran"),
  ]);

  meta.answers("accept");
  for (const one of processes) await one.sends("kirim/1");
  await until("its end is told", () => told().length > 2);
  expect(told().slice(2)).toEqual(["Pulih: Kiriman WhatsApp."]);
});
