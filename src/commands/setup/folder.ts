import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseEnv } from "node:util";
import { parse as parseYaml } from "yaml";
import { CONFIG, configFrom, whereIn } from "../../config.ts";
import { codeOf } from "../../error-code.ts";
import { UsageError } from "../usage-error.ts";
import type { Texts } from "./files.ts";

/** The two files that setup writes. */
export interface Folder {
  /** As they are now; for one that is not there, its example. */
  texts: Texts;
  /** Their names. */
  files: string;
  /** Writes both, whole or not at all, .env for its owner alone; what is replaced stays beside it. Throws UsageError. */
  write(texts: Texts, at: Date): Promise<void>;
}

export async function openFolder(at: string, env: Record<string, string | undefined>): Promise<Folder> {
  const secrets = path.join(at, ".env");
  const envText =
    (await readOrNull(secrets)) ?? (await readOrNull(path.join(at, "config/example.env"))) ?? "";
  const named = env["KABARKILAT_CONFIG"] || parseEnv(envText)["KABARKILAT_CONFIG"] || CONFIG;
  const config = path.resolve(at, named);
  const yaml = (await readOrNull(config)) ?? (await readOrNull(path.join(at, "config/example.yaml"))) ?? "";
  sayFaults(yaml, named);
  return {
    texts: { yaml, env: envText },
    files: `${named} and .env`,
    async write(texts, moment) {
      const env = parseEnv(texts.env);
      configFrom(parseYaml(texts.yaml), env, named, Object.keys(env)); // throws ConfigError: nothing is written that does not start
      await replace(config, texts.yaml, 0o644, moment);
      await replace(secrets, texts.env, 0o600, moment);
    },
  };
}

/** What cannot be read cannot be added to. */
function sayFaults(yaml: string, name: string): void {
  try {
    parseYaml(yaml);
  } catch (cause) {
    throw new UsageError(
      `${name} is not valid YAML${whereIn(cause)}. Mend it, or move it away, and start again.`,
      { cause },
    );
  }
}

async function readOrNull(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw new UsageError(`${file} cannot be read: ${String(error)}`, { cause: error });
  });
}

async function replace(file: string, text: string, mode: number, at: Date): Promise<void> {
  const before = await readOrNull(file);
  if (before === text) return;
  try {
    if (before !== null)
      await writeFile(`${file}.before-${at.toISOString().replaceAll(":", "-")}`, before, {
        mode,
        flag: "wx",
      });
    await rm(`${file}.new`, { force: true }); // what a kill left would keep its own mode
    await writeFile(`${file}.new`, text, { mode });
    await rename(`${file}.new`, file);
  } catch (cause) {
    throw new UsageError(`${file} cannot be written: ${String(cause)}`, { cause });
  }
}
