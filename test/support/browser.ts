import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { z } from "zod";

/** A real browser for the editors' pages, where the machine has one. */
const CHROMIUM = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => existsSync(path));

export const hasBrowser = CHROMIUM !== undefined;

export async function startBrowser(): Promise<Browser & AsyncDisposable> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM ?? "",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-lcd-text", // pictures of half the size
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return Object.assign(browser, { [Symbol.asyncDispose]: () => browser.close() });
}

/** A phone and a desk. */
export const SIZES = {
  phone: { width: 360, height: 780 },
  desk: { width: 1280, height: 900 },
} as const;

const SCHEMES = ["light", "dark"] as const;

export interface Look {
  size: keyof typeof SIZES;
  scheme: (typeof SCHEMES)[number];
}

/** Every look a page can have. */
export const LOOKS: readonly Look[] = SCHEMES.flatMap((scheme) => [
  { size: "phone", scheme },
  { size: "desk", scheme },
]);

/**
 * What is wrong on a page in each of these looks, beyond taste: what axe finds against WCAG 2.2 A and AA and good practice, as headings in order, and whether it is wider than its
 * screen. Empty where nothing is. The page stays in the last look. A scheme changes colours alone: at a size that axe has looked at, it
 * looks at those.
 */
export async function faultsOn(page: Page, looks: readonly Look[]): Promise<string[]> {
  await bringAxe(page);
  const faults: string[] = [];
  const seen = new Set<Look["size"]>();
  for (const { size, scheme } of looks) {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme: scheme });
    const { violations, wide } = Found.parse(await page.evaluate(find(seen.has(size) ? COLOURS : ALL)));
    seen.add(size);
    const found = violations.map(({ id, impact, html }) => `${impact}: ${id}: ${html.join(" | ")}`);
    if (wide) found.push("wider than its screen");
    faults.push(...found.map((fault) => `${scheme}, ${size}: ${fault}`));
  }
  return faults;
}

/** By the browser's own protocol, which passes half a megabyte on as it is: as a thing to be evaluated it costs more than a look. */
async function bringAxe(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const { exceptionDetails } = await browser.send("Runtime.evaluate", { expression: AXE });
  if (exceptionDetails) throw new Error(`axe does not load: ${exceptionDetails.text}`);
  await browser.detach();
}

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Those rules of ALL that look at colours. */
const COLOURS = ["color-contrast", "link-in-text-block"];

const find = (runOnly: readonly string[]): string => `
  axe
    .run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ["violations"] })
    .then(({ violations }) => ({
      violations: violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes.map(({ html }) => html) })),
      wide: document.documentElement.scrollWidth > innerWidth,
    }))`;

const Found = z.object({
  violations: z.array(z.object({ id: z.string(), impact: z.string().nullish(), html: z.array(z.string()) })),
  wide: z.boolean(),
});

export type { BrowserContext, Page };
