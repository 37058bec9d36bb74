import pg from "pg";
import { z } from "zod";
import type { Config } from "../../config.ts";
import { type Bot, botOfChats } from "../../store/telegram-bot.ts";
import { type AskBot, botApi, TELEGRAM_ROOT } from "../telegram/bot-api.ts";
import { botOf, otherBot } from "../telegram/other-bot.ts";
import { type Check, fault, type Finding, off, ok, reasonOf } from "./finding.ts";

const WHAT = "Telegram";
const UPDATES = "Telegram updates";
const LATE_MS = 5_000; // the header Date has whole seconds; leases of 15 s want clocks closer than that
const CHANNELS = 50;

const Me = z.object({ id: z.number(), username: z.string() });
const Webhook = z.object({
  url: z.string(),
  pending_update_count: z.number().default(0),
  last_error_message: z.string().optional(),
});
const Member = z.object({ status: z.string(), can_post_messages: z.boolean().optional() });

interface Refusal {
  error_code?: number | undefined;
  description?: string | undefined;
}

interface Chats {
  /** The addresses of the channels that listen. */
  channels: string[];
  /** The bot that all chats that listen belong to. */
  owner: Bot | null;
}

/** The bot's token, whether the chats are its own, how it hears, its clock against ours, and its rights in the channels it posts to. */
export function telegram(config: Config["telegram"], chats: () => Promise<Chats>, now: () => Date): Check {
  return {
    what: WHAT,
    async look(signal) {
      if (!config) return [off(WHAT, "not configured (TELEGRAM_TOKEN)")];
      const call = botApi(config.apiRoot ?? TELEGRAM_ROOT, config.token, signal);
      const asked = now();
      const me = await call("getMe").catch((error: unknown) => reasonOf(error));
      if (typeof me === "string") {
        return [
          fault(
            WHAT,
            `cannot be reached: ${me}`,
            "See whether this machine may reach api.telegram.org by HTTPS.",
          ),
        ];
      }
      if (!me.answer.ok) return [refused(me.answer)];
      const bot = Me.parse(me.answer.result);
      const webhook = (await call("getWebhookInfo")).answer;
      const { channels, owner } = await chats();
      return [
        ok(WHAT, `the token is @${bot.username}'s`),
        ...belonging(owner, botOf(config, bot.username), config.movedTo),
        webhook.ok
          ? hearing(Webhook.parse(webhook.result), config.webhook?.url ?? null)
          : unanswered(UPDATES, webhook),
        clock(me.date, asked, now()),
        ...(await rights(call, bot.id, channels)),
      ];
    },
  };
}

/** The service does not start with the token of another bot. */
function belonging(owner: Bot | null, found: Bot, movedTo: string | null): Finding[] {
  if (owner === null || owner.id === found.id || movedTo === found.id) return [];
  const { said, mend } = otherBot(owner, found);
  return [fault("Telegram bot", said, mend)];
}

/** Of the first question: a method that everyone has and that asks for nothing but the token. */
function refused({ error_code: code, description }: Refusal): Finding {
  return code === 401 || code === 404
    ? fault(
        WHAT,
        "does not know this token",
        "Ask @BotFather for it (/mybots, API Token) and put it into TELEGRAM_TOKEN.",
      )
    : unanswered(WHAT, { error_code: code, description });
}

function unanswered(what: string, { error_code: code, description }: Refusal): Finding {
  return fault(
    what,
    `answers with error ${code}${description === undefined ? "" : ` (${description})`}`,
    "Wait a minute and ask again; where it stays, see TELEGRAM_API_ROOT.",
  );
}

/** Telegram gives updates to a webhook or to polling, never to both. */
function hearing(found: z.infer<typeof Webhook>, wanted: string | null): Finding {
  const what = UPDATES;
  if (found.url !== "" && wanted === null) {
    return fault(
      what,
      "a webhook is set, but this service is configured to poll: it may belong to another program with the same token",
      "Stop the other program, or set TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET here.",
    );
  }
  if (found.url !== "" && found.url !== wanted) {
    return fault(
      what,
      "the webhook that is set is not TELEGRAM_WEBHOOK_URL",
      "Start the service: it sets its own. Where that does not last, another program has the token.",
    );
  }
  if (found.url !== "" && found.last_error_message !== undefined) {
    return fault(
      what,
      `Telegram could not deliver lately: ${found.last_error_message}`,
      "See whether TELEGRAM_WEBHOOK_URL reaches this service from outside, with a valid certificate.",
    );
  }
  if (wanted !== null && found.url === "") return off(what, "the webhook is set when the service starts");
  return ok(what, `${wanted === null ? "by polling" : "by webhook"}, ${found.pending_update_count} waiting`);
}

function clock(date: string | null, before: Date, after: Date): Finding {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return off("Clock", "Telegram's answer has no date");
  const ahead = before.getTime() - theirs - 1_000;
  const behind = theirs - after.getTime();
  const by = Math.max(ahead, behind);
  return by <= LATE_MS
    ? ok("Clock", "as Telegram's")
    : fault(
        "Clock",
        `${Math.round(by / 1000)} s ${ahead > behind ? "ahead of" : "behind"} Telegram's`,
        "Turn on time synchronisation: timedatectl set-ntp true",
      );
}

async function rights(call: AskBot, bot: number, channels: readonly string[]): Promise<Finding[]> {
  const what = "Telegram channels";
  if (channels.length === 0) return [off(what, "none yet")];
  let without = 0;
  for (const chat_id of channels.slice(0, CHANNELS)) {
    const { answer } = await call("getChatMember", { chat_id, user_id: bot });
    const member = Member.safeParse(answer.result).data;
    const may = member?.status === "administrator" && member.can_post_messages !== false;
    if (!may && member?.status !== "creator") without += 1;
  }
  return [
    without === 0
      ? ok(what, `the bot may post in all ${channels.length}`)
      : fault(
          what,
          `the bot may not post in ${without} of ${channels.length}`,
          "Make it an admin there with the right to post messages.",
        ),
  ];
}

/** What PostgreSQL has of Telegram's chats; nothing where it cannot be asked, or is not of this release yet. */
export async function chatsIn(connection: pg.ClientConfig | null): Promise<Chats> {
  if (!connection) return { channels: [], owner: null };
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 3_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      "select address from chats where messenger = 'telegram' and kind = 'channel' and left_at is null",
    );
    const channels = z.array(z.object({ address: z.string() })).parse(rows);
    return { channels: channels.map(({ address }) => address), owner: await botOfChats(client) };
  } catch {
    return { channels: [], owner: null }; // what is wrong with PostgreSQL is its own check's to say
  } finally {
    await client.end().catch(() => undefined);
  }
}
