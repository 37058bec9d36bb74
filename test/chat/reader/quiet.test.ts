import { expect, test } from "vitest";
import { makeDigests } from "../../../src/store/alerts/digests.ts";
import { correct, correctIn, recall } from "../../../src/store/alerts/sent-acts.ts";
import { inTransaction } from "../../../src/store/database.ts";
import { untilBlocked } from "../../support/database.ts";
import { type Newsroom, newsroomForEach } from "../dialogue.ts";

/** It is Monday, 23 November 2026, 14.30 WIB. */
let room: Newsroom;
newsroomForEach((opened) => (room = opened));

const NIGHT = 8 * 60; // minutes until 22.30 WIB
const hours = (count: number) => count * 60;

test("what comes in the quiet hours waits for their end, in the reader's own zone; breaking news does not", async () => {
  const ana = room.chat({ address: "ana" });
  const budi = room.chat({ messenger: "whatsapp", address: "budi" });
  await ana.says("/langganan semua");
  await budi.says("langganan semua");
  expect(await ana.says("/tenang 22-5")).toBe(
    "Baik. Pukul 22.00–05.00 WIB kami diam, dan beritanya menyusul. Berita kilat tetap langsung datang.",
  );
  expect(await budi.says("tenang 22-5 wit tanpa kilat")).toBe(
    "Baik. Pukul 22.00–05.00 WIT kami diam, dan beritanya menyusul. Berita kilat ikut menunggu." +
      "\n\n1. Pengaturan lain\n\nBalas dengan angka 1 untuk memilih.",
  );

  await room.alert({ headline: "Siang" });
  room.later(NIGHT);
  await room.alert({ headline: "Malam" });
  await room.alert({ headline: "Gempa", breaking: true });
  expect(await due("ana")).toEqual(["Siang 14.30", "Malam 05.00", "Gempa 22.30"]);
  // In Jayapura it is two hours later: 0.30 of the next day.
  expect(await due("budi")).toEqual(["Siang 14.30", "Malam 03.00", "Gempa 03.00"]);
});

test("quiet hours end for good when they are switched off", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan semua");
  await ana.says("/tenang 22-5");
  expect(await ana.says("/tenang mati")).toBe("Baik. Jam tenang dimatikan.");
  room.later(NIGHT);
  await room.alert({ headline: "Malam" });
  expect(await due("ana")).toEqual(["Malam 22.30"]);
});

test("a digest lists in one message what would have come one by one, and each alert once", async () => {
  const ana = room.chat({ address: "ana" });
  const budi = room.chat({ address: "budi" });
  await ana.says("/langganan semua");
  await budi.says("/langganan ekonomi");
  expect(await ana.says("/ringkasan pagi dan sore")).toBe(
    "Baik. Berita dikumpulkan menjadi satu pesan pukul 06.00 dan 18.00 WIB. Berita kilat tetap langsung datang.",
  );
  await budi.says("/ringkasan sore");
  const callToAction = { text: "Gabung ke Channel WhatsApp Kabar Nusantara.", url: null };
  expect(
    await room.alert({
      headline: "Rupiah menguat",
      link: "https://kabar.test/1",
      topics: ["ekonomi"],
      callToAction,
    }),
  ).toEqual([]);
  expect(await room.alert({ headline: "Timnas menang", link: "https://kabar.test/2", callToAction })).toEqual(
    [],
  );
  expect(await room.alert({ headline: "Gempa", breaking: true })).toEqual(["ana"]);

  expect(await makeDigests(room.db.pool, room.now())).toEqual([]);
  room.later(hours(4));
  expect(await makeDigests(room.db.pool, room.now())).toHaveLength(2);
  expect(await makeDigests(room.db.pool, room.now())).toEqual([]);
  expect(await digest("ana")).toEqual([
    "Ringkasan sore, 23 Nov 2026\n1. Rupiah menguat\nhttps://kabar.test/1\n\n2. Timnas menang\nhttps://kabar.test/2\n" +
      "Gabung ke Channel WhatsApp Kabar Nusantara.",
  ]);
  expect(await digest("budi")).toEqual([
    "Ringkasan sore, 23 Nov 2026\n1. Rupiah menguat\nhttps://kabar.test/1\nGabung ke Channel WhatsApp Kabar Nusantara.",
  ]);

  await room.alert({ headline: "Malam tenang", callToAction: null });
  room.later(hours(12));
  await makeDigests(room.db.pool, room.now());
  expect((await digest("ana"))[1]).toMatch(/^Ringkasan pagi, 24 Nov 2026\n1\. Malam tenang/);
  expect(await ana.says("/ringkasan mati")).toContain("satu per satu");
  expect(await room.alert({ headline: "Pagi" })).toEqual(["ana"]);
});

