import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EDITOR, SOURCE, type TestApp, testAppForAll } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import {
  type BrowserContext,
  faultsOn,
  hasBrowser,
  LOOKS,
  type Page,
  SIZES,
  startBrowser,
} from "../../support/browser.ts";
import { isIn } from "../../support/desk-browser.ts";
import { answers, proxyPage } from "../../support/telegram-failures.ts";
import { until } from "../../support/until.ts";

/** Whole stories in a real browser, against the real service and a Telegram on loopback. Skipped where there is no Chromium. */

const READERS = [1, 2, 3];
let browser: Awaited<ReturnType<typeof startBrowser>>;

beforeAll(async () => {
  if (hasBrowser) browser = await startBrowser();
});
afterAll(async () => {
  if (hasBrowser) await browser.close();
});

const OPTIONS = {
  sweepEveryMs: 2_000,
  settings: { sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }] },
};
let app: TestApp;

/** There are readers, and a draft of an article. */
async function draftWaits(shared: TestApp): Promise<void> {
  app = shared;
  for (const reader of READERS) await app.says(reader, "/langganan semua");
  await app.app.accept(anArticle());
  await until("the draft waits", async () => {
    const { rowCount } = await app.db.pool.query("select from alerts where state = 'draft'");
    return rowCount === 1;
  });
}

/** An editor's browser. */
async function newsroom({ signedIn = true } = {}): Promise<
  { page: Page; context: BrowserContext; again(): Promise<Page> } & AsyncDisposable
> {
  const context = await browser.newContext({ viewport: SIZES.desk });
  const page = await context.newPage();
  if (signedIn) await isIn(app, page);
  return {
    page,
    context,
    async again() {
      const other = await (await browser.newContext({ viewport: SIZES.phone })).newPage();
      await isIn(app, other);
      return other;
    },
    async [Symbol.asyncDispose]() {
      for (const one of browser.contexts()) await one.close();
    },
  };
}

/** As an editor does: asks the bot for a link, opens it, presses the button. */
async function signIn(app: TestApp, page: Page): Promise<void> {
  const before = app.sentTo(EDITOR).length;
  await app.says(EDITOR, "/masuk");
  const link = (): string | undefined =>
    app
      .sentTo(EDITOR)
      .slice(before)
      .flatMap((text) => /https?:\S+\/masuk\/\S+/.exec(text) ?? [])
      .at(-1);
  await until("the bot answers with a link", () => link() !== undefined);
  await page.goto(link() ?? "");
  await page.getByRole("button", { name: "Masuk ke meja redaksi" }).click();
  await page.getByRole("heading", { name: "Menunggu keputusan" }).waitFor();
}

const texts = (app: TestApp, reader: number): string[] =>
  app.telegram
    .sentTo(reader)
    .filter(({ deleted }) => !deleted)
    .map(({ text }) => text);
const haveIt = (app: TestApp, words: string): boolean =>
  READERS.every((reader) => texts(app, reader).filter((text) => text.includes(words)).length === 1);

