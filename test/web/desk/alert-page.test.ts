import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { momentName } from "../../../src/chat/age.ts";
import { EDITOR, SOURCE, startTestApp, type TestApp } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { deskPerson, type DeskPerson } from "../../support/desk-person.ts";
import { draftOf } from "../../support/drafts.ts";
import { until } from "../../support/until.ts";

/** What an alert's page says of it, over HTTP against the whole service: one for all of them, where each test has an alert of its own. */
let app: TestApp;
let chief: DeskPerson;
let street: string;
let id: number;
let page: string;

beforeAll(async () => {
  app = await startTestApp({
    sweepEveryMs: 2_000,
    settings: { sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }] },
  });
  await app.says(1, "/langganan semua");
  chief = await deskPerson(app, "chief");
});
afterAll(() => app[Symbol.asyncDispose]());

let made = 0;
beforeEach(async () => {
  street = `Jalan Kali Biru Nomor ${++made}`;
  await app.says(EDITOR, `/siarkan ${street} ditutup`);
  id = await draftOf(app, `${street} ditutup`);
  page = `/siaran/${id}`;
});

test("what is decided while all sending is stopped is said to wait, and not to be going out", async () => {
  await chief.post("/hentikan");
  onTestFinished(async () => void (await chief.post("/lanjutkan")));
  const acts: [string, Record<string, string>][] = [
    ["siarkan", { version: "1" }],
    ["ralat", { version: "1", headline: `${street} dibuka`, summary: "", correction: "Terbalik." }],
    ["tarik", {}],
  ];
  for (const [act, form] of acts) {
    const { text } = await chief.post(`${page}/${act}`, form);
    expect(text, act).toContain("setelah pengiriman dilanjutkan.");
    expect(text, act).not.toMatch(/Sedang dikirim\. Hasilnya|Ralat sedang dikirim|Siaran sedang ditarik/);
  }
});

test("what is scheduled or under embargo is named, and stands in the fields with which it is changed", async () => {
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const at = { version: "1", date: day, zone: "WIB" };
  const named = (time: string): string => momentName(new Date(`${day}T${time}:00+07:00`));
  const { text: under } = await chief.post(`${page}/embargo`, { ...at, time: "17:10", what: "set" });
  expect(under).toContain(`Embargo sampai ${named("17:10")}.`);
  const { text } = await chief.post(`${page}/jadwalkan`, { ...at, time: "18:40" });
  expect(text).toContain(`Dijadwalkan untuk ${named("18:40")}.`);
  expect(valuesIn(text, "jadwal")).toEqual([day, "18:40", "WIB"]);
  expect(valuesIn(text, "embargo")).toEqual([day, "17:10", "WIB"]);
  const { text: refused } = await chief.post(`${page}/jadwalkan`, {
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
  await chief.post(`${page}/jadwalkan`, { version: "1", quick: "30 menit" });
  const { rows } = await app.db.pool.query<{ send_at: Date }>("select send_at from alerts where id = $1", [
    id,
  ]);
  const why = `Embargo tidak disimpan: siaran ${id} terjadwal ${momentName(rows[0]?.send_at ?? new Date())}, sebelum itu. Batalkan atau ubah jadwalnya dulu.`;
  const date = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const { text } = await chief.post(`${page}/embargo`, {
    version: "1",
    date,
    time: "18:00",
    zone: "WIB",
    what: "set",
  });
  expect(text).toContain(why.replace(`siaran ${id}`, "siaran ini"));
  await app.says(EDITOR, `/embargo ${id} 60 jam`);
  await until("the chat says the same", () => app.sentTo(EDITOR).includes(why));
  expect((await app.db.pool.query("select embargo_until from alerts where id = $1", [id])).rows).toEqual([
    { embargo_until: null },
  ]);
});

test("a draft too long to be sent says so, offers to change it, and is neither sent nor scheduled by an older page", async () => {
  const longer = JSON.stringify({ summary: "Kalimat yang panjang sekali. ".repeat(300) });
  await app.db.pool.query("update alerts set content = content || $1::jsonb where id = $2", [longer, id]);
  const { text } = await chief.get(page);
  expect(text).toMatch(
    /Pesan ini terlalu panjang: [\d.]+ karakter, paling banyak 4\.096\. Persingkat teksnya\./,
  );
  expect(text).toContain("Isinya belum dapat dikirim");
  expect(text).toContain("Simpan perubahan");
  for (const act of ["siarkan", "jadwalkan", "coba"]) expect(text).not.toContain(`action="${page}/${act}"`);
  for (const [act, form] of [
    ["siarkan", {}],
    ["jadwalkan", { quick: "30 menit" }],
  ] as const) {
    const refused = await chief.post(`${page}/${act}`, { version: "1", ...form });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("Persingkat teksnya.")]);
  }
  const { rows } = await app.db.pool.query("select state from alerts where id = $1", [id]);
  expect(rows).toEqual([{ state: "draft" }]);
});

