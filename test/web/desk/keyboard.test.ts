import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOURCE, type TestApp, testAppForAll } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { hasBrowser, type Page, SIZES, startBrowser } from "../../support/browser.ts";
import { isIn } from "../../support/desk-browser.ts";
import { deskPerson } from "../../support/desk-person.ts";
import { until } from "../../support/until.ts";

/** The desk without a mouse, enlarged, read aloud, without scripts, and with a session or a server that ends in the middle. */

let browser: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  if (hasBrowser) browser = await startBrowser();
});
afterAll(async () => {
  if (hasBrowser) await browser.close();
});

let app: TestApp;
testAppForAll(
  { settings: { sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }] } },
  async (shared) => {
    app = shared;
    await app.says(1, "/langganan semua");
    await app.app.accept(anArticle());
    await until("the draft waits", async () => {
      const { rowCount } = await app.db.pool.query("select from alerts where state = 'draft'");
      return rowCount === 1;
    });
  },
);

async function desk({
  size = SIZES.desk,
  scripts = true,
}: { size?: { width: number; height: number }; scripts?: boolean } = {}): Promise<
  { page: Page; opens(path: string): Promise<void> } & AsyncDisposable
> {
  const context = await browser.newContext({ viewport: size, javaScriptEnabled: scripts });
  const page = await context.newPage();
  await isIn(app, page);
  return {
    page,
    async opens(path) {
      await page.goto(new URL(path, page.url()).href);
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** What has the focus: its id, else its words. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    "document.activeElement === document.body ? 'nothing' : document.activeElement.id || document.activeElement.textContent.trim()",
  );

/** Counts how often anything inside is put in or written anew, from here on. */
const counts = (page: Page, inside: string): Promise<() => Promise<number>> =>
  page
    .evaluate(
      `globalThis.changes = 0;
       new MutationObserver((all) => (changes += all.length)).observe(document.querySelector(${JSON.stringify(inside)}), {
         subtree: true, childList: true, characterData: true,
       }); 0`,
    )
    .then(() => () => page.evaluate<number>("changes"));

const heard = (page: Page) => page.locator("#kabar");
const reject = (page: Page) => page.locator("summary", { hasText: "Tolak" });

describe.skipIf(!hasBrowser)("by keyboard and by ear", () => {
  test("the one stop keeps the focus where it is, pressing Enter twice does not lift it, and its end is told", async () => {
    await using one = await desk();
    const { page } = one;
    await page.getByRole("button", { name: "Hentikan semua" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Semua pengiriman dihentikan").waitFor();
    await until("the focus is on the part", async () => (await focused(page)) === "henti");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await focused(page), "the way on is next").toBe("Lanjutkan pengiriman");
    await page.keyboard.press("Enter");
    await heard(page).getByText("Pengiriman dilanjutkan.").waitFor();
    expect(await focused(page)).toBe("henti");
    const { rows } = await app.db.pool.query("select act from audit where subject = 'sending' order by id");
    expect(rows).toHaveLength(2);
  });

  test("where a colleague takes away the button that has the focus, the focus is where that is told", async () => {
    await using one = await desk();
    await using other = await desk();
    for (const { page } of [one, other]) await page.locator(".item .title a").first().click();
    await one.page.getByRole("button", { name: "Kirim ke saya dulu" }).focus();
    await other.page.getByRole("button", { name: /^Siarkan/ }).click();
    await one.page.getByText(/baru saja menyiarkan/).waitFor();
    expect(await focused(one.page)).toMatch(/baru saja menyiarkan/);
    await one.page.keyboard.press("Tab");
    expect(await focused(one.page)).toBe("Lihat yang terbaru");
    await one.page.getByRole("status").getByText("Kiriman selesai: 1 dari 1 chat.").waitFor();
  });

  test("what stands there already is not read aloud again when the page becomes live", async () => {
    const other = await deskPerson(app, "chief");
    await other.post("/hentikan");
    await using one = await desk();
    const { page } = one;
    await page.reload({ waitUntil: "domcontentloaded" });
    const changes = await counts(page, "#henti");
    await app.app.accept(
      anArticle({ title: "Pasar Baru Sukamaju Dibuka", url: "https://kabaruji.example/lain" }),
    );
    await page.getByRole("status").getByText("1 draf baru.").waitFor();
    expect(await changes()).toBe(0);
  });

  test("while all sending is stopped, what waits becomes more without the alert being read aloud again", async () => {
    const other = await deskPerson(app, "chief");
    await other.post("/hentikan");
    await using one = await desk();
    const { page } = one;
    const changes = await counts(page, "#henti [role=alert]");
    await other.post("/siaran/1/siarkan", { version: "1" });
    await page.getByRole("link", { name: /1 siaran menunggu/ }).waitFor();
    expect(await changes()).toBe(0);
  });

  test("a broadcast that was stopped is not told as done", async () => {
    const other = await deskPerson(app, "chief");
    await other.post("/hentikan");
    await other.post("/siaran/1/siarkan", { version: "1" });
    await using one = await desk();
    const { page } = one;
    await one.opens("/siaran/1");
    await other.post("/siaran/1/hentikan", { version: "1" });
    await page.getByText("baru saja menghentikan").waitFor();
    expect(await page.locator("[data-is] [role=status]").textContent()).toContain(
      "Kiriman dihentikan: 0 dari 1 chat.",
    );
  });

  test("a draft that was decided meanwhile is counted nowhere, and where a colleague sent it no link to its form is left", async () => {
    await using one = await desk();
    await using other = await desk();
    const counted = one.page.locator(".queue [data-mark=draf]");
    expect(await counted.textContent()).toBe("1");
    await other.opens("/siaran/1");
    await reject(other.page).click();
    await other.page.locator("#reason").fill("Belum pasti.");
    await (await deskPerson(app, "chief")).post("/siaran/1/siarkan", { version: "1" });
    await one.page.getByText("Sudah diputuskan.").waitFor();
    await counted.waitFor({ state: "hidden" });
    await other.page.getByText(/baru saja menyiarkan/).waitFor();
    expect(await other.page.locator("#reason").isVisible()).toBe(true);
    expect(await other.page.getByRole("link", { name: "Ubah isi" }).count()).toBe(0);
  });

  test("a press that takes long is told as under way until it is answered, and no longer", async () => {
    await using one = await desk();
    const { page } = one;
    await one.opens("/siaran/1");
    const told = heard(page).getByText("Sedang dikirim ke meja redaksi.");
    await page.route("**/tolak", async (route) => {
      await told.waitFor();
      await route.continue();
    });
    await reject(page).click();
    await page.getByRole("button", { name: "Tolak draf" }).click();
    await page.locator("main > .notice", { hasText: "Draf ditolak" }).waitFor();
    expect(await heard(page).textContent()).toBe("");
  });

  test("what the article does not support is told once, not at every pause in typing", async () => {
    await using one = await desk();
    const { page } = one;
    await page.locator(".item .title a").first().click();
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.locator("#ubah-summary").fill("Panjangnya 987 meter.");
    await page.locator("[data-doubts]").getByText("987").waitFor();
    const changes = await counts(page, "[data-doubts]");
    await page.locator("#ubah-summary").fill("Panjangnya 987 meter lebih.");
    await page.locator(".telegram", { hasText: "987 meter lebih" }).waitFor();
    expect(await changes()).toBe(0);
  });

  test("a press that got no answer says so beside the button, not over it, and can be put away", async () => {
    await using one = await desk({ size: SIZES.phone });
    const { page } = one;
    await page.locator(".item .title a").first().click();
    await page.route("**/siarkan", (route) => route.abort());
    const send = page.getByRole("button", { name: /^Siarkan/ });
    await send.focus();
    await page.keyboard.press("Enter");
    const said = page.locator("#gangguan");
    await said.waitFor();
    const [top, bottom] = [await said.boundingBox(), await send.boundingBox()];
    expect((top?.y ?? 0) + (top?.height ?? 0)).toBeLessThan(bottom?.y ?? 0);
    await page.getByRole("button", { name: "Tutup" }).focus();
    await page.keyboard.press("Enter");
    expect(await said.count()).toBe(0);
    expect(await focused(page)).toMatch(/^Siarkan/);
  });

  test("where the session is over, the way in is a link to another tab, and the words go on from there", async () => {
    await using one = await desk();
    const { page } = one;
    await one.opens("/siaran/baru");
    await page.locator("#words").fill("Pasar malam dibuka\nPasar malam dibuka pukul tujuh.");
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Buat draf" }).click();
    await page.getByText("Sesi Anda berakhir.").waitFor();
    const opened = page.context().waitForEvent("page");
    await page.getByRole("link", { name: "Masuk di tab baru" }).focus();
    await page.keyboard.press("Enter");
    const tab = await opened;
    await tab.getByRole("heading", { name: "Masuk ke meja redaksi" }).waitFor();
    await isIn(app, tab);
    await page.getByRole("button", { name: "Buat draf" }).click();
    await page.getByRole("heading", { name: "Pasar malam dibuka", level: 1 }).waitFor();
    expect((await app.db.pool.query("select from alerts")).rowCount, "the article's, and this").toBe(2);
  });

  test("a reason, a moment and somebody's data outlast another act on their page", async () => {
    await app.db.pool.query("update people set role = 'admin'");
    await using one = await desk();
    const { page } = one;
    await page.locator(".item .title a").first().click();
    await reject(page).click();
    await page.locator("#reason").fill("Menunggu kepastian dari polisi.");
    await page.locator("summary", { hasText: "Embargo" }).click();
    await page
      .locator("#embargo-hari")
      .fill(new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole("button", { name: "Simpan embargo" }).click();
    await page.locator("main > .notice", { hasText: "Embargo sampai" }).waitFor();
    expect(await page.locator("#reason").inputValue()).toBe("Menunggu kepastian dari polisi.");
    expect(await page.locator("#reason").isVisible()).toBe(true);
    await page.getByRole("button", { name: "Tolak draf" }).click();
    await page.getByText("Draf ini ditolak; tidak ada yang terkirim.").waitFor();

    const { id } = await deskPerson(app, "editor");
    await one.opens(`/orang/${id}`);
    await page.getByLabel("Nama", { exact: true }).fill("Nama yang lain");
    await page.getByLabel("Redaktur pelaksana").check();
    await page.getByRole("button", { name: "Buat tautan masuk" }).click();
    await page.getByText("berlaku sepuluh menit dan sekali saja").waitFor();
    expect(await page.getByLabel("Nama", { exact: true }).inputValue()).toBe("Nama yang lain");
    expect(await page.getByLabel("Redaktur pelaksana").isChecked()).toBe(true);
  });

  test.each([{ scripts: true }, { scripts: false }])(
    "a refusal is bound to its field, which has the focus, and the title tells of it (scripts: $scripts)",
    async ({ scripts }) => {
      await using one = await desk({ scripts });
      const { page } = one;
      await one.opens("/siaran/1");
      await page.locator("summary", { hasText: "Jadwalkan" }).click();
      const day = page.getByLabel("Tanggal").first();
      await day.fill("2020-01-01");
      await page.getByRole("button", { name: "Jadwalkan", exact: true }).click();
      await page.locator("#jadwal-hari[aria-invalid=true]").waitFor();
      await until("it has the focus", async () => page.locator("#jadwal-hari:focus").isVisible());
      expect(await day.getAttribute("aria-describedby")).toBe("jadwal-hari-galat");
      expect(await page.locator("#jadwal-hari-galat").textContent()).toMatch(/^Waktu itu sudah lewat/);
      expect(await day.inputValue()).toBe("2020-01-01");
      expect(await page.title()).toMatch(/^Belum berhasil: /);

      await one.opens("/siaran/baru");
      await page.getByLabel("Alamat artikel").fill("Terlalu panjang. ".repeat(1_300));
      await page.getByRole("button", { name: "Buat draf" }).click();
      await page.locator("#words[aria-invalid=true]:focus").waitFor();
      expect(await page.locator("#words").inputValue()).toMatch(/^Terlalu panjang/);
      expect(await page.locator("#words-galat").textContent()).toContain("Persingkat");
    },
  );
});

describe.skipIf(!hasBrowser)("on a low or narrow screen", () => {
  test("what is enlarged fourfold is not hidden behind bars, even while all sending is stopped", async () => {
    await (await deskPerson(app, "chief")).post("/hentikan");
    await using one = await desk({ size: { width: 320, height: 256 } });
    const { page } = one;
    await page.locator(".item .title a").first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const name of ["h1", "#periksa"]) {
      const seen = await page.evaluate(`(() => {
        const it = document.querySelector("${name}");
        it.scrollIntoView({ block: "center" });
        const { x, y, height } = it.getBoundingClientRect();
        return it.contains(document.elementFromPoint(x + 4, y + height / 2));
      })()`);
      expect(seen, name).toBe(true);
    }
    await page.evaluate("scrollTo(0, 0)");
    await page.getByRole("button", { name: /Lainnya/ }).click();
    const first = await page.getByRole("link", { name: "Arsip" }).boundingBox();
    expect(first?.y, "the whole menu can be reached").toBeGreaterThanOrEqual(0);
  });

  test("an alert's page is no wider than a tablet, or a desk enlarged twofold", async () => {
    await using one = await desk({ size: { width: 640, height: 450 } });
    const { page } = one;
    await one.opens("/siaran/1");
    for (const width of [640, 768, 991]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
  });

  test("a menu with hundreds of things that wait makes no page wider than 320 px", async () => {
    await app.db.pool.query(
      `insert into dead_letters (step, subject, error, attempts, died_at)
       select 'article', 1000 + n, 'halaman tidak terbaca', 5, now() from generate_series(1, 300) n`,
    );
    await app.db.pool.query(
      "update alerts set content = jsonb_set(content, '{headline}', to_jsonb(repeat('sangat', 60)))",
    );
    await using one = await desk({ size: { width: 320, height: 640 } });
    for (const path of ["/", "/siaran/1", "/gagal"]) {
      await one.opens(path);
      await one.page.locator("[data-mark=lainnya]", { hasText: "99+" }).waitFor();
      expect(await one.page.evaluate("document.documentElement.scrollWidth"), path).toBe(320);
    }
  });

  test("the way out of the stop shows its focus in both schemes", async () => {
    await (await deskPerson(app, "chief")).post("/hentikan");
    await using one = await desk({ size: SIZES.phone });
    const { page } = one;
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator("#henti").getByRole("button").focus();
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Tab");
      const [ring, ground] = await page.evaluate<[string, string]>(
        `[getComputedStyle(document.activeElement).outlineColor, getComputedStyle(document.querySelector(".halted")).backgroundColor]`,
      );
      expect(contrast(ring, ground), colorScheme).toBeGreaterThan(3);
    }
  });
});

describe("without scripts", () => {
  test("the page that the one stop leads to does not say that it failed", async () => {
    const { text } = await (await deskPerson(app, "chief")).post("/hentikan");
    expect(text).toContain("<title>Meja redaksi");
    expect(text).toMatch(/<p class="notice[^"]*"[^>]*>Semua pengiriman dihentikan\.<\/p>/);
  });
});

describe("what was typed is given back", () => {
  const WORDS = { headline: "Judul yang saya tulis", summary: "Isi yang panjang dan belum tersimpan." };

  test("where the service has a fault, to be sent again by a press", async () => {
    const editor = await deskPerson(app, "chief");
    await app.db.pool.query("alter table alerts rename to away");
    const answer = await editor.post("/siaran/1/ubah", { version: "1", ...WORDS });
    await app.db.pool.query("alter table away rename to alerts");
    expect(answer.status).toBe(500);
    expect(answer.text).toContain(`<pre class="copy" tabindex="0">${WORDS.summary}</pre>`);
    expect(answer.text).toMatch(/<form method="post" action="\/siaran\/1\/ubah"[^]*Kirim isian tadi/);
  });

  test("where a right was taken away meanwhile, to be copied; a password never", async () => {
    const reader = await deskPerson(app, "reader");
    const answer = await reader.post("/siaran/1/ubah", { version: "1", ...WORDS });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(WORDS.summary);
    expect(answer.text).not.toContain("Kirim isian tadi");
    await app.db.pool.query("alter table people rename to away");
    const password = "rahasia yang panjang sekali";
    const fault = await reader.post("/akun/kata-sandi", { password });
    await app.db.pool.query("alter table away rename to people");
    expect(fault.status).toBe(500);
    expect(fault.text).not.toContain(password);
  });

  test("at the door, the name", async () => {
    const desk = `http://127.0.0.1:${app.app.port}`;
    const body = new URLSearchParams({ name: "Ratna Dewi", password: "bukan ini" });
    const answer = await fetch(`${desk}/masuk`, { method: "POST", headers: { origin: desk }, body });
    const page = await answer.text();
    expect(page).toMatch(/id="name"[^>]*value="Ratna Dewi"/);
    expect(page).toMatch(/id="password"[^>]*aria-describedby="password-galat"[^>]*aria-invalid="true"/);
    expect(page).not.toContain("bukan ini");
  });
});

/** WCAG 2.2: of two colours as browsers compute them, "rgb(1, 2, 3)". */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
