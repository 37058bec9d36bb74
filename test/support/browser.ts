import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** A real browser for the editors' pages, where the machine has one. */
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

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

/**
 * What axe finds wrong on a page, beyond taste: WCAG 2.2 A and AA. Empty where nothing is. In the page itself: its other mode opens a
 * further page for every look, for the sake of frames, which ours have none of.
 */
export async function faultsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.map(
    ({ id, impact, nodes }) => `${impact}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`,
  );
}

/** A phone and a desk, light and dark. */
export const SIZES = {
  phone: { width: 360, height: 780 },
  desk: { width: 1280, height: 900 },
} as const;

export type { BrowserContext, Page };
