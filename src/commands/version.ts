import { readFileSync } from "node:fs";
import { z } from "zod";

const Package = z.object({ version: z.string() });

/** This release's number, from package.json. */
export const version = Package.parse(
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")),
).version;

/** Our product token: what a robots.txt calls us. */
export const PRODUCT = "KabarKilat";

/** How we name ourselves to the sites we read, with where the newsroom can be reached when it says so. */
export function userAgent(contact: string | undefined): string {
  return `${PRODUCT}/${version}${contact ? ` (+${contact})` : ""}`;
}
