import { describe, expect, test } from "vitest";
import type { Recipient } from "../../../src/delivery/delivery.ts";
import { type Newsroom, newsroomForAll } from "../dialogue.ts";

let room: Newsroom;
newsroomForAll((newsroom) => {
  room = newsroom;
});

describe("starting", () => {
  test("a new reader learns in two lines what this is, and gets nothing before they choose", async () => {
    const ana = room.chat({ address: "start-1" });
    expect(await ana.says("/start")).toBe(
      "Selamat datang di Kabar Nusantara.\n" +
        "Kami mengirim ringkasan berita begitu terbit, sesuai topik yang Anda pilih.\n\n" +
        "Topik apa yang ingin Anda ikuti?",
    );
    expect(ana.buttons()).toEqual([
      "Politik",
      "Ekonomi",
      "Olahraga",
      "Gaya Hidup",
      "Semua berita",
      "Berita kilat",
      "Wilayah …",
      "Kata lain …",
    ]);
    expect(await follows("start-1")).toEqual([]);
  });

  test("a button toggles a topic", async () => {
    const ana = room.chat({ address: "start-2" });
    await ana.says("halo");
    expect(await ana.presses("Ekonomi")).toBe("Baik. Anda mengikuti Ekonomi.");
    expect(await ana.presses("Gaya Hidup")).toBe("Baik. Anda mengikuti Ekonomi dan Gaya Hidup.");
    expect(ana.buttons()).toContain("✅ Ekonomi");
    expect(await ana.presses("✅ Ekonomi")).toBe("Baik. Anda mengikuti Gaya Hidup.");
    expect(await follows("start-2")).toEqual(["topic gaya-hidup"]);
  });

  test("a link that names a topic subscribes at once", async () => {
    expect(await room.chat({ address: "start-3" }).says("/start ekonomi")).toBe(
      "Baik. Anda mengikuti Ekonomi.",
    );
    expect(await follows("start-3")).toEqual(["topic ekonomi"]);
  });

  test("a link that names nothing we know is an ordinary start", async () => {
    expect(await room.chat({ address: "start-4" }).says("/start promo123")).toContain("Selamat datang");
  });

  test("a number that is no choice, or a thank-you, does not take the list away", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "start-again" });
    await ana.says("mulai");
    expect(await ana.says("9")).toBe("Pilih satu angka dari 1 sampai 8.");
    expect(await ana.says("makasih")).toContain("Sama-sama.");
    expect(await ana.says("2")).toContain("Anda mengikuti Ekonomi.");
  });

  test("nor does the question what else to follow: a number still stands for what the list says", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "start-7" });
    await ana.says("mulai");
    expect(await ana.says("8")).toContain("Apa yang ingin Anda ikuti?");
    expect(await ana.says("3")).toContain("Anda mengikuti Olahraga.");
  });

  test("where there are no buttons, topics are a numbered list, and a number chooses", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "start-5" });
    expect(await ana.says("mulai")).toContain(
      "\n\n1. Politik\n2. Ekonomi\n3. Olahraga\n4. Gaya Hidup\n5. Semua berita\n6. Berita kilat\n7. Wilayah …\n8. Kata lain …" +
        "\n\nBalas dengan angka pilihan Anda.",
    );
    expect(ana.buttons()).toEqual([]);
    expect(await ana.says("2")).toMatch(/^Baik\. Anda mengikuti Ekonomi\.\n\n1\. Politik\n2\. ✅ Ekonomi/);
    expect(await ana.says("1 dan 3")).toContain("Anda mengikuti Politik, Ekonomi, dan Olahraga.");
    expect(await ana.says("9")).toBe("Pilih satu angka dari 1 sampai 6.");
  });

  test("an hour later a number no longer stands for anything", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "start-6" });
    await ana.says("mulai");
    room.later(61);
    expect(await ana.says("2")).toContain("kami belum mengerti");
    expect(await follows("start-6")).toEqual([]);
  });
});

