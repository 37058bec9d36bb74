import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { meetBot, otherBotInUse } from "../app.ts";
import { type Config, databaseOf } from "../config.ts";
import { openFetcher } from "../intake/fetch.ts";
import { askOn, Cancelled } from "./setup/ask.ts";
import { readTexts, withAnswers } from "./setup/files.ts";
import { answersFrom, readFlags, USAGE } from "./setup/flags.ts";
import { type Folder, openFolder } from "./setup/folder.ts";
import { interview } from "./setup/interview.ts";
import { lookAt } from "./setup/look.ts";
import { freshSecrets, meetingCode } from "./setup/secrets.ts";
import type { World } from "./setup/world.ts";
import { UsageError } from "./usage-error.ts";
import { userAgent } from "./version.ts";

export interface SetupTerminal {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean };
}

/**
 * Asks what a start needs and writes it down, in the folder where it was called. Nothing is written before the last question is answered
 * and all of it together is a configuration that starts; of each file that changes, a copy stays.
 */
export async function setupCommand(
  args: string[],
  env: Record<string, string | undefined>,
  { input, output }: SetupTerminal,
  at: string,
): Promise<void> {
  const flags = readFlags(args);
  if (flags === null && !(input.isTTY && output.isTTY))
    throw new UsageError(`This is no terminal in which questions can be asked.\n\n${USAGE}`);
  const folder = await openFolder(at, env);
  const before = readTexts(folder.texts);
  await using world = worldOf({ ...before.environment, ...env }, at);
  if (flags !== null) {
    await write(folder, await answersFrom(flags, world, env), new Date());
    output.write(`${folder.files} written. Next: npm run doctor, then npm start.\n`);
    return;
  }
  const ask = askOn({ input, output });
  ask.begin("Kabar Kilat: setting up");
  try {
    const answers = await interview(ask, world, before);
    if (!(await ask.yes(`Write this into ${folder.files}?`, true))) throw new Cancelled();
    await write(folder, answers, new Date());
    ask.tell("Next", next(answers.editors.length > 0, answers.environment["WHATSAPP"] === "cloud"));
    ask.end("Ready. npm run setup can be called again at any time.");
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    ask.end("Stopped. Nothing was written.");
  }
}

async function write(folder: Folder, answers: Parameters<typeof withAnswers>[1], at: Date): Promise<void> {
  await folder.write(withAnswers(folder.texts, answers, freshSecrets()), at);
}

function next(hasEditors: boolean, byCloud: boolean): string {
  return [
    "npm run doctor      looks whether everything is in order",
    "npm start           starts; it prints a link to the editors' pages",
    "",
    ...(hasEditors
      ? [
          "Then write to the bot: /langganan semua to hear everything, and",
          "/siarkan with an article's address for a first alert.",
        ]
      : ["Nobody may make the bot speak yet: add editors to the configuration, or by that link."]),
    ...(byCloud
      ? [
          "",
          "Meta's webhook is PUBLIC_URL/whatsapp; its verify token is WHATSAPP_CLOUD_VERIFY_TOKEN in .env.",
        ]
      : []),
  ].join("\n");
}

/** A folder is one below `at`. */
function databaseIn(at: string, env: Record<string, string | undefined>): Config["database"] {
  const database = databaseOf(env);
  return "url" in database ? database : { folder: path.resolve(at, database.folder) };
}

function worldOf(env: Record<string, string | undefined>, at: string): World & AsyncDisposable {
  const fetcher = openFetcher({ userAgent: userAgent(undefined), allowedHosts: [] });
  return {
    async look(address) {
      const looked = await lookAt(address, fetcher.fetch);
      if (looked.kind !== "nothing" || !looked.inside) return { looked, inside: null };
      // Whoever sets it up may name a host inside the network; polling goes there only if the configuration says so.
      const { host } = new URL(address);
      await using inside = openFetcher({ userAgent: userAgent(undefined), allowedHosts: [host] });
      const there = await lookAt(address, inside.fetch);
      return { looked: there, inside: there.kind === "nothing" ? null : host };
    },
    bot: (token) => meetBot(token, env["TELEGRAM_API_ROOT"] || null),
    otherBot: ({ id }) => otherBotInUse(id, databaseIn(at, env)),
    code: meetingCode,
    [Symbol.asyncDispose]: () => fetcher[Symbol.asyncDispose](),
  };
}
