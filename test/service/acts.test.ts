import { describe, expect, test } from "vitest";
import { EDITOR, type TestApp, testAppForAll } from "../support/app.ts";
import { deskPerson } from "../support/desk-person.ts";
import { answers } from "../support/telegram-failures.ts";
import { until } from "../support/until.ts";

/** What an editor does after an alert is drafted or sent, from a chat, against the whole service. */
let app: TestApp;
const READERS = [1, 2, 3];

testAppForAll({ sweepEveryMs: 2_000 }, async (shared) => {
  app = shared;
  for (const reader of READERS) await app.says(reader, "/langganan semua");
});

const WRONG = "Gempa M 6,1 Guncang Lembah Arum\nTiga rumah rusak.";
const RIGHT =
  "Gempa M 5,6 Guncang Lembah Arum\nTiga rumah rusak.\nRalat: kekuatan gempa semula tertulis M 6,1.";

const has = (reader: number, text: string): boolean =>
  app.telegram.sentTo(reader).some((message) => !message.deleted && message.text.includes(text));
const copies = (reader: number, text: string): number =>
  app.telegram.sentTo(reader).filter((message) => !message.deleted && message.text.startsWith(text)).length;
const heard = (text: string): Promise<void> => until(`the editor reads "${text}"`, () => has(EDITOR, text));

async function broadcast(words = WRONG): Promise<void> {
  await app.says(EDITOR, `/siarkan ${words}`);
  await app.presses(EDITOR, "Siarkan");
}

async function sent(): Promise<void> {
  await broadcast();
  await until("everyone has it", () => READERS.every((reader) => copies(reader, "Gempa M 6,1") === 1));
  await heard("Siaran 1 selesai");
}

describe("a correction", () => {
  test("changes the message that readers have, and says what was wrong", async () => {
    await sent();
    await app.says(EDITOR, "/ralat 1");
    await heard("Kirim isi yang benar");
    await app.says(EDITOR, RIGHT);
    await heard("Kirim ralat siaran 1?");
    expect(
      READERS.some((reader) => has(reader, "M 5,6")),
      "nothing is changed before the editor confirms",
    ).toBe(false);
    await app.presses(EDITOR, "Kirim ralat");
    await until("everyone has the corrected one", () =>
      READERS.every((reader) => has(reader, "Ralat: kekuatan gempa semula tertulis M 6,1.")),
    );
    for (const reader of READERS) {
      expect(copies(reader, "Gempa M 5,6")).toBe(1);
      expect(copies(reader, "Gempa M 6,1"), "in the place of the wrong one").toBe(0);
    }
    await heard("Ralat siaran 1 selesai");
  });

  test("comes as a message of its own where the old one can no longer be changed", async () => {
    await sent();
    app.telegram.failNext(answers(400, "Bad Request: message can't be edited"), 3, "editMessageText");
    await app.says(EDITOR, `/ralat 1 ${RIGHT}`);
    await app.presses(EDITOR, "Kirim ralat");
    await until("everyone has it", () =>
      READERS.every((reader) => copies(reader, "RALAT\nGempa M 5,6") === 1),
    );
    expect(
      READERS.map((reader) => copies(reader, "Gempa M 6,1")),
      "beside the old one",
    ).toEqual([1, 1, 1]);
  });

  test("of nothing is none: readers would get the same once more, where it can be edited no more", async () => {
    await sent();
    await app.says(EDITOR, "/ralat 1");
    await heard("Kirim isi yang benar");
    await app.says(EDITOR, WRONG);
    await heard("Isinya sama dengan yang sudah terkirim.");
    await app.says(EDITOR, "Gempa M 5,6 Guncang Lembah Arum\nTiga rumah rusak.");
    await heard("Tanpa baris “Ralat: …” pembaca tidak tahu apa yang semula keliru. Kirim ralat siaran 1?");
    const chief = await deskPerson(app, "chief");
    const unchanged = {
      version: "1",
      headline: "Gempa M 6,1 Guncang Lembah Arum",
      summary: "Tiga rumah rusak.",
    };
    const { text } = await chief.post("/siaran/1/ralat", unchanged);
    expect(text).toContain("Isinya sama dengan yang sudah terkirim.");
    const { rowCount } = await app.db.pool.query("select from deliveries where act <> 'send'");
    expect(rowCount).toBe(0);
    await chief.post("/siaran/1/ralat", { ...unchanged, correction: "Rumah yang rusak belum dipastikan." });
    await until("what was wrong can be told alone", () =>
      READERS.every((reader) => has(reader, "Ralat: Rumah yang rusak belum dipastikan.")),
    );
  });

  test("can be corrected itself", async () => {
    await sent();
    for (const [before, magnitude] of ["5,6", "5,7"].entries()) {
      await app.says(EDITOR, `/ralat 1 Gempa M ${magnitude} Guncang Lembah Arum`);
      await until("it is shown", () => copies(EDITOR, `Gempa M ${magnitude}`) === 1);
      await until(
        "and asked about",
        () => app.sentTo(EDITOR).filter((text) => text.includes("Kirim ralat siaran 1?")).length > before,
      );
      await app.presses(EDITOR, "Kirim ralat");
      await until("everyone has it", () =>
        READERS.every((reader) => copies(reader, `Gempa M ${magnitude}`) === 1),
      );
    }
    expect(
      READERS.map(
        (reader) => app.telegram.sentTo(reader).filter(({ text }) => text.startsWith("Gempa")).length,
      ),
    ).toEqual([1, 1, 1]);
  });

  test("made while the alert is held reaches those who have it, and the others get it right at once", async () => {
    app.telegram.failsFor(2, answers(429, "Too Many Requests: retry after 1", { retry_after: 1 }));
    app.telegram.failsFor(3, answers(429, "Too Many Requests: retry after 1", { retry_after: 1 }));
    await broadcast();
    await until("the first has it", () => copies(1, "Gempa M 6,1") === 1);
    await app.says(EDITOR, "/tahan 1");
    await heard("Siaran 1 ditahan");
    app.telegram.failsFor(2, null);
    app.telegram.failsFor(3, null);
    await app.says(EDITOR, `/ralat 1 ${RIGHT}`);
    await app.presses(EDITOR, "Kirim ralat");
    await heard("Ralat siaran 1 sedang dikirim");
    await app.says(EDITOR, "/teruskan 1");
    await until("everyone has the right one", () =>
      READERS.every((reader) => copies(reader, "Gempa M 5,6") === 1),
    );
    expect(
      [2, 3].map(
        (reader) => app.telegram.sentTo(reader).filter(({ text }) => text.startsWith("Gempa")).length,
      ),
    ).toEqual([1, 1]);
  });
});

