import { readFile, writeFile } from "node:fs/promises";
import { openWhatsAppDesk } from "../app.ts";
import { readConfig } from "../config.ts";
import { inWords, UsageError } from "./usage-error.ts";

const USAGE = `npm run whatsapp -- status
npm run whatsapp -- export FILE
npm run whatsapp -- import FILE

  export   writes the session into a new file, sealed with WHATSAPP_SESSION_KEY, to move to another machine.
           Stop the service first, and do not start it here again: two machines with one session lose the account.
  import   reads such a file where no session is yet; WHATSAPP_SESSION_KEY must be the same.`;

/** Moves the WhatsApp session, and tells how the account stands. */
export async function whatsAppCommand(
  args: string[],
  env: Record<string, string | undefined>,
  print: (text: string) => Promise<void>,
): Promise<void> {
  const [what, file, ...more] = args;
  const wellCalled =
    what === "status" ? file === undefined : ["export", "import"].includes(what ?? "") && file;
  if (!wellCalled || more.length > 0) throw new UsageError(USAGE);
  const config = readConfig(env);
  if (!config.whatsapp)
    throw new UsageError("WhatsApp is off: WHATSAPP=on and WHATSAPP_SESSION_KEY turn it on.");
  await inWords(async () => {
    await using desk = await openWhatsAppDesk(config);
    if (what === "status") await print(`${(await desk.status()).join("\n")}\n`);
    if (what === "export" && file) {
      await writeFile(file, await desk.pack(), { mode: 0o600, flag: "wx" });
      await print(`The session is in ${file}. Do not start the service with it here again.\n`);
    }
    if (what === "import" && file) {
      await desk.unpack(await readFile(file));
      await print("The session is here. Start the service: it connects without a new pairing.\n");
    }
  });
}
