import { describe, expect, test } from "vitest";
import { type Newsroom, newsroomForEach } from "../dialogue.ts";

/** What readers of alerts say to hear less, as they type it: none of it may be taken for the contrary. */
let room: Newsroom;
newsroomForEach((opened) => (room = opened));

const GONE = "Langganan Anda sudah dihentikan.";
const ASKED = "Maaf, kami belum yakin maksud Anda";

/** Ana follows two topics and has just got an alert. */
async function reader(follows: readonly string[] = ["/langganan politik, ekonomi"]) {
  const ana = room.chat({ address: "ana" });
  for (const wish of follows) await ana.says(wish);
  await room.alert({ headline: "Rupiah menguat", topics: ["ekonomi"] });
  return { ...ana, follows: () => room.ports.chats.follows(PRIVATE) };
}

const PRIVATE = { messenger: "telegram", address: "ana", kind: "private", thread: null } as const;

describe("whoever asks to be left alone is", () => {
  test.each([
    "plis berhenti ngirim2 ginian",
    "udah ya stop kirim2 beginian",
    "berhentiin aja deh berisik",
    "tolong hapus saya dari daftar penerima",
    "tolong nomor saya dihapus dari daftar",
    "hapus nomor gw dr list",
    "hapus nomor gw dari list broadcast",
    "keluarkan nomor saya dari broadcast",
    "keluarin saya dari grup ini",
    "brenti ngechat gw",
    "berenti lu",
    "stop lo ganggu",
    "ga usah wa2 lagi",
    "salah nomor jangan kirim lagi",
    "salah nomor ini, jangan kirim lagi ya",
  ])("%j", async (said) => {
    const ana = await reader();
    expect(await ana.says(said)).toContain(GONE);
    expect(await room.alert({ headline: "Rupiah melemah", topics: ["ekonomi"] })).toEqual([]);
  });
});

describe("where it is not clear they are asked, with the way out first", () => {
  test.each([
    "saya gak langganan ini",
    "saya tidak pernah daftar",
    "nggak mau",
    "salah nomor",
    "hapus saya",
    "jangan kirim uang",
    "matikan semua ini buat nomor gue woi apaan",
    "tidak mau dapat kiriman receh kayak begini",
    "keluarkan kontak bos gue dari daftar kalian",
  ])("%j", async (said) => {
    const ana = await reader();
    expect(await ana.says(said)).toContain(ASKED);
    expect(ana.buttons()[0]).toBe("Berhenti");
    expect(ana.buttons().filter((label) => label.startsWith("Ikuti"))).toEqual([]);
    expect(await ana.follows()).toMatchObject({ topics: ["politik", "ekonomi"].toSorted() });
  });

  test("it can still be looked for", async () => {
    const ana = await reader();
    await room.article({ title: "Polisi: jangan kirim uang ke penipu" });
    await ana.says("jangan kirim uang");
    expect(await ana.presses("Cari “jangan kirim uang”")).toContain("Polisi: jangan kirim uang ke penipu");
    expect(await ana.says("/ikuti hapus saya dari sini")).toContain(ASKED);
  });
});

describe("a plea that answers an alert is a plea", () => {
  test.each([
    ["salah nomor, jangan kirim lagi", GONE],
    ["salah, berhenti kirim", GONE],
    ["salah jangan kirim gituan lagi", GONE],
    ["salah nomor", ASKED],
    ["salah, stop politik", "Baik. Anda mengikuti Ekonomi."],
    ["salah, jangan kirim selama seminggu", "Tidak ada berita sampai 30 Nov 2026"],
    ["salah, itu di Bogor", "Laporan Anda kami teruskan ke redaksi"],
    ["Salah, korban tidak mau dibawa ke daftar tunggu", "Laporan Anda kami teruskan ke redaksi"],
  ])("%j", async (said, answer) => {
    const ana = await reader();
    expect(await ana.says(said, "m", "alert-1")).toContain(answer);
    expect(room.toldEditors).toHaveLength(answer.startsWith("Laporan") ? 1 : 0);
  });
});

