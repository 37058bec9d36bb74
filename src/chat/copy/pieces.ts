import type { Reach } from "../../delivery/audience.ts";
import type { Button, ChatKind, MessengerName, OutgoingMessage } from "../../delivery/delivery.ts";
import { type RichText, untapped } from "../../delivery/rich-text.ts";

/** What sentences are put together from: names, lists, numbers, others’ words, and buttons. */

export const MESSENGERS: Readonly<Record<MessengerName, string>> = {
  telegram: "Telegram",
  whatsapp: "WhatsApp",
  console: "Terminal",
};

export const KINDS: Readonly<Record<ChatKind, string>> = {
  channel: "Saluran",
  group: "Grup",
  private: "Chat pribadi",
};

export function text(line: string): OutgoingMessage {
  return { text: [line] };
}

export function inPairs(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let i = 0; i < buttons.length; i += 2) rows.push(buttons.slice(i, i + 2));
  return rows;
}

const BUTTON_BYTES = 64; // Telegram's limit for what a button says (InlineKeyboardButton.callback_data)

export function fitting(button: Button): Button[] {
  return Buffer.byteLength(button.says) <= BUTTON_BYTES ? [button] : [];
}

export function who(kind: ChatKind): string {
  return kind === "private" ? "Anda" : kind === "group" ? "Grup ini" : "Saluran ini";
}

export function place(kind: ChatKind): string {
  return kind === "channel" ? "saluran" : "grup";
}

/** "1.240 chat, 85 lagi lewat ringkasan" */
export function reach({ now, inDigest }: Reach): string {
  return `${number(now)} chat${inDigest > 0 ? `, ${number(inDigest)} lagi lewat ringkasan` : ""}`;
}

/** "a", "a dan b", "a, b, dan c", as Indonesian spelling rules (EYD V) have it. */
export function list(things: readonly string[]): string {
  const last = things.at(-1) ?? "";
  if (things.length < 2) return last;
  return `${things.slice(0, -1).join(", ")}${things.length > 2 ? "," : ""} dan ${last}`;
}

export function quoted(words: string): RichText[number] {
  return { bold: filterName(words) };
}

/** A filter as it is told: `timnas -basket` is “timnas” tanpa “basket”. */
export function filterName(words: string): string {
  const parts = words.split(" ");
  const wanted = parts.filter((part) => !part.startsWith("-")).join(" ");
  const without = parts.filter((part) => part.startsWith("-")).map((part) => inMarks(part.slice(1)));
  const marked = inMarks(wanted.replaceAll('"', ""));
  return without.length === 0 ? marked : `${marked} tanpa ${list(without)}`;
}

export function inMarks(words: string): string {
  return `“${clip(words, 60)}”`;
}

/** Others' words among ours: `shortened`, and with no command to tap. */
export function clip(text: string, most = 160): string {
  return untapped(shortened(text, most));
}

/** On one line, shortened to `most` characters as people count them, and unable to turn the rest of ours around. */
export function shortened(text: string, most: number): string {
  const line = text
    .slice(0, most * 20) // one character can be thousands of code units long
    .toWellFormed()
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const characters = Array.from(CHARACTERS.segment(line), (part) => part.segment);
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}

const CHARACTERS = new Intl.Segmenter("id");

export function number(n: number): string {
  return INDONESIAN.format(n);
}

const INDONESIAN = new Intl.NumberFormat("id-ID");
