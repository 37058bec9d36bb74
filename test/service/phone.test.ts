import { describe, expect, test } from "vitest";
import { EDITOR, type TestApp, testAppForAll } from "../support/app.ts";
import { until } from "../support/until.ts";

/** What is urgent, done from an editor's phone alone, by buttons and short words; every answer is read. */
let app: TestApp;
const ALL = 1;
const ECONOMY = 2;
const COLLEAGUE = 778;

const settings = { editors: [EDITOR, COLLEAGUE].map((id) => `telegram:${id}`) };

testAppForAll({ sweepEveryMs: 2_000, settings }, async (shared) => {
  app = shared;
  await app.says(ALL, "/langganan semua");
  await app.says(ECONOMY, "/langganan ekonomi");
});

const saw = (user: number, text: string): boolean => app.sentTo(user).some((one) => one.includes(text));
const sees = (user: number, text: string): Promise<void> =>
  until(`${user} reads "${text}"`, () => saw(user, text));
/** What the editor is answered to this. */
async function asks(words: string, answer: string, who = EDITOR): Promise<string> {
  const before = app.sentTo(who).length;
  await app.says(who, words);
  const found = (): string | undefined =>
    app
      .sentTo(who)
      .slice(before)
      .find((text) => text.includes(answer));
  await until(
    `"${words}" is answered with "${answer}"; it was ${app.sentTo(who).slice(before).join(" | ")}`,
    () => found() !== undefined,
  );
  return found() ?? "";
}

async function states(): Promise<string[]> {
  const { rows } = await app.db.pool.query<{ state: string }>("select state from alerts order by id");
  return rows.map(({ state }) => state);
}

describe("a draft", () => {
  test("goes to whom its editor chooses, with the size shown before", async () => {
    await asks("/siarkan Rupiah menguat", "Draf 1, untuk 2 chat");
    const all = await asks("/kepada 1", "Penerima draf 1");
    expect(all).toBe("Penerima draf 1: semua chat.\n2 chat: 2 di Telegram.");
    await app.presses(EDITOR, "Olahraga");
    await sees(EDITOR, "Penerima draf 1: topik Olahraga.\n1 chat: 1 di Telegram.");
    await asks("/kepada 1 -olahraga, ekonomi", "Penerima draf 1: topik Ekonomi.\n2 chat: 2 di Telegram.");
    await asks(
      "/kepada 1 resep",
      "Topik “resep” belum ada. Yang ada: Nasional, Ekonomi, Olahraga, atau semua.",
    );
    await app.presses(EDITOR, "Berita kilat");
    await sees(EDITOR, "Draf 1 diubah");
    await app.presses(EDITOR, "Siarkan ke 2 chat");
    for (const reader of [ALL, ECONOMY]) await sees(reader, "Rupiah menguat");
  });

  test("typed by its number is shown before it is sent: a wrong number sends nothing", async () => {
    await asks("/siarkan Kabar pertama", "Draf 1");
    await asks("/siarkan Kabar kedua", "Draf 2");
    await asks("/setujui 99", "Tidak ada draf atau siaran bernomor 99.");
    const before = app.sentTo(EDITOR).length;
    await asks("/setujui 1", "Draf 1");
    expect(app.sentTo(EDITOR).slice(before)[0]).toContain("Kabar pertama");
    expect(saw(ALL, "Kabar pertama")).toBe(false);
    await asks("ya", "Sedang dikirim"); // what was shown last is what was meant
    await sees(ALL, "Kabar pertama");
    expect(saw(ALL, "Kabar kedua")).toBe(false);
  });

  test("rejected with a reason can be taken back", async () => {
    await asks("/siarkan Kabar keliru", "Draf 1");
    await asks("/tolak 1 sudah basi", "ditolak dan tidak akan disiarkan. Alasan: sudah basi");
    expect(await asks("/status 1", "sudah ditolak")).toContain("Alasan: sudah basi");
    await app.presses(EDITOR, "Kembalikan");
    await app.presses(EDITOR, "Siarkan ke 2 chat");
    await sees(ALL, "Kabar keliru");
  });

  test("under embargo is sent by nobody, until it is lifted", async () => {
    await asks("/siarkan Pidato presiden", "Draf 1");
    await asks("/embargo 1 30 menit", "tidak dapat disiarkan sebelum");
    await asks("/setujui 1v1", "diembargo sampai");
    await asks("/setujui 1", "⚠️ Embargo sampai");
    await asks("/jadwal 1 10 menit", "diembargo sampai");
    expect(saw(ALL, "Pidato presiden")).toBe(false);
    await asks("/embargo 1 batal", "Embargo draf 1 dicabut.");
    await asks("/setujui 1v1", "Sedang dikirim ke 2 chat.");
  });

  test("under embargo is refused with the way out: to be scheduled for when that ends", async () => {
    await asks("/siarkan Pidato presiden", "Draf 1");
    await asks("/embargo 1 30 menit", "tidak dapat disiarkan sebelum");
    await asks("/setujui 1v1", "Jadwalkan untuk saat itu atau sesudahnya, atau cabut embargonya dulu.");
    await app.presses(EDITOR, "Jadwalkan ");
    await sees(EDITOR, "Jadwalkan siaran 1 untuk ");
    await app.presses(EDITOR, "Jadwalkan");
    await sees(EDITOR, "Siaran 1 dijadwalkan untuk ");
    const { rows } = await app.db.pool.query(
      "select state, send_at >= embargo_until as after from alerts where id = 1",
    );
    expect(rows).toEqual([{ state: "scheduled", after: true }]);
  });

  test("is scheduled as its editor saw it: typed by its number it is shown first, and again where a colleague changed it", async () => {
    await asks("/siarkan Kabar pertama", "Draf 1");
    await asks("/siarkan Kabar kedua", "Draf 2");
    const before = app.sentTo(EDITOR).length;
    await asks("/jadwal 1 23.59 WITA", "Jadwalkan siaran 1 untuk");
    expect(app.sentTo(EDITOR)[before]).toContain("Kabar pertama");
    await asks("/ubah 1 Kata rekan", "Draf 1 diubah", COLLEAGUE);
    await asks("ya", "baru saja diubah oleh Penyunting …778");
    await until("it is asked again", () => app.sentTo(EDITOR).length === before + 5);
    expect(app.sentTo(EDITOR)[before + 3]).toContain("Kata rekan");
    expect(await states()).toEqual(["draft", "draft"]);
    await app.presses(EDITOR, "Jadwalkan");
    await sees(EDITOR, "Siaran 1 dijadwalkan untuk");
    expect(app.sentTo(EDITOR).at(-1)).toMatch(/23\.59 WITA/);
    expect(await states()).toEqual(["scheduled", "draft"]);
  });

  test("that cannot be sent is listed with what is wrong, and neither sent nor scheduled", async () => {
    await asks("/siarkan Kabar panjang", "Draf 1");
    await asks("/siarkan Kabar pendek", "Draf 2");
    const longer = { summary: "Kalimat yang panjang sekali. ".repeat(300) };
    await app.db.pool.query("update alerts set content = content || $1::jsonb where id = 1", [
      JSON.stringify(longer),
    ]);
    const before = app.sentTo(EDITOR).length;
    await asks("/antrean", "Kabar pendek");
    const [first = ""] = app.sentTo(EDITOR).slice(before);
    expect(first).toMatch(
      /^Draf 1 belum dapat dikirim\n“Kabar panjang”\n⚠️ Pesan ini terlalu panjang: .*Persingkat/,
    );
    for (const order of ["/setujui 1", "/setujui 1v1", "/jadwal 1", "/jadwal 1v1 30 menit"])
      await asks(order, "Draf 1 belum dapat dikirim");
    expect(await states()).toEqual(["draft", "draft"]);
    await app.presses(EDITOR, "Ubah");
    await asks("Kabar dipersingkat", "Draf 1 diubah");
    await app.presses(EDITOR, "Siarkan ke 2 chat");
    await sees(ALL, "Kabar dipersingkat");
  });

  test("is not overwritten with words written against an older one", async () => {
    await asks("/siarkan Kabar pertama", "Draf 1");
    await asks("/ubah 1", "Kirim isi baru untuk draf 1");
    await asks("/ubah 1 Kata rekan", "Draf 1 diubah", COLLEAGUE);
    await asks("Kata saya", "baru saja diubah oleh Penyunting …778");
    const { rows } = await app.db.pool.query(
      "select content->>'headline' as headline from alerts where id = 1",
    );
    expect(rows).toEqual([{ headline: "Kata rekan" }]);
  });
});

