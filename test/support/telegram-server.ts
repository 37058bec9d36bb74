import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { z } from "zod";
import { type Call, type Failures, createFailures } from "./telegram-failures.ts";
import { type SentMessage, createMessages } from "./telegram-messages.ts";
import { createUpdateQueue } from "./telegram-updates.ts";
import { WITHIN_MS } from "./until.ts";

/**
 * A Bot API server on loopback. It speaks the protocol and fails as Telegram does, and it remembers what it accepted:
 * that, not what we believe to have sent, is what a chat has read.
 */
export interface TelegramServer extends AsyncDisposable, Failures {
  readonly apiRoot: string;
  readonly token: string;
  readonly bot: { id: number; username: string };
  /** Every message that was accepted, oldest first. */
  readonly sent: readonly SentMessage[];
  /** Every call that came in, accepted or not, oldest first. */
  readonly calls: readonly Call[];
  sentTo(chat: number | string): readonly SentMessage[];
  callsOf(method: string): readonly Call[];
  /** From here on it is as if nothing had been called or sent before. */
  forgets(): void;

  /** Somebody writes. Resolves when the bot has confirmed that it heard. */
  says(words: Words): Promise<void>;
  /** Somebody presses the button that reads `label` under a message. */
  presses(message: SentMessage, label: string, from?: User): Promise<void>;
  /** Any update, without its id. */
  update(update: Record<string, unknown>): Promise<void>;
  /** How many updates the bot has not confirmed. */
  unconfirmed(): number;

  /** Breaks every connection there is, as a network does. New ones are welcome. */
  cuts(): void;

  /** What getChatMember answers; "member" for everybody else. */
  setMember(chat: number, user: number, status: string): void;
  /** Resolves once `condition` holds; rejects after `ms`. Asked again after everything that happens here. */
  until(condition: () => boolean, ms?: number): Promise<void>;
}

interface Words {
  /** A number: the private chat with the person who has it. */
  chat: number | Chat;
  /** Absent: the person of the private chat; in a channel nobody. */
  from?: User;
  text: string;
  /** More fields of Telegram's Message. */
  more?: Record<string, unknown>;
}

export interface Chat {
  id: number;
  type: "private" | "group" | "supergroup" | "channel";
  title?: string;
}

interface User {
  id: number;
  first_name: string;
  is_bot?: boolean;
}

/**
 * Starts it on a free port, or on `port`. `proxied`: what a reverse proxy before the service makes of a webhook's https address.
 */
