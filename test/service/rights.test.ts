import { describe, expect, test } from "vitest";
import { momentName } from "../../src/chat/age.ts";
import { momentWords } from "../../src/chat/moment.ts";
import { approve } from "../../src/store/alerts/draft-acts.ts";
import {
  addPerson,
  changePerson,
  keepInStep,
  people,
  type StoredPerson,
} from "../../src/store/desk/people.ts";
import { fanOut } from "../../src/store/ledger/fan-out.ts";
import { EDITOR, SOURCE, type TestApp, testAppForAll } from "../support/app.ts";
import { anArticle } from "../support/articles.ts";
import { until } from "../support/until.ts";

/** Who can make the bot speak, and who cannot, whatever way they try: from chats, against the whole service. */
let app: TestApp;
const READER = 1;
const SECOND = 778;
const THIRD = 779;

const OPTIONS = {
  sweepEveryMs: 2_000,
  environment: { PUBLIC_URL: "https://meja.kabar-uji.example" }, // a worker knows the desk's address by it alone
  settings: {
    sources: [{ ...SOURCE, everySeconds: 3600 }],
    editors: [EDITOR, SECOND].map((id) => `telegram:${id}`),
    desk: { fourEyes: { breaking: true, sources: ["kabar-uji"] } },
  },
};

testAppForAll(OPTIONS, async (shared) => {
  app = shared;
  await app.says(READER, "/langganan semua");
});

const saw = (user: number, text: string): boolean => app.sentTo(user).some((one) => one.includes(text));
const sees = (user: number, text: string): Promise<void> =>
  until(`${user} reads "${text}"`, () => saw(user, text));
const state = async (id: number): Promise<string> =>
  (await app.db.pool.query<{ state: string }>("select state from alerts where id = $1", [id])).rows[0]
    ?.state ?? "";
const becomes = (id: number, wanted: string): Promise<void> =>
  until(`alert ${id} is ${wanted}`, async () => (await state(id)) === wanted);

async function personOf(identity: string): Promise<StoredPerson> {
  const found = (await people(app.db.pool)).find(({ identities }) => identities.includes(identity));
  if (!found) throw new Error(`nobody is ${identity}`);
  return found;
}

/** Changes a person as an admin does at the desk. */
async function make(identity: string, change: Partial<Parameters<typeof changePerson>[2]>): Promise<void> {
  const { id, name, role, maySend, identities } = await personOf(identity);
  const to = { name, role, maySend, identities, disabled: false, ...change };
  await changePerson(app.db.pool, id, to, "test", new Date());
}

async function breakingDraft(): Promise<void> {
  await app.says(EDITOR, "/siarkan Gempa M 6,1 Guncang Lembah Arum");
  await sees(EDITOR, "Draf 1");
  await app.says(EDITOR, "/kilat 1");
  await sees(EDITOR, "Draf 1 diubah");
}