describe.skipIf(!hasBrowser)("at the desk", () => {
  testAppForAll(OPTIONS, draftWaits);

  test("what was rejected too soon is a draft again", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await page.locator(".item .title a").first().click();
    await page.getByText("Tolak", { exact: true }).click();
    await page.locator("#reason").fill("Belum lengkap.");
    await page.getByRole("button", { name: "Tolak draf" }).click();
    await page.getByText("Draf ini ditolak; tidak ada yang terkirim.").waitFor();
    await page.getByRole("button", { name: "Kembalikan menjadi draf" }).click();
    await page.getByText("Siaran ini menjadi draf lagi.").waitFor();
    await page.getByRole("button", { name: /^Siarkan ke 3 chat/ }).click();
    await until("the readers have it", () => haveIt(app, "Gabung"));
    expect((await app.db.pool.query("select from audit where act = 'reject'")).rowCount).toBe(1);
  });

  test("a draft is sent in three clicks from signing in, corrected, and recalled, with its progress on the page", async () => {
    await using desk = await newsroom({ signedIn: false });
    const { page } = desk;
    await signIn(app, page);
    await page.locator(".item .title a").first().click(); // one
    await page.getByRole("button", { name: /^Siarkan ke 3 chat/ }).click(); // two
    await page.getByText("Sedang dikirim. Hasilnya terlihat di bawah ini.").waitFor();
    await until("the readers have it", () => haveIt(app, "Gabung"));
    await page
      .locator("dt", { hasText: "Terkirim" })
      .locator("xpath=following-sibling::dd", { hasText: "3" })
      .waitFor();

    await page.getByText("Ralat", { exact: true }).click();
    await page.locator("#ralat-headline").fill("Pasar Sukamaju Dibuka Pukul Tujuh");
    await page.locator("#correction").fill("Jam buka semula tertulis pukul enam.");
    await page.getByRole("button", { name: "Kirim ralat" }).click();
    await page.getByText("Ralat sedang dikirim.").waitFor();
    await until("every message is changed", () => haveIt(app, "Ralat: Jam buka semula tertulis pukul enam."));

    await page.getByText("Tarik", { exact: true }).click();
    await page.locator("#why").fill("Sumbernya menarik berita ini.");
    await page.getByRole("button", { name: "Tarik siaran" }).click();
    await page.getByText("Siaran sedang ditarik.").waitFor();
    await until("it is gone everywhere", () =>
      READERS.every((reader) => !texts(app, reader).some((text) => text.includes("Pasar Sukamaju"))),
    );
    const { rows } = await app.db.pool.query(
      "select who, act from audit where subject = 'alert:1' and who like 'telegram:%' order by id",
    );
    expect(rows).toEqual(["approve", "correct", "recall"].map((act) => ({ who: `telegram:${EDITOR}`, act })));
  });

  test("words are edited, scheduled and called off; what was typed stays when it is refused", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await page.locator(".item .title a").first().click();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-headline").fill("Pasar Baru Sukamaju Dibuka Senin");
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByRole("heading", { name: "Pasar Baru Sukamaju Dibuka Senin", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Kirim ke saya dulu" }).click();
    await page.getByText("Terkirim ke chat pribadi Anda.").waitFor();
    expect(app.sentTo(EDITOR).at(-1), "as readers will have it").toContain(
      "Pasar Baru Sukamaju Dibuka Senin",
    );
    await page.getByText("Embargo", { exact: true }).click();
    await page
      .locator("#embargo-hari")
      .fill(new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole("button", { name: "Simpan embargo" }).click();
    await page.getByText("Diembargo sampai").waitFor();
    await page.getByRole("button", { name: /^Siarkan ke/ }).click();
    await page.locator("main > .notice.bad", { hasText: "diembargo sampai" }).waitFor();
    await page.getByText("Embargo", { exact: true }).click();
    await page.getByRole("button", { name: "Cabut embargo" }).click();
    await page.getByText("Embargo dicabut.").waitFor();
    await page.getByText("Jadwalkan", { exact: true }).first().click();
    await page.locator("#jadwal-hari").fill("2020-01-01");
    await page.locator("#jadwal-zona").selectOption("WIT");
    await page.getByRole("button", { name: "Jadwalkan", exact: true }).click();
    await page.locator("main > .notice", { hasText: "Waktu itu sudah lewat" }).waitFor();
    expect(await page.locator("#jadwal-hari").inputValue()).toBe("2020-01-01");
    expect(await page.locator("#jadwal-zona").inputValue()).toBe("WIT");
    await page.getByRole("button", { name: "30 menit lagi" }).click();
    await page.getByText("Terkirim otomatis pada").waitFor();
    const next = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await page.locator("summary", { hasText: "Ubah jadwal" }).click();
    await page.locator("#jadwal-hari").fill(next);
    await page.locator("#jadwal-pukul").fill("18:30");
    await page.locator("#jadwal-zona").selectOption("WITA");
    await page.getByRole("button", { name: "Ubah jadwal" }).click();
    await page.getByText("17.30 WIB (18.30 WITA, 19.30 WIT)").waitFor();
    await page.locator("summary", { hasText: "Ubah jadwal" }).click();
    await page.getByRole("button", { name: "Batalkan jadwal" }).click();
    await page.getByText("kembali menjadi draf").waitFor();
    expect(READERS.flatMap((reader) => texts(app, reader)).some((text) => text.includes("Pasar Baru"))).toBe(
      false,
    );
  });

  test("of two editors with the same draft one sends, and the other is told; a double click sends once", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const other = await desk.again();
    for (const tab of [page, other]) await tab.locator(".item .title a").first().click();
    await other.getByRole("link", { name: "Ubah isi" }).click();
    await other.locator("#ubah-summary").fill("Kata-kata saya yang belum disimpan.");
    await page.getByRole("button", { name: /^Siarkan/ }).dblclick();
    await page.getByText("Sedang dikirim. Hasilnya").waitFor();
    await other.getByText(/baru saja menyiarkan/).waitFor();
    expect(await other.locator("#ubah-summary").inputValue()).toBe("Kata-kata saya yang belum disimpan.");
    expect(await other.getByRole("button", { name: "Simpan perubahan" }).count(), "it is said").toBe(0);
    await until("the readers have it", () => haveIt(app, "Gabung"));
    const { rowCount } = await app.db.pool.query("select from deliveries");
    expect(rowCount).toBe(READERS.length);
  });

  test("one button stops everything, for everybody, and one lets it go on", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await page.getByRole("button", { name: "Hentikan semua" }).click();
    await page.getByText("Semua pengiriman dihentikan").waitFor();
    await page.locator(".item .title a").first().click();
    await page.getByRole("button", { name: /^Siarkan/ }).click();
    await page.locator("dt", { hasText: "Menunggu" }).first().waitFor();
    expect(READERS.flatMap((reader) => texts(app, reader)).some((text) => text.includes("Gabung"))).toBe(
      false,
    );
    await page.getByRole("button", { name: "Lanjutkan pengiriman" }).click();
    await until("the readers have it", () => haveIt(app, "Gabung"));
  });

  test("in many windows of one browser, pressing stop in any of them stops at once", async () => {
    await using desk = await newsroom();
    const { page, context } = desk;
    for (let windows = 1; windows < 5; windows++) {
      const other = await context.newPage();
      await other.goto(page.url(), { waitUntil: "commit" });
      await other.locator("#henti").getByRole("button").waitFor({ timeout: 10_000 });
    }
    await page.getByRole("button", { name: "Hentikan semua" }).click();
    await page.getByText("Semua pengiriman dihentikan").waitFor({ timeout: 10_000 });
    const { rows } = await app.db.pool.query(`select "on" from switches`);
    expect(rows).toEqual([{ on: false }]);
  });

  test("a page whose stream a proxy refused while the service restarted is live again by itself", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const refused = page.waitForResponse((response) => response.status() === 502);
    await page.route("**/hidup?*", (route) => route.fulfill({ status: 502 }), { times: 1 });
    await page.reload();
    await refused;
    const other = await desk.again();
    await other.getByRole("button", { name: "Hentikan semua" }).click();
    await page.getByText("Semua pengiriman dihentikan oleh").waitFor();
    expect(await page.getByRole("button", { name: "Lanjutkan pengiriman" }).count()).toBe(1);
  });

  test("a page that is cut off says that it may be out of date, and no more once it is live again", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const line = page.locator("header").getByText("Tidak tersambung dengan meja redaksi.");
    await page.clock.install();
    await page.clock.pauseAt(new Date(Date.now() + 60_000)); // however slow the machine is, only the time passes that is told below
    const refused = page.waitForResponse((response) => response.status() === 502);
    await page.route("**/hidup?*", (route) => route.fulfill({ status: 502 }));
    await page.reload();
    await refused;
    await page.clock.runFor(5_500);
    expect(await line.count(), "a service that restarts is soon back").toBe(0);
    await page.clock.runFor(1_000);
    await line.waitFor();
    await page.unroute("**/hidup?*");
    await page.clock.runFor(5_500);
    await line.waitFor({ state: "detached" });
  });

  test("a press that gets no answer says so, and may be pressed again", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await page.route("**/hentikan", () => undefined); // for ever
    await page.clock.install();
    await page.getByRole("button", { name: "Hentikan semua" }).click();
    await page.locator("form[action='/hentikan'][aria-busy]").waitFor();
    await page.clock.fastForward(15_000);
    await page.getByText("Sambungan terputus.").waitFor();
    await page.unroute("**/hentikan");
    await page.getByRole("button", { name: "Hentikan semua" }).click();
    await page.getByText("Semua pengiriman dihentikan").waitFor();
    expect((await app.db.pool.query(`select from switches where not "on"`)).rowCount).toBe(1);
  });

  test("without scripts everything that matters works", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: SIZES.phone });
    const page = await context.newPage();
    await signIn(app, page);
    await page.locator(".item .title a").first().click();
    await page.getByRole("button", { name: /^Siarkan/ }).click();
    await until("the readers have it", () => haveIt(app, "Gabung"));
    await until("the page shows it when it is loaded again", async () => {
      await page.reload();
      return (await page.locator("dd").first().textContent()) === "3";
    });
    expect(haveIt(app, "Gabung")).toBe(true);
    await context.close();
  });

  test("what is typed is shown as readers would see it, and is saved before anything can be sent", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await page.locator(".item .title a").first().click();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-headline").fill("Kata-kata yang *belum* disimpan");
    await page.locator(".telegram b", { hasText: "Kata-kata yang *belum* disimpan" }).waitFor();
    // Marks among the words would break ours on WhatsApp: it goes there as its clients show it.
    await page.locator(".whatsapp b", { hasText: /^belum$/ }).waitFor();
    expect(await page.getByRole("button", { name: /^Siarkan/ }).isDisabled()).toBe(true);
    await page.locator("#ubah-summary").fill("Jembatan itu menelan biaya Rp 977 miliar.");
    await page.locator("#pratinjau .why", { hasText: "977" }).waitFor(); // no such figure in the article
    await page.locator("#ubah [data-doubts]", { hasText: "977" }).waitFor(); // and beside what is typed
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByText("Perubahan disimpan.").waitFor();
    expect(await page.getByRole("button", { name: /^Siarkan/ }).isDisabled()).toBe(false);

    // Doubts that come while the button below them is being pressed do not move it away.
    await page.getByRole("link", { name: "Ubah isi" }).click();
    const asked = page.waitForResponse((response) => response.url().includes("/pratinjau"));
    await page.locator("#ubah-summary").fill("Jembatan itu menelan biaya Rp 978 miliar dalam 61 bulan.");
    await page.getByRole("button", { name: "Simpan perubahan" }).hover();
    await page.mouse.down();
    await (await asked).finished();
    await page.evaluate("new Promise((resolve) => requestAnimationFrame(resolve))"); // it would stand there by now
    await page.mouse.up();
    await until("it is saved", async () => {
      const { rowCount } = await app.db.pool.query(
        "select from alerts where content->>'summary' like '%978%'",
      );
      return rowCount === 1;
    });
  });

  test("words that are not saved are neither scheduled nor tried, and an act beside them leaves them as they are", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await page.locator(".item .title a").first().click();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-headline").fill("Judul yang belum disimpan");
    await page.locator(".telegram b", { hasText: "Judul yang belum disimpan" }).waitFor(); // else it moves what is pressed
    await page.locator("summary", { hasText: "Jadwalkan" }).click();
    for (const name of ["Besok 06.00 WIB", "Jadwalkan", "Kirim ke saya dulu"])
      expect(await button(name).isDisabled(), name).toBe(true);
    await page
      .locator("details", { hasText: "Besok 06.00" })
      .getByText("Simpan perubahan Anda dulu.")
      .waitFor();
    await page.getByText("Embargo", { exact: true }).click();
    await button("Simpan embargo").click();
    await page.getByText("Diembargo sampai").waitFor();
    expect(await page.locator("#ubah-headline").inputValue()).toBe("Judul yang belum disimpan");
    expect(await page.getByRole("button", { name: /^Siarkan/ }).isDisabled(), "still unsaved").toBe(true);
    await button("Simpan perubahan").click();
    await page.getByRole("heading", { name: "Judul yang belum disimpan", level: 1 }).waitFor();
    await page.locator("summary", { hasText: "Jadwalkan" }).click();
    expect(await button("Besok 06.00 WIB").isDisabled()).toBe(false);

    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-headline").fill("Kata-kata yang akhirnya tidak dipakai");
    await page.locator(".telegram b", { hasText: "Kata-kata yang akhirnya tidak dipakai" }).waitFor(); // else it moves what is pressed
    await page.locator("summary", { hasText: "Tolak" }).click();
    await button("Tolak draf").click();
    await page.getByText("Draf ini ditolak; tidak ada yang terkirim.").waitFor();
    expect(await page.locator("#ubah-headline").isVisible(), "to be read and copied").toBe(true);
    expect(await button("Simpan perubahan").count()).toBe(0);
    await button("Kembalikan menjadi draf").click();
    await page.getByText("Siaran ini menjadi draf lagi.").waitFor();
    await button("Simpan perubahan").click();
    await page.getByText("Perubahan disimpan.").waitFor();
    const { rows } = await app.db.pool.query("select content->>'headline' as headline, state from alerts");
    expect(rows).toEqual([{ headline: "Kata-kata yang akhirnya tidak dipakai", state: "draft" }]);
  });

  test("a broadcast is held at once while its correction is being typed, and the correction is still there", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const arrives = arrivesWhenTold(app);
    await page.locator(".item .title a").first().click();
    await page.getByRole("button", { name: /^Siarkan ke 3 chat/ }).click();
    await page.getByText("Sedang dikirim. Hasilnya").waitFor();
    await page.getByText("Ralat", { exact: true }).click();
    await page.locator("#ralat-headline").fill("Judul yang benar");
    await page.locator("#correction").fill("Judulnya semula keliru.");
    await page.getByText("Tarik", { exact: true }).click();
    await page.locator("#why").fill("Atau ditarik saja.");
    const asTyped = async (): Promise<void> => {
      expect(await page.locator("#ralat-headline").inputValue()).toBe("Judul yang benar");
      expect(await page.locator("#correction").inputValue()).toBe("Judulnya semula keliru.");
      expect(await page.locator("#why").inputValue()).toBe("Atau ditarik saja.");
      expect(await page.locator("#ralat-headline").isVisible()).toBe(true);
    };
    await page.getByRole("button", { name: "Tahan" }).click();
    await page.getByText("Siaran ditahan.").waitFor();
    await asTyped();
    expect((await app.db.pool.query("select state from alerts")).rows).toEqual([{ state: "paused" }]);
    await page.getByRole("button", { name: "Teruskan" }).click();
    await page.getByText("Siaran diteruskan.").waitFor();
    await asTyped();
    await page.getByRole("button", { name: "Kirim ralat" }).click();
    await page.getByText("Ralat sedang dikirim.").waitFor();
    expect(await page.locator("#why").inputValue()).toBe("Atau ditarik saja.");
    const { rows } = await app.db.pool.query("select content->>'headline' as headline from alerts");
    expect(rows).toEqual([{ headline: "Judul yang benar" }]);
    READERS.forEach(arrives);
  });

  test("words that a colleague changed are not overwritten unseen after an act of one's own", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const other = await desk.again();
    const arrives = arrivesWhenTold(app);
    await page.locator(".item .title a").first().click();
    await page.getByRole("button", { name: /^Siarkan ke 3 chat/ }).click();
    await page.getByText("Sedang dikirim. Hasilnya").waitFor();
    await page.getByText("Ralat", { exact: true }).click();
    await page.locator("#ralat-headline").fill("Ralat saya");
    await other.goto(page.url());
    await other.getByText("Ralat", { exact: true }).click();
    await other.locator("#ralat-headline").fill("Ralat rekan");
    await other.getByRole("button", { name: "Kirim ralat" }).click();
    await other.getByText("Ralat sedang dikirim.").waitFor();
    await page.getByRole("button", { name: "Tahan" }).click();
    await page.getByText("Siaran ditahan.").waitFor();
    await page.getByRole("button", { name: "Kirim ralat" }).click();
    await page.getByText(/baru saja diralat oleh|baru saja diubah oleh/).waitFor();
    expect(await page.locator("#ralat-headline").inputValue()).toBe("Ralat saya");
    const { rows } = await app.db.pool.query("select content->>'headline' as headline from alerts");
    expect(rows).toEqual([{ headline: "Ralat rekan" }]);
    READERS.forEach(arrives);
  });

  test("in a browser of years ago the button that was pressed is the one that counts", async () => {
    await using desk = await newsroom();
    const { page, context } = desk;
    await context.addInitScript(`{
      const Today = FormData;
      window.FormData = class extends Today { constructor(form) { super(form); } };
    }`);
    await page.locator(".item .title a").first().click();
    await page.reload();
    await page.getByText("Jadwalkan", { exact: true }).first().click();
    await page.getByRole("button", { name: "Besok 06.00 WIB" }).click();
    await page.getByText("Terkirim otomatis pada").waitFor();
    const { rows } = await app.db.pool.query(
      "select to_char(send_at at time zone 'Asia/Jakarta', 'HH24:MI') as at from alerts",
    );
    expect(rows).toEqual([{ at: "06:00" }]);
  });

  test("what is too long is said, and stays to be shortened; an answer that is not the desk's changes nothing", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await page.getByRole("link", { name: "Tulis siaran" }).click();
    const sends = async (words: string, answer: string): Promise<void> => {
      await page.locator("#words").fill(words);
      await page.getByRole("button", { name: "Buat draf" }).click();
      await page.getByText(answer).first().waitFor();
      expect(await page.locator("#words").inputValue()).toBe(words);
    };
    await sends("kata ".repeat(4_100).trim(), "Teks ini lebih dari 20.000 karakter.");
    await sends("kata ".repeat(60_000).trim(), "Isian Anda terlalu panjang");
    await page.route("**/siaran/baru", (route) => route.fulfill({ status: 429, body: "Too many requests" }));
    await sends("Jalan ditutup", "Jawaban yang datang bukan dari meja redaksi.");
    await page.route("**/hentikan", (route) => route.fulfill({ status: 200, body: "Masuk ke Wi-Fi dulu" }));
    await page.getByText("Jawaban yang datang").evaluate("(one) => one.remove()");
    await page.getByRole("button", { name: "Hentikan semua" }).click();
    await page.getByText("Jawaban yang datang bukan dari meja redaksi.").waitFor();
  });

  test("a lost connection keeps the form and says so; pressing again is safe", async () => {
    await using desk = await newsroom();
    const { page, context } = desk;
    await page.locator(".item .title a").first().click();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-headline").fill("Jembatan Setelah Putus");
    await context.setOffline(true);
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByText("Sambungan terputus").waitFor();
    expect(await page.locator("#ubah-headline").inputValue()).toBe("Jembatan Setelah Putus");
    await context.setOffline(false);
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByText("Perubahan disimpan.").waitFor();
    const { rows } = await app.db.pool.query("select version from alerts");
    expect(rows).toEqual([{ version: 2 }]);
  });

  test("what a colleague decides says so in the queue, where it stood", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await app.says(EDITOR, "/siarkan Kabar kedua");
    await page.getByText("1 draf baru.").waitFor();
    const waiting = (count: string) => page.locator(".menu [data-mark=draf]", { hasText: count });
    await waiting("2").waitFor();
    await page.getByRole("link", { name: "Tampilkan" }).click();
    const other = await desk.again();
    await other.getByRole("link", { name: "Kabar kedua" }).click();
    await other.locator("summary", { hasText: "Tolak" }).click();
    await other.getByRole("button", { name: "Tolak draf" }).click();
    await page.locator(".item.over", { hasText: "Kabar kedua" }).getByText("Sudah diputuskan.").waitFor();
    await waiting("1").waitFor();
    expect(await page.locator(".item.over").count(), "and the other waits").toBe(1);
    await other.getByRole("button", { name: "Kembalikan menjadi draf" }).click();
    await page.locator(".item.over").waitFor({ state: "detached" });
  });

  test("what a colleague does is told on the page at once, and what was typed there stays", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const other = await desk.again();
    for (const tab of [page, other]) {
      await tab.locator(".item .title a").first().click();
      await tab.getByRole("link", { name: "Ubah isi" }).click();
    }
    await other.locator("#ubah-headline").fill("Kata-kata kedua");
    await page.locator("#ubah-headline").fill("Kata-kata pertama");
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await other.getByText(/baru saja mengubah isi/).waitFor();
    expect(await other.locator("#ubah-headline").inputValue()).toBe("Kata-kata kedua");
    await other.getByRole("button", { name: "Simpan perubahan" }).click();
    await other.getByText(/baru saja diubah oleh/).waitFor();
    expect(await other.locator("#ubah-headline").inputValue()).toBe("Kata-kata kedua");
    expect(await other.getByRole("button", { name: /^Siarkan/ }).isDisabled(), "still unsaved").toBe(true);
    expect(await other.locator("main").textContent(), "no id of anyone's on a page").not.toContain(
      `telegram:${EDITOR}`,
    );
  });

  test("what a colleague saved beside one's own words is kept, and what both changed is seen and can be taken", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const other = await desk.again();
    for (const tab of [page, other]) {
      await tab.locator(".item .title a").first().click();
      await tab.getByRole("link", { name: "Ubah isi" }).click();
    }
    const saved = async () =>
      (
        await app.db.pool.query(
          "select content->>'headline' as headline, content->>'summary' as summary from alerts",
        )
      ).rows[0];
    await page.locator("#ubah-headline").fill("Judul rekan");
    await page.locator("#ubah-summary").fill("Isi dari rekan.");
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByText("Perubahan disimpan.").waitFor();
    await other.locator("#ubah-headline").fill("Judul saya");
    await other.getByRole("button", { name: "Simpan perubahan" }).click();
    await other.getByText(/baru saja diubah oleh/).waitFor();
    expect(await other.locator("#ubah-headline").inputValue()).toBe("Judul saya");
    expect(await other.locator("#ubah-summary").inputValue(), "only the colleague changed it").toBe(
      "Isi dari rekan.",
    );
    await other.locator(".saved", { hasText: "Sekarang tersimpan: Judul rekan" }).waitFor();
    expect(await other.locator(".saved").count()).toBe(1);
    expect(await faultsOn(other, LOOKS)).toEqual([]);
    await other.getByRole("button", { name: "Pakai yang tersimpan" }).click();
    expect(await other.locator("#ubah-headline").inputValue()).toBe("Judul rekan");
    await other.locator("#ubah-headline").fill("Judul kami berdua");
    await other.getByRole("button", { name: "Simpan perubahan" }).click();
    await other.getByText("Perubahan disimpan.").waitFor();
    expect(await saved()).toEqual({ headline: "Judul kami berdua", summary: "Isi dari rekan." });
  });

  test("what has just been saved is not shown as not saved", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await page.locator(".item .title a").first().click();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.clock.install();
    await page.clock.pauseAt(new Date(Date.now() + 60_000)); // no time passes between typing and saving
    await page.locator("#ubah-headline").fill("Judul yang disimpan seketika");
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByText("Perubahan disimpan.").waitFor();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.clock.fastForward(2_000);
    await page.evaluate("fetch('/hidup')"); // a request that is surely seen, after any other
    await until("it was asked", () => asked.includes("/hidup"));
    expect(asked).not.toContain("/siaran/1/pratinjau");
    expect(await page.locator("#pratinjau").textContent()).not.toContain("Belum disimpan");
  });

  test("back from a place in the article is on the same page, as it was", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await page.locator(".item .title a").first().click();
    await page.locator(".proofs a").first().click();
    await page.evaluate("document.body.dataset.same = 'yes'");
    await page.goBack();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-headline").fill("Kata-kata sesudah kembali");
    await page.locator(".telegram b", { hasText: "Kata-kata sesudah kembali" }).waitFor();
    expect(await page.locator("body[data-same]").count(), "it was not loaded again").toBe(1);
  });

  test("on a page left open nothing is offered that is over; a press in the midst of news counts, and what is typed stays", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const other = await desk.again();
    const arrives = arrivesWhenTold(app);
    for (const tab of [page, other]) await tab.locator(".item .title a").first().click();
    const name = (words: string | RegExp) => ({ name: words });
    await page.getByRole("button", name(/^Siarkan ke 3 chat/)).click();
    await other.getByText(/baru saja menyiarkan/).waitFor();
    expect(await other.getByRole("button", name(/^Siarkan|^Kirim ke saya/)).count(), "it is decided").toBe(0);

    const hold = await other.getByRole("button", name("Tahan")).boundingBox();
    await other.mouse.move((hold?.x ?? 0) + 5, (hold?.y ?? 0) + 5);
    await other.mouse.down();
    arrives(1);
    await other.locator("dd", { hasText: /^1$/ }).waitFor();
    await other.mouse.up();
    await other.getByText("Siaran ditahan.").waitFor();

    await page.getByRole("button", name("Teruskan")).click();
    await page.getByText("Siaran diteruskan.").waitFor();
    await page.getByText("Ralat", { exact: true }).click();
    await page.locator("#ralat-headline").fill("Kata-kata ralat saya");
    for (const reader of READERS) arrives(reader);
    await page.getByRole("heading", name(/Pengiriman\s+Terkirim/)).waitFor();
    expect(await page.getByRole("button", name(/^(Tahan|Hentikan|Teruskan)$/)).count(), "it is sent").toBe(0);
    expect(await page.getByRole("button", name("Kirim ralat")).isVisible()).toBe(true);

    await other.getByText("Tarik", { exact: true }).click();
    await other.getByRole("button", name("Tarik siaran")).click();
    await page.getByText(/baru saja menarik/).waitFor();
    expect(await page.getByRole("button", name(/^(Kirim ralat|Tarik siaran)$/)).count(), "it is gone").toBe(
      0,
    );
    expect(await page.locator("#ralat-headline").inputValue()).toBe("Kata-kata ralat saya");
    expect(await page.locator("#ralat-headline").isVisible()).toBe(true);
  });

  test("the stop is seen on every page at once, by whom, and takes nothing from what is being typed", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const other = await desk.again();
    await other.getByRole("link", { name: "Tulis siaran" }).click();
    await other.locator("#words").fill("Sedang saya tulis");
    await page.getByRole("button", { name: "Hentikan semua" }).click();
    await other.getByText("Semua pengiriman dihentikan oleh").waitFor();
    await other.getByRole("button", { name: "Lanjutkan pengiriman" }).click();
    expect(await other.locator("#words").inputValue()).toBe("Sedang saya tulis");
    await page.getByRole("button", { name: "Hentikan semua" }).waitFor();
  });

  test("the keyboard alone sends an alert", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await tabTo(page, /^Jembatan/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Putusan" }).waitFor();
    await tabTo(page, /^Siarkan ke/);
    await page.keyboard.press("Enter");
    await until("the readers have it", () => haveIt(app, "Gabung"));
    await page.getByText("Sedang dikirim. Hasilnya").waitFor();
    expect(await page.evaluate("document.activeElement.className"), "the answer has the focus").toContain(
      "notice",
    );
  });

  test("what was done is on record with before and after, and what did not arrive with its reason", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    app.telegram.failsFor(3, answers(403, "Forbidden: bot was blocked by the user"));
    await page.locator(".item .title a").first().click();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-headline").fill("Judul yang baru");
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByText("Perubahan disimpan.").waitFor();
    await page.getByRole("button", { name: /^Siarkan/ }).click();
    await page.getByRole("link", { name: "Yang tidak sampai, dan sebabnya" }).click();
    await page.getByRole("cell", { name: "Pergi atau memblokir" }).waitFor();
    expect(await page.locator("main").textContent()).toContain("bot diblokir oleh pengguna");

    await page.getByRole("link", { name: "Catatan" }).click();
    await page.locator("#apa").selectOption("edit");
    await page.getByRole("button", { name: "Saring" }).click();
    await page.getByText("Sebelum dan sesudah").click();
    await page.locator("ins", { hasText: "Judul yang baru" }).first().waitFor(); // the flash was the same
    expect(await page.locator(".history li").count()).toBe(1);
  });

  test("an article that failed for good is started again by who may, and by nobody else", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await app.db.pool.query(
      `insert into dead_letters (step, subject, error, attempts, died_at) values ('article', 1, 'halaman tidak terbaca', 5, now())`,
    );
    await app.db.pool.query("update people set may_send = false");
    await page.getByRole("link", { name: "Yang gagal" }).click();
    await page.getByText("halaman tidak terbaca").waitFor();
    expect(await page.getByRole("button", { name: "Coba lagi" }).count(), "an editor may look").toBe(0);
    await app.db.pool.query("update people set role = 'chief'");
    await page.reload();
    await page.getByRole("button", { name: "Coba lagi" }).click();
    await page.getByText("Dicoba lagi.").waitFor();
    await page.getByRole("heading", { name: "Tidak ada yang gagal" }).waitFor();
    expect((await app.db.pool.query("select from audit where act = 'retry'")).rowCount).toBe(1);
  });

  test("a source that changed its article is told on the desk, with the correction to be looked at and sent", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const article = anArticle({ url: "https://kabar-uji.example/berita/berubah" });
    const said = (hurt: number) => ({
      ...article,
      title: "Atap Pasar Cendana Ambruk",
      body: { form: "text" as const, content: marketFell(hurt) },
    });
    await app.app.accept(said(15));
    await until("its draft waits", async () => {
      const { rowCount } = await app.db.pool.query(
        "select from alerts where content->>'headline' = 'Atap Pasar Cendana Ambruk'",
      );
      return rowCount === 1;
    });
    await page.reload();
    await page.getByRole("link", { name: "Atap Pasar Cendana Ambruk" }).click();
    await page.getByRole("button", { name: /^Siarkan ke/ }).click();
    await until("the readers have it", () => haveIt(app, "15 pedagang"));
    await app.app.accept(said(17));
    await until("the new text is read", async () => {
      const { rowCount } = await app.db.pool.query(
        "select from articles where clean::text like '%17 pedagang%'",
      );
      return rowCount === 1;
    });

    await page.goto(new URL("/", page.url()).href);
    await page
      .getByRole("region", { name: "Perlu dilihat" })
      .getByRole("link", { name: "Atap Pasar" })
      .click();
    await page.getByRole("heading", { name: "Sumber berubah" }).waitFor();
    await page.locator("ins", { hasText: "17" }).first().waitFor();
    expect(await faultsOn(page, LOOKS)).toEqual([]);
    await page.getByRole("link", { name: "Siapkan ralat" }).click();
    expect(await page.locator("#ralat-summary").inputValue()).toContain("17 pedagang");
    expect(await faultsOn(page, LOOKS)).toEqual([]);
    await page.locator("#correction").fill("Jumlah korban semula tertulis 15.");
    await page.locator(".telegram", { hasText: "Ralat: Jumlah korban semula tertulis 15." }).waitFor();
    await page.getByRole("button", { name: "Kirim ralat" }).click();
    await page.getByText("Ralat sedang dikirim.").waitFor();
    await until("every message is changed", () => haveIt(app, "17 pedagang"));
    expect(await page.getByRole("heading", { name: "Sumber berubah" }).count(), "it is dealt with").toBe(0);
  });

  test("two tabs at once: one sends, the other sees it go, corrects and recalls, and the first is told each time", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    const other = await desk.again();
    for (const tab of [page, other]) await tab.locator(".item .title a").first().click();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-headline").fill("Jembatan Kali Biru Dibuka Kembali");
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByText("Perubahan disimpan.").waitFor();
    await page.getByRole("button", { name: /^Siarkan ke/ }).click();
    await page.getByText("Sedang dikirim. Hasilnya").waitFor();

    await other.getByText(/baru saja menyiarkan/).waitFor(); // without reloading
    await other.locator("dd", { hasText: /^3$/ }).waitFor();
    await other.getByRole("link", { name: "Lihat yang terbaru" }).click();
    await other.getByText("Ralat", { exact: true }).click();
    await other.locator("#ralat-headline").fill("Jembatan Kali Biru Dibuka Pukul Tujuh");
    await other.locator("#correction").fill("Jamnya semula tidak disebut.");
    await other.getByRole("button", { name: "Kirim ralat" }).click();
    await until("every message is changed", () => haveIt(app, "Ralat: Jamnya semula tidak disebut."));

    await page.getByText(/baru saja meralat/).waitFor();
    await page.getByRole("heading", { name: "Ralat 1" }).waitFor();
    await page.getByRole("link", { name: "Lihat yang terbaru" }).click();
    await page.getByText("Tarik", { exact: true }).click();
    await page.locator("#why").fill("Sumbernya menarik berita ini.");
    await page.getByRole("button", { name: "Tarik siaran" }).click();
    await other.getByText(/baru saja menarik/).waitFor();
    await until("it is gone everywhere", () =>
      READERS.every((reader) => !texts(app, reader).some((text) => text.includes("Jembatan Kali Biru"))),
    );
    const { rows } = await app.db.pool.query(
      "select act from audit where subject = 'alert:1' and who like 'telegram:%' order by id",
    );
    expect(rows.map(({ act }) => act)).toEqual(["edit", "approve", "correct", "recall"]);
  });

  test("deliveries of which nobody knows are sent again where an editor says so, and are on record", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    app.telegram.failsFor(2, proxyPage(504));
    await page.locator(".item .title a").first().click();
    await page.getByRole("button", { name: /^Siarkan ke/ }).click();
    await page.getByRole("button", { name: "Kirim lagi" }).waitFor();
    expect(await page.getByRole("button", { name: "Kirim lagi" }).isEnabled(), "who may mend").toBe(true);
    app.telegram.failsFor(2, null);
    await app.db.pool.query("update people set role = 'chief'");
    await page.getByRole("button", { name: "Kirim lagi" }).click();
    await page.getByText("Kiriman yang tidak pasti sudah diputuskan.").waitFor();
    await until("the third has it too", () => haveIt(app, "Gabung"));
    expect((await app.db.pool.query("select from audit where act = 'send again'")).rowCount).toBe(1);
  });

  test("axe finds nothing wrong on any page, at a phone and a desk, light and dark", async () => {
    await using desk = await newsroom();
    const { page } = desk;
    await app.db.pool.query("update people set role = 'admin'");
    const refused: string[] = [];
    page.on("console", (said) => {
      if (said.text().includes("Content Security Policy")) refused.push(said.text());
    });
    for (const path of PAGES) {
      await page.goto(new URL(path, page.url()).href);
      expect(await faultsOn(page, LOOKS), path).toEqual([]);
    }
    expect(refused, "nothing on a page is against its own policy").toEqual([]);
  }, 180_000);
});