test("readers who hear the same share one digest, and a long one comes in parts without losing any", async () => {
  for (const address of ["ana", "budi"]) {
    await room.chat({ address }).says("/langganan semua");
    await room.chat({ address }).says("/ringkasan pagi");
  }
  for (let i = 1; i <= 30; i++)
    await room.alert({ headline: `Kabar nomor ${i}: ${"panjang ".repeat(20)}`, link: null });
  room.later(hours(16));
  const made = await makeDigests(room.db.pool, room.now());
  const messages = await digest("ana");
  expect(messages).toHaveLength(made.length);
  expect(made.length).toBeGreaterThan(1);
  expect(messages.every((message) => message.length < 4096)).toBe(true);
  const listed = messages.flatMap((message) =>
    [...message.matchAll(/Kabar nomor (\d+):/g)].map(([, n]) => Number(n)),
  );
  expect(listed).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(await digest("budi")).toEqual(messages);
});

test("an alert that was stopped is not listed, and who has left hears no digest", async () => {
  for (const address of ["ana", "budi"]) {
    await room.chat({ address }).says("/langganan semua");
    await room.chat({ address }).says("/ringkasan pagi");
  }
  await room.alert({ headline: "Keliru" });
  await room.db.pool.query("update alerts set state = 'stopped'");
  await room.alert({ headline: "Benar" });
  await room.chat({ address: "budi" }).says("/berhenti");
  room.later(hours(16));
  await makeDigests(room.db.pool, room.now());
  expect((await digest("ana")).join()).toContain("1. Benar");
  expect((await digest("ana")).join()).not.toContain("Keliru");
  expect(await digest("budi")).toEqual([]);
});

test("a digest is corrected with what it lists, in its own place; what was recalled is not to be read there any more", async () => {
  const { pool } = room.db;
  await room.chat({ address: "ana" }).says("/langganan semua");
  await room.chat({ address: "ana" }).says("/ringkasan pagi");
  for (const headline of ["Gempa M 6,1", "Jalan ditutup", "Panen raya"])
    await room.alert({ headline, link: null });
  room.later(hours(16));
  const [made] = await makeDigests(pool, room.now());
  await pool.query(
    "update deliveries set state = 'sent', message_id = 'm', settled_at = now() where alert_id = $1",
    [made],
  );
  const by = { editor: "telegram:900", at: room.now() };
  await correct(pool, 1, { headline: "Gempa M 5,6", correction: "semula tertulis M 6,1." }, by);
  await recall(pool, 2, "Sumbernya keliru.", by);
  await correct(pool, 3, { summary: "Hanya isinya yang berubah." }, by);
  const { rows } = await pool.query<{ summary: string; correction: string; acts: string[] }>(
    `select content->>'summary' as summary, content->>'correction' as correction,
            array(select act from deliveries d where d.alert_id = a.id order by d.id) as acts from alerts a where id = $1`,
    [made],
  );
  expect(rows).toEqual([
    {
      summary: "1. Gempa M 5,6\n\n2. (Kabar ini ditarik redaksi.)\n\n3. Panen raya",
      correction: "“Jalan ditutup” ditarik: Sumbernya keliru.",
      acts: ["send", "correct 1", "correct 2"],
    },
  ]);
});

test("what an editor corrects or recalls just while its digest is made stands there as it became, or not at all", async () => {
  const { pool } = room.db;
  await room.chat({ address: "ana" }).says("/langganan semua");
  await room.chat({ address: "ana" }).says("/ringkasan pagi");
  for (const headline of ["Gempa M 6,1", "Jalan ditutup"]) await room.alert({ headline, link: null });
  room.later(hours(16));
  const { making } = await inTransaction(pool, async (tx) => {
    await correctIn(tx, 1, { headline: "Gempa M 5,6" }, { editor: "telegram:900", at: room.now() });
    await tx.query("update alerts set state = 'recalled' where id = 2");
    const making = makeDigests(pool, room.now());
    await Promise.race([untilBlocked(pool), making]);
    return { making };
  });
  expect(await making).toHaveLength(1);
  expect((await digest("ana")).map((text) => text.split("\n").slice(1, -1))).toEqual([["1. Gempa M 5,6"]]);
});

test("no more than so many a day, breaking news aside; the next day counts anew", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan semua");
  expect(await ana.says("/batas 2")).toBe("Baik. Paling banyak 2 berita sehari, selain berita kilat.");
  for (const headline of ["satu", "dua", "tiga"]) await room.alert({ headline });
  await room.alert({ headline: "kilat", breaking: true });
  room.later(hours(10));
  await room.alert({ headline: "besok" });
  expect((await due("ana")).map((line) => line.split(" ")[0])).toEqual(["satu", "dua", "kilat", "besok"]);
});

