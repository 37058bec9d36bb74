import { diagnose, type Finding } from "../app.ts";
import { type Config, ConfigError, readConfig } from "../config.ts";
import { UsageError } from "./usage-error.ts";

const USAGE = `npm run --silent doctor -- [--json]

  Looks at everything the service needs and says what is wrong and how to mend it. The service may run meanwhile.
  Ends with 1 where something is wrong.`;

const MARKS = { ok: "✓", fault: "✗", off: "–" } as const;

/** Prints what was found, and says whether all is well. */
export async function doctorCommand(
  args: string[],
  env: Record<string, string | undefined>,
  print: (text: string) => Promise<void>,
): Promise<boolean> {
  const json = args[0] === "--json";
  if (args.length > (json ? 1 : 0)) throw new UsageError(USAGE);
  const found = await diagnose(configOrFault(env));
  const well = found.every(({ state }) => state !== "fault");
  await print(json ? `${JSON.stringify({ well, found }, null, 2)}\n` : found.map(line).join(""));
  return well;
}

function configOrFault(env: Record<string, string | undefined>): Config | string {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

function line({ what, state, said, mend }: Finding): string {
  return `${MARKS[state]} ${what}: ${said}\n${mend === null ? "" : `    ${mend}\n`}`;
}
