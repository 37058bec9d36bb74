import { describe, expect, test } from "vitest";
import { type Newsroom, newsroomForAll } from "../dialogue.ts";

let room: Newsroom;
newsroomForAll((newsroom) => {
  room = newsroom;
});

describe("following words", () => {
  test("any words can be followed; what they would have sent is told, and only alerts that have them come", async () => {
    await room.alert({ headline: "Banjir rendam Jakarta Timur", summary: "Air setinggi lutut." });
    const ana = room.chat({ address: "words-1" });
    expect(await ana.says("/ikuti Banjir Jakarta")).toBe(
      "Baik. Anda mengikuti “banjir jakarta”.\n\nDalam 24 jam terakhir ada 1 berita seperti itu:\n• Banjir rendam Jakarta Timur",
    );
    expect(ana.buttons()).toContain("✅ “banjir jakarta”");
    expect(await room.alert({ headline: "Jakarta kebanjiran lagi", summary: "Hujan sejak pagi." })).toEqual([
      "words-1",
    ]);
    expect(await room.alert({ headline: "Banjir di Demak", summary: "Sungai meluap." })).toEqual([]);
    expect(await room.alert({ headline: "Macet di Jakarta", summary: "Hujan sejak pagi." })).toEqual([]);
  });

  test("words left out, and phrases", async () => {
    const ana = room.chat({ address: "words-2" });
    await ana.says('/ikuti timnas -basket, "ibu kota"');
    expect(await room.alert({ headline: "Timnas menang", summary: "Dua gol." })).toContain("words-2");
    expect(await room.alert({ headline: "Timnas basket menang", summary: "" })).not.toContain("words-2");
    expect(await room.alert({ headline: "Pindah ke ibu kota baru", summary: "" })).toContain("words-2");
    expect(await room.alert({ headline: "Ibu muda di kota", summary: "" })).not.toContain("words-2");
  });

  test("what has two spellings, or a short name and a full one, is heard by either", async () => {
    const ana = room.chat({ address: "words-20" });
    await ana.says("/ikuti harga cabe, bbm, bahan bakar gas, sholat");
    const heard = (headline: string) => room.alert({ headline, summary: "" });
    expect(await heard("Harga cabai turun")).toContain("words-20");
    expect(await heard("Harga bahan bakar minyak naik")).toContain("words-20");
    expect(await heard("BBM langka di Sukamaju")).toContain("words-20");
    expect(await heard("Warga gelar salat gaib")).toContain("words-20");
    expect(await heard("Bahan baku minyak langka")).not.toContain("words-20");
  });

  test("an alert that matches twice and is on a followed topic comes once", async () => {
    const ana = room.chat({ address: "words-3" });
    await ana.says("/langganan ekonomi");
    await ana.says("/ikuti rupiah, kurs");
    const heard = await room.alert({ headline: "Kurs rupiah menguat", summary: "", topics: ["ekonomi"] });
    expect(heard.filter((address) => address === "words-3")).toHaveLength(1);
  });

  test("what is followed is dropped by its words, its button or its number", async () => {
    const ana = room.chat({ address: "words-4" });
    await ana.says("/ikuti banjir jakarta, gempa");
    expect(await ana.says("/berhenti Banjir Jakarta")).toBe("Baik. Anda mengikuti “gempa”.");
    expect(await ana.presses("✅ “gempa”")).toBe("Baik. Anda belum mengikuti apa pun.");
    expect(await ana.says("/berhenti tsunami")).toBe(
      "“tsunami” tidak sedang diikuti. Anda belum mengikuti apa pun.",
    );

    const budi = room.chat({ messenger: "whatsapp", address: "words-5" });
    expect(await budi.says("ikuti banjir jakarta, gempa")).toContain("7. ✅ “banjir jakarta”\n8. ✅ “gempa”");
    expect(await budi.says("7, 8")).toContain("Anda belum mengikuti apa pun.");
  });

  test("everything but a topic is every other topic; what we tell of a filter can be said to us", async () => {
    const ana = room.chat({ address: "words-12" });
    expect(await ana.says("/langganan semua kecuali politik")).toBe(
      "Baik. Anda mengikuti Ekonomi, Olahraga, dan Gaya Hidup.",
    );
    expect(await room.alert({ headline: "Rapat kabinet", summary: "", topics: ["politik"] })).not.toContain(
      "words-12",
    );
    expect(await room.alert({ headline: "Final piala", summary: "", topics: ["olahraga"] })).toContain(
      "words-12",
    );
    expect(await ana.says("langganan olahraga, stop ekonomi")).toBe(
      "Baik. Anda mengikuti Olahraga dan Gaya Hidup.",
    );

    const budi = room.chat({ address: "words-13" });
    expect(await budi.says("/ikuti “timnas” tanpa “basket”")).toContain(
      "Anda mengikuti “timnas” tanpa “basket”.",
    );
    expect(await room.alert({ headline: "Timnas basket menang", summary: "" })).not.toContain("words-13");
  });

  test("words that sound like a plea are followed and dropped by their buttons alone", async () => {
    const ana = room.chat({ address: "words-14" });
    expect(await ana.says("/ikuti stop kontak")).toContain("belum ada yang diubah");
    expect(await ana.presses("Ikuti “stop kontak”")).toContain("Anda mengikuti “stop kontak”.");
    await ana.says("/ikuti whatsapp, gempa");
    expect(await ana.presses("✅ “whatsapp”")).toBe("Baik. Anda mengikuti “gempa” dan “stop kontak”.");
    expect(await ana.says("gimana cara berhenti?")).toContain("Ketik /berhenti kapan saja");
    expect(await ana.presses("Berhenti")).toContain("Langganan Anda sudah dihentikan.");
  });

  test("/ikuti alone asks for words and takes the next message", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "words-6" });
    expect(await ana.says("/ikuti")).toContain("Apa yang ingin Anda ikuti?");
    expect(await ana.says("harga cabai")).toContain("Anda mengikuti “harga cabai”.");
  });

  test("beside a topic, a section of another one is said to belong there", async () => {
    const ana = room.chat({ address: "words-21" });
    expect(await ana.says("langganan ekonomi sama bola")).toBe(
      "Baik. Anda mengikuti Ekonomi.\n“bola” termasuk topik Olahraga.",
    );
    expect(ana.buttons()).toEqual(expect.arrayContaining(["Olahraga", "Ikuti “bola”"]));
    expect(await ana.says("langganan ekonomi, olahrga")).toContain(
      "Topik “olahrga” belum ada; mungkin maksud Anda Olahraga.",
    );
  });

  test("what is no topic is followed as a word; what nearly is one, as the reader chooses", async () => {
    const ana = room.chat({ address: "words-7" });
    expect(await ana.says("/langganan zodiak")).toContain("Baik. Anda mengikuti “zodiak”.");
    expect(await ana.says("langganan berita bola dong")).toBe(
      "“bola” termasuk topik Olahraga. Ikuti yang mana?",
    );
    expect(await ana.presses("Hanya kata “bola”")).toContain("“bola”.");
    const budi = room.chat({ messenger: "whatsapp", address: "words-11" });
    expect(await budi.says("langganan ekonmi")).toBe(
      "Maksud Anda topik Ekonomi?\n\n1. Topik Ekonomi\n2. Hanya kata “ekonmi”\n\nBalas dengan angka pilihan Anda.",
    );
    expect(await budi.says("1")).toContain("Baik. Anda mengikuti Ekonomi.");
  });

  test("several filters at once are counted, of one the newest headlines are shown", async () => {
    for (const place of ["Bone", "Wajo", "Maros", "Barru"])
      await room.alert({ headline: `Panen kakao di ${place}`, summary: "" });
    const ana = room.chat({ address: "words-12" });
    expect(await ana.says("/ikuti kakao")).toContain(
      "ada 4 berita seperti itu, antara lain:\n• Panen kakao di Barru\n• Panen kakao di Maros\n• Panen kakao di Wajo",
    );
    expect(await ana.says("/ikuti kakao maros, kopi toraja")).toContain(
      "Dalam 24 jam terakhir:\n“kakao maros”: 1 berita\n“kopi toraja”: belum ada berita",
    );
  });

  test("a filter is told, and dropped, without its signs", async () => {
    const ana = room.chat({ address: "words-13" });
    expect(await ana.says('/ikuti timnas -basket, "ibu kota"')).toContain(
      "Anda mengikuti “timnas” tanpa “basket” dan “ibu kota”.",
    );
    expect(await ana.says("/berhenti ibu kota")).toBe("Baik. Anda mengikuti “timnas” tanpa “basket”.");
    expect(await ana.presses("✅ “timnas” tanpa “basket”")).toBe("Baik. Anda belum mengikuti apa pun.");
  });

  test("there is a limit, and it is said what to do", async () => {
    const ana = room.chat({ address: "words-8" });
    await ana.says("/ikuti satu, dua, tiga, empat, lima");
    expect(await ana.says("/ikuti enam")).toBe(
      "Belum ditambahkan: paling banyak 5 kata, media, atau wilayah yang dapat diikuti. " +
        "Pilih yang tidak perlu lagi untuk menghapusnya.\n" +
        "Anda mengikuti “dua”, “empat”, “lima”, “satu”, dan “tiga”.",
    );
    await ana.presses("✅ “dua”");
    expect(await ana.says("/ikuti enam")).toContain("“tiga”, dan “enam”.");
  });

  test("who follows everything is told that it is among it", async () => {
    const ana = room.chat({ address: "words-9" });
    await ana.says("/langganan semua");
    expect(await ana.says("/ikuti gempa")).toBe(
      "Anda mengikuti semua berita. Yang itu sudah termasuk.\nIngin hanya yang itu? Matikan dulu Semua berita.",
    );
  });

  test("an outlet by its name", async () => {
    const ana = room.chat({ address: "words-10" });
    expect(await ana.says("/ikuti media suara pantura")).toBe(
      "Baik. Anda mengikuti media Suara Pantura.\n\nDalam 24 jam terakhir belum ada berita seperti itu.",
    );
    expect(await room.alert({ headline: "Pasar ikan dibuka", outlet: "Suara Pantura" })).toContain(
      "words-10",
    );
    expect(await room.alert({ headline: "Pasar ikan ditutup", outlet: "Kabar Nusantara" })).not.toContain(
      "words-10",
    );
    expect(await ana.says("/ikuti media entah")).toBe("Media “entah” tidak ada di sini. Yang dapat diikuti:");
    expect(ana.buttons()).toEqual(["Kabar Nusantara", "Suara Pantura"]);
    expect(await ana.says("/berhenti media suara pantura")).toBe("Baik. Anda belum mengikuti apa pun.");
  });

  test("only a group's admin follows words for it", async () => {
    const group = { kind: "group", address: "words-g" } as const;
    expect(await room.chat({ ...group, person: "5" }).says("/ikuti banjir")).toContain("hanya admin grup");
    expect(await room.chat({ ...group, person: "6", admin: true }).says("/ikuti banjir")).toContain(
      "Grup ini mengikuti “banjir”.",
    );
  });
});