describe("following", () => {
  test("everything, and then breaking alerts only", async () => {
    const ana = room.chat({ address: "follow-1" });
    expect(await ana.says("/langganan semua")).toBe("Baik. Anda mengikuti semua berita.");
    expect(await follows("follow-1")).toEqual(["all "]);
    expect(await ana.says("/langganan kilat")).toBe("Baik. Anda mengikuti berita kilat dari semua topik.");
    expect(await follows("follow-1")).toEqual(["breaking "]);
  });

  test("several at once, and what is no topic is said", async () => {
    const ana = room.chat({ address: "follow-2" });
    expect(await ana.says("langganan ekonomi, zodiak dan gaya hidup")).toBe(
      "Baik. Anda mengikuti Ekonomi dan Gaya Hidup.\nTopik “zodiak” belum ada.",
    );
    expect(await ana.says("/langganan <b>tebal</b>")).toContain("Gaya Hidup, dan “b tebal b”.");
    await ana.says("/berhenti <b>tebal</b>");
    expect(await ana.says("/langganan")).toBe(
      "Anda mengikuti Ekonomi dan Gaya Hidup.\nPilih untuk mengubah:",
    );
  });

  test("two presses at the same moment both count", async () => {
    const ana = room.chat({ address: "follow-3" });
    await Promise.all(["ekonomi", "politik", "olahraga"].map((topic) => ana.says(`/langganan ${topic}`)));
    expect((await follows("follow-3")).sort()).toEqual(["topic ekonomi", "topic olahraga", "topic politik"]);
  });

  test("a repeated update is not answered twice", async () => {
    const ana = room.chat({ address: "follow-4" });
    expect(await ana.says("/langganan ekonomi", "same")).not.toBe("");
    expect(await ana.says("/langganan ekonomi", "same")).toBe("");
    expect(await room.chat({ address: "follow-5" }).says("/langganan ekonomi", "same")).not.toBe("");
  });
});

describe("asking who this is", () => {
  test("names the newsroom, and where its people are reached", async () => {
    const ana = room.chat({ address: "who-1" });
    for (const asked of ["ini siapa ya?", "no hp redaksi berapa"])
      expect(await ana.says(asked)).toMatch(
        /^Ini Kabar Nusantara, layanan berita otomatis .*\nMenghubungi redaksi: redaksi@kabar\.test\n/s,
      );
    await ana.says("halo");
    expect(await ana.says("data saya dipakai apa?")).toContain(
      "Yang menyimpannya: Kabar Nusantara (redaksi@kabar.test).",
    );
  });
});

describe("leaving", () => {
  test("who has ended it all has it back as it was with one press, where a button holds it", async () => {
    const ana = room.chat({ address: "ana" });
    const all =
      "Anda mengikuti Ekonomi, “stop kontak”, “timnas” tanpa “basket”, media Suara Pantura, dan wilayah Aceh.";
    for (const wish of [
      "/langganan ekonomi",
      '/ikuti "stop" kontak',
      "/ikuti timnas -basket",
      "/ikuti media suara pantura",
    ])
      await ana.says(wish);
    const whole = await ana.says("/ikuti aceh");
    expect(whole).toContain(all);
    await ana.says("stop dulu");
    expect(ana.buttons()).toEqual([]);
    await ana.says("/ikuti timnas -basket");
    await ana.says("/ikuti gempa, wilayah aceh, kilat");
    await ana.says("stop dulu");
    expect(await ana.presses("Ikuti lagi")).toContain(
      "Anda mengikuti “gempa”, “timnas” tanpa “basket”, wilayah Aceh, dan berita kilat dari semua topik.",
    );
    await ana.says("/langganan semua");
    await ana.says("stop");
    expect(await ana.presses("Ikuti lagi")).toContain("Anda mengikuti semua berita.");
  });

  test.each(["/berhenti", "stop", "Unsubscribe", "berhenti berlangganan"])(
    "%j ends everything at once",
    async (word) => {
      const ana = room.chat({ address: `leave-${word}` });
      await ana.says("/langganan ekonomi kilat");
      expect(await ana.says(word)).toBe(
        "Langganan Anda sudah dihentikan. Kami tidak akan mengirim berita lagi.\nIngin kembali? Ketik /start kapan saja.",
      );
      expect(await follows(`leave-${word}`)).toEqual([]);
      expect(await listens(`leave-${word}`)).toBe(false);
      expect(await ana.says("/start")).toContain("Selamat datang di Kabar Nusantara");
    },
  );

  test("one topic of many is dropped alone", async () => {
    const ana = room.chat({ address: "leave-1" });
    await ana.says("/langganan semua");
    expect(await ana.says("/berhenti ekonomi")).toBe(
      "Baik. Anda mengikuti Politik, Olahraga, dan Gaya Hidup.",
    );
    expect(await listens("leave-1")).toBe(true);
  });

  test("who blocked us hears nothing, and finds their topics again on coming back", async () => {
    const ana = room.chat({ address: "leave-2" });
    await ana.says("/langganan ekonomi");
    await room.changed({ kind: "left", chat: privately("leave-2"), why: "blocked" });
    expect(await listens("leave-2")).toBe(false);
    expect(await ana.says("/start")).toBe("Selamat datang kembali.\nAnda mengikuti Ekonomi.");
    expect(await listens("leave-2")).toBe(true);
  });
});

