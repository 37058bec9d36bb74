import { faultOf } from "../../config.ts";
import type { Ask } from "./ask.ts";
import type { Before, World } from "./world.ts";

/** The bot, with its token where it is new; null: no Telegram. */
export async function telegramOf(
  ask: Ask,
  world: World,
  { TELEGRAM_TOKEN: old, TELEGRAM_MOVED_TO: movedTo }: Before["environment"],
) {
  if (old) {
    const bot = await world.bot(old);
    if (typeof bot !== "string" && (await ask.yes(`Telegram: @${bot.username}. Keep it?`, true)))
      return { bot };
    if (typeof bot === "string") ask.bad(bot);
  } else if (
    !(await ask.yes("Send on Telegram? You need a bot's token: write /newbot to @BotFather there", true))
  ) {
    return { bot: null };
  }
  for (;;) {
    const token = await ask.secret(
      "The bot's token",
      (answer) => faultOf("TELEGRAM_TOKEN", answer) ?? undefined,
    );
    const bot = await world.bot(token);
    if (typeof bot === "string") {
      ask.bad(bot);
      continue;
    }
    ask.good(`The token is @${bot.username}'s.`);
    const other = movedTo === bot.id ? null : await world.otherBot(bot);
    if (other === null) return { bot, TELEGRAM_TOKEN: token };
    ask.bad(`The Telegram chats in the database belong to bot ${other}. ${UNREACHED}`);
    if (await ask.yes(`Move to @${bot.username} for good?`, false))
      return { bot, TELEGRAM_TOKEN: token, TELEGRAM_MOVED_TO: bot.id };
  }
}

const UNREACHED =
  "After a move whoever has not started the new bot, and groups and channels that it is not in, cannot be reached.";

const CLOUD = {
  WHATSAPP_CLOUD_TOKEN: "Meta: the access token of a system user",
  WHATSAPP_CLOUD_APP_SECRET: "Meta: the app secret",
  WHATSAPP_CLOUD_PHONE_ID: "Meta: the phone number's id (not the number)",
} as const;

/** WhatsApp's variables, as far as they change. */
export async function whatsAppOf(ask: Ask, old: Before["environment"]): Promise<Record<string, string>> {
  const now = old["WHATSAPP"] ?? "off";
  if (now !== "off" && (await ask.yes(`WhatsApp is set up (${now}). Keep it?`, true))) return {};
  const WHATSAPP = await ask.choice("Send on WhatsApp?", {
    off: "No, or later",
    on: "As a linked device of a number (unofficial: WhatsApp may ban it; use one you can afford to lose)",
    cloud: "By Meta's Cloud API (official, costs money, no Channels)",
  });
  if (WHATSAPP === "off") return { WHATSAPP };
  if (WHATSAPP === "on") {
    const phone = await ask.line("Its number with country code, to pair by a code; empty to pair by QR", {
      complaint: (answer) =>
        answer === "" ? undefined : (faultOf("WHATSAPP_PHONE", digits(answer)) ?? undefined),
    });
    return { WHATSAPP, ...(phone === "" ? {} : { WHATSAPP_PHONE: digits(phone) }) };
  }
  const answers: Record<string, string> = { WHATSAPP };
  for (const [name, question] of Object.entries(CLOUD))
    answers[name] = await ask.secret(question, (answer) => faultOf(name, answer) ?? undefined);
  return answers;
}

const digits = (typed: string): string => typed.replaceAll(/[\s+()-]/g, "");