export async function startTelegramServer({
  port = 0,
  proxied = (url: string) => url,
  bot = { id: 700000001, username: "KabarKilatBot" },
} = {}): Promise<TelegramServer> {
  const token = `${bot.id}:AAHinvented-token-of-a-bot-that-is-not`;
  const calls: Call[] = [];
  const messages = createMessages();
  const failures = createFailures();
  const updates = createUpdateQueue(500_000);
  const members = new Map<string, string>();
  const waiters = new Set<() => void>();
  let webhook: z.infer<typeof Webhook> | null = null;

  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      answer(request, response, Buffer.concat(chunks).toString());
      lookAgain();
    });
  });
  http.keepAliveTimeout = 60_000;
  http.listen(port, "127.0.0.1");
  await once(http, "listening");
  const address = z.object({ port: z.number() }).parse(http.address());

  function lookAgain(): void {
    for (const look of waiters) look();
  }

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const [, secret, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? "") ?? [];
    if (secret === undefined) return fail(response, 404, "Not Found");
    if (secret !== token) return fail(response, 401, "Unauthorized");
    const call: Call = {
      method,
      args: Args.parse(body === "" ? {} : JSON.parse(body)),
      at: performance.now(),
    };
    calls.push(call);
    const failure = failures.of(call);
    if (failure === null) return carryOut(call, response);
    if (failure.kind === "answers late") {
      late.set(response, failure.ms);
      return carryOut(call, response);
    }
    if (failure.kind === "arrives later")
      return void failure.when.then(() => {
        carryOut(call, response);
        lookAgain();
      });
    if (failure.kind === "answers")
      return fail(response, failure.code, failure.description, failure.parameters);
    if (failure.accepted) carryOut(call, null);
    if (failure.kind === "closes") request.socket.destroy();
    if (failure.kind === "answers otherwise") response.writeHead(failure.status).end(failure.body);
  }

  /** `response` is null when the answer will never be read. */
  function carryOut({ method, args, at }: Call, response: ServerResponse | null): void {
    switch (method) {
      case "getMe":
        return ok(response, { ...bot, is_bot: true, first_name: "Kabar Kilat" });
      case "sendMessage":
        return answerWith(response, messages.send(args, at));
      case "sendPhoto":
        return answerWith(response, messages.sendPhoto(args, at));
      case "editMessageCaption":
        return answerWith(response, messages.editCaption(args));
      case "editMessageText":
        return answerWith(response, messages.edit(args));
      case "deleteMessage":
        return answerWith(response, messages.delete(args));
      case "getUpdates":
        return response === null ? undefined : handOut(args, response);
      case "getChatMember": {
        const { chat_id, user_id } = Member.parse(args);
        const status = members.get(`${chat_id}:${user_id}`) ?? "member";
        return ok(response, { status, user: { id: user_id, is_bot: false, first_name: "Anggota" } });
      }
      case "setWebhook":
        webhook = Webhook.parse(args);
        webhook.url = proxied(webhook.url);
        ok(response, true);
        return void bring(webhook);
      case "deleteWebhook":
        webhook = null;
        return ok(response, true);
      case "answerCallbackQuery":
      case "answerInlineQuery":
      case "setMyCommands":
      case "deleteMyCommands":
        return ok(response, true);
      default:
        return fail(response, 404, "Not Found: method not found");
    }
  }

  function handOut(args: unknown, response: ServerResponse): void {
    if (webhook !== null) return fail(response, 409, WEBHOOK_ACTIVE);
    const { offset, limit, timeout } = Poll.parse(args);
    const leave = updates.poll(
      { offset, limit, timeoutMs: 1000 * timeout },
      { updates: (list) => ok(response, list), conflict: () => fail(response, 409, OTHER_POLLER) },
    );
    response.on("close", leave);
  }

  /** Brings what waits to the webhook, each update again and again until it is taken or the webhook is gone. */
  async function bring(to: z.infer<typeof Webhook>): Promise<void> {
    const isSet = () => webhook === to;
    for (const { update, confirm } of updates.take()) {
      while (!(await isTaken(to, update)) && isSet()) await new Promise((next) => setTimeout(next, 50));
      confirm();
      lookAgain();
    }
  }

  async function add(update: Record<string, unknown>): Promise<void> {
    const confirmed = updates.add(update);
    if (webhook !== null) await bring(webhook);
    await confirmed;
  }

  return {
    ...failures,
    apiRoot: `http://127.0.0.1:${address.port}`,
    token,
    bot,
    sent: messages.all,
    calls,
    sentTo: (chat) => messages.to(chat),
    callsOf: (method) => calls.filter((call) => call.method === method),
    forgets() {
      calls.length = 0;
      messages.forget();
    },
    says({ chat, from, text, more }) {
      const place: Chat = typeof chat === "number" ? { id: chat, type: "private" } : chat;
      const speaker =
        from ?? (place.type === "private" ? { id: place.id, first_name: "Pembaca" } : undefined);
      const message = {
        message_id: messages.nextId(),
        date: seconds(),
        chat: place,
        ...(speaker && { from: { is_bot: false, ...speaker } }),
        text,
        ...more,
      };
      return add(place.type === "channel" ? { channel_post: message } : { message });
    },
    presses(message, label, from = { id: Number(message.chat), first_name: "Pembaca" }) {
      const button = message.buttons.flat().find(({ text }) => text === label);
      if (!button) throw new Error(`no button "${label}"`);
      const press = { id: `${messages.nextId()}`, from: { is_bot: false, ...from }, chat_instance: "1" };
      return add({ callback_query: { ...press, message: toTelegram(message), data: button.callback_data } });
    },
    update: add,
    unconfirmed: () => updates.size(),
    cuts: () => http.closeAllConnections(),
    setMember(chat, user, status) {
      members.set(`${chat}:${user}`, status);
    },
    until(condition, ms = WITHIN_MS) {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          waiters.delete(look);
          clearTimeout(limit);
          settle();
        };
        const look = () => {
          if (condition()) end(resolve);
        };
        const limit = setTimeout(
          () => end(() => reject(new Error(`not within ${ms} ms: ${String(condition)}`))),
          ms,
        );
        waiters.add(look);
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}

const Args = z.record(z.string(), z.unknown());
const Member = z.object({ chat_id: z.union([z.string(), z.number()]), user_id: z.number() });
const Webhook = z.object({ url: z.string(), secret_token: z.string().default("") });
const Poll = z.object({
  offset: z.int().default(0),
  limit: z.int().default(100),
  timeout: z.int().default(0),
});

// Client.cpp of tdlib/telegram-bot-api: process_get_updates_query, abort_long_poll.
const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const OTHER_POLLER =
  "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

function answerWith(response: ServerResponse | null, message: SentMessage | { error: string }): void {
  if ("error" in message) fail(response, 400, message.error);
  else ok(response, toTelegram(message));
}

function toTelegram({ messageId, chat, text, photo }: SentMessage) {
  const id = Number(chat);
  return {
    message_id: messageId,
    date: seconds(),
    chat: { id, type: id > 0 ? "private" : "supergroup" },
    ...(photo === null
      ? { text }
      : { caption: text, photo: [{ file_id: `file of ${photo.replace(/^file of /, "")}` }] }),
  };
}

function ok(response: ServerResponse | null, result: unknown): void {
  send(response, 200, { ok: true, result });
}

function fail(
  response: ServerResponse | null,
  code: number,
  description: string,
  parameters?: Record<string, number>,
): void {
  send(response, code, { ok: false, error_code: code, description, parameters });
}

function send(response: ServerResponse | null, status: number, answer: object): void {
  if (response === null) return;
  const body = JSON.stringify(answer);
  const write = (): void => {
    response.writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    });
    response.end(body);
  };
  const afterMs = late.get(response);
  if (afterMs === undefined) write();
  else setTimeout(write, afterMs).unref();
}

/** Answers that take their time. */
const late = new WeakMap<ServerResponse, number>();

async function isTaken({ url, secret_token }: z.infer<typeof Webhook>, update: unknown): Promise<boolean> {
  const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret_token };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(update) }).catch(
    () => null,
  );
  return response?.ok ?? false;
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