/** Nothing arrives at Telegram until it is told to whom. */
function arrivesWhenTold({ telegram }: TestApp): (reader: number) => void {
  const arrivals = new Map(READERS.map((reader) => [reader, Promise.withResolvers<void>()]));
  telegram.failsWhen(({ args }) => {
    const when = arrivals.get(Number(args["chat_id"]))?.promise;
    return when ? { kind: "arrives later", when } : null;
  });
  return (reader) => arrivals.get(reader)?.resolve();
}

function marketFell(hurt: number): string {
  return [
    `SUKAMAJU, KABARUJI.ID - Atap Pasar Cendana di Kabupaten Sukamaju ambruk pada Senin pagi dan melukai ${hurt} pedagang yang sedang membuka lapak.`,
    "Kepala Badan Penanggulangan Bencana Sukamaju Rendra Wibawa mengatakan rangka baja pasar itu roboh sekitar pukul 06.20 WIB.",
    "Para korban dibawa ke RSUD Wanasari dengan tujuh ambulans.",
  ].join("\n");
}

/** Every page, one of each. */
const PAGES = [
  "/",
  "/siaran/1",
  "/siaran/1/kiriman",
  "/siaran/baru",
  "/siaran",
  "/sumber",
  "/sumber/baru",
  "/sumber/kabar-uji",
  "/whatsapp",
  "/orang",
  "/orang/1",
  "/chat",
  "/topik",
  "/cari?q=jembatan",
  "/gagal",
  "/catatan",
  "/akun",
  "/masuk",
  "/siaran/999",
];

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (name.test((await page.locator(":focus").textContent())?.trim() ?? "")) return;
  }
  throw new Error(`Tab never reaches ${String(name)}`);
}
