import { parseArgs } from "node:util";
import { z } from "zod";

const Arguments = z.object({ seed: z.coerce.number().int().default(1), json: z.boolean().default(false) });

/** `--seed N`: the same dice again. `--json`: only the line of JSON that every bench ends with. */
export function benchArguments(): z.infer<typeof Arguments> {
  const { values } = parseArgs({ options: { seed: { type: "string" }, json: { type: "boolean" } } });
  return Arguments.parse(values);
}

/** What is going on, for someone who watches; nothing with `--json`. */
export function narrator(json: boolean): (line: string) => void {
  return (line) => {
    if (!json) process.stdout.write(`${line}\n`);
  };
}
