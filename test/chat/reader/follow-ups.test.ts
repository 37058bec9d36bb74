import { beforeEach, describe, expect, test } from "vitest";
import { type Newsroom, newsroomForEach } from "../dialogue.ts";

/** What readers say about our last answer, and what nobody asked for. */
let room: Newsroom;
newsroomForEach((opened) => (room = opened));

const DAY = 24 * 60; // minutes

async function follows(address: string): Promise<string[]> {
  const { rows } = await room.db.pool.query<{ one: string }>(
    `select follows || ' ' || topic as one from subscriptions join chats on chats.id = chat_id where address = $1 order by one`,
    [address],
  );
  return rows.map(({ one }) => one);
}

describe("among the articles that were listed", () => {
  beforeEach(async () => {
    await room.article({ title: "Harga cabai turun di Pasar Wage", minutesAgo: DAY });
    await room.article({ title: "Harga cabai naik di Pasar Legi", minutesAgo: 10 });
  });

  test.each([
    ["yang pertama", "Pasar Legi"],
    ["buka yg kedua dong", "Pasar Wage"],
    ["yang ke-2", "Pasar Wage"],
    ["ke 2", "Pasar Wage"],
    ["yang terakhir", "Pasar Wage"],
    ["yg paling atas", "Pasar Legi"],
    ["1", "Pasar Legi"],
    ["yang kelima", "Pilih satu angka dari 1 sampai 2."],
    ["linknya mana", "Yang mana dari 2 berita tadi?"],
  ])("%j opens the one that is meant", async (said, answer) => {
    const ana = room.chat({ messenger: "whatsapp", address: "ana" });
    await ana.says("harga cabai");
    expect(await ana.says(said)).toContain(answer);
  });

  test("where choices stand under the list, words for a place mean an article, and nothing is followed", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "ana" });
    expect(await ana.says("mau tau harga cabai keriting")).toContain("1. Ikuti “harga cabai keriting”");
    expect(await ana.says("yang pertama")).toContain("Selengkapnya: https://kabar.test/Harga%20cabai%20naik");
    expect(await follows("ana")).toEqual([]);
    expect(await ana.says("1")).toContain("Anda mengikuti “harga cabai keriting”.");
  });

  test("an article that is gone since is told of", async () => {
    const ana = room.chat({ address: "ana" });
    await ana.says("harga cabai");
    await room.db.pool.query("update articles set state = 'archived' where clean->>'title' like '%Legi'");
    expect(await ana.says("yang pertama")).toContain("Berita itu tidak ada lagi.");
    expect(await ana.says("yang kedua")).toContain("Pasar Wage");
  });

  test("days alone are asked of what was looked for before, and what asks anew is not", async () => {
    const ana = room.chat({ address: "ana" });
    await room.article({ title: "Jembatan Kali Biru dibuka", minutesAgo: DAY + 5 });
    await ana.says("harga cabai hari ini");
    expect(await ana.says("yang kemarin?")).toMatch(/“harga cabai” dari kemarin:\s+Harga cabai turun[^]*$/);
    expect(await ana.says("kalo hari ini")).toContain("Harga cabai naik di Pasar Legi");
    expect(await ana.says("berita kemarin")).toContain("Jembatan Kali Biru");
    expect(await ana.says("terbaru")).toContain("Berita terbaru");
    expect(await ana.says("yang kemarin")).toContain("Jembatan Kali Biru");
  });

  test("who wants more of a list that has no more is told so, and who wants another is asked what", async () => {
    const ana = room.chat({ address: "ana" });
    await ana.says("harga cabai");
    expect(await ana.says("lagi dong")).toContain("Tidak ada berita lagi.");
    expect(await ana.says("bukan itu")).toContain("Apa yang ingin Anda cari?");
    expect(await ana.says("salah, bukan yang itu")).toContain("Apa yang ingin Anda cari?");
    expect(room.toldEditors).toEqual([]);
  });
});

describe("what was changed just now", () => {
  test.each(["gak jadi", "eh batal", "salah pencet", "bukan itu", "batalkan yang tadi", "gajadi deh"])(
    "%j takes nothing back by itself, and offers to",
    async (said) => {
      const ana = room.chat({ address: "ana" });
      await ana.says("/langganan ekonomi");
      await ana.says("/langganan politik");
      expect(await ana.says(said)).toBe(
        "Belum ada yang dibatalkan. Kembalikan langganan seperti sebelumnya?",
      );
      expect(await follows("ana")).toEqual(["topic ekonomi", "topic politik"]);
      expect(await ana.presses("Kembalikan")).toContain("Anda mengikuti Ekonomi.");
      expect(await follows("ana")).toEqual(["topic ekonomi"]);
    },
  );

  test("also by who had just chosen their first topic, and by who had just left", async () => {
    const ana = room.chat({ address: "ana" });
    await ana.says("/start");
    await ana.presses("Ekonomi");
    expect(await ana.says("eh ga jadi")).toContain("Belum ada yang dibatalkan.");
    await ana.presses("Kembalikan");
    expect(await follows("ana")).toEqual([]);

    await ana.says("/langganan semua");
    await ana.says("stop");
    expect(await ana.says("eh jangan")).toContain("Belum ada yang dibatalkan.");
    await ana.says("kembalikan");
    expect(await follows("ana")).toEqual(["all "]);
  });

  test("later it means something else; and “ikuti lagi” is no topic", async () => {
    const ana = room.chat({ address: "ana" });
    await ana.says("/langganan ekonomi");
    await ana.says("terbaru");
    expect(await ana.says("gak jadi")).toContain("belum mengerti");
    expect(await ana.says("ikuti lagi")).toContain("Selamat datang kembali.");
  });
});

