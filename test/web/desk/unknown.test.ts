import { expect, test } from "vitest";
import { NOTHING } from "../../../src/chat/follows.ts";
import { EDITOR, type TestApp, testAppForAll } from "../../support/app.ts";
import { deskPerson, type DeskPerson } from "../../support/desk-person.ts";
import { proxyPage } from "../../support/telegram-failures.ts";
import { until } from "../../support/until.ts";

/** Deliveries of which nobody knows whether they arrived: what an editor decides by, on the page and in the chat. */
const READER = 620_016_789;
const OTHER = 620_011_234;
const CHANNEL = -1_001_234_500_009;
let app: TestApp;
let chief: DeskPerson;

testAppForAll({ sweepEveryMs: 2_000 }, async (shared) => {
  app = shared;
  for (const reader of [READER, OTHER]) await app.says(reader, "/langganan semua");
  const channel = { messenger: "telegram", address: String(CHANNEL), thread: null, kind: "channel" } as const;
  await app.app.subscribe({ ...channel, title: "Warga Kali Biru" }, { ...NOTHING, all: true });
  chief = await deskPerson(app, "chief");
  for (const chat of [READER, OTHER, CHANNEL]) app.telegram.failsFor(chat, proxyPage(504));
  await app.says(EDITOR, "/siarkan Jalan Kali Biru ditutup");
  await until("it is drafted", () => app.sentTo(EDITOR).some((text) => text.includes("Draf 1")));
  await chief.post("/siaran/1/siarkan", { version: "1" });
  await until("all have their verdict", async () => (await undecided()) === 3);
  for (const chat of [READER, OTHER, CHANNEL]) app.telegram.failsFor(chat, null);
});

test("each is named, the channel by its title and people by the end of their number alone", async () => {
  const { text } = await chief.get("/siaran/1/kiriman");
  const said = text.replaceAll(/<[^>]+>|\s+/g, " ").replaceAll(/ +/g, " ");
  expect(said).toMatch(/Saluran Warga Kali Biru \(Telegram\).*…6789.*…1234/);
  expect(said).toContain("Bila dikirim lagi, yang ternyata sudah menerima mendapatnya dua kali.");
  expect(text).not.toMatch(/62001/);

  await app.says(EDITOR, "/takpasti 1");
  await until("the chat tells the same", () =>
    /tidak pasti sampai\n• Saluran Warga Kali Biru \(Telegram\)[^]*• Chat pribadi …6789 [^]*…1234/.test(
      app.sentTo(EDITOR).at(-1) ?? "",
    ),
  );
  expect(app.sentTo(EDITOR).at(-1)).not.toContain("62001");
});

test("one is sent again, and the others wait for their own decision", async () => {
  const { rows } = await app.db.pool.query<{ id: number }>(
    "select d.id::int from deliveries d join chats c on c.id = d.chat_id where c.address = $1",
    [String(CHANNEL)],
  );
  const only = String(rows[0]?.id);
  const { text } = await chief.post("/siaran/1/tak-pasti", { what: "send again", only });
  expect(text, "it is a list to go on with").toContain("Belum pasti sampai");
  await until("the channel has it", () => app.telegram.sentTo(CHANNEL).length === 1);
  expect(await undecided()).toBe(2);
  expect(app.telegram.sentTo(READER).some((message) => message.text.includes("Kali Biru"))).toBe(false);
});

test("of a recalled alert the recalls are sent again, and of the sends nobody knows still, as its editor reads", async () => {
  for (const chat of [READER, OTHER, CHANNEL]) app.telegram.failsFor(chat, proxyPage(504));
  await chief.post("/siaran/1/tarik", {});
  await until("the recalls are unknown, too", async () => (await undecided()) === 6);
  for (const chat of [READER, OTHER, CHANNEL]) app.telegram.failsFor(chat, null);
  const { text } = await chief.post("/siaran/1/tak-pasti", { what: "send again" });
  expect(text).toContain("Penarikannya dikirim lagi. Kirimannya sendiri dibiarkan");
  await until("all read that it was recalled", () =>
    [READER, OTHER, CHANNEL].every((chat) => app.sentTo(chat).some((one) => one.includes("DITARIK"))),
  );
  const { rows } = await app.db.pool.query(
    "select state, count(*)::int from deliveries where act = 'send' group by 1",
  );
  expect(rows).toEqual([{ state: "unknown", count: 3 }]);
});

test("what of a stopped alert is to be sent again stays as it is, and the chat says so", async () => {
  await app.db.pool.query("update alerts set state = 'stopped'");
  await app.says(EDITOR, "/takpasti 1 kirim");
  const why =
    "3 kiriman siaran 1 dibiarkan: siarannya sudah ditarik atau dihentikan, atau sudah ada ralat yang lebih baru.";
  await until("it is said", () => (app.sentTo(EDITOR).at(-1) ?? "").includes(why));
  const { rows } = await app.db.pool.query("select distinct state, left_by from deliveries");
  expect(rows).toEqual([{ state: "unknown", left_by: `telegram:${EDITOR}` }]);
});

test("a form that does not say which button was pressed decides nothing", async () => {
  for (const form of [{}, { what: "anything" }]) {
    const { status, text } = await chief.post("/siaran/1/tak-pasti", form);
    expect(status).toBe(409);
    expect(text).toContain("Muat ulang halaman ini");
  }
  expect(await undecided()).toBe(3);
});

test("who may not decide is offered nothing; what is left is not asked about again", async () => {
  const reader = await deskPerson(app, "reader");
  for (const path of ["/siaran/1", "/siaran/1/kiriman"]) {
    expect((await chief.get(path)).text, path).toContain("/siaran/1/tak-pasti");
    expect((await reader.get(path)).text, path).not.toContain("/siaran/1/tak-pasti");
  }
  await chief.post("/siaran/1/tak-pasti", { what: "leave" });
  expect((await chief.get("/siaran/1")).text).not.toContain("/siaran/1/tak-pasti");
  expect((await chief.get("/siaran/1/kiriman")).text).toContain("Belum pasti, dibiarkan");
  await app.says(EDITOR, "/takpasti 1");
  await until("nor in the chat", () =>
    (app.sentTo(EDITOR).at(-1) ?? "").includes("Tidak ada kiriman siaran 1 yang tidak pasti."),
  );
});

async function undecided(): Promise<number> {
  const { rowCount } = await app.db.pool.query(
    "select from deliveries where state = 'unknown' and left_by is null",
  );
  return rowCount ?? 0;
}
