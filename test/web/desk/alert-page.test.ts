import { afterEach, beforeEach, expect, test } from "vitest";
import { momentName } from "../../../src/chat/age.ts";
import { EDITOR, SOURCE, startTestApp, type TestApp } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { deskPerson, type DeskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

/** What an alert's page says of it, over HTTP against the whole service. */
let app: TestApp;
let chief: DeskPerson;

beforeEach(async () => {
  app = await startTestApp({ sweepEveryMs: 2_000 });
  await app.says(1, "/langganan semua");
  await app.says(EDITOR, "/siarkan Jalan Kali Biru ditutup");
  await until("it is drafted", () => app.sentTo(EDITOR).some((text) => text.includes("Draf 1")));
  chief = await deskPerson(app, "chief");
});
afterEach(() => app[Symbol.asyncDispose]());

test("what is decided while all sending is stopped is said to wait, and not to be going out", async () => {
  await chief.post("/hentikan");
  const acts: [string, Record<string, string>][] = [
    ["siarkan", { version: "1" }],
    ["ralat", { version: "1", headline: "Jalan Kali Biru dibuka", summary: "", correction: "Terbalik." }],
    ["tarik", {}],
  ];
  for (const [act, form] of acts) {
    const { text } = await chief.post(`/siaran/1/${act}`, form);
    expect(text, act).toContain("setelah pengiriman dilanjutkan.");
    expect(text, act).not.toMatch(/Sedang dikirim\. Hasilnya|Ralat sedang dikirim|Siaran sedang ditarik/);
  }
});

test("what is scheduled or under embargo is named, and stands in the fields with which it is changed", async () => {
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const at = { version: "1", date: day, zone: "WIB" };
  const named = (time: string): string => momentName(new Date(`${day}T${time}:00+07:00`));
  const { text: under } = await chief.post("/siaran/1/embargo", { ...at, time: "17:10", what: "set" });
  expect(under).toContain(`Embargo sampai ${named("17:10")}.`);
  const { text } = await chief.post("/siaran/1/jadwalkan", { ...at, time: "18:40" });
  expect(text).toContain(`Dijadwalkan untuk ${named("18:40")}.`);
  expect(valuesIn(text, "jadwal")).toEqual([day, "18:40", "WIB"]);
  expect(valuesIn(text, "embargo")).toEqual([day, "17:10", "WIB"]);
  const { text: refused } = await chief.post("/siaran/1/jadwalkan", {
    ...at,
    date: "2020-01-01",
    time: "07:00",
    zone: "WIT",
  });
  expect(valuesIn(refused, "jadwal"), "what was typed").toEqual(["2020-01-01", "07:00", "WIT"]);
});

/** What the fields of a moment begin with. */
function valuesIn(page: string, name: string): (string | undefined)[] {
  const [, date] = new RegExp(`id="${name}-hari"[^>]*value="([^"]*)"`).exec(page) ?? [];
  const [, time] = new RegExp(`id="${name}-pukul"[^>]*value="([^"]*)"`).exec(page) ?? [];
  const [, zone] = new RegExp(`id="${name}-zona"[^]*?<option selected>([^<]*)<`).exec(page) ?? [];
  return [date, time, zone];
}

test("an embargo beyond the moment for which it is scheduled is said not to be kept, on the page and in the chat", async () => {
  await chief.post("/siaran/1/jadwalkan", { version: "1", quick: "30 menit" });
  const { rows } = await app.db.pool.query<{ send_at: Date }>("select send_at from alerts");
  const why = `Embargo tidak disimpan: siaran 1 terjadwal ${momentName(rows[0]?.send_at ?? new Date())}, sebelum itu. Batalkan atau ubah jadwalnya dulu.`;
  const date = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const { text } = await chief.post("/siaran/1/embargo", {
    version: "1",
    date,
    time: "18:00",
    zone: "WIB",
    what: "set",
  });
  expect(text).toContain(why.replace("siaran 1", "siaran ini"));
  await app.says(EDITOR, "/embargo 1 60 jam");
  await until("the chat says the same", () => app.sentTo(EDITOR).at(-1) === why);
  expect((await app.db.pool.query("select embargo_until from alerts")).rows).toEqual([
    { embargo_until: null },
  ]);
});

test("a draft too long to be sent says so, offers to change it, and is neither sent nor scheduled by an older page", async () => {
  const longer = JSON.stringify({ summary: "Kalimat yang panjang sekali. ".repeat(300) });
  await app.db.pool.query("update alerts set content = content || $1::jsonb", [longer]);
  const { text } = await chief.get("/siaran/1");
  expect(text).toMatch(
    /Pesan ini terlalu panjang: [\d.]+ karakter, paling banyak 4\.096\. Persingkat teksnya\./,
  );
  expect(text).toContain("Isinya belum dapat dikirim");
  expect(text).toContain("Simpan perubahan");
  expect(text).not.toMatch(/action="\/siaran\/1\/(?:siarkan|jadwalkan|coba)"/);
  for (const [act, form] of [
    ["siarkan", {}],
    ["jadwalkan", { quick: "30 menit" }],
  ] as const) {
    const refused = await chief.post(`/siaran/1/${act}`, { version: "1", ...form });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("Persingkat teksnya.")]);
  }
  const { rows } = await app.db.pool.query("select state from alerts");
  expect(rows).toEqual([{ state: "draft" }]);
});

