import { spawnSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { startBrowser } from "../../test/support/browser.ts";
import { until } from "../../test/support/until.ts";
import { openNewsroom } from "./newsroom.ts";

/**
 * Pictures of the desk, made of the service itself with invented newspapers.
 *
 *   npm run pictures                 those of the documentation
 *   npm run pictures -- FOLDER all   every page in every look, to be looked at before a change is done
 */
const [folder, all] = process.argv.slice(2);
const FOLDER = folder ?? path.resolve(import.meta.dirname, "../../docs/pictures");
interface Look {
  name: string;
  viewport: { width: number; height: number };
  schemes: readonly ("light" | "dark")[];
}
const LOOKS: readonly Look[] = [
  { name: "ponsel", viewport: { width: 360, height: 780 }, schemes: all ? ["light", "dark"] : ["light"] },
  {
    name: "desktop",
    viewport: all ? { width: 1280, height: 800 } : { width: 1120, height: 640 },
    schemes: ["light", "dark"],
  },
];

mkdirSync(FOLDER, { recursive: true });
await using newsroom = await openNewsroom();
const { app, pool } = newsroom;
const base = `http://127.0.0.1:${app.port}`;
await using browser = await startBrowser();
const door = await browser.newPage();
await door.goto(app.firstAdmin ?? "");
await door.getByRole("button", { name: "Masuk ke meja redaksi" }).click();
await door.waitForURL(`${base}/`);
const signedIn = await door.context().storageState();

const quake = await alertNamed("Gempa Magnitudo");
const market = await alertNamed("Atap Pasar Cendana Sukamaju");
if (all) await empties();
await send(quake);
await until("it is done", async () => {
  const { rows } = await pool.query("select from deliveries where alert_id = $1 and state = 'waiting'", [
    quake,
  ]);
  return rows.length === 0;
});
const waves = await alertNamed("BMKG Sagara");
await send(waves);
await newsroom.changesTheWaves();
await newsroom.gathers();
for (const [name, where] of [
  ["meja", "/"],
  ["siaran", `/siaran/${market}`],
  ["pengiriman", `/siaran/${quake}`],
  ["sumber-berubah", `/siaran/${waves}`],
  ["sumber", "/sumber"],
] as const)
  await shoot(name, where);
if (all) await everything();

async function send(id: number): Promise<void> {
  await door.goto(`${base}/siaran/${id}`);
  await door.getByRole("button", { name: /^Siarkan ke/ }).click();
  await door.getByText("Sedang dikirim").first().waitFor();
}

async function alertNamed(words: string): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    "select id::int from alerts where content->>'headline' like $1 order by id limit 1",
    [`${words}%`],
  );
  return rows[0]?.id ?? 0;
}

/** Pages with nothing on them. */
async function empties(): Promise<void> {
  await shoot("kosong-riwayat", "/siaran");
}

async function everything(): Promise<void> {
  const long = await alertNamed("Pemerintah Kabupaten");
  const care = await alertNamed("Polisi Tangkap");
  for (const [name, where] of [
    ["siaran-panjang", `/siaran/${long}`],
    ["siaran-hati-hati", `/siaran/${care}`],
    ["kiriman", `/siaran/${quake}/kiriman`],
    ["riwayat", "/siaran"],
    ["tulis", "/siaran/baru"],
    ["sumber-baru", "/sumber/baru"],
    ["sumber-satu", "/sumber/suara-lintang"],
    ["chat", "/chat"],
    ["topik", "/topik"],
    ["whatsapp", "/whatsapp"],
    ["catatan", "/catatan"],
    ["arsip", "/cari?q=gempa"],
    ["arsip-kosong", "/cari?q=zzz+qqq"],
    ["gagal", "/gagal"],
    ["orang", "/orang"],
    ["orang-satu", "/orang/1"],
    ["akun", "/akun"],
    ["masuk", "/masuk"],
    ["tidak-ada", "/siaran/9999"],
  ] as const)
    await shoot(name, where);
}

/** A third of the size, where the machine has pngquant. */
function lighten(file: string): void {
  spawnSync("pngquant", ["--force", "--strip", "--ext", ".png", "128", file]);
}

/** On a phone and at a desk, the latter also in the dark. */
async function shoot(name: string, where: string): Promise<void> {
  for (const look of LOOKS) {
    for (const colorScheme of look.schemes) {
      const context = await browser.newContext({
        storageState: signedIn,
        viewport: look.viewport,
        colorScheme,
        locale: "id-ID",
        timezoneId: "Asia/Jakarta",
      });
      const page = await context.newPage();
      await page.goto(`${base}${where}`);
      await page.locator("main h1").first().waitFor();
      const file = path.join(FOLDER, `${name}-${look.name}${colorScheme === "dark" ? "-gelap" : ""}.png`);
      await page.screenshot({ path: file, fullPage: Boolean(all) });
      if (!all) lighten(file);
      process.stdout.write(`${path.basename(file)} ${Math.round(statSync(file).size / 1024)} KB\n`);
      await context.close();
    }
  }
}
