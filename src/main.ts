import { alertCommand } from "./commands/alert.ts";
import { backupCommand, restoreCommand } from "./commands/backup.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { serveCommand } from "./commands/serve.ts";
import { sourcesCommand } from "./commands/sources.ts";
import { tokensCommand } from "./commands/tokens.ts";
import { UsageError } from "./commands/usage-error.ts";
import { whatsAppCommand } from "./commands/whatsapp.ts";
import { ConfigError } from "./config.ts";

/** The command line. Each command ends by returning; nobody calls process.exit. */
const commands: Record<string, (args: string[]) => Promise<void>> = {
  alert: (args) => alertCommand(args, process.stdin, print),
  backup: (args) => backupCommand(args, process.env, print),
  demo: (args) => demoCommand(args, process.stdin, process.stdout),
  doctor: async (args) => {
    if (!(await doctorCommand(args, process.env, print))) process.exitCode = 1;
  },
  restore: (args) => restoreCommand(args, process.env, print),
  serve: () => serveCommand(process.env, process.stdout),
  sources: (args) => sourcesCommand(args, print),
  tokens: (args) => tokensCommand(args, process.env, print),
  whatsapp: (args) => whatsAppCommand(args, process.env, print),
};

const [name = "", ...args] = process.argv.slice(2);
try {
  const command = commands[name];
  if (!command) throw new UsageError(`Commands: ${Object.keys(commands).join(", ")}.`);
  await command(args);
} catch (error) {
  // What its user can mend is said in words; anything else is our fault and shows where.
  const mendable = error instanceof UsageError || error instanceof ConfigError;
  process.stderr.write(
    `${mendable ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
  );
}
