import { describe, expect, test } from "vitest";
import { type Newsroom, newsroomForEach } from "../dialogue.ts";

/** What readers name to follow: in answer to our question, joined by "dan", or as the only thing they want. */
let room: Newsroom;
newsroomForEach((opened) => (room = opened));

describe("after the question which topic", () => {
  test.each<[said: string, answer: string]>([
    ["ekonomi dan olahraga", "Anda mengikuti Ekonomi dan Olahraga."],
    ["EKONOMI SAMA POLITIK DONG MIN", "Anda mengikuti Politik dan Ekonomi."],
    ["saya mau yang gaya hidup aja", "Anda mengikuti Gaya Hidup."],
    ["semuanya", "Anda mengikuti semua berita."],
    ["semua kecuali politik", "Anda mengikuti Ekonomi, Olahraga, dan Gaya Hidup."],
    ["bola", "“bola” termasuk topik Olahraga. Ikuti yang mana?"],
    ["ekonmi", "Maksud Anda topik Ekonomi?"],
    ["bandung", "Anda mengikuti wilayah Bandung."],
    ["suara pantura", "Anda mengikuti media Suara Pantura."],
    ["gak jadi", "Baik, dibatalkan."],
    ["stop", "Langganan Anda sudah dihentikan."],
    ["terbaru", "Belum ada berita."],
  ])("%j", async (said, answer) => {
    const ana = room.chat({ address: "ana" });
    await ana.says("halo");
    expect(await ana.says(said)).toContain(answer);
  });

  test("one name after the other is followed; other words are looked for, and can be followed", async () => {
    await room.article({ title: "Harga emas naik" });
    const ana = room.chat({ address: "ana" });
    await ana.says("/langganan");
    expect(await ana.says("ekonomi")).toContain("Anda mengikuti Ekonomi.");
    expect(await ana.says("politik sama olahraga")).toContain("Politik, Ekonomi, dan Olahraga.");
    expect(await ana.says("harga emas")).toContain("Hasil pencarian “harga emas”:");
    expect(ana.buttons()).toEqual(["Ikuti “harga emas”"]);
    expect(await ana.says("gaya hidup")).toContain("Belum ada berita tentang “gaya hidup”.");
  });
});

describe("after the question which region", () => {
  test("an island leads to its provinces, names follow one another, a misspelt one is offered", async () => {
    const ana = room.chat({ address: "ana" });
    await ana.says("/wilayah");
    expect(await ana.says("pulau jawa")).toMatch(/^Jawa\n/);
    expect(ana.buttons()).toEqual(["Jawa Tengah", "Jawa Barat"]);
    expect(await ana.says("jateng dong")).toContain("Anda mengikuti wilayah Jawa Tengah.");
    expect(await ana.says("sama semarang juga")).toContain("dan wilayah Semarang.");
    expect(await ana.says("bandug")).toContain("Wilayah “bandug” belum kami kenal.");
    expect(await ana.presses("Bandung")).toContain("wilayah Bandung");
    await ana.says("/wilayah");
    expect(await ana.says("gak jadi")).toBe("Baik, dibatalkan.");
  });
});

describe("joined by “dan”", () => {
  test.each<[said: string, answer: string]>([
    ["/ikuti bandung dan kudus", "Anda mengikuti wilayah Bandung dan wilayah Kudus."],
    ["ikuti semarang, kudus & jabar", "wilayah Semarang, wilayah Kudus, dan wilayah Jawa Barat."],
    ["/ikuti banjir, longsor dan gempa", "Anda mengikuti “banjir”, “longsor”, dan “gempa”."],
    ["/ikuti ekonomi dan banjir rob", "Anda mengikuti Ekonomi dan “banjir rob”."],
    ["kabari gempa di bandung sama kudus", "Anda mengikuti “gempa bandung” dan “gempa kudus”."],
    ['/ikuti "hukum dan ham"', "Anda mengikuti “hukum dan ham”."],
    ["/ikuti timnas tanpa basket dan voli", "Anda mengikuti “timnas” tanpa “basket” dan “voli”."],
  ])("%j", async (said, answer) => {
    expect(await room.chat({ address: "ana" }).says(said)).toContain(answer);
  });

  test("words may be meant each by itself or together: it is asked", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "ana" });
    expect(await ana.says("ikuti gempa dan tsunami")).toBe(
      "Ikuti “gempa” dan “tsunami” masing-masing, atau hanya berita yang memuat keduanya?" +
        "\n\n1. Masing-masing\n2. Hanya yang memuat keduanya\n\nBalas dengan angka pilihan Anda.",
    );
    expect(await room.alert({ headline: "Gempa dan tsunami" })).toEqual([]);
    expect(await ana.says("masing-masing")).toContain("Anda mengikuti “gempa” dan “tsunami”.");
    expect(await room.alert({ headline: "Gempa di laut" })).toEqual(["ana"]);
    expect(await ana.says("stop gempa dan tsunami")).toContain("belum mengikuti apa pun");
    await ana.says("ikuti gempa dan tsunami");
    expect(await ana.says("2")).toContain("Anda mengikuti “gempa tsunami”.");
    expect(await room.alert({ headline: "Gempa di darat" })).toEqual([]);
    expect(await ana.says("/berhenti gempa dan tsunami")).toContain("belum mengikuti apa pun");
  });
});

describe("nothing else", () => {
  test.each([
    "hanya ekonomi",
    "EKONOMI AJA DONG",
    "gw mau berita ekonomi aja",
    "/langganan ekonomi saja",
    "cuma ekonomi",
  ])("%j", async (said) => {
    const ana = room.chat({ address: "ana" });
    await ana.says("/langganan politik, olahraga");
    await ana.says("/ikuti banjir");
    expect(await ana.says(said)).toBe(
      "Baik. Anda mengikuti Ekonomi.\nTidak diikuti lagi: Olahraga, Politik, dan “banjir”.",
    );
  });

  test("of filters, of a list's numbers, and of who follows everything", async () => {
    const ana = room.chat({ messenger: "whatsapp", address: "ana" });
    await ana.says("langganan semua");
    expect(await ana.says("ikuti bandung aja")).toContain(
      "Anda mengikuti wilayah Bandung.\nTidak diikuti lagi: semua berita.",
    );
    await ana.says("langganan");
    expect(await ana.says("2 aja")).toContain(
      "Anda mengikuti Ekonomi.\nTidak diikuti lagi: wilayah Bandung.",
    );
    expect(await ana.says("tambah olahraga")).toContain("Anda mengikuti Ekonomi dan Olahraga.");
    expect(await ana.says("2 aja")).toContain("Anda mengikuti Ekonomi.\nTidak diikuti lagi: Olahraga.");
  });

  test("a plea that names what is left out drops that alone", async () => {
    const ana = room.chat({ address: "ana" });
    await ana.says("/langganan politik, olahraga");
    expect(await ana.says("kecuali politik")).toBe("Baik. Anda mengikuti Olahraga.");
    expect(await ana.says("jangan olahraga, tapi ekonomi aja")).toContain("Anda mengikuti Ekonomi.");
  });
});

test("a search for several topics by their names offers to follow just them", async () => {
  const ana = room.chat({ address: "ana" });
  await ana.says("politik dan ekonomi");
  expect(await ana.presses("Ikuti topik Politik dan Ekonomi")).toBe(
    "Baik. Anda mengikuti Politik dan Ekonomi.",
  );
});
