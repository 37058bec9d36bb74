import { expect, test } from "vitest";
import { type Newsroom, newsroomForEach } from "./dialogue.ts";

/** Numbers and short words that answer us, and those that answer somebody else, or come too late. */
let room: Newsroom;
newsroomForEach((opened) => (room = opened));

const ASKS = "Hapus? Balas “ya” kalau yakin.";

test.each([
  ["ok", 0, ASKS],
  ["oke", 0, ASKS],
  ["ya", 0, "Semua data Anda sudah dihapus"],
  ["Ya, hapus semuanya", 0, "Semua data Anda sudah dihapus"],
  ["hapus", 4, "Semua data Anda sudah dihapus"],
  ["1", 4, "Semua data Anda sudah dihapus"],
  ["gak jadi", 1, "Baik, dibatalkan."],
])("%j %i minutes after /hapusdataku", async (said, minutes, answer) => {
  const ana = room.chat({ messenger: "whatsapp", address: "ana" });
  await ana.says("/langganan ekonomi");
  expect(await ana.says("/hapusdataku")).toContain(ASKS);
  room.later(minutes);
  expect(await ana.says(said)).toContain(answer);
});

test.each(["ok", "ya", "1", "hapus"])("%j 50 minutes after /hapusdataku erases nothing", async (said) => {
  const ana = room.chat({ messenger: "whatsapp", address: "ana" });
  await ana.says("/langganan ekonomi");
  await ana.says("/hapusdataku");
  room.later(50);
  expect(await ana.says(said)).not.toContain("sudah dihapus");
  expect(await room.alert({ headline: "Rupiah", topics: ["ekonomi"] })).toEqual(["ana"]);
});

test("in a group a number counts soon after our list or as a reply to us, and is nothing to us otherwise", async () => {
  const admin = room.chat({ messenger: "whatsapp", kind: "group", address: "g", person: "6", admin: true });
  expect(await admin.says("/langganan")).toContain("1. Politik");
  expect(await admin.says("99")).toBe("");
  expect(await admin.says("1")).toContain("Grup ini mengikuti Politik.");
  room.later(3);
  expect(await admin.says("2")).toBe("");
  expect(await admin.says("99")).toBe("");
  expect(await admin.says("2", "m-reply", "ours")).toContain("Grup ini mengikuti Politik dan Ekonomi.");
  room.later(1);
  expect(await admin.says("2")).toContain("Grup ini mengikuti Politik.");
  room.later(3);
  expect(await admin.says("2")).toBe("");
});

test("a number sent twice does what it says once; later, or another one, it is a choice again", async () => {
  const ana = room.chat({ messenger: "whatsapp", address: "ana" });
  await ana.says("/langganan");
  expect(await ana.says("1")).toContain("Anda mengikuti Politik.");
  expect(await ana.says("1")).toBe("");
  expect(await ana.says("2")).toContain("Anda mengikuti Politik dan Ekonomi.");
  room.later(1);
  expect(await ana.says("2")).toContain("Anda mengikuti Politik.");
  await ana.says("atur");
  expect(await ana.says("2")).toContain("2. Sore");
  expect(await ana.says("2")).toContain("satu pesan pukul 18.00 WIB");
});
