import type { Looked } from "./look.ts";

/** What an interview asks of the world. */
export interface World {
  /** What is at an address; `inside`: it is in a private network, where polling goes only if the configuration says so. */
  look(address: string): Promise<{ looked: Looked; inside: string | null }>;
  bot(token: string): Promise<Bot | string>;
  /** The bot that the Telegram chats in the database belong to, where it is another one than this; null: as far as is known, none. */
  otherBot(bot: Bot): Promise<string | null>;
  /** A few digits that nobody can guess. */
  code(): string;
}

/** A bot that a token belongs to. */
export interface Bot {
  id: string;
  username: string;
  whoSends(code: string, signal: AbortSignal): Promise<{ id: number; name: string } | string>;
  writes(to: { id: number; name: string }, text: string): Promise<boolean>;
}

/** What the files say already. */
export interface Before {
  sources: readonly string[];
  editors: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
}
