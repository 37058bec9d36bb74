import { expect, test } from "vitest";
import type { OutgoingMessage, Recipient } from "../../../src/delivery/delivery.ts";
import { startTelegram } from "../../../src/messengers/telegram/telegram.ts";
import { answers } from "../../support/telegram-failures.ts";
import { startTelegramServer } from "../../support/telegram-server.ts";

const reader = (n: number): Recipient => ({
  messenger: "telegram",
  address: String(n),
  kind: "private",
  thread: null,
});

const alert = (image: string | null, words = "Jembatan Kali Sewu dibuka."): OutgoingMessage => ({
  text: [{ bold: "Jembatan Dibuka" }, `\n\n${words}`],
  preview: true,
  about: { title: "Jembatan Dibuka", link: "https://kabar.example/jembatan", image },
});

async function bot(options: { pictures?: boolean; paid?: boolean }) {
  const server = await startTelegramServer();
  const telegram = await startTelegram({
    token: server.token,
    apiRoot: server.apiRoot,
    onFault: () => undefined,
    ...options,
  });
  return {
    server,
    telegram,
    async [Symbol.asyncDispose]() {
      await telegram[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

test("a picture is fetched by Telegram once, and sent to everyone else by Telegram's own id", async () => {
  await using t = await bot({ pictures: true });
  for (const n of [1, 2, 3]) await t.telegram.send(reader(n), alert("https://kabar.example/foto.jpg"), "k");
  expect(t.server.sent.map(({ photo }) => photo)).toEqual([
    "https://kabar.example/foto.jpg",
    "file of https://kabar.example/foto.jpg",
    "file of https://kabar.example/foto.jpg",
  ]);
  expect(t.server.sent[0]?.text).toBe("Jembatan Dibuka\n\nJembatan Kali Sewu dibuka.");
});

test("a picture that Telegram does not take goes out as text in the same delivery, and is not tried again", async () => {
  await using t = await bot({ pictures: true });
  for (const n of [1, 2]) {
    const verdict = await t.telegram.send(reader(n), alert("https://kabar.example/rusak.jpg"), "k");
    expect(verdict).toMatchObject({ kind: "sent" });
  }
  expect(t.server.sent.map(({ photo }) => photo)).toEqual([null, null]);
  expect(t.server.callsOf("sendPhoto")).toHaveLength(1);
});

test("a group that forbids pictures gets the text, and everyone else still the picture", async () => {
  await using t = await bot({ pictures: true });
  const picture = alert("https://kabar.example/foto.jpg");
  const forbidden = answers(400, "Bad Request: not enough rights to send photos to the chat");
  for (const n of [1, 2, 3]) {
    if (n === 2) t.server.failNext(forbidden, 1, "sendPhoto");
    expect(await t.telegram.send(reader(n), picture, "k")).toMatchObject({ kind: "sent" });
  }
  expect(t.server.sent.map(({ photo }) => photo)).toEqual([
    "https://kabar.example/foto.jpg",
    null,
    "file of https://kabar.example/foto.jpg",
  ]);
});

test("words that a caption cannot hold, conversation, and newsrooms without the setting get text", async () => {
  await using t = await bot({ pictures: true });
  await t.telegram.send(reader(1), alert("https://kabar.example/foto.jpg", "Panjang. ".repeat(130)), "k");
  await t.telegram.send(reader(1), { text: ["Halo"] }, "k");
  await using plain = await bot({});
  await plain.telegram.send(reader(1), alert("https://kabar.example/foto.jpg"), "k");
  expect([...t.server.sent, ...plain.server.sent].map(({ photo }) => photo)).toEqual([null, null, null]);
});

test("a correction of an alert with a picture changes its caption", async () => {
  await using t = await bot({ pictures: true });
  const verdict = await t.telegram.send(reader(1), alert("https://kabar.example/foto.jpg"), "k");
  if (verdict.kind !== "sent") throw new Error(verdict.kind);
  const sent = { messageId: verdict.messageId, at: new Date() };
  const corrected = await t.telegram.correct?.(
    reader(1),
    sent,
    alert("https://kabar.example/foto.jpg", "Jembatan Kali Dua dibuka."),
    "k",
  );
  expect(corrected).toEqual({ kind: "sent", messageId: verdict.messageId });
  expect(t.server.callsOf("editMessageText"), "in one call").toEqual([]);
  expect(t.server.sentTo(1).map(({ text }) => text)).toEqual([
    "Jembatan Dibuka\n\nJembatan Kali Dua dibuka.",
  ]);
});

test("where the picture was forbidden, the text is changed that went out without it", async () => {
  await using t = await bot({ pictures: true });
  t.server.failNext(
    answers(400, "Bad Request: not enough rights to send photos to the chat"),
    1,
    "sendPhoto",
  );
  const picture = "https://kabar.example/foto.jpg";
  const verdict = await t.telegram.send(reader(1), alert(picture), "k");
  if (verdict.kind !== "sent") throw new Error(verdict.kind);
  const sent = { messageId: verdict.messageId, at: new Date() };
  const corrected = await t.telegram.correct?.(
    reader(1),
    sent,
    alert(picture, "Jembatan Kali Dua dibuka."),
    "k",
  );
  expect(corrected).toMatchObject({ kind: "sent" });
  expect(t.server.sentTo(1).map(({ text }) => text)).toEqual([
    "Jembatan Dibuka\n\nJembatan Kali Dua dibuka.",
  ]);
});

test("a correction that changes nothing, and a recall of what is gone already, have done their work", async () => {
  await using t = await bot({});
  const verdict = await t.telegram.send(reader(1), alert(null), "k");
  if (verdict.kind !== "sent") throw new Error(verdict.kind);
  const sent = { messageId: verdict.messageId, at: new Date() };
  expect(await t.telegram.correct?.(reader(1), sent, alert(null), "k")).toMatchObject({ kind: "sent" });
  for (let twice = 0; twice < 2; twice++)
    expect(await t.telegram.recall?.(reader(1), sent, "k")).toMatchObject({ kind: "sent" });
});

test("only alerts go over the limit for Stars, and only where the newsroom wants it", async () => {
  await using t = await bot({ paid: true });
  await t.telegram.send(reader(1), alert(null), "k");
  await t.telegram.send(reader(1), { text: ["Halo"] }, "k");
  await using free = await bot({});
  await free.telegram.send(reader(1), alert(null), "k");
  expect([...t.server.sent, ...free.server.sent].map(({ paid }) => paid)).toEqual([true, false, false]);
});
