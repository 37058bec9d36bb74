import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signInLink } from "../../../src/chat/copy/desk.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { EDITOR, type Newsroom, openNewsroom } from "../dialogue.ts";

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(async () => {
  await room[Symbol.asyncDispose]();
});

const rini = () => room.chat({ address: EDITOR });

test("an editor who starts learns what editors can do, and a reader does not", async () => {
  expect(await rini().says("/start")).toContain("Anda termasuk redaksi: /antrean");
  expect(await room.chat({ address: "31" }).says("/start")).not.toContain("redaksi");
});

test.each([
  ["http://127.0.0.1:8080/masuk/x", true],
  ["http://[::1]:8080/masuk/x", true],
  ["https://meja.koran.example/masuk/x", false],
])("of a link to the desk it is said where it opens: %s", (link, hereOnly) => {
  expect(toPlain(signInLink(link).text).includes("hanya terbuka di komputer")).toBe(hereOnly);
});

describe("a broadcast", () => {
  test("shows exactly what readers will see and how many, and goes out on confirmation", async () => {
    const editor = rini();
    expect(await editor.says("/siarkan Gempa M 6,1 di Sumba")).toBe(
      "Gempa M 6,1 di Sumba\n---\nBegitulah pembaca akan melihatnya. Draf 12, untuk 1.234 chat. Siarkan?",
    );
    expect(editor.last()[0]).toEqual({ text: [{ bold: "Gempa M 6,1 di Sumba" }] });
    expect(editor.buttons()).toEqual(["Siarkan ke 1.234 chat", "Batal", "Ubah", "Jadwalkan", "Penerima"]);
    expect(await editor.presses("Siarkan")).toBe("Sedang dikirim ke 1.234 chat.");
    expect(editor.buttons()).toEqual(["Tahan", "Hasil"]);
    expect(room.desk.acts).toEqual(["telegram:900 drafts 12", "telegram:900 approves 12"]);
    expect(room.desk.tellDone).toMatchObject([
      { id: 12, to: { messenger: "telegram", address: EDITOR }, editor: "telegram:900" },
    ]);
    expect(await editor.says("/status 12")).toBe(
      "Siaran 12 sedang dikirim\nGempa M 6,1 di Sumba\nTerkirim ke 1.200 dari 1.234 chat." +
        "\n30 masih menunggu\n3 sudah pergi atau memblokir\n1 tidak pasti sampai",
    );
  });

  test("tells apart who hears it in their next digest", async () => {
    room.desk.inDigest = 85;
    const editor = rini();
    expect(await editor.says("/siarkan Jalan ditutup")).toContain(
      "Draf 12, untuk 1.234 chat, 85 lagi lewat ringkasan. Siarkan?",
    );
    expect(editor.buttons()).toEqual(["Siarkan ke 1.319 chat", "Batal", "Ubah", "Jadwalkan", "Penerima"]);
  });

  test("pressed twice goes out once, and the second press is told so", async () => {
    const editor = rini();
    await editor.says("/siarkan Halo semua");
    const answers = await Promise.all([editor.says("/setujui 12v1"), editor.says("/setujui 12v1")]);
    expect(answers.sort()).toEqual([
      "Sedang dikirim ke 1.234 chat.",
      "Siaran 12 sudah berjalan, tidak dikirim dua kali. Ketik /status 12 untuk melihat hasilnya.",
    ]);
    expect(room.desk.acts.filter((act) => act.includes("approves"))).toHaveLength(1);
  });

  test("asks for its text where none was given", async () => {
    const editor = rini();
    expect(await editor.says("/siarkan")).toContain("Kirim tautan artikel atau teks");
    expect(await editor.says("Jalan Sudirman ditutup.\nLewat Jalan Asia Afrika.")).toContain("Siarkan?");
    expect(room.desk.texts.get(12)).toBe("Jalan Sudirman ditutup.\nLewat Jalan Asia Afrika.");
  });

  test("takes an address, and says what is wrong with a bad one", async () => {
    const editor = rini();
    await editor.says("/siarkan https://kabar.test/a");
    expect(room.desk.texts.get(12)).toBe("Isi https://kabar.test/a");
    expect(await editor.says("/siarkan https://kabar.test/rusak")).toBe(
      "Draf tidak dapat dibuat. Halaman itu tidak dapat dibuka.",
    );
  });

  test("can be called off", async () => {
    const editor = rini();
    await editor.says("/siarkan Halo");
    expect(await editor.presses("Batal")).toBe("Draf 12 ditolak dan tidak akan disiarkan.");
    expect(editor.buttons()).toEqual(["Kembalikan"]);
    expect(await editor.says("/setujui 12v1")).toBe("Siaran 12 sudah ditolak, jadi tidak ada yang diubah.");
  });

  test("is confirmed with a number or a word where there are no buttons", async () => {
    const editor = room.chat({ messenger: "whatsapp", address: EDITOR });
    expect(await editor.says("siarkan Halo")).toContain("\n\n1. Siarkan ke 1.234 chat\n2. Batal");
    expect(await editor.says("1")).toContain("Sedang dikirim");
    await editor.says("siarkan Halo lagi");
    expect(await editor.says("batal")).toContain("Draf 13 ditolak");
  });
});