describe("a recall", () => {
  test("deletes the message wherever it went", async () => {
    await sent();
    await app.says(EDITOR, "/tarik 1");
    await heard("Tarik siaran 1?");
    await app.presses(EDITOR, "Tarik");
    await until("it is gone everywhere", () => READERS.every((reader) => copies(reader, "Gempa") === 0));
    await heard("Penarikan siaran 1 selesai");
    await heard("Ditarik di 3 dari 3 chat.");
    await app.says(EDITOR, `/ralat 1 ${RIGHT}`);
    await heard("Siaran 1 sudah ditarik: tidak ada yang dapat diralat atau ditarik.");
    expect(READERS.some((reader) => has(reader, "Gempa"))).toBe(false);
  });

  test("tells readers, with the reason, where it can no longer be deleted", async () => {
    await sent();
    app.telegram.failNext(answers(400, "Bad Request: message can't be deleted"), 3, "deleteMessage");
    await app.says(EDITOR, "/tarik 1 sumbernya keliru");
    await heard("Pembaca melihat: “Alasan: sumbernya keliru”");
    expect(
      READERS.some((reader) => has(reader, "DITARIK")),
      "a wrong number is noticed before anything happens",
    ).toBe(false);
    await app.presses(EDITOR, "Tarik");
    await until("everyone is told", () => READERS.every((reader) => has(reader, "Alasan: sumbernya keliru")));
    expect(READERS.map((reader) => copies(reader, "DITARIK"))).toEqual([1, 1, 1]);
  });

  test("keeps what still waits from going out", async () => {
    await app.says(EDITOR, "/hentikan");
    await broadcast();
    await heard("Disetujui untuk 3 chat, tetapi semua pengiriman sedang dihentikan");
    await app.says(EDITOR, "/tarik 1 ya");
    await app.says(EDITOR, "/lanjutkan");
    await until("every row is withdrawn", async () => {
      const { rowCount } = await app.db.pool.query("select from deliveries where state = 'withdrawn'");
      return rowCount === READERS.length;
    });
    expect(READERS.map((reader) => copies(reader, "Gempa"))).toEqual([0, 0, 0]);
  });
});

