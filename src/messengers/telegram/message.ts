import type { RawApi } from "grammy";
import type { Button, OutgoingMessage, Recipient } from "../../delivery/delivery.ts";
import { toPlain, toTelegramHtml } from "../../delivery/rich-text.ts";

/** The arguments of Telegram's sendMessage. */
export type SendMessage = Parameters<RawApi["sendMessage"]>[0];

export type SendPhoto = Omit<Parameters<RawApi["sendPhoto"]>[0], "photo"> & { photo: string };

/** A message in Telegram's form, or the reason it has none. What many chats are told is the same object for all of them. */
export type TelegramMessage =
  | {
      kind: "message";
      chat: ToChat;
      html: Said;
      /** The same without formatting, for when Telegram can't read ours. */
      plain: Said;
      /** The same as a picture with a caption; null where it has no picture, or more words than a caption holds. */
      photo: SaidWithPhoto | null;
      /** Buttons whose words don't fit into Telegram's 64 bytes. */
      leftOut: readonly Button[];
    }
  | { kind: "refused"; why: string };

/** Where a message goes. */
export type ToChat = Pick<SendMessage, "chat_id" | "message_thread_id" | "allow_paid_broadcast">;

/** What it says there. */
export type Said = Omit<SendMessage, keyof ToChat>;
export type SaidWithPhoto = Omit<SendPhoto, keyof ToChat>;

/** "1-4096 characters after entities parsing" (sendMessage). Counted in UTF-16 units, which are never fewer. */
const TEXT_LIMIT = 4096;

/** "0-1024 characters after entities parsing" (sendPhoto). */
const CAPTION_LIMIT = 1024;

/** callback_data: "1-64 bytes" (InlineKeyboardButton). */
const CALLBACK_DATA_LIMIT = 64;

/**
 * Gives a message Telegram's form. A text Telegram would refuse anyway is refused here, before it costs an attempt. A
 * button that doesn't fit is left out, so that its reader at least gets the text.
 */
export function toTelegramMessage(to: Recipient, message: OutgoingMessage): TelegramMessage {
  const form = formOf(message);
  if (form.kind === "refused") return form;
  const { html, plain, photo, leftOut } = form;
  return { kind: "message", chat: chatOf(to), html, plain, photo, leftOut };
}

function chatOf({ address, thread }: Recipient): ToChat {
  return thread === null ? { chat_id: address } : { chat_id: address, message_thread_id: Number(thread) };
}

const HTML = { parse_mode: "HTML" } as const;

/** What is the same for every chat. A broadcast sends one message to many: it is worked out once. */
type Form = ReturnType<typeof formed>;
const forms = new WeakMap<OutgoingMessage, Form>();

function formOf(message: OutgoingMessage): Form {
  const known = forms.get(message);
  if (known) return known;
  const form = formed(message);
  forms.set(message, form);
  return form;
}

function formed(message: OutgoingMessage) {
  const text = toPlain(message.text);
  if (text.trim() === "") return { kind: "refused", why: "pesan tidak berisi teks" } as const;
  if (text.length > TEXT_LIMIT) {
    const why = `pesan terlalu panjang: ${text.length} karakter, batas Telegram ${TEXT_LIMIT}`;
    return { kind: "refused", why } as const;
  }
  const rows = message.buttons ?? [];
  const keyboard = rows.map((row) => row.filter(fits).map(toInlineButton)).filter((row) => row.length > 0);
  const leftOut = rows.flat().filter((button) => !fits(button));
  const buttons = keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {};
  const plain = { text, link_preview_options: { is_disabled: message.preview !== true }, ...buttons };
  const html = toTelegramHtml(message.text, { quoted: typeof message.about?.link === "string" });
  const image = message.about?.image ?? null;
  return {
    kind: "form",
    plain,
    html: { ...plain, text: html, ...HTML },
    photo:
      image !== null && text.length <= CAPTION_LIMIT
        ? { photo: image, caption: html, ...HTML, ...buttons }
        : null,
    leftOut,
  } as const;
}

function fits({ says }: Button): boolean {
  return says !== "" && Buffer.byteLength(says) <= CALLBACK_DATA_LIMIT;
}

function toInlineButton({ label, says }: Button) {
  return { text: label, callback_data: says };
}
