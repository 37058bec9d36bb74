import { readFile } from "node:fs/promises";
import { stringify } from "yaml";
import { NotOpml, type OpmlReading, readOpml } from "../intake/opml.ts";
import { UsageError } from "./usage-error.ts";

const USAGE = `npm run --silent sources -- import FILE.opml

  Prints the feeds of another reader's subscription list as YAML, to paste into config/kabarkilat.yaml.
  Every source waits for an editor (policy: review) until you say otherwise.`;

/** Prints an OPML file's feeds as the configuration writes sources. Changes nothing. */
export async function sourcesCommand(args: string[], print: (text: string) => Promise<void>): Promise<void> {
  const [what, file, ...rest] = args;
  if (what !== "import" || file === undefined || rest.length > 0) throw new UsageError(USAGE);
  const { sources, skipped } = readList(await readText(file), file);
  if (sources.length === 0) throw new UsageError(`${file} names no feed that can be fetched.`);
  const notes = skipped.map((one) => `# Skipped, not a web address: ${one.replaceAll(/\s+/g, " ")}\n`);
  await print(
    notes.join("") + stringify({ sources: sources.map((source) => ({ ...source, policy: "review" })) }),
  );
}

function readList(text: string, file: string): OpmlReading {
  try {
    return readOpml(text);
  } catch (error) {
    throw error instanceof NotOpml ? new UsageError(`${file} is not an OPML file.`) : error;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
