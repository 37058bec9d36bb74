import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Config } from "../../config.ts";
import { hasServer } from "../../store/embedded/folder.ts";
import { useEmbeddedPostgres } from "../../store/embedded/postgres.ts";
import { connectionTo } from "../database-connection.ts";
import { reasonOf } from "../doctor/finding.ts";
import { chatsIn } from "../doctor/telegram.ts";
import { botApi, TELEGRAM_ROOT } from "./bot-api.ts";
import { called } from "./other-bot.ts";

/** A bot during setup: its name, and who writes to it. Updates are not confirmed, so that the service gets them at its start. */
export interface Bot {
  id: string;
  username: string;
  /**
   * Waits until somebody sends `code` to the bot in a private chat, and says who it is. A string: why the bot cannot be asked.
   * Rejects when `signal` aborts.
   */
  whoSends(code: string, signal: AbortSignal): Promise<BotUser | string>;
  /** Writes to somebody who has written; false where it did not arrive. */
  writes(to: BotUser, text: string): Promise<boolean>;
}

export interface BotUser {
  id: number;
  name: string;
}

const Me = z.object({ id: z.number(), username: z.string() });
const Update = z.object({
  update_id: z.number(),
  message: z
    .object({
      chat: z.object({ type: z.string() }),
      from: z.object({ id: z.number(), first_name: z.string(), is_bot: z.boolean() }).optional(),
      text: z.string().optional(),
    })
    .optional(),
});

/** The other bot that the Telegram chats in this database belong to; null where it is this one or the database cannot be asked. */
export async function otherBotInUse(id: string, database: Config["database"]): Promise<string | null> {
  try {
    if ("folder" in database && !hasServer(database.folder)) return null;
    await using server = await connectionTo(database, useEmbeddedPostgres);
    const { owner } = await chatsIn(server.connection);
    return owner === null || owner.id === id ? null : called(owner);
  } catch {
    return null; // the doctor says what is wrong with it
  }
}

const MEET_MS = 15_000;
const AGAIN_MS = 1_000; // unconfirmed updates come again at once, so we pause between calls
const FULL = 100; // the most updates in one answer; to see later ones, these have to be confirmed

/** The bot that a token belongs to. A string: why there is none, for whoever typed it. */
export async function meetBot(token: string, apiRoot: string | null): Promise<Bot | string> {
  const root = apiRoot ?? TELEGRAM_ROOT;
  try {
    const { answer } = await botApi(root, token, AbortSignal.timeout(MEET_MS))("getMe");
    if (answer.ok) return botOf(Me.parse(answer.result), root, token);
    return answer.error_code === 401 || answer.error_code === 404
      ? "Telegram does not know this token. @BotFather shows it: /mybots, API Token."
      : `Telegram answers with error ${answer.error_code}. Try again in a minute.`;
  } catch (error) {
    return `Telegram cannot be reached: ${reasonOf(error)}. See whether this machine may reach ${new URL(root).host}.`;
  }
}

function botOf({ id, username }: z.infer<typeof Me>, root: string, token: string): Bot {
  return {
    id: String(id),
    username,
    async whoSends(code, signal) {
      const ask = botApi(root, token, signal);
      let offset = 0;
      for (;;) {
        const asked = await ask("getUpdates", { offset, timeout: 10 }).catch((error: unknown) => {
          signal.throwIfAborted();
          return reasonOf(error);
        });
        if (typeof asked === "string") return `Telegram cannot be asked: ${asked}.`;
        const { answer } = asked;
        if (answer.error_code === 409)
          return "Another program listens with this token, perhaps Kabar Kilat itself. Stop it first.";
        if (!answer.ok) return `Telegram answers with error ${answer.error_code}.`;
        const updates = z.array(Update).parse(answer.result);
        const found = updates.find(
          ({ message }) => message?.chat.type === "private" && message.text?.split(/\s/).includes(code),
        )?.message?.from;
        if (found && !found.is_bot) return { id: found.id, name: found.first_name };
        if (updates.length >= FULL) offset = Math.max(...updates.map(({ update_id: id }) => id)) + 1;
        await sleep(AGAIN_MS, undefined, { signal });
      }
    },
    writes: (to, text) =>
      botApi(
        root,
        token,
        AbortSignal.timeout(MEET_MS),
      )("sendMessage", { chat_id: to.id, text }).then(
        ({ answer }) => answer.ok,
        () => false,
      ),
  };
}
