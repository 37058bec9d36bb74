import { z } from "zod";
import { RichText } from "./rich-text.ts";

/** The nouns of delivery. Data only. */

export const MESSENGER_NAMES = ["telegram", "whatsapp", "console"] as const;
export type MessengerName = (typeof MESSENGER_NAMES)[number];

export const CHAT_KINDS = ["channel", "group", "private"] as const;
export type ChatKind = (typeof CHAT_KINDS)[number];

/** Where a message goes: the platform's own address of a chat, and a forum topic inside it where there is one. */
export const Recipient = z.object({
  messenger: z.enum(MESSENGER_NAMES),
  /** Telegram chat id, WhatsApp JID, a console chat's name. */
  address: z.string(),
  kind: z.enum(CHAT_KINDS),
  /** Telegram's message_thread_id. */
  thread: z.string().nullable(),
});
export type Recipient = z.infer<typeof Recipient>;

const Button = z.object({ label: z.string(), says: z.string() });
export type Button = z.infer<typeof Button>;

const About = z.object({
  title: z.string(),
  link: z.string().nullable(),
  /** The address of the article's picture. */
  image: z.string().nullable(),
});
export type About = z.infer<typeof About>;

/** A message as the desk means it; each messenger gives it its own form and limits. */
export const OutgoingMessage = z.object({
  text: RichText,
  /** Rows of buttons. `says` is what pressing one says to us, as if typed ("/langganan ekonomi"). */
  buttons: z.array(z.array(Button).readonly()).readonly().exactOptional(),
  /** Show the link's preview card. Alerts do, conversation does not. */
  preview: z.boolean().exactOptional(),
  /** The article it is about, for link cards and pictures that we make ourselves instead of the platform. */
  about: About.exactOptional(),
});
export type OutgoingMessage = z.infer<typeof OutgoingMessage>;

/** What became of one attempt to send. Each messenger translates its platform's answers into these; no HTTP status gets beyond it. */
export type SendVerdict =
  | { kind: "sent"; messageId: string }
  /** Surely not accepted (429, connection refused, 5xx that says so). `afterSeconds` when the platform named it;
   *  `everyone` when the limit is the account's and not this chat's. */
  | { kind: "later"; afterSeconds?: number; everyone?: boolean; why: string }
  /** The request was written and no definite answer came: never retried blindly. */
  | { kind: "unknown"; why: string }
  /** Blocked us, left, deleted: stop writing to them. */
  | { kind: "gone"; why: string }
  /** The chat lives on under another address (group → supergroup). Nothing was sent. */
  | { kind: "moved"; to: string }
  /** Our message is at fault: tell an editor. */
  | { kind: "refused"; why: string };

/** What is done toward a chat: the alert is sent, corrected for the nth time, or recalled. */
export type Act = "send" | `correct ${number}` | "recall";
export const Act: z.ZodType<Act> = z.custom<Act>(
  (value) => typeof value === "string" && /^(send|correct \d+|recall)$/.test(value),
);

/** A message of ours, as the ledger has it. */
export interface Sent {
  messageId: string;
  at: Date;
}

/** One row of the ledger in a worker's hands: one act of one alert toward one chat. */
export interface Delivery {
  id: number;
  alertId: number;
  chatId: number;
  act: Act;
  /** For a correction or a recall: the messages of this alert that the chat is known to have, newest first. */
  earlier: readonly Sent[];
  /** The chat may have more of them than the ledger knows. */
  more: boolean;
  to: Recipient;
  /** How often it was tried before, without a final verdict. */
  attempts: number;
  /** Since when it has been failing for this chat; null while it has not. */
  failingSince: Date | null;
}

/** The final states of a delivery. All but "sent" have a reason. */
export type FinalState = "sent" | "withdrawn" | "unknown" | "gone" | "refused";
