import { parseArgs } from "node:util";
import { z } from "zod";

const Arguments = z.object({
  seed: z.coerce.number().int().default(1),
  json: z.boolean().default(false),
  logs: z.string().optional(),
  within: z.coerce.number().default(48),
  scale: z.coerce.number().positive().max(1).default(1),
});

/**
 * `--seed N`: the same dice again. `--json`: only the line of JSON that every bench ends with. `--logs FOLDER`: where the
 * processes it starts shall write their logs; else they are thrown away. `--within SECONDS`: when it gives up, for machines
 * that are slow or busy. `--scale 0.1`: a tenth of it, to try it out, where a bench knows how.
 */
export function benchArguments(defaults: { within?: number } = {}): z.infer<typeof Arguments> {
  const options = {
    seed: { type: "string" },
    json: { type: "boolean" },
    logs: { type: "string" },
    within: { type: "string" },
    scale: { type: "string" },
  } as const;
  return Arguments.parse({ ...defaults, ...parseArgs({ options }).values });
}

/** What is going on, for someone who watches; nothing with `--json`. */
export function narrator(json: boolean): (line: string) => void {
  return (line) => {
    if (!json) process.stdout.write(`${line}\n`);
  };
}
