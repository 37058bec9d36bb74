import { enableCompileCache } from "node:module";

enableCompileCache(); // from its second start on, the service is up in about half the time

/** The command line. Each command ends by returning; nobody calls process.exit. It loads what it needs and no other command's. */
const commands: Record<string, (args: string[]) => Promise<void>> = {
  alert: async (args) => (await import("./commands/alert.ts")).alertCommand(args, process.stdin, print),
  backup: async (args) => (await import("./commands/backup.ts")).backupCommand(args, process.env, print),
  demo: async (args) => (await import("./commands/demo.ts")).demoCommand(args, process.stdin, process.stdout),
  doctor: async (args) => {
    const { doctorCommand } = await import("./commands/doctor.ts");
    if (!(await doctorCommand(args, process.env, print))) process.exitCode = 1;
  },
  restore: async (args) => (await import("./commands/backup.ts")).restoreCommand(args, process.env, print),
  serve: async () => (await import("./commands/serve.ts")).serveCommand(process.env, process.stdout),
  setup: async (args) => {
    const { setupCommand } = await import("./commands/setup.ts");
    await setupCommand(args, process.env, { input: process.stdin, output: process.stdout }, process.cwd());
  },
  sources: async (args) => (await import("./commands/sources.ts")).sourcesCommand(args, print),
  tokens: async (args) => (await import("./commands/tokens.ts")).tokensCommand(args, process.env, print),
  whatsapp: async (args) =>
    (await import("./commands/whatsapp.ts")).whatsAppCommand(args, process.env, print),
};

const { UsageError } = await import("./commands/usage-error.ts");
const [name = "", ...args] = process.argv.slice(2);
try {
  const command = commands[name];
  if (!command) throw new UsageError(`Commands: ${Object.keys(commands).join(", ")}.`);
  await command(args);
} catch (error) {
  const { ConfigError } = await import("./config.ts");
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