test("what waits and is followed no longer leaves its place of the day to something else; what came keeps it", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan ekonomi, olahraga");
  await ana.says("/batas 3");
  await room.alert({ headline: "datang", topics: ["ekonomi"] });
  await ana.says("/tenang 13-20");
  await room.alert({ headline: "kilat", topics: ["ekonomi"], breaking: true });
  for (const headline of ["Rupiah", "IHSG", "terlalu banyak"])
    await room.alert({ headline, topics: ["ekonomi"] });
  await ana.says("/berhenti ekonomi");
  for (const headline of ["satu", "dua", "tiga"]) await room.alert({ headline, topics: ["olahraga"] });
  expect((await due("ana")).map((line) => line.split(" ")[0])).toEqual(["datang", "kilat", "satu", "dua"]);
});

test("two alerts approved at the same moment do not both take the last place of a day", async () => {
  const readers = Array.from({ length: 20 }, (_, i) => room.chat({ address: `r${i}` }));
  for (const reader of readers) {
    await reader.says("/langganan semua");
    await reader.says("/batas 3");
  }
  await Promise.all(Array.from({ length: 8 }, (_, i) => room.alert({ headline: `alert ${i}` })));
  const { rows } = await room.db.pool.query("select distinct count(*) from deliveries group by chat_id");
  expect(rows).toEqual([{ count: 3 }]);
});

test("a pause is silence until it ends, or is ended", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan semua");
  expect(await ana.says("/jeda sehari")).toBe("Baik. Tidak ada berita sampai 24 Nov 2026 pukul 14.30 WIB.");
  expect(await ana.says("/langganan")).toContain("\nTidak ada berita sampai 24 Nov 2026 pukul 14.30 WIB.\n");
  expect(await room.alert({ headline: "Gempa", breaking: true })).toEqual([]);
  await ana.says("/jeda");
  expect(await ana.presses("Selesai jeda")).toBe("Baik. Jeda selesai, berita dikirim lagi.");
  expect(await room.alert({ headline: "Satu" })).toEqual(["ana"]);
  await ana.says("/jeda seminggu");
  expect(await room.alert({ headline: "Di tengah jeda" })).toEqual([]);
  expect(await ana.says("aktifkan lagi dong")).toBe("Baik. Jeda selesai, berita dikirim lagi.");
  await ana.says("libur dulu seminggu");
  room.later(hours(24 * 7) + 1);
  expect(await room.alert({ headline: "Dua" })).toEqual(["ana"]);
});

test("everything can be set by buttons, or by numbers where there are none", async () => {
  const ana = room.chat({ address: "ana" });
  expect(await ana.says("/atur")).toBe(
    "Waktu dan jumlah\nJam tenang: tidak ada\nBerita datang: satu per satu, begitu terbit\nBatas sehari: tidak ada",
  );
  expect(await ana.presses("Jam tenang")).toContain("Contoh: /tenang 22-5 wita");
  expect(await ana.presses("22.00–06.00")).toContain("Pukul 22.00–06.00 WIB kami diam");
  const budi = room.chat({ messenger: "whatsapp", address: "budi" });
  expect(await budi.says("atur")).toContain("2. Ringkasan");
  expect(await budi.says("2")).toContain("1. Pagi");
  expect(await budi.says("1")).toContain("satu pesan pukul 06.00 WIB");
  expect(await budi.says("/tenang besok pagi")).toContain("Maaf, “besok pagi” belum kami mengerti.");
});

test("only an admin sets a group's hours", async () => {
  const group = { kind: "group", address: "g" } as const;
  expect(await room.chat({ ...group, person: "5" }).says("/tenang 22-5")).toContain("hanya admin grup");
  expect(await room.chat({ ...group, person: "6", admin: true }).says("/tenang 22-5")).toContain(
    "22.00–05.00",
  );
});

/** What waits for a chat or was sent to it, with the time in Jakarta at which it is due. */
async function due(address: string): Promise<string[]> {
  const { rows } = await room.db.pool.query<{ line: string }>(
    `select content->>'headline' || ' ' || to_char((due_at + interval '1 second') at time zone 'Asia/Jakarta', 'HH24.MI') as line
     from deliveries d join alerts a on a.id = alert_id join chats c on c.id = chat_id
     where address = $1 and d.state <> 'withdrawn' order by alert_id`,
    [address],
  );
  return rows.map(({ line }) => line);
}

/** The digests of a chat, oldest first, as headline, text and last line. */
async function digest(address: string): Promise<string[]> {
  const { rows } = await room.db.pool.query<{ text: string }>(
    `select concat_ws(e'\\n', content->>'headline', content->>'summary', content->'callToAction'->>'text') as text
     from deliveries d join alerts a on a.id = alert_id join chats c on c.id = chat_id
     where address = $1 and lists is not null order by alert_id`,
    [address],
  );
  return rows.map(({ text }) => text);
}