describe("following regions", () => {
  test("by a name of theirs; only alerts from there come, and it is told why", async () => {
    const ana = room.chat({ address: "region-1" });
    expect(await ana.says("/ikuti wilayah Jateng")).toBe(
      "Baik. Anda mengikuti wilayah Jawa Tengah.\n\nDalam 24 jam terakhir belum ada berita seperti itu.",
    );
    const here = { headline: "Pasar Johar ramai", regions: ["Jawa Tengah", "Semarang"] };
    expect(await room.alert(here)).toContain("region-1");
    expect(await room.alert({ headline: "Pasar Baru ramai", regions: ["Jawa Barat"] })).not.toContain(
      "region-1",
    );
    expect(await ana.says("kenapa")).toContain("karena Anda mengikuti: wilayah Jawa Tengah.");
    expect(await ana.says("/langganan")).toContain("Anda mengikuti wilayah Jawa Tengah.");
    expect(await ana.says("/dataku")).toContain("Anda mengikuti wilayah Jawa Tengah.");
    expect(await room.chat({ address: "region-2" }).says("/wilayah semarang")).toContain(
      "Dalam 24 jam terakhir ada 1 berita seperti itu:\n• Pasar Johar ramai",
    );
    expect(await ana.says("/berhenti wilayah jawa tengah")).toBe("Baik. Anda belum mengikuti apa pun.");
  });

  test("from a list of islands and their provinces, by button and by numbers", async () => {
    const ana = room.chat({ address: "region-3" });
    await ana.says("/start");
    expect(await ana.presses("Wilayah …")).toContain("Anda belum mengikuti wilayah mana pun.");
    expect(ana.buttons()).toEqual(["Sumatera", "Jawa"]);
    await ana.presses("Jawa");
    expect(ana.buttons()).toEqual(["Jawa Tengah", "Jawa Barat"]);
    expect(await ana.presses("Jawa Barat")).toContain("Anda mengikuti wilayah Jawa Barat.");
    await ana.says("/wilayah jawa");
    expect(ana.buttons()).toEqual(["Jawa Tengah", "✅ Jawa Barat"]);

    const budi = room.chat({ messenger: "whatsapp", address: "region-4" });
    expect(await budi.says("wilayah")).toContain("1. Sumatera\n2. Jawa");
    expect(await budi.says("2")).toContain("1. Jawa Tengah\n2. Jawa Barat");
    expect(await budi.says("1, 2")).toContain("Anda mengikuti wilayah Jawa Tengah dan wilayah Jawa Barat.");
    await budi.says("wilayah");
    expect(await budi.says("kota bandung")).toContain("dan wilayah Bandung.");
    await budi.says("wilayah");
    expect(await budi.says("kunyit asam")).toContain("Belum ada berita tentang “kunyit asam”");
  });

  test("by a link, on either messenger", async () => {
    const ana = room.chat({ address: "region-5" });
    expect(await ana.says("/start wilayah-jawa-tengah")).toContain("Anda mengikuti wilayah Jawa Tengah.");
    expect(await ana.says("/start ikuti-banjir-rob")).toContain("“banjir rob” dan wilayah Jawa Tengah.");
    const budi = room.chat({ messenger: "whatsapp", address: "region-6" });
    expect(await budi.says("wilayah jawa tengah")).toContain("Anda mengikuti wilayah Jawa Tengah.");
  });

  test("a name alone is a region where it is known best as one, and otherwise a word", async () => {
    const ana = room.chat({ address: "region-7" });
    expect(await ana.says("/ikuti kudus")).toContain("Anda mengikuti wilayah Kudus.");
    expect(await ana.says("/ikuti puncak")).toContain("“puncak” dan wilayah Kudus.");
    expect(await ana.says("/ikuti daerah rawan longsor")).toContain("“daerah rawan longsor”");
  });

  test("one that is unknown is said so, with the ways on", async () => {
    const ana = room.chat({ address: "region-8" });
    expect(await ana.says("/wilayah atlantis")).toBe(
      "Wilayah “atlantis” belum kami kenal. Periksa ejaannya, atau pilih:",
    );
    expect(ana.buttons()).toEqual(["Sumatera", "Jawa", "Ikuti “atlantis”"]);
    expect(await ana.presses("Ikuti “atlantis”")).toContain("Anda mengikuti “atlantis”.");
    expect(await ana.says("daerah resapan air")).not.toContain("belum kami kenal");
  });
});