test("why a draft was to be rejected stays typed where somebody changed it meanwhile", async () => {
  await app.db.pool.query("update alerts set version = 2 where id = $1", [id]);
  const { text } = await chief.post(`${page}/tolak`, { version: "1", reason: "Sudah basi & keliru" });
  expect(text).toContain("baru saja diubah");
  expect(text).toMatch(/<details open>\s*<summary>Tolak<\/summary>[^]*?value="Sudah basi &amp; keliru"/);
});

test("what its article does not say is marked where it is read, and named beside the button that would send it", async () => {
  const article = anArticle();
  await app.app.accept(article);
  page = `/siaran/${await draftOf(app, article.title ?? "")}`;
  const typed = {
    version: "1",
    headline: article.title ?? "",
    summary: "Korban mencapai 4.812 orang, kata Gubernur Sutarman. Nomornya A4.812 orang.",
    flash: article.title ?? "",
  };
  const mark = /<mark class="doubt">4\.812 orang<\/mark>/g;
  expect((await chief.post(`${page}/pratinjau`, typed)).text.match(mark), "on both apps").toHaveLength(2);
  const { text } = await chief.post(`${page}/ubah`, typed);
  expect(text.match(mark)).toHaveLength(2);
  const beside = text.slice(text.indexOf('class="row sendbar"'), text.indexOf(">Siarkan ke"));
  expect(beside).toContain("“4.812 orang”");
  expect(text, "found nowhere, it is not only told otherwise").not.toContain("4.812, tidak persis");
});

test("the flash that was the headline stays the headline when that is changed, and one of its own stays as it is", async () => {
  const { text } = await chief.get(page);
  const was = JSON.stringify({
    headline: `${street} ditutup`,
    summary: "",
    flash: `${street} ditutup`,
    callToAction: "",
    callToActionUrl: "",
    image: "",
    topics: [],
    breaking: false,
    toEveryone: true,
  });
  expect(text).toContain(was.replaceAll('"', "&quot;"));
  const flash = async (): Promise<unknown> =>
    (await app.db.pool.query("select content ->> 'flash' as flash from alerts where id = $1", [id])).rows[0]
      ?.flash;
  const form = { was, version: "1", headline: `${street} dibuka`, toEveryone: "ya" };
  await chief.post(`${page}/ubah`, { ...form, flash: `${street} ditutup` });
  expect(await flash()).toBe(`${street} dibuka`);
  await chief.post(`${page}/ubah`, { ...form, version: "2", flash: "Jalan dibuka pukul 10.00" });
  expect(await flash()).toBe("Jalan dibuka pukul 10.00");
});

test("of a recalled alert it shows what readers see where it could not be deleted, with the reason as one", async () => {
  await chief.post(`${page}/siarkan`, { version: "1" });
  await until("the reader has it", () => app.sentTo(1).some((text) => text.includes(street)));
  const { text } = await chief.post(`${page}/tarik`, { reason: "Sumbernya keliru." });
  expect(text).toContain("DITARIK");
  expect(text).toContain("Alasan: Sumbernya keliru.");
  expect(text).not.toContain("Ralat: Sumbernya keliru.");
});

test("its state is a live part: who leaves the page open reads when it is done", async () => {
  await chief.post(`${page}/siarkan`, { version: "1" });
  await until("it says so", async () =>
    /Pengiriman\s*<span[^>]*>Terkirim</.test((await chief.get(page)).text),
  );
  expect((await chief.get(page)).text).not.toContain("Sedang dikirim");
});
