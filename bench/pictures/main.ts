import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { articles } from "../../demo/articles.ts";
import { startApp } from "../../src/app.ts";
import { configFrom } from "../../src/config.ts";
import { startBrowser } from "../../test/support/browser.ts";
import { startTelegramServer } from "../../test/support/telegram-server.ts";
import { until } from "../../test/support/until.ts";

/**
 * The desk's pictures for the documentation, made of the service itself with the demo's invented newspaper: `npm run pictures [folder]`.
 */
const FOLDER = process.argv[2] ?? path.resolve(import.meta.dirname, "../../docs/pictures");
const LOOKS = [
  { name: "ponsel", viewport: { width: 390, height: 844 }, schemes: ["light"] },
  { name: "desktop", viewport: { width: 1120, height: 640 }, schemes: ["light", "dark"] },
] as const;
const OUTLET = "Kabar Nusantara";
const READERS = 24;

mkdirSync(FOLDER, { recursive: true });
const data = mkdtempSync(path.join(tmpdir(), "kabarkilat-pictures-"));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(data, { recursive: true, force: true }));
const telegram = stack.use(await startTelegramServer());
const config = configFrom(
  {
    sources: [
      {
        id: "kabar-nusantara",
        name: OUTLET,
        feed: "https://kabarnusantara.example/rss",
        policy: "review",
        everySeconds: 3600,
      },
    ],
    topics: [
      { id: "nasional", name: "Nasional" },
      { id: "ekonomi", name: "Ekonomi", words: ["harga"] },
      { id: "olahraga", name: "Olahraga" },
      { id: "cuaca", name: "Cuaca" },
    ],
    backups: null,
  },
  {
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    KABARKILAT_DATA: data,
    PORT: "0",
    LOG_LEVEL: "silent",
  },
);
const app = stack.use(await startApp(config, { sweepEveryMs: 500 }));
const base = `http://127.0.0.1:${app.port}`;

for (let reader = 1; reader <= READERS; reader++)
  await telegram.says({ chat: reader, text: "/langganan semua" });
for (const article of articles) {
  await app.accept({
    source: "kabar-nusantara",
    url: `https://kabarnusantara.example/${article.slug}`,
    guid: null,
    title: article.title,
    body: { form: "html", content: article.body.replaceAll("{hari}", "Senin (23/11/2026)") },
    teaser: false,
    sections: [article.section],
    image: null,
    publishedAt: new Date(Date.now() - 7 * 60_000),
  });
}
const browser = stack.use(await startBrowser());
const door = await browser.newPage();
await door.goto(app.firstAdmin ?? "");
await door.getByRole("button", { name: "Masuk ke meja redaksi" }).click();
await door.waitForURL(`${base}/`);
const signedIn = await door.context().storageState();

await until("the drafts are there", async () => {
  await door.reload();
  return (await door.locator(".item").count()) >= articles.length - 1;
});
await shoot("meja", "/");
await shoot("siaran", "/siaran/1");
await door.goto(`${base}/siaran/1`);
await door.getByRole("button", { name: /^Siarkan ke/ }).click();
await until("everyone has it", () => telegram.sentTo(READERS).length > 1);
await shoot("pengiriman", "/siaran/1");

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
      await page.screenshot({ path: file });
      process.stdout.write(`${path.basename(file)} ${Math.round(statSync(file).size / 1024)} KB\n`);
      await context.close();
    }
  }
}
