import type { MessengerName, OutgoingMessage, Recipient } from "../delivery/delivery.ts";

/** The words of conversation. A messenger turns what its platform delivers into one of these and sends back replies. */

/** Something was said to us in a chat, or a button of ours was pressed (`text` is then what the button says). */
export interface Said {
  /** The platform's id of this very message or press: the same id again is a repeat and is not answered twice. */
  id: string;
  chat: Recipient & { title: string | null };
  /** null for a channel post or an anonymous group admin: nobody we could hold to account. */
  from: Person | null;
  text: string;
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

/** What a messenger calls when its platform says something. Resolves when the answer is on its way; never rejects. */
export interface Ear {
  said(said: Said): Promise<readonly OutgoingMessage[]>;
  changed(change: ChatChange): Promise<void>;
}