describe("why an alert came", () => {
  test("is told by what of it is followed, with a button to follow that no longer", async () => {
    const ana = room.chat({ address: "why-1" });
    await ana.says("/langganan politik");
    await ana.says("/ikuti pilkada solo");
    await room.alert({ headline: "Pilkada Solo diulang", summary: "KPU mengumumkan.", topics: ["politik"] });
    expect(await ana.says("kenapa")).toBe(
      "Pilkada Solo diulang\nBerita ini sampai karena Anda mengikuti: “pilkada solo” dan Politik.",
    );
    expect(await ana.presses("Berhenti mengikuti “pilkada solo”")).toBe("Baik. Anda mengikuti Politik.");
  });

  test("is told of the alert that is answered to, not of the last one", async () => {
    const ana = room.chat({ address: "why-2" });
    await ana.says("/ikuti durian, manggis");
    await room.alert({ headline: "Panen durian", summary: "" });
    const { rows } = await room.db.pool.query<{ id: string }>(
      "select max(message_id) as id from deliveries where alert_id = (select max(id) from alerts)",
    );
    await room.alert({ headline: "Panen manggis", summary: "" });
    expect(await ana.says("kenapa")).toContain("Panen manggis");
    expect(await ana.says("kenapa", "w2", rows[0]?.id)).toContain("karena Anda mengikuti: “durian”");
  });

  test("of a broadcast, of what is followed no longer, and of nothing", async () => {
    const ana = room.chat({ address: "why-3" });
    expect(await ana.says("/kenapa")).toContain("Berita mana yang Anda maksud?");
    await ana.says("/ikuti salak");
    await room.alert({ headline: "Pengumuman redaksi", summary: "", toEveryone: true });
    expect(await ana.says("/kenapa")).toContain("dikirim redaksi ke semua pelanggan.");
    await room.alert({ headline: "Panen salak", summary: "" });
    await ana.says("/berhenti salak");
    expect(await ana.says("/kenapa")).toContain("sudah tidak diikuti lagi.");
  });
});

