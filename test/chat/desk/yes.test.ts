import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Said } from "../../../src/chat/said.ts";
import { toPlain } from "../../../src/delivery/rich-text.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type DeskRoom, EDITORS, LOOKER, openDeskRoom } from "./desk-room.ts";

/** A yes is the answer to the question that its editor has before them, and to nothing else. */
const NOW = new Date("2026-11-23T07:30:00Z");
let db: TestDatabase;
let room: DeskRoom;
let ids = 0;
beforeEach(async () => {
  db = await testDatabase();
  room = await openDeskRoom(db.pool, () => NOW);
});
afterEach(async () => {
  if (room.faults.length > 0) throw new AggregateError(room.faults, "the conversation apologised");
  room[Symbol.dispose]();
  await db[Symbol.asyncDispose]();
});

async function says(
  text: string,
  as: string = EDITORS[0],
  minutesAgo = 0,
  about: Pick<Said, "about" | "reaction"> = {},
): Promise<string> {
  const messenger = as.startsWith("telegram") ? "telegram" : "whatsapp";
  const id = as.split(":")[1] ?? "";
  const replies = await room.ear().said({
    id: `m${++ids}`,
    chat: { messenger, kind: "private", address: id, thread: null, title: null },
    from: { messenger, id, name: null },
    text,
    at: new Date(NOW.getTime() - minutesAgo * 60_000),
    isChatAdmin: () => Promise.resolve(true),
    ...about,
  });
  return replies.map((reply) => toPlain(reply.text)).join("\n---\n");
}

async function stateOf(id: number): Promise<string | undefined> {
  return (await room.alerts.progress(id))?.alert.state;
}

test("a yes that was said before its question was asked approves nothing", async () => {
  const editor = EDITORS[1];
  expect(await says("/siarkan Banjir di Kudus", editor)).toContain("Draf 1, untuk 0 chat. Siarkan?");
  for (const word of ["ya", "1", "tidak"]) {
    expect(await says(word, editor, 10)).toContain("baru sampai sekarang, dan tidak kami jalankan");
    expect(await stateOf(1)).toBe("draft");
  }
  expect(await says("ya", editor, 1)).toContain("Sedang dikirim");
});

test("where all is stopped the number of a broadcast is not to be taken for the choice that goes on with it", async () => {
  const editor = EDITORS[1];
  await says("/siarkan Banjir di Kudus", editor);
  await says("ya", editor);
  await says("/hentikan", editor);
  const status = await says("/status", editor);
  expect(status).toContain("• Siaran 1: Banjir di Kudus");
  expect(status.match(/^1\. .*$/gm)).toEqual(["1. Lanjutkan pengiriman"]);
});

test.each([
  ["jadwalkan", "Kapan draf 1 disiarkan?"],
  ["Penerima", "Penerima draf 1: semua chat."],
  ["ubah", "Kirim isi baru untuk draf 1"],
])("what stands on a choice that only asks can be typed instead of its number: %s", async (word, answer) => {
  await says("/siarkan Banjir di Kudus", EDITORS[1]);
  expect(await says(word, EDITORS[1])).toContain(answer);
  expect(await stateOf(1)).toBe("draft");
});

test("an order that comes hours late is not carried out and its editor is told; what holds up or only asks is", async () => {
  const editor = EDITORS[1];
  await says("/siarkan Banjir di Kudus", editor);
  expect(await says("/setujui 1v1", editor, 150)).toBe(
    "Pesan Anda dari 12.00 WIB baru sampai sekarang, dan tidak kami jalankan: “/setujui 1v1”. " +
      "Bila masih berlaku, kirim sekali lagi.",
  );
  expect(await stateOf(1)).toBe("draft");
  expect(await says("/hentikan", editor, 150)).toContain(
    "Pesan Anda dari 12.00 WIB baru sampai sekarang. Karena menahan siaran, tetap kami jalankan.\n---\nSemua pengiriman dihentikan",
  );
  expect(room.toldOthers).toEqual([
    `Semua pengiriman dihentikan oleh ${editor}, dengan pesan dari 12.00 WIB yang baru sampai sekarang. Yang belum terkirim menunggu.`,
  ]);
  expect(await says("/lanjutkan", editor, 150)).toContain("tidak kami jalankan");
  expect(await says("/antrean", editor, 150)).toContain("Banjir di Kudus");
  expect(await says("/langganan ekonomi", editor, 150)).toContain("Anda mengikuti Ekonomi");
  expect(await says("/setujui 1v1", editor, 30)).toContain("Disetujui");
});

