import type { MessengerName, OutgoingMessage, Recipient } from "../delivery/delivery.ts";

/** The words of conversation. A messenger turns what its platform delivers into one of these and sends back replies. */

/** Something was said to us in a chat, or a button of ours was pressed (`text` is then what the button says). */
export interface Said {
  /** The platform's id of this very message or press: the same id again is a repeat and is not answered twice. */
  id: string;
  chat: Recipient & { title: string | null };
  /** null for a channel post or an anonymous group admin: nobody we could hold to account. */
  from: Person | null;
  /** "" for what is said in a private chat without words: a voice message, a place. */
  text: string;
  /** When it was said, where the platform may bring it long after that. Absent: just now. */
  at?: Date | undefined;
  /** The platform's id of the message of ours that this one answers or reacts to, where it does. */
  about?: string | undefined;
  /** A thumb under the message `about`: an opinion, and no answer to what was asked. */
  reaction?: boolean | undefined;
  /** It was said elsewhere, mostly by somebody else, and is passed on to us. */
  forwarded?: boolean | undefined;
  /** In a group or channel: may this person decide for the chat? Asked of the platform only when needed. */
  isChatAdmin: () => Promise<boolean>;
}

/** A person by the platform's stable id (never by name, which anyone can copy). */
export interface Person {
  messenger: MessengerName;
  id: string;
  name: string | null;
}

/** The bot's place in a chat changed: it was added, or it was blocked, removed, or the chat moved. */
export type ChatChange =
  | { kind: "joined"; chat: Recipient & { title: string | null } }
  | { kind: "left"; chat: Recipient; why: string }
  | { kind: "moved"; chat: Recipient; to: string };

/** Words typed after our name in some chat, to be answered with articles to choose from (Telegram's inline mode). */
export interface Asked {
  from: Person;
  words: string;
  /** How many answers are to be left out, as the last ones said. */
  offset: number;
}

export interface AskedAnswer {
  items: readonly InlineItem[];
  /** The next `offset`; null where there is nothing more. */
  next: number | null;
}

/** One article to choose; `message` is what the person then says in their chat. */
export interface InlineItem {
  id: string;
  title: string;
  description: string;
  message: OutgoingMessage;
}

/** What a messenger calls when its platform says something. Resolves when the answer is on its way; never rejects. */
export interface Ear {
  said(said: Said): Promise<readonly OutgoingMessage[]>;
  changed(change: ChatChange): Promise<void>;
  /** Resolves when the next reply to this may go out, or `signal` ends the waiting; never rejects. Absent: at once. */
  turn?(said: Said, signal: AbortSignal): Promise<void>;
  /** Absent: nobody answers outside of chats. */
  asked?(asked: Asked): Promise<AskedAnswer>;
}