describe("an alert that wants two", () => {
  test("goes out with the second person's approval, who is shown it with a button", async () => {
    await breakingDraft();
    await app.presses(EDITOR, "Siarkan");
    await sees(EDITOR, "perlu dua penyunting");
    await sees(SECOND, "Draf 1 perlu persetujuan kedua");
    expect(await state(1)).toBe("draft");
    await app.presses(SECOND, "Siarkan ke 1 chat");
    await sees(READER, "Gempa M 6,1");
  });

  test("is shown to the second one though the process died between the first approval and telling of it, once", async () => {
    await breakingDraft();
    const first = { editor: `telegram:${EDITOR}`, at: new Date() };
    const asked = () => app.sentTo(SECOND).filter((text) => text.includes("perlu persetujuan kedua")).length;
    expect(await approve(app.db.pool, 1, first, fanOut, () => true)).toEqual({ kind: "needs another" });
    await until("the sweep tells the second one", () => asked() === 1);
    await app.says(EDITOR, "/setujui 1v2");
    await sees(EDITOR, "perlu dua penyunting");
    await app.app.sweep();
    await app.presses(SECOND, "Siarkan ke 1 chat");
    await sees(READER, "Gempa M 6,1");
    expect(asked()).toBe(1);
  });

  test("… also where another one, which is told of first, cannot be shown: that one is told of without", async () => {
    for (const title of ["Gempa M 6,1 Guncang Lembah Arum", "Gempa M 5,2 Guncang Kali Sewu"])
      await app.says(EDITOR, `/siarkan ${title}`);
    await sees(EDITOR, "Draf 2");
    await app.db.pool.query("update alerts set first_approval = $1, second_untold = true", [
      `telegram:${EDITOR}`,
    ]);
    await app.db.pool.query("update alerts set content = content - 'summary' where id = 1");
    await app.app.sweep();
    await sees(SECOND, "Draf 2 perlu persetujuan kedua");
    await sees(SECOND, "Draf 1 perlu persetujuan kedua, tetapi gagal ditampilkan");
    expect(await state(2)).toBe("draft");
  });

  test("waits for another person, not for another account of the same one", async () => {
    await make(`telegram:${EDITOR}`, { identities: [`telegram:${EDITOR}`, `telegram:${THIRD}`] });
    await app.restart(); // else it is known within seconds
    await breakingDraft();
    await app.presses(EDITOR, "Siarkan");
    await sees(EDITOR, "perlu dua penyunting");
    await app.says(THIRD, "/setujui 1v2");
    await sees(THIRD, "perlu dua penyunting");
    expect(await state(1)).toBe("draft");
  });

  test("waits for another person, not for the same one under a new account", async () => {
    await breakingDraft();
    await app.presses(EDITOR, "Siarkan");
    await sees(EDITOR, "perlu dua penyunting");
    await make(`telegram:${EDITOR}`, { identities: [`telegram:${THIRD}`] });
    await app.restart(); // else it is known within seconds
    await app.says(THIRD, "/setujui 1v2");
    await sees(THIRD, "perlu dua penyunting");
    expect(await state(1)).toBe("draft");
    await app.says(SECOND, "/setujui 1v2");
    await sees(READER, "Gempa M 6,1");
  });

  test("is scheduled by two as well", async () => {
    await breakingDraft();
    await app.says(EDITOR, "/jadwal 1 30 menit");
    await sees(EDITOR, "perlu dua penyunting");
    expect(await state(1)).toBe("draft");
    await app.says(SECOND, "/jadwal 1v2 30 menit");
    await becomes(1, "scheduled");
  });

  test("is scheduled by the second one for the first one's moment, and sent before it only where they say so", async () => {
    await breakingDraft();
    const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 5 * 86_400_000);
    await app.says(EDITOR, `/jadwal 1 ${momentWords(at)}`);
    await sees(EDITOR, `dijadwalkan untuk ${momentName(at)} setelah satu orang lain menyetujuinya`);
    await sees(SECOND, `sudah menyetujuinya untuk ${momentName(at)}.`);
    const asked = () => app.sentTo(SECOND).filter((text) => text.includes("perlu persetujuan kedua")).length;
    await app.says(SECOND, "/setujui 1v2"); // as a button says that was there before
    await until("it is asked again", () => asked() === 2);
    expect(await state(1)).toBe("draft");
    await app.presses(SECOND, `Setujui untuk ${momentName(at)}`);
    await becomes(1, "scheduled");
    const { rows } = await app.db.pool.query("select send_at from alerts");
    expect(rows).toEqual([{ send_at: at }]);
    await app.says(EDITOR, "/jadwal 1 batal");
    await becomes(1, "draft");
    await app.says(EDITOR, `/jadwal 1v2 ${momentWords(at)}`);
    await until("it is asked once more", () => asked() === 3);
    await app.presses(SECOND, "Siarkan sekarang ke 1 chat");
    await sees(READER, "Gempa M 6,1");
  });

  test("wants both again after any change of its words, scheduled or not", async () => {
    await breakingDraft();
    await app.presses(EDITOR, "Siarkan");
    await sees(EDITOR, "perlu dua penyunting");
    await app.says(SECOND, "/ubah 1 Gempa M 9,9 Guncang Lembah Arum");
    await sees(SECOND, "Draf 1 diubah");
    await app.says(SECOND, "/setujui 1v3");
    await sees(SECOND, "perlu dua penyunting");
    expect(await state(1)).toBe("draft");
    await app.says(EDITOR, "/jadwal 1v3 30 menit");
    await becomes(1, "scheduled");
    await app.says(SECOND, "/ubah 1 Gempa M 8,8 Guncang Lembah Arum");
    await sees(SECOND, "Jadwalnya batal");
    expect(await state(1)).toBe("draft");
  });

  test("never goes out by a source's policy, and an editor who takes its article up needs a second one too", async () => {
    await app.app.accept(anArticle({ title: "Pasar Sukamaju Ditutup" }));
    await sees(EDITOR, "Siaran dari sumber ini perlu persetujuan dua penyunting.");
    expect(await state(1)).toBe("draft");
    await app.db.pool.query("delete from alerts"); // as if it had come quietly
    await app.says(EDITOR, "/siarkan https://kabar-uji.example/berita/pasar-sukamaju");
    await until("it is drafted or refused", () => app.sentTo(EDITOR).length > 2);
    expect(saw(READER, "Pasar Sukamaju Ditutup")).toBe(false);
  });
});