describe("what somebody else wrote and is passed on", () => {
  test.each([
    "stop",
    "/berhenti",
    "langganan politik",
    "/ikuti banjir",
    "kabari saya kalau ada gempa",
    "jangan kirim politik",
    "stop ekonomi",
    "matikan notif ekonomi",
    "hapus data saya",
    "jeda seminggu",
    "beritanya salah",
  ])("%j changes and reports nothing", async (said) => {
    const ana = room.chat({ address: "ana" });
    await ana.says("/langganan ekonomi, banjir");
    await room.alert({ headline: "Rupiah menguat", topics: ["ekonomi"] });
    const before = await follows("ana");
    await ana.forwards(said);
    expect(await follows("ana")).toEqual(before);
    expect(
      (
        await room.ports.chats.preferences({
          messenger: "telegram",
          kind: "private",
          address: "ana",
          thread: null,
        })
      ).pausedUntil,
    ).toBeNull();
    expect(room.toldEditors).toEqual([]);
  });

  test("news gets what we have of it, and no word on whether it is true", async () => {
    await room.article({ title: "Harga BBM nonsubsidi naik" });
    const ana = room.chat({ address: "ana" });
    const answer = await ana.forwards("Sebarkan! Besok harga BBM naik dua kali lipat");
    expect(answer).toContain(
      "Benar tidaknya pesan terusan tidak dapat kami pastikan. Berita kami yang paling dekat:",
    );
    expect(answer).toContain("Harga BBM nonsubsidi naik");
    expect(ana.buttons()).toEqual([]);
    expect(await ana.forwards("Vaksin berisi keping rahasia")).toContain(
      "Kami belum punya berita tentang itu.",
    );
    expect(await ana.forwards(`Awas! ${"Jangan angkat telepon tak dikenal. ".repeat(10)}`)).toContain(
      "Benar tidaknya sebuah pesan",
    );
    expect(await ana.says("ini hoax bukan?")).toContain("redaksi@kabar.test");
  });
});

describe("an answer to an alert", () => {
  test.each(["ini bener?", "ini hoax bukan?", "hoax ga min", "bener ga nih"])(
    "%j asks, and reports nothing",
    async (said) => {
      const ana = room.chat({ address: "ana" });
      await ana.says("/langganan ekonomi");
      await room.alert({ headline: "Rupiah menguat", topics: ["ekonomi"] });
      expect(await ana.says(said, undefined, "alert-1")).toMatch(
        /^Rupiah menguat\nKabar ini dari .+artikelnya: https/s,
      );
      expect(room.toldEditors).toEqual([]);
    },
  );

  test.each(["kapan?", "dimana kejadiannya", "linknya mana", "selengkapnya"])(
    "%j leads to its article",
    async (said) => {
      const ana = room.chat({ address: "ana" });
      await ana.says("/langganan ekonomi");
      await room.alert({ headline: "Rupiah menguat", topics: ["ekonomi"] });
      expect(await ana.says(said, undefined, "alert-1")).toContain("Selengkapnya di artikelnya:\nhttps://");
    },
  );

  test("who says that it is wrong is heard", async () => {
    const ana = room.chat({ address: "ana" });
    await ana.says("/langganan ekonomi");
    await room.alert({ headline: "Rupiah menguat", topics: ["ekonomi"] });
    expect(await ana.says("ini hoax", undefined, "alert-1")).toContain("kami teruskan ke redaksi");
    expect(room.toldEditors).toHaveLength(1);
  });
});

test("where a topic's name is awaited, a question about now or a day is answered, and a refusal follows nothing", async () => {
  await room.article({ title: "Pasar Bandung ramai" });
  const ana = room.chat({ address: "ana" });
  await ana.says("/start");
  expect(await ana.says("bandung hari ini")).toContain("Pasar Bandung ramai");
  await ana.says("/start");
  expect(await ana.says("stop bola")).toContain("“bola” tidak sedang diikuti.");
  await ana.says("/start");
  await ana.says("politik kemarin");
  expect(await follows("ana")).toEqual([]);
});

test.each(["kapan cpns dibuka?", "harga cabai hari ini berapa", "gempa kemarin"])(
  "who was asked what to follow and says %j wants an answer: it is looked for",
  async (said) => {
    const ana = room.chat({ address: "ana" });
    await ana.says("/ikuti");
    expect(await ana.says(said)).toContain("Belum ada berita tentang");
    expect(await follows("ana")).toEqual([]);
  },
);

test("a voice message is answered, and leaves what was listed to choose from", async () => {
  const ana = room.chat({ messenger: "whatsapp", address: "ana" });
  await ana.says("mulai");
  expect(await ana.says("")).toContain("hanya dapat membaca tulisan");
  expect(await ana.says("2")).toContain("Anda mengikuti Ekonomi.");
});

test("who refuses what they do not follow is told that it is not followed", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("/langganan ekonomi");
  expect(await ana.says("jangan kirim politik")).toBe(
    "“Politik” tidak sedang diikuti. Anda mengikuti Ekonomi.",
  );
});

test("what one of a topic's sections has and no article is offered as the topic, too", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("mau berita bola");
  expect(ana.buttons()).toEqual(["Ikuti topik Olahraga", "Ikuti “bola”"]);
});
