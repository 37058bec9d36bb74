import { Api } from "grammy";
import type { Messenger } from "../messenger.ts";
import { createChanging } from "./changing.ts";
import type { Fault } from "./keep-trying.ts";
import { type Listening, startListening } from "./listening.ts";
import type { CommandMenu } from "./menus.ts";
import { createPost } from "./post.ts";
import { withoutSecrets } from "./redact.ts";
import { createSend } from "./sending.ts";
import type { Me } from "./updates.ts";
import { isAccountRefused } from "./verdict.ts";
import { type Webhook, isFromTelegram } from "./webhook.ts";
import { openWire } from "./wire.ts";

export interface TelegramOptions {
  /** From @BotFather: "123456:ABC…". Appears in no error and no report. */
  token: string;
  /** Another Bot API server than Telegram's own, with or without a path. */
  apiRoot?: string | undefined;
  /** Absent or null: long polling. */
  webhook?: Webhook | null | undefined;
  /** Alerts with their article's picture. */
  pictures?: boolean;
  /** Alerts over the broadcast limit, for Stars. */
  paid?: boolean;
  /** What the slash offers, and to whom, as it is just then: looked at again and again. */
  menus?: () => readonly CommandMenu[];
  /** How often; milliseconds. */
  menusEveryMs?: number;
  /** Something for the log that no caller learns of otherwise. */
  onFault: Fault;
  now?: () => Date;
  /** In [0, 1). */
  random?: () => number;
  limits?: Partial<TelegramLimits>;
}

interface TelegramLimits {
  /** Connections to the Bot API; each carries one request at a time. */
  connections: number;
  connectMs: number;
  /** From the moment a call is made until its answer must be there. A send that was written is "unknown" after that. */
  answerMs: number;
  /** How long a getUpdates waits for something to happen. The server allows 50. */
  pollSeconds: number;
  /** How long the ear may take over one update. */
  earMs: number;
  /** How long replies may go out one after another at the end; one that is under way then has its own limit. */
  partingMs: number;
}

export interface Telegram extends Messenger {
  /** The bot's own name, without @; null until Telegram has told it. */
  readonly username: string | null;
  /** Whether a request to the webhook, with this X-Telegram-Bot-Api-Secret-Token, comes from Telegram. */
  knows(secret: string | undefined): boolean;
  /** Hears an update that came to the webhook from Telegram. Never rejects. */
  receive(update: unknown): Promise<WebhookAnswer>;
}

/** The HTTP status for Telegram: heard; nobody listens here now, bring it again. */
type WebhookAnswer = 200 | 503;

const LIMITS: TelegramLimits = {
  connections: 64, // a batch's 50 sends at once, replies, and the long poll
  connectMs: 10_000,
  answerMs: 30_000,
  pollSeconds: 30,
  earMs: 120_000,
  partingMs: 10_000,
};

/**
 * Opens the door to Telegram. Rejects if Telegram says that the token is wrong. If Telegram can't be reached, the rest
 * of the service need not wait for it: sends are "later", and listening begins when Telegram is back.
 */
export async function startTelegram(options: TelegramOptions): Promise<Telegram> {
  const { token, webhook = null, menus = () => [], now = () => new Date(), random = Math.random } = options;
  if (!/^\d+:[\w-]+$/.test(token)) throw new Error("TELEGRAM_TOKEN is not a bot's token (123456:ABC…)");
  const limits = { ...LIMITS, ...options.limits };
  const apiRoot = (options.apiRoot ?? "https://api.telegram.org").replace(/\/+$/, "");
  const onFault: Fault = (what, error) => options.onFault(`Telegram: ${what}`, withoutSecrets(error, token));

  const wire = openWire(apiRoot, limits);
  const apiWithin = (ms: number, signal?: AbortSignal) =>
    new Api(token, { apiRoot, fetch: wire.fetchWithin(ms, signal) });
  const api = apiWithin(limits.answerMs);
  let me = await whoAmI(api, onFault).catch(async (error: unknown) => {
    await wire.close();
    throw error;
  });
  const post = createPost(wire.postWithin(limits.answerMs), token);
  const send = createSend({
    post,
    onFault,
    now,
    pictures: options.pictures ?? false,
    paid: options.paid ?? false,
  });
  const changing = createChanging(api, { pictures: options.pictures ?? false });
  let listening: Listening | null = null;

  return {
    name: "telegram",
    get username() {
      return me?.username ?? null;
    },
    send,
    correct: changing.correct,
    recall: changing.recall,
    async listen(ear) {
      listening = startListening(ear, {
        apiWithin,
        me,
        onMe: (known) => (me = known),
        send,
        webhook,
        menus,
        menusEveryMs: options.menusEveryMs,
        onFault,
        now,
        random,
        limits,
      });
      return listening;
    },
    knows: (secret) => webhook !== null && isFromTelegram(secret, webhook),
    async receive(update) {
      const listener = listening?.listener() ?? null;
      if (listener === null) return 503;
      await listener.hear(update);
      return 200;
    },
    [Symbol.asyncDispose]: () => wire.close(),
  };
}

async function whoAmI(api: Api, onFault: Fault): Promise<Me | null> {
  try {
    return await api.getMe();
  } catch (error) {
    if (isAccountRefused(error)) {
      throw new Error("Telegram refused TELEGRAM_TOKEN; @BotFather shows the current one", { cause: error });
    }
    onFault("can't be reached at the start", error);
    return null;
  }
}