describe("the right to send", () => {
  test("is not had by changing what somebody else has scheduled", async () => {
    await make(`telegram:${SECOND}`, { maySend: false });
    await app.says(EDITOR, "/siarkan Jalan Sudirman ditutup");
    await sees(EDITOR, "Draf 1");
    await app.says(EDITOR, "/jadwal 1 30 menit");
    await becomes(1, "scheduled");
    await app.says(SECOND, "/ubah 1 Kata-kata saya sendiri");
    await sees(SECOND, "Jadwalnya batal");
    expect(await state(1)).toBe("draft");
    for (const order of [
      "/setujui 1v2",
      "/jadwal 1 30 menit",
      "/ralat 1",
      "/tarik 1 ya",
      "/lanjutkan",
      "/teruskan 1",
    ])
      await app.says(SECOND, order);
    await until(
      "each is refused",
      () =>
        app.sentTo(SECOND).filter((text) => text.startsWith("Hak Anda tidak mencakup mengirim")).length === 6,
    );
  });

  test("keeps a schedule that its owner changes", async () => {
    await app.says(EDITOR, "/siarkan Jalan Sudirman ditutup");
    await app.says(EDITOR, "/jadwal 1 30 menit");
    await becomes(1, "scheduled");
    await app.says(EDITOR, "/ubah 1 Jalan Sudirman dibuka");
    await sees(EDITOR, "tetap dijadwalkan untuk");
    expect(await state(1)).toBe("scheduled");
  });

  test("lost, takes back what was scheduled with it", async () => {
    await app.says(EDITOR, "/siarkan Jalan Sudirman ditutup");
    await app.says(EDITOR, "/jadwal 1 30 menit");
    await becomes(1, "scheduled");
    await make(`telegram:${EDITOR}`, { maySend: false });
    expect(await state(1)).toBe("draft");
  });

  test("of a colleague who only looks: they see, and do nothing", async () => {
    await make(`telegram:${SECOND}`, { role: "reader" });
    await app.says(EDITOR, "/siarkan Jalan Sudirman ditutup");
    for (const order of ["/siarkan Halo", "/tolak 1", "/hentikan", "/tahan 1"]) await app.says(SECOND, order);
    await until(
      "each is refused",
      () => app.sentTo(SECOND).filter((text) => text.startsWith("Hak Anda hanya melihat")).length === 4,
    );
    await app.says(SECOND, "/antrean");
    await sees(SECOND, "Jalan Sudirman ditutup");
    await app.says(SECOND, "/masuk");
    await sees(SECOND, "/masuk/");
    expect(await state(1)).toBe("draft");
  });
});

describe("somebody who was disabled", () => {
  test("does nothing more from the same moment, in their own chat", async () => {
    await app.says(SECOND, "/siarkan Halo");
    await sees(SECOND, "Draf 1");
    await make(`telegram:${SECOND}`, { disabled: true });
    await app.says(SECOND, "/setujui 1v1");
    await sees(SECOND, "tidak lagi termasuk redaksi");
    expect(await state(1)).toBe("draft");
  });

  test("hears of no drafts any more", async () => {
    await make(`telegram:${SECOND}`, { disabled: true });
    await app.restart(); // else every process knows within seconds
    const before = app.sentTo(SECOND).length;
    await app.app.accept(anArticle({ title: "Pasar Sukamaju Ditutup" }));
    await sees(EDITOR, "Pasar Sukamaju Ditutup");
    expect(app.sentTo(SECOND)).toHaveLength(before);
  });

  test("stays so over a restart, though the configuration names them; named anew, they are let in again", async () => {
    await make(`telegram:${SECOND}`, { disabled: true });
    await app.restart();
    await app.says(SECOND, "/antrean");
    await sees(SECOND, "hanya untuk redaksi");
    const editors = [EDITOR, SECOND].map((id) => `telegram:${id}`);
    await keepInStep(app.db.pool, editors.slice(0, 1), new Date());
    await keepInStep(app.db.pool, editors, new Date());
    expect((await personOf(`telegram:${SECOND}`)).disabledAt).toBe(null);
  });
});

test("an account is one person's", async () => {
  const twin = {
    name: "Kembaran",
    role: "editor",
    maySend: true,
    identities: [`telegram:${EDITOR}`],
  } as const;
  expect(await addPerson(app.db.pool, twin, "test", new Date())).toEqual({ taken: `telegram:${EDITOR}` });
});

test("the audit log is added to, and nothing else: not by a replica's session either", async () => {
  const { pool } = app.db;
  for (const sql of ["update audit set who = 'x'", "delete from audit", "truncate audit"])
    await expect(pool.query(sql)).rejects.toThrow("the audit log cannot be changed");
  await expect(
    pool.query("begin; set local session_replication_role = replica; delete from audit; commit"),
  ).rejects.toThrow(/the audit log cannot be changed|permission denied to set parameter/); // the latter where we are no superuser
  await pool.query("rollback");
});
