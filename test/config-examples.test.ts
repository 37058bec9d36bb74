import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "../src/config.ts";

const EXAMPLES = path.resolve(import.meta.dirname, "../config/examples");
const ENVIRONMENT = {
  TELEGRAM_TOKEN: `1:${"a".repeat(30)}`,
  WHATSAPP: "on",
  WHATSAPP_SESSION_KEY: Buffer.alloc(32, 1).toString("base64"),
};

test.each(readdirSync(EXAMPLES))("the example %s is a configuration that starts", (file) => {
  const config = readConfig({ ...ENVIRONMENT, KABARKILAT_CONFIG: path.join(EXAMPLES, file) });
  expect(config.sources.length).toBeGreaterThan(0);
  expect(config.editors.length).toBeGreaterThan(0);
});
