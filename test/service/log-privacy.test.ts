import { expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { until } from "../support/until.ts";

// All of them long enough to be in no id, time or count by chance.
const EDITOR = 8_123_456_777;
const BUDI = 8_123_456_789; // on Telegram
const ANA = "6281298765432"; // on WhatsApp
const GROUP = { id: -1_001_234_567_891, type: "supergroup", title: "Warga Sagara" } as const;
const ADMIN = { id: 5_566_778_899, first_name: "Ketua Rukun" };

test("a whole day's dialogue on both messengers, failures included, leaves no number, chat or word of a reader in the log", async () => {
  await using t = await startTestApp({
    whatsapp: true,
    settings: { editors: [`telegram:${EDITOR}`] },
    environment: { LOG_LEVEL: "debug" },
  });
  const { telegram, whatsapp } = t;
  const read = () => whatsapp?.read.map(({ text }) => text) ?? [];

  // They subscribe, set up what they hear, and ask.
  for (const text of [
    "/start",
    "/langganan semua",
    "/ikuti banjir sagara",
    "/jeda 2 jam",
    "/lanjut",
    "kata-rahasia-budi",
    "/kenapa",
  ])
    await t.says(BUDI, text);
  await whatsapp?.says(ANA, "mulai", "Ana Rahasia");
  await until("WhatsApp answers", () => read().length > 0);
  await whatsapp?.says(ANA, "langganan semua", "Ana Rahasia");
  await whatsapp?.says(ANA, "cari kata-rahasia-ana", "Ana Rahasia");
  await until("WhatsApp has answered all", () => read().length > 2);
  telegram.setMember(GROUP.id, ADMIN.id, "administrator");
  await telegram.says({ chat: GROUP, from: ADMIN, text: "/langganan semua" });

  // Somebody tries to make the bot speak; an editor does.
  await t.says(BUDI, "/siarkan Kata-rahasia-budi\nIni dari pembaca.");
  await t.says(EDITOR, "/siarkan Kabar kata-rahasia-editor\nIni dari penyunting.");
  await t.presses(EDITOR, "Siarkan");

  // What fails is logged as well: blocked, refused, an answer that is none, a chat that moved.
  await until("the broadcast is read", () => read().some((text) => text.includes("kata-rahasia-editor")));
  telegram.failsFor(BUDI, {
    kind: "answers",
    code: 403,
    description: `Forbidden: bot was blocked by ${BUDI}`,
  });
  telegram.failsFor(GROUP.id, {
    kind: "answers otherwise",
    status: 502,
    body: `chat ${GROUP.id}`,
    accepted: false,
  });
  await t.app.accept(anArticle());
  await until("an alert is read", () => read().some((text) => text.includes("Jembatan Kali Biru")));
  await until("all is settled", () => t.log.some((line) => line.includes('"alert sent"')));
  await t.says(BUDI, "/hapusdataku");
  await whatsapp?.says(ANA, "berhenti", "Ana Rahasia");
  await until("the end is confirmed", () => read().at(-1)?.includes("dihentikan") ?? false);
  await t.restart();

  const log = t.log.join("");
  expect(log).toContain("delivery attempted");
  expect(log).toContain('"messenger":"whatsapp"');
  for (const private_ of [BUDI, ANA, GROUP.id, ADMIN.id, EDITOR, whatsapp?.phone].map(String))
    expect(t.log.filter((line) => line.includes(private_))).toEqual([]);
  for (const word of [
    "kata-rahasia",
    "Ana Rahasia",
    "Warga Sagara",
    "Ketua Rukun",
    telegram.token.split(":")[1] ?? "",
  ])
    expect(log.toLowerCase()).not.toContain(word.toLowerCase());
});