describe("the desk", () => {
  test("shows waiting drafts whole, three at a time, each with its own decision", async () => {
    const editor = room.chat({ messenger: "whatsapp", address: EDITOR });
    expect(await editor.says("/antrean")).toBe("Tidak ada draf yang menunggu.");
    for (const text of ["satu", "dua", "tiga", "empat"]) await editor.says(`/siarkan ${text}`);
    const answer = await editor.says("/antrean");
    expect(answer).toContain(
      "tiga\n---\nDraf 14, untuk 1.234 chat\n\n11. Siarkan ke 1.234 chat\n12. Tolak\n13. Ubah\n14. Jadwalkan\n15. Penerima",
    );
    expect(answer).toContain("Masih ada 1 draf lain.");
    expect(await editor.says("7")).toContain("Draf 13 ditolak dan tidak akan disiarkan.");
  });

  test("stops and resumes all sending", async () => {
    const editor = rini();
    expect(await editor.says("hentikan")).toBe(
      "Semua pengiriman dihentikan, di semua platform. Yang belum terkirim menunggu.",
    );
    expect(await editor.says("hentikan")).toBe("Semua pengiriman memang sudah dihentikan.");
    expect(await editor.says("/siarkan Halo")).toContain("Siarkan?");
    expect(await editor.presses("Siarkan")).toContain("tetapi semua pengiriman sedang dihentikan");
    expect(await editor.says("/status")).toMatch(
      /^Pengiriman DIHENTIKAN sejak 14\.30 WIB, oleh Rini\n.*1\.234\n(.*\n)*Kiriman menunggu: 10\.000/,
    );
    expect(await editor.presses("Lanjutkan pengiriman")).toBe("Pengiriman dilanjutkan.");
    expect(await editor.says("/lanjutkan")).toBe("Pengiriman memang sedang berjalan.");
    expect(editor.buttons()).toEqual([]);
    expect(room.desk.acts.filter((act) => act.endsWith(" all"))).toEqual([
      "telegram:900 stops all",
      "telegram:900 stops all",
      "telegram:900 resumes all",
      "telegram:900 resumes all",
    ]);
  });

  test("says what the end of a stop sends, and since when that has waited, before and after", async () => {
    const editor = rini();
    await editor.says("hentikan");
    room.desk.heldBack = { alerts: 3, since: new Date("2026-11-22T11:30:00Z") };
    expect(await editor.says("/status")).toContain(
      "\n3 siaran menunggu, yang terlama disetujui 22 Nov 2026 18.30 WIB\n",
    );
    expect(await editor.presses("Lanjutkan pengiriman")).toBe(
      "Pengiriman dilanjutkan. 3 siaran kini dikirim, yang terlama disetujui 22 Nov 2026 18.30 WIB. Yang tidak layak lagi masih dapat ditahan.",
    );
    expect(editor.buttons()).toEqual(["Tahan satu siaran"]);
  });

  test("takes no order and no yes from what an editor passes on, but drafts and corrections", async () => {
    const editor = rini();
    const refusal = "Pesan terusan tidak kami jalankan sebagai perintah.";
    expect(await editor.forwards("/hentikan")).toContain(refusal);
    await editor.says("/siarkan");
    expect(await editor.forwards("Jembatan Kali Biru dibuka.")).toContain("Jembatan Kali Biru dibuka.");
    for (const words of ["ya", "Siarkan!", "/setujui 11", "/tarik 11 ya", "/tolak 11", "/embargo 11 batal"])
      expect(await editor.forwards(words), words).toContain(refusal);
    expect(room.desk.acts.filter((act) => !act.includes("draft"))).toEqual([]);
    expect(await editor.says("ya")).not.toContain(refusal);
    expect(room.desk.acts.at(-1)).toContain("approve");
  });

  test("shows what failed and starts it again", async () => {
    const editor = rini();
    expect(await editor.says("/gagal")).toContain("3. artikel 12, baru saja: batas waktu");
    expect(await editor.says("/ulangi 3")).toContain("Nomor 3 dicoba lagi.");
    expect(await editor.says("/ulangi 4")).toContain("Tidak ada yang gagal bernomor 4.");
    expect(await editor.says("/ulangi")).toBe("Tulis juga nomornya, misalnya: /ulangi 12");
    expect(await editor.says("/setujui 99")).toContain("Tidak ada draf atau siaran bernomor 99.");
  });

  test("tells an editor who says stop how to stop everything", async () => {
    expect(await rini().says("stop")).toContain("Untuk menghentikan semua pengiriman, ketik /hentikan.");
    expect(room.desk.stopped).toBe(false);
  });
});

