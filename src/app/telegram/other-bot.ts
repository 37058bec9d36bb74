import type pg from "pg";
import type { Config } from "../../config.ts";
import { type Bot, takeOnBot } from "../../store/telegram-bot.ts";

type Telegram = NonNullable<Config["telegram"]>;

/** The bot of the configured token; `name` as Telegram gives it. */
export function botOf({ token }: Telegram, name: string | null): Bot {
  return { id: token.slice(0, token.indexOf(":")), name };
}

/**
 * Throws, in words for the operator, where the Telegram chats belong to another bot than the token's: they would all refuse this one and be
 * retired as gone. Otherwise records that they are this bot's.
 */
export async function refuseOtherBot(pool: pg.Pool, config: Telegram, name: string | null): Promise<void> {
  const bot = botOf(config, name);
  const owner = await takeOnBot(pool, bot, config.movedTo);
  if (!owner) return;
  const { said, mend } = otherBot(owner, bot);
  throw new Error(`${said}. ${mend}`);
}

/** What is wrong with the token, and how to mend it. */
export function otherBot(owner: Bot, found: Bot): { said: string; mend: string } {
  return {
    said: `The Telegram chats in this database belong to bot ${called(owner)}, but TELEGRAM_TOKEN is of bot ${called(found)}`,
    mend:
      `Put the token of bot ${called(owner)} back, or, to move to the new bot for good, set TELEGRAM_MOVED_TO=${found.id}: ` +
      "people who have not started the new bot, and groups and channels that it is not in, can then not be reached.",
  };
}

export const called = ({ id, name }: Bot): string => (name === null ? id : `${id} (@${name})`);