describe("groups and channels", () => {
  test("a group that takes us in is greeted with topics", async () => {
    const chat = {
      messenger: "telegram",
      address: "g-1",
      kind: "group",
      thread: null,
      title: "Warga",
    } as const;
    await room.changed({ kind: "joined", chat });
    const { to, message } = room.told.at(-1) ?? {};
    expect(to?.address).toBe("g-1");
    expect(JSON.stringify(message?.text)).toContain("Halo, ini Kabar Nusantara.");
    expect(message?.buttons?.flat().map(({ says }) => says)).toContain("/langganan ekonomi");
  });

  test("where there are no buttons the greeting names the topics", async () => {
    const chat = {
      messenger: "whatsapp",
      address: "g-2",
      kind: "group",
      thread: null,
      title: "Warga",
    } as const;
    await room.changed({ kind: "joined", chat });
    const { message } = room.told.at(-1) ?? {};
    expect(message?.buttons).toBeUndefined();
    expect(JSON.stringify(message?.text)).toContain("Topik: Politik, Ekonomi, Olahraga, dan Gaya Hidup.");
  });

  test("only an admin subscribes a group, or ends it; anyone else is told once and then not heard", async () => {
    const member = room.chat({ kind: "group", address: "g-3", person: "5" });
    const admin = room.chat({ kind: "group", address: "g-3", person: "6", admin: true });
    const no = "Maaf, hanya admin grup yang dapat mengatur langganan di sini.";
    expect(await member.says("/langganan ekonomi")).toBe(no);
    expect(await admin.says("/langganan@KabarKilatBot ekonomi")).toBe("Baik. Grup ini mengikuti Ekonomi.");
    for (const again of ["/berhenti", "/start olahraga", "/batas 1"])
      expect(await member.says(again)).toBe("");
    expect(await room.chat({ kind: "group", address: "g-3", person: "7" }).says("/berhenti")).toBe(no);
    expect(await follows("g-3")).toEqual(["topic ekonomi"]);
    expect(await admin.says("/berhenti")).toContain("Langganan di sini sudah dihentikan.");
    expect(await listens("g-3")).toBe(false);
  });

  test("anyone in a group may ask, and talk among people is left alone", async () => {
    await room.article({ title: "Pasar malam dibuka di Kudus" });
    const member = room.chat({ kind: "group", address: "g-4", person: "5" });
    expect(await member.says("/cari pasar malam kudus")).toContain("Pasar malam dibuka di Kudus");
    for (const talk of ["halo", "stop dong", "cari makan yuk", "7", "https://kabar.test", ""]) {
      expect(await member.says(talk)).toBe("");
    }
  });

  test("a channel's post is its admin's; whoever else presses its buttons makes it say nothing at all", async () => {
    const post = room.chat({ kind: "channel", address: "c-1", person: null });
    const subscriber = room.chat({ kind: "channel", address: "c-1", person: "5" });
    expect(await post.says("/langganan politik")).toBe("Baik. Saluran ini mengikuti Politik.");
    for (const press of ["/berhenti politik", "/wilayah", "/wilayah Jawa", "/ikuti", "/hal 2"]) {
      expect(await subscriber.says(press)).toBe("");
    }
    const admin = room.chat({ kind: "channel", address: "c-1", person: "6", admin: true });
    expect(await admin.says("/wilayah Jawa")).toContain("Ketik nama provinsi");
    expect(await follows("c-1")).toEqual(["topic politik"]);
  });

  test("threads of one forum follow their own topics, and leave together when we are removed", async () => {
    const forum = { kind: "group", address: "f-1", person: "6", admin: true } as const;
    await room.chat({ ...forum, thread: "10" }).says("/langganan ekonomi");
    await room.chat({ ...forum, thread: "20" }).says("/langganan politik");
    expect(await room.chat({ ...forum, thread: "10" }).says("/langganan")).toContain(
      "Grup ini mengikuti Ekonomi.",
    );
    await room.changed({ kind: "left", chat: { ...privately("f-1"), kind: "group" }, why: "removed" });
    expect(await listens("f-1")).toBe(false);
  });

  test("a group that became a supergroup keeps what it follows", async () => {
    await room.chat({ kind: "group", address: "m-1", person: "6", admin: true }).says("/langganan ekonomi");
    await room.changed({ kind: "moved", chat: { ...privately("m-1"), kind: "group" }, to: "m-2" });
    expect(await follows("m-2")).toEqual(["topic ekonomi"]);
    expect(await listens("m-1")).toBe(false);
  });
});