describe("nobody else speaks for the newsroom", () => {
  const NO = "Maaf, perintah itu hanya untuk redaksi dan hanya lewat chat pribadi.";

  test.each([
    ["a reader", { address: "1" }, "telegram:1"],
    [
      "an editor in a group",
      { kind: "group", address: "-5", person: EDITOR, admin: true },
      `telegram:${EDITOR}`,
    ],
    ["an anonymous group admin", { kind: "group", address: "-5", person: null, admin: true }, "telegram:-5"],
    ["a channel's post", { kind: "channel", address: "-6", person: null, admin: true }, "telegram:-6"],
    ["nobody in a private chat", { address: EDITOR, person: null }, `telegram:${EDITOR}`],
  ] as const)("%s is refused politely, and it is on record", async (_, place, who) => {
    const chat = room.chat(place);
    await rini().says("/siarkan Draf sungguhan");
    for (const order of ["/siarkan Halo", "/setujui 12", "/hentikan", "/antrean"]) {
      expect(await chat.says(order)).toBe(NO);
    }
    expect(room.refused.map((act) => `${act.who} ${act.act}`)).toEqual(
      ["broadcast", "approve", "halt", "queue"].map((act) => `${who} ${act}`),
    );
    expect(room.desk.acts).toEqual(["telegram:900 drafts 12"]);
  });

  test("a reader's yes or number never answers the editor's question", async () => {
    await rini().says("/siarkan Halo");
    const reader = room.chat({ address: "1" });
    for (const answer of ["ya", "1", "siarkan"]) await reader.says(answer);
    expect(room.desk.acts).toEqual(["telegram:900 drafts 12"]);
  });
});

test("a fault of ours becomes an apology, and the error is reported", async () => {
  const editor = rini();
  room.desk.broken = true;
  expect(await editor.says("/siarkan Halo")).toBe(
    "Maaf, ada gangguan di tempat kami. Coba lagi sebentar lagi.",
  );
  expect(room.faults).toEqual([new Error("the desk is on fire")]);
});