test("a scheduled alert goes out at its moment, also after a restart, and can be called off before", async () => {
  await app.says(EDITOR, `/siarkan ${WRONG}`);
  await app.says(EDITOR, "/jadwal 1 30 menit");
  await heard("Siaran 1 dijadwalkan untuk"); // today or, late in the evening, tomorrow
  await app.says(EDITOR, "/siarkan Kabar kedua");
  await app.says(EDITOR, "/jadwal 2 30 menit");
  await app.says(EDITOR, "/jadwal 2 batal");
  await heard("Jadwal siaran 2 dibatalkan");
  expect(READERS.map((reader) => copies(reader, "Gempa"))).toEqual([0, 0, 0]);

  await app.db.pool.query("update alerts set send_at = now() where state = 'scheduled'");
  await app.restart();
  await until("everyone has it", () => READERS.every((reader) => copies(reader, "Gempa") === 1));
  expect(READERS.map((reader) => copies(reader, "Kabar kedua"))).toEqual([0, 0, 0]);
});

test("of what is scheduled no button sends it before its moment but one that says so", async () => {
  const buttons = () =>
    app.telegram
      .sentTo(EDITOR)
      .findLast((message) => message.buttons.length > 0)
      ?.buttons.flat()
      .map(({ text }) => text);
  await app.says(EDITOR, `/siarkan ${WRONG}`);
  await app.says(EDITOR, "/jadwal 1 30 menit");
  await heard("Siaran 1 dijadwalkan untuk");
  await app.says(EDITOR, "/kilat 1");
  await heard("Siaran 1 diubah");
  expect(buttons()).toEqual(["Siarkan sekarang", "Batalkan jadwal", "Ubah lagi", "Pindahkan"]);
  await app.says(EDITOR, "/kepada 1");
  await heard("Penerima siaran 1");
  expect(buttons()).toContain("Siarkan sekarang ke 3 chat");
  expect(buttons()).not.toContain("Siarkan ke 3 chat");
  await app.says(EDITOR, "/embargo 1 10 menit");
  await heard("Jadwalnya tetap: ");
  expect(buttons()).toEqual(["Cabut embargo"]);
});

test("while all sending is stopped, an alert's status says that it waits for that, and how to go on", async () => {
  await app.says(EDITOR, "/hentikan");
  await broadcast();
  await heard("tetapi semua pengiriman sedang dihentikan");
  await app.says(EDITOR, "/status 1");
  await heard("Siaran 1 menunggu: semua pengiriman sedang dihentikan");
  expect(READERS.map((reader) => copies(reader, "Gempa"))).toEqual([0, 0, 0]);
  await app.presses(EDITOR, "Lanjutkan pengiriman");
  await heard("Siaran 1 selesai");
});

test("a scheduled alert whose moment passed hours before the service came back is a draft again: its editor hears why, and sends it with one press", async () => {
  await app.says(EDITOR, `/siarkan ${WRONG}`);
  await app.says(EDITOR, "/jadwal 1 30 menit");
  await heard("Siaran 1 dijadwalkan untuk");
  await app.restart(() =>
    app.db.pool.query("update alerts set send_at = now() - interval '3 hours' where state = 'scheduled'"),
  );
  await heard("terlewat: layanan mati");
  const { rows } = await app.db.pool.query("select state, untold from alerts");
  expect(rows).toEqual([{ state: "draft", untold: false }]);
  expect(READERS.map((reader) => copies(reader, "Gempa"))).toEqual([0, 0, 0]);
  await app.presses(EDITOR, "Siarkan ke 3 chat");
  await until("everyone has it", () => READERS.every((reader) => copies(reader, "Gempa") === 1));
  await app.app.sweep();
  expect(app.sentTo(EDITOR).filter((text) => text.includes("terlewat: layanan mati"))).toHaveLength(1);
});

