import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hashOf } from "../../../src/app/desk/sign-in.ts";
import { addPerson } from "../../../src/store/desk/people.ts";
import { addLink } from "../../../src/store/desk/sign-ins.ts";
import { noteWhatsAppConnection, type WhatsAppConnection } from "../../../src/store/whatsapp/connection.ts";
import { SOURCE, startTestApp, type TestApp } from "../../support/app.ts";
import { anArticle } from "../../support/articles.ts";
import { faultsOn, hasBrowser, type Look, type Page, SIZES, startBrowser } from "../../support/browser.ts";
import { proxyPage } from "../../support/telegram-failures.ts";
import { until } from "../../support/until.ts";
import { whatsAppServer } from "../../support/whatsapp-server.ts";

/**
 * What a walk over the pages does not see: pages that say no, forms that were refused, what is open, empty, long, or only there in
 * some state of an alert or of WhatsApp's connection.
 */
vi.setConfig({ testTimeout: 300_000 });
let browser: Awaited<ReturnType<typeof startBrowser>>;
let whatsapp: Awaited<ReturnType<typeof whatsAppServer>>;

beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await startBrowser();
  whatsapp = await whatsAppServer(); // nobody scans its code
});
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await whatsapp[Symbol.asyncDispose]();
});

describe.skipIf(!hasBrowser)("axe finds nothing wrong", () => {
  test("in any state of an alert", async () => {
    await using desk = await newsroom();
    const { app, page, looks, posts } = desk;
    await posts("/siaran/1/jadwalkan", { quick: "1 jam" }, "scheduled");
    await posts("/siaran/1/jadwalkan", { date: "2020-01-01", time: "18:30" }, "refused");
    await posts("/siaran/1/ubah", { headline: LONG, image: "bukan alamat" }, "refused words");
    await posts("/siaran/1/ubah", { headline: LONG, summary: LONG }, "long words");
    await page.getByRole("link", { name: "Ubah isi" }).click();
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    await looks("all that opens is open");
    await posts("/siaran/1/tolak", { reason: "Belum lengkap." }, "rejected");
    await posts("/siaran/1/kembalikan", {}, "a draft again");
    await posts("/hentikan", {}, "everything stopped");
    await posts("/siaran/1/siarkan", {}, "waiting");
    await posts("/siaran/1/tahan", {}, "held");
    await posts("/siaran/1/teruskan", {}, "going on");
    app.telegram.failsFor(2, proxyPage(504));
    await posts("/lanjutkan", {}, "resumed");
    await page.goto(new URL("/siaran/1", page.url()).href);
    await page.getByText("1 kiriman tidak pasti sampai").waitFor();
    await looks("unknown");
    await page.goto(new URL("/siaran/1/kiriman", page.url()).href);
    await looks("the unknown one by one");
    await posts("/siaran/1/tak-pasti", { what: "leave" }, "left");
    await posts("/siaran/1/ralat", { headline: "Ralatnya", summary: "Isi." }, "corrected");
    await posts("/siaran/1/tarik", { reason: "Keliru." }, "recalled");
    const { rows } = await app.db.pool.query("select state, corrections from alerts");
    expect(rows, "each was done").toEqual([{ state: "recalled", corrections: 1 }]);
    expect(desk.faults).toEqual([]);
  });

  test("on pages of oversight in any state, and on those that say no", async () => {
    await using desk = await newsroom();
    const { app, page, looks, opens, posts } = desk;
    const { pool } = app.db;
    await opens("/topik?kata=kali+biru&kata=jembatan&ke=nasional", "a line for a topic");
    await opens("/topik?ke=nasional", "no word chosen");
    await opens("/siaran?kata=tidakada", "nothing found");
    await opens("/cari?q=zzz", "nothing in the archive");
    await opens("/catatan?apa=edit", "nothing on record");
    await opens("/cari", "the whole archive");
    await posts("/orang", { name: "Ratna", role: "editor", identities: "bukan akun" }, "no such account");
    await posts("/sumber/baru", { name: "", address: "" }, "no source");
    await posts("/siaran/baru", { words: "" }, "no words");
    await posts("/akun/kata-sandi", { password: "pendek" }, "too short");
    await posts("/akun/kata-sandi", { password: "empat kata yang mudah diingat" }, "a password is set");
    await opens("/akun", "a second factor to be set");
    const secret = await page.locator("input[name=secret]").inputValue();
    await posts("/akun/kode", { secret, code: "000000" }, "a code that does not fit");
    await posts("/akun/kode", { secret, code: new TOTP({ secret }).generate() }, "it is set");
    await page.setViewportSize(SIZES.phone);
    await page.getByRole("button", { name: /Lainnya/ }).click();
    await looks("the menu is open", [PHONE]);

    for (const [name, connection] of WHATSAPP) {
      await noteWhatsAppConnection(pool, "main", { ...connection, at: new Date() }, "test");
      await opens("/whatsapp", `WhatsApp: ${name}`);
    }
    await pool.query(
      "insert into whatsapp_accounts values ('main', '6281200000099', now(), now() + interval '1 day')",
    );
    await pool.query(
      "insert into whatsapp_channels values ('main', 'a', 'a@newsletter', 'Kabar Uji', 1200, true, now()), ('main', 'b', 'b@newsletter', 'Lain', null, false, now())",
    );
    await opens("/whatsapp", "WhatsApp: restricted, with channels");

    await page.goto(new URL("/masuk/tautan-lama", page.url()).href);
    await looks("a link that was used");
    await pool.query("alter table dead_letters rename to gone");
    await opens("/gagal", "a fault of ours");
    await pool.query("alter table gone rename to dead_letters");
    await posts("/siaran/1/tak-pasti", { only: "bukan angka" }, "a form nobody can read");
    await pool.query("update people set role = 'reader'");
    await opens("/orang", "not allowed");
    await opens("/siaran/1", "a reader looks at a draft");
    await opens("/tidak-ada", "no such page");
    await pool.query("delete from sessions");
    const words = { headline: LONG, summary: "Baris satu.\nBaris dua." };
    await posts("/siaran/1/ubah", words, "words behind the door");
    await page.context().clearCookies();
    const signsIn = async (): Promise<void> => {
      await page.goto(new URL("/masuk", page.url()).href);
      await page.getByLabel("Nama").fill("Ratna");
      await page.getByLabel("Kata sandi").fill("keliru sekali lagi");
      await page.getByRole("button", { name: "Masuk" }).click();
      await page.locator(".notice.bad").waitFor();
    };
    await signsIn();
    await looks("refused at the door");
    // As many tries as make anyone wait for a quarter of an hour, however slow this machine is.
    await pool.query(
      "insert into sign_in_failures select f.* from sign_in_failures f, generate_series(1, 20)",
    );
    await signsIn();
    await page.getByText("Terlalu banyak percobaan.").waitFor();
    await looks("too many tries");
    expect(desk.faults).toEqual([]);
  });
});