describe("where another draft was shown meanwhile, a yes shows once more what it would be for", () => {
  const anotherWaits = () =>
    room.notices.draftWaits(db.pool, {
      id: 99,
      version: 1,
      preview: { text: ["Gempa di Aceh"] },
      audience: { now: 5, inDigest: 0, byMessenger: {} },
    });

  test("a broadcast", async () => {
    expect(await says("/siarkan Banjir di Kudus")).toContain("Draf 1, untuk 0 chat. Siarkan?");
    await anotherWaits();
    for (const word of ["ya", "tidak"]) {
      expect(await says(word)).toContain("Banjir di Kudus\n---\nDraf 1, untuk 0 chat");
      await anotherWaits();
    }
    expect(await says("ya")).toContain("Draf 1, untuk 0 chat");
    expect(await stateOf(1)).toBe("draft");
    expect(await says("ya")).toContain("Sedang dikirim");
  });

  test("a moment", async () => {
    await says("/siarkan Banjir di Kudus");
    await says("/status");
    expect(await says("/jadwal 1 18.30")).toContain("Jadwalkan siaran 1 untuk hari ini 18.30 WIB");
    await anotherWaits();
    expect(await says("ya")).toContain("Draf 1, untuk 0 chat");
    expect(await stateOf(1)).toBe("draft");
  });

  test("a correction, and a recall with its reason", async () => {
    await says("/siarkan Banjir di Kudus");
    await says("ya");
    await says("/ralat 1");
    const correction = "Banjir di Jepara\nWarga mengungsi.\nRalat: Semula tertulis Kudus.";
    const shown = await says(correction);
    expect(shown).toContain("Kirim ralat siaran 1?");
    await anotherWaits();
    expect(await says("ya")).toBe(shown);
    expect(await says("ya")).toContain("Ralat siaran 1 sedang dikirim");

    const asked = await says("/tarik 1 salah orang");
    expect(asked).toContain("Pembaca melihat: “Alasan: salah orang”");
    await anotherWaits();
    expect(await says("ya")).toBe(asked);
    expect(await stateOf(1)).not.toBe("recalled");
    expect(await says("ya")).toContain("Siaran 1 sedang ditarik");
  });

  test("what is only told overtakes nothing", async () => {
    await says("/siarkan Banjir di Kudus");
    await room.notices.tellEditors({ text: ["Pulih: Kabar Uji."] });
    expect(await says("ya")).toContain("Sedang dikirim");
  });
});

test("“ok” to an alert that stays scheduled does not send it now", async () => {
  await says("/siarkan Banjir di Kudus");
  await says("/jadwal 1 18.30");
  await says("ya");
  expect(await says("/ubah 1 Banjir di Jepara")).toContain("tetap dijadwalkan untuk 23 Nov 2026 18.30 WIB");
  expect(await says("ok")).not.toContain("dikirim");
  expect(await stateOf(1)).toBe("scheduled");
});

test("“ok” to whom a draft goes sends nothing: its words are not shown there", async () => {
  await says("/siarkan Banjir di Kudus");
  expect(await says("/kepada 1 ekonomi")).toContain("Penerima draf 1: topik Ekonomi.");
  expect(await says("ok")).not.toContain("dikirim");
  expect(await stateOf(1)).toBe("draft");
});

test("neither a yes nor a plea is taken for the words that were asked for", async () => {
  await says("/siarkan");
  expect(await says("ok")).toContain("Kirim tautan artikel atau teks");
  expect(await says("stop")).toContain("Langganan Anda sendiri sudah dihentikan.");
  await says("/siarkan Banjir di Kudus");
  await says("/ubah 1");
  expect(await says("ya")).toContain("Kirim isi baru untuk draf 1");
  expect(await says("Banjir di Jepara")).toContain("Draf 1 diubah, untuk 0 chat. Siarkan?");
  await says("ya");
  await says("/ralat 1");
  expect(await says("oke")).toContain("Kirim isi yang benar untuk siaran 1");
});

test("an order that sounds like a choice is the order: “/coba 1” had sent to everyone what stood first in the list", async () => {
  const phone = EDITORS[1];
  for (const order of ["/coba 1", "coba 1"]) {
    expect(await says("/siarkan Banjir di Kudus", phone)).toContain("1. Siarkan ke 0 chat");
    expect(await says(order, phone)).toBe("Itulah draf 1, hanya untuk Anda.");
    expect(await stateOf(1)).toBe("draft");
  }
  await says("/siarkan Banjir di Kudus", phone);
  expect(await says("pilih 1", phone)).toContain("Sedang dikirim");
});