test("what an editor approves is what that editor saw: a change in between is told, and nothing is sent", async () => {
  await app.says(EDITOR, `/siarkan ${WRONG}`);
  const shown = app.telegram.sentTo(EDITOR).findLast(({ buttons }) => buttons.length > 0);
  await app.says(EDITOR, "/ubah 1 Gempa M 5,6 Guncang Lembah Arum");
  await heard("Draf 1 diubah");
  if (!shown) throw new Error("no buttons");
  await app.telegram.presses(shown, "Siarkan ke 3 chat");
  await heard("baru saja diubah");
  await app.presses(EDITOR, "Siarkan ke 3 chat");
  await until("everyone has the newer one", () =>
    READERS.every((reader) => copies(reader, "Gempa M 5,6") === 1),
  );
  expect(READERS.map((reader) => copies(reader, "Gempa M 6,1"))).toEqual([0, 0, 0]);
});

test("nor does a hand-typed command change, hold back or call off what a colleague has changed since it was shown", async () => {
  const colleague = await deskPerson(app, "chief");
  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10);
  await app.says(EDITOR, `/siarkan ${WRONG}`);
  const told = (): number => app.sentTo(EDITOR).filter((text) => text.includes("baru saja diubah")).length;
  const orders = [
    "/ubah 1 Gempa M 7,0",
    "/embargo 1 besok 18.00",
    "/embargo 1 batal",
    "/tolak 1",
    "/jadwal 1 batal",
  ];
  for (const [n, order] of orders.entries()) {
    const version = String(n + 1);
    if (order.startsWith("/jadwal"))
      await colleague.post("/siaran/1/jadwalkan", { version, date: tomorrow, time: "23:00", zone: "WIB" });
    await colleague.post("/siaran/1/ubah", { version, headline: `Gempa M 5,${n}` });
    await app.says(EDITOR, order);
    await until(`${order} is refused`, () => told() === n + 1);
    await until("what stands there now is shown", () =>
      app.sentTo(EDITOR).some((text) => text.includes(`Gempa M 5,${n}`)),
    );
  }
  const { rows } = await app.db.pool.query(
    "select act, who like 'person:%' as colleague from audit where subject = 'alert:1'",
  );
  expect(new Set(rows.filter(({ colleague: theirs }) => !theirs).map(({ act }) => act))).toEqual(
    new Set(["draft"]),
  );
  await app.says(EDITOR, "/jadwal 1 batal");
  await heard("Jadwal siaran 1 dibatalkan");
});

test("every act is on record: who, what, before and after", async () => {
  await sent();
  await app.says(EDITOR, `/ralat 1 ${RIGHT}`);
  await app.presses(EDITOR, "Kirim ralat");
  await heard("Ralat siaran 1 sedang dikirim");
  const { rows } = await app.db.pool.query(
    "select who, act, details from audit where subject = 'alert:1' order by id",
  );
  expect(rows).toMatchObject([
    { who: `telegram:${EDITOR}`, act: "draft" },
    { who: `telegram:${EDITOR}`, act: "approve" },
    {
      who: `telegram:${EDITOR}`,
      act: "correct",
      details: {
        before: { headline: "Gempa M 6,1 Guncang Lembah Arum" },
        after: { headline: "Gempa M 5,6 Guncang Lembah Arum" },
      },
    },
  ]);
});

test("an editor's own words are found in the archive as soon as they are sent, as corrected, and not after a recall", async () => {
  await sent();
  const found = async (words: string): Promise<string> => {
    const before = app.telegram.sentTo(1).length;
    await app.says(1, `/cari ${words}`);
    await until("the archive answers", () => app.telegram.sentTo(1).length > before);
    return app.sentTo(1).slice(before).join("\n");
  };
  expect(await found("lembah arum")).toContain("Gempa M 6,1 Guncang Lembah Arum");
  await app.says(EDITOR, `/ralat 1 ${RIGHT}`);
  await app.presses(EDITOR, "Kirim ralat");
  await heard("Ralat siaran 1 selesai");
  expect(await found("lembah arum")).toContain("Gempa M 5,6 Guncang Lembah Arum");
  await app.says(EDITOR, "/tarik 1 ya");
  await heard("Penarikan siaran 1 selesai");
  expect(await found("lembah arum")).not.toContain("Gempa M");
});
