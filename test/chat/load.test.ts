import { afterEach, beforeEach, expect, test } from "vitest";
import { conversation } from "../../src/chat/conversation.ts";
import type { Said } from "../../src/chat/said.ts";
import { FRESH } from "../../src/chat/state.ts";
import { toPlain } from "../../src/delivery/rich-text.ts";
import { EDITOR, type Newsroom, openNewsroom } from "./dialogue.ts";

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom({ messagesAMinute: 5 });
});
afterEach(async () => {
  await room[Symbol.asyncDispose]();
});

test("whoever writes too much is told so once and then meets silence, but is always let go", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan semua");
  for (let i = 0; i < 4; i++) expect(await ana.says("/bantuan")).not.toBe("");
  expect(await ana.says("/bantuan")).toBe(
    "Pesan Anda terlalu banyak dalam waktu singkat. Tunggu sebentar, lalu coba lagi.",
  );
  for (let i = 0; i < 20; i++) expect(await ana.says("/siarkan palsu")).toBe("");
  expect(room.refused).toEqual([]);
  expect(await ana.says("stop")).toContain("Langganan Anda sudah dihentikan.");
  expect(await room.chat({ address: "budi" }).says("/bantuan")).not.toBe("");
  room.later(1);
  expect(await ana.says("/bantuan")).not.toBe("");
});

test("an editor in haste is answered however much they write, the one stop above all", async () => {
  const rini = room.chat({ address: EDITOR });
  for (let i = 0; i < 20; i++) expect(await rini.says("/antrean")).not.toBe("");
  expect(await rini.says("/hentikan")).toContain("Semua pengiriman dihentikan");
});

test("commands of other bots in a group are none of ours, however many", async () => {
  const member = room.chat({ kind: "group", address: "g", person: "8" });
  for (let i = 0; i < 20; i++) expect(await member.says("/tebak")).toBe("");
  expect(await member.says("/bantuan")).toContain("Yang dapat Anda ketik");
});

test("who counts among people is not told to slow down, and is answered elsewhere", async () => {
  const member = room.chat({ messenger: "whatsapp", kind: "group", address: "g", person: "8" });
  for (let i = 0; i < 20; i++) expect(await member.says(String(i))).toBe("");
  expect(await room.chat({ messenger: "whatsapp", address: "8", person: "8" }).says("bantuan")).not.toBe("");
});

test("nobody can make a channel speak by pressing its buttons, however often", async () => {
  const subscriber = room.chat({ kind: "channel", address: "c", person: "7" });
  for (let i = 0; i < 20; i++) expect(await subscriber.says("/wilayah")).toBe("");
});

test("of ten thousand people who ask at once, only so many are searched for at a time, and everyone is answered", async () => {
  let running = 0;
  let most = 0;
  const slow = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return { found: [], more: false, near: false };
  };
  const ear = conversation({
    ...room.ports,
    archive: { search: slow, latest: slow, one: async () => null },
    conversations: {
      hear: async () => "act" as const,
      acted: async () => undefined,
      load: async () => FRESH,
      save: async () => undefined,
      forget: async () => undefined,
    },
    limits: { ...room.ports.limits, searchesAtOnce: 2, searchesWaiting: 500 },
  });
  const answers = await Promise.all(Array.from({ length: 10_000 }, (_, i) => ear.said(asks(i, "gempa"))));
  const texts = answers.map((replies) => replies.map(({ text }) => toPlain(text)).join());
  expect(most).toBe(2);
  expect(texts.filter((text) => text.startsWith("Belum ada berita tentang"))).toHaveLength(502);
  expect(texts.filter((text) => text.startsWith("Sedang banyak yang mencari berita."))).toHaveLength(9_498);
  expect(room.faults).toEqual([]);
});

function asks(person: number, text: string): Said {
  const address = String(person);
  return {
    id: "1",
    chat: { messenger: "telegram", address, kind: "private", thread: null, title: null },
    from: { messenger: "telegram", id: address, name: null },
    text,
    isChatAdmin: async () => false,
  };
}

test("of a reader's endless text only the beginning is read, of an editor's all of it", async () => {
  const endless = `/langganan${" ".repeat(30_000)}ekonomi`;
  expect(await room.chat({ address: "ana" }).says(endless)).not.toContain("mengikuti Ekonomi");
  expect(await room.chat({ address: EDITOR }).says(endless)).toContain("mengikuti Ekonomi");
});
