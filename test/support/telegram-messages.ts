import { z } from "zod";
import { parseEntities } from "./telegram-entities.ts";

/** A message that the server accepted. */
export interface SentMessage {
  messageId: number;
  chat: string;
  /** As the reader sees it, and as it was sent. */
  text: string;
  raw: string;
  thread: number | null;
  preview: boolean;
  /** The picture as it was sent: an address, or the id under which Telegram keeps one. */
  photo: string | null;
  paid: boolean;
  buttons: readonly (readonly Button[])[];
  deleted: boolean;
  /** When the request was read, in milliseconds of performance.now(). */
  at: number;
}

/** Everything that was accepted; the messages' part of the Bot API. An error is the description for a 400. */
export interface Messages {
  readonly all: readonly SentMessage[];
  to(chat: number | string): readonly SentMessage[];
  send(args: unknown, at: number): SentMessage | { error: string };
  sendPhoto(args: unknown, at: number): SentMessage | { error: string };
  editCaption(args: unknown): SentMessage | { error: string };
  edit(args: unknown): SentMessage | { error: string };
  delete(args: unknown): SentMessage | { error: string };
  /** A message id for what others write. */
  nextId(): number;
  /** No message was ever accepted; ids go on. */
  forget(): void;
}

const Button = z.object({ text: z.string(), callback_data: z.string().default("") });
type Button = z.infer<typeof Button>;

const Text = z.object({
  chat_id: z.union([z.number(), z.string()]).transform(String),
  text: z.string().default(""),
  parse_mode: z.string().optional(),
  message_thread_id: z.number().nullable().default(null),
  link_preview_options: z.object({ is_disabled: z.boolean().default(false) }).default({ is_disabled: false }),
  allow_paid_broadcast: z.boolean().default(false),
  photo: z.string().nullable().default(null),
  caption: z.string().default(""),
  reply_markup: z.object({ inline_keyboard: z.array(z.array(Button)) }).default({ inline_keyboard: [] }),
});

const Which = z.object({
  chat_id: z.union([z.number(), z.string()]).transform(String),
  message_id: z.coerce.number(),
});

export function createMessages(): Messages {
  const all: SentMessage[] = [];
  const byChat = new Map<string, SentMessage[]>();
  let lastId = 0;

  const to = (chat: number | string) => byChat.get(String(chat)) ?? [];
  const find = (args: unknown) => {
    const { chat_id, message_id } = Which.parse(args);
    return to(chat_id).find(({ messageId, deleted }) => messageId === message_id && !deleted);
  };

  return {
    all,
    to,
    nextId: () => ++lastId,
    forget() {
      all.length = 0;
      byChat.clear();
    },
    send: (args, at) => add(Text.parse(args), at),
    sendPhoto(args, at) {
      const { caption, ...given } = Text.parse(args);
      if (Array.from(caption).length > 1024 + 400)
        return { error: "Bad Request: message caption is too long" };
      if (given.photo?.includes("rusak")) return { error: "Bad Request: wrong type of the web page content" };
      return add({ ...given, caption, text: caption }, at);
    },
    editCaption(args) {
      const message = find(args);
      if (!message) return { error: "Bad Request: message to edit not found" };
      if (message.photo === null) return { error: "Bad Request: there is no caption in the message to edit" };
      const given = Text.parse(args);
      const parsed = readText({ ...given, text: given.caption });
      if ("error" in parsed) return parsed;
      return Object.assign(message, { text: parsed.text, raw: given.caption });
    },
    edit(args) {
      const message = find(args);
      if (!message) return { error: "Bad Request: message to edit not found" };
      if (message.photo !== null) return { error: "Bad Request: there is no text in the message to edit" };
      const given = Text.parse(args);
      const parsed = readText(given);
      if ("error" in parsed) return parsed;
      if (message.raw === given.text)
        return {
          error:
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
        };
      return Object.assign(message, { text: parsed.text, raw: given.text });
    },
    delete(args) {
      const message = find(args);
      if (!message) return { error: "Bad Request: message to delete not found" };
      return Object.assign(message, { deleted: true });
    },
  };

  function add(given: z.infer<typeof Text>, at: number): SentMessage | { error: string } {
    const parsed = readText(given);
    if ("error" in parsed) return parsed;
    const message: SentMessage = {
      messageId: ++lastId,
      chat: given.chat_id,
      text: parsed.text,
      raw: given.text,
      thread: given.message_thread_id,
      preview: !given.link_preview_options.is_disabled,
      photo: given.photo,
      paid: given.allow_paid_broadcast,
      buttons: given.reply_markup.inline_keyboard,
      deleted: false,
      at,
    };
    all.push(message);
    if (!byChat.has(message.chat)) byChat.set(message.chat, []);
    byChat.get(message.chat)?.push(message);
    return message;
  }
}

/** What the reader sees, or Telegram's objection. */
function readText({
  text: raw,
  parse_mode,
  reply_markup,
}: z.infer<typeof Text>): { text: string } | { error: string } {
  const parsed = parse_mode === "HTML" ? parseEntities(raw) : { text: raw };
  if ("error" in parsed) return parsed;
  const text = parsed.text.trim();
  if (text === "") return { error: "Bad Request: message text is empty" };
  // Telegram counts code points (tdlib/td, MessageContent.cpp: utf8_length).
  if (text.length > 4096 && Array.from(text).length > 4096)
    return { error: "Bad Request: message is too long" };
  const buttons = reply_markup.inline_keyboard.flat();
  const unfit = buttons.some(
    ({ callback_data }) => callback_data === "" || Buffer.byteLength(callback_data) > 64,
  );
  return unfit ? { error: "Bad Request: BUTTON_DATA_INVALID" } : { text };
}
