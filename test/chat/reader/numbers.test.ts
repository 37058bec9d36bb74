import { describe, expect, test } from "vitest";
import { type Newsroom, newsroomForEach } from "../dialogue.ts";

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

describe("a setting that was asked about", () => {
  test.each<[setting: string, said: string, answer: string]>([
    ["tenang", "22-5", "Pukul 22.00–05.00 WIB kami diam"],
    ["tenang", "jam sembilan malem sampe jam enam pagi ya", "Pukul 21.00–06.00 WIB kami diam"],
    ["tenang", "dari jam 10 malam sampai subuh", "Pukul 22.00–05.00 WIB kami diam"],
    ["tenang", "1-5", "Pukul 01.00–05.00 WIB kami diam"],
    ["tenang", "2", "Pukul 22.00–06.00 WIB kami diam"],
    ["tenang", "nomor satu", "Pukul 21.00–05.00 WIB kami diam"],
    ["tenang", "tanpa jam tenang", "Jam tenang dimatikan."],
    ["tenang", "jam 9 malam", "Maaf, “jam 9 malam” belum kami mengerti.\nJam tenang:"],
    ["tenang", "gak jadi deh", "Baik, dibatalkan."],
    ["tenang", "stop", "Langganan Anda sudah dihentikan."],
    ["tenang", "tolong hentikan ya", "Langganan Anda sudah dihentikan."],
    ["ringkasan", "brenti dong", "Langganan Anda sudah dihentikan."],
    ["tenang", "harga emas", "Belum ada berita tentang “harga emas”."],
    ["batas", "3", "Paling banyak 3 berita sehari"],
    ["batas", "1", "Paling banyak 1 berita sehari"],
    ["batas", "7", "Paling banyak 7 berita sehari"],
    ["batas", "dua belas aja", "Paling banyak 12 berita sehari"],
    ["batas", "maksimal 3 berita sehari ya min", "Paling banyak 3 berita sehari"],
    ["batas", "tanpa batas", "Jumlah berita tidak dibatasi lagi."],
    ["batas", "0", "Maaf, “0” belum kami mengerti.\nBatas:"],
    ["batas", "3-5", "Maaf, “3-5” belum kami mengerti.\nBatas:"],
    ["ringkasan", "pagi sama sore", "satu pesan pukul 06.00 dan 18.00 WIB"],
    ["ringkasan", "jam 6 pagi aja", "satu pesan pukul 06.00 WIB"],
    ["ringkasan", "Satu per satu", "Berita datang satu per satu"],
    ["ringkasan", "jam 7", "Maaf, “jam 7” belum kami mengerti.\nRingkasan:"],
    ["jeda", "3hr", "Tidak ada berita sampai 26 Nov 2026 pukul 14.30 WIB."],
    ["jeda", "tiga hari", "Tidak ada berita sampai 26 Nov 2026 pukul 14.30 WIB."],
    ["jeda", "3", "Pilih satu angka dari 1 sampai 2."],
    ["jeda", "sampe lebaran", "Maaf, “sampe lebaran” belum kami mengerti.\nJeda:"],
  ])("%s, then %j", async (setting, said, answer) => {
    const ana = room.chat({ messenger: "whatsapp", address: "ana" });
    await ana.says(setting);
    expect(await ana.says(said)).toContain(answer);
  });

  test("stays asked about until it is answered or something else is said", async () => {
    const ana = room.chat({ address: "ana" });
    expect(await ana.says("batas")).toContain("Balas dengan angkanya, misalnya 5.");
    expect(await ana.says("0")).toContain("belum kami mengerti");
    expect(await ana.says("makasih")).toContain("Sama-sama.");
    expect(await ana.says("4")).toContain("Paling banyak 4 berita sehari");
    await ana.says("batas");
    await ana.says("terbaru");
    expect(await ana.says("4")).toContain("Maaf, kami belum mengerti.");
  });

  test("takes a number in a group, too, of its admin alone, and soon", async () => {
    const group = { messenger: "whatsapp", kind: "group", address: "g" } as const;
    const admin = room.chat({ ...group, person: "6", admin: true });
    expect(await admin.says("/batas")).not.toContain("1.");
    expect(await room.chat({ ...group, person: "5", admin: true }).says("3")).toBe("");
    expect(await admin.says("3")).toContain("Paling banyak 3 berita sehari");
    await admin.says("/batas");
    room.later(3);
    expect(await admin.says("4")).toBe("");
  });

  test("has no list whose numbers could be taken for what they offer", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "ana" });
    await ana.says("kebanyakan");
    expect(await ana.says("3")).toContain("Paling banyak 3 berita sehari");
  });
});

test("what stands on a button may be typed while it is on the screen; what is ticked is not undone by its name", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/atur");
  expect(await ana.says("Batas sehari")).toContain("Batas: paling banyak");
  await ana.says("/start");
  expect(await ana.says("Ekonomi")).toContain("Anda mengikuti Ekonomi.");
  expect(await ana.says("olahraga dong min")).toContain("Anda mengikuti Ekonomi dan Olahraga.");
  expect(await ana.says("ekonomi")).not.toContain("belum mengikuti");
  await ana.says("/langganan");
  room.later(11);
  expect(await ana.says("politik")).toContain("Belum ada berita tentang “politik”.");
});