describe("what readers think", () => {
  test("a report of a fault reaches the editors with the alert, and who it was stays with us", async () => {
    const ana = room.chat({ address: "think-1" });
    await ana.says("/ikuti rambutan");
    await room.alert({ headline: "Panen rambutan di Subang", summary: "" });
    room.toldEditors.length = 0;
    expect(await ana.says("Salah, itu di Sumedang", "t1", await lastMessage())).toBe(
      "Terima kasih. Laporan Anda kami teruskan ke redaksi bersama beritanya.",
    );
    expect(room.toldEditors).toEqual([
      expect.stringMatching(
        /^Pembaca melaporkan kesalahan pada siaran \d+\nPanen rambutan di Subang\n“Salah, itu di Sumedang”\nPembaca: 0 suka, 0 tidak suka, 1 melaporkan salah\.$/,
      ),
    ]);
    expect(room.toldEditors.join()).not.toContain("think-1");
  });

  test("a thumb is counted once for each reader, and nobody is woken for it", async () => {
    await room.chat({ address: "think-2" }).says("/ikuti nangka");
    const budi = room.chat({ messenger: "whatsapp", address: "think-3" });
    await budi.says("/ikuti nangka");
    await room.alert({ headline: "Panen nangka", summary: "" });
    room.toldEditors.length = 0;
    const ana = room.chat({ address: "think-2" });
    expect(await ana.says("👎", "t2", await lastMessage())).toBe("Terima kasih, pendapat Anda kami catat.");
    expect(await ana.says("👍")).toBe("Terima kasih, pendapat Anda kami catat.");
    expect(await budi.says("👍")).toBe("Terima kasih, pendapat Anda kami catat.");
    expect(room.toldEditors).toEqual([]);
    const { rows } = await room.db.pool.query(
      "select verdict, count(*) from opinions where alert_id = (select max(id) from alerts) group by verdict",
    );
    expect(rows).toEqual([{ verdict: "good", count: 2 }]);
  });

  test("of many reports editors are told the first three, and then ever fewer", async () => {
    const readers = Array.from({ length: 12 }, (_, i) => room.chat({ address: `many-${i}` }));
    for (const reader of readers) await reader.says("/ikuti cempedak");
    await room.alert({ headline: "Panen cempedak", summary: "" });
    room.toldEditors.length = 0;
    for (const reader of readers) {
      await reader.says("/salah");
      await reader.says("beritanya salah min"); // a second time tells nothing new
    }
    expect(room.toldEditors.map((told) => /(\d+) melaporkan/.exec(told)?.[1])).toEqual(["1", "2", "3", "10"]);
  });

  test("without an alert there is nothing to think of", async () => {
    const ana = room.chat({ address: "think-4" });
    expect(await ana.says("salah")).toContain("Berita mana yang Anda maksud?");
    expect(await ana.says("👍")).toContain("Sama-sama.");
  });
});

async function lastMessage(): Promise<string> {
  const { rows } = await room.db.pool.query<{ id: string }>(
    "select message_id as id from deliveries where state = 'sent' order by alert_id desc limit 1",
  );
  return rows[0]?.id ?? "";
}