describe("what readers have", () => {
  async function sent(): Promise<void> {
    await asks("/siarkan Gempa M 6,1", "Draf 1");
    await app.presses(EDITOR, "Siarkan ke 2 chat");
    await sees(ECONOMY, "Gempa M 6,1");
    await sees(EDITOR, "Siaran 1 selesai");
  }

  test("is found without its number: from a list, or by answering the alert itself", async () => {
    await asks("/ralat", "Belum ada yang disiarkan.");
    await sent();
    expect(await asks("/status", "Siaran terakhir")).toContain("Siaran 1: Gempa M 6,1");
    await asks("/tahan", "Tidak ada siaran yang sedang dikirim.");
    await asks("/tarik", "Siaran yang mana? Pilih, atau tulis nomornya: /tarik 12");
    await app.presses(EDITOR, "1: Gempa");
    await sees(EDITOR, "Tarik siaran 1?");
  });

  test("is corrected by one: a second correction, written against the first text, is told so", async () => {
    await sent();
    await asks("/ralat 1 Gempa M 5,5", "Kirim ralat siaran 1?");
    await asks("/ralat 1 Gempa M 5,6", "Kirim ralat siaran 1?", COLLEAGUE);
    await app.presses(COLLEAGUE, "Kirim ralat");
    await sees(ALL, "Gempa M 5,6");
    await app.presses(EDITOR, "Kirim ralat");
    await sees(EDITOR, "baru saja diubah oleh Penyunting …778");
    expect(saw(ALL, "Gempa M 5,5")).toBe(false);
  });

  test("that is a draft still, or gone already, cannot be recalled, and the answer says so", async () => {
    await asks("/siarkan Kabar", "Draf 1");
    await asks("/tarik 1", "Siaran 1 masih draf: tidak ada yang dapat diralat atau ditarik.");
    await asks("/ralat 7", "Tidak ada draf atau siaran bernomor 7.");
    await asks("/tahan 1", "masih draf, jadi tidak ada yang diubah");
    await asks("/takpasti 1", "Tidak ada kiriman siaran 1 yang tidak pasti.");
    expect(saw(ALL, "Kabar")).toBe(false);
  });
});

test("the one stop is told to the other editors, who can lift it with a button", async () => {
  await asks("/hentikan", "Semua pengiriman dihentikan, di semua platform.");
  await sees(COLLEAGUE, "Semua pengiriman dihentikan oleh Penyunting …777.");
  await asks("/siarkan Kabar", "Draf 1");
  await app.presses(EDITOR, "Siarkan ke 2 chat");
  await sees(EDITOR, "tetapi semua pengiriman sedang dihentikan");
  expect(saw(ALL, "Kabar")).toBe(false);
  await app.presses(COLLEAGUE, "Lanjutkan pengiriman");
  await sees(EDITOR, "Pengiriman dilanjutkan oleh Penyunting …778.");
  await sees(ALL, "Kabar");
});