const LONG = `${"Pemerintah Kabupaten Sukamaju ".repeat(3)}${"https://kabaruji.example/".padEnd(90, "x")}`;

const NOTHING = { why: null, qr: null, code: null };
const WHATSAPP: readonly (readonly [string, Omit<WhatsAppConnection, "at">])[] = [
  ["connecting", { ...NOTHING, state: "connecting" }],
  ["a QR to be scanned", { ...NOTHING, state: "pairing", qr: "2@contoh,kode,untuk,dipindai" }],
  ["a code to be typed", { ...NOTHING, state: "pairing", code: "ABCD-1234" }],
  ["connected", { ...NOTHING, state: "open" }],
  ["without a line", { ...NOTHING, state: "waiting", why: "Sambungan terputus; dicoba lagi sebentar lagi." }],
  ["logged out", { ...NOTHING, state: "stopped", why: "Perangkat ini dikeluarkan dari ponsel." }],
  ["banned", { ...NOTHING, state: "stopped", why: "WhatsApp melarang akun ini." }],
];

// Every page is looked at in all four looks elsewhere: here a size and a scheme each once.
const PHONE: Look = { size: "phone", scheme: "light" };
const DESK: Look = { size: "desk", scheme: "dark" };

/** A draft with two readers, and an admin's browser that is looked at; what axe finds is gathered in `faults`. */
async function newsroom(): Promise<
  {
    app: TestApp;
    page: Page;
    faults: string[];
    looks(where: string, looks?: readonly Look[]): Promise<void>;
    opens(path: string, where: string): Promise<void>;
    /** Sends a form as a page without scripts does, about the draft as it is now, and looks at the answer. */
    posts(path: string, form: Record<string, string>, where: string): Promise<void>;
  } & AsyncDisposable
> {
  const app = await startTestApp({
    sweepEveryMs: 2_000,
    settings: { sources: [{ ...SOURCE, policy: "review", everySeconds: 3600 }] },
    environment: {
      SECRETS_KEY: Buffer.alloc(32, 2).toString("base64"),
      WHATSAPP: "on",
      WHATSAPP_URL: whatsapp.url,
      WHATSAPP_SESSION_KEY: Buffer.alloc(32, 1).toString("base64"),
    },
  });
  for (const reader of [1, 2]) await app.says(reader, "/langganan semua");
  await app.app.accept(anArticle());
  await until("the draft waits", async () => {
    const { rowCount } = await app.db.pool.query("select from alerts where state = 'draft'");
    return rowCount === 1;
  });
  const admin = await addPerson(
    app.db.pool,
    { name: "Ratna Dewi", role: "admin", maySend: true, identities: [] },
    "test",
    new Date(),
  );
  if ("taken" in admin) throw new Error("the name is taken");
  await addLink(app.db.pool, admin.id, hashOf("tautan-uji"), new Date(Date.now() + 600_000));
  const base = `http://127.0.0.1:${app.app.port}`;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}/masuk/tautan-uji`);
  await page.getByRole("button", { name: "Masuk ke meja redaksi" }).click();
  await page.getByRole("heading", { name: "Menunggu keputusan" }).waitFor();
  const faults: string[] = [];
  const looks = async (where: string, as: readonly Look[] = [PHONE, DESK]): Promise<void> => {
    faults.push(...(await faultsOn(page, as)).map((fault) => `${where}: ${fault}`));
  };
  return {
    app,
    page,
    faults,
    looks,
    async opens(path, where) {
      await page.goto(base + path);
      await looks(where);
    },
    async posts(path, form, where) {
      const { rows } = await app.db.pool.query<{ version: number }>(
        "select version from alerts where id = 1",
      );
      const fields = JSON.stringify({ version: String(rows[0]?.version), ...form });
      await Promise.all([
        page.waitForEvent("load"),
        page.evaluate(`
          const form = document.createElement("form");
          Object.assign(form, { method: "post", action: ${JSON.stringify(path)} });
          for (const [name, value] of Object.entries(${fields}))
            form.append(Object.assign(document.createElement("input"), { name, value }));
          document.body.append(form);
          form.submit();`),
      ]);
      await looks(where);
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      await app[Symbol.asyncDispose]();
    },
  };
}