describe("asking", () => {
  test("plain words search the archive, with headline, outlet, age and link", async () => {
    await room.article({ title: "Gempa guncang Sumba Barat", text: "Warga berlarian.", minutesAgo: 12 });
    const ana = room.chat({ address: "ask-1" });
    expect(await ana.says("gempa sumba")).toBe(
      "Hasil pencarian “gempa sumba”:\n\nGempa guncang Sumba Barat\nKabar Nusantara · 12 menit lalu\n" +
        "https://kabar.test/Gempa%20guncang%20Sumba%20Barat",
    );
    expect(ana.last()[0]?.preview).toBe(false);
  });

  test("five a page, next and previous, by button or number", async () => {
    for (let i = 1; i <= 12; i++) await room.article({ title: `Panen durian ke-${i}`, minutesAgo: i });
    const ana = room.chat({ address: "ask-2" });
    expect(headlines(await ana.says("/cari panen durian"))).toEqual([1, 2, 3, 4, 5]);
    expect(ana.buttons()).toEqual(["Berikutnya »"]);
    expect(headlines(await ana.presses("Berikutnya"))).toEqual([6, 7, 8, 9, 10]);
    expect(ana.buttons()).toEqual(["« Sebelumnya", "Berikutnya »"]);
    expect(headlines(await ana.presses("Berikutnya"))).toEqual([11, 12]);
    expect(ana.buttons()).toEqual(["« Sebelumnya"]);
    expect(headlines(await ana.presses("Sebelumnya"))).toEqual([6, 7, 8, 9, 10]);
    expect(await ana.says("/hal 9")).toContain("Tidak ada berita lagi");

    const budi = room.chat({ messenger: "whatsapp", address: "ask-3" });
    expect(await budi.says("cari panen durian")).toContain("\n\n1. Berikutnya »\n\nBalas dengan angka 1");
    expect(headlines(await budi.says("1"))).toEqual([6, 7, 8, 9, 10]);
  });

  test("/cari alone asks for words and takes the next message", async () => {
    await room.article({ title: "Stop kontak terbakar di Tegal" });
    const ana = room.chat({ address: "ask-4" });
    expect(await ana.says("/cari")).toContain("Apa yang ingin Anda cari?");
    expect(await ana.says("stop kontak")).toContain("Stop kontak terbakar di Tegal");
  });

  test("nothing found says so, and what comes closest is said to be only that", async () => {
    await room.article({ title: "Festival layang-layang di Pangandaran" });
    const ana = room.chat({ address: "ask-5" });
    expect(await ana.says("zzzqqq")).toBe(
      "Belum ada berita tentang “zzzqqq”. Coba kata lain atau lebih sedikit kata, atau ketik /terbaru.",
    );
    expect(await ana.says("festival kembang pangandaran")).toMatch(
      /^Tidak ada yang persis “festival kembang pangandaran”\. Yang paling dekat:/,
    );
  });

  test("words nobody wrote of yet can be followed with one press", async () => {
    const ana = room.chat({ address: "ask-8" });
    await ana.says("kelinci anggora");
    expect(ana.buttons()).toEqual(["Ikuti “kelinci anggora”"]);
    expect(await ana.presses("Ikuti")).toContain("Anda mengikuti “kelinci anggora”.");
    const budi = room.chat({ messenger: "whatsapp", address: "ask-9" });
    expect(await budi.says("kelinci anggora")).toContain("1. Ikuti “kelinci anggora”");
    expect(await budi.says("1")).toContain("Anda mengikuti “kelinci anggora”.");
  });

  test("days are understood, and pages stay within them", async () => {
    for (let i = 1; i <= 7; i++)
      await room.article({ title: `Pasar wadai ke-${i}`, minutesAgo: 24 * 60 + i });
    await room.article({ title: "Pasar wadai dibuka", minutesAgo: 1 });
    const ana = room.chat({ address: "ask-10" });
    const first = await ana.says("pasar wadai kemarin");
    expect(first).toMatch(/^Hasil pencarian “pasar wadai” dari kemarin:\n/);
    expect(first).not.toContain("Pasar wadai dibuka");
    expect(await ana.presses("Berikutnya")).toContain("Pasar wadai ke-7");
    expect(ana.buttons()).toEqual(["« Sebelumnya"]);
    expect(await ana.says("/hal 9")).toContain("Tidak ada berita lagi");
    expect(await ana.says("berita kemarin")).toMatch(/^Berita dari kemarin:/);
    expect(await ana.says("pasar wadai hari ini")).toContain("Pasar wadai dibuka");
  });

  test("a day without such news is said so, and its name is not followed as a word", async () => {
    await room.article({ title: "Lumbung desa Sukaraya dibangun", minutesAgo: 60 * 24 * 20 });
    const ana = room.chat({ address: "ask-days" });
    expect(await ana.says("lumbung sukaraya kemarin")).toMatch(
      /^Tidak ada berita “lumbung sukaraya” dari kemarin\. Yang paling dekat:\n\nLumbung desa/,
    );
    expect(ana.buttons()).toEqual(["Ikuti “lumbung sukaraya”"]);
  });

  test("misspelt words are put right, and can be followed as they were meant", async () => {
    await room.article({ title: "Kerajinan gerabah Kasongan dipamerkan" });
    const ana = room.chat({ address: "ask-typo" });
    expect(await ana.says("gerbah kasongn")).toMatch(/^Mungkin maksud Anda “gerabah kasongan”:\n\nKerajinan/);
    expect(await ana.presses("Ikuti")).toContain("Anda mengikuti “gerabah kasongan”.");
  });

  test("a day that belongs to the words themselves is found, too", async () => {
    await room.article({ title: "Naskah Sumpah Pemuda 28 Oktober 1928 dipamerkan" });
    expect(await room.chat({ address: "ask-11" }).says("sumpah pemuda 28 oktober 1928")).toContain(
      "Naskah Sumpah Pemuda 28 Oktober 1928 dipamerkan",
    );
  });

  test("words typed after our name in any chat are answered with articles to share", async () => {
    await room.article({ title: "Kapal pinisi berlayar ke Labuan Bajo", minutesAgo: 5 });
    const from = { messenger: "telegram", id: "7", name: "Ana" } as const;
    const answer = await room.ear.asked?.({ from, words: "pinisi labuan", offset: 0 });
    expect(answer).toMatchObject({
      items: [
        { title: "Kapal pinisi berlayar ke Labuan Bajo", description: "Kabar Nusantara · 5 menit lalu" },
      ],
      next: null,
    });
    const newest = await room.ear.asked?.({ from, words: " ", offset: 0 });
    expect(newest?.items).toHaveLength(10);
    expect(newest?.next).toBe(10);
  });

  test("/terbaru shows the newest first", async () => {
    room.later(60 * 24);
    await room.article({ title: "Kabar paling baru" });
    const ana = room.chat({ address: "ask-6" });
    expect(await ana.says("/terbaru")).toMatch(
      /^Berita terbaru\n\nKabar paling baru\nKabar Nusantara · baru saja/,
    );
    expect(await ana.presses("Berikutnya")).toMatch(/^Berita terbaru, halaman 2/);
  });

  test("/bantuan lists what a reader can do, and nothing of the desk", async () => {
    const answer = await room.chat({ address: "ask-7" }).says("/bantuan");
    expect(answer).toContain("/langganan – Lihat dan atur topik yang diikuti");
    expect(answer).not.toContain("/siarkan");
  });
});

async function follows(address: string): Promise<string[]> {
  const { rows } = await room.db.pool.query<{ f: string }>(
    `select follows || ' ' || topic as f from subscriptions join chats on id = chat_id
     where address = $1 and left_at is null order by since`,
    [address],
  );
  return rows.map(({ f }) => f);
}

async function listens(address: string): Promise<boolean> {
  const sql = "select 1 from chats where address = $1 and left_at is null";
  return (await room.db.pool.query(sql, [address])).rows.length > 0;
}

function privately(address: string): Recipient {
  return { messenger: "telegram", address, kind: "private", thread: null };
}

function headlines(answer: string): number[] {
  return [...answer.matchAll(/^Panen durian ke-(\d+)/gm)].map(([, n]) => Number(n));
}