test("why a draft was to be rejected stays typed where somebody changed it meanwhile", async () => {
  await app.db.pool.query("update alerts set version = 2");
  const { text } = await chief.post("/siaran/1/tolak", { version: "1", reason: "Sudah basi & keliru" });
  expect(text).toContain("baru saja diubah");
  expect(text).toMatch(/<details open>\s*<summary>Tolak<\/summary>[^]*?value="Sudah basi &amp; keliru"/);
});

test("what its article does not say is marked where it is read, and named beside the button that would send it", async () => {
  await using desk = await startTestApp({
    settings: { sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }] },
  });
  const editor = await deskPerson(desk, "editor");
  const article = anArticle();
  await desk.app.accept(article);
  await until("its draft waits", async () => (await editor.get("/siaran/1")).status === 200);
  const typed = {
    version: "1",
    headline: article.title ?? "",
    summary: "Korban mencapai 4.812 orang, kata Gubernur Sutarman. Nomornya A4.812 orang.",
    flash: article.title ?? "",
  };
  const mark = /<mark class="doubt">4\.812 orang<\/mark>/g;
  expect((await editor.post("/siaran/1/pratinjau", typed)).text.match(mark), "on both apps").toHaveLength(2);
  const { text } = await editor.post("/siaran/1/ubah", typed);
  expect(text.match(mark)).toHaveLength(2);
  const beside = text.slice(text.indexOf('class="row sendbar"'), text.indexOf(">Siarkan ke"));
  expect(beside).toContain("“4.812 orang”");
  expect(text, "found nowhere, it is not only told otherwise").not.toContain("4.812, tidak persis");
});

test("the flash that was the headline stays the headline when that is changed, and one of its own stays as it is", async () => {
  const page = await chief.get("/siaran/1");
  const was = JSON.stringify({
    headline: "Jalan Kali Biru ditutup",
    summary: "",
    flash: "Jalan Kali Biru ditutup",
    callToAction: "",
    callToActionUrl: "",
    image: "",
    topics: [],
    breaking: false,
    toEveryone: true,
  });
  expect(page.text).toContain(was.replaceAll('"', "&quot;"));
  const flash = async (): Promise<unknown> =>
    (await app.db.pool.query("select content ->> 'flash' as flash from alerts where id = 1")).rows[0]?.flash;
  const form = { was, version: "1", headline: "Jalan Kali Biru dibuka", toEveryone: "ya" };
  await chief.post("/siaran/1/ubah", { ...form, flash: "Jalan Kali Biru ditutup" });
  expect(await flash()).toBe("Jalan Kali Biru dibuka");
  await chief.post("/siaran/1/ubah", { ...form, version: "2", flash: "Jalan dibuka pukul 10.00" });
  expect(await flash()).toBe("Jalan dibuka pukul 10.00");
});

test("of a recalled alert it shows what readers see where it could not be deleted, with the reason as one", async () => {
  await chief.post("/siaran/1/siarkan", { version: "1" });
  await until("the reader has it", () => app.sentTo(1).some((text) => text.includes("Kali Biru")));
  const { text } = await chief.post("/siaran/1/tarik", { reason: "Sumbernya keliru." });
  expect(text).toContain("DITARIK");
  expect(text).toContain("Alasan: Sumbernya keliru.");
  expect(text).not.toContain("Ralat: Sumbernya keliru.");
});

test("its state is a live part: who leaves the page open reads when it is done", async () => {
  await chief.post("/siaran/1/siarkan", { version: "1" });
  await until("it says so", async () =>
    /Pengiriman\s*<span[^>]*>Terkirim</.test((await chief.get("/siaran/1")).text),
  );
  expect((await chief.get("/siaran/1")).text).not.toContain("Sedang dikirim");
});