describe("who refuses what they follow is rid of it", () => {
  const WISHES = ["/ikuti gempa, bandung", "/langganan ekonomi"];
  test.each([
    ["stop gempa", "Baik. Anda mengikuti Ekonomi dan wilayah Bandung."],
    ["gak mau gempa lagi", "Baik. Anda mengikuti Ekonomi dan wilayah Bandung."],
    ["jangan kirim gempa", "Baik. Anda mengikuti Ekonomi dan wilayah Bandung."],
    ["stop bandung", "Baik. Anda mengikuti Ekonomi dan “gempa”."],
    ["gempa jangan", "Baik. Anda mengikuti Ekonomi dan wilayah Bandung."],
    ["gempa stop", "Baik. Anda mengikuti Ekonomi dan wilayah Bandung."],
    ["yang bandung hapus aja", "Baik. Anda mengikuti Ekonomi dan “gempa”."],
    ["ekonomi ga usah lagi", "Baik. Anda mengikuti “gempa” dan wilayah Bandung."],
  ])("%j", async (said, answer) => {
    const ana = await reader(WISHES);
    expect(await ana.says(said)).toBe(answer);
  });

  test.each([
    ["kurangi ekonomi", "Ekonomi"],
    ["kurangi gempa", "“gempa”"],
    ["ga suka ekonomi", "Ekonomi"],
    ["ekonomi mulu", "Ekonomi"],
    ["bosen gempa terus", "“gempa”"],
    ["jangan kebanyakan ekonomi dong", "Ekonomi"],
  ])("%j is no order to end it: they are asked", async (said, what) => {
    const ana = await reader(WISHES);
    const before = await ana.follows();
    expect(await ana.says(said)).toBe(`Anda mengikuti ${what}. Ingin berhenti mengikutinya?`);
    expect(await ana.follows()).toEqual(before);
    expect(ana.buttons()).toEqual([`Berhenti mengikuti ${what}`, "Batasi semua berita"]);
  });

  test.each(["gempa berhenti?", "gempa berhenti", "gempa tidak mau berhenti"])(
    "%j asks for news",
    async (said) => {
      const ana = await reader(WISHES);
      const before = await ana.follows();
      await ana.says(said);
      expect(await ana.follows()).toEqual(before);
    },
  );

  test("who likes less of what they do not follow looks for it", async () => {
    const ana = await reader();
    expect(await ana.says("kurangi sampah plastik")).toContain("Belum ada berita tentang");
  });

  test("what is named and is not followed is said to be so", async () => {
    const ana = await reader();
    expect(await ana.says("matikan notif bola")).toContain(
      "“bola” tidak sedang diikuti. Anda mengikuti Politik dan Ekonomi.",
    );
  });

  test("of what stands in a topic they follow, it is asked whether the topic is to go", async () => {
    const ana = await reader(["/langganan olahraga, ekonomi"]);
    expect(await ana.says("jangan kirim berita bola")).toBe(
      "“bola” termasuk topik Olahraga, yang Anda ikuti. Berhenti mengikuti topik itu?",
    );
    expect(await ana.presses("Berhenti mengikuti Olahraga")).toBe("Baik. Anda mengikuti Ekonomi.");
  });

  test("what they do not follow is looked for, and what is offered is to stop", async () => {
    const ana = await reader();
    expect(await ana.says("stop tsunami")).toContain("Belum ada berita tentang");
    expect(ana.buttons()).toEqual(["Berhenti"]);
    expect(await ana.says("/cari stop politik")).toContain("Belum ada berita tentang");
    expect(await ana.follows()).toMatchObject({ topics: ["ekonomi", "politik"] });
  });
});

describe("quiet at night, in their own words", () => {
  test.each([
    ["jangan kirim jam 10 malam sampai 5 pagi", "Pukul 22.00–05.00 WIB kami diam"],
    ["tolong matikan notif jam 9 malam sampai 5 pagi", "Pukul 21.00–05.00 WIB kami diam"],
    ["jgn kirim dari jam 21.30 sampe jam 04.00 wita ya", "Pukul 21.30–04.00 WITA kami diam"],
    ["stop kirim malam hari", "Pukul 22.00–05.00 WIB kami diam"],
    ["jangan kirim malem", "Pukul 22.00–05.00 WIB kami diam"],
    ["jangan ganggu malam2", "Pukul 22.00–05.00 WIB kami diam"],
  ])("%j", async (said, answer) => {
    expect(await (await reader()).says(said)).toContain(answer);
  });
});