test("what is made breaking, or given to others, is what its editor saw: a colleague's change is shown instead; one's own is no colleague's", async () => {
  const content = async () => (await room.alerts.progress(1))?.alert.content;
  await says("/siarkan Banjir di Kudus");
  await says("/ubah 1 Banjir di Jepara", EDITORS[1]);
  expect(await says("/kilat 1")).toMatch(/baru saja diubah[\s\S]*Banjir di Jepara/);
  expect(await content()).toMatchObject({ breaking: false });
  expect(await says("/kilat 1")).toContain("Draf 1 diubah");
  expect(await says("/kepada 1 ekonomi")).toContain("Penerima draf 1: topik Ekonomi,");
  expect(await says("/kepada 1 olahraga")).toContain("Penerima draf 1: topik Ekonomi, Olahraga,");
  await says("/setujui 1", EDITORS[1]); // shown to the colleague as it is by now
  await says("/ubah 1 Banjir di Demak", EDITORS[1]);
  expect(await says("/kepada 1 semua")).toMatch(/baru saja diubah[\s\S]*Banjir di Demak/);
  expect(await content()).toMatchObject({ breaking: true, toEveryone: false });
});

test("words that were said before they were asked for are the words, and what was asked stays asked", async () => {
  const editor = EDITORS[1];
  await says("/siarkan", editor, 11);
  expect(await says("Banjir di Kudus", editor, 10)).toContain("Draf 1, untuk 0 chat. Siarkan?");
  expect(await says("ya", editor)).toContain("Sedang dikirim");
  await says("/tarik 1", editor, 11);
  expect(await says("Alamat salah", editor, 10)).toContain("Alasan: Alamat salah");
  expect(await says("ya", editor)).toContain("ditarik");
  expect(await stateOf(1)).toBe("recalled");
});

test("an order that holds something up is carried out however late it comes; new words for what is scheduled are not", async () => {
  const editor = EDITORS[1];
  await says("/siarkan Banjir di Kudus", editor);
  await says("/jadwal 1 18.30", editor);
  await says("ya", editor);
  expect(await says("/ubah 1 Banjir di Jepara", editor, 75)).toContain("tidak kami jalankan");
  expect((await room.alerts.progress(1))?.alert.content.headline).toBe("Banjir di Kudus");
  await says("/jadwal 1 batal", editor, 75);
  expect(await stateOf(1)).toBe("draft");
  await says("/tolak 1", editor, 75);
  expect(await stateOf(1)).toBe("rejected");
  await says("/siarkan Banjir di Demak", editor);
  await says("ya", editor);
  expect(await says("/tarik 2", editor, 75)).toContain("Tarik siaran 2?");
  await says("/hentikan 2", editor, 75);
  expect(await stateOf(2)).not.toBe("sending");
});

test.each(EDITORS)("a thumb is no words that were asked for, and no answer (%s)", async (editor) => {
  const thumb = () => says("👍", editor, 0, { about: "7", reaction: true });
  await says("/siarkan Banjir di Kudus", editor);
  await thumb();
  await says("/ubah 1", editor);
  expect(await thumb()).not.toContain("Draf 1 diubah");
  expect(await says("Banjir di Jepara", editor)).toContain("Draf 1 diubah");
  await says("/jadwal 1", editor);
  expect(await thumb()).not.toContain("waktu");
  await says("/setujui 1", editor);
  await thumb();
  expect(await says("ya", editor)).toContain("Sedang dikirim");
  await says("/tarik 1", editor);
  expect(await thumb()).not.toContain("Alasan");
});

test("whoever may only look holds nothing, also in answer to the alert itself", async () => {
  await says("/langganan semua", LOOKER);
  await says("/siarkan Banjir di Kudus");
  await says("ya");
  await db.pool.query(
    "update deliveries set message_id = '77', state = 'sent', settled_at = $1 where alert_id = 1",
    [NOW],
  );
  for (const order of ["/tahan 1", "/tahan"])
    expect(await says(order, LOOKER, 0, { about: "77" })).toContain("Hak Anda hanya melihat.");
  expect(await stateOf(1)).toBe("sending");
  expect(await says("/tahan", EDITORS[0], 0, { about: "77" })).not.toContain("Hak Anda");
});
